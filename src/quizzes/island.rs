//! Answers a question at once, in a section or in a sitting, without loading the page again.
//!
//! The island is only the place for the outcome: it looks after the form in which it stands, sends what that holds, and puts the question as the
//! server renders it after the answer in the place of the one before. So the form works without scripts, and nothing about marking, or about
//! how questions look, is sent to a browser.

use super::fields::fields;
use crate::calls::CallError;
use leptos::ev;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use web_sys::HtmlFormElement;
use web_sys::wasm_bindgen::JsCast;

/// A question after it has been answered, HTML.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    /// The question with the answer and what is said of each part.
    pub body: String,
    /// The verdict, hints, general feedback.
    pub outcome: String,
    /// Whether it cannot be answered again.
    pub over: bool,
}

/// Marks an answer to a question in a section, and keeps it if somebody is signed in.
#[server(endpoint = "answer", input = Json)]
pub async fn answer(
    quiz: String,
    question: String,
    fields: Vec<(String, String)>,
) -> Result<Told, CallError> {
    crate::quizzes::practice::answer_call(quiz, question, fields).await
}

/// Marks an answer in one's own open attempt at a quiz that gives feedback at once.
#[server(endpoint = "attempt-answer", input = Json)]
pub async fn answer_in_attempt(
    attempt: String,
    question: String,
    fields: Vec<(String, String)>,
) -> Result<Told, CallError> {
    crate::quizzes::sat::answer_call(attempt, question, fields).await
}

/// The outcome of a question, whose form has its id. In a sitting there is an `attempt`.
#[island]
pub fn Answering(
    quiz: String,
    question: String,
    attempt: Option<String>,
    outcome: String,
    fault: String,
) -> impl IntoView {
    let outcome = RwSignal::new(outcome);
    let trouble = RwSignal::new(fault);
    let asked = Asked {
        quiz,
        question,
        attempt,
        outcome,
        trouble,
    };
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || attend(asked.clone()));
    view! {
        <div role="status">
            <div inner_html=move || outcome.get()></div>
            <p class="error">{move || trouble.get()}</p>
        </div>
    }
}

#[derive(Clone)]
struct Asked {
    quiz: String,
    question: String,
    attempt: Option<String>,
    outcome: RwSignal<String>,
    trouble: RwSignal<String>,
}

/// Answers instead of the browser when the form is sent.
fn attend(asked: Asked) {
    let form: Option<HtmlFormElement> = document()
        .get_element_by_id(&asked.question)
        .and_then(|found| found.dyn_into().ok());
    let Some(form) = form else { return };
    window_event_listener(ev::submit, move |event| {
        if event.target().as_ref() == Some(form.as_ref()) {
            event.prevent_default();
            spawn_local(send(asked.clone(), form.clone()));
        }
    });
}

async fn send(asked: Asked, form: HtmlFormElement) {
    let (question, fields) = (asked.question.clone(), fields(&form));
    let result = match asked.attempt {
        None => answer(asked.quiz, question, fields).await,
        Some(attempt) => answer_in_attempt(attempt, question, fields).await,
    };
    asked
        .trouble
        .set(result.as_ref().err().map(words).unwrap_or_default());
    let Ok(told) = result else { return };
    asked.outcome.set(told.outcome);
    if let Ok(Some(body)) = form.query_selector(".body") {
        body.set_inner_html(&told.body);
    }
    if let Ok(Some(actions)) = form.query_selector(".actions") {
        match told.over {
            true => actions.remove(),
            false => rename_button(&actions),
        }
    }
}

fn rename_button(actions: &web_sys::Element) {
    if let Ok(Some(button)) = actions.query_selector("button") {
        button.set_text_content(Some("Answer again"));
    }
}

fn words(error: &CallError) -> String {
    let words = match error {
        CallError::Refused(words) => words,
        CallError::SignIn => {
            "You have been signed out. Sign in again in another tab, then answer here again."
        }
        CallError::Offline => {
            "Not sent: you seem to be offline. Your answer is still here; try again."
        }
        CallError::Failed => {
            "Something went wrong on our side. Your answer is still here; try again."
        }
    };
    words.to_owned()
}
