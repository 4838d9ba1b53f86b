//! Saves the answers of an attempt as they are given, and says how much time is left where time is limited.
//!
//! The island is only a line of words: it looks after the form in which it stands, so that the form works without scripts.

use super::fields::fields;
use crate::calls::CallError;
use leptos::ev;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::time::Duration;
use web_sys::HtmlFormElement;
use web_sys::wasm_bindgen::JsCast;

const PAUSE: Duration = Duration::from_millis(800);
const TICK: Duration = Duration::from_secs(15);

/// Keeps the answers in one's own open attempt; gives the time at which they were kept.
#[server(endpoint = "attempt", input = Json)]
pub async fn save_attempt(
    attempt: String,
    fields: Vec<(String, String)>,
) -> Result<String, CallError> {
    crate::quizzes::sat::save_call(attempt, fields).await
}

/// The line under the form with this id. `left` is how many milliseconds there are when the page is made.
#[island]
pub fn Saving(attempt: String, form: String, left: Option<i64>) -> impl IntoView {
    let state = RwSignal::new(String::new());
    let time = RwSignal::new(String::new());
    Effect::new(move || {
        attend(attempt.clone(), &form, state);
        if let Some(left) = left {
            count_down(left, time);
        }
    });
    view! {
        <p class="saved">
            <span role="status">{move || state.get()}</span>
            <span>{move || time.get()}</span>
        </p>
    }
}

/// Saves a while after anything in the form has changed.
fn attend(attempt: String, form: &str, state: RwSignal<String>) {
    let form: Option<HtmlFormElement> = document()
        .get_element_by_id(form)
        .and_then(|found| found.dyn_into().ok());
    let Some(form) = form else { return };
    let watched = form.clone();
    let save_soon = RefCell::new(debounce(PAUSE, move |()| {
        spawn_local(save(attempt.clone(), form.clone(), state));
    }));
    window_event_listener(ev::input, move |event| {
        let target = event.target();
        let node = target
            .as_ref()
            .and_then(|target| target.dyn_ref::<web_sys::Node>());
        if watched.contains(node) {
            (save_soon.borrow_mut())(());
        }
    });
}

async fn save(attempt: String, form: HtmlFormElement, state: RwSignal<String>) {
    state.set("Saving…".to_owned());
    let words = match save_attempt(attempt, fields(&form)).await {
        Ok(time) => format!("Saved {time}"),
        Err(CallError::Refused(why)) => format!("Not saved: {why}."),
        Err(CallError::SignIn) => "Not saved: you have been signed out.".to_owned(),
        Err(CallError::Offline) => {
            "Not saved: you seem to be offline. Your answers are still on this page.".to_owned()
        }
        Err(CallError::Failed) => {
            "Not saved: something went wrong on our side. Your answers are still on this page."
                .to_owned()
        }
    };
    state.set(words);
}

/// Says calmly how much time is left, and opens the page again when it is up.
fn count_down(left: i64, time: RwSignal<String>) {
    let begun = web_sys::js_sys::Date::now();
    let tell = move || {
        #[allow(clippy::cast_possible_truncation)] // a day has far fewer milliseconds
        let gone = (web_sys::js_sys::Date::now() - begun) as i64;
        let left = left - gone;
        time.set(words(left));
        if left < -6_000 {
            let _ = window().location().reload();
        }
    };
    tell();
    let _ = set_interval_with_handle(tell, TICK);
}

fn words(left: i64) -> String {
    match (left + 59_999) / 60_000 {
        ..=0 => "The time is up.".to_owned(),
        1 => "Less than a minute left.".to_owned(),
        minutes => format!("About {minutes} minutes left."),
    }
}
