//! The edge: every request passes here on its way in, every refusal on its way out.
//!
//! A form's body is read once and kept, but for files, which go through to their handler as they come. So a request whose transaction met another one is done again from the start (handlers write in one
//! transaction, so nothing was half done), and a form that arrives after its session has ended comes back after signing in, with
//! everything that was typed. Causes of failures are logged here and nowhere else, under the number that the page shows.

use crate::accounts::{self, Visitor};
use crate::app::App;
use crate::calls::CallError;
use crate::error::{Error, Result};
use crate::form;
use crate::layout;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often a request is tried whose transactions meet others.
const TRIES: u32 = 4;

/// Seconds after which a visitor may try again when we are busy.
const RETRY_AFTER: u64 = 5;

/// What became of a handler, for the edge to turn into a page.
#[derive(Clone)]
struct Refusal(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = status(&self);
        (status, axum::Extension(Refusal(Arc::new(self)))).into_response()
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::SignIn => StatusCode::UNAUTHORIZED,
        // What is not for somebody's role is not there for them: an address tells nobody what others can do.
        Error::Forbidden | Error::NotFound => StatusCode::NOT_FOUND,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Busy(_) | Error::Again(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What an island hears of a refusal; the status goes with it. Causes are logged here as for pages.
pub fn refuse_call(error: Error) -> CallError {
    expect_context::<ResponseOptions>().set_status(status(&error));
    match error {
        Error::SignIn => CallError::SignIn,
        Error::Invalid(words) | Error::Conflict(words) => CallError::Refused(words),
        Error::Busy(cause) | Error::Again(cause) | Error::Internal(cause) => {
            logged(&cause);
            CallError::Failed
        }
        Error::Forbidden | Error::NotFound | Error::TooMany { .. } => CallError::Failed,
    }
}

/// Does the work of a call again that met another transaction, as [`edge`] does for pages.
pub async fn again<T, F: Future<Output = Result<T>>>(work: impl Fn() -> F) -> Result<T> {
    for tried in 1..TRIES {
        match work().await {
            Err(error) if has_met_another(&error) => rest(tried).await,
            outcome => return outcome,
        }
    }
    work().await
}

/// A moment, longer each time, so that two who have met do not meet again.
async fn rest(tried: u32) {
    tokio::time::sleep(Duration::from_millis(u64::from(tried * tried) * 10)).await;
}

/// How long a request may take until it is answered.
const WITHIN: Duration = Duration::from_secs(30);

/// How long it may take with files in it, sent over a slow line, or packed and checked.
const PATIENT_WITHIN: Duration = Duration::from_secs(15 * 60);

/// The routes to which files are sent that are read as they come, not kept.
const UPLOADS: [&str; 2] = [
    "/evidence/{id}/files",
    "/enrolments/{id}/prior-learning/import",
];

/// The route on which many files are packed.
const EXPORT: &str = "/portfolio/export";

/// Ends a request that takes too long.
pub async fn in_time(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let within = match is_upload(&parts) || is_on(&parts, &[EXPORT]) {
        true => PATIENT_WITHIN,
        false => WITHIN,
    };
    let answer = next.run(Request::from_parts(parts, body));
    let answer = tokio::time::timeout(within, answer).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

fn is_upload(parts: &Parts) -> bool {
    is_on(parts, &UPLOADS)
}

/// Whether something is sent to one of these routes.
fn is_on(parts: &Parts, routes: &[&str]) -> bool {
    let route = parts.extensions.get::<MatchedPath>();
    parts.method == Method::POST && route.is_some_and(|path| routes.contains(&path.as_str()))
}

/// The outermost layer of our own: see the module.
pub async fn edge(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let route = parts
        .extensions
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let method = parts.method.clone();
    let mut response = match is_upload(&parts) {
        true => respond_once(&app, parts, body, next).await,
        false => match to_bytes(body, form::LIMIT).await {
            Ok(body) => respond(&app, parts, body, next).await,
            Err(_) => too_long(&app, parts).await,
        },
    };
    never_stored(&mut response);
    tracing::info!(
        %method,
        route = route.as_deref().unwrap_or("none"),
        status = response.status().as_u16(),
        ms = began.elapsed().as_millis() as u64,
        "request"
    );
    response
}

async fn respond(app: &App, parts: Parts, body: Bytes, next: Next) -> Response {
    for tried in 1.. {
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let mut response = next.clone().run(request).await;
        let Some(Refusal(error)) = response.extensions_mut().remove::<Refusal>() else {
            return with_words(app, parts, response).await;
        };
        if has_met_another(&error) && tried < TRIES {
            rest(tried).await;
            continue;
        }
        return refuse(app, parts, &body, &error).await;
    }
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// A request with a file is not kept, so it is done once; its handler does its own transaction again where that helps.
async fn respond_once(app: &App, parts: Parts, body: Body, next: Next) -> Response {
    let request = Request::from_parts(parts.clone(), body);
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Refusal>() {
        Some(Refusal(error)) => refuse(app, parts, &Bytes::new(), &error).await,
        None => with_words(app, parts, response).await,
    }
}

/// What the framework refuses without a page gets one: another site's form, an address that cannot be read, one that takes no such method.
async fn with_words(app: &App, parts: Parts, response: Response) -> Response {
    let words = match response.status() {
        StatusCode::FORBIDDEN => {
            "This came from another site, so nothing was done. Open the page here, and send it from there."
        }
        StatusCode::BAD_REQUEST => "This address could not be read. If you typed it, check it.",
        StatusCode::METHOD_NOT_ALLOWED => {
            "There is no page at this address, only a form that is sent to it."
        }
        _ => return response,
    };
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain")) {
        return response;
    }
    let mut page = refuse(app, parts, &Bytes::new(), &Error::invalid(words)).await;
    *page.status_mut() = response.status();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// Whether a transaction met another one: refused for it, or, on PostgreSQL, stopped at a row that the other had just written. Done again, it
/// sees what the other did.
fn has_met_another(error: &Error) -> bool {
    matches!(error, Error::Again(_)) || crate::db::is_duplicate(error)
}

async fn refuse(app: &App, mut parts: Parts, body: &Bytes, error: &Error) -> Response {
    if matches!(error, Error::SignIn) {
        return sign_in_first(app, &parts, body).await;
    }
    let visitor = Visitor::from_request_parts(&mut parts, app)
        .await
        .unwrap_or(Visitor(None));
    let words = words(error);
    let given_back = gives_back(&parts, body, error).then(|| {
        accounts::try_again_page(
            app,
            &visitor,
            parts.uri.path(),
            &String::from_utf8_lossy(body),
            words.title,
            &words.text,
        )
    });
    let mut response = given_back
        .flatten()
        .unwrap_or_else(|| layout::notice_page(app, &visitor, words.title, words.text));
    *response.status_mut() = status(error);
    let seconds = match error {
        Error::TooMany { seconds } => Some(*seconds),
        Error::Busy(_) | Error::Again(_) => Some(RETRY_AFTER),
        _ => None,
    };
    if let Some(seconds) = seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Whether the page of a refusal holds what was sent: always where it could not be taken just now, else where somebody has written something.
fn gives_back(parts: &Parts, body: &Bytes, error: &Error) -> bool {
    if parts.method != Method::POST || !is_form(parts) {
        return false;
    }
    match error {
        Error::Busy(_) | Error::Again(_) | Error::Internal(_) => true,
        Error::Conflict(_) | Error::Invalid(_) => form::Form::parse(body).has_writing(),
        Error::SignIn | Error::Forbidden | Error::NotFound | Error::TooMany { .. } => false,
    }
}

/// A page is asked for again after signing in; what a form held is kept in the sign-in page.
async fn sign_in_first(app: &App, parts: &Parts, body: &Bytes) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if parts.method == Method::POST && is_form(parts) {
        let pending = String::from_utf8_lossy(body);
        return accounts::sign_in_page(app, path, Some(&pending));
    }
    let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    Redirect::to(&format!("/sign-in?next={next}")).into_response()
}

fn is_form(parts: &Parts) -> bool {
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

async fn too_long(app: &App, parts: Parts) -> Response {
    let error = Error::invalid(
        "That is more than one form can hold (1 MB). Your browser's back button shows it again.",
    );
    refuse(app, parts, &Bytes::new(), &error).await
}

struct Words {
    title: &'static str,
    text: String,
}

fn words(error: &Error) -> Words {
    let (title, text) = match error {
        Error::SignIn => ("Sign in", "This page is for people who are signed in.".to_owned()),
        Error::Forbidden | Error::NotFound => (
            "Page not found",
            "There is nothing at this address, or it is not yours to see. If you typed the address, check it; if you followed a link here, it may be out of date.".to_owned(),
        ),
        Error::Invalid(words) => ("That could not be read", words.clone()),
        Error::Conflict(words) => ("Not as things stand", words.clone()),
        Error::TooMany { seconds } => (
            "Too many tries",
            format!("To keep accounts safe we ask you to wait {}, then try again.", crate::clock::duration(*seconds as i64 * 1000)),
        ),
        Error::Busy(cause) | Error::Again(cause) => (
            "Not available at the moment",
            format!("We could not reach the records just now. Nothing was changed. Please try again in a few seconds. (Reference {})", logged(cause)),
        ),
        Error::Internal(cause) => (
            "Something went wrong",
            format!("That is our fault, and it has been noted. Please try again. (Reference {})", logged(cause)),
        ),
    };
    Words { title, text }
}

/// Logs a cause and gives the number under which to find it. Line ends in it cannot forge a line.
fn logged(cause: &crate::error::Cause) -> String {
    let id = crate::db::new_id();
    let reference = id[id.len() - 8..].to_uppercase();
    tracing::error!(reference, cause = ?cause.to_string(), "a request failed");
    reference
}

/// Pages show what only one person may see: nothing of them stays on a shared computer. Assets say for themselves how long they last.
fn never_stored(response: &mut Response) {
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
