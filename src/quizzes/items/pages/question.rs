//! One question, version by version: its figures, what to look at, and how its options drew people.

use super::{discrimination_words, facility_words};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::layout::Layout;
use crate::library::{Choice, Question, QuizKind};
use crate::quizzes::items::chart::{chart, letter, percent};
use crate::quizzes::items::concerns::{Concern, concerns};
use crate::quizzes::items::figures::{discrimination, facility};
use crate::quizzes::items::{ENOUGH, Tally, Third, store};
use crate::ui::counted;
use crate::versions;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// One version with what was answered to it.
struct Asked {
    question: Question,
    tally: Tally,
    current: bool,
}

/// `GET /items/{question}`
pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let (from, versions) = load(&app, &actor, &id).await?;
    let title = versions[0].question.title.clone();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, format!("How it does: {title}"))
        .here("/items")
        .shape("wide");
    Ok(layout.render(|| {
        let versions: Vec<_> = versions.iter().map(version).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/items">"How the questions do"</a></li></ol></nav>
            <p class="kicker">{from}</p>
            <h1>{title}</h1>
            {versions}
            {how_to_read()}
        }
    }))
}

/// Where the question comes from, and its versions, the current one first; never none.
async fn load(app: &App, actor: &Actor, id: &str) -> Result<(String, Vec<Asked>)> {
    let mut tallies = store::tallies(&app.db, actor, Some(id)).await?;
    let library = app.library();
    let quizzes = library
        .quizzes
        .iter()
        .filter(|quiz| quiz.kind != QuizKind::Practice);
    let now = quizzes
        .into_iter()
        .find_map(|quiz| Some((quiz, quiz.question(id)?)));
    let mut versions = Vec::new();
    if let Some((_, question)) = now {
        let own = tallies
            .iter()
            .position(|tally| tally.hash == question.version.hash);
        versions.push(Asked {
            question: question.clone(),
            tally: own.map(|at| tallies.remove(at)).unwrap_or_default(),
            current: true,
        });
    }
    tallies.sort_by_key(|tally| std::cmp::Reverse(tally.attempts()));
    for tally in tallies {
        let question = versions::question(&app.db, &library, &tally.hash).await?;
        versions.push(Asked {
            question: question.into_owned(),
            tally,
            current: false,
        });
    }
    let from = match now {
        Some((quiz, _)) => quiz.title.clone(),
        None if versions.is_empty() => return Err(Error::NotFound),
        None => "No quiz asks this any more".to_owned(),
    };
    Ok((from, versions))
}

fn version(asked: &Asked) -> impl IntoView + use<> {
    let Asked {
        question, tally, ..
    } = asked;
    let name = match asked.current {
        true => "The question as it stands",
        false => "An earlier version",
    };
    let stem = match asked.current {
        true => question.stem.clone(),
        false => with_own_ids(question),
    };
    view! {
        <section class="sheet">
            <h2>{name}</h2>
            <p class="meta">{format!("Version {} · {}", &question.version.hash[..8], counted(tally.attempts() as usize, "first attempt"))}</p>
            <div class="prose" inner_html=stem></div>
            {said(question, tally)}
        </section>
    }
}

/// The stem of an earlier version, with ids of its own for its notes, as those of the current one stand on the same page.
fn with_own_ids(question: &Question) -> String {
    let (id, version) = (&question.id, &question.version.hash[..8]);
    ["id=\"", "href=\"#"]
        .iter()
        .fold(question.stem.clone(), |stem, before| {
            stem.replace(
                &format!("{before}{id}-"),
                &format!("{before}v{version}-{id}-"),
            )
        })
}

/// What can be said: nothing, if an assessor reads the answers, or too few have answered.
fn said(question: &Question, tally: &Tally) -> AnyView {
    if question.is_free() {
        return view! { <p>"Assessors read the answers to this question; there is nothing to calculate."</p> }.into_any();
    }
    if !tally.is_enough() {
        let words = format!(
            "Not enough data: with fewer than {ENOUGH} first attempts, chance would speak louder than the question."
        );
        return view! { <p>{words}</p> }.into_any();
    }
    let sums = tally.sums();
    let discrimination = discrimination(&sums);
    let concerns: Vec<_> = concerns(question, tally).iter().map(concern).collect();
    view! {
        <dl class="facts">
            <div><dt>"Facility"</dt><dd>{facility(&sums).map(|figure| facility_words(&figure))}</dd></div>
            <div><dt>"Discrimination"</dt><dd>{discrimination_words(discrimination.as_ref())}</dd></div>
        </dl>
        {concerns}
        {chart(question, tally)}
        {table(question, tally)}
    }
    .into_any()
}

