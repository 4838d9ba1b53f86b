//! Giving a pass: to whom, until when, and to which of the records that plans have drawn.

use crate::accounts::{Actor, Iqa, Visitor, one_line};
use crate::app::App;
use crate::clock;
use crate::db::{is_id, new_id};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::Method;
use crate::links;
use crate::passes::store::{self, Choice, New};
use crate::passes::{LONGEST_DAYS, MOST_RECORDS, end};
use crate::quality::store::{self as quality, Plan};
use crate::ui::{Empty, ErrorSummary, Fault, TextArea, TextField, counted};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

/// The longest name of somebody and of where they work, characters.
const LONGEST: usize = 120;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// A plan whose records are chosen to begin with.
    #[serde(default)]
    plan: String,
}

/// `GET /quality/passes/new`
pub(super) async fn form(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let typed = Form::from_iter([("plan".to_owned(), asked.plan)]);
    page(&app, actor, &typed, &Faults::default()).await
}

async fn page(app: &App, actor: Actor, typed: &Form, faults: &Faults) -> Result<Response> {
    // What makes sending the form twice one pass, and the random part of its link.
    let (id, secret) = (new_id(), links::new_secret()?);
    let plans = quality::plans(&app.db, &actor).await?;
    let choices = store::choices(&app.db, &actor).await?;
    let layout = Layout::new(app, &Visitor(Some(actor)), "Give a pass").here("/quality");
    Ok(layout.render(|| {
        let fields = match choices.is_empty() {
            true => view! { <Empty words="A pass opens records that a plan has drawn, and none has been drawn yet."/> }.into_any(),
            false => view! {
                <form method="post" action="/quality/passes">
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="secret" value=secret/>
                    {who(typed, faults)}
                    {which(&plans, &choices, typed, faults)}
                    <p class="actions"><button class="button">"Give the pass"</button></p>
                </form>
            }.into_any(),
        };
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li><li><a href="/quality/passes">"Passes"</a></li></ol></nav>
            <h1>"Give a pass"</h1>
            <p class="lead">"Whoever has its link reads the records you choose, and nothing else here, until the day you set. They need no account. You see what they open, and can withdraw it."</p>
            {fields}
        }
    }))
}

/// To whom, until when, and what of the learners they see.
fn who(typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let names = typed.has("names");
    let until =
        format!("The last day on which it opens anything, at most {LONGEST_DAYS} days from today.");
    view! {
        <TextField name="holder" label="Whose pass it is" value=typed.raw("holder").to_owned() fault=faults.of("holder")
            hint="The name of the external quality assurer."/>
        <TextField name="organisation" label="From which organisation" value=typed.raw("organisation").to_owned() fault=faults.of("organisation")/>
        <TextField name="until" label="Until" kind="date" value=typed.raw("until").to_owned() fault=faults.of("until") hint=until/>
        <div class="choice">
            <input type="checkbox" id="names" name="names" value="yes" checked=names aria-describedby="names-hint"/>
            <label for="names">"Show who the learners are"</label>
        </div>
        <p class="hint" id="names-hint">"Otherwise they stand there by initials and a reference, files without their names, and witnesses by their role. What somebody wrote stays as it is."</p>
    }
}

/// Whole plans, and single records of them.
fn which(
    plans: &[Plan],
    choices: &[Choice],
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let sheets: Vec<_> = plans
        .iter()
        .filter_map(|plan| {
            let own: Vec<_> = choices.iter().filter(|c| c.plan_id == plan.id).collect();
            (!own.is_empty()).then(|| of_plan(plan, &own, typed))
        })
        .collect();
    view! {
        <fieldset class="field" id="records">
            <legend>"What it opens"</legend>
            <Fault field="records" words=faults.of("records")/>
            {sheets}
        </fieldset>
    }
}

