//! Asking a witness: who it is, how the link comes to them, and what they are asked to write about.

use crate::accounts::{Actor, Learner, Visitor, normal_email, one_line};
use crate::app::App;
use crate::db::{is_id, new_id};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::{Enrolment, enrolments};
use crate::library::Unit;
use crate::links;
use crate::portfolio::asking::{self, Found};
use crate::portfolio::screen::{Place, Screening};
use crate::testimony::store::{self, Ask, REQUEST, Way};
use crate::ui::{ErrorSummary, Fault, TextArea, TextField};
use crate::versions;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

/// The longest name and the longest request, characters.
const LONGEST_NAME: usize = 120;
const LONGEST: usize = 2_000;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    enrolment: String,
    #[serde(default)]
    unit: String,
}

/// Whose work it is about, and which.
struct About {
    enrolment: Enrolment,
    unit: Unit,
}

/// An enrolment of the learner's own, and one of its units.
async fn about(app: &App, actor: &Actor, enrolment: &str, unit: &str) -> Result<About> {
    let own = enrolments(&app.db, &actor.id).await?;
    let enrolment = own
        .into_iter()
        .find(|own| own.id == enrolment)
        .ok_or(Error::NotFound)?;
    let library = app.library();
    let specification =
        versions::specification(&app.db, &library, &enrolment.specification_hash).await?;
    let unit = specification.unit(unit).ok_or(Error::NotFound)?.clone();
    Ok(About { enrolment, unit })
}

/// `GET /witnesses/ask`
pub(super) async fn form(
    State(app): State<App>,
    Learner(actor): Learner,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let about = about(&app, &actor, &chosen.enrolment, &chosen.unit).await?;
    let typed = (&Form::default(), &Faults::default(), None);
    page(&app, actor, &about, typed)
}

fn page(
    app: &App,
    actor: Actor,
    about: &About,
    (typed, faults, found): (&Form, &Faults, Option<&Screening>),
) -> Result<Response> {
    // What makes sending the form twice one request, and the random part of a link that the learner passes on.
    let (id, secret) = (new_id(), links::new_secret()?);
    let layout = Layout::new(app, &Visitor(Some(actor)), "Ask a witness").here("/portfolio");
    Ok(layout.render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/witnesses">"Witnesses"</a></li></ol></nav>
            <p class="kicker">{format!("Unit {}, {}", about.unit.code, about.unit.title)}</p>
            <h1>"Ask a witness"</h1>
            <p class="lead">"They get a link that works for thirty days and can be used once. You can withdraw it until they have answered."</p>
            <form method="post" action="/witnesses">
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="secret" value=secret/>
                <input type="hidden" name="enrolment" value=about.enrolment.id.clone()/>
                <input type="hidden" name="unit" value=about.unit.code.clone()/>
                <TextField name="name" label="Their name" value=typed.raw("name").to_owned() fault=faults.of("name")/>
                {way(typed, faults)}
                <TextArea name="about" label="What they should write about" value=typed.raw("about") rows=5 fault=faults.of("about")
                    hint="What they saw, and roughly when. They read this as you write it. Name nobody whom you work with."/>
                {criteria(&about.unit, typed, faults)}
                {found.map(|found| Found::view(found, REQUEST, faults.of(asking::FIELD)))}
                <p class="actions"><button class="button">"Ask"</button></p>
            </form>
        }
    }))
}

/// By mail, or with a link to pass on.
fn way(typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let passed_on = typed.text("way") == "link";
    view! {
        <fieldset class="field" id="way">
            <legend>"How does the link come to them?"</legend>
            <div class="choice"><input type="radio" id="way-mail" name="way" value="mail" checked=!passed_on/><label for="way-mail">"Send it to them by mail"</label></div>
            <div class="choice"><input type="radio" id="way-link" name="way" value="link" checked=passed_on/><label for="way-link">"I’ll send the link myself"</label></div>
        </fieldset>
        <TextField name="email" label="Their email address" kind="email" value=typed.raw("email").to_owned() fault=faults.of("email")
            hint="At work, if they have one there. Only needed if the link goes by mail; assessors trust that more."/>
    }
}

