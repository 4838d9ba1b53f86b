//! Today's set, its questions and terms one by one, and how sure one was.

pub mod certainty;
pub mod overview;
mod question;
mod term;

use super::today::Entry;
use super::{Card, Item, Today, words};
use crate::app::App;
use crate::library::Library;
use axum::Router;
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/review", get(overview::overview))
        .route("/review/certainty", get(certainty::certainty))
        .route(
            "/review/questions/{quiz}/{question}",
            get(question::question).post(question::answer),
        )
        .route("/review/terms/{term}", get(term::term).post(term::rate))
}

/// What comes after an item: the next that is left, or the list.
fn next_address(today: &Today, item: &Item) -> String {
    let next = today.after(item).or_else(|| today.first_left());
    let other = next.filter(|entry| entry.card.item != *item);
    other.map_or("/review".to_owned(), |entry| entry.card.item.address())
}

/// Where "not now" leads: on, and never round in a circle.
fn skip_address(today: &Today, item: &Item) -> String {
    let next = today.after(item);
    next.map_or("/review".to_owned(), |entry| entry.card.item.address())
}

/// Crumbs, where one is in today's set, the heading, and why this is asked.
#[component]
pub fn Top(card: Card, today: Today, heading: String) -> impl IntoView {
    let place = match today.position(&card.item) {
        Some(at) => format!("Review · {} of {} today", at + 1, today.set.len()),
        None => "Review".to_owned(),
    };
    let before = card.before(today.day).unwrap_or(card);
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/review">"Today’s review"</a></li></ol></nav>
        <p class="kicker">{place}</p>
        <h1><span id="asked">{heading}</span></h1>
        <details class="why">
            <summary>"Why am I seeing this?"</summary>
            <p>{words::why(&before)}</p>
        </details>
    }
}

/// The name of what is asked, for a list.
fn title(library: &Library, entry: &Entry) -> String {
    match &entry.card.item {
        Item::Term(id) => {
            let title = library.term(id).map(|term| term.title.as_str());
            format!("What does “{}” mean?", title.unwrap_or(id))
        }
        Item::Question { quiz, question } => {
            let found = library.quiz(quiz).and_then(|quiz| quiz.question(question));
            found.map_or_else(
                || "A question that has since left the content".to_owned(),
                |question| question.title.clone(),
            )
        }
    }
}

/// What something that was answered today, or that rests, says at its end.
#[component]
pub fn After(card: Card, today: Today) -> impl IntoView {
    let next = next_address(&today, &card.item);
    let is_over = next == "/review";
    let words = match is_over {
        true => "Back to today’s review",
        false => "Next",
    };
    let finished = today.is_finished().then(|| words::next_ones(&today));
    view! {
        <p class="meta">{words::comes_back(card.due(), today.day)}</p>
        {finished.map(|next| view! { <p><strong>"That’s today’s set. "</strong>{next}</p> })}
        <p class="actions"><a class="button" href=next>{words}</a></p>
    }
}
