//! Saves a text while it is being written.
//!
//! The island is only the line that says how saving goes: it looks after a text area that the page has rendered, found by its id, so that
//! the form works without scripts and the text is not sent twice.

use super::autosave::{Desk, Keeper, Saved, both, element};
use crate::calls::CallError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use web_sys::{Event, HtmlFormElement, HtmlTextAreaElement};

/// Keeps a draft of one's own evidence, unless it has been saved from elsewhere since `revision`.
#[server(endpoint = "draft", input = Json)]
pub async fn save_draft(evidence: String, text: String, revision: i64) -> Result<Saved, CallError> {
    crate::portfolio::draft::save_call(evidence, text, revision).await
}

/// The line under the text area `area` of this person; the hidden field `revision` of the same form says which text the page holds.
#[island]
pub fn Autosave(
    person: String,
    evidence: String,
    area: String,
    revision: String,
    initially: String,
) -> impl IntoView {
    let state = RwSignal::new(initially);
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || {
        let found = element(&area);
        let desk = found.map(|area| Page {
            evidence: evidence.clone(),
            area,
        });
        if let Some(desk) = desk {
            Keeper::attend(desk, &person, &evidence, Some(&revision), state);
        }
    });
    view! { <span role="status">{move || state.get()}</span> }
}

/// A text area with the evidence that is written in it.
#[derive(Clone)]
struct Page {
    evidence: String,
    area: HtmlTextAreaElement,
}

impl Desk for Page {
    fn now(&self) -> String {
        self.area.value()
    }

    fn form(&self) -> Option<HtmlFormElement> {
        self.area.form()
    }

    fn put_back(&self, kept: &str, saved_elsewhere: bool) {
        match saved_elsewhere {
            true => self.area.set_value(&both(&self.area.value(), kept, "\n\n")),
            false => self.area.set_value(kept),
        }
    }

    fn is_meant_by(&self, event: &Event) -> bool {
        event.target().as_ref() == Some(self.area.as_ref())
    }

    async fn save(&self, text: String, revision: i64) -> Result<Saved, CallError> {
        save_draft(self.evidence.clone(), text, revision).await
    }
}
