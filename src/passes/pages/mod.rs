//! Pages of passes: internal quality assurers give, follow and withdraw them; whoever holds one reads what it opens.

mod given;
mod giving;
mod record;
mod visiting;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quality/passes", get(given::all).post(giving::give))
        .route("/quality/passes/new", get(giving::form))
        .route("/quality/passes/{id}", get(given::one))
        .route("/quality/passes/{id}/withdrawal", post(given::withdraw))
        .route("/passes/{link}", get(visiting::list))
        .route("/passes/{link}/{*rest}", get(visiting::elsewhere))
        .route("/passes/{link}/records/{submission}", get(record::record))
        .route(
            "/passes/{link}/files/{submission}/{hash}",
            get(record::file),
        )
}
