//! Qualifications and stand-alone units: what they ask for, and enrolling.

use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Enrolment, store};
use crate::library::{AwardKind, Criterion, Library, Outcome, Specification, Unit, UnitStatus};
use crate::portfolio::{CriterionState, Standing, standings, words_of};
use crate::ui::counted;
use crate::versions;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

/// `GET /qualifications`
pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let library = app.library();
    let cards: Vec<_> = library.specifications.iter().map(card).collect();
    let layout = Layout::new(&app, &visitor, "Qualifications")
        .here("/qualifications")
        .shape("wide");
    Ok(layout.render(|| {
        view! {
            <h1>"Qualifications and units"</h1>
            <p class="lead">"Reading is free. Enrol when you want your work assessed and certified."</p>
            <ul class="shelf" role="list">{cards}</ul>
        }
    }))
}

fn kind(specification: &Specification) -> &'static str {
    match specification.kind {
        AwardKind::Qualification => "Qualification",
        AwardKind::StandAloneUnit => "Stand-alone unit",
    }
}

fn card(specification: &Specification) -> impl IntoView + use<> {
    view! {
        <li class="sheet">
            <p class="kicker">{kind(specification)}</p>
            <h2><a href=format!("/qualifications/{}", specification.slug)>{specification.title.clone()}</a></h2>
            <p>{specification.summary.clone()}</p>
            <p class="meta">
                {format!(
                    "{} · {} credits · {} guided learning hours",
                    counted(specification.units.len(), "unit"),
                    specification.credits,
                    specification.glh,
                )}
            </p>
        </li>
    }
}

/// What the page is told to say on top.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// The version of the specification that this visitor sees: a learner the one they enrolled on, with where they stand; everybody else the
/// current one.
async fn as_seen_by(
    app: &App,
    visitor: &Visitor,
    current: &Specification,
) -> Result<(Option<Enrolment>, Specification, Vec<Standing>)> {
    let enrolments = match &visitor.0 {
        Some(actor) => store::enrolments(&app.db, &actor.id).await?,
        None => Vec::new(),
    };
    let Some(enrolment) = enrolments
        .into_iter()
        .find(|e| e.qualification == current.slug)
    else {
        return Ok((None, current.clone(), Vec::new()));
    };
    let library = app.library();
    let pinned = versions::specification(&app.db, &library, &enrolment.specification_hash)
        .await?
        .into_owned();
    let standings = standings(&app.db, &enrolment, &pinned).await?;
    Ok((Some(enrolment), pinned, standings))
}

/// `GET /qualifications/{slug}`
pub(super) async fn qualification(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let library = app.library();
    let current = library.specification(&slug).ok_or(Error::NotFound)?;
    let (enrolment, specification, standings) = as_seen_by(&app, &visitor, current).await?;
    let notice = match said.said.as_str() {
        "enrolled" => Some("You are enrolled. Your place and your work are kept from now on."),
        "enrol-first" => {
            Some("To write this, enrol first: then your work has somewhere to belong.")
        }
        _ => None,
    };
    let newer = current.version.hash != specification.version.hash;
    let units: Vec<_> = specification
        .units
        .iter()
        .map(|unit| unit_view(&library, &specification, unit, &standings))
        .collect();
    let layout = Layout::new(&app, &visitor, specification.title.clone())
        .here("/qualifications")
        .notice(notice);
    Ok(layout.description(specification.summary.clone()).render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/qualifications">"Qualifications"</a></li></ol></nav>
            <Intro specification=specification.clone()/>
            <Enrol specification=specification.clone() enrolment newer signed_in=visitor.0.is_some()/>
            <div class="prose" inner_html=specification.body.clone()></div>
            <h2>"Units"</h2>
            {units}
        }
    }))
}

#[component]
fn Intro(specification: Specification) -> impl IntoView {
    let validity = match specification.validity_months {
        Some(months) if months % 12 == 0 => format!(
            "{} from the day of the certificate",
            counted((months / 12) as usize, "year")
        ),
        Some(months) => format!(
            "{} from the day of the certificate",
            counted(months as usize, "month")
        ),
        None => "does not expire".to_owned(),
    };
    view! {
        <p class="kicker">{kind(&specification)}</p>
        <h1>{specification.title.clone()}</h1>
        <p class="lead">{specification.summary.clone()}</p>
        <dl class="facts broad">
            <dt>"Credits"</dt><dd>{specification.credits}</dd>
            <dt>"Time"</dt><dd>{format!("{} hours in all, {} of them guided", specification.tqt, specification.glh)}</dd>
            <dt>"Certificate"</dt><dd>{validity}</dd>
            <dt>"Specification"</dt>
            <dd>{format!("version {} · {} · review by {}", specification.label, specification.care.reviewer, clock::month(&specification.care.review_by))}</dd>
        </dl>
    }
}

