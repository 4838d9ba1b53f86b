//! Who is asked to mark whose work, for those who look after assessors.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::assessment::store::{self, Allocation, Colleague};
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{Empty, ErrorSummary, Fault, TextField, counted};
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

/// Everything on the page.
struct Board {
    assessors: Vec<Colleague>,
    units: Vec<String>,
    current: Vec<Allocation>,
    ended: Vec<Allocation>,
    unallocated: Vec<(String, String, i64, Millis)>,
    now: Millis,
}

async fn board(app: &App, actor: &Actor) -> Result<Board> {
    let (current, ended) = store::allocations(&app.db, actor).await?;
    let library = app.library();
    let units = library.specifications.iter().flat_map(|one| &one.units);
    let mut units: Vec<String> = units.map(|unit| unit.code.clone()).collect();
    units.sort();
    units.dedup();
    Ok(Board {
        assessors: store::colleagues(&app.db, actor).await?,
        units,
        current,
        ended,
        unallocated: store::unallocated(&app.db, actor).await?,
        now: app.clock.now(),
    })
}

/// `GET /allocations`
pub(super) async fn allocations(
    State(app): State<App>,
    actor: Actor,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "allocated" => Some("Allocated. It stands first in the assessor’s queue from now on."),
        "ended" => Some("Ended. What was marked stays as it is."),
        _ => None,
    };
    let board = board(&app, &actor).await?;
    Ok(page(
        &app,
        actor,
        board,
        notice,
        (&Form::default(), &Faults::default()),
    ))
}

fn page(
    app: &App,
    actor: Actor,
    board: Board,
    notice: Option<&'static str>,
    (typed, faults): (&Form, &Faults),
) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor)), "Allocations")
        .here("/assessors")
        .notice(notice);
    layout.render(|| {
        let current: Vec<_> = board.current.iter().map(current).collect();
        let ended: Vec<_> = board.ended.iter().map(ended).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessors">"Assessors"</a></li></ol></nav>
            <ErrorSummary faults=faults.clone()/>
            <h1>"Who marks whose work"</h1>
            <p class="lead">"What is allocated to an assessor stands first in their queue. Others can still mark it, when somebody is ill or a lot is waiting."</p>
            {form(&board, typed, faults)}
            {waiting(&board)}
            <h2>"Allocated now"</h2>
            {current.is_empty().then(|| view! { <Empty words="Nobody’s work is allocated. Everybody sees the whole queue."/> })}
            <ul class="list apart" role="list">{current}</ul>
            {(!ended.is_empty()).then(|| view! { <details><summary>"Ended before"</summary><ul class="list" role="list">{ended}</ul></details> })}
        }
    })
}

/// The form that allocates.
fn form(board: &Board, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let option = |value: &str, words: &str, name: &str| {
        let (value, words) = (value.to_owned(), words.to_owned());
        let selected = typed.text(name) == value;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let assessors: Vec<_> = board
        .assessors
        .iter()
        .map(|one| option(&one.id, &one.name, "assessor"))
        .collect();
    let units: Vec<_> = board
        .units
        .iter()
        .map(|unit| option(unit, unit, "unit"))
        .collect();
    view! {
        <form class="sheet" method="post" action="/allocations">
            <h2>"Allocate"</h2>
            <div class="field">
                <label for="assessor">"Assessor"</label>
                <Fault field="assessor" words=faults.of("assessor")/>
                <select id="assessor" name="assessor" aria-describedby=faults.of("assessor").map(|_| "assessor-fault")><option value="">"Choose"</option>{assessors}</select>
            </div>
            <TextField name="learner" label="Learner" hint="Their whole name, or their email address." value=typed.raw("learner").to_owned() fault=faults.of("learner")/>
            <div class="field"><label for="unit">"Unit"</label><select id="unit" name="unit"><option value="">"every unit"</option>{units}</select></div>
            <p class="actions"><button class="button">"Allocate"</button></p>
        </form>
    }
}

fn waiting(board: &Board) -> impl IntoView + use<> {
    let items: Vec<_> = board
        .unallocated
        .iter()
        .map(|(learner, unit, count, since)| {
            let pieces = counted(*count as usize, "piece");
            let words = format!(
                "{learner}, unit {unit}: {pieces} of work, the oldest handed in {}.",
                clock::ago(board.now, *since)
            );
            view! { <li><p>{words}</p></li> }
        })
        .collect();
    (!items.is_empty()).then(
        || view! { <h2>"Waiting, and allocated to nobody"</h2><ul class="list" role="list">{items}</ul> },
    )
}

fn what(allocation: &Allocation) -> String {
    match allocation.unit.as_str() {
        "" => format!("{}, every unit", allocation.learner),
        unit => format!("{}, unit {unit}", allocation.learner),
    }
}

fn current(allocation: &Allocation) -> impl IntoView + use<> {
    let what = what(allocation);
    let label = format!("End: {} marks {what}", allocation.assessor);
    let by = format!(
        "By {} on {}.",
        allocation.allocated_by,
        clock::date(allocation.allocated_at)
    );
    view! {
        <li>
            <div><h3>{allocation.assessor.clone()}</h3><p>{what}</p><p class="meta">{by}</p></div>
            <form method="post" action=format!("/allocations/{}/end", allocation.id)><button class="button quiet" aria-label=label>"End"</button></form>
        </li>
    }
}

fn ended(allocation: &Allocation) -> impl IntoView + use<> {
    let words = format!(
        "{} for {}: from {} (by {}) to {} (by {}).",
        allocation.assessor,
        what(allocation),
        clock::date(allocation.allocated_at),
        allocation.allocated_by,
        clock::date(allocation.ended_at.unwrap_or_default()),
        allocation.ended_by.clone().unwrap_or_default(),
    );
    view! { <li><p>{words}</p></li> }
}

/// `POST /allocations`
pub(super) async fn allocate(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    let form = form.only(&["assessor", "learner", "unit"])?;
    let board = board(&app, &actor).await?;
    let mut faults = Faults::default();
    let assessor = form.text("assessor").to_owned();
    if !board.assessors.iter().any(|one| one.id == assessor) {
        faults.add("assessor", "Choose an assessor.");
    }
    let found = store::find_learners(&app.db, &actor, form.text("learner")).await?;
    let fault = match found.as_slice() {
        [] => Some("No learner has this in their name, or this address.".to_owned()),
        [(id, _)] if *id == assessor => {
            Some("Nobody marks their own work. Choose somebody else.".to_owned())
        }
        [_] => None,
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            Some(format!(
                "Several learners have this in their name, such as {}. Enter more of it, or the address.",
                crate::learning::list(&names)
            ))
        }
    };
    if let Some(words) = fault {
        faults.add("learner", words);
    }
    let unit = form.text("unit");
    let is_known = unit.is_empty() || board.units.iter().any(|known| known == unit);
    if let ([(learner, _)], true, true) = (found.as_slice(), faults.is_empty(), is_known) {
        store::allocate(&app.db, &actor, (&assessor, learner), unit, board.now).await?;
        return Ok(Redirect::to("/allocations?said=allocated").into_response());
    }
    let page = page(&app, actor, board, None, (&form, &faults));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /allocations/{id}/end`
pub(super) async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    store::end_allocation(&app.db, &actor, &id, app.clock.now()).await?;
    Ok(Redirect::to("/allocations?said=ended").into_response())
}
