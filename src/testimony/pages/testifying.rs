//! The witness's page: what they are asked and by whom, the rule that nobody may be recognised, and what they write. No account is needed.

use super::over;
use crate::accounts::{Visitor, normal_email, one_line};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::{Criterion, Worksheet};
use crate::portfolio::asking::{self, Found};
use crate::portfolio::screen::{Screening, texts_of_answers};
use crate::testimony::store::{self, SPOKEN_OF as ABOUT, Testimony};
use crate::testimony::{METHOD, Request, State as Standing};
use crate::ui::{ErrorSummary, Fault, TextField};
use crate::worksheets::fields::Entry;
use crate::worksheets::{self, Answers, rules};
use crate::{learning, versions};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

/// The longest line about the witness, characters.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// What the page is about.
struct Asked {
    request: Request,
    criteria: Vec<Criterion>,
    form: Worksheet,
}

impl Asked {
    async fn load(app: &App, request: Request) -> Result<Self> {
        let library = app.library();
        let enrolment = learning::enrolment(&app.db, &request.enrolment_id).await?;
        let hash = &enrolment.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        let codes = store::criteria_of(&app.db, &request.id).await?;
        let found = codes
            .iter()
            .filter_map(|code| specification.criterion(code));
        Ok(Asked {
            criteria: found.cloned().collect(),
            form: library.form(METHOD).cloned().ok_or(Error::NotFound)?,
            request,
        })
    }
}

/// What a refused form held, and what was found in it.
#[derive(Default)]
struct Typed {
    form: Form,
    answers: Answers,
    faults: Faults,
    found: Option<Screening>,
}

/// `GET /testimony/{link}`: looking uses nothing up.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let now = app.clock.now();
    let request = store::look(&app.db, &link).await?;
    let state = request.as_ref().map(|request| request.state(now));
    match (request, state) {
        (Some(request), Some(Standing::Waiting)) => {
            let asked = Asked::load(&app, request).await?;
            Ok(page(&app, &visitor, &asked, &link, Typed::default()))
        }
        (request, state) => {
            let mut page = over::page(&app, &visitor, request.as_ref(), &Form::default(), now);
            if state == Some(Standing::Given) && said.said == "given" {
                *page.status_mut() = StatusCode::OK;
            }
            Ok(page)
        }
    }
}

fn page(app: &App, visitor: &Visitor, asked: &Asked, link: &str, typed: Typed) -> Response {
    let title = format!("A witness for {}", asked.request.learner);
    Layout::new(app, visitor, title.clone()).render(|| {
        let fields: Vec<_> = asked.form.fields.iter().map(|field| entry(field, &typed).into_any()).collect();
        view! {
            <ErrorSummary faults=typed.faults.clone()/>
            <p class="kicker">"Witness testimony"</p>
            <h1>{title}</h1>
            {introduction(asked)}
            <form method="post" action=format!("/testimony/{link}") id=rules::FORM class="worksheet">
                <h2>"Who you are"</h2>
                {identity(asked, &typed)}
                <h2>"What you saw"</h2>
                <div class="text" inner_html=asked.form.body.clone()></div>
                {fields}
                {typed.found.as_ref().map(|screening| Found::view(screening, ABOUT, typed.faults.of(asking::FIELD)))}
                {declaration(asked, &typed)}
                <p class="actions"><button class="button">"Hand over what I wrote"</button></p>
                <p class="meta">{format!("It goes to {} first, who hands it in to their assessor. Nobody can change what you wrote, and you can hand it over once. Nothing is kept until you do.", asked.request.learner)}</p>
            </form>
        }
    })
}

/// What they are asked, by whom, and what they must keep to themselves.
fn introduction(asked: &Asked) -> impl IntoView + use<> {
    let request = &asked.request;
    let until = clock::date_and_time(request.expires_at);
    let criteria: Vec<_> = asked
        .criteria
        .iter()
        .map(|criterion| view! { <li><span class="code">{criterion.code.clone()}</span><span>{criterion.title.clone()}</span></li> })
        .collect();
    view! {
        <p class="lead">{format!("Hello {}. {} asks you to write down what you have seen of their work.", request.witness_name, request.learner)}</p>
        <blockquote class="voice">
            <div inner_html=crate::ui::paragraphs(&request.about)></div>
            <footer>{request.learner.clone()}</footer>
        </blockquote>
        <p>"It could show, in the words of the qualification:"</p>
        <ul class="criteria" role="list">{criteria}</ul>
        <div class="sheet">
            <h2>"Nobody may be recognised"</h2>
            <p>"Please leave out names, dates of birth, NHS numbers, phone numbers, addresses and places of the women and families concerned. Write “a woman I will call R.” or “a young mother”. Write what you saw yourself, as it was: it need not be praise."</p>
            <p class="meta">{format!("This link works until {until}, thirty days after you were asked, and once. You need no account. Write where you can take your time: until you hand it over, what you type is only on this page.")}</p>
        </div>
    }
}

