//! What a learner has asked of witnesses, and whom else they can ask.

use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::enrolments;
use crate::testimony::{Request, State as Standing, store};
use crate::ui::Empty;
use crate::versions;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /witnesses`
pub(super) async fn witnesses(
    State(app): State<App>,
    Learner(actor): Learner,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "asked" => {
            Some("Asked. The link is on its way by mail; you will hear when they have answered.")
        }
        "withdrawn" => Some("Withdrawn. The link does not work any more."),
        _ => None,
    };
    let requests = store::requests(&app.db, &actor).await?;
    let library = app.library();
    let mut units = Vec::new();
    for enrolment in enrolments(&app.db, &actor.id).await? {
        let hash = &enrolment.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        for unit in &specification.units {
            let address = format!(
                "/witnesses/ask?enrolment={}&unit={}",
                enrolment.id, unit.code
            );
            units.push((address, format!("{}, {}", unit.code, unit.title)));
        }
    }
    let now = app.clock.now();
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Witnesses")
        .here("/portfolio")
        .notice(notice);
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <h1>"Witnesses"</h1>
            <p class="lead">"Somebody who has seen your work can write down what they saw: a manager, a colleague, a partner agency. They need no account. What they write comes to your portfolio; you say what it shows and hand it in."</p>
            <h2>"What you have asked"</h2>
            <Requests requests now/>
            <h2>"Ask somebody"</h2>
            <Units units/>
        }
    }))
}

#[component]
fn Requests(requests: Vec<Request>, now: Millis) -> impl IntoView {
    let is_empty = requests.is_empty();
    let items: Vec<_> = requests
        .into_iter()
        .map(|request| item(request, now))
        .collect();
    view! {
        {is_empty.then(|| view! { <Empty words="Whom you ask will be here, with what has become of it."/> })}
        <ul class="list apart" role="list">{items}</ul>
    }
}

fn item(request: Request, now: Millis) -> impl IntoView {
    let state = request.state(now);
    let key = match state {
        Standing::Waiting => "here",
        Standing::Given => "done",
        Standing::Withdrawn | Standing::Expired => "ahead",
    };
    let way = match &request.witness_email {
        Some(email) => format!("by mail to {email}"),
        None => "with a link that you passed on".to_owned(),
    };
    let asked = format!(
        "Unit {}, asked on {} {way}.",
        request.unit,
        clock::date(request.asked_at)
    );
    let read = request.evidence_id.as_ref().map(|id| {
        view! { <a class="button quiet" href=format!("/evidence/{id}")>"Read it and hand it in"</a> }
    });
    let withdraw = (state == Standing::Waiting).then(|| {
        let label = format!("Withdraw what you asked of {}", request.witness_name);
        view! {
            <form method="post" action=format!("/witnesses/{}/withdrawal", request.id)>
                <button class="button quiet" aria-label=label>"Withdraw"</button>
            </form>
        }
    });
    view! {
        <li>
            <div>
                <h3>{request.witness_name.clone()}</h3>
                <p class="meta">{asked}</p>
                <p><span class="state" data-state=key>{request.words(now)}</span></p>
            </div>
            {read}
            {withdraw}
        </li>
    }
}

#[component]
fn Units(units: Vec<(String, String)>) -> impl IntoView {
    let is_empty = units.is_empty();
    let items: Vec<_> = units
        .into_iter()
        .map(|(address, words)| view! { <li><p><a href=address>{words}</a></p></li> })
        .collect();
    view! {
        {match is_empty {
            true => view! { <Empty words="Enrol on a qualification or a stand-alone unit first; its units will be here."/> }.into_any(),
            false => view! { <p>"About which unit?"</p> }.into_any(),
        }}
        <ul class="list" role="list">{items}</ul>
    }
}

/// `POST /witnesses/{id}/withdrawal`
pub(super) async fn withdraw(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    store::withdraw(&app.db, &actor, &id, app.clock.now()).await?;
    Ok(Redirect::to("/witnesses?said=withdrawn").into_response())
}
