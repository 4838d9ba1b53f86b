//! A reflection's prompt, and beginning to write.

use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::portfolio::{self, Activity, home_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /reflections/{id}`: the prompt, open to everybody.
pub(super) async fn reflection(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let reflection = library.reflection(&id).ok_or(Error::NotFound)?;
    let (specification, unit) = home_of(&library, &reflection.criteria).ok_or(Error::NotFound)?;
    let begun = portfolio::begun(&app, visitor.0.as_ref(), &id).await?;
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
                Some(evidence) => view! { <p class="actions"><a class="button" href=format!("/evidence/{evidence}")>"Go on writing"</a></p> }.into_any(),
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
    let reflection = app.library().reflection(&id).cloned();
    let activity = Activity::Reflection(reflection.ok_or(Error::NotFound)?);
    let address = portfolio::begin(&app, &actor, &activity).await?;
    Ok(Redirect::to(&address).into_response())
}
