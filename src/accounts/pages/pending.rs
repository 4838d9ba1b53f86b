//! A form that was posted after its session had ended: kept through signing in, shown, and sent where it was going.

use crate::accounts::{Token, Visitor, cookie, sessions};
use crate::app::App;
use crate::error::Result;
use crate::form::Form;
use crate::layout::Layout;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// The fields of such a form, less anything that looks like a password.
#[derive(Debug, Clone)]
pub(super) struct Pending(Vec<(String, String)>);

impl Pending {
    pub(super) fn parse(body: &str) -> Self {
        let form = Form::parse(body.as_bytes());
        let is_secret = |name: &str| name.to_lowercase().contains("password");
        Pending(
            form.fields()
                .iter()
                .filter(|(name, _)| !is_secret(name))
                .cloned()
                .collect(),
        )
    }

    /// As a browser would send it.
    pub(super) fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }
}

/// Whether a body is an uploaded file, which cannot be kept in a page.
pub(super) fn is_upload(body: &str) -> bool {
    body.starts_with("--")
}

/// A text as a value in an address.
pub(super) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The page after signing in: what was written, and one button that sends it.
pub(super) async fn carry_on(
    app: &App,
    token: &Token,
    next: &str,
    pending: &Pending,
) -> Result<Response> {
    let found = sessions::find(&app.db, token.secret(), app.clock.now()).await?;
    let visitor = Visitor(found.map(|(actor, _)| actor));
    let (action, fields) = (next.to_owned(), pending.0.clone());
    let page = Layout::new(app, &visitor, "You are signed in again")
        .render(move || view! { <CarryOn action fields/> });
    Ok((cookie::give(app, token), page).into_response())
}

/// The page of a form that could not be taken just now: why, what was written, and one button that sends it again. `None` for a form with a
/// password in it, which no page gives back.
pub(in crate::accounts) fn try_again(
    app: &App,
    visitor: &Visitor,
    action: &str,
    body: &str,
    heading: &'static str,
    why: &str,
) -> Option<Response> {
    let whole = Form::parse(body.as_bytes()).fields().len();
    let Pending(fields) = Pending::parse(body);
    if fields.len() != whole {
        return None;
    }
    let (action, why) = (action.to_owned(), why.to_owned());
    let page = Layout::new(app, visitor, heading).render(move || {
        let hidden: Vec<_> = fields
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
            .collect();
        view! {
            <h1>{heading}</h1>
            <p class="lead">{why}</p>
            <form method="post" action=action>
                {hidden}
                <Written fields/>
                <p class="actions"><button class="button">"Try again"</button></p>
            </form>
        }
    });
    Some(page)
}

#[component]
fn CarryOn(action: String, fields: Vec<(String, String)>) -> impl IntoView {
    let lead = match fields.iter().any(|(_, value)| !value.trim().is_empty()) {
        true => "What you had written is still here.",
        false => "Carry on with what you were doing.",
    };
    let hidden: Vec<_> = fields
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
        .collect();
    view! {
        <h1>"You are signed in again"</h1>
        <p class="lead">{lead}</p>
        <form method="post" action=action>
            {hidden}
            <Written fields/>
            <p class="actions"><button class="button">"Carry on"</button></p>
        </form>
    }
}

/// Each text under the name of its field. The line ends of a text show as they were typed.
#[component]
fn Written(fields: Vec<(String, String)>) -> impl IntoView {
    let texts: Vec<_> = fields
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| {
            let lines: Vec<_> = value
                .lines()
                .map(|line| view! { {line.to_owned()}<br/> })
                .collect();
            view! { <dt>{in_words(&name)}</dt><dd>{lines}</dd> }
        })
        .collect();
    (!texts.is_empty()).then(|| view! { <dl class="facts sheet">{texts}</dl> })
}

/// `care-plan_goal` as `Care plan goal`.
fn in_words(field: &str) -> String {
    let words = field.replace(['-', '_', '.'], " ");
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => words,
    }
}
