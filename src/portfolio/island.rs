//! Saves a text while it is being written.
//!
//! The island is only the line that says how saving goes and how many words there are: it looks after a text area that the page has
//! rendered, found by its id, so that the form works without scripts and the text is not sent twice. Until the server has the text this
//! browser keeps it, and gives it back when the page is opened again.

use crate::calls::CallError;
use leptos::ev;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, Storage};

/// How long the pen must rest before we save.
const PAUSE: Duration = Duration::from_millis(1500);

/// What the server says of a saved draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    pub revision: i64,
    /// As one reads it from a clock.
    pub time: String,
}

/// Keeps a draft of one's own evidence, unless it has been saved from elsewhere since `revision`.
#[server(endpoint = "draft", input = Json)]
pub async fn save_draft(evidence: String, text: String, revision: i64) -> Result<Saved, CallError> {
    crate::portfolio::draft::save_call(evidence, text, revision).await
}

/// The line under the text area `area`; the hidden field `revision` of the same form says which text the page holds.
#[island]
pub fn Autosave(
    evidence: String,
    area: String,
    revision: String,
    initially: String,
) -> impl IntoView {
    let state = RwSignal::new(initially);
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || Draft::attend(&evidence, &area, &revision, state));
    view! { <span role="status">{move || state.get()}</span> }
}

fn words(error: &CallError) -> String {
    let why = match error {
        CallError::Refused(why) => return format!("Not saved: {why}"),
        CallError::SignIn => "you have been signed out",
        CallError::Offline => "you seem to be offline",
        CallError::Failed => "something went wrong on our side",
    };
    format!("Not saved: {why}. Your text is kept in this browser.")
}

/// A text area with what this browser keeps of it.
#[derive(Clone)]
struct Draft {
    evidence: String,
    area: HtmlTextAreaElement,
    revision: HtmlInputElement,
    state: RwSignal<String>,
    busy: Rc<Cell<bool>>,
}

impl Draft {
    /// Looks after the text area with this id, if it is there.
    fn attend(evidence: &str, area: &str, revision: &str, state: RwSignal<String>) {
        let area = document()
            .get_element_by_id(area)
            .and_then(|found| found.dyn_into().ok());
        let revision = document()
            .get_element_by_id(revision)
            .and_then(|found| found.dyn_into().ok());
        let (Some(area), Some(revision)) = (area, revision) else {
            return;
        };
        let draft = Draft {
            evidence: evidence.to_owned(),
            area,
            revision,
            state,
            busy: Rc::default(),
        };
        draft.put_back();
        let waiting = draft.clone();
        window_event_listener(ev::online, move |_| waiting.save_if_kept());
        let resting = draft.clone();
        let save_soon = RefCell::new(debounce(PAUSE, move |()| resting.save()));
        window_event_listener(ev::input, move |event| {
            if event.target().as_ref() == Some(draft.area.as_ref()) {
                draft.keep();
                (save_soon.borrow_mut())(());
            }
        });
    }

    fn key(&self) -> String {
        format!("draft {}", self.evidence)
    }

    /// The text that this browser keeps, with the revision of the page on which it was typed.
    fn kept(&self) -> Option<(String, String)> {
        let kept = storage()?.get_item(&self.key()).ok()??;
        let (revision, text) = kept.split_once('\n')?;
        Some((revision.to_owned(), text.to_owned()))
    }

    /// Keeps the text in this browser until the server has it. A full or forbidden storage is no reason to stop.
    fn keep(&self) {
        if let Some(storage) = storage() {
            let kept = format!("{}\n{}", self.revision.value(), self.area.value());
            let _ = storage.set_item(&self.key(), &kept);
        }
    }

    fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key());
        }
    }

    /// Puts a text back that never reached the server, and sends it. If the text has been saved from elsewhere since, both stay: what this
    /// browser kept is put below, for the person to sort out.
    fn put_back(&self) {
        let now = self.area.value();
        match self.kept() {
            Some((_, text)) if text == now => self.forget(),
            Some((revision, text)) => {
                let both = || {
                    format!(
                        "{now}\n\n[Typed in this browser earlier, and not saved then:]\n\n{text}"
                    )
                };
                let text = if revision == self.revision.value() {
                    text.clone()
                } else {
                    both()
                };
                self.area.set_value(&text);
                self.keep();
                self.save();
            }
            None => {}
        }
    }

    fn save_if_kept(&self) {
        if self.kept().is_some() {
            self.save();
        }
    }

    /// Sends the text, unless it is being sent.
    fn save(&self) {
        if !self.busy.replace(true) {
            spawn_local(self.clone().send());
        }
    }

    /// Sends the text, and again while more is typed; one at a time, so that an older text cannot arrive last.
    async fn send(self) {
        loop {
            let text = self.area.value();
            let revision = self.revision.value().parse().unwrap_or(0);
            self.state.set("Saving…".into());
            match save_draft(self.evidence.clone(), text.clone(), revision).await {
                Ok(saved) => {
                    self.revision.set_value(&saved.revision.to_string());
                    self.state.set(format!("Saved {}", saved.time));
                }
                Err(error) => {
                    self.state.set(words(&error));
                    break;
                }
            }
            if self.area.value() == text {
                self.forget();
                break;
            }
        }
        self.busy.set(false);
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
