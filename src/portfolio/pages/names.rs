//! The names that a learner wants looked for, listed and taken away.

use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::pieces::Private;
use crate::portfolio::private_names::{self, PrivateName};
use crate::ui::{Empty, ErrorSummary, TextField};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /portfolio/names`
pub(super) async fn names(
    State(app): State<App>,
    Learner(actor): Learner,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "added" => Some("We look for this name from now on. Only you can see it."),
        "removed" => Some("The name is gone."),
        _ => None,
    };
    page(&app, actor, String::new(), Faults::default(), notice).await
}

/// `POST /portfolio/names`: lists a name.
pub(super) async fn add(
    State(app): State<App>,
    Learner(actor): Learner,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["name"])?;
    let name = form.text("name").split_whitespace();
    let name = name.collect::<Vec<_>>().join(" ");
    match private_names::add(&app.db, &actor, &name, app.clock.now()).await {
        Ok(()) => Ok(Redirect::to("/portfolio/names?said=added").into_response()),
        Err(Error::Invalid(words)) => {
            let mut faults = Faults::default();
            faults.add("name", words);
            let typed = form.raw("name").to_owned();
            let page = page(&app, actor, typed, faults, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// `POST /portfolio/names/{id}/remove`: takes a name away.
pub(super) async fn remove(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    private_names::remove(&app.db, &actor, &id, app.clock.now()).await?;
    Ok(Redirect::to("/portfolio/names?said=removed").into_response())
}

async fn page(
    app: &App,
    actor: Actor,
    typed: String,
    faults: Faults,
    notice: Option<&'static str>,
) -> Result<Response> {
    let names = private_names::names_of(&app.db, &actor.id).await?;
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, "Names to look for");
    Ok(layout.here("/portfolio").notice(notice).render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <h1>"Names to look for"</h1>
            <p class="lead">"Nobody you work with should be recognised in what you hand in. List what you call them, and we look for it before anything goes to an assessor."</p>
            <Private told="Only you can see this list. Assessors, managers and administrators have no page that shows it."/>
            <form method="post" action="/portfolio/names" novalidate=true>
                <TextField name="name" label="A first name or a nickname" value=typed fault=faults.of("name")
                    hint="One at a time. A surname is not needed. It is found in capitals or not, and as a whole word only."/>
                <p class="actions"><button class="button">"Look for this name"</button></p>
            </form>
            <Listed names/>
        }
    }))
}

#[component]
fn Listed(names: Vec<PrivateName>) -> impl IntoView {
    if names.is_empty() {
        return view! { <Empty words="The names you list will be here, until you take them away."/> }.into_any();
    }
    let items: Vec<_> = names
        .into_iter()
        .map(|PrivateName { id, name }| {
            let action = format!("/portfolio/names/{id}/remove");
            view! {
                <li>
                    <span>{name.clone()}</span>
                    <form method="post" action=action><button class="button plain">"Take away"<span class="unseen">{format!(" {name}")}</span></button></form>
                </li>
            }
        })
        .collect();
    view! {
        <h2>"What we look for"</h2>
        <ul class="list apart" role="list">{items}</ul>
        <p class="meta">"Take a name away when you no longer work with somebody: we keep it no longer than you do."</p>
    }
    .into_any()
}