fn concern(concern: &Concern) -> impl IntoView + use<> {
    let options: Vec<_> = concern
        .options()
        .iter()
        .map(|option| view! { <li inner_html=option.clone()></li> })
        .collect();
    let options = (!options.is_empty()).then(|| view! { <ul>{options}</ul> });
    view! {
        <div class="tip">
            <h3>{concern.words()}</h3>
            {options}
            <p>{concern.advice()}</p>
        </div>
    }
}

fn table(question: &Question, tally: &Tally) -> impl IntoView + use<> {
    let options = question.options();
    let (label, rows) = match options {
        [] => ("Mean mark, by third", vec![means(tally).into_any()]),
        options => {
            let rows = (0..).zip(options);
            let mut rows: Vec<_> = rows
                .map(|(at, own)| row(at, own, tally).into_any())
                .collect();
            if question.type_key() == "single" {
                rows.push(unanswered(tally).into_any());
            }
            ("Who chose what, by third", rows)
        }
    };
    view! {
        <div class="table" role="region" aria-label=label tabindex="0">
            <table>
                <caption>{label}</caption>
                <thead><tr><th scope="col">"Answer"</th><th scope="col">"Bottom third"</th><th scope="col">"Top third"</th><th scope="col">"Everybody"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(at: u32, option: &Choice, tally: &Tally) -> impl IntoView + use<> {
    let text = option.text.clone();
    let right = option
        .right
        .then(|| view! { " "<span class="state" data-state="achieved">"right"</span> });
    let cell = |third: &Third| share(third.chose(&option.key), third.sums.n);
    view! {
        <tr>
            <th scope="row">{letter(at)}". "<span inner_html=text></span>{right}</th>
            <td class="number">{cell(tally.bottom())}</td>
            <td class="number">{cell(tally.top())}</td>
            <td class="number">{share(tally.chose(&option.key), tally.attempts())}</td>
        </tr>
    }
}

/// Those who chose nothing, of a question where one option is chosen.
fn unanswered(tally: &Tally) -> impl IntoView + use<> {
    let left = |third: &Third| third.sums.n.saturating_sub(third.chosen.values().sum());
    let all: u32 = tally.thirds.iter().map(left).sum();
    let cell = |third: &Third| share(left(third), third.sums.n);
    view! {
        <tr>
            <th scope="row">"No answer"</th>
            <td class="number">{cell(tally.bottom())}</td>
            <td class="number">{cell(tally.top())}</td>
            <td class="number">{share(all, tally.attempts())}</td>
        </tr>
    }
}

fn means(tally: &Tally) -> impl IntoView + use<> {
    let cell = |third: &Third| format!("{} ({} people)", percent(third.mean()), third.sums.n);
    let all = tally.sums();
    view! {
        <tr>
            <th scope="row">"Mean mark"</th>
            <td class="number">{cell(tally.bottom())}</td>
            <td class="number">{cell(tally.top())}</td>
            <td class="number">{format!("{} ({} people)", percent(all.x / f64::from(all.n.max(1))), all.n)}</td>
        </tr>
    }
}

/// `62% (31 of 50)`.
fn share(part: u32, whole: u32) -> String {
    let share = f64::from(part) / f64::from(whole.max(1));
    format!("{} ({part} of {whole})", percent(share))
}

fn how_to_read() -> impl IntoView {
    view! {
        <details>
            <summary>"How to read this"</summary>
            <p>"Facility is the mean mark: how much of the question people get. Discrimination says whether those who did well on the rest of their quiz did well here too: 1 always, 0 no connection, below 0 the other way round. Above 0.3 is good, below 0.2 little. The interval says how far chance alone may have moved a figure; with few people it is wide."</p>
            <p>"The thirds are of everybody who was asked, by their share of the marks on the rest of the attempt. Where a question has several tries, the first one counts here. Only each person’s first attempt is counted: later ones come after feedback, and from those who did not pass at first."</p>
        </details>
    }
}
