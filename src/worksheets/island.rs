//! Saves a worksheet while it is being filled in, and adds rows to its tables.
//!
//! As in the portfolio, the island is only the line that says how saving goes: it looks after the form that the page has rendered.

use crate::calls::CallError;
use crate::portfolio::autosave::{Desk, Keeper, Saved, both, element};
use leptos::ev;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
};

/// What the controls of a form hold: names and values.
type Fields = Vec<(String, String)>;

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
            Keeper::attend(sheet, &person, &evidence, &revision, state);
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
        let held = self
            .controls()
            .into_iter()
            .filter_map(|control| control.holds());
        serde_json::to_string(&held.collect::<Fields>()).unwrap_or_default()
    }

    fn put_back(&self, kept: &str, saved_elsewhere: bool) {
        let kept: Fields = serde_json::from_str(kept).unwrap_or_default();
        for (name, value) in &kept {
            if !value.is_empty() {
                self.make_room_for(name);
            }
        }
        for control in self.controls() {
            control.put_back(&kept, saved_elsewhere);
        }
    }

    fn is_meant_by(&self, event: &Event) -> bool {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| self.form.contains(Some(&target)))
    }

    async fn save(&self, text: String, revision: i64) -> Result<Saved, CallError> {
        let fields = serde_json::from_str(&text).unwrap_or_default();
        save_worksheet(self.evidence.clone(), fields, revision).await
    }
}

impl Sheet {
    /// Everything in which something can be typed or chosen.
    fn controls(&self) -> Vec<Control> {
        let Ok(found) = self.form.query_selector_all("[name^='field-']") else {
            return Vec::new();
        };
        (0..found.length())
            .filter_map(|index| Control::of(found.item(index)?.dyn_into().ok()?))
            .collect()
    }

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

/// A control of the form.
enum Control {
    Text(HtmlTextAreaElement),
    /// A line of text.
    Line(HtmlInputElement),
    Date(HtmlInputElement),
    /// A box or a button to tick.
    Tick(HtmlInputElement),
}

impl Control {
    fn of(element: Element) -> Option<Self> {
        let element = match element.dyn_into() {
            Ok(area) => return Some(Control::Text(area)),
            Err(element) => element,
        };
        let input: HtmlInputElement = element.dyn_into().ok()?;
        Some(match input.type_().as_str() {
            "radio" | "checkbox" => Control::Tick(input),
            "date" => Control::Date(input),
            _ => Control::Line(input),
        })
    }

    fn name(&self) -> String {
        match self {
            Control::Text(area) => area.name(),
            Control::Line(input) | Control::Date(input) | Control::Tick(input) => input.name(),
        }
    }

    /// What the form would send of it.
    fn holds(&self) -> Option<(String, String)> {
        let value = match self {
            Control::Text(area) => area.value(),
            Control::Tick(input) if !input.checked() => return None,
            Control::Line(input) | Control::Date(input) | Control::Tick(input) => input.value(),
        };
        Some((self.name(), value))
    }

    /// Puts back what was kept. If the worksheet has been saved from elsewhere since, words of both stay, and what was chosen elsewhere.
    fn put_back(&self, kept: &Fields, saved_elsewhere: bool) {
        let name = self.name();
        let mut values = kept
            .iter()
            .filter(|(kept, _)| *kept == name)
            .map(|(_, value)| value);
        match self {
            Control::Tick(input) if saved_elsewhere && input.type_() == "radio" => {}
            Control::Tick(input) => {
                let was_ticked = values.any(|value| *value == input.value());
                input.set_checked(was_ticked || (saved_elsewhere && input.checked()));
            }
            Control::Text(area) => {
                if let Some(value) = values.next() {
                    area.set_value(&joined(&area.value(), value, "\n\n", saved_elsewhere));
                }
            }
            Control::Line(input) => {
                if let Some(value) = values.next() {
                    input.set_value(&joined(&input.value(), value, " ", saved_elsewhere));
                }
            }
            Control::Date(input) => {
                if let Some(value) = values
                    .next()
                    .filter(|_| !saved_elsewhere || input.value().is_empty())
                {
                    input.set_value(value);
                }
            }
        }
    }
}

fn joined(saved: &str, kept: &str, between: &str, saved_elsewhere: bool) -> String {
    match saved_elsewhere && !saved.is_empty() && saved != kept {
        true if kept.is_empty() => saved.to_owned(),
        true => both(saved, kept, between),
        false => kept.to_owned(),
    }
}
