//! Short messages: after an action, and where there is nothing yet.

use leptos::prelude::*;

/// What has just happened, said once at the top of the page.
#[component]
pub fn Banner(#[prop(into)] words: String) -> impl IntoView {
    view! { <p class="notice" role="status">{words}</p> }
}

/// What will be here, and how it gets here.
#[component]
pub fn Empty(#[prop(into)] words: String) -> impl IntoView {
    view! { <div class="empty"><p>{words}</p></div> }
}
