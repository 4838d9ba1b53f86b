//! The passes that were given: where each stands, what was opened with it, and withdrawing it.

use crate::accounts::{Iqa, Visitor};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::form::Form;
use crate::layout::Layout;
use crate::library::Method;
use crate::passes::visits::{self, Record, View};
use crate::passes::{Pass, State as Standing, store};
use crate::ui::{Empty, counted};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /quality/passes`
pub(super) async fn all(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let passes = store::passes(&app.db, &actor).await?;
    let now = app.clock.now();
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Passes").here("/quality");
    Ok(layout.render(|| {
        let is_empty = passes.is_empty();
        let items: Vec<_> = passes.iter().map(|pass| item(pass, now)).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Passes"</h1>
            <p class="lead">"With a pass an external quality assurer looks at just what plans have drawn and you have chosen for them, until a day."</p>
            {is_empty.then(|| view! { <Empty words="Passes will be here, with what was opened with each."/> })}
            <ul class="list" role="list">{items}</ul>
            <p class="actions"><a class="button" href="/quality/passes/new">"Give a pass"</a></p>
        }
    }))
}

fn item(pass: &Pass, now: Millis) -> impl IntoView + use<> {
    let opens = format!(
        "{}. Given by {} on {}.",
        counted(pass.records as usize, "record"),
        pass.given_by,
        clock::date(pass.given_at)
    );
    view! {
        <li>
            <h2><a href=format!("/quality/passes/{}", pass.id)>{format!("{}, {}", pass.holder, pass.organisation)}</a></h2>
            <p class="meta">{opens}" "{opened(pass)}</p>
            <p><span class="state" data-state=state_key(pass, now)>{pass.words(now)}</span></p>
        </li>
    }
}

fn state_key(pass: &Pass, now: Millis) -> &'static str {
    match pass.state(now) {
        Standing::Open => "here",
        Standing::Expired | Standing::Withdrawn => "ahead",
    }
}

fn opened(pass: &Pass) -> String {
    match pass.views {
        0 => "Nothing has been opened with it.".to_owned(),
        1 => "Something was opened with it once.".to_owned(),
        n => format!("Something was opened with it {n} times."),
    }
}

/// `GET /quality/passes/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let pass = store::pass(&app.db, &actor, &id).await?;
    let records = visits::records(&app.db, &pass).await?;
    let views = visits::views(&app.db, &pass).await?;
    let notice =
        (said.said == "withdrawn").then_some("Withdrawn. The link opens nothing any more.");
    let now = app.clock.now();
    let title = format!("The pass for {}", pass.holder);
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone())
        .here("/quality")
        .notice(notice);
    Ok(layout.render(|| {
        let names = match pass.shows_names {
            true => "By name",
            false => "By initials and a reference",
        };
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality/passes">"Passes"</a></li></ol></nav>
            <h1>{title}</h1>
            <p class="lead"><span class="state" data-state=state_key(&pass, now)>{pass.words(now)}</span></p>
            <dl class="facts broad">
                <dt>"Organisation"</dt><dd>{pass.organisation.clone()}</dd>
                <dt>"Given"</dt><dd>{format!("By {}, on {}", pass.given_by, clock::date_and_time(pass.given_at))}</dd>
                <dt>"Learners"</dt><dd>{names}</dd>
            </dl>
            {(pass.state(now) == Standing::Open).then(|| withdrawing(&pass))}
            <h2>"What it opens"</h2>
            <ul>{records.iter().map(|record| view! { <li>{called(&pass, record)}</li> }).collect::<Vec<_>>()}</ul>
            <h2>"What was looked at"</h2>
            {looks(&pass, &records, &views)}
        }
    }))
}

fn withdrawing(pass: &Pass) -> impl IntoView + use<> {
    let action = format!("/quality/passes/{}/withdrawal", pass.id);
    view! { <form method="post" action=action><button class="button quiet">"Withdraw the pass"</button></form> }
}

/// A record by the name of its learner, and what the holder reads in its place.
fn called(pass: &Pass, record: &Record) -> String {
    let kind = Method::title_of(&record.method);
    let own = format!("{kind}: unit {}, {}", record.unit, record.learner_name());
    match pass.shows_names {
        true => own,
        false => format!("{own} ({})", record.reference(pass)),
    }
}

/// The log, the last first.
fn looks(pass: &Pass, records: &[Record], views: &[View]) -> impl IntoView + use<> {
    if views.is_empty() {
        return view! { <Empty words="Nothing so far."/> }.into_any();
    }
    let items: Vec<_> = views
        .iter()
        .map(|look| {
            let at = clock::date_and_time(look.viewed_at);
            view! { <li><p>{what(pass, records, look)}</p><p class="meta">{at}</p></li> }
        })
        .collect();
    let more = (views.len() as i64 == visits::PAGE).then(|| {
        view! { <p class="meta">{format!("These are the last {} looks.", visits::PAGE)}</p> }
    });
    view! { <ul class="list" role="list">{items}</ul>{more} }.into_any()
}

fn what(pass: &Pass, records: &[Record], look: &View) -> String {
    if let Some(asked) = &look.asked {
        return format!("Refused: {asked}");
    }
    let Some(submission) = &look.submission_id else {
        return "The list of what it opens".to_owned();
    };
    let record = records.iter().find(|r| r.submission_id == *submission);
    let record = record
        .map(|record| called(pass, record))
        .unwrap_or_default();
    match &look.file_hash {
        Some(hash) => format!(
            "A file of {record}. SHA-256 {}…",
            &hash[..12.min(hash.len())]
        ),
        None => record,
    }
}

/// `POST /quality/passes/{id}/withdrawal`
pub(super) async fn withdraw(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    store::withdraw(&app.db, &actor, &id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/quality/passes/{id}?said=withdrawn")).into_response())
}
