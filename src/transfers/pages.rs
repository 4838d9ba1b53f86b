//! The page on which a learner sees what would carry over, and moves or stays.

use super::difference::{differences, lost};
use super::plan::{Carried, Plan, plan};
use super::projection::{Ahead, ahead};
use super::{Stands, stands, store};
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Enrolment, enrolments, list, title_of};
use crate::library::{Mapping, Specification};
use crate::quizzes::quizzes_passed;
use crate::ui::counted;
use crate::{portfolio, versions};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new().route(
        "/qualifications/{slug}/transfer",
        get(preview).post(transfer),
    )
}

/// Somebody's enrolment on a qualification.
async fn own(app: &App, actor: &Actor, slug: &str) -> Result<Enrolment> {
    let all = enrolments(&app.db, &actor.id).await?;
    let own = all.into_iter().find(|own| own.qualification == slug);
    own.ok_or(Error::NotFound)
}

/// What a move would do, in all its parts.
struct Proposed {
    mapping: Mapping,
    plan: Plan,
    old: Specification,
    new: Specification,
    ahead: Vec<Ahead>,
    /// What else differs, and what would count no longer.
    differences: Vec<String>,
    lost: Vec<String>,
    /// Why it has to wait.
    waits: Option<String>,
}

impl Proposed {
    async fn load(
        app: &App,
        enrolment: &Enrolment,
        old: &Specification,
        (mapping, new): (&Mapping, &Specification),
    ) -> Result<Self> {
        let db = &app.db;
        let shown = portfolio::shown(db, enrolment).await?;
        let standings = portfolio::standings(db, enrolment, old).await?;
        let signed = store::signed_units(db, &enrolment.id).await?;
        let passed = quizzes_passed(db, &enrolment.person_id).await?;
        let plan = plan(mapping, &shown);
        let library = app.library();
        let title = |id: &str| title_of(&library, id);
        let done = (signed.as_slice(), passed.as_slice());
        let ahead = ahead(&plan, &shown, new, &standings, done, &title);
        Ok(Proposed {
            ahead,
            plan,
            differences: differences(old, new),
            lost: lost(new, &signed),
            waits: store::must_wait(db, &enrolment.id).await?,
            mapping: mapping.clone(),
            old: old.clone(),
            new: new.clone(),
        })
    }
}

/// `GET /qualifications/{slug}/transfer`: what would happen. Nothing happens here.
async fn preview(
    State(app): State<App>,
    actor: Actor,
    Path(slug): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let enrolment = own(&app, &actor, &slug).await?;
    let current = versions::specification(&app.db, &library, &enrolment.specification_hash).await?;
    let stands = stands(&library, &current);
    let (title, proposed) = match stands {
        Stands::WayOn(mapping, to) => {
            let proposed = Proposed::load(&app, &enrolment, &current, (mapping, to)).await?;
            let title = format!("From version {} to {}", mapping.from, mapping.to);
            (title, Some(proposed))
        }
        Stands::NoWay(_) => ("There is no way on yet".to_owned(), None),
        _ => ("You are on the newest version".to_owned(), None),
    };
    let words = stands.words(&current.label);
    let address = format!("/qualifications/{slug}");
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone()).here("/qualifications");
    Ok(layout.render(|| {
        let body = match proposed {
            Some(proposed) => view! { <Proposal proposed/> }.into_any(),
            None => view! { <p class="lead">{words}</p> }.into_any(),
        };
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list">
                <li><a href="/qualifications">"Qualifications"</a></li>
                <li><a href=address>{current.title.clone()}</a></li>
            </ol></nav>
            <h1>{title}</h1>
            {body}
        }
    }))
}

#[component]
fn Proposal(proposed: Proposed) -> impl IntoView {
    let Proposed {
        mapping,
        plan,
        old,
        new,
        ..
    } = &proposed;
    let carried = plan.carried.iter();
    let carried: Vec<_> = carried
        .map(|item| line(new, item, DONE, "Carries over"))
        .collect();
    let look = plan.look.iter();
    let look: Vec<_> = look
        .map(|item| line(new, item, AHEAD, "Needs a look"))
        .collect();
    let fresh = plan.new.iter().map(|code| simple(new, code, AHEAD, "New"));
    let open = plan.open.iter();
    let open = open.map(|code| simple(new, code, AHEAD, "Open, as before"));
    let gone = plan.withdrawn.iter().map(|(code, achieved)| {
        let (state, words) = match achieved {
            true => (DONE, "Achieved; no longer asked for"),
            false => (AHEAD, "No longer asked for"),
        };
        simple(old, code, state, words)
    });
    view! {
        <p class="lead">"Nothing has happened yet. You can look, and stay where you are: your version stays valid. Units that are signed off stay signed off, and everything you handed in stays as it was, with its decisions."</p>
        <div class="prose" inner_html=mapping.body.clone()></div>
        <Sentences heading="What would count no longer" sentences=proposed.lost.clone()/>
        <Part heading="What carries over" words="You keep these. Each refers to the decision you had." items=carried/>
        <Part heading="What needs a look" words="These have changed. An assessor looks at what you showed before; you need not hand it in again unless they ask." items=look/>
        <Part heading="What is new" words="The version before did not ask for these." items=fresh.collect()/>
        <Folded items=open.collect()/>
        <Part heading="What is no longer asked for" words="What you showed for these stays readable." items=gone.collect()/>
        <Units ahead=proposed.ahead.clone() from=old.label.clone() to=new.label.clone()/>
        <Sentences heading="What else differs" sentences=proposed.differences.clone()/>
        <Move mapping=mapping.clone() waits=proposed.waits.clone()/>
    }
}

