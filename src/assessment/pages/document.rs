//! A submission as a page to print: what was handed in, what was said beside it, what was decided.

use super::beside;
use super::work::Work;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::assessment::inspections;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::portfolio::decision_view;
use crate::portfolio::files::list;
use crate::portfolio::purging;
use crate::ui::Document;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /submissions/{id}/document`
pub(super) async fn document(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let work = Work::load(&app, &actor, &id).await?;
    let title = work.activity.title().to_owned();
    let here = match actor.id == work.submission.person_id {
        true => "/portfolio",
        false => "/assessment",
    };
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone()).here(here);
    Ok(layout.render(|| {
        let back = (format!("/submissions/{id}"), "Submission");
        let kind = work.activity.method().title();
        view! { <Document back kind title facts=facts(&work) body=body(&work).into_any()/> }
    }))
}

fn facts(work: &Work) -> Vec<(&'static str, String)> {
    let (submission, specification) = (&work.submission, &work.specification);
    let codes: Vec<&str> = work
        .links
        .iter()
        .map(|link| link.criterion.as_str())
        .collect();
    let at = clock::date_and_time(submission.submitted_at);
    let kind = work.activity.method().title().to_lowercase();
    let hash = &submission.activity_hash[..8];
    let unit = &submission.unit;
    vec![
        ("By", work.learner.clone()),
        ("For", format!("{}, unit {unit}", specification.title)),
        ("Criteria", codes.join(", ")),
        (
            "Handed in",
            format!("{at}, submission {}", submission.number),
        ),
        (
            "Versions",
            format!("Specification {}, {kind} {hash}", specification.label),
        ),
        ("State", state(work)),
    ]
}

fn state(work: &Work) -> String {
    let Some(closure) = &work.closure else {
        return "Waiting for a decision".to_owned();
    };
    closure.words()
}

fn body(work: &Work) -> impl IntoView + use<> {
    let of_this = work
        .decisions
        .iter()
        .filter(|decision| decision.submission_id == work.submission.id);
    let decisions: Vec<_> = of_this
        .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
        .collect();
    let is_decided = !decisions.is_empty();
    let gone = purging::gone(&work.purges, &work.submission.id);
    let text = gone.unwrap_or_else(|| {
        let beside = |field: &_| beside::comments_here(work, field);
        work.activity.read(&work.submission.body, &beside)
    });
    view! {
        <h2>"As it was handed in"</h2>
        {inspections::view(&work.inspections)}
        <div class="text">{text}</div>
        {list::printed(&work.files)}
        {is_decided.then(|| view! { <h2>"What was decided"</h2>{decisions} })}
    }
}
