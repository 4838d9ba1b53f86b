//! What is agreed with a learner: shown to their assessors, to themselves, and to administrators; agreeing and ending it.

use super::store::{self, New};
use super::{Agreed, Kind};
use crate::accounts::{Actor, Administrator, Assessor, Visitor};
use crate::app::App;
use crate::assessment::enrolled::{load, view};
use crate::clock;
use crate::db::{is_id, new_id};
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio;
use crate::quizzes::{self, Adjustment};
use crate::ui::{Empty, ErrorSummary, Fault, TextArea, TextField};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::prelude::*;

/// The longest description or reason, characters.
const LONGEST: usize = 1_000;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/arrangements", get(everybodys))
        .route("/arrangements/{id}/end", post(end))
        .route("/enrolments/{id}/arrangements", get(form).post(agree))
}

/// What is agreed, in a list; each can be ended where somebody may, who comes back to the page of this enrolment or to everybody's.
#[component]
pub fn Agreements(
    agreed: Vec<Agreed>,
    may_end: bool,
    named: bool,
    #[prop(optional, into)] enrolment: String,
) -> impl IntoView {
    let items: Vec<_> = agreed
        .into_iter()
        .map(|one| item(one, may_end, named, &enrolment))
        .collect();
    view! { <ul class="list apart" role="list">{items}</ul> }
}

fn item(agreed: Agreed, may_end: bool, named: bool, enrolment: &str) -> impl IntoView + use<> {
    let enrolment = enrolment.to_owned();
    let reason = (!agreed.reason.is_empty())
        .then(|| view! { <p class="meta">{format!("Why: {}", agreed.reason)}</p> });
    let learner = named.then(|| view! { <p class="kicker">{agreed.learner.clone()}</p> });
    let end = may_end.then(|| {
        let label = format!("End “{}”", agreed.words());
        view! {
            <form method="post" action=format!("/arrangements/{}/end", agreed.id)>
                <input type="hidden" name="enrolment" value=enrolment/>
                <button class="button quiet" aria-label=label>"End it"</button>
            </form>
        }
    });
    view! {
        <li>
            <div>
                {learner}
                <p><strong>{agreed.words()}</strong></p>
                <p class="meta">{agreed.holds()}" "{agreed.kind().effect()}</p>
                {reason}
            </div>
            {end}
        </li>
    }
}

/// `GET /arrangements`: everybody's, with their reasons, for administrators.
async fn everybodys(State(app): State<App>, administrator: Administrator) -> Result<Response> {
    let agreed = store::everybodys(&administrator, &app.db, app.clock.now()).await?;
    let extra_time = quizzes::everybodys_extra_time(&administrator, &app.db).await?;
    let Administrator(actor) = administrator;
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Reasonable adjustments");
    Ok(layout.render(|| {
        let is_empty = agreed.is_empty() && extra_time.is_empty();
        view! {
            <h1>"Reasonable adjustments"</h1>
            <p class="lead">"What assessors have agreed with learners, so that they can show what they know. Reasons are for the learner, whoever agreed it, and you."</p>
            {is_empty.then(|| view! { <Empty words="Nothing is agreed with anybody at the moment."/> })}
            <Agreements agreed may_end=true named=true/>
            <ExtraTimes agreed=extra_time/>
        }
    }))
}

/// Extra time in timed quizzes, whose it is and why; assessors agree it and end it on the learner's page.
#[component]
fn ExtraTimes(agreed: Vec<(String, Adjustment)>) -> impl IntoView {
    let items: Vec<_> = agreed
        .into_iter()
        .map(|(learner, agreed)| {
            view! {
                <li><div>
                    <p class="kicker">{learner}</p>
                    <p><strong>{format!("Extra time in timed quizzes: {}", agreed.words())}</strong></p>
                    <p class="meta">{format!("Why: {}", agreed.reason)}</p>
                </div></li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <h2>"Extra time"</h2><ul class="list apart" role="list">{items}</ul> }
    })
}

/// `POST /arrangements/{id}/end`
async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["enrolment"])?;
    store::end(&app.db, &actor, &id, app.clock.now()).await?;
    let enrolment = form.text("enrolment");
    let address = match is_id(enrolment) {
        true => format!("/enrolments/{enrolment}/arrangements"),
        false => "/arrangements".to_owned(),
    };
    Ok(Redirect::to(&address).into_response())
}

