//! Judging the work of an exercise, criterion by criterion.

use super::exercise::{Round, page};
use crate::accounts::{Actor, Role};
use crate::app::App;
use crate::assessment::Outcome;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::standardisation::{Judged, LONGEST_REASON, store};
use crate::ui::{ErrorSummary, Fault, TextArea};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The two outcomes as radio buttons.
pub(super) fn verdicts(name: &str, chosen: &str) -> impl IntoView + use<> {
    let choice = |value: Outcome, words: &'static str| {
        let (id, name) = (format!("{name}-{}", value.key()), name.to_owned());
        let checked = chosen == value.key();
        view! { <label for=id.clone()><input type="radio" id=id.clone() name=name value=value.key() checked=checked/>{words}</label> }
    };
    view! {
        <div class="verdicts">
            {choice(Outcome::Achieved, "Achieved")}
            {choice(Outcome::NotYetAchieved, "Not yet achieved")}
        </div>
    }
}

/// The form in which somebody judges.
pub(super) fn form(round: &Round, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let criteria: Vec<_> = round
        .criteria
        .iter()
        .map(|(code, title)| {
            let (outcome, reason) = (format!("outcome-{code}"), format!("reason-{code}"));
            let verdicts = verdicts(&outcome, typed.text(&outcome));
            view! {
                <fieldset class="criterion" id=outcome.clone()>
                    <legend><span class="code">{code.clone()}</span>" "{title.clone()}</legend>
                    <Fault field=outcome.clone() words=faults.of(&outcome)/>
                    {verdicts}
                    <TextArea name=reason.clone() label="Why" rows=3 value=typed.raw(&reason) fault=faults.of(&reason)/>
                </fieldset>
            }
        })
        .collect();
    view! {
        <h2>"What do you find?"</h2>
        <p>"Judge it as you would a learner’s work, before you talk about it with anybody. You judge once."</p>
        <ErrorSummary faults=faults.clone()/>
        <form method="post" action=format!("/standardisation/exercises/{}", round.exercise.id)>
            {criteria}
            <p class="actions"><button class="button">"Record what I find"</button></p>
        </form>
    }
}

fn read(round: &Round, form: &Form) -> (Vec<Judged>, Faults) {
    let mut faults = Faults::default();
    let mut judged = Vec::new();
    for (code, _) in &round.criteria {
        let (outcome, reason) = (format!("outcome-{code}"), format!("reason-{code}"));
        let found = Outcome::from_key(form.text(&outcome));
        if found.is_none() {
            faults.add(
                outcome,
                format!("Decide {code}: achieved, or not yet achieved."),
            );
        }
        faults.check_text(form, &reason, &format!("why, for {code}"), LONGEST_REASON);
        judged.extend(found.map(|outcome| Judged {
            criterion: code.clone(),
            outcome,
            reason: form.text(&reason).to_owned(),
        }));
    }
    (judged, faults)
}

/// `POST /standardisation/exercises/{id}`
pub(super) async fn judge(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["outcome-*", "reason-*"])?;
    let round = Round::load(&app, &actor, &id).await?;
    if !actor.is(Role::Assessor) || round.knows {
        return Err(Error::Forbidden);
    }
    let (judged, faults) = read(&round, &form);
    if round.may_judge && !faults.is_empty() {
        let page = page(&app, actor, &round, (&form, &faults));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    store::judge(&app.db, &actor, &id, &judged, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/standardisation/exercises/{id}")).into_response())
}
