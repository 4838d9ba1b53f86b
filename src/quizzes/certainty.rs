//! The calibration chart: how often somebody was right at each level of certainty, as a picture, as a table, and in words.
//!
//! A level with too few answers has no bar: it says so in words, in the picture too.

use super::calibration::{Level, in_words};
use crate::ui::counted;
use leptos::prelude::*;

const LEFT: usize = 42;
const RIGHT: usize = 396;
const TOP: usize = 20;
const BOTTOM: usize = 150;
/// Between the middles of two bars, and how wide one is.
const APART: usize = 118;
const WIDE: usize = 58;

/// The picture, what it says, and the same as a table.
pub fn view(levels: [Level; 3]) -> impl IntoView {
    let bars: Vec<_> = levels
        .iter()
        .enumerate()
        .map(|(at, level)| bar(at, level))
        .collect();
    view! {
        <figure class="certainty">
            <svg viewBox="0 0 400 190" role="img" aria-label=summary(&levels)>
                {[0, 50, 100].map(grid).collect_view()}
                {bars}
            </svg>
            <figcaption>"The height of a bar is the share of answers that were right at the first try, when you had said how sure you were."</figcaption>
        </figure>
        <p>{in_words(&levels)}</p>
        <details>
            <summary>"The same as a table"</summary>
            {table(&levels)}
        </details>
    }
}

/// What a picture says to those who do not see it.
fn summary(levels: &[Level; 3]) -> String {
    let words: Vec<String> = levels
        .iter()
        .map(|level| format!("{}: {}", level.words.to_lowercase(), share(level)))
        .collect();
    format!("How often you were right. {}.", words.join("; "))
}

/// `8 of 10, 80%`, or that there is not enough data.
fn share(level: &Level) -> String {
    match level.per_cent() {
        Some(share) => format!("{} of {} right, {share}%", level.right, level.answers),
        None => format!("{}, not enough data", counted(level.answers, "answer")),
    }
}

fn height(share: usize) -> usize {
    BOTTOM - (BOTTOM - TOP) * share / 100
}

fn grid(share: usize) -> impl IntoView {
    let y = height(share);
    view! {
        <path class="zero" d=format!("M{LEFT} {y}H{RIGHT}")></path>
        <text x=(LEFT - 5).to_string() y=(y + 4).to_string() text-anchor="end">{format!("{share}%")}</text>
    }
}

fn bar(at: usize, level: &Level) -> impl IntoView + use<> {
    let middle = LEFT + APART / 2 + at * APART;
    let left = middle - WIDE / 2;
    let (bar, above, top) = match level.per_cent() {
        Some(share) => {
            let top = height(share);
            let bar = format!("M{left} {BOTTOM}V{top}h{WIDE}V{BOTTOM}z");
            (Some(bar), format!("{share}%"), top)
        }
        None => (None, "not enough data".to_owned(), BOTTOM),
    };
    view! {
        {bar.map(|bar| view! { <path class="bar" d=bar></path> })}
        <text class="value" x=middle.to_string() y=(top - 6).to_string() text-anchor="middle">{above}</text>
        <text class="name" x=middle.to_string() y=(BOTTOM + 18).to_string() text-anchor="middle">{level.words}</text>
        <text x=middle.to_string() y=(BOTTOM + 34).to_string() text-anchor="middle">{counted(level.answers, "answer")}</text>
    }
}

fn table(levels: &[Level; 3]) -> impl IntoView + use<> {
    let rows: Vec<_> = levels
        .iter()
        .map(|level| {
            let share = level.per_cent().map_or("not enough data".to_owned(), |share| format!("{share}%"));
            view! { <tr><th scope="row">{level.words}</th><td>{level.answers}</td><td>{level.right}</td><td>{share}</td></tr> }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label="How often you were right" tabindex="0">
            <table>
                <caption class="unseen">"How often you were right at each level of certainty"</caption>
                <thead><tr><th scope="col">"You were"</th><th scope="col">"Answers"</th><th scope="col">"Right"</th><th scope="col">"Share"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// One attempt in words: it has too few answers for a picture.
#[component]
pub fn OfOneAttempt(levels: [Level; 3]) -> impl IntoView {
    let lines: Vec<_> = levels
        .iter()
        .filter(|level| level.answers > 0)
        .map(|level| {
            let words = format!(
                "{}: {} of {} right.",
                level.words,
                level.right,
                counted(level.answers, "answer")
            );
            view! { <li>{words}</li> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sheet">
                <h2>"How sure you were"</h2>
                <ul>{lines}</ul>
                <p class="meta">"This is for you, and no part of the result. Being sure and not right is where one learns most."</p>
                <p><a href="/review/certainty">"See it over all your attempts"</a></p>
            </section>
        }
    })
}
