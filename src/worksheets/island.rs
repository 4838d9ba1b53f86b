//! Saves a worksheet while it is being filled in, and adds rows to its tables.
//!
//! As in the portfolio, the island is only the line that says how saving goes: it looks after the form that the page has rendered.

use crate::calls::CallError;
use crate::portfolio::autosave::controls::{self, Fields};
use crate::portfolio::autosave::{Desk, Keeper, Saved, element};
use leptos::ev;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlTextAreaElement};

/// Everything in which something can be typed or chosen.
const CONTROLS: &str = "[name^='field-']";

/// More rows than anybody adds on one page.
const MOST_ROWS: usize = 200;

/// Keeps what is filled in of one's own worksheet, unless it has been saved from elsewhere since `revision`.
#[server(endpoint = "worksheet-draft", input = Json)]
pub async fn save_worksheet(
    evidence: String,
    fields: Vec<(String, String)>,
    revision: i64,
) -> Result<Saved, CallError> {
    crate::portfolio::draft::save_fields_call(evidence, fields, revision).await
}

/// The line that says how saving this person's worksheet goes, in the form with the id `form`; its hidden field `revision` says which
/// version the page holds.
#[island]
pub fn Keep(
    person: String,
    evidence: String,
    form: String,
    revision: String,
    initially: String,
) -> impl IntoView {
    let state = RwSignal::new(initially);
    // An effect runs in the browser only, once the page is there.
    Effect::new(move || {
        if let Some(form) = element(&form) {
            let sheet = Sheet {
                evidence: evidence.clone(),
                form,
            };
            sheet.clone().add_rows();
            Keeper::attend(sheet, &person, &evidence, Some(&revision), state);
        }
    });
    view! { <span role="status">{move || state.get()}</span> }
}

/// The form of a worksheet.
#[derive(Clone)]
struct Sheet {
    evidence: String,
    form: HtmlFormElement,
}

impl Desk for Sheet {
    fn now(&self) -> String {
        controls::now(&self.form, CONTROLS)
    }

    fn form(&self) -> Option<HtmlFormElement> {
        Some(self.form.clone())
    }

    fn put_back(&self, kept: &str, saved_elsewhere: bool) {
        let kept: Fields = serde_json::from_str(kept).unwrap_or_default();
        for (name, value) in &kept {
            if !value.is_empty() {
                self.make_room_for(name);
            }
        }
        controls::put_back(&self.form, CONTROLS, &kept, saved_elsewhere);
    }

    fn is_meant_by(&self, event: &Event) -> bool {
        controls::is_within(&self.form, event)
    }

    async fn save(&self, text: String, revision: i64) -> Result<Saved, CallError> {
        let fields = serde_json::from_str(&text).unwrap_or_default();
        save_worksheet(self.evidence.clone(), fields, revision).await
    }
}

impl Sheet {
    /// Adds a row where the button for it is pressed, in place of the page's own way.
    fn add_rows(self) {
        window_event_listener(ev::click, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest("button[value^='row-']").ok()?);
            let Some(button) = button.filter(|button| self.form.contains(Some(button))) else {
                return;
            };
            if let Some(row) = button
                .closest("fieldset")
                .ok()
                .flatten()
                .and_then(|table| add_row(&table))
            {
                event.prevent_default();
                let first = row.query_selector("textarea").ok().flatten();
                let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
                let _ = first.map(|first| first.focus());
            }
        });
    }

    /// Adds rows until there is a cell of this name; other controls are always there.
    fn make_room_for(&self, name: &str) {
        let Some((table, _)) = name.split_once('.') else {
            return;
        };
        for _ in 0..MOST_ROWS {
            let is_there = document().get_element_by_id(name).is_some();
            let Some(table) = element::<Element>(table).filter(|_| !is_there) else {
                return;
            };
            add_row(&table);
        }
    }
}

/// Puts an empty copy of the last row below it.
fn add_row(table: &Element) -> Option<Element> {
    let rows = table.query_selector(".rows").ok()??;
    let last = rows.last_element_child()?;
    let count = rows.child_element_count();
    let row: Element = last.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    row.query_selector("legend")
        .ok()??
        .set_text_content(Some(&format!("Row {}", count + 1)));
    let parts = row.query_selector_all("[id], [for]").ok()?;
    for part in
        (0..parts.length()).filter_map(|index| parts.item(index)?.dyn_into::<Element>().ok())
    {
        for attribute in ["id", "for", "name"] {
            if let Some(name) = part.get_attribute(attribute) {
                let name = name.replace(&format!(".{}.", count - 1), &format!(".{count}."));
                part.set_attribute(attribute, &name).ok()?;
            }
        }
        if let Some(cell) = part.dyn_ref::<HtmlTextAreaElement>() {
            cell.set_default_value("").ok()?;
            cell.set_value("");
        }
    }
    rows.append_child(&row).ok()?;
    Some(row)
}
