//! Pages of standardisation: the exercises, judging in one, and what was found.

mod exemplar;
mod exercise;
mod judging;
mod overview;
mod spread;

use crate::accounts::{Actor, Role};
use crate::app::App;
use crate::error::{Error, Result};
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/standardisation", get(overview::overview))
        .route(
            "/standardisation/exemplars",
            get(exemplar::form).post(exemplar::keep),
        )
        .route("/standardisation/exemplars/{id}", get(exemplar::exemplar))
        .route(
            "/standardisation/exemplars/{id}/exercises",
            post(exemplar::open),
        )
        .route(
            "/standardisation/exercises/{id}",
            get(exercise::exercise).post(judging::judge),
        )
        .route(
            "/standardisation/exercises/{id}/closing",
            post(exercise::close),
        )
        .route(
            "/standardisation/exercises/{id}/agreements",
            post(spread::agree),
        )
}

/// Assessors judge, internal quality assurers look after it; nobody else has to do with it.
fn takes_part(actor: &Actor) -> Result<()> {
    match actor.is(Role::Assessor) || actor.is(Role::Iqa) {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}