/// Sentences under their heading, or nothing.
#[component]
fn Sentences(heading: &'static str, sentences: Vec<String>) -> impl IntoView {
    let items: Vec<_> = sentences
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> })
        .collect();
    (!items.is_empty()).then(|| view! { <h2>{heading}</h2><ul>{items}</ul> })
}

/// What each unit that is not signed off would need besides what it needs now, and no longer; what stays the same is not repeated.
#[component]
fn Units(ahead: Vec<Ahead>, from: String, to: String) -> impl IntoView {
    let all = ahead.len();
    let changed: Vec<_> = ahead.iter().filter(|unit| unit.changes()).collect();
    let same = match (changed.len(), all) {
        (_, 0) => return None,
        (0, _) => Some("Your units need the same as now.".to_owned()),
        (changed, all) if changed < all => {
            Some("Your other units need the same as now.".to_owned())
        }
        _ => None,
    };
    let part = |words: String, points: Vec<&String>| {
        let points: Vec<_> = points
            .into_iter()
            .map(|point| view! { <li>{point.clone()}</li> })
            .collect();
        (!points.is_empty()).then(|| view! { <p>{words}</p><ul>{points}</ul> })
    };
    let one = |unit: &Ahead| {
        let more = part(
            format!("By version {to}, besides what it needs now:"),
            unit.more(),
        );
        let less = part(
            format!("By version {from} alone, and no longer:"),
            unit.less(),
        );
        let ready = unit.now.as_ref().is_some_and(Vec::is_empty);
        let ready = ready.then(|| view! { <p>"Now it could be signed off."</p> });
        let done = unit
            .then
            .is_empty()
            .then(|| view! { <p>"After the move it could be signed off."</p> });
        view! { <h3>{format!("{}, {}", unit.code, unit.title)}</h3>{ready}{more}{less}{done} }
    };
    let units: Vec<_> = changed.into_iter().map(one).collect();
    Some(view! { <h2>"What your units would still need"</h2>{units}<p>{same}</p> })
}

/// What stays open: most of it, for whoever has just begun.
#[component]
fn Folded(items: Vec<AnyView>) -> impl IntoView {
    let words = format!("{}, as before", counted(items.len(), "criterion"));
    (!items.is_empty()).then(|| {
        view! {
            <h2>"What stays open"</h2>
            <details><summary>{words}</summary><ul class="criteria" role="list">{items}</ul></details>
        }
    })
}

/// A list of criteria under its heading, or nothing.
#[component]
fn Part(heading: &'static str, words: &'static str, items: Vec<AnyView>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        view! {
            <h2>{heading}</h2>
            {(!words.is_empty()).then(|| view! { <p class="meta">{words}</p> })}
            <ul class="criteria" role="list">{items}</ul>
        }
    })
}

/// The states of a criterion in the lists of a move.
const DONE: &str = "achieved";
const AHEAD: &str = "ahead";

fn line(new: &Specification, item: &Carried, state: &'static str, words: &str) -> AnyView {
    let from: Vec<&str> = item.from.iter().map(String::as_str).collect();
    let was = (from != [item.criterion.as_str()]).then(|| format!(", from {}", list(&from)));
    simple(
        new,
        &item.criterion,
        state,
        &format!("{words}{}", was.unwrap_or_default()),
    )
}

fn simple(version: &Specification, code: &str, state: &'static str, words: &str) -> AnyView {
    let title = version
        .criterion(code)
        .map(|criterion| criterion.title.clone());
    view! {
        <li>
            <span class="code">{code.to_owned()}</span>
            <span>{title.unwrap_or_default()}</span>
            <span class="state" data-state=state>{words.to_owned()}</span>
        </li>
    }
    .into_any()
}

/// The form that moves, or why it has to wait.
#[component]
fn Move(mapping: Mapping, waits: Option<String>) -> impl IntoView {
    let stay = format!("/qualifications/{}", mapping.slug);
    if let Some(words) = waits {
        return view! {
            <p class="notice">{words}</p>
            <p class="actions"><a class="button quiet" href=stay>"Stay on my version"</a></p>
        }
        .into_any();
    }
    view! {
        <form method="post" action=format!("/qualifications/{}/transfer", mapping.slug)>
            <input type="hidden" name="mapping" value=mapping.hash.clone()/>
            <p>"Moving cannot be undone. It is recorded with today’s date. A decision that you want to appeal, appeal before you move."</p>
            <p class="actions">
                <button class="button">{format!("Move to version {}", mapping.to)}</button>
                <a class="button quiet" href=stay>"Stay on my version"</a>
            </p>
        </form>
    }
    .into_any()
}

/// `POST /qualifications/{slug}/transfer`
async fn transfer(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["mapping"])?;
    let enrolment = own(&app, &actor, &slug).await?;
    let (library, now) = (app.library(), app.clock.now());
    let mapping = form.text("mapping");
    store::transfer(&app.db, &actor, &library, &enrolment.id, mapping, now).await?;
    Ok(Redirect::to(&format!("/qualifications/{slug}?said=transferred")).into_response())
}
