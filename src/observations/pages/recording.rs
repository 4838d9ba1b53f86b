//! The assessor's page: which form, for which unit, and recording it.

use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::enrolled::view;
use crate::db::new_id;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::Enrolment;
use crate::library::{Criterion, Field, MINUTES, ON, PLACE, Specification, Unit, Worksheet};
use crate::observations::store::{self, MOST_MINUTES, New, SPOKEN_OF};
use crate::observations::{Kind, duration};
use crate::portfolio::asking::{self, Found};
use crate::portfolio::draft::{add_faults_of_links, add_faults_of_long_links, links_from};
use crate::portfolio::pieces::{Ticks, criterion};
use crate::portfolio::screen::Screening;
use crate::portfolio::{self, Link};
use crate::ui::ErrorSummary;
use crate::worksheets::fields::Entry;
use crate::worksheets::{self, Answers, rules};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    unit: String,
}

/// About whom, and on which version.
struct About {
    enrolment: Enrolment,
    learner: String,
    specification: Specification,
}

impl About {
    /// The enrolment of somebody else of one's organisation; any other is not found.
    async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        let (enrolment, specification) = view(app, actor, id).await?;
        Ok(About {
            learner: portfolio::learner_name(&app.db, &enrolment.person_id).await?,
            specification,
            enrolment,
        })
    }

    fn address(&self) -> String {
        format!("/enrolments/{}/observations", self.enrolment.id)
    }
}

/// What is filled in: a form, for a unit.
struct Sheet {
    kind: Kind,
    unit: Unit,
    form: Worksheet,
}

impl Sheet {
    fn of(app: &App, about: &About, kind: &str, unit: &str) -> Option<Self> {
        let kind = Kind::from_key(kind)?;
        Some(Sheet {
            unit: about.specification.unit(unit)?.clone(),
            form: app.library().form(kind.method())?.clone(),
            kind,
        })
    }
}

/// What a refused form held.
#[derive(Default)]
struct Typed {
    form: Form,
    answers: Answers,
    links: Vec<Link>,
    faults: Faults,
    found: Option<Screening>,
}

/// `GET /enrolments/{id}/observations`
pub(super) async fn form(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let about = About::load(&app, &actor, &id).await?;
    Ok(match Sheet::of(&app, &about, &chosen.kind, &chosen.unit) {
        Some(sheet) => page(&app, actor, &about, &sheet, &Typed::default()),
        None => choose(&app, actor, &about),
    })
}

/// Which kind, and for which unit.
fn choose(app: &App, actor: Actor, about: &About) -> Response {
    let kinds: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| view! { <option value=kind.key()>{kind.method().title()}</option> })
        .collect();
    let units: Vec<_> = about
        .specification
        .units
        .iter()
        .map(|unit| view! { <option value=unit.code.clone()>{format!("{}, {}", unit.code, unit.title)}</option> })
        .collect();
    let title = "Record what you saw";
    let layout = Layout::new(app, &Visitor(Some(actor)), title).here("/assessment");
    layout.render(|| {
        view! {
            {crumbs(about)}
            <h1>{title}</h1>
            <p class="lead">{format!("An observation of {} at work, or a professional discussion with them, becomes evidence at once. They read it and can say what they think of it.", about.learner)}</p>
            <form method="get" action=about.address()>
                <div class="field"><label for="kind">"What it was"</label><select id="kind" name="kind">{kinds}</select></div>
                <div class="field"><label for="unit">"For which unit"</label><select id="unit" name="unit">{units}</select></div>
                <p class="actions"><button class="button">"Go on"</button></p>
            </form>
        }
    })
}

fn crumbs(about: &About) -> impl IntoView + use<> {
    let address = format!("/enrolments/{}", about.enrolment.id);
    view! { <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=address>{about.learner.clone()}</a></li></ol></nav> }
}

fn page(app: &App, actor: Actor, about: &About, sheet: &Sheet, typed: &Typed) -> Response {
    let (form, unit) = (&sheet.form, &sheet.unit);
    let layout = Layout::new(app, &Visitor(Some(actor)), form.title.clone()).here("/assessment");
    layout.render(|| {
        let fields: Vec<_> = form.fields.iter().map(|field| entry(field, typed).into_any()).collect();
        let criteria = criteria(unit, typed);
        view! {
            <ErrorSummary faults=typed.faults.clone()/>
            {crumbs(about)}
            <p class="kicker">{format!("{} · unit {}, {}", about.learner, unit.code, unit.title)}</p>
            <h1>{form.title.clone()}</h1>
            <div class="text" inner_html=form.body.clone()></div>
            <form method="post" action=about.address() id=rules::FORM class="worksheet">
                <input type="hidden" name="id" value=new_id()/>
                <input type="hidden" name="kind" value=sheet.kind.key()/>
                <input type="hidden" name="unit" value=unit.code.clone()/>
                {fields}
                <Ticks criteria fault=typed.faults.of("criteria")/>
                {typed.found.as_ref().map(|found| Found::view(found, SPOKEN_OF, typed.faults.of(asking::FIELD)))}
                <p class="actions"><button class="button">"Record it"</button></p>
                <p class="meta">{format!("It is handed in at once and nobody changes it afterwards. {} is told, and can read it.", about.learner)}</p>
            </form>
        }
    })
}

