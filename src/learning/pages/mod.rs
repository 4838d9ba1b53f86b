//! Pages for reading and choosing: home, modules, sections, qualifications, glossary.

mod front;
mod glossary;
mod home;
mod modules;
mod qualifications;
pub mod reading;
mod section;
pub mod structure;
mod units;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/modules", get(modules::list))
        .route("/modules/{module}", get(modules::module))
        .route("/modules/{module}/images/{image}", get(modules::image))
        .route(
            "/modules/{module}/{section}",
            get(section::section).post(section::answer),
        )
        .route("/modules/{module}/{section}/reading", post(section::read))
        .route("/qualifications", get(qualifications::list))
        .route(
            "/qualifications/{slug}",
            get(qualifications::qualification).post(qualifications::enrol),
        )
        .route("/glossary", get(glossary::glossary))
}