fn identity(asked: &Asked, typed: &Typed) -> impl IntoView + use<> {
    let (form, faults) = (&typed.form, &typed.faults);
    let value = |name: &str, before: &str| match form.has(name) {
        true => form.raw(name).to_owned(),
        false => before.to_owned(),
    };
    let address = asked.request.witness_email.clone().unwrap_or_default();
    view! {
        <TextField name="name" label="Your name" autocomplete="name" value=value("name", &asked.request.witness_name) fault=faults.of("name")/>
        <TextField name="role" label="Your role" autocomplete="organization-title" value=value("role", "") fault=faults.of("role") hint="Such as team manager, or midwife."/>
        <TextField name="organisation" label="Your organisation" autocomplete="organization" value=value("organisation", "") fault=faults.of("organisation")/>
        <TextField name="email" label="Your email address" kind="email" autocomplete="email" value=value("email", &address) fault=faults.of("email")
            hint="The assessor may write to you to make sure that it was you. It is used for nothing else."/>
    }
}

fn entry(field: &crate::library::Field, typed: &Typed) -> impl IntoView + use<> {
    let rows = match field.kind {
        crate::library::FieldKind::Table { rows, .. } => rows as usize,
        _ => 0,
    };
    let control = Entry {
        field,
        answers: &typed.answers,
        fault: typed.faults.of(&worksheets::name(field)),
        remark: None,
        rows,
    };
    view! { <div class="entry">{control.view()}</div> }
}

fn declaration(asked: &Asked, typed: &Typed) -> impl IntoView + use<> {
    let fault = typed.faults.of("declaration");
    let checked = typed.form.has("declaration");
    let described = fault.is_some().then_some("declaration-fault");
    view! {
        <fieldset class="field">
            <legend>"Your declaration"</legend>
            <Fault field="declaration" words=fault/>
            <div class="choice">
                <input type="checkbox" id="declaration" name="declaration" value="yes" checked=checked aria-describedby=described/>
                <label for="declaration">{format!("I saw this myself, I am not {}, and it is true as far as I know.", asked.request.learner)}</label>
            </div>
        </fieldset>
    }
}

/// `POST /testimony/{link}`: records what was written, once. A refusal gives everything back.
pub(super) async fn give(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&[
        "name",
        "role",
        "organisation",
        "email",
        "field-*",
        "declaration",
        asking::FIELD,
    ])?;
    let now = app.clock.now();
    let request = store::look(&app.db, &link).await?;
    let Some(request) = request else {
        return Ok(over::page(&app, &visitor, None, &form, now));
    };
    let asked = Asked::load(&app, request).await?;
    let answers = Answers::from_form(&asked.form, &form)?;
    let testimony = testimony(&form, &answers);
    let mut faults = check(&form, &asked, &answers);
    let texts = texts_of_answers(&answers);
    let found = Found::in_texts(&app.db, texts, ABOUT, &form, now).await?;
    if found.is_some() {
        faults.add(asking::FIELD, asking::LOOK);
    }
    if faults.is_empty() || asked.request.state(now) != Standing::Waiting {
        let (who, version) = (visitor.0.as_ref(), &asked.form.version);
        let given = (&testimony, form.text(asking::FIELD));
        match store::give_as_it_is(&app.db, who, &link, given, version, now).await {
            Ok(()) => {
                return Ok(Redirect::to(&format!("/testimony/{link}?said=given")).into_response());
            }
            Err(Error::Invalid(words)) => faults.add("email", words),
            Err(Error::Conflict(_)) => {
                let request = store::look(&app.db, &link).await?;
                return Ok(over::page(&app, &visitor, request.as_ref(), &form, now));
            }
            Err(error) => return Err(error),
        }
    }
    let typed = Typed {
        form,
        answers,
        faults,
        found,
    };
    let page = page(&app, &visitor, &asked, &link, typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn testimony(form: &Form, answers: &Answers) -> Testimony {
    Testimony {
        name: one_line(form.text("name")),
        role: one_line(form.text("role")),
        organisation: one_line(form.text("organisation")),
        email: normal_email(form.text("email")).unwrap_or_default(),
        body: answers.to_body(),
    }
}

fn check(form: &Form, asked: &Asked, answers: &Answers) -> Faults {
    let mut faults = Faults::default();
    faults.check_text(form, "name", "your name", LONGEST);
    faults.check_text(form, "role", "your role", LONGEST);
    faults.check_text(form, "organisation", "your organisation", LONGEST);
    if normal_email(form.text("email")).is_none() {
        faults.add("email", "Give an email address like name@example.org.");
    }
    for (field, words) in rules::faults_of_handing_in(&asked.form, answers).iter() {
        faults.add(field.clone(), words.clone());
    }
    if !form.has("declaration") {
        faults.add("declaration", "Tick the declaration, if it is so.");
    }
    faults
}
