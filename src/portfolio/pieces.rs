//! Pieces of pages on which evidence is written: by its learner, and by whoever records something about them.

use super::{Decided, decision_view};
use crate::form::Faults;
use crate::ui::{Fault, TextField};
use leptos::prelude::*;

/// The criteria to tick.
#[component]
pub fn Ticks(criteria: Vec<AnyView>, fault: Option<String>) -> impl IntoView {
    view! {
        <fieldset id="criteria">
            <legend><h2>"Which criteria does it show?"</h2></legend>
            <Fault field="criteria" words=fault/>
            <ul class="list" role="list">{criteria}</ul>
        </fieldset>
    }
}

#[component]
pub fn HandIn() -> impl IntoView {
    view! {
        <p class="actions">
            <button class="button" name="do" value="submit">"Hand in"</button>
            <button class="button quiet" name="do" value="save">"Save"</button>
        </p>
        <p class="meta">"Handing in freezes this text and shows it to the assessors. If they ask for more, you write a new version; this one stays in the history."</p>
    }
}

#[component]
pub fn Private(
    #[prop(default = "Only you can see this. It stays private until you hand it in.")]
    told: &'static str,
) -> impl IntoView {
    view! {
        <p class="private">
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"/></svg>
            <span>{told}</span>
        </p>
    }
}

/// A criterion to tick, with what was typed or saved beside it.
pub fn criterion(
    code: &str,
    title: String,
    ticked: bool,
    [place, reason]: [String; 2],
    before: Option<&Decided>,
    faults: &Faults,
) -> impl IntoView + use<> {
    let before =
        before.map(|decision| decision_view(decision, "as it was decided before".to_owned()));
    let (r#where, why) = (format!("where-{code}"), format!("why-{code}"));
    let id = format!("criterion-{code}");
    let fault = faults.of(&why);
    view! {
        <li class="criterion">
            <div class="choice">
                <input type="checkbox" id=id.clone() name="criteria" value=code.to_owned() checked=ticked/>
                <label for=id><span class="code">{code.to_owned()}</span>" "{title}</label>
            </div>
            {before}
            <TextField name=r#where label="Where in the text" hint="A paragraph, or a few words to find it by."
                value=place/>
            <TextField name=why label="Why it shows this, in a line" value=reason fault=fault/>
        </li>
    }
}
