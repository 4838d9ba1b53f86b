//! Beside what was recorded: when and where it was, and what the learner says about it.

use crate::accounts::Actor;
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::observations::{Recorded, Words, store};
use crate::ui::{TextArea, paragraphs};
use axum::extract::{Path, State};
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

/// The form with which a learner says what they think of it, or that they have read it.
#[component]
pub fn Say(evidence: String) -> impl IntoView {
    view! {
        <form method="post" action=format!("/evidence/{evidence}/words") class="sheet">
            <h2>"What you say about it"</h2>
            <TextArea name="comment" label="Your comment (optional)" rows=4
                hint="Was it so? What do you make of it? Your assessors read it beside what was recorded. It stands once you have said it."/>
            <p class="actions"><button class="button">"I have read it"</button></p>
        </form>
    }
}

/// `POST /evidence/{id}/words`
pub(super) async fn say(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["comment"])?;
    let comment = form.text("comment");
    if comment.chars().count() > LONGEST {
        return Err(Error::invalid(format!(
            "Keep it under {LONGEST} characters. Your browser’s back button shows it again."
        )));
    }
    store::say(&app.db, &actor, &id, comment, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/evidence/{id}")).into_response())
}
