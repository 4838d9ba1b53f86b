//! One-time links that somebody follows: what a good one opens, and what a dead one says.

use crate::accounts::Visitor;
use crate::accounts::links::{self, Found, Holder, Purpose};
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// Whose link this is, or the page that says why it is nobody's.
pub(super) async fn holder(
    app: &App,
    visitor: &Visitor,
    purpose: Purpose,
    secret: &str,
) -> Result<Result<Holder, Response>> {
    let (status, why) = match links::look(&app.db, secret, purpose, app.clock.now()).await? {
        Found::Valid(holder) => return Ok(Ok(holder)),
        Found::Used => (
            StatusCode::GONE,
            "It has been used already, or a newer one has been made since. Each link works once.",
        ),
        Found::Expired => (StatusCode::GONE, expired(purpose)),
        Found::Unknown => (
            StatusCode::NOT_FOUND,
            "We did not make a link like this. Perhaps a part of it was lost on the way: copy all of it from the mail.",
        ),
    };
    Ok(Err(
        (status, page(app, visitor, purpose, why)).into_response()
    ))
}

/// The page for somebody whose link was used by somebody faster.
pub(super) fn too_late(app: &App, visitor: &Visitor, purpose: Purpose) -> Response {
    let why = "It was used or ran out while you were writing. Each link works once.";
    (StatusCode::GONE, page(app, visitor, purpose, why)).into_response()
}

fn expired(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Invitation => "It has expired: an invitation works for seven days.",
        Purpose::PasswordReset => "It has expired: a link for a new password works for one hour.",
    }
}

fn page(app: &App, visitor: &Visitor, purpose: Purpose, why: &'static str) -> Response {
    Layout::new(app, visitor, "This link does not work").render(move || {
        view! {
            <h1>"This link does not work"</h1>
            <p class="lead">{why}</p>
            <WayOut purpose/>
        }
    })
}

#[component]
fn WayOut(purpose: Purpose) -> impl IntoView {
    match purpose {
        Purpose::Invitation => view! {
            <p>"Ask whoever invited you for a new one. If you have chosen your password already, "<a href="/sign-in">"sign in"</a>"."</p>
        }
        .into_any(),
        Purpose::PasswordReset => view! {
            <p class="actions">
                <a class="button" href="/forgotten-password">"Send me a new link"</a>
                " "
                <a href="/sign-in">"Back to sign in"</a>
            </p>
        }
        .into_any(),
    }
}
