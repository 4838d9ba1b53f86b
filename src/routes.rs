//! The site map: which feature answers which address.

use crate::accounts::Visitor;
use crate::app::App;
use crate::calls::NOT_UNDERSTOOD;
use crate::error::{Error, Result};
use crate::{
    accounts, arrangements, assessment, assets, certificates, frameworks, learning, notes,
    observations, passes, portfolio, quality, quizzes, review, scenarios, search, standardisation,
    statements, testimony, transfers, worksheets,
};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// The longest answer to a call that does not succeed, bytes.
const LONGEST_REFUSAL: usize = 16 * 1024;

/// Every address. The features list their own, each beside its handlers:
///
/// | address | what |
/// |---|---|
/// | `/`, `/modules…`, `/qualifications…`, `/glossary` | [`learning::pages`] |
/// | `/notes…`, `/modules/{module}/{section}/notes` | [`notes::pages`] |
/// | `/search` | [`search::pages`] |
/// | `/qualifications/{slug}/transfer` | [`transfers::pages`] |
/// | `/frameworks…` | [`frameworks::pages`] |
/// | `/quizzes/{id}`, `/attempts/{id}` | [`quizzes::pages`] |
/// | `/review…` | [`review::pages`] |
/// | `/items…` | [`quizzes::items::pages`] |
/// | `/scenarios/{id}`, `/plays/{id}…` | [`scenarios::pages`] |
/// | `/portfolio`, `/reflections/{id}`, `/evidence/{id}…`, `/files/{of}/{hash}`, `/plays/{id}/evidence` | [`portfolio::pages`] |
/// | `/worksheets/{id}…` | [`worksheets::pages`] |
/// | `/submissions/{id}/purge` | [`portfolio::purging`] |
/// | `/assessment`, `/submissions/{id}…`, `/proposals/{id}`, `/enrolments/{id}…`, `/appeals…`, `/decisions/{id}/appeal`, `/assessors…`, `/allocations…` | [`assessment::pages`] |
/// | `/enrolments/{id}/observations`, `/evidence/{id}/words` | [`observations::pages`] |
/// | `/standardisation…` | [`standardisation::pages`] |
/// | `/arrangements…`, `/enrolments/{id}/arrangements` | [`arrangements::pages`] |
/// | `/witnesses…`, `/testimony/{link}` | [`testimony::pages`] |
/// | `/quality…`, `/assessment/actions`, `/actions/{id}…` | [`quality::pages`] |
/// | `/quality/passes…`, `/passes/{link}…` | [`passes::pages`] |
/// | `/certificates…` | [`certificates::pages`] |
/// | `/sign-in`, `/sign-up`, `/account`, `/people`, … | [`accounts`] |
pub fn routes() -> Router<App> {
    Router::new()
        .merge(accounts::routes())
        .merge(learning::pages::routes())
        .merge(notes::pages::routes())
        .merge(search::pages::routes())
        .merge(quizzes::pages::routes())
        .merge(review::pages::routes())
        .merge(quizzes::items::pages::routes())
        .merge(scenarios::pages::routes())
        .merge(portfolio::pages::routes())
        .merge(worksheets::pages::routes())
        .merge(assessment::pages::routes())
        .merge(quality::pages::routes())
        .merge(passes::pages::routes())
        .merge(standardisation::pages::routes())
        .merge(certificates::pages::routes())
        .merge(transfers::pages::routes())
        .merge(frameworks::pages::routes())
        .merge(testimony::routes())
        .merge(arrangements::routes())
        .merge(observations::routes())
        .merge(statements::routes())
        .route("/assets/{name}", get(assets::serve))
        .route("/api/{*call}", post(call))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .fallback(|| async { Error::NotFound })
}

/// Whether requests can be answered: the database is there.
async fn ready(State(app): State<App>) -> Result<&'static str> {
    app.db.is_ready().await?;
    Ok("ready\n")
}

/// What the islands call, in JSON. Each server function is a public endpoint, finds out who asks, and authorises itself.
async fn call(State(app): State<App>, visitor: Visitor, mut request: Request) -> Response {
    let json = HeaderValue::from_static("application/json");
    let headers = request.headers_mut();
    if headers.get(header::CONTENT_TYPE) != Some(&json) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    // Somebody who accepts pages would be sent back to where they came from.
    headers.insert(header::ACCEPT, json);
    let context = move || {
        leptos::prelude::provide_context(app.clone());
        leptos::prelude::provide_context(visitor.clone());
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();
    with_blame(response).await
}

/// A call that could not be understood is the caller's fault, which the framework calls ours.
async fn with_blame(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, LONGEST_REFUSAL)
        .await
        .unwrap_or_default();
    if std::str::from_utf8(&body).is_ok_and(|text| text.contains(NOT_UNDERSTOOD)) {
        parts.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Response::from_parts(parts, body.into())
}
