//! Pages of a conversation: what it is, playing it, looking back.

mod debrief;
mod introduction;
pub mod play;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/scenarios/{id}",
            get(introduction::scenario).post(introduction::begin),
        )
        .route("/plays/{id}", get(play::play).post(play::say))
        .route("/plays/{id}/branches", post(play::go_back))
        .route("/plays/{id}/debrief", get(debrief::debrief))
}

/// Which way through a play is looked at; without it, the one that goes on.
#[derive(Debug, Default, Deserialize)]
struct Which {
    branch: Option<i64>,
}
