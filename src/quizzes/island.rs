//! A question that answers at once, in a section or in a sitting. Without scripts it is a form that posts to the page's own handler, which
//! gives the same feedback.
//!
//! Props are public: a question as it is asked, and what may be said of an answer that was given. What is right comes from the server.

use super::asked::{Asked, CHOSEN, Heard, Parts, Response, WHOLE, confidence_field};
use super::parts::{Body, Outcome, Shown};
use crate::calls::CallError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use web_sys::{FormData, HtmlFormElement};

/// Marks an answer to a question in a section, and keeps it if somebody is signed in.
#[server(endpoint = "answer", input = Json)]
pub async fn answer(quiz: String, question: String, given: Response) -> Result<Heard, CallError> {
    crate::quizzes::practice::answer_call(quiz, question, given).await
}

/// Marks an answer in one's own open attempt at a quiz that gives feedback at once.
#[server(endpoint = "attempt-answer", input = Json)]
pub async fn answer_in_attempt(
    attempt: String,
    question: String,
    given: Response,
    sure: Option<u8>,
) -> Result<Heard, CallError> {
    crate::quizzes::sat::answer_call(attempt, question, given, sure).await
}

/// The question's form; `heard` is there when the page was rendered after an answer. In a sitting there is an `attempt`, and a question that
/// may not be answered again is frozen.
#[island]
pub fn Question(
    asked: Asked,
    action: String,
    attempt: Option<String>,
    given: Response,
    sure: Option<u8>,
    heard: Option<Heard>,
    fault: Option<String>,
) -> impl IntoView {
    let frozen = attempt.is_some() && heard.as_ref().is_some_and(|heard| !heard.again);
    let heard = RwSignal::new(heard);
    let trouble = RwSignal::new(fault.unwrap_or_default());
    let is_over = {
        let in_attempt = attempt.is_some();
        move || in_attempt && heard.with(|now| now.as_ref().is_some_and(|now| !now.again))
    };
    let sent = (asked.clone(), attempt.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(send(sent.clone(), event_target(&event), heard, trouble));
    };
    let shown = Shown {
        asked: asked.clone(),
        given,
        sure,
        frozen,
        heard,
    };
    view! {
        <form class="question sheet" id=asked.id.clone() method="post" action=action on:submit=submit>
            <input type="hidden" name="quiz" value=asked.quiz.clone()/>
            <input type="hidden" name="question" value=asked.id.clone()/>
            <fieldset disabled=is_over aria-describedby=format!("{}-stem", asked.id)>
                <legend><span class="number">{asked.title.clone()}</span></legend>
                <Body shown/>
            </fieldset>
            <div class="actions">
                {move || (!is_over()).then(|| view! { <Send heard/> })}
            </div>
            <div role="status">
                <Outcome heard/>
                {move || Some(trouble.get()).filter(|words| !words.is_empty()).map(|words| view! { <p class="error">{words}</p> })}
            </div>
        </form>
    }
}

#[component]
fn Send(heard: RwSignal<Option<Heard>>) -> impl IntoView {
    view! {
        <button class="button" name="do" value="answer">
            {move || if heard.with(Option::is_some) { "Answer again" } else { "Answer" }}
        </button>
    }
}

/// Sends the answer that the form holds, and shows what is said of it.
async fn send(
    (asked, attempt): (Asked, Option<String>),
    form: HtmlFormElement,
    heard: RwSignal<Option<Heard>>,
    trouble: RwSignal<String>,
) {
    let Ok(data) = FormData::new_with_form(&form) else {
        return;
    };
    let (given, sure) = read(&asked, &data);
    let result = match attempt {
        None => answer(asked.quiz, asked.id, given).await,
        Some(attempt) => answer_in_attempt(attempt, asked.id, given, sure).await,
    };
    trouble.set(result.as_ref().err().map(words).unwrap_or_default());
    if let Ok(now) = result {
        heard.set(Some(now));
    }
}

/// The answer in the form that is being sent.
fn read(asked: &Asked, data: &FormData) -> (Response, Option<u8>) {
    let text = |name: &str| data.get(name).as_string();
    let parts: Vec<String> = match &asked.parts {
        Parts::Options { .. } => Vec::new(),
        Parts::Places { items: rows, .. } | Parts::Pairs { rows, .. } => {
            rows.iter().map(|(key, _)| key.clone()).collect()
        }
        Parts::Gaps(count) => (1..=*count).map(|n| format!("gap-{n}")).collect(),
        Parts::Line { .. } | Parts::Text => vec![WHOLE.to_owned()],
    };
    let chosen = data.get_all(&asked.field(WHOLE)).into_iter();
    let given = match parts.is_empty() {
        true => chosen
            .filter_map(|value| Some((value.as_string()?, CHOSEN.to_owned())))
            .collect(),
        false => parts
            .into_iter()
            .filter_map(|part| {
                let value = text(&asked.field(&part))?;
                Some((part, value))
            })
            .collect(),
    };
    let sure = text(&confidence_field(&asked.id)).and_then(|level| level.parse().ok());
    (given, sure)
}

fn words(error: &CallError) -> String {
    match error {
        CallError::Refused(words) => words.clone(),
        CallError::SignIn => {
            "You have been signed out. Sign in again in another tab, then answer here again."
                .to_owned()
        }
        CallError::Offline => {
            "Not sent: you seem to be offline. Your answer is still here; try again.".to_owned()
        }
        CallError::Failed => {
            "Something went wrong on our side. Your answer is still here; try again.".to_owned()
        }
    }
}
