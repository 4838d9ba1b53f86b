//! Marking: the evidence on one side, the criteria on the other.

use super::work::Work;
use super::{bank, beside, criterion, inspecting};
use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::store::Kept;
use crate::assessment::{Decision, LONGEST, Recorded, Remarks, inspections, store};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::observations::pages::Occasion;
use crate::portfolio::decision_view;
use crate::portfolio::purging;
use crate::portfolio::{self, nothing};
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::{ErrorSummary, TextArea, counted, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The page, with what was typed in a refused form, or else what was saved before.
pub(super) async fn page(
    app: &App,
    actor: Actor,
    work: Work,
    typed: Option<Form>,
    faults: &Faults,
) -> Result<Response> {
    let saved = store::draft(&app.db, &actor, &work.submission.id).await?;
    let bank = store::kept_comments(&app.db, &actor).await?;
    let given_back = store::given_back(&app.db, &actor, &work.submission.id).await?;
    let given_back = given_back.map(|(who, words)| {
        view! { <blockquote class="voice"><div inner_html=paragraphs(&words)></div><footer>{format!("{who}, who gave it back to you")}</footer></blockquote> }
    });
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
            {given_back}
            <div class="panes">
                <Evidence work=work.clone() form=form.clone() faults=faults.clone()/>
                <Judge work form faults bank saved=saved_words/>
            </div>
        }
    }))
}

#[component]
fn Evidence(work: Work, form: Form, faults: Faults) -> impl IntoView {
    let earlier: Vec<_> = work
        .earlier
        .iter()
        .zip(&work.activities_before)
        .map(|(submission, activity)| {
            let decisions: Vec<_> = work
                .decisions
                .iter()
                .filter(|decision| decision.submission_id == submission.id)
                .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
                .collect();
            view! {
                <details>
                    <summary>{format!("Submission {}, handed in on {}", submission.number, clock::date(submission.submitted_at))}</summary>
                    {purging::gone(&work.purges, &submission.id).unwrap_or_else(|| activity.read(&submission.body, &nothing))}
                    {decisions}
                </details>
            }
        })
        .collect();
    view! {
        <section class="pane text" aria-labelledby="work" tabindex="0">
            <h2 id="work">{format!("{}, as it was handed in", work.activity.method().title())}</h2>
            {work.agreed.clone().map(|words| view! { <p class="notice">{words}</p> })}
            {work.witness.clone().map(|witness| view! { <Witnessed witness/> })}
            {inspections::view(&work.inspections)}
            {work.occasion.clone().map(|(recorded, words)| view! { <Occasion recorded words/> })}
            {work.text(&|field| beside::box_for(&work, field, &form, &faults))}
            {work.files()}
            {work.changed_claims()}
            <h2>"Before"</h2>
            {(earlier.is_empty()).then(|| view! { <p class="muted">"This is the first submission."</p> })}
            {earlier}
            <details><summary>"The prompt, as it was then"</summary><div inner_html=work.activity.prompt().into_owned()></div></details>
        </section>
    }
}

#[component]
fn Judge(
    work: Work,
    form: Form,
    faults: Faults,
    bank: Vec<Kept>,
    saved: Option<String>,
) -> impl IntoView {
    let criteria: Vec<_> = work
        .links
        .iter()
        .map(|link| criterion::fields(&work, link, &form, &faults, &bank))
        .collect();
    view! {
        <form class="pane judge" id=beside::FORM method="post" action=format!("/submissions/{}", work.submission.id) aria-labelledby="judging" tabindex="0">
            <h2 id="judging">{counted(work.links.len(), "criterion")}</h2>
            <ErrorSummary faults=faults.clone()/>
            // What Enter in a line does: the first button of a form, which else would insert a comment.
            <button class="unseen" name="do" value="decide" tabindex="-1" aria-hidden="true">"Record the decisions"</button>
            {inspecting::fields(&work, &form, &faults)}
            {criteria}
            <fieldset class="criterion">
                <legend>"All in all"</legend>
                <TextArea name="comment" label=format!("A word to {}", work.learner) value=form.raw("comment") rows=3 fault=faults.of("comment")
                    hint="Optional. They read it above the decisions."/>
            </fieldset>
            <p class="actions">
                <button class="button" name="do" value="decide">"Record the decisions"</button>
                <button class="button quiet" name="do" value="save">"Save and leave"</button>
                <button class="button plain" name="do" value="release">"Let others mark it"</button>
                <span class="meta" role="status">{saved}</span>
            </p>
        </form>
    }
}

/// The form with the comment that it asks for, and the field that it went into.
async fn with_comment(app: &App, actor: &Actor, form: Form) -> Result<(Form, Option<String>)> {
    if !form.has(bank::FIELD) {
        return Ok((form, None));
    }
    let kept = store::kept_comments(&app.db, actor).await?;
    Ok(match bank::inserted(&form, &kept) {
        Some((form, field)) => (form, Some(field)),
        None => (form, None),
    })
}

