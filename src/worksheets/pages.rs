//! Pages of a worksheet before anybody fills it in: what it is, and a blank one to print.

use super::blank::Blank;
use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Unit, Worksheet};
use crate::portfolio::{self, Activity, home_of};
use crate::ui::{Document, counted};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/worksheets/{id}", get(worksheet).post(begin))
        .route("/worksheets/{id}/blank", get(blank))
}

/// `GET /worksheets/{id}`: what it asks and what it can show, open to everybody.
async fn worksheet(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let worksheet = library.worksheet(&id).ok_or(Error::NotFound)?;
    let (specification, unit) = home_of(&library, &worksheet.criteria).ok_or(Error::NotFound)?;
    let begun = portfolio::begun(&app, visitor.0.as_ref(), &id).await?;
    let layout = Layout::new(&app, &visitor, worksheet.title.clone())
        .description(worksheet.summary.clone())
        .here("/portfolio");
    Ok(layout.render(|| {
        view! {
            <p class="kicker">{format!("Worksheet · unit {}, {}", unit.code, unit.title)}</p>
            <h1>{worksheet.title.clone()}</h1>
            <p class="lead">{worksheet.summary.clone()}</p>
            {worksheet.content_note.clone().map(|note| view! { <p class="before"><strong>"Before you begin. "</strong>{note}</p> })}
            <div class="text" inner_html=worksheet.body.clone()></div>
            <Begin id=id.clone() begun title=specification.title.clone()/>
            <Asks worksheet=worksheet.clone()/>
            <Criteria worksheet=worksheet.clone() unit=unit.clone()/>
        }
    }))
}

#[component]
fn Begin(id: String, begun: Option<String>, title: String) -> impl IntoView {
    let blank = view! { <a class="button quiet" href=format!("/worksheets/{id}/blank")>"A blank one to print"</a> };
    match begun {
        Some(evidence) => view! {
            <p class="actions"><a class="button" href=format!("/evidence/{evidence}")>"Go on with it"</a>{blank}</p>
        }
        .into_any(),
        None => view! {
            <form method="post" action=format!("/worksheets/{id}") class="actions">
                <button class="button">"Begin to fill it in"</button>
                {blank}
                <span class="meta">{format!("Private until you hand it in. It belongs to “{title}”.")}</span>
            </form>
        }
        .into_any(),
    }
}

/// The titles of the fields.
#[component]
fn Asks(worksheet: Worksheet) -> impl IntoView {
    let count = worksheet.fields.len();
    let titles: Vec<_> = worksheet
        .fields
        .iter()
        .map(|field| {
            let optional =
                (!field.required).then(|| view! { <span class="meta">" optional"</span> });
            view! { <li>{field.title.clone()}{optional}</li> }
        })
        .collect();
    view! {
        <h2>"What it asks"</h2>
        <p class="meta">{format!("{}, in any order. You can stop and come back.", counted(count, "field"))}</p>
        <ol>{titles}</ol>
    }
}

#[component]
fn Criteria(worksheet: Worksheet, unit: Unit) -> impl IntoView {
    let criteria: Vec<_> = unit
        .criteria()
        .filter(|criterion| worksheet.criteria.contains(&criterion.code))
        .map(|criterion| view! { <li><span class="code">{criterion.code.clone()}</span><span>{criterion.title.clone()}</span></li> })
        .collect();
    view! { <h2>"What it can show"</h2><ul class="criteria" role="list">{criteria}</ul> }
}

/// `POST /worksheets/{id}`: begins the evidence, or finds what was begun. Enrolling comes first.
async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let worksheet = app.library().worksheet(&id).cloned();
    let activity = Activity::Worksheet(worksheet.ok_or(Error::NotFound)?);
    let address = portfolio::begin(&app, &actor, &activity).await?;
    Ok(Redirect::to(&address).into_response())
}

/// `GET /worksheets/{id}/blank`
async fn blank(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let worksheet = library.worksheet(&id).ok_or(Error::NotFound)?;
    let title = worksheet.title.clone();
    let layout = Layout::new(&app, &visitor, format!("{title}: blank")).here("/portfolio");
    Ok(layout.render(|| {
        let back = (format!("/worksheets/{id}"), "Worksheet");
        let body = view! {
            <div class="text" inner_html=worksheet.body.clone()></div>
            <Blank worksheet=worksheet.clone()/>
        };
        view! { <Document back kind="Worksheet" title facts=Vec::new() body=body.into_any()/> }
    }))
}
