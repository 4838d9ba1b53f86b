//! A sample: what was handed in on one side, what was decided on the other, and beside every decision what is found of it.

use super::found;
use crate::accounts::{Actor, Iqa, Visitor};
use crate::app::App;
use crate::assessment::{LONGEST, Work};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::{self, Access};
use crate::quality::store::{self, Drawn};
use crate::quality::{Asked, Finding, Found, words};
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::{ErrorSummary, Fault, TextArea, TextField};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

const FIELDS: [&str; 5] = ["finding-*", "action-*", "by-*", "of-*", "comment"];

/// Everything the page is about. What somebody had a part in is not found by them, and that they asked is logged.
async fn load(app: &App, actor: &Actor, plan: &str, submission: &str) -> Result<(Drawn, Work)> {
    let drawn = store::drawn(&app.db, actor, plan, submission).await?;
    let may = !drawn.is_party;
    let access = Access {
        subject: "submission",
        id: submission,
        owner: &drawn.learner_id,
        outcome: if may { "viewed" } else { "refused" },
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
    match may {
        true => Ok((drawn, Work::read(app, Some(actor), submission).await?)),
        false => Err(Error::NotFound),
    }
}

/// `GET /quality/plans/{plan}/samples/{submission}`
pub(super) async fn sample(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path((plan, submission)): Path<(String, String)>,
) -> Result<Response> {
    let (drawn, work) = load(&app, &actor, &plan, &submission).await?;
    page(
        &app,
        actor,
        drawn,
        work,
        (Form::default(), Faults::default()),
    )
    .await
}

async fn page(
    app: &App,
    actor: Actor,
    drawn: Drawn,
    work: Work,
    (typed, faults): (Form, Faults),
) -> Result<Response> {
    let taken = store::taken(&app.db, &drawn.plan_id, &drawn.submission_id).await?;
    let askable = store::askable(&app.db, &actor, &drawn.learner_id).await?;
    let title = format!("{} · {}", drawn.learner, work.title());
    let layout = Layout::new(app, &Visitor(Some(actor)), title)
        .here("/quality")
        .shape("marking");
    Ok(layout.render(|| {
        let heading = format!("{} · unit {}, {}", drawn.learner, drawn.unit, work.title());
        let why = drawn.reasons().map(|reasons| words::why(&reasons));
        let exemplar = format!("/standardisation/exemplars?submission={}", drawn.submission_id);
        let by = drawn.sampled_by.clone().zip(drawn.sampled_at);
        let judge = match (taken, by) {
            (Some((comment, seen)), Some(by)) => found::all(&by, &work, &comment, &seen).into_any(),
            _ => judge(&drawn, &work, &askable, &typed, &faults).into_any(),
        };
        view! {
            <header class="row">
                <h1>{heading}</h1>
                <span class="meta">{work.version_words()}</span>
            </header>
            <div class="panes">
                <section class="pane text" aria-labelledby="work" tabindex="0">
                    <details class="beside"><summary>"Why was this sampled?"</summary><p>{why}</p></details>
                    {work.witness.clone().map(|witness| view! { <Witnessed witness/> })}
                    {work.circumstances()}
                    {work.as_handed_in()}
                    {work.files()}
                    <p class="meta"><a href=exemplar>"Make an exemplar of it"</a></p>
                </section>
                {judge}
            </div>
        }
    }))
}

/// The form: every decision as it was made, and what is found of it.
fn judge(
    drawn: &Drawn,
    work: &Work,
    askable: &[(String, String)],
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let criteria: Vec<_> = work
        .decided()
        .into_iter()
        .map(|(code, view)| finding(drawn, &code, view, askable, typed, faults))
        .collect();
    let address = format!(
        "/quality/plans/{}/samples/{}",
        drawn.plan_id, drawn.submission_id
    );
    view! {
        <form class="pane judge" method="post" action=address aria-labelledby="judging" tabindex="0">
            <h2 id="judging">{format!("What {} decided", drawn.assessor)}</h2>
            <ErrorSummary faults=faults.clone()/>
            {work.closing()}
            {criteria}
            <fieldset class="criterion">
                <legend>"All in all"</legend>
                <TextArea name="comment" label=format!("A word to {}", drawn.assessor) value=typed.raw("comment") rows=3 fault=faults.of("comment")
                    hint="Optional. The assessor reads it; the learner does not."/>
            </fieldset>
            <p class="actions"><button class="button">"Close the sample"</button></p>
        </form>
    }
}

/// One decision, and the fields of what is found of it.
fn finding(
    drawn: &Drawn,
    code: &str,
    decision: AnyView,
    askable: &[(String, String)],
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let name = format!("finding-{code}");
    let choice = |value: &'static str, words: &'static str| {
        let (id, name) = (format!("{name}-{value}"), name.clone());
        let checked = typed.text(&name) == value;
        view! { <label for=id.clone()><input type="radio" id=id.clone() name=name value=value checked=checked/>{words}</label> }
    };
    view! {
        <fieldset class="criterion" id=name.clone()>
            <legend><span class="unseen">{format!("Your finding on {code}")}</span></legend>
            {decision}
            <Fault field=name.clone() words=faults.of(&name)/>
            <div class="verdicts">
                {choice("agreed", "Agreed")}
                {choice("action-required", "Action required")}
            </div>
            {asking(drawn, code, askable, typed, faults)}
        </fieldset>
    }
}

/// What is to be done, by when and by whom; open once something stands in it.
fn asking(
    drawn: &Drawn,
    code: &str,
    askable: &[(String, String)],
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let (action, by, of) = (
        format!("action-{code}"),
        format!("by-{code}"),
        format!("of-{code}"),
    );
    let is_open = typed.text(&format!("finding-{code}")) == "action-required"
        || [&action, &by, &of]
            .iter()
            .any(|name| faults.of(name).is_some());
    let chosen = match typed.text(&of) {
        "" => drawn.assessor_id.clone(),
        chosen => chosen.to_owned(),
    };
    let options: Vec<_> = askable
        .iter()
        .map(|(id, name)| view! { <option value=id.clone() selected=*id == chosen>{name.clone()}</option> })
        .collect();
    view! {
        <details class="beside" open=is_open>
            <summary>"Say what is to be done"</summary>
            <TextArea name=action.clone() label="What is to be done" value=typed.raw(&action) rows=3 fault=faults.of(&action)/>
            <TextField name=by.clone() label="By" kind="date" value=typed.raw(&by).to_owned() fault=faults.of(&by)/>
            <div class="field">
                <label for=of.clone()>"By whom"</label>
                <Fault field=of.clone() words=faults.of(&of)/>
                <select id=of.clone() name=of.clone()>{options}</select>
            </div>
        </details>
    }
}

/// The findings that a form holds, and what is missing.
fn read(form: &Form, work: &Work, today: &str) -> (Vec<Finding>, Faults) {
    let (mut findings, mut faults) = (Vec::new(), Faults::default());
    for (criterion, _) in work.decided() {
        let found = match form.text(&format!("finding-{criterion}")) {
            "agreed" => Found::Agreed,
            "action-required" => {
                let before = faults.iter().count();
                let asked = asked(form, &criterion, today, &mut faults);
                if faults.iter().count() > before {
                    continue;
                }
                Found::ActionRequired(asked)
            }
            _ => {
                let words = format!("Say of {criterion}: agreed, or action required.");
                faults.add(format!("finding-{criterion}"), words);
                continue;
            }
        };
        findings.push(Finding { criterion, found });
    }
    let comment = form.text("comment").chars().count();
    if comment > LONGEST {
        faults.add("comment", format!("Keep it under {LONGEST} characters."));
    }
    (findings, faults)
}

fn asked(form: &Form, criterion: &str, today: &str, faults: &mut Faults) -> Asked {
    let (action, by, of) = (
        format!("action-{criterion}"),
        format!("by-{criterion}"),
        format!("of-{criterion}"),
    );
    faults.check_text(
        form,
        &action,
        &format!("what is to be done about {criterion}"),
        LONGEST,
    );
    if clock::written_day(form.text(&by)).is_none_or(|_| form.text(&by) < today) {
        faults.add(
            by.clone(),
            format!("Give a day for {criterion}, today or later."),
        );
    }
    if form.text(&of).is_empty() {
        faults.add(of.clone(), format!("Say who is to act on {criterion}."));
    }
    Asked {
        what: form.text(&action).to_owned(),
        by: form.text(&by).to_owned(),
        of: form.text(&of).to_owned(),
    }
}

/// `POST /quality/plans/{plan}/samples/{submission}`
pub(super) async fn close(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path((plan, submission)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&FIELDS)?;
    let (drawn, work) = load(&app, &actor, &plan, &submission).await?;
    let (findings, faults) = read(&form, &work, &app.clock.today());
    if !faults.is_empty() {
        let page = page(&app, actor, drawn, work, (form, faults)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (comment, now) = (form.text("comment"), app.clock.now());
    store::sample(
        &app.db,
        &actor,
        (&plan, &submission),
        &findings,
        comment,
        now,
    )
    .await?;
    Ok(Redirect::to("/quality?said=sampled").into_response())
}