fn criteria(unit: &Unit, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let boxes: Vec<_> = unit
        .criteria()
        .map(|criterion| {
            let id = format!("criterion-{}", criterion.code);
            let checked = typed.all("criteria").any(|code| code == criterion.code);
            let (code, title) = (criterion.code.clone(), criterion.title.clone());
            view! {
                <div class="choice">
                    <input type="checkbox" id=id.clone() name="criteria" value=code.clone() checked=checked/>
                    <label for=id><span class="code">{code}</span>" "{title}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="field" id="criteria">
            <legend>"What could it show?"</legend>
            <p class="hint">"The witness reads these. You can change them when you hand the testimony in."</p>
            <Fault field="criteria" words=faults.of("criteria")/>
            {boxes}
        </fieldset>
    }
}

/// `POST /witnesses`
pub(super) async fn ask(
    State(app): State<App>,
    Learner(actor): Learner,
    form: Form,
) -> Result<Response> {
    let form = form.only(&[
        "id",
        "secret",
        "enrolment",
        "unit",
        "name",
        "way",
        "email",
        "about",
        "criteria",
        asking::FIELD,
    ])?;
    let about = about(&app, &actor, form.text("enrolment"), form.text("unit")).await?;
    let (email, mut faults) = check(&form);
    let is_own = is_id(form.text("id")) && links::is_secret(form.text("secret"));
    if !is_own {
        return Err(Error::invalid(
            "This form sent something that we did not ask for.",
        ));
    }
    let now = app.clock.now();
    let texts = vec![(Place::Text, form.text("about").to_owned())];
    let found = Found::in_texts_of(&app.db, &actor.id, texts, REQUEST, &form, now).await?;
    if found.is_some() {
        faults.add(asking::FIELD, asking::LOOK);
    }
    if faults.is_empty() {
        let criteria: Vec<String> = form.all("criteria").map(str::to_owned).collect();
        let name = one_line(form.text("name"));
        let ask = Ask {
            id: form.text("id"),
            enrolment: &about.enrolment,
            unit: &about.unit,
            criteria: &criteria,
            witness_name: &name,
            way: match &email {
                Some(email) => Way::Mail(email),
                None => Way::PassedOn(form.text("secret")),
            },
            about: form.text("about"),
        };
        let origin = &app.config.origin;
        let said = form.text(asking::FIELD);
        match store::ask_as_it_is(&app.db, &actor, &ask, said, origin, now).await {
            Ok(_) if email.is_some() => {
                return Ok(Redirect::to("/witnesses?said=asked").into_response());
            }
            Ok(link) => return Ok(pass_on(&app, actor, name, link.address(origin))),
            Err(Error::Conflict(words)) => faults.add("name", words),
            Err(error) => return Err(error),
        }
    }
    let page = page(&app, actor, &about, (&form, &faults, found.as_ref()))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The address of the witness, if the link goes by mail, and what is wrong.
fn check(form: &Form) -> (Option<String>, Faults) {
    let mut faults = Faults::default();
    faults.check_text(form, "name", "their name", LONGEST_NAME);
    let by_mail = form.text("way") != "link";
    let email = normal_email(form.text("email")).filter(|_| by_mail);
    if by_mail && email.is_none() {
        let words =
            "Give an email address like name@example.org, or choose to send the link yourself.";
        faults.add("email", words);
    }
    faults.check_text(form, "about", "what they should write about", LONGEST);
    if !form.has("criteria") {
        faults.add(
            "criteria",
            "Tick at least one criterion that it could show.",
        );
    }
    (email, faults)
}

/// The link, shown once: afterwards nobody can read it again.
fn pass_on(app: &App, actor: Actor, name: String, address: String) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor)), "Your link").here("/portfolio");
    layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/witnesses">"Witnesses"</a></li></ol></nav>
            <h1>{format!("The link for {name}")}</h1>
            <p class="lead">"Copy all of it and send it to them. It is shown only now: we keep no copy that anybody could read."</p>
            <TextArea name="link" label="The link" value=address rows=4 hint="It works for thirty days, and once."/>
            <p class="meta">"Whoever has this link can write in their place, so send it to them alone. Your assessor sees that you passed it on yourself, and may write to them."</p>
            <p class="actions"><a class="button" href="/witnesses">"Done"</a></p>
        }
    })
}