fn entry(field: &Field, typed: &Typed) -> impl IntoView + use<> {
    let control = Entry {
        field,
        answers: &typed.answers,
        fault: typed.faults.of(&worksheets::name(field)),
        remark: None,
        rows: 1,
    };
    view! { <div class="entry">{control.view()}</div> }
}

fn criteria(unit: &Unit, typed: &Typed) -> Vec<AnyView> {
    let one = |own: &Criterion| {
        let code = &own.code;
        let is_ticked = typed.links.iter().any(|link| link.criterion == *code);
        let line = |name: &str| typed.form.raw(&format!("{name}-{code}")).to_owned();
        let lines = [line("where"), line("why")];
        let title = own.title.clone();
        criterion(code, title, is_ticked, lines, None, &typed.faults).into_any()
    };
    unit.criteria().map(one).collect()
}

/// `POST /enrolments/{id}/observations`
pub(super) async fn record(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let names = [
        "id",
        "kind",
        "unit",
        "field-*",
        "criteria",
        "where-*",
        "why-*",
        asking::FIELD,
    ];
    let form = form.only(&names)?;
    let about = About::load(&app, &actor, &id).await?;
    let sheet = Sheet::of(&app, &about, form.text("kind"), form.text("unit"));
    let sheet = sheet.ok_or(Error::NotFound)?;
    let mut typed = read(&sheet, form, &app.clock.today())?;
    let (body, now) = (typed.answers.to_body(), app.clock.now());
    let texts = store::texts_of(&body, &typed.links);
    typed.found = Found::in_texts(&app.db, texts, SPOKEN_OF, &typed.form, now).await?;
    if let Some(words) = sheet.unit.refuses(sheet.kind.method()) {
        typed.faults.add("criteria", words);
    }
    if typed.found.is_some() {
        typed.faults.add(asking::FIELD, asking::LOOK);
    }
    if !typed.faults.is_empty() {
        let page = page(&app, actor, &about, &sheet, &typed);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let new = New {
        id: typed.form.text("id"),
        kind: sheet.kind,
        enrolment: &about.enrolment,
        unit: &sheet.unit,
        happened_on: typed.answers.text(ON),
        place: typed.answers.text(PLACE),
        minutes: minutes(&typed.answers).unwrap_or_default(),
        body: &body,
        links: &typed.links,
    };
    let (form, said) = (&sheet.form.version, typed.form.text(asking::FIELD));
    match store::record_as_it_is(&app.db, &actor, &new, form, said, now).await {
        Ok(submission) => Ok(Redirect::to(&format!("/submissions/{submission}")).into_response()),
        Err(Error::Conflict(words)) => {
            typed.faults.add(rules::FORM, words);
            let page = page(&app, actor, &about, &sheet, &typed);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// What the form holds, and what is wrong with it.
fn read(sheet: &Sheet, form: Form, today: &str) -> Result<Typed> {
    let answers = Answers::from_form(&sheet.form, &form)?;
    let codes: Vec<String> = sheet.unit.criteria().map(|own| own.code.clone()).collect();
    let links = links_from(&form, &codes);
    Ok(Typed {
        faults: check(&sheet.form, &answers, &links, today),
        form,
        answers,
        links,
        found: None,
    })
}

/// How long it was, if that was written clearly.
fn minutes(answers: &Answers) -> Option<i64> {
    let minutes = duration::minutes(answers.text(MINUTES));
    minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes))
}

fn check(form: &Worksheet, answers: &Answers, links: &[Link], today: &str) -> Faults {
    let mut faults = rules::faults_of_handing_in(form, answers);
    let name = |id: &str| form.field(id).map(worksheets::name).unwrap_or_default();
    if answers.text(ON) > today && faults.of(&name(ON)).is_none() {
        faults.add(
            name(ON),
            "This day has not come yet. Record it once it has happened.",
        );
    }
    if !answers.text(MINUTES).is_empty() && minutes(answers).is_none() {
        faults.add(
            name(MINUTES),
            format!("Give whole minutes, from 1 to {MOST_MINUTES}, or hours and minutes: 40, or 1 hour 15 minutes."),
        );
    }
    add_faults_of_long_links(&mut faults, links);
    add_faults_of_links(&mut faults, links);
    faults
}
