//! Pages of the portfolio: what is left to do, and evidence from its first line to its decisions.

mod document;
mod evidence;
mod fill_in;
mod overview;
mod reflection;
pub mod write;

use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) use evidence::decision_view;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/portfolio", get(overview::portfolio))
        .route(
            "/reflections/{id}",
            get(reflection::reflection).post(reflection::begin),
        )
        .route("/evidence/{id}", get(evidence::evidence).post(write::save))
        .route("/evidence/{id}/document", get(document::document))
}
