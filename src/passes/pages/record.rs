//! One record that a pass opens, to be read: what was handed in, what was decided, and what internal quality assurance found of that.

use super::visiting::{open, refused, title};
use crate::accounts::Visitor;
use crate::app::App;
use crate::assessment::Work;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::passes::visits::{self, Look, Record};
use crate::passes::{Pass, names};
use crate::portfolio::files::{list, pages as files};
use crate::quality::pages::found;
use crate::quality::{store, words};
use crate::testimony::Witness;
use crate::testimony::pages::witnessed::Witnessed;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// The record that a pass opens under this id; anything else is not found, and logged.
async fn opened(app: &App, pass: &Pass, submission: &str, asked: &str) -> Result<Record> {
    let records = visits::records(&app.db, pass).await?;
    let found = records.into_iter().find(|r| r.submission_id == submission);
    match found {
        Some(record) => Ok(record),
        None => Err(refused(app, pass, asked).await?),
    }
}

/// What was handed in, as the holder of this pass may see it.
async fn work(app: &App, pass: &Pass, record: &Record) -> Result<Work> {
    let mut work = Work::read(app, None, &record.submission_id).await?.alone();
    if !pass.shows_names {
        work.files = names::unnamed(work.files);
        work = work.without_arrangements();
    }
    Ok(work)
}

/// `GET /passes/{link}/records/{submission}`
pub(super) async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Path((link, submission)): Path<(String, String)>,
) -> Result<Response> {
    let asked = format!("/records/{submission}");
    let pass = match open(&app, &visitor, &link, &asked).await? {
        Ok(pass) => pass,
        Err(page) => return Ok(page),
    };
    let record = opened(&app, &pass, &submission, &asked).await?;
    let work = work(&app, &pass, &record).await?;
    let taken = store::taken(&app.db, &record.plan_id, &record.submission_id).await?;
    visits::log(&app.db, &pass, Look::Record(&submission), app.clock.now()).await?;
    let heading = title(&pass, &record);
    let layout = Layout::new(&app, &visitor, heading.clone()).shape("marking");
    Ok(layout.render(|| {
        let by = record.sampled_by.clone().zip(record.sampled_at);
        let judged = match (taken, by) {
            (Some((comment, seen)), Some(by)) => found::all(&by, &work, &comment, &seen).into_any(),
            _ => decided(&record, &work).into_any(),
        };
        let why = record.reasons().map(|reasons| words::why(&reasons));
        let witness = work.witness.clone().map(|witness| seen_by(&pass, witness));
        let folder = format!("/passes/{link}/files/{submission}");
        view! {
            <header class="row">
                <h1>{heading}</h1>
                <span class="meta">{work.version_words()}" · "<a href=format!("/passes/{link}")>"Everything this pass opens"</a></span>
            </header>
            <div class="panes">
                <section class="pane text" aria-labelledby="work" tabindex="0">
                    <details class="beside"><summary>"Why was this drawn?"</summary><p>{why}</p></details>
                    {witness}
                    {work.circumstances()}
                    {work.as_handed_in()}
                    {list::section(&folder, &work.files, None)}
                </section>
                {judged}
            </div>
        }
    }))
}

/// What was decided, where nobody has looked at it again so far.
fn decided(record: &Record, work: &Work) -> impl IntoView + use<> {
    let criteria: Vec<_> = work
        .decided()
        .into_iter()
        .map(|(_, decision)| view! { <section class="criterion">{decision}</section> })
        .collect();
    view! {
        <section class="pane judge" aria-labelledby="judging" tabindex="0">
            <h2 id="judging">{format!("What {} decided", record.assessor)}</h2>
            <p class="meta">"No internal quality assurer has looked at it yet."</p>
            {work.closing()}
            {criteria}
        </section>
    }
}

/// The witness; by role alone where the pass shows no names.
fn seen_by(pass: &Pass, witness: Witness) -> AnyView {
    if pass.shows_names {
        return view! { <Witnessed witness/> }.into_any();
    }
    let by = format!(
        "{}, {}. Given on {}.",
        witness.role,
        witness.organisation,
        clock::date(witness.given_at)
    );
    view! { <section class="sheet" aria-label="The witness"><h2>"The witness"</h2><p>{by}</p></section> }.into_any()
}

/// `GET /passes/{link}/files/{submission}/{hash}`: a file of a record, to be saved.
pub(super) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    Path((link, submission, hash)): Path<(String, String, String)>,
) -> Result<Response> {
    let asked = format!("/files/{submission}/{hash}");
    let pass = match open(&app, &visitor, &link, &asked).await? {
        Ok(pass) => pass,
        Err(page) => return Ok(page),
    };
    let record = opened(&app, &pass, &submission, &asked).await?;
    let all = work(&app, &pass, &record).await?.files;
    let Some(file) = all.into_iter().find(|file| file.hash == hash) else {
        return Err(refused(&app, &pass, &asked).await?);
    };
    visits::log(
        &app.db,
        &pass,
        Look::File(&submission, &hash),
        app.clock.now(),
    )
    .await?;
    files::sent(&app, &visitor, file).await
}
