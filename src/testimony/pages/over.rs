//! A link that opens nothing any more, or never did: what is said about it, and what had been written.

use crate::accounts::Visitor;
use crate::app::App;
use crate::clock::{self, Millis};
use crate::form::Form;
use crate::layout::Layout;
use crate::testimony::{METHOD, Request, State};
use crate::ui::paragraphs;
use crate::worksheets;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// The page of a link that is `None` of ours, or whose request waits no longer. What a form held is given back.
pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    request: Option<&Request>,
    form: &Form,
    now: Millis,
) -> Response {
    let (status, heading, words) = words(request, now);
    let typed: Vec<_> = form
        .fields()
        .iter()
        .filter(|(name, value)| !value.trim().is_empty() && name != crate::portfolio::asking::FIELD)
        .map(|(name, value)| view! { <dt>{called(app, name)}</dt><dd inner_html=paragraphs(value)></dd> })
        .collect();
    let typed = (!typed.is_empty()).then(|| {
        view! { <h2>"What you had written just now"</h2><p>"It has not been recorded. Copy it if you want to keep it."</p><dl class="facts sheet">{typed}</dl> }
    });
    let page = Layout::new(app, visitor, heading).render(move || {
        view! {
            <h1>{heading}</h1>
            <p class="lead">{words}</p>
            {typed}
        }
    });
    (status, page).into_response()
}

/// A field of the form, as its page calls it.
fn called(app: &App, name: &str) -> String {
    let known = match name {
        "name" => "Your name",
        "role" => "Your role",
        "organisation" => "Your organisation",
        "email" => "Your email address",
        "declaration" => "Your declaration",
        _ => "",
    };
    let library = app.library();
    let mut fields = library
        .form(METHOD)
        .into_iter()
        .flat_map(|form| &form.fields);
    let field = fields.find(|field| name.starts_with(&worksheets::name(field)));
    field.map_or(known.to_owned(), |field| field.title.clone())
}

fn words(request: Option<&Request>, now: Millis) -> (StatusCode, &'static str, String) {
    const OVER: &str = "This link does not work any more";
    let Some(request) = request else {
        return (
            StatusCode::NOT_FOUND,
            "This link is not whole",
            "Perhaps a part of it was lost or changed on the way: copy all of it from the message, in one piece. If that does not help, ask whoever sent it for a new one.".to_owned(),
        );
    };
    let words = match request.state(now) {
        State::Given => {
            return (
                StatusCode::GONE,
                "Thank you",
                format!(
                    "What you wrote was handed over on {}, and this link has done its work: it opens once. If something in it was wrong, tell {}, who can ask you again.",
                    clock::date(request.given_at.unwrap_or(now)),
                    request.learner
                ),
            );
        }
        State::Withdrawn => format!(
            "{} has withdrawn what they asked. You need do nothing.",
            request.learner
        ),
        State::Expired | State::Waiting => format!(
            "It has expired: it worked for thirty days, until {}. If you still want to write, ask {} for a new one.",
            clock::date(request.expires_at),
            request.learner
        ),
    };
    (StatusCode::GONE, OVER, words)
}
