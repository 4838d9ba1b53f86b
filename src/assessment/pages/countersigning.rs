//! Countersigning what an assessor in training has decided, or giving it back to them.

use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::LONGEST;
use crate::assessment::store::{self, Proposal};
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::Decided;
use crate::ui::{ErrorSummary, TextArea};
use crate::{learning, versions};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The decisions of a proposal, as they will read once they are recorded.
pub(super) fn as_decided(proposal: &Proposal) -> Vec<Decided> {
    let decided = |decision: crate::assessment::Decision| {
        let (plan, plan_by) = decision.judgement.step();
        let (plan, plan_by) = (plan.map(str::to_owned), plan_by.map(str::to_owned));
        Decided {
            id: String::new(),
            submission_id: proposal.submission_id.clone().unwrap_or_default(),
            criterion: decision.criterion,
            outcome: decision.outcome.key().to_owned(),
            feedback: decision.feedback,
            assessor_name: proposal.assessor_name.clone(),
            decided_at: proposal.proposed_at,
            vacs: Some(decision.judgement.vacs),
            explained: Some(decision.judgement.explained),
            plan,
            plan_by,
            replaced: false,
            appealed: false,
            on_appeal: false,
            corrected: false,
            declined: decision.judgement.declined,
        }
    };
    let proposed = proposal.proposed();
    proposed.decisions.into_iter().map(decided).collect()
}

/// What waits, and the form that answers it where one may.
pub(super) fn answer(proposal: &Proposal, may: bool) -> impl IntoView + use<> {
    let what = match &proposal.unit {
        Some(unit) => format!("the sign-off of {unit}"),
        None => "these decisions".to_owned(),
    };
    let waits = format!(
        "{} is in training and proposed {what} on {}.",
        proposal.assessor_name,
        clock::date_and_time(proposal.proposed_at)
    );
    let form = may.then(|| form(&proposal.id, &Form::default(), &Faults::default()));
    let words = match may {
        true => {
            "They take effect in their name once you countersign them. The learner has not heard of them yet."
        }
        false => {
            "It waits for the countersignature of a qualified assessor. The learner has not heard of it yet."
        }
    };
    view! {
        <section class="sheet" aria-label="Countersignature">
            <h2>"Waiting for a countersignature"</h2>
            <p>{waits}" "{words}</p>
            {form}
        </section>
    }
}

fn form(id: &str, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/proposals/{id}")>
            <TextArea name="comment" label="A word to the assessor in training" rows=3 value=typed.raw("comment") fault=faults.of("comment")
                hint="Needed to give it back. They alone read it."/>
            <p class="actions">
                <button class="button" name="do" value="countersign">"Countersign"</button>
                <button class="button quiet" name="do" value="give-back">"Give it back"</button>
            </p>
        </form>
    }
}

/// `POST /proposals/{id}`: countersigns, or gives back.
pub(super) async fn respond(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "comment"])?;
    let now = app.clock.now();
    if form.text("do") == "countersign" {
        countersign(&app, &actor, &id).await?;
        return Ok(Redirect::to("/assessment?said=countersigned").into_response());
    }
    store::to_countersign(&app.db, &actor, &id).await?;
    let mut faults = Faults::default();
    faults.check_text(&form, "comment", "what should be looked at again", LONGEST);
    if !faults.is_empty() {
        return Ok(refused(&app, actor, &id, form, faults));
    }
    store::give_back(&app.db, &actor, &id, form.text("comment"), now).await?;
    Ok(Redirect::to("/assessment?said=given-back").into_response())
}

async fn countersign(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let proposal = store::to_countersign(&app.db, actor, id).await?;
    let now = app.clock.now();
    let Some(enrolment) = proposal.enrolment_id else {
        return store::countersign(&app.db, actor, id, None, now).await;
    };
    let enrolment = learning::enrolment(&app.db, &enrolment).await?;
    let library = app.library();
    let hash = &enrolment.specification_hash;
    let specification = versions::specification(&app.db, &library, hash).await?;
    store::countersign(&app.db, actor, id, Some(&specification), now).await
}

fn refused(app: &App, actor: Actor, id: &str, typed: Form, faults: Faults) -> Response {
    let page = Layout::new(app, &Visitor(Some(actor)), "Give it back")
        .here("/assessment")
        .render(|| {
            view! {
                <ErrorSummary faults=faults.clone()/>
                <h1>"Give it back"</h1>
                {form(id, &typed, &faults)}
            }
        });
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
