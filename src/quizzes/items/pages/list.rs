//! Every question that quizzes ask: first those to look at, then the others, then those that have not been asked often enough.

use super::hundredths;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use crate::library::{Library, Question, Quiz, QuizKind};
use crate::quizzes::items::chart::percent;
use crate::quizzes::items::concerns::{Concern, concerns};
use crate::quizzes::items::figures::{discrimination, facility};
use crate::quizzes::items::{ENOUGH, Tally, store};
use crate::ui::{Empty, counted};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A question in its current version, and what was answered to that.
struct Entry {
    address: String,
    title: String,
    /// The quiz or bank.
    from: String,
    tally: Tally,
    concerns: Vec<Concern>,
}

impl Entry {
    fn new(quiz: &Quiz, question: &Question, tally: Option<&Tally>) -> Self {
        let tally = tally.cloned().unwrap_or_default();
        Self {
            address: format!("/items/{}", question.id),
            title: question.title.clone(),
            from: quiz.title.clone(),
            concerns: concerns(question, &tally),
            tally,
        }
    }
}

/// `GET /items`
pub(super) async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let tallies = store::tallies(&app.db, &actor, None).await?;
    let entries = entries(&app.library(), &tallies);
    let (enough, few): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .partition(|entry| entry.tally.is_enough());
    let (mut look, fine): (Vec<_>, Vec<_>) = enough
        .into_iter()
        .partition(|entry| !entry.concerns.is_empty());
    look.sort_by_key(|entry| {
        (
            entry.concerns[0].rank(),
            std::cmp::Reverse(entry.concerns.len()),
        )
    });
    let heading = match look.len() {
        0 => "No question stands out".to_owned(),
        1 => "One question to look at".to_owned(),
        n => format!("{n} questions to look at"),
    };
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "How the questions do")
        .here("/items")
        .shape("wide");
    Ok(layout.render(|| {
        view! {
            <p class="kicker">"How the questions do"</p>
            <h1>{heading}</h1>
            <p class="lead">"What the answers say about each question, from first attempts that were handed in. Nobody is named."</p>
            <p class="meta">{format!("With fewer than {ENOUGH} first attempts at a version, nothing is said about it: that is not enough data. An edited question begins anew. Practice is not counted.")}</p>
            <Look entries=look/>
            <h2>"Nothing stands out"</h2>
            <Fine entries=fine/>
            <h2>"Not enough data"</h2>
            <Few entries=few/>
        }
    }))
}

/// Every question of quizzes and banks that is marked at once, in the order of the library.
fn entries(library: &Library, tallies: &[Tally]) -> Vec<Entry> {
    let tallies: BTreeMap<&str, &Tally> = tallies
        .iter()
        .map(|tally| (tally.hash.as_str(), tally))
        .collect();
    let quizzes = library
        .quizzes
        .iter()
        .filter(|quiz| quiz.kind != QuizKind::Practice);
    let questions = quizzes.flat_map(|quiz| quiz.questions.iter().map(move |own| (quiz, own)));
    let entry = |(quiz, question): (&Quiz, &Question)| {
        let tally = tallies.get(question.version.hash.as_str());
        Entry::new(quiz, question, tally.copied())
    };
    questions
        .filter(|(_, question)| !question.is_free())
        .map(entry)
        .collect()
}

#[component]
fn Look(entries: Vec<Entry>) -> impl IntoView {
    let items: Vec<_> = entries.iter().map(look).collect();
    (!items.is_empty()).then(|| view! { <ul class="list" role="list">{items}</ul> })
}

fn look(entry: &Entry) -> impl IntoView + use<> {
    let words: Vec<_> = entry
        .concerns
        .iter()
        .map(|concern| view! { <li><span class="state" data-state="not-yet">{concern.words()}</span></li> })
        .collect();
    view! {
        <li>
            <h2><a href=entry.address.clone()>{entry.title.clone()}</a></h2>
            <p class="meta">{format!("{} · {}", entry.from, figures(&entry.tally))}</p>
            <ul class="row" role="list">{words}</ul>
        </li>
    }
}

fn figures(tally: &Tally) -> String {
    let sums = tally.sums();
    let facility = facility(&sums).map_or_else(String::new, |f| percent(f.value));
    let discrimination =
        discrimination(&sums).map_or("unknown".to_owned(), |r| hundredths(r.value));
    format!(
        "{} · facility {facility} · discrimination {discrimination}",
        counted(sums.n as usize, "attempt")
    )
}

#[component]
fn Fine(entries: Vec<Entry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <Empty words="Questions appear here when enough people have answered them."/> }.into_any();
    }
    let rows: Vec<_> = entries.iter().map(row).collect();
    view! {
        <div class="table" role="region" aria-label="Questions" tabindex="0">
            <table>
                <caption class="unseen">"Questions about which nothing stands out"</caption>
                <thead><tr><th scope="col">"Question"</th><th scope="col">"From"</th><th scope="col">"Attempts"</th><th scope="col">"Facility"</th><th scope="col">"Discrimination"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(entry: &Entry) -> impl IntoView + use<> {
    let sums = entry.tally.sums();
    view! {
        <tr>
            <th scope="row"><a href=entry.address.clone()>{entry.title.clone()}</a></th>
            <td>{entry.from.clone()}</td>
            <td>{sums.n}</td>
            <td>{facility(&sums).map(|f| percent(f.value))}</td>
            <td>{discrimination(&sums).map_or("–".to_owned(), |r| hundredths(r.value))}</td>
        </tr>
    }
}

/// By quiz, each folded.
#[component]
fn Few(entries: Vec<Entry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <Empty words="Every question has been asked often enough."/> }.into_any();
    }
    let words = format!(
        "{} {} been asked in fewer than {ENOUGH} first attempts.",
        counted(entries.len(), "question"),
        if entries.len() == 1 { "has" } else { "have" }
    );
    let mut quizzes: Vec<(String, Vec<Entry>)> = Vec::new();
    for entry in entries {
        match quizzes.last_mut() {
            Some((from, own)) if *from == entry.from => own.push(entry),
            _ => quizzes.push((entry.from.clone(), vec![entry])),
        }
    }
    let quizzes: Vec<_> = quizzes.iter().map(|(from, own)| few(from, own)).collect();
    view! { <p>{words}</p>{quizzes} }.into_any()
}

fn few(from: &str, entries: &[Entry]) -> impl IntoView + use<> {
    let items: Vec<_> = entries
        .iter()
        .map(|entry| {
            let attempts = counted(entry.tally.attempts() as usize, "attempt");
            view! { <li><a href=entry.address.clone()>{entry.title.clone()}</a>" "<span class="meta">{attempts}</span></li> }
        })
        .collect();
    view! {
        <details>
            <summary>{format!("{from}: {}", counted(entries.len(), "question"))}</summary>
            <ul>{items}</ul>
        </details>
    }
}
