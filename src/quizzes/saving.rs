//! Saves the answers of an attempt as they are given, and says how much time is left where time is limited.
//!
//! The island is only a line of words: it looks after the form in which it stands, so that the form works without scripts.

use crate::calls::CallError;
use crate::portfolio::autosave::{Desk, Keeper, Saved, controls, element};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use std::time::Duration;
use web_sys::{Event, HtmlFormElement};

const TICK: Duration = Duration::from_secs(15);

/// Everything that is an answer, or says how sure somebody is of one.
const CONTROLS: &str = "[name^='answer-'], [name^='sure-']";

/// Keeps the answers in one's own open attempt; gives the time at which they were kept.
#[server(endpoint = "attempt", input = Json)]
pub async fn save_attempt(
    attempt: String,
    fields: Vec<(String, String)>,
) -> Result<String, CallError> {
    crate::quizzes::sat::save_call(attempt, fields).await
}

/// The line under this person's attempt in the form with the id `form`. `left` is how many milliseconds there are when the page is made.
#[island]
pub fn Saving(person: String, attempt: String, form: String, left: Option<i64>) -> impl IntoView {
    let state = RwSignal::new(String::new());
    let time = RwSignal::new(String::new());
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || {
        if let Some(form) = element(&form) {
            let paper = Paper {
                attempt: attempt.clone(),
                form,
            };
            Keeper::attend(paper, &person, &attempt, None, state);
        }
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

/// The form of an attempt.
#[derive(Clone)]
struct Paper {
    attempt: String,
    form: HtmlFormElement,
}

impl Desk for Paper {
    fn now(&self) -> String {
        controls::now(&self.form, CONTROLS)
    }

    fn form(&self) -> Option<HtmlFormElement> {
        Some(self.form.clone())
    }

    /// Here a later answer replaces an earlier one, wherever it was given: nothing is counted.
    fn put_back(&self, kept: &str, _: bool) {
        let kept = serde_json::from_str(kept).unwrap_or_default();
        controls::put_back(&self.form, CONTROLS, &kept, false);
    }

    fn is_meant_by(&self, event: &Event) -> bool {
        controls::is_within(&self.form, event)
    }

    async fn save(&self, text: String, revision: i64) -> Result<Saved, CallError> {
        let fields = serde_json::from_str(&text).unwrap_or_default();
        let time = save_attempt(self.attempt.clone(), fields).await?;
        Ok(Saved { revision, time })
    }
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
