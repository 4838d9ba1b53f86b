//! Pages of quality assurance: what there is to do, the policy, the plans, samples, actions, and certificates to release.

mod actions;
mod coverage;
mod draw;
pub mod found;
mod overview;
mod plan;
mod policy;
mod recognitions;
mod releases;
mod sample;
mod withdrawing;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quality", get(overview::overview))
        .route("/quality/policy", get(policy::form).post(policy::set))
        .route("/quality/plans", get(draw::form).post(draw::draw))
        .route("/quality/plans/{id}", get(plan::plan))
        .route(
            "/quality/plans/{plan}/samples/{submission}",
            get(sample::sample).post(sample::close),
        )
        .route("/quality/prior-learning", get(recognitions::all))
        .route(
            "/quality/prior-learning/{id}",
            get(recognitions::one).post(recognitions::look),
        )
        .route("/quality/releases", get(releases::releases))
        .route("/quality/releases/{id}", post(releases::release))
        .route("/quality/coverage", get(coverage::coverage))
        .route("/quality/actions", get(actions::all))
        .route("/assessment/actions", get(actions::mine))
        .route("/actions/{id}", get(actions::action))
        .route("/actions/{id}/answers", post(actions::answer))
        .route("/actions/{id}/reviews", post(actions::review))
        .route("/actions/{id}/withdrawal", post(withdrawing::withdraw))
}
