//! Pages of the portfolio: what is left to do, and evidence from its first line to its decisions.

pub mod appeal;
mod conversation;
mod document;
mod dossier;
mod evidence;
mod fill_in;
mod from_work;
mod held;
mod history;
mod names;
mod of_others;
mod overview;
mod quiz_result;
mod reflection;
mod saving;
mod write;

use crate::app::App;
use crate::portfolio::{export, files};
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/portfolio", get(overview::portfolio))
        .route(
            "/portfolio/from-work",
            get(from_work::choose).post(from_work::begin),
        )
        .route("/portfolio/names", get(names::names).post(names::add))
        .route("/portfolio/names/{id}/remove", post(names::remove))
        .route(
            "/reflections/{id}",
            get(reflection::reflection).post(reflection::begin),
        )
        .route("/plays/{id}/evidence", post(conversation::begin))
        .route("/attempts/{id}/evidence", post(quiz_result::begin))
        .route("/evidence/{id}", get(evidence::evidence).post(write::save))
        .route("/evidence/{id}/document", get(document::document))
        .merge(files::pages::routes())
        .merge(export::pages::routes())
}
