//! Appeals: making one, answering one, and where they wait.

mod answer;
mod learner;
mod waiting;

pub(super) use answer::answer;
pub(super) use learner::{form, make, withdraw};
pub(super) use waiting::appeals;
pub(in crate::assessment::pages) use waiting::list;

use super::work::Work;
use crate::accounts::{Actor, Role, Visitor, is_colleague};
use crate::app::App;
use crate::assessment::appeals::Appeal;
use crate::assessment::desk;
use crate::assessment::store;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::decision_view;
use crate::portfolio::{self, Access};
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::{ErrorSummary, paragraphs};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// An appeal for its learner, or for those who answer appeals in their organisation; anybody else gets nothing, and every look of somebody else is logged.
async fn load(app: &App, actor: &Actor, id: &str) -> Result<Appeal> {
    let appeal = store::appeal(&app.db, id).await?;
    let has_role = actor.is(Role::Assessor) || actor.is(Role::Iqa);
    let may = actor.id == appeal.learner_id
        || (has_role && is_colleague(&app.db, actor, &appeal.learner_id).await?);
    let access = Access {
        subject: "appeal",
        id,
        owner: &appeal.learner_id,
        outcome: if may { "viewed" } else { "refused" },
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
    match may {
        true => Ok(appeal),
        false => Err(Error::NotFound),
    }
}

/// `GET /appeals/{id}`
pub(super) async fn appeal(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "appealed" => Some("We have your appeal. You will get a mail when it is answered."),
        "withdrawn" => Some("Taken back. Nothing else has changed."),
        "answered" => Some("Answered. The learner hears of it now."),
        _ => None,
    };
    let appeal = load(&app, &actor, &id).await?;
    page(
        &app,
        actor,
        appeal,
        notice,
        (&Form::default(), &Faults::default()),
    )
    .await
}

/// The page, with what was typed in a refused answer.
async fn page(
    app: &App,
    actor: Actor,
    appeal: Appeal,
    notice: Option<&'static str>,
    (typed, faults): (&Form, &Faults),
) -> Result<Response> {
    let own = actor.id == appeal.learner_id;
    let work = Work::load_if(app, &actor, &appeal.submission_id, true).await?;
    let may = appeal.is_open() && store::may_answer_appeal(&app.db, &actor, &appeal).await?;
    let form = may.then(|| answer::form(&work, &appeal, typed, faults).into_any());
    let is_between = !own && store::is_between(&app.db, &actor, &appeal).await?;
    let here = if own { "/portfolio" } else { desk(&actor) };
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, format!("Appeal about {}", appeal.criterion))
        .here(here)
        .notice(notice);
    Ok(layout.render(|| {
        let words = words(&appeal, own, is_between);
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li>{back(&work, own)}</li></ol></nav>
            <p class="kicker">{format!("Appeal · {} · unit {}", work.learner, appeal.unit)}</p>
            <h1><span class="code">{appeal.criterion.clone()}</span>" "{work.criterion_title(&appeal.criterion)}</h1>
            <p class="lead">{words}</p>
            {(own && appeal.is_open()).then(|| learner::withdrawal(&appeal))}
            {said_by(&appeal, own)}
            {decided(&work, &appeal)}
            {form}
            {handed_in(&work, own)}
        }
    }))
}

fn back(work: &Work, own: bool) -> impl IntoView + use<> {
    match own {
        true => {
            view! { <a href=format!("/evidence/{}", work.submission.evidence_id)>"Evidence"</a> }
        }
        false => view! { <a href="/appeals".to_owned()>"Appeals"</a> },
    }
}

/// Where it stands.
fn words(appeal: &Appeal, own: bool, is_between: bool) -> String {
    let by = appeal.answered_by.clone().unwrap_or_default();
    match (appeal.answered_at, appeal.withdrawn_at) {
        (Some(at), _) if appeal.is_upheld() => {
            format!("{by} looked at it again on {}: it is achieved.", clock::date(at))
        }
        (Some(at), _) => format!(
            "{by} looked at it again on {}: it stays not yet achieved. The reasons are below.",
            clock::date(at)
        ),
        (None, Some(at)) => format!("Taken back on {}. The decision stands.", clock::date(at)),
        (None, None) if own => {
            "Somebody who had nothing to do with the decision will look at your work again. You can go on working meanwhile.".to_owned()
        }
        (None, None) if is_between => {
            "You had a part in this work or have looked at what was decided on it, so somebody else answers.".to_owned()
        }
        (None, None) => format!("Waiting since {}.", clock::date(appeal.appealed_at)),
    }
}

fn said_by(appeal: &Appeal, own: bool) -> impl IntoView + use<> {
    let who = match own {
        true => "You".to_owned(),
        false => appeal.learner.clone(),
    };
    let footer = format!("{who}, {}", clock::date(appeal.appealed_at));
    view! {
        <h2>"What is seen differently"</h2>
        <blockquote class="voice"><div inner_html=paragraphs(&appeal.grounds)></div><footer>{footer}</footer></blockquote>
    }
}

/// The decision that was appealed, and the answer if there is one.
fn decided(work: &Work, appeal: &Appeal) -> impl IntoView + use<> {
    let of_this = work
        .decisions
        .iter()
        .filter(|decision| decision.id == appeal.decision_id);
    let decisions: Vec<_> = of_this
        .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
        .collect();
    view! { <h2>"What was decided"</h2>{decisions} }
}

fn handed_in(work: &Work, own: bool) -> impl IntoView + use<> {
    let text = (!own).then(|| {
        let link = work.links.iter().map(|link| {
            view! { <li><span class="code">{link.criterion.clone()}</span><span>{link.words()}</span></li> }
        });
        view! {
            <h2>"As it was handed in"</h2>
            <ul class="criteria" role="list">{link.collect::<Vec<_>>()}</ul>
            {work.witness.clone().map(|witness| view! { <Witnessed witness/> })}
            {work.circumstances()}
            <div class="text sheet">{work.text(&|field| super::beside::comments(work, field))}</div>
            {work.files()}
            <details><summary>"The prompt, as it was then"</summary><div class="text" inner_html=work.activity.prompt().into_owned()></div></details>
        }
    });
    let read = own.then(|| view! { <p><a href=format!("/submissions/{}", work.submission.id)>"Read your work as it was handed in"</a></p> });
    view! { {text}{read} }
}
