//! Making an exemplar: typed in, or copied from a submission and made anonymous; and opening an exercise with it.

use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment::desk;
use crate::db::{is_id, new_id};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::{Library, Specification, Unit};
use crate::portfolio::asking::{FIELD, Found};
use crate::portfolio::private_names::names_of;
use crate::portfolio::screen::{Place, Screening};
use crate::portfolio::{self, Access, Submission};
use crate::standardisation::{LONGEST, store};
use crate::ui::{ErrorSummary, Fault, TextArea, TextField, paragraphs};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    /// A specification's name and a unit's code: `gp-attachment-unit GP1`.
    #[serde(default)]
    unit: String,
    /// A submission to copy from.
    #[serde(default)]
    submission: String,
}

/// A unit by what an address or a form says.
fn unit_of<'l>(library: &'l Library, words: &str) -> Option<(&'l Specification, &'l Unit)> {
    let (slug, code) = words.split_once(' ')?;
    let specification = library.specification(slug)?;
    Some((specification, specification.unit(code)?))
}

/// `GET /standardisation/exemplars`
pub(super) async fn form(
    State(app): State<App>,
    actor: Actor,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    actor.require(Role::Iqa)?;
    let library = app.library();
    let mut typed = vec![("unit".to_owned(), chosen.unit)];
    if !chosen.submission.is_empty() {
        typed = copied(&app, &library, &actor, &chosen.submission).await?;
    }
    typed.push(("id".to_owned(), new_id()));
    let typed: Form = typed.into_iter().collect();
    Ok(page(
        &app,
        actor,
        &library,
        (&typed, &Faults::default()),
        None,
    ))
}

/// A submission that this person may read anyway; any other is not found, and that is logged.
async fn readable(app: &App, actor: &Actor, id: &str) -> Result<Submission> {
    let submission = portfolio::submission(&app.db, id).await?;
    let owner = submission.person_id.as_str();
    let may = portfolio::may_read(&app.db, actor, id, owner).await?;
    let access = Access {
        subject: "submission",
        id,
        owner,
        outcome: if may { "viewed" } else { "refused" },
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
    match may {
        true => Ok(submission),
        false => Err(Error::NotFound),
    }
}

/// The fields of a form that begins with a submission.
async fn copied(
    app: &App,
    library: &Library,
    actor: &Actor,
    id: &str,
) -> Result<Vec<(String, String)>> {
    let submission = readable(app, actor, id).await?;
    let mut all = library.specifications.iter();
    let of_unit = all.find(|one| one.unit(&submission.unit).is_some());
    let slug = of_unit.map_or("", |one| one.slug.as_str());
    let mut fields = vec![
        ("unit".to_owned(), format!("{slug} {}", submission.unit)),
        ("submission".to_owned(), id.to_owned()),
        ("body".to_owned(), plain(&submission.body)),
    ];
    for link in portfolio::links_of(&app.db, id).await? {
        fields.push(("criteria".to_owned(), link.criterion));
    }
    Ok(fields)
}

/// The text of evidence: as it is, or what stands in the fields of a form.
fn plain(body: &str) -> String {
    fn texts(value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => into.push(text.clone()),
            serde_json::Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
            serde_json::Value::Object(all) => all.values().for_each(|one| texts(one, into)),
            _ => {}
        }
    }
    let Ok(value @ serde_json::Value::Object(_)) = serde_json::from_str(body) else {
        return body.to_owned();
    };
    let mut all = Vec::new();
    texts(&value, &mut all);
    all.join("\n\n")
}

fn page(
    app: &App,
    actor: Actor,
    library: &Library,
    (typed, faults): (&Form, &Faults),
    found: Option<&Screening>,
) -> Response {
    let here = desk(&actor);
    let layout = Layout::new(app, &Visitor(Some(actor)), "Make an exemplar").here(here);
    layout.render(|| {
        let body = match unit_of(library, typed.text("unit")) {
            None => choose(library).into_any(),
            Some((_, unit)) => write(unit, typed, faults, found).into_any(),
        };
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/standardisation">"Standardisation"</a></li></ol></nav>
            <ErrorSummary faults=faults.clone()/>
            <h1>"Make an exemplar"</h1>
            {body}
        }
    })
}

/// The choice of a unit.
fn choose(library: &Library) -> impl IntoView + use<> {
    let options: Vec<_> = library
        .specifications
        .iter()
        .flat_map(|one| one.units.iter().map(move |unit| (one, unit)))
        .map(|(one, unit)| {
            let value = format!("{} {}", one.slug, unit.code);
            view! { <option value=value>{format!("{}, {}", unit.code, unit.title)}</option> }
        })
        .collect();
    view! {
        <p class="lead">"An exemplar is a piece of work, without anything that could give a person away, for criteria of one unit."</p>
        <form method="get" action="/standardisation/exemplars">
            <div class="field"><label for="unit">"Unit"</label><select id="unit" name="unit">{options}</select></div>
            <p class="actions"><button class="button">"Go on"</button></p>
        </form>
    }
}