fn of_plan(plan: &Plan, own: &[&Choice], typed: &Form) -> impl IntoView + use<> {
    let is_chosen = |name: &str, value: &str| typed.all(name).any(|chosen| chosen == value);
    let id = format!("plan-{}", plan.id);
    let words = format!(
        "All of the {} plan of {}: {}",
        plan.stage().key(),
        clock::date_and_time(plan.made_at),
        counted(own.len(), "record")
    );
    let mut is_open = false;
    let records: Vec<_> = own
        .iter()
        .map(|choice| {
            let value = format!("{} {}", choice.plan_id, choice.submission_id);
            let id = format!("record-{}-{}", choice.plan_id, choice.submission_id);
            let checked = is_chosen("record", &value);
            is_open |= checked;
            let kind = Method::title_of(&choice.method);
            let words = format!("{kind}: unit {}, {}, decided by {}", choice.unit, choice.learner, choice.assessor);
            view! { <div class="choice"><input type="checkbox" id=id.clone() name="record" value=value checked=checked/><label for=id>{words}</label></div> }
        })
        .collect();
    view! {
        <div class="choice"><input type="checkbox" id=id.clone() name="plan" value=plan.id.clone() checked=is_chosen("plan", &plan.id)/><label for=id>{words}</label></div>
        <details class="beside" open=is_open><summary>"Or choose single records of it"</summary>{records}</details>
    }
}

/// `POST /quality/passes`
pub(super) async fn give(State(app): State<App>, Iqa(actor): Iqa, form: Form) -> Result<Response> {
    let form = form.only(&[
        "id",
        "secret",
        "holder",
        "organisation",
        "until",
        "names",
        "plan",
        "record",
    ])?;
    if !is_id(form.text("id")) || !links::is_secret(form.text("secret")) {
        let words = "This form sent something that we did not ask for.";
        return Err(Error::invalid(words));
    }
    let now = app.clock.now();
    let choices = store::choices(&app.db, &actor).await?;
    let records = chosen(&form, &choices);
    let ends = end(form.text("until"), now);
    let faults = check(&form, &records, ends.is_some());
    let (Some(expires_at), true) = (ends, faults.is_empty()) else {
        let page = page(&app, actor, &form, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (holder, organisation) = (
        one_line(form.text("holder")),
        one_line(form.text("organisation")),
    );
    let new = New {
        id: form.text("id"),
        secret: form.text("secret"),
        holder: &holder,
        organisation: &organisation,
        shows_names: form.has("names"),
        expires_at,
        records: &records,
    };
    let link = store::give(&app.db, &actor, &new, now).await?;
    let address = link.address(&app.config.origin);
    let last_day = clock::date(expires_at - 1);
    Ok(shown_once(&app, actor, &holder, address, &last_day))
}

/// Every record of the plans that were chosen, and those chosen one by one.
fn chosen(form: &Form, choices: &[Choice]) -> Vec<(String, String)> {
    let is_chosen = |choice: &&Choice| {
        let record = format!("{} {}", choice.plan_id, choice.submission_id);
        form.all("plan").any(|plan| plan == choice.plan_id)
            || form.all("record").any(|chosen| chosen == record)
    };
    let ids = |choice: &Choice| (choice.plan_id.clone(), choice.submission_id.clone());
    choices.iter().filter(is_chosen).map(ids).collect()
}

fn check(form: &Form, records: &[(String, String)], is_day: bool) -> Faults {
    let mut faults = Faults::default();
    faults.check_text(form, "holder", "whose pass it is", LONGEST);
    faults.check_text(form, "organisation", "where they come from", LONGEST);
    if !is_day {
        let words = format!("Give a day, today or later, at most {LONGEST_DAYS} days from now.");
        faults.add("until", words);
    }
    match records.len() {
        0 => faults.add("records", "Choose a plan, or single records of one."),
        1..=MOST_RECORDS => {}
        count => {
            let words = format!("These are {count} records; a pass opens at most {MOST_RECORDS}.");
            faults.add("records", words);
        }
    }
    faults
}

/// The link, shown once: afterwards nobody can read it again.
fn shown_once(app: &App, actor: Actor, holder: &str, address: String, last_day: &str) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor)), "The pass").here("/quality");
    layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality/passes">"Passes"</a></li></ol></nav>
            <h1>{format!("The pass for {holder}")}</h1>
            <p class="lead">"Copy all of it and send it to them alone. It is shown only now: we keep no copy that anybody could read."</p>
            <TextArea name="link" label="The link" value=address rows=4 hint=format!("It opens to the end of {last_day}.")/>
            <p class="meta">"Whoever has the link can read what it opens. If it goes astray, withdraw the pass and give another."</p>
            <p class="actions"><a class="button" href="/quality/passes">"Done"</a></p>
        }
    })
}