#[component]
fn Enrol(
    specification: Specification,
    enrolment: Option<Enrolment>,
    newer: bool,
    signed_in: bool,
) -> impl IntoView {
    let address = format!("/qualifications/{}", specification.slug);
    match (enrolment, signed_in) {
        (Some(enrolment), _) => {
            let newer = newer.then_some(" A newer version exists; yours stays as it is.");
            view! {
                <p class="resume">
                    <span>{format!("You enrolled on {}, on version {} of the specification.", clock::date(enrolment.enrolled_at), specification.label)}{newer}</span>
                    <a href="/portfolio">"See what is left to do"</a>
                </p>
            }
            .into_any()
        }
        (None, true) => view! { <form method="post" action=address class="actions"><button class="button large">"Enrol"</button></form> }.into_any(),
        (None, false) => view! {
            <p class="actions">
                <a class="button" href=format!("/sign-up?next={address}")>"Sign up to enrol"</a>
                <a class="button quiet" href=format!("/sign-in?next={address}")>"Sign in"</a>
            </p>
        }
        .into_any(),
    }
}

/// Mandatory, or of which optional group.
fn part(specification: &Specification, unit: &Unit) -> String {
    if specification.kind == AwardKind::StandAloneUnit {
        return String::new();
    }
    let group = specification
        .optional
        .iter()
        .find(|group| group.units.contains(&unit.code));
    match (specification.mandatory.contains(&unit.code), group) {
        (true, _) => "mandatory · ".to_owned(),
        (false, Some(group)) => format!("optional, {} · ", group.title),
        (false, None) => "optional · ".to_owned(),
    }
}

fn unit_view(
    library: &Library,
    specification: &Specification,
    unit: &Unit,
    standings: &[Standing],
) -> impl IntoView + use<> {
    let standing = standings
        .iter()
        .find(|standing| standing.unit == unit.code)
        .cloned();
    let preparation = unit.status == UnitStatus::InPreparation;
    let state = preparation.then_some("preparation");
    let meta = format!(
        "{}{} credits{}",
        part(specification, unit),
        unit.credits,
        if preparation {
            " · in preparation"
        } else {
            ""
        }
    );
    let modules: Vec<_> = unit
        .modules
        .iter()
        .filter_map(|slug| library.module(slug))
        .map(|module| view! { <li><a href=format!("/modules/{}", module.slug)>{module.title.clone()}</a></li> })
        .collect();
    let outcomes: Vec<_> = unit
        .outcomes
        .iter()
        .map(|outcome| outcome_view(outcome, standing.as_ref()))
        .collect();
    view! {
        <details class="unit" id=unit.code.clone() data-state=state open=standing.is_some() || specification.units.len() == 1>
            <summary>
                <h3 class="unit-title">{format!("{} {}", unit.code, unit.title)}</h3>
                <p class="meta">{meta}</p>
            </summary>
            <div class="unit-body">
                <p>{unit.summary.clone()}</p>
                {preparation.then(|| view! { <p class="meta">"The modules of this unit are being written. You can see what it will ask for."</p> })}
                {(!modules.is_empty()).then(|| view! { <h4>"Modules"</h4><ul>{modules}</ul> })}
                {outcomes}
            </div>
        </details>
    }
}

fn outcome_view(outcome: &Outcome, standing: Option<&Standing>) -> impl IntoView + use<> {
    let criteria: Vec<_> = outcome
        .criteria
        .iter()
        .map(|criterion| {
            criterion_view(
                criterion,
                standing.map(|standing| standing.state(&criterion.code)),
            )
        })
        .collect();
    view! {
        <h4 id=outcome.code.clone()><span class="code">{outcome.code.clone()}</span>" "{outcome.title.clone()}</h4>
        <ul class="criteria" role="list">{criteria}</ul>
    }
}

fn criterion_view(criterion: &Criterion, state: Option<CriterionState>) -> impl IntoView + use<> {
    let state = state.map(|state| {
        let (key, words) = words_of(state);
        view! { <span class="state" data-state=key>{words}</span> }
    });
    view! {
        <li id=criterion.code.clone()>
            <span class="code">{criterion.code.clone()}</span>
            <div>{criterion.title.clone()}<div class="meta" inner_html=criterion.guidance.clone()></div></div>
            {state}
        </li>
    }
}

/// `POST /qualifications/{slug}`: enrols, once.
pub(super) async fn enrol(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let specification = library.specification(&slug).ok_or(Error::NotFound)?;
    store::enrol(&app.db, &actor, specification, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/qualifications/{slug}?said=enrolled")).into_response())
}