/// `POST /submissions/{id}`: decides, or saves what was typed. Nothing typed is lost when the decisions cannot be recorded.
pub(super) async fn decide(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(
        &[
            &["do", "comment", "beside-*", bank::FIELD][..],
            &criterion::FIELDS,
            &inspecting::FIELDS,
        ]
        .concat(),
    )?;
    let work = Work::load(&app, &actor, &id).await?;
    if actor.id == work.submission.person_id {
        return Err(Error::Forbidden);
    }
    let (form, inserted) = with_comment(&app, &actor, form).await?;
    let is_decided = form.text("do") == "decide";
    let beside = beside::read(&work, &form)?;
    let (decisions, remarks, faults) = match is_decided {
        true => read(&app, &actor, &work, &form, beside),
        false => (Vec::new(), Remarks::default(), too_long(&form)),
    };
    if !faults.is_empty() {
        let page = page(&app, actor, work, Some(form), &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let done = match is_decided {
        true => record(&app, &actor, &work, &decisions, remarks).await,
        false => put_by(&app, &actor, &work, &form, inserted).await,
    };
    match done {
        Err(Error::Conflict(words)) => too_late(&app, actor, &work, words, &form).await,
        done => done.map(|address| Redirect::to(&address).into_response()),
    }
}

fn too_long(form: &Form) -> Faults {
    let mut faults = Faults::default();
    faults.check_lengths(form, LONGEST);
    faults
}

/// What a form decides, with what is said beside it, and what is missing.
fn read(
    app: &App,
    actor: &Actor,
    work: &Work,
    form: &Form,
    beside: Vec<(String, String)>,
) -> (Vec<Decision>, Remarks, Faults) {
    let today = app.clock.today();
    let (decisions, mut faults) = criterion::read(form, &work.links, &today);
    faults.check_lengths(form, LONGEST);
    let remarks = Remarks {
        comment: form.text("comment").to_owned(),
        beside,
        inspection: inspecting::read(work, actor, form, &decisions, &today, &mut faults),
    };
    (decisions, remarks, faults)
}

/// Records the decisions, and says where to go from there.
async fn record(
    app: &App,
    actor: &Actor,
    work: &Work,
    decisions: &[Decision],
    remarks: Remarks,
) -> Result<String> {
    let (submission, now) = (&work.submission, app.clock.now());
    let recorded = store::decide(&app.db, actor, &submission.id, decisions, remarks, now).await?;
    Ok(match recorded {
        Recorded::Accepted => format!("/enrolments/{}?said=accepted", submission.enrolment_id),
        Recorded::Returned => "/assessment?said=returned".to_owned(),
        Recorded::Proposed => "/assessment?said=proposed".to_owned(),
    })
}

/// Saves what was typed, and lets others mark the work if that is asked for; says where to go from there.
async fn put_by(
    app: &App,
    actor: &Actor,
    work: &Work,
    form: &Form,
    inserted: Option<String>,
) -> Result<String> {
    let (submission, now) = (&work.submission, app.clock.now());
    store::save_draft(&app.db, actor, submission, &form.to_json(), now).await?;
    if form.text("do") == "release" {
        store::release(&app.db, actor, &submission.id).await?;
        return Ok("/assessment?said=released".to_owned());
    }
    Ok(match inserted {
        Some(field) => format!("/submissions/{}#{field}", submission.id),
        None => "/assessment?said=saved".to_owned(),
    })
}

/// A field of the form, as one would say it.
fn words_for(work: &Work, field: &str) -> String {
    if let Some(words) = beside::words_for(work, field) {
        return words;
    }
    criterion::words_for(field).unwrap_or_else(|| "A word to the learner".to_owned())
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
    let (heading, stands, link) = match closure {
        Some(closure) => (
            "Decided already",
            format!("The decisions of {} stand.", closure.assessor_name),
            "See the decisions",
        ),
        None => (
            "Not yours to decide just now",
            "Nothing of yours was recorded.".to_owned(),
            "See where it stands",
        ),
    };
    let typed: Vec<_> = form
        .fields()
        .iter()
        .filter(|(name, value)| name != "do" && !value.is_empty())
        .map(
            |(name, value)| view! { <dt>{words_for(work, name)}</dt><dd inner_html=paragraphs(value)></dd> },
        )
        .collect();
    let address = format!("/submissions/{}", work.submission.id);
    let page = Layout::new(app, &Visitor(Some(actor)), heading)
        .here("/assessment")
        .render(|| {
            view! {
                <h1>{heading}</h1>
                <p class="lead">{words}" "{stands}</p>
                <p><a class="button" href=address>{link}</a></p>
                <h2>"What you had written"</h2>
                <dl class="facts broad">{typed}</dl>
            }
        });
    Ok((StatusCode::CONFLICT, page).into_response())
}
