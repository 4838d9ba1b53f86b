//! Marking: the evidence on one side, the criteria on the other.

use super::beside;
use super::submission::Work;
use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::{Decision, Outcome, Remarks, store};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::pages::decision_view;
use crate::portfolio::{self, Link, nothing};
use crate::ui::{ErrorSummary, Fault, TextArea, counted, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The longest feedback or comment, characters.
const LONGEST: usize = 10_000;

/// The page, with what was typed in a refused form, or else what was saved before.
pub(super) async fn page(
    app: &App,
    actor: Actor,
    work: Work,
    typed: Option<Form>,
    faults: &Faults,
) -> Result<Response> {
    let saved = store::draft(&app.db, &actor, &work.submission.id).await?;
    let saved_words = saved
        .as_ref()
        .map(|(_, at)| format!("Saved {}", clock::date_and_time(*at)));
    let before = || {
        saved
            .map(|(fields, _)| Form::from_json(&fields))
            .unwrap_or_default()
    };
    let form = typed.unwrap_or_else(before);
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(
        app,
        &visitor,
        format!("{} · {}", work.learner, work.activity.title()),
    )
    .here("/assessment")
    .shape("marking");
    let faults = faults.clone();
    Ok(layout.render(|| {
        view! {
            <header class="row">
                <h1>{format!("{} · unit {}, {}", work.learner, work.submission.unit, work.activity.title())}</h1>
                <span class="state" data-state="here">{format!("Submission {}", work.submission.number)}</span>
                <span class="meta">{work.version_words()}</span>
            </header>
            <div class="panes">
                <Evidence work=work.clone() form=form.clone() faults=faults.clone()/>
                <Judge work form faults saved=saved_words/>
            </div>
        }
    }))
}

#[component]
fn Evidence(work: Work, form: Form, faults: Faults) -> impl IntoView {
    let earlier: Vec<_> = work
        .earlier
        .iter()
        .map(|submission| {
            let decisions: Vec<_> = work
                .decisions
                .iter()
                .filter(|decision| decision.submission_id == submission.id)
                .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
                .collect();
            view! {
                <details>
                    <summary>{format!("Submission {}, handed in on {}", submission.number, clock::date(submission.submitted_at))}</summary>
                    {work.activity.read(&submission.body, &nothing)}
                    {decisions}
                </details>
            }
        })
        .collect();
    view! {
        <section class="pane text" aria-labelledby="work" tabindex="0">
            <h2 id="work">{format!("{}, as it was handed in", work.activity.kind().words())}</h2>
            {work.text(&|field| beside::box_for(&work, field, &form, &faults))}
            <h2>"Before"</h2>
            {(earlier.is_empty()).then(|| view! { <p class="muted">"This is the first submission."</p> })}
            {earlier}
            <details><summary>"The prompt, as it was then"</summary><div inner_html=work.activity.prompt().into_owned()></div></details>
        </section>
    }
}

#[component]
fn Judge(work: Work, form: Form, faults: Faults, saved: Option<String>) -> impl IntoView {
    let criteria: Vec<_> = work
        .links
        .iter()
        .map(|link| criterion(&work, link, &form, &faults))
        .collect();
    view! {
        <form class="pane judge" id=beside::FORM method="post" action=format!("/submissions/{}", work.submission.id) aria-labelledby="judging" tabindex="0">
            <h2 id="judging">{counted(work.links.len(), "criterion").replace("criterions", "criteria")}</h2>
            <ErrorSummary faults=faults.clone()/>
            {criteria}
            <fieldset class="criterion">
                <legend>"All in all"</legend>
                <TextArea name="comment" label=format!("A word to {}", work.learner) value=form.raw("comment") rows=3 fault=faults.of("comment")
                    hint="Optional. They read it above the decisions."/>
            </fieldset>
            <p class="actions">
                <button class="button" name="do" value="decide">"Record the decisions"</button>
                <button class="button quiet" name="do" value="save">"Save and leave"</button>
                <span class="meta" role="status">{saved}</span>
            </p>
        </form>
    }
}

fn criterion(work: &Work, link: &Link, form: &Form, faults: &Faults) -> impl IntoView + use<> {
    let code = link.criterion.clone();
    let (outcome, feedback) = (format!("outcome-{code}"), format!("feedback-{code}"));
    let chosen = form.text(&outcome).to_owned();
    let choice = |value: Outcome, words: &'static str| {
        let id = format!("{outcome}-{}", value.key());
        let checked = chosen == value.key();
        view! { <label for=id.clone()><input type="radio" id=id.clone() name=outcome.clone() value=value.key() checked=checked/>{words}</label> }
    };
    let fault = faults.of(&outcome);
    let place = [link.locator.as_str(), link.justification.as_str()].join(" · ");
    view! {
        <fieldset class="criterion" id=outcome.clone()>
            <legend><span class="code">{code.clone()}</span>" "{work.criterion_title(&code)}</legend>
            <p class="meta">{place.trim_matches([' ', '·']).to_owned()}</p>
            <Fault field=outcome.clone() words=fault/>
            <div class="verdicts">
                {choice(Outcome::Achieved, "Achieved")}
                {choice(Outcome::NotYetAchieved, "Not yet achieved")}
            </div>
            <TextArea name=feedback.clone() label="Feedback, and what to do next" value=form.raw(&feedback) rows=4 fault=faults.of(&feedback)/>
        </fieldset>
    }
}

