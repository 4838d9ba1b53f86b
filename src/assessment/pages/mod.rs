//! Pages of assessment: the queue, a submission, and signing off.

mod allocations;
mod appeals;
mod bank;
mod beside;
mod choosing;
mod colleagues;
pub mod correcting;
mod countersigning;
mod criterion;
mod document;
mod enrolment;
pub mod extra_time;
mod foreign;
mod import;
mod inspecting;
mod issuing;
pub mod leasing;
pub mod looks;
mod marking;
pub mod prior_learning;
mod queue;
mod ready;
mod sieve;
mod signing_off;
mod submission;
pub mod work;

use crate::app::App;
use crate::portfolio::purging::pages as purging;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/assessment", get(queue::queue))
        .route("/assessment/comments", get(bank::comments).post(bank::keep))
        .route(
            "/assessment/comments/{id}",
            get(bank::comment).post(bank::change),
        )
        .route(
            "/submissions/{id}",
            get(submission::submission).post(marking::decide),
        )
        .route("/submissions/{id}/lease", post(leasing::change))
        .route("/submissions/{id}/document", get(document::document))
        .route(
            "/submissions/{id}/purge",
            get(purging::form).post(purging::purge),
        )
        .route("/appeals", get(appeals::appeals))
        .route("/appeals/{id}", get(appeals::appeal).post(appeals::answer))
        .route("/appeals/{id}/withdrawal", post(appeals::withdraw))
        .route(
            "/decisions/{id}/appeal",
            get(appeals::form).post(appeals::make),
        )
        .route("/proposals/{id}", post(countersigning::respond))
        .route(
            "/allocations",
            get(allocations::allocations).post(allocations::allocate),
        )
        .route("/allocations/{id}/end", post(allocations::end))
        .route("/assessors", get(colleagues::assessors))
        .route("/assessors/{id}/training", post(colleagues::training))
        .route("/enrolments/{id}", get(enrolment::enrolment))
        .route("/enrolments/{id}/sign-offs", post(signing_off::sign_off))
        .route("/enrolments/{id}/looks", post(looks::answer))
        .route(
            "/enrolments/{id}/prior-learning",
            get(prior_learning::form).post(prior_learning::record),
        )
        .route(
            "/enrolments/{id}/prior-learning/import",
            get(import::form)
                .post(import::import)
                .layer(DefaultBodyLimit::max(import::READ)),
        )
        .route(
            "/enrolments/{id}/prior-learning/chosen",
            post(choosing::recognise_chosen),
        )
        .route("/enrolments/{id}/extra-time", post(extra_time::agree))
        .route("/enrolments/{id}/certificates", post(issuing::certify))
}
