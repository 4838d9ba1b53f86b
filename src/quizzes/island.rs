//! A question that answers at once. Without scripts it is a form that posts to the page's own handler, which gives the same feedback.
//!
//! Props are public: an option is its key and its text. What is right comes from the server, after the answer.

use crate::calls::CallError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use web_sys::{FormData, HtmlFormElement};

/// A question as it is asked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Asked {
    pub quiz: String,
    pub id: String,
    pub title: String,
    /// HTML.
    pub stem: String,
    /// Whether several options may be chosen.
    pub several: bool,
    /// Key and HTML of each option.
    pub options: Vec<(String, String)>,
}

/// What is said of one option once the question has been answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub key: String,
    pub right: bool,
    /// HTML.
    pub feedback: String,
}

/// What the learner hears after answering.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    pub chosen: Vec<String>,
    pub right: bool,
    pub words: String,
    pub options: Vec<Said>,
    /// General feedback, HTML.
    pub general: Option<String>,
}

impl Heard {
    fn of(&self, key: &str) -> Option<&Said> {
        self.options.iter().find(|said| said.key == key)
    }

    /// `right` for a right option, `not-right` for a wrong one that was chosen.
    pub fn verdict(&self, key: &str) -> Option<&'static str> {
        let right = self.of(key)?.right;
        match right {
            true => Some("right"),
            false => self
                .chosen
                .iter()
                .any(|chosen| chosen == key)
                .then_some("not-right"),
        }
    }
}

/// Marks one answer, and keeps it if somebody is signed in.
#[server(endpoint = "answer", input = Json)]
pub async fn answer(
    quiz: String,
    question: String,
    chosen: Vec<String>,
) -> Result<Heard, CallError> {
    crate::quizzes::practice::answer_call(quiz, question, chosen).await
}

/// The question's form; `heard` is there when the page was rendered after an answer.
#[island]
pub fn Question(asked: Asked, action: String, heard: Option<Heard>) -> impl IntoView {
    let heard = RwSignal::new(heard);
    let trouble = RwSignal::new("");
    let (quiz, question) = (asked.quiz.clone(), asked.id.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = choices(&event);
        let (quiz, question) = (quiz.clone(), question.clone());
        spawn_local(async move {
            let result = answer(quiz, question, chosen).await;
            trouble.set(result.as_ref().err().map_or("", words));
            if let Ok(now) = result {
                heard.set(Some(now));
            }
        });
    };
    let options: Vec<_> = asked
        .options
        .iter()
        .map(|o| option(&asked, o.clone(), heard))
        .collect();
    view! {
        <form class="question sheet" id=asked.id.clone() method="post" action=action on:submit=submit>
            <input type="hidden" name="quiz" value=asked.quiz/>
            <input type="hidden" name="question" value=asked.id.clone()/>
            <fieldset>
                <legend><span class="number">{asked.title}</span></legend>
                <div class="stem" inner_html=asked.stem></div>
                {options}
            </fieldset>
            <div class="actions">
                <button class="button">{move || if heard.with(Option::is_some) { "Answer again" } else { "Answer" }}</button>
            </div>
            <div role="status">
                <Outcome heard/>
                <p class="error">{move || trouble.get()}</p>
            </div>
        </form>
    }
}

/// The verdict in words, and the general feedback.
#[component]
fn Outcome(heard: RwSignal<Option<Heard>>) -> impl IntoView {
    move || {
        heard.get().map(|heard| {
            let verdict = if heard.right { "right" } else { "not-right" };
            view! {
                <div class="outcome" data-verdict=verdict>
                    <strong>{heard.words}</strong>
                    <div inner_html=heard.general.unwrap_or_default()></div>
                </div>
            }
        })
    }
}

/// An option with its button and, once there is any, what is said of it.
fn option(
    asked: &Asked,
    option: (String, String),
    heard: RwSignal<Option<Heard>>,
) -> impl IntoView + use<> {
    let (key, html) = option;
    let id = format!("{}-{key}", asked.id);
    let chosen =
        heard.with_untracked(|now| now.as_ref().is_some_and(|now| now.chosen.contains(&key)));
    let kind = if asked.several { "checkbox" } else { "radio" };
    let required = !asked.several;
    let (for_verdict, for_feedback) = (key.clone(), key.clone());
    let verdict = move || heard.with(|now| now.as_ref().and_then(|now| now.verdict(&for_verdict)));
    let said = move || {
        heard.with(|now| {
            now.as_ref()
                .and_then(|now| now.of(&for_feedback))
                .map(|said| said.feedback.clone())
        })
    };
    view! {
        <div class="option" data-verdict=verdict>
            <label for=id.clone()>
                <input type=kind id=id.clone() name="choice" value=key checked=chosen required=required/>
                <span inner_html=html></span>
            </label>
            {move || said().map(|html| view! { <div class="feedback" inner_html=html></div> })}
        </div>
    }
}

/// The options chosen in the form that is being sent.
fn choices(event: &SubmitEvent) -> Vec<String> {
    let form: HtmlFormElement = event_target(event);
    let Ok(data) = FormData::new_with_form(&form) else {
        return Vec::new();
    };
    data.get_all("choice")
        .iter()
        .filter_map(|value| value.as_string())
        .collect()
}

fn words(error: &CallError) -> &'static str {
    match error {
        CallError::Refused(_) => "Choose an answer first.",
        CallError::Offline => {
            "Not sent: you seem to be offline. Your answer is still here; try again."
        }
        _ => "Something went wrong on our side. Your answer is still here; try again.",
    }
}
