//! Pages of assessment: the queue, a submission, and signing off.

mod beside;
mod colleagues;
mod countersigning;
mod criterion;
mod document;
mod enrolment;
pub mod extra_time;
pub mod leasing;
pub mod looks;
mod marking;
pub mod prior_learning;
mod queue;
mod sieve;
pub mod submission;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/assessment", get(queue::queue))
        .route(
            "/submissions/{id}",
            get(submission::submission).post(marking::decide),
        )
        .route("/submissions/{id}/lease", post(leasing::change))
        .route("/submissions/{id}/document", get(document::document))
        .route("/proposals/{id}", post(countersigning::respond))
        .route("/assessors", get(colleagues::assessors))
        .route("/assessors/{id}/training", post(colleagues::training))
        .route("/enrolments/{id}", get(enrolment::enrolment))
        .route("/enrolments/{id}/sign-offs", post(enrolment::sign_off))
        .route("/enrolments/{id}/looks", post(looks::accept))
        .route(
            "/enrolments/{id}/prior-learning",
            get(prior_learning::form).post(prior_learning::record),
        )
        .route("/enrolments/{id}/extra-time", post(extra_time::agree))
        .route("/enrolments/{id}/certificates", post(enrolment::certify))
}
