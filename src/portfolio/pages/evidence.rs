//! One piece of evidence: the writing page, or what was handed in with its decisions and history.

use super::appeal::way_to_appeal;
use super::dossier::Dossier;
use super::history::history_item;
use super::{fill_in, of_others, write};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::assessment::inspections;
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::Field;
use crate::observations::pages::{Occasion, Say};
use crate::portfolio::purging;
use crate::portfolio::{Activity, Closure, Decided, FieldComment, Submission, decision_view};
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::paragraphs;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
    /// Whether to write the next version although something has been handed in.
    #[serde(default)]
    write: bool,
    /// A table and how many rows it shows at least.
    #[serde(default)]
    rows: String,
}

/// `GET /evidence/{id}`
pub(super) async fn evidence(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let dossier = Dossier::load(&app, &actor, &id).await?;
    let notice = match said.said.as_str() {
        "saved" => Some("Saved. Only you can see it."),
        "handed-in" => Some("Handed in. An assessor will read it; you will hear from them."),
        _ => None,
    };
    let writing = dossier.submissions.is_empty()
        || (said.write && !dossier.is_waiting() && !dossier.is_accepted);
    let visitor = Visitor(Some(actor));
    if writing && dossier.evidence.is_fixed() {
        let typed = of_others::Typed::saved(&dossier);
        return Ok(of_others::page(&app, &visitor, &dossier, typed, notice));
    }
    if let (true, Activity::Worksheet(worksheet)) = (writing, &dossier.activity) {
        let sheet = fill_in::Sheet::saved(&dossier, said.rows);
        return Ok(fill_in::page(
            &app, &visitor, &dossier, worksheet, sheet, notice,
        ));
    }
    if writing {
        let draft = dossier.draft();
        return Ok(write::page(
            &app,
            &visitor,
            &dossier,
            &draft,
            (&Form::default(), &Faults::default()),
            notice,
        ));
    }
    let layout = Layout::new(&app, &visitor, dossier.activity.title().to_owned())
        .here("/portfolio")
        .notice(notice);
    Ok(layout.render(|| handed_in(dossier)))
}

fn handed_in(dossier: Dossier) -> impl IntoView {
    let id = dossier.evidence.id.clone();
    let latest = dossier
        .submissions
        .first()
        .map(|(submission, closure)| (submission.clone(), closure.clone()));
    let state = match (dossier.is_waiting(), dossier.is_accepted) {
        (true, _) => {
            "It is with the assessors. You can read it here; it cannot be changed until they have answered."
        }
        (false, true) => "Everything it was handed in for is achieved.",
        (false, false) => {
            "Your assessor has answered. Read the feedback, then write the next version."
        }
    };
    let recorded = dossier.evidence.is_recorded();
    let again = !dossier.is_waiting() && !dossier.is_accepted && !recorded;
    let decided = latest
        .as_ref()
        .map(|(submission, closure)| decided(&dossier, submission, closure.as_ref()));
    let history: Vec<_> = dossier
        .submissions
        .iter()
        .map(|(s, c)| history_item(s, c.as_ref(), &dossier.said, &dossier.purges))
        .collect();
    let files = dossier.files_handed_in();
    let claims = dossier.claims();
    let text = latest
        .as_ref()
        .map(|(submission, _)| handed_in_text(&dossier, submission));
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
        <p class="kicker">{format!("{} · unit {}", dossier.activity.method().title(), dossier.evidence.unit)}</p>
        <h1>{dossier.activity.title().to_owned()}</h1>
        <p class="lead">{state}</p>
        {again.then(|| view! { <p class="actions"><a class="button" href=format!("/evidence/{id}?write=true")>"Write the next version"</a></p> })}
        {decided}
        {dossier.witness.clone().map(|witness| view! { <Witnessed witness/> })}
        {inspections::view(&dossier.inspections)}
        {dossier.occasion.clone().map(|(recorded, words)| {
            let say = words.is_none().then(|| view! { <Say evidence=id.clone()/> });
            view! { <Occasion recorded words/>{say} }
        })}
        <h2>{if recorded { "What was recorded" } else { "What you handed in" }}</h2>
        <div class="text sheet">{text}</div>
        {files}
        {claims}
        <h2>"History"</h2>
        <ol class="history" role="list">{history}</ol>
    }
}

/// What was handed in, or what has changed in it since the time before; comments stand beside their fields.
fn handed_in_text(dossier: &Dossier, submission: &Submission) -> AnyView {
    let beside = |field: &Field| {
        let comments = dossier.comments.iter();
        let comment = comments.filter(|comment| comment.submission_id == submission.id);
        let mut comment = comment.filter(|comment| comment.field == field.id);
        comment.next().map(FieldComment::view).into_any()
    };
    if let Some(gone) = purging::gone(&dossier.purges, &submission.id) {
        return gone;
    }
    let before = dossier.submissions.get(1).map(|(before, _)| before);
    let before = before.filter(|before| !before.is_purged());
    match before.map(|before| &before.body) {
        Some(before) => dossier.handed_in.compare(before, &submission.body, &beside),
        None => dossier.handed_in.read(&submission.body, &beside),
    }
}

/// The criteria of a submission, each with what was decided.
pub(super) fn decided(
    dossier: &Dossier,
    submission: &Submission,
    closure: Option<&Closure>,
) -> impl IntoView + use<> {
    let of_this = |decision: &&Decided| decision.submission_id == submission.id;
    let is_current = submission.specification_hash == dossier.specification.version.hash;
    let decisions: Vec<_> = dossier
        .decisions
        .iter()
        .filter(of_this)
        .map(|decision| {
            let title = dossier.title_then(submission, &decision.criterion);
            let way = way_to_appeal(decision, &dossier.appeals, is_current, dossier.now);
            view! { {decision_view(decision, title)}{way} }
        })
        .collect();
    let comment = closure.filter(|closure| !closure.comment.is_empty()).map(|closure| {
        view! {
            <blockquote class="voice">
                <div inner_html=paragraphs(&closure.comment)></div>
                <footer>{format!("{}, {}", closure.assessor_name, clock::date(closure.closed_at))}</footer>
            </blockquote>
        }
    });
    (!decisions.is_empty()).then(|| view! { <h2>"What was decided"</h2>{comment}{decisions} })
}
