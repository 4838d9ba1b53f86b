//! The page on which a learner sees what would carry over, and moves or stays.

use super::plan::{Carried, Plan, plan};
use super::{store, way_on};
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Enrolment, enrolments, list};
use crate::library::{Mapping, Specification};
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

/// `GET /qualifications/{slug}/transfer`: what would happen. Nothing happens here.
async fn preview(
    State(app): State<App>,
    actor: Actor,
    Path(slug): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let enrolment = own(&app, &actor, &slug).await?;
    let current = versions::specification(&app.db, &library, &enrolment.specification_hash).await?;
    let shown = portfolio::shown(&app.db, &enrolment).await?;
    let waiting = store::is_waiting(&app.db, &enrolment.id).await?;
    let title = match way_on(&library, &current) {
        Some((mapping, _)) => format!("From version {} to {}", mapping.from, mapping.to),
        None => "You are on the newest version".to_owned(),
    };
    let address = format!("/qualifications/{slug}");
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone()).here("/qualifications");
    Ok(layout.render(|| {
        let body = match way_on(&library, &current) {
            Some((mapping, to)) => {
                let plan = plan(mapping, &shown);
                view! { <Proposal mapping=mapping.clone() plan old=current.as_ref().clone() new=to.clone() waiting/> }.into_any()
            }
            None => view! { <p class="lead">{format!("You are on version {}. There is no newer one to move to.", current.label)}</p> }.into_any(),
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
fn Proposal(
    mapping: Mapping,
    plan: Plan,
    old: Specification,
    new: Specification,
    waiting: bool,
) -> impl IntoView {
    let carried: Vec<_> = plan
        .carried
        .iter()
        .map(|item| line(&new, item, "Carries over"))
        .collect();
    let look: Vec<_> = plan
        .look
        .iter()
        .map(|item| line(&new, item, "Needs a look"))
        .collect();
    let fresh: Vec<_> = plan
        .new
        .iter()
        .map(|code| simple(&new, code, "New"))
        .collect();
    let open: Vec<_> = plan
        .open
        .iter()
        .map(|code| simple(&new, code, "Open, as before"))
        .collect();
    let gone: Vec<_> = plan
        .withdrawn
        .iter()
        .map(|(code, achieved)| {
            simple(
                &old,
                code,
                if *achieved {
                    "Achieved; no longer asked for"
                } else {
                    "No longer asked for"
                },
            )
        })
        .collect();
    view! {
        <p class="lead">"Nothing has happened yet. You can look, and stay where you are: your version stays valid. Units that are signed off stay signed off, and everything you handed in stays as it was, with its decisions."</p>
        <div class="prose" inner_html=mapping.body.clone()></div>
        <Part heading="What carries over" words="You keep these. Each refers to the decision you had." items=carried/>
        <Part heading="What needs a look" words="These have changed. An assessor looks at what you showed before; you need not hand it in again unless they ask." items=look/>
        <Part heading="What is new" words="The version before did not ask for these." items=fresh/>
        <Part heading="What stays open" words="" items=open/>
        <Part heading="What is no longer asked for" words="What you showed for these stays readable." items=gone/>
        <Move mapping waiting/>
    }
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

fn line(new: &Specification, item: &Carried, words: &str) -> AnyView {
    let from: Vec<&str> = item.from.iter().map(String::as_str).collect();
    let was = (from != [item.criterion.as_str()]).then(|| format!(", from {}", list(&from)));
    simple(
        new,
        &item.criterion,
        &format!("{words}{}", was.unwrap_or_default()),
    )
}

fn simple(version: &Specification, code: &str, words: &str) -> AnyView {
    let title = version
        .criterion(code)
        .map(|criterion| criterion.title.clone());
    let state = match words.starts_with("Carries") || words.starts_with("Achieved") {
        true => "achieved",
        false => "ahead",
    };
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
fn Move(mapping: Mapping, waiting: bool) -> impl IntoView {
    let stay = format!("/qualifications/{}", mapping.slug);
    if waiting {
        return view! {
            <p class="notice">"Something of yours is with the assessors. You can move when you have their answer: it belongs to the version you are on."</p>
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
