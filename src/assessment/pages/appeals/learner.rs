//! The learner's side of an appeal: making one, and taking it back.

use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::assessment::appeals::{self, Appeal, LONGEST};
use crate::assessment::store::{self, Appealable, GROUNDS};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::asking::{self, Found};
use crate::portfolio::screen::{Place, Screening};
use crate::portfolio::{self, Access};
use crate::ui::{ErrorSummary, TextArea};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// One's own decision that can be appealed; a look at another's is logged.
async fn load(app: &App, actor: &Actor, id: &str) -> Result<Appealable> {
    let now = app.clock.now();
    let owner = store::learner_of_decision(&app.db, id).await?;
    if owner != actor.id {
        let access = Access {
            subject: "decision",
            id,
            owner: &owner,
            outcome: "refused",
        };
        portfolio::log_access(&app.db, actor, access, now).await?;
        return Err(Error::NotFound);
    }
    store::to_appeal(&app.db, actor, id, now).await
}

/// `GET /decisions/{id}/appeal`
pub(in crate::assessment::pages) async fn form(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
) -> Result<Response> {
    let decision = load(&app, &actor, &id).await?;
    Ok(page(
        &app,
        actor,
        &decision,
        (&Form::default(), &Faults::default(), None),
    ))
}

fn page(
    app: &App,
    actor: Actor,
    decision: &Appealable,
    (typed, faults, found): (&Form, &Faults, Option<&Screening>),
) -> Response {
    let until = clock::date(appeals::until(decision.decided_at));
    let back = format!("/evidence/{}", decision.evidence_id);
    Layout::new(app, &Visitor(Some(actor)), "Ask for another look")
        .here("/portfolio")
        .render(|| {
            view! {
                <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.clone()>"Evidence"</a></li></ol></nav>
                <ErrorSummary faults=faults.clone()/>
                <p class="kicker">{format!("Appeal · {}", decision.criterion)}</p>
                <h1>"Ask for another look"</h1>
                <p class="lead">"You can ask for this decision to be looked at again. It is your right, and it harms nothing: nobody holds it against you, and you can go on working and hand in a next version meanwhile."</p>
                <WhatHappens until/>
                <form method="post" action=format!("/decisions/{}/appeal", decision.id)>
                    <TextArea name="grounds" label="What do you see differently?" rows=8 value=typed.raw("grounds") fault=faults.of("grounds")
                        hint="In your own words; a few sentences are enough. You can point to places in your work. Leave out names of people you work with."/>
                    {found.map(|found| Found::view(found, GROUNDS, faults.of(asking::FIELD)))}
                    <p class="actions"><button class="button">"Send the appeal"</button><a class="button quiet" href=back.clone()>"Back, without an appeal"</a></p>
                </form>
            }
        })
}

#[component]
fn WhatHappens(until: String) -> impl IntoView {
    view! {
        <h2>"What happens then"</h2>
        <ol>
            <li>"Somebody who had nothing to do with the decision reads your work, the feedback and what you write here."</li>
            <li>"They decide anew and say why. The criterion is then achieved, or it stays not yet achieved; nothing you have achieved can be lost."</li>
            <li>"You get a mail. The first decision stays readable beside the new one, which is final."</li>
            <li>"Until it is answered you can take the appeal back."</li>
        </ol>
        <p class="meta">{format!("You can appeal until {until}.")}</p>
    }
}

/// `POST /decisions/{id}/appeal`
pub(in crate::assessment::pages) async fn make(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["grounds", asking::FIELD])?;
    let decision = load(&app, &actor, &id).await?;
    let mut faults = Faults::default();
    faults.check_text(&form, "grounds", "what you see differently", LONGEST);
    let (grounds, now) = (form.text("grounds"), app.clock.now());
    let texts = vec![(Place::Text, grounds.to_owned())];
    let found = Found::in_texts_of(&app.db, &actor.id, texts, GROUNDS, &form, now).await?;
    if found.is_some() {
        faults.add(asking::FIELD, asking::LOOK);
    }
    if !faults.is_empty() {
        let page = page(&app, actor, &decision, (&form, &faults, found.as_ref()));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let grounds = (grounds, form.text(asking::FIELD));
    let appeal = store::make_appeal_as_it_is(&app.db, &actor, &id, grounds, now).await?;
    Ok(Redirect::to(&format!("/appeals/{appeal}?said=appealed")).into_response())
}

/// The button that takes an appeal back.
pub(super) fn withdrawal(appeal: &Appeal) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/appeals/{}/withdrawal", appeal.id)>
            <p class="actions"><button class="button quiet">"Take the appeal back"</button></p>
        </form>
    }
}

/// `POST /appeals/{id}/withdrawal`
pub(in crate::assessment::pages) async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let appeal = super::load(&app, &actor, &id).await?;
    store::withdraw_appeal(&app.db, &actor, &appeal.id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/appeals/{id}?said=withdrawn")).into_response())
}
