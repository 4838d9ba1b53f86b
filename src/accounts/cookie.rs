//! The session's cookie. Over HTTPS its name begins with `__Host-`, which no other host and no path can set.

use super::sessions::LONGEST;
use super::token::Token;
use crate::app::App;
use crate::clock::SECOND;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::AppendHeaders;

/// A `Set-Cookie` header, to stand before a response.
pub(super) type SetCookie = AppendHeaders<[(HeaderName, String); 1]>;

fn name(app: &App) -> &'static str {
    match app.config.is_https() {
        true => "__Host-session",
        false => "session",
    }
}

/// What the browser brought.
pub(super) fn secret<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name(app))
        .map(|(_, secret)| secret)
}

/// Hands the token to the browser.
pub(super) fn give(app: &App, token: &Token) -> SetCookie {
    set(app, token.secret(), LONGEST / SECOND)
}

/// Takes it away again.
pub(super) fn take(app: &App) -> SetCookie {
    set(app, "", 0)
}

fn set(app: &App, value: &str, seconds: i64) -> SetCookie {
    let name = name(app);
    let secure = if app.config.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    AppendHeaders([(header::SET_COOKIE, cookie)])
}
