//! Beside what was recorded: when and where it was, and what the learner says about it.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::observations::store::{self, COMMENT};
use crate::observations::{Recorded, Words};
use crate::portfolio::asking::{self, Found, LOOK};
use crate::portfolio::screen::{Place, Screening};
use crate::portfolio::store as evidence;
use crate::ui::{ErrorSummary, TextArea, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The longest comment of a learner, characters.
const LONGEST: usize = 5_000;

/// When, where and by whom it was recorded, and what the learner says about it.
#[component]
pub fn Occasion(recorded: Recorded, words: Option<Words>) -> impl IntoView {
    let by = format!(
        "{}, on {}",
        recorded.assessor_name,
        clock::date_and_time(recorded.recorded_at)
    );
    view! {
        <section class="sheet" aria-label="The occasion">
            <dl class="facts broad">
                <dt>"When and where"</dt><dd>{recorded.occasion()}</dd>
                <dt>"Recorded by"</dt><dd>{by}</dd>
            </dl>
            {words.map(said)}
        </section>
    }
}

fn said(words: Words) -> AnyView {
    let day = clock::date(words.said_at);
    match words.comment.is_empty() {
        true => view! { <p>{format!("The learner read it on {day}.")}</p> }.into_any(),
        false => view! {
            <blockquote class="voice">
                <div inner_html=paragraphs(&words.comment)></div>
                <footer>{format!("What the learner says about it, {day}")}</footer>
            </blockquote>
        }
        .into_any(),
    }
}

/// What the form held that was refused.
#[derive(Clone, Default)]
pub struct Typed {
    comment: String,
    faults: Faults,
    found: Option<Screening>,
}

/// The form with which a learner says what they think of it, or that they have read it.
#[component]
pub fn Say(evidence: String, #[prop(default = Typed::default())] typed: Typed) -> impl IntoView {
    let found = typed.found.as_ref();
    let found = found.map(|found| Found::view(found, COMMENT, typed.faults.of(asking::FIELD)));
    view! {
        <form method="post" action=format!("/evidence/{evidence}/words") class="sheet">
            <h2>"What you say about it"</h2>
            <TextArea name="comment" label="Your comment (optional)" rows=4 value=typed.comment fault=typed.faults.of("comment")
                hint="Was it so? What do you make of it? Your assessors read it beside what was recorded. It stands once you have said it."/>
            {found}
            <p class="actions"><button class="button">"I have read it"</button></p>
        </form>
    }
}

/// `POST /evidence/{id}/words`: says it, once. A refusal gives the form back.
pub(super) async fn say(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["comment", asking::FIELD])?;
    evidence::evidence(&app.db, &actor, &id, app.clock.now()).await?;
    let (comment, now) = (form.text("comment"), app.clock.now());
    let mut faults = Faults::default();
    let length = comment.chars().count();
    if length > LONGEST {
        let words = format!("This is {length} characters long; {LONGEST} is the most we can keep.");
        faults.add("comment", words);
    }
    let texts = vec![(Place::Text, comment.to_owned())];
    let found = Found::in_texts_of(&app.db, &actor.id, texts, COMMENT, &form, now).await?;
    if found.is_some() {
        faults.add(asking::FIELD, LOOK);
    }
    if faults.is_empty() {
        let said = form.text(asking::FIELD);
        match store::say_as_it_is(&app.db, &actor, &id, comment, said, now).await {
            Ok(()) => return Ok(Redirect::to(&format!("/evidence/{id}")).into_response()),
            Err(Error::Conflict(words)) => faults.add("comment", words),
            Err(error) => return Err(error),
        }
    }
    let comment = form.raw("comment").to_owned();
    let typed = Typed {
        comment,
        faults,
        found,
    };
    let page = again(&app, actor, id, typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The form alone, with what was typed.
fn again(app: &App, actor: Actor, evidence: String, typed: Typed) -> Response {
    let back = format!("/evidence/{evidence}");
    let title = "Your comment";
    let layout = Layout::new(app, &Visitor(Some(actor)), title).here("/portfolio");
    layout.render(|| {
        view! {
            <ErrorSummary faults=typed.faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li><li><a href=back>"What was recorded"</a></li></ol></nav>
            <h1>{title}</h1>
            <Say evidence typed/>
        }
    })
}
