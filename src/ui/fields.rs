//! Form fields after the GOV.UK patterns: label, hint, fault and control tied together, and a summary of the faults on top.
//!
//! [`TextArea`] is the only place for a text area: Leptos does not escape the text between the tags on the server.

use super::escape;
use crate::form::Faults;
use leptos::prelude::*;

/// What is wrong, with a link to each field. Nothing when all is well.
#[component]
pub fn ErrorSummary(faults: Faults) -> impl IntoView {
    let items: Vec<_> = faults
        .iter()
        .map(|(field, words)| {
            let target = format!("#{field}");
            view! { <li><a href=target>{words.clone()}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="errors" role="alert" tabindex="-1" id="errors" aria-labelledby="errors-title">
                <h2 id="errors-title">"There is a problem"</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}

/// The fault of one field, beside it.
#[component]
pub fn Fault(#[prop(into)] field: String, words: Option<String>) -> impl IntoView {
    words.map(|words| {
        view! {
            <p class="error" id=format!("{field}-fault")>
                <span class="unseen">"Error: "</span>
                {words}
            </p>
        }
    })
}

/// What helps to fill in a field, HTML; nothing when there is none.
#[component]
pub fn Guidance(#[prop(into)] field: String, html: String) -> impl IntoView {
    (!html.is_empty())
        .then(|| view! { <div class="hint" id=format!("{field}-hint") inner_html=html></div> })
}

/// The ids of hint and fault, and of what else is said of a field, for `aria-describedby`.
pub fn described_by(field: &str, hint: bool, fault: bool, also: Option<&str>) -> Option<String> {
    let ids: Vec<_> = [(hint, "hint"), (fault, "fault")]
        .into_iter()
        .filter(|(present, _)| *present)
        .map(|(_, what)| format!("{field}-{what}"))
        .chain(also.map(str::to_owned))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A single line of text.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// The hint as HTML, where it is longer than a line.
    #[prop(optional, into)]
    guidance: String,
    /// The id of what else is said of the field.
    #[prop(optional_no_strip)]
    also: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional_no_strip)] fault: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let is_explained = !(hint.is_empty() && guidance.is_empty());
    let described = described_by(&name, is_explained, fault.is_some(), also.as_deref());
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <Guidance field=name.clone() html=guidance/>
            <Fault field=name.clone() words=fault.clone()/>
            <input
                type=kind
                id=name.clone()
                name=name
                value=value
                autocomplete=autocomplete
                required=required
                aria-describedby=described
                aria-invalid=fault.is_some().then_some("true")
            />
        </div>
    }
}

/// A password; never given back by a refused form.
#[component]
pub fn PasswordField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    autocomplete: &'static str,
    #[prop(optional_no_strip)] fault: Option<String>,
) -> impl IntoView {
    view! {
        <TextField name=name label=label hint=hint kind="password" autocomplete=autocomplete fault=fault required=true/>
    }
}

/// Several lines of text, escaped. The line break after the tag is one that browsers drop, so that a text's own first one stays.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// The hint as HTML, where it is longer than a line.
    #[prop(optional, into)]
    guidance: String,
    /// The id of what else is said of the field.
    #[prop(optional_no_strip)]
    also: Option<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] class: &'static str,
    /// The id of the form it belongs to, where that does not surround it.
    #[prop(optional)]
    form: Option<&'static str>,
    #[prop(optional)] disabled: bool,
    #[prop(optional_no_strip)] fault: Option<String>,
) -> impl IntoView {
    let is_explained = !(hint.is_empty() && guidance.is_empty());
    let described = described_by(&name, is_explained, fault.is_some(), also.as_deref());
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <Guidance field=name.clone() html=guidance/>
            <Fault field=name.clone() words=fault.clone()/>
            <textarea
                class=(!class.is_empty()).then_some(class)
                id=name.clone()
                name=name
                rows=rows.to_string()
                form=form
                disabled=disabled
                aria-describedby=described
                aria-invalid=fault.is_some().then_some("true")
                inner_html=format!("\n{}", escape(&value))
            ></textarea>
        </div>
    }
}
