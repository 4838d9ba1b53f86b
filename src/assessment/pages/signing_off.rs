//! On a learner's page: their units, each with its criteria and its sign-off.

use super::countersigning;
use crate::accounts::{Actor, Assessor};
use crate::app::App;
use crate::assessment::Recorded;
use crate::assessment::enrolled::load;
use crate::assessment::store::{self, Proposal};
use crate::clock;
use crate::error::Result;
use crate::form::Form;
use crate::learning::{self, Enrolment};
use crate::library::Specification;
use crate::portfolio::{CriterionState, Standing, standings, words_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The units that the learner has begun to show, each with its sign-off.
pub(super) async fn units(
    app: &App,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<AnyView>> {
    let is_begun = |standing: &Standing| {
        standing
            .criteria
            .iter()
            .any(|(_, state)| *state != CriterionState::Open)
    };
    let library = app.library();
    let standings = standings(&app.db, enrolment, specification).await?;
    let shown = standings
        .into_iter()
        .filter(|standing| specification.units.len() == 1 || is_begun(standing));
    let mut proposed = Vec::new();
    for proposal in store::proposed_sign_offs(&app.db, &enrolment.id).await? {
        let may = store::may_countersign(&app.db, actor, &proposal).await?;
        proposed.push((proposal, may));
    }
    let view = |standing: Standing| {
        let of = |(proposal, _): &&(Proposal, bool)| proposal.unit.as_ref() == Some(&standing.unit);
        let waiting = proposed.iter().find(of);
        let waiting =
            waiting.map(|(proposal, may)| countersigning::answer(proposal, *may).into_any());
        let open = standing.open_points(&|id| learning::title_of(&library, id));
        unit_view(enrolment, specification, standing, (waiting, open)).into_any()
    };
    Ok(shown.map(view).collect())
}

fn unit_view(
    enrolment: &Enrolment,
    specification: &Specification,
    standing: Standing,
    (waiting, open): (Option<AnyView>, Vec<String>),
) -> impl IntoView + use<> {
    let unit = specification.unit(&standing.unit);
    let title = unit
        .map(|unit| format!("{}, {}", unit.code, unit.title))
        .unwrap_or_default();
    let criteria: Vec<_> = unit
        .iter()
        .flat_map(|unit| unit.criteria())
        .map(|criterion| {
            let (key, words) = words_of(standing.state(&criterion.code));
            view! {
                <li>
                    <span class="code">{criterion.code.clone()}</span>
                    <span>{criterion.title.clone()}</span>
                    <span class="state" data-state=key>{words}</span>
                </li>
            }
        })
        .collect();
    view! {
        <h2>{title}</h2>
        <ul class="criteria" role="list">{criteria}</ul>
        {match waiting {
            Some(waiting) => waiting,
            None => view! { <SignOff enrolment=enrolment.id.clone() standing open/> }.into_any(),
        }}
    }
}

/// The form that signs a unit off, or what is still missing.
#[component]
fn SignOff(enrolment: String, standing: Standing, open: Vec<String>) -> impl IntoView {
    let unit = standing.unit.clone();
    match (standing.signed_off_at, open.is_empty()) {
        (Some(at), _) => view! { <p class="meta">{format!("Signed off on {}.", clock::date(at))}</p> }.into_any(),
        (None, false) => {
            let points: Vec<_> = open.into_iter().map(|point| view! { <li>{point}</li> }).collect();
            view! { <div class="sheet"><h3>{format!("{unit} cannot be signed off yet")}</h3><ul>{points}</ul></div> }.into_any()
        }
        (None, true) => view! {
            <div class="sheet">
                <h3>{format!("Sign {unit} off")}</h3>
                <p>"You say by this that the evidence is valid, authentic, current and sufficient. It is recorded with your name and today’s date."</p>
                <form method="post" action=format!("/enrolments/{enrolment}/sign-offs")>
                    <input type="hidden" name="unit" value=unit.clone()/>
                    <p class="actions"><button class="button">{format!("Sign off {unit}")}</button></p>
                </form>
            </div>
        }
        .into_any(),
    }
}

/// `POST /enrolments/{id}/sign-offs`
pub(super) async fn sign_off(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["unit"])?;
    let (enrolment, specification) = load(&app, &actor, &id).await?;
    let recorded = store::sign_off(
        &app.db,
        &actor,
        &enrolment,
        &specification,
        form.text("unit"),
        app.clock.now(),
    )
    .await?;
    let said = match recorded {
        Recorded::Proposed => "proposed",
        Recorded::Accepted | Recorded::Returned => "signed-off",
    };
    Ok(Redirect::to(&format!("/enrolments/{id}?said={said}")).into_response())
}