fn write(
    unit: &Unit,
    typed: &Form,
    faults: &Faults,
    found: Option<&Screening>,
) -> impl IntoView + use<> {
    let ticked: Vec<&str> = typed.all("criteria").collect();
    let criteria: Vec<_> = unit
        .criteria()
        .map(|criterion| {
            let id = format!("criterion-{}", criterion.code);
            let checked = ticked.contains(&criterion.code.as_str());
            view! {
                <li class="choice">
                    <input type="checkbox" id=id.clone() name="criteria" value=criterion.code.clone() checked=checked/>
                    <label for=id><span class="code">{criterion.code.clone()}</span>" "{criterion.title.clone()}</label>
                </li>
            }
        })
        .collect();
    view! {
        {found.map(asked)}
        <form method="post" action="/standardisation/exemplars">
            <input type="hidden" name="id" value=typed.text("id").to_owned()/>
            <input type="hidden" name="unit" value=typed.text("unit").to_owned()/>
            <input type="hidden" name="submission" value=typed.text("submission").to_owned()/>
            <TextField name="title" label="What it is called" value=typed.raw("title").to_owned() fault=faults.of("title")/>
            <TextArea name="body" label="The work" rows=16 value=typed.raw("body") fault=faults.of("body")
                hint="Without names, places and dates by which somebody could be known. It cannot be changed once it is kept."/>
            <fieldset id="criteria">
                <legend>{format!("Criteria of {}", unit.code)}</legend>
                <Fault field="criteria" words=faults.of("criteria")/>
                <ul class="list" role="list">{criteria}</ul>
            </fieldset>
            <p class="actions">
                <button class="button">"Keep it"</button>
                {found.map(|found| view! { <button class="button quiet" name=FIELD value=found.seal("exemplar")>"These identify nobody: keep it as it is"</button> })}
            </p>
        </form>
    }
}

/// What could give a person away, each sentence with it marked.
fn asked(found: &Screening) -> impl IntoView + use<> {
    let counts = found.counts();
    let kinds: Vec<_> = counts
        .iter()
        .map(|(what, count)| view! { <li>{what.counted(*count)}</li> })
        .collect();
    view! {
        <section class="sheet" role="status">
            <h2>"Could anybody be recognised?"</h2>
            <p>"Nothing has been kept yet. This was found in the text:"</p>
            <ul>{kinds}</ul>
            {Found::sentences(found)}
        </section>
    }
}

/// Looks through a text for what could give a person away: the names on one's own list, and the name of whoever wrote it.
async fn screened(app: &App, actor: &Actor, form: &Form) -> Result<Screening> {
    let listed = names_of(&app.db, &actor.id).await?;
    let mut names: Vec<String> = listed.into_iter().map(|name| name.name).collect();
    if !form.text("submission").is_empty() {
        let submission = readable(app, actor, form.text("submission")).await?;
        let learner = portfolio::learner_name(&app.db, &submission.person_id).await?;
        names.extend(learner.split_whitespace().map(str::to_owned));
    }
    let text = format!("{}\n\n{}", form.text("title"), form.text("body"));
    let texts = vec![(Place::Text, text)];
    Ok(Screening::with_names(&names, texts, app.clock.now()))
}

/// `POST /standardisation/exemplars`
pub(super) async fn keep(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    actor.require(Role::Iqa)?;
    let form = form.only(&[
        "id",
        "unit",
        "submission",
        "title",
        "body",
        "criteria",
        FIELD,
    ])?;
    let library = app.library();
    let (specification, unit) = unit_of(&library, form.text("unit")).ok_or(Error::NotFound)?;
    let mut faults = Faults::default();
    faults.check_text(&form, "title", "what it is called", 200);
    faults.check_text(&form, "body", "the work", LONGEST);
    if form.all("criteria").next().is_none() {
        faults.add("criteria", "Choose at least one criterion.");
    }
    let found = screened(&app, &actor, &form).await?;
    let is_asked = !found.is_clear() && form.text(FIELD) != found.seal("exemplar");
    if is_asked || !faults.is_empty() {
        let found = is_asked.then_some(&found);
        let page = page(&app, actor, &library, (&form, &faults), found);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (id, source) = (form.text("id"), form.text("submission"));
    if !is_id(id) {
        return Err(Error::invalid("Open the page again, then send the form."));
    }
    let new = store::New {
        id,
        source: Some(source).filter(|source| !source.is_empty()),
        title: form.text("title"),
        unit: &unit.code,
        body: form.text("body"),
        criteria: form.all("criteria").collect(),
    };
    store::keep(&app.db, &actor, specification, &new, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/standardisation/exemplars/{id}")).into_response())
}

/// `GET /standardisation/exemplars/{id}`
pub(super) async fn exemplar(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    actor.require(Role::Iqa)?;
    let (exemplar, criteria) = store::exemplar(&app.db, &actor, &id).await?;
    let here = desk(&actor);
    let layout = Layout::new(&app, &Visitor(Some(actor)), exemplar.title.clone()).here(here);
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/standardisation">"Standardisation"</a></li></ol></nav>
            <p class="kicker">{format!("Exemplar · unit {} · {}", exemplar.unit, criteria.join(", "))}</p>
            <h1>{exemplar.title.clone()}</h1>
            <div class="text sheet" inner_html=paragraphs(&exemplar.body)></div>
            <form method="post" action=format!("/standardisation/exemplars/{id}/exercises")>
                <input type="hidden" name="id" value=new_id()/>
                <p>"Every assessor can judge it then, except you, whoever made the exemplar, and those who had a part in the work that it was made from."</p>
                <p class="actions"><button class="button">"Open an exercise"</button></p>
            </form>
        }
    }))
}

/// `POST /standardisation/exemplars/{id}/exercises`
pub(super) async fn open(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    actor.require(Role::Iqa)?;
    let form = form.only(&["id"])?;
    let exercise = form.text("id");
    if !is_id(exercise) {
        return Err(Error::invalid("Open the page again, then send the form."));
    }
    store::open(&app.db, &actor, exercise, &id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/standardisation/exercises/{exercise}")).into_response())
}
