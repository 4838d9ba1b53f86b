//! What was found in an exercise: counts and reasons by criterion, how far everybody agrees, and what was agreed afterwards.

use super::exercise::{Round, page};
use super::judging::verdicts;
use crate::accounts::{Actor, Role};
use crate::app::App;
use crate::assessment::Outcome;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::standardisation::agreement::{FEWEST, agreement};
use crate::standardisation::{Judged, LONGEST_REASON, Rating, store};
use crate::ui::{Empty, Fault, TextArea, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The spread; for those who look after it, with the forms that record what was agreed.
pub(super) fn view(round: &Round, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    if round.ratings.is_empty() {
        return view! { <Empty words="It was closed before anybody had judged."/> }.into_any();
    }
    let criteria: Vec<_> = round
        .criteria
        .iter()
        .map(|(code, title)| criterion(round, code, title, typed, faults).into_any())
        .collect();
    view! {
        <h2>"What was found"</h2>
        {together(round)}
        {criteria}
    }
    .into_any()
}

/// How many found it achieved, and how many not yet.
fn counts(ratings: &[Rating], code: &str) -> Vec<u32> {
    let of = |achieved: bool| {
        let own = ratings.iter().filter(|one| one.criterion == code);
        let count = own.filter(|one| one.is_achieved() == achieved).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    vec![of(true), of(false)]
}

/// How far everybody agrees over all criteria.
fn together(round: &Round) -> impl IntoView + use<> {
    let subjects: Vec<_> = round
        .criteria
        .iter()
        .map(|(code, _)| counts(&round.ratings, code))
        .collect();
    let words = match agreement(&subjects) {
        None => format!(
            "Not enough data for a figure of agreement: it takes at least {FEWEST} criteria that two or more have judged."
        ),
        Some(found) if found.error < f64::EPSILON => format!(
            "Two of you, chosen by chance, agree in {:.0}% of the criteria. Gwet’s AC1 is {:.2}: 1 is full agreement, 0 what chance alone would bring. No interval can be given, because the criteria do not differ in how far you agree; of so few that says little.",
            found.observed * 100.0,
            found.ac1
        ),
        Some(found) => format!(
            "Two of you, chosen by chance, agree in {:.0}% of the criteria. Gwet’s AC1 is {:.2}, with a 95% interval from {:.2} to {:.2}: 1 is full agreement, 0 what chance alone would bring.",
            found.observed * 100.0,
            found.ac1,
            found.low,
            found.high
        ),
    };
    view! { <p class="sheet">{words}</p> }
}

fn criterion(
    round: &Round,
    code: &str,
    title: &str,
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let counted = counts(&round.ratings, code);
    let own = round.ratings.iter().filter(|one| one.criterion == code);
    let reasons: Vec<_> = own
        .map(|one| {
            let words = if one.is_achieved() {
                "Achieved"
            } else {
                "Not yet achieved"
            };
            view! { <dt>{one.assessor.clone()}</dt><dd>{words}": "{one.reason.clone()}</dd> }
        })
        .collect();
    let split = format!(
        "Achieved: {}. Not yet achieved: {}.",
        counted[0], counted[1]
    );
    let agreed = round.agreed.iter().find(|one| one.criterion == code);
    let below = match agreed {
        Some(agreed) => {
            let words = if agreed.outcome == "achieved" {
                "Achieved"
            } else {
                "Not yet achieved"
            };
            let by = format!(
                "Recorded by {} on {}",
                agreed.agreed_by,
                clock::date(agreed.agreed_at)
            );
            view! { <blockquote class="voice"><p>{format!("Agreed: {words}.")}</p><div inner_html=paragraphs(&agreed.reason)></div><footer>{by}</footer></blockquote> }.into_any()
        }
        None if round.is_iqa => form(&round.exercise.id, code, typed, faults).into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="criterion">
            <h3><span class="code">{code.to_owned()}</span>" "{title.to_owned()}</h3>
            <p>{split}</p>
            <dl class="facts broad">{reasons}</dl>
            {below}
        </section>
    }
}

/// Records what was agreed of one criterion.
fn form(exercise: &str, code: &str, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let (outcome, reason) = (format!("outcome-{code}"), format!("reason-{code}"));
    let is_open = typed.text("criterion") == code;
    let verdicts = verdicts(&outcome, typed.text(&outcome));
    view! {
        <details class="beside" open=is_open>
            <summary>{format!("Record what you agreed on {code}")}</summary>
            <form method="post" action=format!("/standardisation/exercises/{exercise}/agreements")>
                <input type="hidden" name="criterion" value=code.to_owned()/>
                <fieldset id=outcome.clone()>
                    <legend>"Agreed"</legend>
                    <Fault field=outcome.clone() words=faults.of(&outcome)/>
                    {verdicts}
                </fieldset>
                <TextArea name=reason.clone() label="Why" rows=3 value=typed.raw(&reason) fault=faults.of(&reason)/>
                <p class="actions"><button class="button quiet">"Record it"</button></p>
            </form>
        </details>
    }
}

/// `POST /standardisation/exercises/{id}/agreements`
pub(super) async fn agree(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    actor.require(Role::Iqa)?;
    let form = form.only(&["criterion", "outcome-*", "reason-*"])?;
    let round = Round::load(&app, &actor, &id).await?;
    let code = form.text("criterion");
    if !round.criteria.iter().any(|(known, _)| known == code) {
        return Err(Error::NotFound);
    }
    let (outcome, reason) = (format!("outcome-{code}"), format!("reason-{code}"));
    let mut faults = Faults::default();
    faults.check_text(&form, &reason, "why you agreed so", LONGEST_REASON);
    let found = Outcome::from_key(form.text(&outcome));
    if found.is_none() {
        faults.add(
            outcome,
            "Say what you agreed: achieved, or not yet achieved.",
        );
    }
    if let (Some(outcome), true) = (found, faults.is_empty()) {
        let agreed = Judged {
            criterion: code.to_owned(),
            outcome,
            reason: form.text(&reason).to_owned(),
        };
        store::agree(&app.db, &actor, &id, &agreed, app.clock.now()).await?;
        return Ok(Redirect::to(&format!("/standardisation/exercises/{id}")).into_response());
    }
    let page = page(&app, actor, &round, (&form, &faults));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
