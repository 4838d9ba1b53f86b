//! Pages of notes: those beside a section, one of them to change, and all together.

mod all;
mod one;
pub mod panel;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/notes", get(all::notes))
        .route("/notes/{id}", get(one::note).post(one::change))
        .route("/modules/{module}/{section}/notes", post(one::keep))
}
