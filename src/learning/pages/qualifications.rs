//! Qualifications and stand-alone units: what they ask for, and enrolling.

use super::structure::Structure;
use super::units::unit_view;
use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Enrolment, store};
use crate::library::{AwardKind, Specification};
use crate::portfolio::{Standing, standings};
use crate::transfers::{self, Stands};
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
            <p><a href="/frameworks">"See how they sit beside other people’s frameworks"</a></p>
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
        "transferred" => Some(
            "You are on the new version now. Everything you had is kept, and what carries over counts.",
        ),
        "enrol-first" => {
            Some("To write this, enrol first: then your work has somewhere to belong.")
        }
        _ => None,
    };
    let stands = transfers::stands(&library, &specification);
    let moved = match &enrolment {
        Some(enrolment) => transfers::of_enrolment(&app.db, &enrolment.id).await?,
        None => Vec::new(),
    };
    let version = Version {
        stands: (!matches!(stands, Stands::Newest)).then(|| stands.words(&specification.label)),
        way_on: match stands {
            Stands::WayOn(mapping, _) => Some(mapping.to.clone()),
            _ => None,
        },
        since: moved.last().map(|transfer| transfer.transferred_at),
    };
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
            <Enrol specification=specification.clone() enrolment version signed_in=visitor.0.is_some()/>
            <div class="prose" inner_html=specification.body.clone()></div>
            <Structure specification=specification.clone() standings/>
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
    let level = specification
        .level
        .map(|level| view! { <dt>"Level"</dt><dd>{level}</dd> });
    view! {
        <p class="kicker">{kind(&specification)}</p>
        <h1>{specification.title.clone()}</h1>
        <p class="lead">{specification.summary.clone()}</p>
        <dl class="facts broad">
            {level}
            <dt>"Credits"</dt><dd>{specification.credits}</dd>
            <dt>"Time"</dt><dd>{format!("{} hours in all, {} of them guided", specification.tqt, specification.glh)}</dd>
            <dt>"Certificate"</dt><dd>{validity}</dd>
            <dt>"Specification"</dt>
            <dd>{format!("version {} · {} · review by {}", specification.label, specification.care.reviewer, clock::month(&specification.care.review_by))}</dd>
        </dl>
    }
}

/// How somebody's version stands to the others.
struct Version {
    /// In a sentence; `None`: it is the newest.
    stands: Option<String>,
    /// The number of the version that they can move to.
    way_on: Option<String>,
    /// When they moved to the one they are on.
    since: Option<Millis>,
}

#[component]
fn Enrol(
    specification: Specification,
    enrolment: Option<Enrolment>,
    version: Version,
    signed_in: bool,
) -> impl IntoView {
    let address = format!("/qualifications/{}", specification.slug);
    match (enrolment, signed_in) {
        (Some(enrolment), _) => {
            let newer = version.stands.map(|words| format!(" {words}"));
            let way_on = version.way_on.map(|label| {
                view! { <a href=format!("{address}/transfer")>{format!("See what moving to version {label} would change")}</a> }
            });
            let on = match version.since {
                Some(at) => format!("You enrolled on {}. Since {} you are on version {} of the specification.", clock::date(enrolment.enrolled_at), clock::date(at), specification.label),
                None => format!("You enrolled on {}, on version {} of the specification.", clock::date(enrolment.enrolled_at), specification.label),
            };
            view! {
                <p class="resume">
                    <span>{on}{newer}</span>
                    {way_on}
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
