//! A page that is printed as a document of its own.

use leptos::prelude::*;

/// A document that stands alone: what it is, the facts about it, and the text.
#[component]
pub fn Document(
    /// Address and words of the page it was opened from.
    back: (String, &'static str),
    kind: &'static str,
    title: String,
    facts: Vec<(&'static str, String)>,
    body: AnyView,
) -> impl IntoView {
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(what, words)| view! { <dt>{what}</dt><dd>{words}</dd> })
        .collect();
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.0>{back.1}</a></li></ol></nav>
        <article class="document">
            <p class="kicker">{format!("Secure Base · {kind}")}</p>
            <h1>{title}</h1>
            <dl class="facts broad">{facts}</dl>
            {body}
        </article>
        <p class="actions meta">"“Print” in your browser’s menu prints this document alone, or saves it as a PDF."</p>
    }
}
