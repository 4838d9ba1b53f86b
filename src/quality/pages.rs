//! Pages of quality assurance: what there is to do, the policy, and the plans.

mod draw;
mod overview;
mod plan;
mod policy;

use crate::app::App;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quality", get(overview::overview))
        .route("/quality/policy", get(policy::form).post(policy::set))
        .route("/quality/plans", get(draw::form).post(draw::draw))
        .route("/quality/plans/{id}", get(plan::plan))
}
