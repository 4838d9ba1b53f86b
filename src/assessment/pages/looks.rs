//! After a learner has moved to another version: what was achieved before and asks for a look.

use super::enrolment::load;
use crate::accounts::Assessor;
use crate::app::App;
use crate::error::Result;
use crate::form::Form;
use crate::transfers::{self, Look};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The criteria to look at, each with the submissions that were accepted for what it was before.
#[component]
pub fn Looks(enrolment: String, looks: Vec<Look>, in_training: bool) -> impl IntoView {
    let items: Vec<_> = looks
        .chunk_by(|one, other| one.criterion == other.criterion)
        .map(|looks| look_view(&enrolment, looks, in_training))
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2>"To look at after the change of version"</h2>
            <p class="meta">"These criteria have changed. Read what was achieved before; if it shows the new criterion as well, let it count. Otherwise the learner hands in more."</p>
            <ul class="list" role="list">{items}</ul>
        }
    })
}

fn look_view(enrolment: &str, looks: &[Look], in_training: bool) -> impl IntoView + use<> {
    let criterion = looks[0].criterion.clone();
    let earlier: Vec<_> = looks
        .iter()
        .map(|look| view! { <a href=format!("/submissions/{}", look.submission_id)>{format!("what was achieved for {}", look.was)}</a>" " })
        .collect();
    let form = match looks.iter().all(|look| look.accepted) {
        true => view! { <p class="meta">"Looked at: it counts."</p> }.into_any(),
        false if in_training => view! { <p class="meta">"While you are in training a qualified colleague lets it count."</p> }.into_any(),
        false => view! {
            <form method="post" action=format!("/enrolments/{enrolment}/looks")>
                <input type="hidden" name="criterion" value=criterion.clone()/>
                <p class="actions"><button class="button quiet">{format!("It shows {criterion} as well: let it count")}</button></p>
            </form>
        }
        .into_any(),
    };
    view! { <li><p><span class="code">{criterion}</span>": read "{earlier}</p>{form}</li> }
}

/// `POST /enrolments/{id}/looks`
pub(super) async fn accept(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["criterion"])?;
    let (enrolment, _) = load(&app, &actor, &id).await?;
    let criterion = form.text("criterion");
    transfers::accept(&app.db, &actor, &enrolment, criterion, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/enrolments/{id}?said=looked")).into_response())
}