/// `GET /enrolments/{id}/arrangements`
async fn form(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
) -> Result<Response> {
    page(&app, actor, &id, &Form::default(), &Faults::default()).await
}

async fn page(
    app: &App,
    actor: Actor,
    id: &str,
    typed: &Form,
    faults: &Faults,
) -> Result<Response> {
    let (enrolment, _) = view(app, &actor, id).await?;
    let learner = portfolio::learner_name(&app.db, &enrolment.person_id).await?;
    let now = app.clock.now();
    let agreed = store::of_learner(&app.db, &actor, &enrolment.person_id, now).await?;
    let today = app.clock.today();
    let layout =
        Layout::new(app, &Visitor(Some(actor)), "Reasonable adjustments").here("/assessment");
    Ok(layout.render(|| {
        let is_empty = agreed.is_empty();
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=format!("/enrolments/{id}")>{learner.clone()}</a></li></ol></nav>
            <h1>"Reasonable adjustments"</h1>
            <p class="lead">{format!("What is agreed with {learner}, so that they can show what they know. It changes how they show it, never what is asked.")}</p>
            {is_empty.then(|| view! { <Empty words="Nothing is agreed at the moment. Extra time in quizzes is agreed on the learner’s page."/> })}
            <Agreements agreed may_end=true named=false enrolment=id/>
            <h2>"Agree something"</h2>
            {fields(id, typed, faults, &today)}
        }
    }))
}

fn fields(id: &str, typed: &Form, faults: &Faults, today: &str) -> impl IntoView + use<> {
    let from = match typed.has("from") {
        true => typed.raw("from"),
        false => today,
    };
    view! {
        <form method="post" action=format!("/enrolments/{id}/arrangements")>
            <input type="hidden" name="key" value=new_id()/>
            {kinds(typed, faults)}
            <TextField name="described" label="More exactly" value=typed.raw("described").to_owned() fault=faults.of("described")
                hint="Needed for something else. Assessors of this learner see it."/>
            <TextArea name="reason" label="Why, and how it was agreed" value=typed.raw("reason") rows=3 fault=faults.of("reason")
                hint="Only the learner, you and administrators see it."/>
            <TextField name="from" label="From" kind="date" value=from.to_owned() fault=faults.of("from")/>
            <TextField name="until" label="Until (optional)" kind="date" value=typed.raw("until").to_owned() fault=faults.of("until")/>
            <p class="actions"><button class="button">"Agree"</button></p>
        </form>
    }
}

fn kinds(typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let chosen = typed.text("kind").to_owned();
    let choices: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let id = format!("kind-{}", kind.key());
            let checked = chosen == kind.key();
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="kind" value=kind.key() checked=checked/>
                    <label for=id>{kind.words()}<span class="meta">{format!(" {}", kind.effect())}</span></label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="field" id="kind">
            <legend>"What is agreed?"</legend>
            <Fault field="kind" words=faults.of("kind")/>
            {choices}
        </fieldset>
    }
}

/// `POST /enrolments/{id}/arrangements`
async fn agree(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["key", "kind", "described", "reason", "from", "until"])?;
    let (enrolment, _) = load(&app, &actor, &id).await?;
    let (kind, faults) = check(&form);
    let (Some(kind), true) = (kind, faults.is_empty()) else {
        let page = page(&app, actor, &id, &form, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let until = form.text("until");
    let new = New {
        id: form.text("key"),
        learner_id: &enrolment.person_id,
        kind,
        described: form.text("described"),
        reason: form.text("reason"),
        from_day: form.text("from"),
        until_day: (!until.is_empty()).then_some(until),
    };
    store::agree(&app.db, &actor, &new, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/enrolments/{id}/arrangements")).into_response())
}

fn check(form: &Form) -> (Option<Kind>, Faults) {
    let mut faults = Faults::default();
    let kind = Kind::from_key(form.text("kind"));
    if kind.is_none() {
        faults.add("kind", "Choose what is agreed.");
    }
    if kind == Some(Kind::Other) || form.text("described").chars().count() > LONGEST {
        faults.check_text(form, "described", "what is agreed", LONGEST);
    }
    faults.check_text(form, "reason", "the reason", LONGEST);
    let (from, until) = (form.text("from"), form.text("until"));
    if clock::written_day(from).is_none() {
        faults.add("from", "Give the day from which it holds.");
    }
    if !until.is_empty() && (clock::written_day(until).is_none() || until < from) {
        faults.add("until", "Give a day that is not before the first, or none.");
    }
    (kind, faults)
}
