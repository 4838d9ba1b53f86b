//! Highlighting what one has selected, and writing about it, without loading the page again.
//!
//! The island is the bar that appears while words of the text are selected. It fills in the form below the section, which works by itself, and
//! sends it; so nothing typed elsewhere on the page is lost, and there is one way in which notes are made.

use super::selected::{Picked, picked, selected};
use crate::calls::CallError;
use crate::quizzes::fields::fields;
use leptos::ev::{self, SubmitEvent};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

/// The server's answer to a note that it keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The notes beside the section, HTML.
    pub list: String,
    /// The id of the next note.
    pub next: String,
}

/// Keeps a note of one's own beside a section.
#[server(endpoint = "note", input = Json)]
pub async fn keep_note(
    module: String,
    section: String,
    fields: Vec<(String, String)>,
) -> Result<Kept, CallError> {
    crate::notes::draft::keep_call(module, section, fields).await
}

/// The bar for selected words, and what became of them.
#[island]
pub fn Pencil(module: String, section: String) -> impl IntoView {
    let shown = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let pencil = StoredValue::new_local(Desk {
        module,
        section,
        shown,
        said,
        picked: Rc::default(),
    });
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || pencil.get_value().attend());
    // Pressing a button would otherwise take the selection away first.
    let stay = |event: ev::MouseEvent| event.prevent_default();
    view! {
        <div class="pencil" role="group" aria-label="The words you selected" hidden=move || !shown.get()>
            <button type="button" class="button" on:mousedown=stay on:click=move |_| pencil.get_value().highlight()>"Highlight"</button>
            <button type="button" class="button quiet" on:mousedown=stay on:click=move |_| pencil.get_value().write()>"Write a note"</button>
        </div>
        <p role="status">{move || said.get()}</p>
    }
}

#[derive(Clone)]
struct Desk {
    module: String,
    section: String,
    shown: RwSignal<bool>,
    said: RwSignal<String>,
    picked: Rc<RefCell<Picked>>,
}

impl Desk {
    fn attend(self) {
        let watching = self.clone();
        let watch = Closure::<dyn Fn()>::new(move || watching.look());
        let _ = document()
            .add_event_listener_with_callback("selectionchange", watch.as_ref().unchecked_ref());
        // It lives as long as the page.
        watch.forget();
        window_event_listener(ev::submit, move |event| self.hold(&event));
    }

    /// Shows the bar while words of the text are selected.
    fn look(&self) {
        let picked = selected().as_ref().and_then(picked);
        self.shown.set(picked.is_some());
        if let Some(picked) = picked {
            *self.picked.borrow_mut() = picked;
        }
    }

    fn fill_in(&self) {
        let picked = self.picked.borrow();
        set("note-quote", &picked.quote);
        set("note-before", &picked.before);
        set("note-after", &picked.after);
    }

    fn highlight(&self) {
        self.fill_in();
        self.shown.set(false);
        // What has been typed but not kept stays for its own note.
        let typed = value("note-text");
        set("note-text", "");
        if let Some(form) = form() {
            spawn_local(self.clone().send(fields(&form)));
        }
        set("note-text", &typed);
    }

    fn write(&self) {
        self.fill_in();
        self.shown.set(false);
        if let Some(details) = document().get_element_by_id("note-write") {
            let _ = details.set_attribute("open", "");
        }
        if let Some(area) = area("note-text") {
            let _ = area.focus();
        }
    }

    fn hold(&self, event: &SubmitEvent) {
        let form = form().filter(|form| event.target().as_ref() == Some(form.as_ref()));
        if let Some(form) = form {
            event.prevent_default();
            spawn_local(self.clone().send(fields(&form)));
        }
    }

    async fn send(self, fields: Vec<(String, String)>) {
        let of = |name: &str| {
            fields
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        let (quote, text) = (of("note-quote"), of("note-text"));
        match keep_note(self.module.clone(), self.section.clone(), fields).await {
            Ok(kept) => {
                if let Some(list) = document().get_element_by_id("note-list") {
                    list.set_inner_html(&kept.list);
                }
                let picked = self.picked.take();
                if !quote.is_empty() && picked.quote == quote {
                    picked.mark();
                }
                self.clear(&kept.next, &text);
                self.said.set("Kept, under “Your notes”.".into());
            }
            Err(error) => self.said.set(words(&error)),
        }
    }

    /// The form is empty again, but for what has been typed in the meantime.
    fn clear(&self, next: &str, kept: &str) {
        set("note", next);
        for field in ["note-quote", "note-before", "note-after"] {
            set(field, "");
        }
        if value("note-text") == kept {
            set("note-text", "");
        }
    }
}

fn form() -> Option<HtmlFormElement> {
    document().get_element_by_id("note-form")?.dyn_into().ok()
}

fn area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn value(id: &str) -> String {
    area(id).map(|area| area.value()).unwrap_or_default()
}

fn set(id: &str, value: &str) {
    let Some(field) = document()
        .get_element_by_id(id)
        .map(JsCast::unchecked_into::<HtmlElement>)
    else {
        return;
    };
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.set_value(value),
        None => field.unchecked_into::<HtmlInputElement>().set_value(value),
    }
}

fn words(error: &CallError) -> String {
    let why = match error {
        CallError::Refused(why) => return format!("Not kept: {why}"),
        CallError::SignIn => "you have been signed out",
        CallError::Offline => "you seem to be offline",
        CallError::Failed => "something went wrong on our side",
    };
    format!("Not kept: {why}. What you typed is still in the form; try again.")
}
