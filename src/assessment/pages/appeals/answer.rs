//! Answering an appeal: the same judgement as at first, by somebody else.

use super::super::work::Work;
use super::super::{criterion, inspecting};
use crate::accounts::Actor;
use crate::app::App;
use crate::assessment::appeals::Appeal;
use crate::assessment::{Grounded, LONGEST, store};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::portfolio::Link;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

fn link_of<'w>(work: &'w Work, appeal: &Appeal) -> Option<&'w Link> {
    let mut links = work.links.iter();
    links.find(|link| link.criterion == appeal.criterion)
}

/// The form in which an appeal is answered.
pub(super) fn form(
    work: &Work,
    appeal: &Appeal,
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let fields =
        link_of(work, appeal).map(|link| criterion::fields(work, link, typed, faults, &[]));
    view! {
        <form class="sheet" method="post" action=format!("/appeals/{}", appeal.id) aria-labelledby="answering">
            <h2 id="answering">"Your decision"</h2>
            <p>"You have had nothing to do with the first decision. Read the work afresh, then say what you find and why. It takes the place of the first decision, in your name, and is final."</p>
            {inspecting::fields(work, typed, faults)}
            {fields}
            <p class="actions"><button class="button">"Answer the appeal"</button></p>
        </form>
    }
}

/// `POST /appeals/{id}`
pub(in crate::assessment::pages) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&[&criterion::FIELDS[..], &inspecting::FIELDS].concat())?;
    let appeal = super::load(&app, &actor, &id).await?;
    if !store::may_answer_appeal(&app.db, &actor, &appeal).await? {
        return Err(Error::Forbidden);
    }
    let work = Work::load_if(&app, &actor, &appeal.submission_id, true).await?;
    let link = link_of(&work, &appeal).ok_or(Error::NotFound)?.clone();
    let (decisions, mut faults) = criterion::read(&form, &[link], &app.clock.today());
    criterion::require_reasons(&form, &appeal.criterion, &mut faults);
    faults.check_lengths(&form, LONGEST);
    let today = app.clock.today();
    let inspection = inspecting::read(&work, &actor, &form, &decisions, &today, &mut faults);
    if let ([decision], true) = (decisions.as_slice(), faults.is_empty()) {
        let answer = Grounded {
            decision,
            inspection: inspection.as_ref(),
        };
        store::answer_appeal(&app.db, &actor, &id, answer, app.clock.now()).await?;
        return Ok(Redirect::to(&format!("/appeals/{id}?said=answered")).into_response());
    }
    let page = super::page(&app, actor, appeal, None, (&form, &faults)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
