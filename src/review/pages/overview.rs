//! Today's set as a list, why it is these, and when the next ones come.

use super::title;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use crate::library::Library;
use crate::review::today::{Entry, MOST, NEW_TERMS};
use crate::review::{self, Today, words};
use crate::ui::{Empty, counted};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /review`
pub(super) async fn overview(State(app): State<App>, actor: Actor) -> Result<Response> {
    let library = app.library();
    let today = review::today(&app.db, &library, &actor, app.clock.now()).await?;
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "Review").here("/review");
    Ok(layout.render(|| {
        view! {
            <p class="kicker">"Review"</p>
            <h1>{heading(&today)}</h1>
            <Lead today=today.clone()/>
            <Set today=today.clone() titles=titles(&library, &today)/>
            <Reasons evidence=evidence(&library)/>
            <p><a href="/review/certainty">"How sure you were, and how often you were right"</a></p>
        }
    }))
}

fn heading(today: &Today) -> String {
    match (today.set.is_empty(), today.left()) {
        (true, _) => "Nothing to review today".to_owned(),
        (false, 0) => "That’s today’s set".to_owned(),
        (false, left) if left == today.set.len() => {
            format!("{} for today", counted(left, "short question"))
        }
        (false, left) => format!("{} left for today", counted(left, "short question")),
    }
}

/// What to do, or when there will be something to do.
#[component]
fn Lead(today: Today) -> impl IntoView {
    match today.first_left() {
        Some(first) => {
            let minutes = today.left().div_ceil(2);
            let words = format!(
                "About {}. Leave out what you like: it comes again another day, and there is nothing to keep up.",
                counted(minutes, "minute")
            );
            let begin = match today.left() == today.set.len() {
                true => "Begin",
                false => "Go on",
            };
            view! {
                <p class="lead">{words}</p>
                <p class="actions"><a class="button large" href=first.card.item.address()>{begin}</a></p>
            }
            .into_any()
        }
        None if today.set.is_empty() && today.next.is_none() => view! {
            <Empty words="Here will be questions that you have answered not quite right, in sections and quizzes, and words from the sections that you have read. They come the day after."/>
        }
        .into_any(),
        None => view! { <p class="lead">{words::next_ones(&today)}</p> }.into_any(),
    }
}

fn titles(library: &Library, today: &Today) -> Vec<String> {
    today
        .set
        .iter()
        .map(|entry| title(library, entry))
        .collect()
}

#[component]
fn Set(today: Today, titles: Vec<String>) -> impl IntoView {
    let day = today.day;
    let items: Vec<_> = today
        .set
        .into_iter()
        .zip(titles)
        .map(|(entry, title)| entry_view(entry, title, day))
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2>"Today’s set"</h2>
            <ol class="list" role="list">{items}</ol>
        }
    })
}

/// What was answered says when it comes back; what is left says why it is here.
fn entry_view(entry: Entry, title: String, day: crate::clock::Day) -> impl IntoView {
    let Entry { card, done } = entry;
    let address = card.item.address();
    let (state, words) = match done {
        true => (
            Some(view! { <span class="state" data-state="done">"Done"</span> }),
            words::comes_back(card.due(), day),
        ),
        false => (None, words::so_far(&card)),
    };
    view! {
        <li>
            <h3><a href=address>{title}</a></h3>
            <p class="meta">{state}" "{words}</p>
        </li>
    }
}

/// The works that stand behind spaced review, where the bibliography has them.
fn evidence(library: &Library) -> Vec<String> {
    ["roediger2006", "cepeda2006"]
        .into_iter()
        .filter_map(|key| library.works.get(key).cloned())
        .collect()
}

/// What is reviewed and why, for those who want to know.
#[component]
fn Reasons(evidence: Vec<String>) -> impl IntoView {
    let works: Vec<_> = evidence
        .into_iter()
        .map(|work| view! { <li inner_html=work></li> })
        .collect();
    view! {
        <details class="why">
            <summary>"What comes here, and why now?"</summary>
            <p>
                "Questions that you have answered not quite right, once you have seen the reasons; and words of the glossary, from the sections that \
                 you have read. You need not choose them: "{NEW_TERMS}" new ones a day, in the order of your reading. What you write in your own words \
                 is never asked here."
            </p>
            <p>
                {format!("At most {MOST} on a day. Each comes back when you would be about to forget it: after a day or two at first, then after weeks, then months. \
                 What you knew rests longer; what you did not comes sooner. It goes on after your certificate, for as long as you like. No result is \
                 shown to anybody else.")}
            </p>
            <p>
                "Trying to recall something makes it last longer than reading it again, and learning that is spread over time lasts longer than the \
                 same amount at once."
            </p>
            {(!works.is_empty()).then(|| view! { <ul class="meta">{works}</ul> })}
        </details>
    }
}
