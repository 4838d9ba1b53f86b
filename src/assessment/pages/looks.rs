//! After a learner has moved to another version: what was shown before and asks for a look, and what the assessor says of it.

use super::enrolment;
use crate::accounts::Assessor;
use crate::app::App;
use crate::assessment::enrolled::load;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::learning::list;
use crate::transfers::looks::Waiting;
use crate::transfers::{self, Look};
use crate::ui::{TextArea, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The longest feedback, characters.
const LONGEST: usize = 2_000;

/// The criteria to look at, each with what was shown before for what it was then; `typed` is what a refused form held.
#[component]
pub fn Looks(
    enrolment: String,
    looks: Vec<Look>,
    in_training: bool,
    typed: Form,
    faults: Faults,
) -> impl IntoView {
    let form = |criterion: &str| match in_training {
        true => left_to_others().into_any(),
        false => form(&enrolment, criterion, &typed, &faults).into_any(),
    };
    let items: Vec<_> = looks
        .chunk_by(|one, other| one.criterion == other.criterion)
        .map(|looks| look_view(looks, &form))
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2>"To look at after the change of version"</h2>
            <p class="meta">"These criteria have changed. Read what was shown before. If it shows the new criterion as well, let it count; otherwise say what is missing, and the learner hands in more."</p>
            <ul class="list" role="list">{items}</ul>
        }
    })
}

fn look_view(looks: &[Look], form: &dyn Fn(&str) -> AnyView) -> impl IntoView + use<> {
    let criterion = looks[0].criterion.clone();
    let earlier: Vec<_> = looks.iter().map(before).collect();
    let answer = match looks[0].outcome.as_deref() {
        Some(outcome) => answered(&looks[0], outcome == "accepted").into_any(),
        None => form(&criterion),
    };
    view! { <li><p><span class="code">{criterion}</span></p>{earlier}{answer}</li> }
}

/// What was shown before: a submission to read, or prior learning in its words.
fn before(look: &Look) -> impl IntoView + use<> {
    let was = &look.was;
    match (&look.submission_id, &look.what) {
        (Some(submission), _) => {
            let words = format!("Read what was achieved for {was}");
            view! { <p><a href=format!("/submissions/{submission}")>{words}</a></p> }.into_any()
        }
        (None, what) => {
            let words = format!(
                "Recognised from before for {was}: {}",
                what.clone().unwrap_or_default()
            );
            view! { <p>{words}</p> }.into_any()
        }
    }
}

fn answered(look: &Look, counts: bool) -> impl IntoView + use<> {
    let by = look.answered_by.clone().unwrap_or_default();
    let when = look.answered_at.map(clock::date).unwrap_or_default();
    let words = match counts {
        true => format!("Looked at: it counts. {by}, {when}."),
        false => format!("Looked at: more is needed. {by}, {when}."),
    };
    let feedback = look
        .feedback
        .clone()
        .filter(|feedback| !feedback.is_empty());
    let feedback = feedback.map(|words| {
        view! { <blockquote class="voice"><div inner_html=paragraphs(&words)></div></blockquote> }
    });
    view! { <p class="meta">{words}</p>{feedback} }
}

fn left_to_others() -> impl IntoView {
    view! { <p class="meta">"While you are in training a qualified colleague looks at it."</p> }
}

fn form(enrolment: &str, criterion: &str, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let name = format!("feedback-{criterion}");
    let (value, fault) = (typed.raw(&name).to_owned(), faults.of(&name));
    let criterion = criterion.to_owned();
    view! {
        <form method="post" action=format!("/enrolments/{enrolment}/looks")>
            <input type="hidden" name="criterion" value=criterion.clone()/>
            <p class="actions"><button class="button quiet" name="do" value="accept">{format!("It shows {criterion} as well: let it count")}</button></p>
            <TextArea name=name label=format!("What is missing for {criterion}") value=value rows=3 fault=fault hint="Only needed if more is asked for. The learner reads it."/>
            <p class="actions"><button class="button quiet" name="do" value="decline">{format!("Ask for more for {criterion}")}</button></p>
        </form>
    }
}

/// What waits for a look, learner by learner, in the queue.
#[component]
pub fn ToLookAt(waiting: Vec<Waiting>, now: Millis) -> impl IntoView {
    let items: Vec<_> = waiting
        .chunk_by(|one, other| one.enrolment_id == other.enrolment_id)
        .map(|own| {
            let codes: Vec<&str> = own.iter().map(|look| look.criterion.as_str()).collect();
            let words = format!("{}, since a change of version {}.", list(&codes), clock::ago(now, own[0].transferred_at));
            let address = format!("/enrolments/{}", own[0].enrolment_id);
            view! { <li><div><h3><a href=address>{own[0].learner.clone()}</a></h3><p class="meta">{words}</p></div></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <h2>"To look at after a change of version"</h2><ul class="list apart" role="list">{items}</ul> }
    })
}

/// `POST /enrolments/{id}/looks`
pub(super) async fn answer(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["criterion", "do", "feedback-*"])?;
    let (enrolment, _) = load(&app, &actor, &id).await?;
    let (criterion, now) = (form.text("criterion"), app.clock.now());
    let name = format!("feedback-{criterion}");
    let said = match form.text("do") {
        "decline" => "declined",
        "accept" => "looked",
        _ => {
            return Err(Error::invalid(
                "This form sent something that we did not ask for.",
            ));
        }
    };
    if said == "declined" {
        let mut faults = Faults::default();
        faults.check_text(&form, &name, "what is missing", LONGEST);
        if !faults.is_empty() {
            let page = enrolment::page(&app, actor, &id, None, (form, faults)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let feedback = form.text(&name);
        transfers::decline(&app.db, &actor, &enrolment, criterion, feedback, now).await?;
    } else {
        transfers::accept(&app.db, &actor, &enrolment, criterion, now).await?;
    }
    Ok(Redirect::to(&format!("/enrolments/{id}?said={said}")).into_response())
}
