//! Pages of testimonies: the learner asks and withdraws; the witness reads, writes, and is thanked.

pub mod asking;
pub mod list;
mod over;
pub mod testifying;
pub mod witnessed;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/witnesses", get(list::witnesses).post(asking::ask))
        .route("/witnesses/ask", get(asking::form))
        .route("/witnesses/{id}/withdrawal", post(list::withdraw))
        .route(
            "/testimony/{link}",
            get(testifying::show).post(testifying::give),
        )
}
