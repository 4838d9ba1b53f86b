//! What the controls of a form hold, and putting it back.

use super::both;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

/// What the controls of a form hold: names and values.
pub type Fields = Vec<(String, String)>;

/// What those controls of a form that a selector finds hold now, as JSON.
pub fn now(form: &HtmlFormElement, selector: &str) -> String {
    let held = controls(form, selector)
        .into_iter()
        .filter_map(|control| control.holds());
    serde_json::to_string(&held.collect::<Fields>()).unwrap_or_default()
}

/// Puts back what was kept of them. If it has been saved from elsewhere since, words of both stay.
pub fn put_back(form: &HtmlFormElement, selector: &str, kept: &Fields, saved_elsewhere: bool) {
    for control in controls(form, selector) {
        control.put_back(kept, saved_elsewhere);
    }
}

/// Whether it happened in this form.
pub fn is_within(form: &HtmlFormElement, event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| form.contains(Some(&target)))
}

fn controls(form: &HtmlFormElement, selector: &str) -> Vec<Control> {
    let Ok(found) = form.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| Control::of(found.item(index)?.dyn_into().ok()?))
        .collect()
}

/// A control of the form.
enum Control {
    Text(HtmlTextAreaElement),
    /// A line of text.
    Line(HtmlInputElement),
    Date(HtmlInputElement),
    /// A box or a button to tick.
    Tick(HtmlInputElement),
    /// A list to choose one of.
    Choice(HtmlSelectElement),
}

impl Control {
    fn of(element: Element) -> Option<Self> {
        let element = match element.dyn_into() {
            Ok(area) => return Some(Control::Text(area)),
            Err(element) => element,
        };
        let element = match element.dyn_into() {
            Ok(list) => return Some(Control::Choice(list)),
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
            Control::Choice(list) => list.name(),
            Control::Line(input) | Control::Date(input) | Control::Tick(input) => input.name(),
        }
    }

    /// What the form would send of it.
    fn holds(&self) -> Option<(String, String)> {
        let value = match self {
            Control::Text(area) => area.value(),
            Control::Choice(list) => list.value(),
            Control::Tick(input) if !input.checked() => return None,
            Control::Line(input) | Control::Date(input) | Control::Tick(input) => input.value(),
        };
        Some((self.name(), value))
    }

    /// Puts back what was kept. If the work has been saved from elsewhere since, words of both stay, and what was chosen elsewhere.
    fn put_back(&self, kept: &Fields, saved_elsewhere: bool) {
        let name = self.name();
        let mut values = kept
            .iter()
            .filter(|(kept, _)| *kept == name)
            .map(|(_, value)| value);
        match self {
            Control::Tick(input) if input.type_() == "radio" => {
                let choice = values.next().filter(|_| !saved_elsewhere);
                if let Some(choice) = choice {
                    input.set_checked(*choice == input.value());
                }
            }
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
            Control::Choice(list) => {
                let choice = values.next();
                if let Some(value) = choice.filter(|_| !saved_elsewhere || list.value().is_empty())
                {
                    list.set_value(value);
                }
            }
            Control::Date(input) => {
                let date = values.next();
                if let Some(value) = date.filter(|_| !saved_elsewhere || input.value().is_empty()) {
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
