//! Recognising prior learning: what has been recognised, and the form.

use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::enrolled::{load, view};
use crate::assessment::is_in_training;
use crate::assessment::prior_learning::{
    Recognised, Recognition, day, recognise, recognised, refusal, unit_of,
};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::{Specification, Unit, UnitStatus};
use crate::portfolio::{self, CriterionState, Standing, standings};
use crate::ui::{Empty, ErrorSummary, TextArea, TextField, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The most characters of what it was.
pub(super) const LONGEST: usize = 2_000;

/// What has been recognised, one by one.
#[component]
pub fn Recognitions(recognised: Vec<Recognised>) -> impl IntoView {
    let items: Vec<_> = recognised
        .into_iter()
        .map(|item| {
            let when = format!(
                "From {}. Recognised on {} by {}.",
                day(&item.completed_on),
                clock::date(item.recorded_at),
                item.assessor_name
            );
            let lost = item.lost.map(|why| {
                view! {
                    <p>"Quality assurance has found that it does not show this. It counts no longer:"</p>
                    <blockquote class="voice"><div inner_html=paragraphs(&why)></div></blockquote>
                }
            });
            view! { <li><p><span class="code">{item.criterion}</span>" "{item.what}</p><p class="meta">{when}</p>{lost}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <h2>"Recognised from before"</h2><ul class="list" role="list">{items}</ul> }
    })
}

/// `GET /enrolments/{id}/prior-learning`
pub(super) async fn form(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
) -> Result<Response> {
    page(&app, actor, &id, Form::default(), Faults::default()).await
}

async fn page(app: &App, actor: Actor, id: &str, typed: Form, faults: Faults) -> Result<Response> {
    let (enrolment, specification) = view(app, &actor, id).await?;
    let learner = portfolio::learner_name(&app.db, &enrolment.person_id).await?;
    let standings = standings(&app.db, &enrolment, &specification).await?;
    let known = recognised(&app.db, &enrolment).await?;
    let in_training = is_in_training(&app.db, &actor.id).await?;
    let address = format!("/enrolments/{id}");
    let title = format!("Prior learning of {learner}");
    let layout = Layout::new(app, &Visitor(Some(actor)), title.clone()).here("/assessment");
    Ok(layout.render(|| {
        let open = open(&specification, &standings, &known);
        let form = match open.is_empty() {
            _ if in_training => view! { <p>"While you are in training a qualified colleague recognises prior learning."</p> }.into_any(),
            true => view! { <Empty words="No criterion is open in a unit that takes prior learning."/> }.into_any(),
            false => view! { <Recognise address=address.clone() open typed faults/> }.into_any(),
        };
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list">
                <li><a href="/assessment">"Queue"</a></li><li><a href=address>{learner}</a></li>
            </ol></nav>
            <h1>{title}</h1>
            <p class="lead">"You say that a criterion is met by something learned before. You have seen what shows it, and it is recent enough."</p>
            {form}
            {(!in_training).then(|| view! { <p><a href=format!("/enrolments/{id}/prior-learning/import")>"They have a portfolio from another installation"</a></p> })}
            <Recognitions recognised=known/>
        }
    }))
}

/// The criteria that prior learning can still be recognised for, with their titles. What was recognised and counts no longer is not recognised
/// again.
pub(super) fn open(
    specification: &Specification,
    standings: &[Standing],
    known: &[Recognised],
) -> Vec<(String, String)> {
    let takes =
        |unit: &&Unit| unit.status == UnitStatus::Open && unit.prior_learning_years.is_some();
    let is_open = |unit: &Unit, code: &str| {
        let own = standings.iter().find(|standing| standing.unit == unit.code);
        own.is_some_and(|own| !own.is_signed_off() && own.state(code) != CriterionState::Achieved)
    };
    let units = specification.units.iter().filter(takes);
    let criteria = units.flat_map(|unit| {
        let criteria = unit.criteria();
        let is_known = |code: &str| known.iter().any(|one| one.criterion == code);
        criteria
            .filter(move |criterion| is_open(unit, &criterion.code) && !is_known(&criterion.code))
    });
    criteria
        .map(|criterion| (criterion.code.clone(), criterion.title.clone()))
        .collect()
}

#[component]
fn Recognise(
    address: String,
    open: Vec<(String, String)>,
    typed: Form,
    faults: Faults,
) -> impl IntoView {
    let options: Vec<_> = open
        .into_iter()
        .map(|(code, title)| {
            let chosen = typed.text("criterion") == code;
            view! { <option value=code.clone() selected=chosen>{format!("{code} {title}")}</option> }
        })
        .collect();
    view! {
        <ErrorSummary faults=faults.clone()/>
        <form method="post" action=format!("{address}/prior-learning")>
            <div class="field">
                <label for="criterion">"Criterion"</label>
                <select id="criterion" name="criterion">{options}</select>
            </div>
            <TextField name="completed" kind="date" label="The day on which it was completed" value=typed.text("completed").to_owned() fault=faults.of("completed")/>
            <TextArea name="what" label="What it was, and what you saw of it" value=typed.text("what").to_owned() fault=faults.of("what")
                hint="A course and its certificate, for example, or a piece of work. The learner reads this."/>
            <p class="actions"><button class="button">"Recognise it"</button></p>
        </form>
    }
}

/// `POST /enrolments/{id}/prior-learning`
pub(super) async fn record(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["criterion", "completed", "what"])?;
    let (enrolment, specification) = load(&app, &actor, &id).await?;
    let recognition = Recognition {
        criterion: form.text("criterion").to_owned(),
        completed_on: form.text("completed").to_owned(),
        what: form.text("what").to_owned(),
    };
    let unit = unit_of(&specification, &recognition.criterion).ok_or(Error::NotFound)?;
    let (today, now) = (app.clock.today(), app.clock.now());
    let mut faults = Faults::default();
    if let Some(words) = refusal(unit, &recognition.completed_on, &today) {
        faults.add("completed", words);
    }
    faults.check_text(&form, "what", "what it was", LONGEST);
    if !faults.is_empty() {
        let page = page(&app, actor, &id, form, faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    recognise(
        &app.db,
        &actor,
        &enrolment,
        &specification,
        &recognition,
        (&today, now),
    )
    .await?;
    Ok(Redirect::to(&format!("/enrolments/{id}?said=recognised")).into_response())
}
