//! A reflection's prompt, and beginning to write.

use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Enrolment, enrolments};
use crate::library::{Library, Reflection, Specification, Unit};
use crate::portfolio::{Activity, store};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The specification and the unit whose criteria the reflection can show.
fn home_of<'a>(
    library: &'a Library,
    reflection: &Reflection,
) -> Option<(&'a Specification, &'a Unit)> {
    let first = reflection.criteria.first()?;
    let has = |unit: &&Unit| unit.criteria().any(|criterion| criterion.code == *first);
    library
        .specifications
        .iter()
        .find_map(|specification| Some((specification, specification.units.iter().find(has)?)))
}

async fn enrolment_on(app: &App, actor: &Actor, slug: &str) -> Result<Option<Enrolment>> {
    let all = enrolments(&app.db, &actor.id).await?;
    Ok(all
        .into_iter()
        .find(|enrolment| enrolment.qualification == slug))
}

/// `GET /reflections/{id}`: the prompt, open to everybody.
pub(super) async fn reflection(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let reflection = library.reflection(&id).ok_or(Error::NotFound)?;
    let (specification, unit) = home_of(&library, reflection).ok_or(Error::NotFound)?;
    let begun = match &visitor.0 {
        Some(actor) => store::evidence_of(&app.db, actor)
            .await?
            .into_iter()
            .find(|e| e.activity == id),
        None => None,
    };
    let criteria: Vec<_> = unit
        .criteria()
        .filter(|criterion| reflection.criteria.contains(&criterion.code))
        .map(|criterion| view! { <li><span class="code">{criterion.code.clone()}</span><span>{criterion.title.clone()}</span></li> })
        .collect();
    let layout = Layout::new(&app, &visitor, reflection.title.clone()).here("/portfolio");
    Ok(layout.render(|| {
        view! {
            <p class="kicker">{format!("Reflection · unit {}, {}", unit.code, unit.title)}</p>
            <h1>{reflection.title.clone()}</h1>
            <div class="text" inner_html=reflection.body.clone()></div>
            <h2>"It can show"</h2>
            <ul class="criteria" role="list">{criteria}</ul>
            {match begun {
                Some(evidence) => view! { <p class="actions"><a class="button" href=format!("/evidence/{}", evidence.id)>"Go on writing"</a></p> }.into_any(),
                None => view! {
                    <form method="post" action=format!("/reflections/{id}") class="actions">
                        <button class="button">"Begin to write"</button>
                        <span class="meta">{format!("Private until you hand it in. It belongs to “{}”.", specification.title)}</span>
                    </form>
                }.into_any(),
            }}
        }
    }))
}

/// `POST /reflections/{id}`: begins the evidence, or finds what was begun. Enrolling comes first.
pub(super) async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let reflection = library.reflection(&id).ok_or(Error::NotFound)?;
    let (specification, unit) = home_of(&library, reflection).ok_or(Error::NotFound)?;
    let Some(enrolment) = enrolment_on(&app, &actor, &specification.slug).await? else {
        return Ok(Redirect::to(&format!(
            "/qualifications/{}?said=enrol-first",
            specification.slug
        ))
        .into_response());
    };
    let evidence = store::begin(
        &app.db,
        &actor,
        &enrolment,
        &unit.code,
        &Activity::Reflection(reflection.clone()),
        app.clock.now(),
    )
    .await?;
    Ok(Redirect::to(&format!("/evidence/{evidence}")).into_response())
}
