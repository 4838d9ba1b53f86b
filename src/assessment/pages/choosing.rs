//! Choosing what is recognised of a portfolio from elsewhere, criterion by criterion.

use super::foreign::Signer;
use super::import::{Desk, Item};
use super::prior_learning::LONGEST;
use crate::accounts::Assessor;
use crate::app::App;
use crate::assessment::prior_learning::{Recognition, recognise_all, refusal, unit_of};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::library::Specification;
use crate::ui::{Fault, TextArea, TextField};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The fields with the key of the archive, and with which an assessor says that they have made sure whose it is.
const KEY: &str = "key";
const MADE_SURE: &str = "made-sure";

/// What can be recognised.
pub(super) fn list(
    id: &str,
    items: Vec<Item>,
    signer: &Signer,
    (typed, faults): (&Form, &Faults),
) -> AnyView {
    if items.is_empty() {
        return view! { <p class="muted">"Nothing was achieved there that is open here and takes prior learning."</p> }.into_any();
    }
    let items: Vec<_> = items.into_iter().map(|item| fields(item, faults)).collect();
    let unknown = signer.known.is_none().then(|| {
        let checked = typed.has(MADE_SURE);
        view! {
            <fieldset class="field">
                <legend>"The key is unknown here"</legend>
                <Fault field=MADE_SURE words=faults.of(MADE_SURE)/>
                <div class="choice">
                    <input type="checkbox" id=MADE_SURE name=MADE_SURE value="yes" checked=checked/>
                    <label for=MADE_SURE>"I have made sure with the organisation that this key is theirs"</label>
                </div>
            </fieldset>
        }
    });
    view! {
        <h2>"What was achieved there"</h2>
        <p>"Choose what you recognise. You have looked at what shows it; the words can be changed, and the learner reads them. All that is chosen is recorded at once, or nothing of it."</p>
        <form method="post" action=format!("/enrolments/{id}/prior-learning/chosen") id="chosen">
            <input type="hidden" name=KEY value=signer.key.clone()/>
            <ul class="list" role="list">{items}</ul>
            {unknown}
            <p class="actions"><button class="button">"Recognise what is chosen"</button></p>
        </form>
    }
    .into_any()
}

fn fields(item: Item, faults: &Faults) -> impl IntoView + use<> {
    let (completed, what) = (
        format!("completed-{}", item.code),
        format!("what-{}", item.code),
    );
    let (completed_fault, what_fault) = (faults.of(&completed), faults.of(&what));
    let id = format!("criterion-{}", item.code);
    view! {
        <li>
            <div class="choice">
                <input type="checkbox" id=id.clone() name="criterion" value=item.code.clone() checked=item.chosen/>
                <label for=id><span class="code">{item.code}</span>" "{item.title}</label>
            </div>
            {item.warning.map(|words| view! { <p class="before">{words}</p> })}
            <TextField name=completed kind="date" label="The day on which it was completed" value=item.completed fault=completed_fault/>
            <TextArea name=what label="What it was, and what you saw of it" value=item.what fault=what_fault/>
        </li>
    }
}

/// `POST /enrolments/{id}/prior-learning/chosen`: recognises what was chosen, each by the same rules as any prior learning.
pub(super) async fn recognise_chosen(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["criterion", "completed-*", "what-*", KEY, MADE_SURE])?;
    let desk = Desk::load(&app, actor, &id).await?;
    let signer = Signer::of(&app, form.text(KEY)).await?;
    let today = app.clock.today();
    let (recognitions, mut faults) = chosen(&desk.specification, &form, &today)?;
    if signer.known.is_none() && !form.has(MADE_SURE) {
        faults.add(MADE_SURE, "Nobody here knows whose key this is. Make sure, and say so, or ask an administrator to enter it in the settings.");
    }
    if faults.is_empty() {
        let (db, at) = (&app.db, (today.as_str(), app.clock.now()));
        let (enrolment, specification) = (&desk.enrolment, &desk.specification);
        let taken =
            recognise_all(db, &desk.actor, enrolment, specification, &recognitions, at).await?;
        for code in taken {
            let words = format!(
                "Something else has been recognised for {code} already. Take it out of the choice; nothing has been recorded so far."
            );
            faults.add(format!("what-{code}"), words);
        }
    }
    if faults.is_empty() {
        let address = format!("/enrolments/{id}?said=recognised");
        return Ok(Redirect::to(&address).into_response());
    }
    let items = typed(&desk, &form);
    let body = list(&id, items, &signer, (&form, &faults));
    let page = desk.page(&app, faults, body);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The list as it was sent.
fn typed(desk: &Desk, form: &Form) -> Vec<Item> {
    let codes = form
        .fields()
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("what-"));
    let item = |code: &str| {
        let criterion = desk.specification.criterion(code)?;
        Some(Item {
            code: code.to_owned(),
            title: criterion.title.clone(),
            completed: form.text(&format!("completed-{code}")).to_owned(),
            what: form.text(&format!("what-{code}")).to_owned(),
            chosen: form.all("criterion").any(|chosen| chosen == code),
            warning: None,
        })
    };
    codes.filter_map(item).collect()
}

/// What is to be recognised, or what is wrong with it.
fn chosen(
    specification: &Specification,
    form: &Form,
    today: &str,
) -> Result<(Vec<Recognition>, Faults)> {
    let (mut recognitions, mut faults) = (Vec::new(), Faults::default());
    for code in form.all("criterion") {
        let unit = unit_of(specification, code).ok_or(Error::NotFound)?;
        let (completed, what) = (format!("completed-{code}"), format!("what-{code}"));
        if let Some(words) = refusal(unit, form.text(&completed), today) {
            faults.add(completed.clone(), words);
        }
        faults.check_text(form, &what, "what it was", LONGEST);
        recognitions.push(Recognition {
            criterion: code.to_owned(),
            completed_on: form.text(&completed).to_owned(),
            what: form.text(&what).to_owned(),
        });
    }
    if recognitions.is_empty() {
        faults.add("chosen", "Choose what you recognise.");
    }
    Ok((recognitions, faults))
}
