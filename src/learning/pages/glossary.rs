//! The glossary: every term on one page.

use crate::accounts::Visitor;
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /glossary`
pub(super) async fn glossary(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let library = app.library();
    let mut terms: Vec<_> = library.terms.iter().collect();
    terms.sort_by_key(|term| term.title.to_lowercase());
    let terms: Vec<_> = terms
        .into_iter()
        .map(|term| {
            view! {
                <dt id=term.id.clone()>{term.title.clone()}</dt>
                <dd inner_html=term.body.clone()></dd>
            }
        })
        .collect();
    Ok(Layout::new(&app, &visitor, "Glossary").render(|| {
        view! {
            <h1>"Glossary"</h1>
            <p class="lead">"The words of the field, as they are used here."</p>
            <dl class="glossary">{terms}</dl>
        }
    }))
}
