//! Certificates that wait to be released.

use crate::accounts::{Iqa, Visitor, settings};
use crate::app::App;
use crate::certificates::{self, Request, number};
use crate::clock;
use crate::error::Result;
use crate::form::Form;
use crate::layout::Layout;
use crate::quality::store;
use crate::ui::Empty;
use crate::versions;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /quality/releases`
pub(super) async fn releases(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let mut held = Vec::new();
    for request in certificates::held(&app.db, &actor).await? {
        let why = store::hold(&app.db, &request.enrolment_id).await?;
        let is_party = [&request.requested_by, &request.learner_id].contains(&&actor.id);
        held.push((request, why, is_party));
    }
    let policy = store::release_policy_of(&app.db, &actor.organisation).await?;
    let layout =
        Layout::new(&app, &Visitor(Some(actor)), "Certificates to release").here("/quality");
    Ok(layout.render(|| {
        let is_empty = held.is_empty();
        let items: Vec<_> = held.into_iter().map(|(request, why, is_party)| item(request, why, is_party)).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Certificates to release"</h1>
            <p class="lead">{policy.words()}"."</p>
            {is_empty.then(|| view! { <Empty words="A certificate that an assessor has asked for waits here while the policy asks for it."/> })}
            <ul class="list apart" role="list">{items}</ul>
        }
    }))
}

fn item(request: Request, why: Option<String>, is_party: bool) -> impl IntoView {
    let asked = format!(
        "Asked for by {} on {}",
        request.requested_by_name,
        clock::date(request.requested_at)
    );
    let label = format!("Release “{}” for {}", request.title, request.learner);
    let action = format!("/quality/releases/{}", request.id);
    let (state, words) = match (&why, is_party) {
        (Some(why), _) => ("here", format!("Held: {why}")),
        (None, true) => (
            "here",
            "Somebody else releases it: you asked for it, or it is yours.".to_owned(),
        ),
        (None, false) => ("done", "The policy is met: it can be released.".to_owned()),
    };
    let form = (why.is_none() && !is_party).then(|| {
        view! { <form method="post" action=action><button class="button" aria-label=label>"Release"</button></form> }
    });
    view! {
        <li>
            <div>
                <h2>{format!("{}, {}", request.learner, request.title)}</h2>
                <p class="meta">{asked}</p>
                <p><span class="state" data-state=state>{words}</span></p>
            </div>
            {form}
        </li>
    }
}

/// `POST /quality/releases/{id}`
pub(super) async fn release(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let request = certificates::request(&app.db, &actor, &id).await?;
    let library = app.library();
    let hash = &request.specification_hash;
    let specification = versions::specification(&app.db, &library, hash).await?;
    let settings = settings::load(&app.db).await?;
    let now = app.clock.now();
    let number =
        certificates::release(&app.db, &actor, &id, &specification, &settings, now).await?;
    Ok(Redirect::to(&format!("/certificates/{}", number::display(&number))).into_response())
}
