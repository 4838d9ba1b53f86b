//! The pages of accounts: one file for each thing people come to do.

mod account;
mod administration;
mod forgotten;
mod invitation;
mod link;
mod organisations;
mod outbox;
mod pending;
mod people;
mod roles;
mod settings;
mod sign_in;
mod sign_up;

pub(super) use pending::try_again;
pub(super) use sign_in::sign_in_page;

use super::cookie;
use super::token::Token;
use crate::app::App;
use crate::error::Error;
use crate::form::{Faults, Form};
use axum::Router;
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

/// Everything about accounts that has an address.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/sign-up", get(sign_up::show).post(sign_up::sign_up))
        .route(
            "/forgotten-password",
            get(forgotten::show).post(forgotten::send),
        )
        .route(
            "/reset-password/{token}",
            get(forgotten::choose).post(forgotten::reset),
        )
        .route(
            "/invitations/{token}",
            get(invitation::show).post(invitation::accept),
        )
        .route("/account", get(account::show))
        .route("/account/name", post(account::rename))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions/end-others", post(account::end_others))
        .route("/account/sessions/{id}/end", post(account::end_session))
        .route("/people", get(people::show).post(people::invite))
        .route("/people/{id}/roles", post(roles::change))
        .route(
            "/organisations",
            get(organisations::show).post(organisations::make),
        )
        .route(
            "/organisations/{id}",
            get(organisations::one).post(organisations::rename),
        )
        .route("/outbox", get(outbox::show))
        .route("/settings", get(settings::show).post(settings::save))
        .route("/settings/logo", get(settings::logo).post(settings::upload))
        .route("/settings/logo/remove", post(settings::remove_logo))
}

/// What stands behind the question mark of an address.
struct Query(Form);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let RawQuery(query) = RawQuery::from_request_parts(parts, state).await?;
        Ok(Query(Form::parse(query.unwrap_or_default().as_bytes())))
    }
}

/// After success: the next page, by GET.
fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The next page, with a new session.
fn signed_in(app: &App, token: &Token, address: &str) -> Response {
    (cookie::give(app, token), Redirect::to(address)).into_response()
}

/// The same page again, with what is wrong.
fn refused(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// How long to wait, beside a field instead of on a page of its own, so that nothing typed is lost; other errors stay what they are.
fn fault_of_waiting(error: Error, field: &str) -> Result<(Faults, Wait), Error> {
    let (status, seconds, words) = match error {
        Error::TooMany { seconds } => {
            let wait =
                crate::clock::duration(i64::try_from(seconds).unwrap_or(i64::MAX / 1_000) * 1_000);
            let words = format!(
                "There were too many tries that did not succeed. Wait {wait}, then try again."
            );
            (StatusCode::TOO_MANY_REQUESTS, seconds, words)
        }
        Error::Busy(cause) => {
            tracing::warn!(%cause, "a visitor was asked to come back");
            let words = "Many people are signing in at this moment. Try again in a few seconds.";
            (StatusCode::SERVICE_UNAVAILABLE, 5, words.to_owned())
        }
        other => return Err(other),
    };
    let mut faults = Faults::default();
    faults.add(field, words);
    Ok((faults, Wait { status, seconds }))
}

/// A refusal that will be over after some seconds.
struct Wait {
    status: StatusCode,
    seconds: u64,
}

impl Wait {
    fn on(self, page: Response) -> Response {
        (
            self.status,
            [(header::RETRY_AFTER, HeaderValue::from(self.seconds))],
            page,
        )
            .into_response()
    }
}
