//! Actions: the assessor's list and the quality assurer's, and one action with its whole history.

use super::withdrawing;
use crate::accounts::{Actor, Assessor, Iqa, Visitor};
use crate::app::App;
use crate::assessment::{LONGEST, Work};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::decision_view;
use crate::portfolio::{self, Access};
use crate::quality::store::{self, Action, Correction, Progress, Turn, Verdict};
use crate::ui::{Empty, ErrorSummary, TextArea, TextField, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /assessment/actions`: what is asked of this assessor.
pub(super) async fn mine(State(app): State<App>, Assessor(actor): Assessor) -> Result<Response> {
    let actions = store::asked_of(&app.db, &actor).await?;
    let today = app.clock.today();
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Asked of you").here("/assessment");
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessment">"Queue"</a></li></ol></nav>
            <h1>"Asked of you"</h1>
            <p class="lead">"Somebody has looked at decisions and asks for something. Say what you did; they look at it, and close it or ask once more."</p>
            {list(&actions, &today, "Nothing has been asked of you. What is will be here, with its day.")}
        }
    }))
}

/// `GET /quality/actions`: every action.
pub(super) async fn all(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let actions = store::actions(&app.db, &actor).await?;
    let today = app.clock.today();
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Actions").here("/quality");
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Actions"</h1>
            {list(&actions, &today, "What you ask of assessors will be here until it is done, and after.")}
        }
    }))
}

fn list(actions: &[Action], today: &str, empty: &'static str) -> AnyView {
    if actions.is_empty() {
        return view! { <Empty words=empty/> }.into_any();
    }
    let items: Vec<_> = actions.iter().map(|action| item(action, today)).collect();
    view! { <ul class="list" role="list">{items}</ul> }.into_any()
}

fn item(action: &Action, today: &str) -> impl IntoView + use<> {
    let (state, words) = action.words(today);
    let asked = format!(
        "Asked of {} by {} on {}",
        action.asked_of_name,
        action.asked_by,
        clock::date(action.asked_at)
    );
    view! {
        <li>
            <h2><a href=format!("/actions/{}", action.id)>{format!("{} of {}", action.criterion, action.learner)}</a></h2>
            <p class="meta">{asked}</p>
            <p><span class="state" data-state=state>{words}</span></p>
        </li>
    }
}

/// An action for whom it concerns: who is to act, and internal quality assurers without a part in it. Nobody else finds it.
pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<(Action, bool)> {
    let action = store::action(&app.db, id).await?;
    let may_review = store::may_review(&app.db, actor, &action).await?;
    let is_asked = store::is_asked(&app.db, actor, &action).await?;
    let access = Access {
        subject: "action",
        id,
        owner: &action.learner_id,
        outcome: if may_review || is_asked {
            "viewed"
        } else {
            "refused"
        },
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
    match may_review || is_asked {
        true => Ok((action, may_review)),
        false => Err(Error::NotFound),
    }
}

/// `GET /actions/{id}`
pub(super) async fn action(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    page(&app, actor, &id, Form::default(), Faults::default()).await
}

pub(super) async fn page(
    app: &App,
    actor: Actor,
    id: &str,
    typed: Form,
    faults: Faults,
) -> Result<Response> {
    let (action, may_review) = load(app, &actor, id).await?;
    let turns = store::turns(&app.db, id).await?;
    let withdrawn = store::withdrawal(&app.db, id).await?;
    let corrections = store::corrections(&app.db, id).await?;
    let work = Work::read(app, Some(&actor), &action.submission_id).await?;
    let barred = store::correction_refusal(&app.db, &actor, &action).await?;
    let today = app.clock.today();
    let back = match may_review {
        true => ("/quality/actions", "Actions", "/quality"),
        false => ("/assessment/actions", "Asked of you", "/assessment"),
    };
    let refused = !faults.is_empty();
    let title = format!("{} of {}", action.criterion, action.learner);
    let layout = Layout::new(app, &Visitor(Some(actor)), title.clone()).here(back.2);
    let mut page = layout.render(|| {
        let (state, words) = action.words(&today);
        let form = match action.progress() {
            Progress::Open if !may_review => Some(answering(&action, anew(&action, &work, barred, &typed, &faults), &typed, &faults).into_any()),
            Progress::Answered if may_review => Some(reviewing(&action, &typed, &faults).into_any()),
            _ => None,
        };
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.0>{back.1}</a></li></ol></nav>
            <p class="kicker">{format!("Unit {} · asked of {}", action.unit, action.asked_of_name)}</p>
            <h1>{title}</h1>
            <p><span class="state" data-state=state>{words}</span></p>
            {asked(&action)}
            <p><a href=work_address(&action, may_review)>"See the work and the decisions"</a></p>
            {history(&action, &work, turns, &corrections)}
            {withdrawn.map(withdrawing::reason)}
            {form}
            {(may_review && action.is_open()).then(|| withdrawing::form(&action, &typed, &faults))}
        }
    });
    if refused {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// Where the work is read: for whoever reviews the action, with what was found of it.
fn work_address(action: &Action, may_review: bool) -> String {
    let submission = &action.submission_id;
    match may_review {
        true => format!("/quality/plans/{}/samples/{submission}", action.plan_id),
        false => format!("/submissions/{submission}"),
    }
}

fn asked(action: &Action) -> impl IntoView + use<> {
    let who = format!("{}, {}", action.asked_by, clock::date(action.asked_at));
    view! { <blockquote class="voice"><div inner_html=paragraphs(&action.action)></div><footer>{who}</footer></blockquote> }
}

/// Every answer, with the decision that was made anew with it, and what was said to it.
fn history(
    action: &Action,
    work: &Work,
    turns: Vec<Turn>,
    corrections: &[Correction],
) -> Vec<AnyView> {
    let view = |one: Turn| {
        let own = corrections
            .iter()
            .find(|correction| correction.answer_id == one.id);
        let is_closed = one.outcome.as_deref() == Some("closed");
        let words = match is_closed {
            true => "The decision as it was made anew. It counts since the action was closed.",
            false => {
                "The decision as it would be made anew. It counts once the action is closed with it; the learner has not heard of it."
            }
        };
        let title = work.criterion_title(&action.criterion);
        let own = own.map(|correction| view! { <p class="meta">{words}</p>{decision_view(&correction.decided, title)} });
        turn(one, own.map(|view| view.into_any())).into_any()
    };
    turns.into_iter().map(view).collect()
}

fn turn(turn: Turn, correction: Option<AnyView>) -> impl IntoView {
    let who = format!("{}, {}", turn.answered_by, clock::date(turn.answered_at));
    let said = turn.outcome.map(|outcome| {
        let by = turn.act_by.as_deref().and_then(clock::written_day);
        let words = match (outcome.as_str(), by) {
            ("closed", _) => "Done and closed".to_owned(),
            (_, day) => format!("Asked again, by {}", day.unwrap_or_default()),
        };
        let footer = format!(
            "{}, {}: {words}",
            turn.reviewed_by.unwrap_or_default(),
            turn.reviewed_at.map(clock::date).unwrap_or_default()
        );
        let comment = turn.comment.unwrap_or_default();
        view! { <blockquote class="voice"><div inner_html=paragraphs(&comment)></div><footer>{footer}</footer></blockquote> }
    });
    view! {
        <blockquote class="voice"><div inner_html=paragraphs(&turn.answer)></div><footer>{who}</footer></blockquote>
        {correction}
        {said}
    }
}

fn answering(
    action: &Action,
    anew: AnyView,
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/actions/{}/answers", action.id)>
            <TextArea name="answer" label="What you did" value=typed.raw("answer") rows=6 fault=faults.of("answer")
                hint="Whoever asked reads it. The learner does not."/>
            {anew}
            <p class="actions"><button class="button">"Send the answer"</button></p>
        </form>
    }
}

/// Where the criterion is decided anew, or why that is not for whoever is asked.
fn anew(
    action: &Action,
    work: &Work,
    barred: Option<&'static str>,
    typed: &Form,
    faults: &Faults,
) -> AnyView {
    if let Some(words) = barred {
        return view! { <p class="meta">{words}</p> }.into_any();
    }
    let code = &action.criterion;
    let is_open = faults.iter().any(|(field, _)| field != "answer")
        || typed
            .fields()
            .iter()
            .any(|(name, value)| name != "answer" && !value.is_empty());
    view! {
        <details class="beside" open=is_open>
            <summary>{format!("Decide {code} anew")}</summary>
            <p>"If what was decided was wrong, or the feedback does not do. It takes the place of the decision that stands once whoever looks at your answer closes the action; the learner hears of it then, and reads the feedback. Leave it empty to let the decision stand."</p>
            {work.correction(code, typed, faults)}
        </details>
    }
    .into_any()
}

fn reviewing(action: &Action, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/actions/{}/reviews", action.id)>
            <TextArea name="comment" label=format!("A word to {}", action.asked_of_name) value=typed.raw("comment") rows=4 fault=faults.of("comment")
                hint="Needed to ask again: what is still to be done."/>
            <TextField name="by" label="Asked again: by" kind="date" value=typed.raw("by").to_owned() fault=faults.of("by")/>
            <p class="actions">
                <button class="button" name="do" value="close">"Close the action"</button>
                <button class="button quiet" name="do" value="ask-again">"Ask again"</button>
            </p>
        </form>
    }
}

/// `POST /actions/{id}/answers`
pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let mut names = Work::correction_fields();
    names.push("answer");
    let form = form.only(&names)?;
    let (action, _) = load(&app, &actor, &id).await?;
    let work = Work::read(&app, Some(&actor), &action.submission_id).await?;
    let (corrected, mut faults) =
        work.corrected(&actor, &action.criterion, &form, &app.clock.today());
    if form.text("answer").is_empty() {
        faults.add("answer", "Enter what you did.");
    }
    faults.check_lengths(&form, LONGEST);
    if !faults.is_empty() {
        return page(&app, actor, &id, form, faults).await;
    }
    let (words, now) = (form.text("answer"), app.clock.now());
    store::answer_with(&app.db, &actor, &id, words, corrected.grounded(), now).await?;
    Ok(Redirect::to(&format!("/actions/{id}")).into_response())
}

/// `POST /actions/{id}/reviews`
pub(super) async fn review(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "comment", "by"])?;
    load(&app, &actor, &id).await?;
    let (by, mut faults) = (form.text("by"), Faults::default());
    let verdict = match form.text("do") {
        "close" => Verdict::Closed,
        _ => {
            faults.check_text(&form, "comment", "what is still to be done", LONGEST);
            if clock::written_day(by).is_none_or(|_| by < app.clock.today().as_str()) {
                faults.add("by", "Give a day, today or later.");
            }
            Verdict::AskedAgain { by }
        }
    };
    if !faults.is_empty() {
        return page(&app, actor, &id, form, faults).await;
    }
    let (comment, now) = (form.text("comment"), app.clock.now());
    store::review(&app.db, &actor, &id, verdict, comment, now).await?;
    Ok(Redirect::to(&format!("/actions/{id}")).into_response())
}