/// The decisions that a form holds, and what is missing.
fn read(form: &Form, links: &[Link]) -> (Vec<Decision>, Faults) {
    let mut faults = Faults::default();
    let mut decisions = Vec::new();
    for code in links.iter().map(|link| &link.criterion) {
        let (field, feedback_field) = (format!("outcome-{code}"), format!("feedback-{code}"));
        let feedback = form.text(&feedback_field).to_owned();
        match Outcome::from_key(form.text(&field)) {
            None => faults.add(
                field,
                format!("Decide {code}: achieved, or not yet achieved."),
            ),
            Some(Outcome::NotYetAchieved) if feedback.is_empty() => {
                faults.add(
                    feedback_field.clone(),
                    format!("Say what {code} still needs."),
                );
            }
            Some(outcome) => decisions.push(Decision {
                criterion: code.clone(),
                outcome,
                feedback,
            }),
        }
    }
    (decisions, faults)
}

fn check_lengths(form: &Form, faults: &mut Faults) {
    for (name, value) in form.fields() {
        if value.chars().count() > LONGEST {
            faults.add(name.clone(), format!("Keep it under {LONGEST} characters."));
        }
    }
}

/// `POST /submissions/{id}`: decides, or saves what was typed. Nothing typed is lost when the decisions cannot be recorded.
pub(super) async fn decide(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "comment", "outcome-*", "feedback-*", "beside-*"])?;
    let work = Work::load(&app, &actor, &id).await?;
    if actor.id == work.submission.person_id {
        return Err(Error::Forbidden);
    }
    let now = app.clock.now();
    let remarks = Remarks {
        comment: form.text("comment").to_owned(),
        beside: beside::read(&work, &form)?,
    };
    let (decisions, mut faults) = match form.text("do") {
        "decide" => read(&form, &work.links),
        _ => (Vec::new(), Faults::default()),
    };
    check_lengths(&form, &mut faults);
    if faults.is_empty() && form.text("do") != "decide" {
        let saved =
            store::save_draft(&app.db, &actor, &work.submission, &form.to_json(), now).await;
        return match saved {
            Err(Error::Conflict(words)) => too_late(&app, actor, &work, words, &form).await,
            saved => saved.map(|()| Redirect::to("/assessment?said=saved").into_response()),
        };
    }
    if faults.is_empty() {
        match store::decide(&app.db, &actor, &id, &decisions, remarks, now).await {
            Ok(Outcome::Achieved) => {
                return Ok(Redirect::to(&format!(
                    "/enrolments/{}?said=accepted",
                    work.submission.enrolment_id
                ))
                .into_response());
            }
            Ok(Outcome::NotYetAchieved) => {
                return Ok(Redirect::to("/assessment?said=returned").into_response());
            }
            Err(Error::Conflict(words)) => return too_late(&app, actor, &work, words, &form).await,
            Err(error) => return Err(error),
        }
    }
    let page = page(&app, actor, work, Some(form), &faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// A field of the form, as one would say it.
fn words_for(work: &Work, field: &str) -> String {
    if let Some(words) = beside::words_for(work, field) {
        return words;
    }
    match field.split_once('-') {
        Some(("outcome", code)) => format!("Decision on {code}"),
        Some(("feedback", code)) => format!("Feedback on {code}"),
        _ => "A word to the learner".to_owned(),
    }
}

/// Somebody was faster: what stands, and what was typed here.
async fn too_late(
    app: &App,
    actor: Actor,
    work: &Work,
    words: String,
    form: &Form,
) -> Result<Response> {
    let closure = portfolio::closure(&app.db, &work.submission.id).await?;
    let by = closure
        .map(|closure| closure.assessor_name)
        .unwrap_or_default();
    let typed: Vec<_> = form
        .fields()
        .iter()
        .filter(|(name, value)| name != "do" && !value.is_empty())
        .map(
            |(name, value)| view! { <dt>{words_for(work, name)}</dt><dd inner_html=paragraphs(value)></dd> },
        )
        .collect();
    let address = format!("/submissions/{}", work.submission.id);
    let page = Layout::new(app, &Visitor(Some(actor)), "Decided already")
        .here("/assessment")
        .render(|| {
            view! {
                <h1>"Decided already"</h1>
                <p class="lead">{words}" "{format!("The decisions of {by} stand.")}</p>
                <p><a class="button" href=address>"See the decisions"</a></p>
                <h2>"What you had written"</h2>
                <dl class="facts broad">{typed}</dl>
            }
        });
    Ok((StatusCode::CONFLICT, page).into_response())
}
