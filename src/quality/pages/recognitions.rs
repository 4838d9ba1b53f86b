//! Prior learning that was recognised: the list, and one of them to look at.

use crate::accounts::{Actor, Iqa, Visitor};
use crate::app::App;
use crate::assessment::LONGEST;
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::{self, Access};
use crate::quality::store::{self, Recognition};
use crate::ui::{Empty, ErrorSummary, TextArea, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /quality/prior-learning`
pub(super) async fn all(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let all = store::recognitions(&app.db, &actor).await?;
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Prior learning").here("/quality");
    Ok(layout.render(|| {
        let is_empty = all.is_empty();
        let items: Vec<_> = all.iter().map(item).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Prior learning"</h1>
            <p class="lead">"No plan draws it. Look at what was recognised, and say whether it shows the criterion."</p>
            {is_empty.then(|| view! { <Empty words="What assessors recognise as learned before will be here."/> })}
            <ul class="list" role="list">{items}</ul>
        }
    }))
}

fn item(recognition: &Recognition) -> impl IntoView + use<> {
    let title = format!("{} of {}", recognition.criterion, recognition.learner);
    let (state, words) = state(recognition);
    view! {
        <li>
            <h2><a href=format!("/quality/prior-learning/{}", recognition.id)>{title}</a></h2>
            <p class="meta">{recognised(recognition)}</p>
            <p><span class="state" data-state=state>{words}</span></p>
        </li>
    }
}

fn recognised(recognition: &Recognition) -> String {
    format!(
        "Recognised by {} on {}",
        recognition.assessor,
        clock::date(recognition.recorded_at)
    )
}

/// Its state as `data-state` and in words.
fn state(recognition: &Recognition) -> (&'static str, String) {
    match (&recognition.sampled_by, recognition.sampled_at) {
        (Some(by), Some(at)) => {
            let when = clock::date(at);
            match recognition.is_lost() {
                true => (
                    "not-yet",
                    format!("{by} found on {when} that it does not show it"),
                ),
                false => ("done", format!("Agreed by {by} on {when}")),
            }
        }
        _ => ("ahead", "To look at".to_owned()),
    }
}

/// `GET /quality/prior-learning/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
) -> Result<Response> {
    page(&app, actor, &id, &Form::default(), &Faults::default()).await
}

async fn page(
    app: &App,
    actor: Actor,
    id: &str,
    typed: &Form,
    faults: &Faults,
) -> Result<Response> {
    let recognition = store::recognition(&app.db, &actor, id).await?;
    let access = Access {
        subject: "prior-learning",
        id,
        owner: &recognition.learner_id,
        outcome: "viewed",
    };
    portfolio::log_access(&app.db, &actor, access, app.clock.now()).await?;
    let title = format!("{} of {}", recognition.criterion, recognition.learner);
    let layout = Layout::new(app, &Visitor(Some(actor)), title.clone()).here("/quality");
    Ok(layout.render(|| {
        let (state, words) = state(&recognition);
        let completed = clock::written_day(&recognition.completed_on).unwrap_or_default();
        let comment = recognition.comment.clone().filter(|words| !words.is_empty());
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality/prior-learning">"Prior learning"</a></li></ol></nav>
            <p class="kicker">"Prior learning"</p>
            <h1>{title}</h1>
            <p><span class="state" data-state=state>{words}</span></p>
            {comment.map(|words| view! { <blockquote class="voice"><div inner_html=paragraphs(&words)></div></blockquote> })}
            <dl class="facts broad">
                <dt>"What it was"</dt><dd inner_html=paragraphs(&recognition.what)></dd>
                <dt>"Completed"</dt><dd>{completed}</dd>
                <dt>"Recognised"</dt><dd>{recognised(&recognition)}</dd>
            </dl>
            {form(&recognition, typed, faults)}
        }
    }))
}

/// What to say of it, once, and not by whoever recognised it.
fn form(recognition: &Recognition, typed: &Form, faults: &Faults) -> Option<AnyView> {
    if recognition.outcome.is_some() {
        return None;
    }
    if recognition.is_party {
        return Some(
            view! { <p>"You recognised it yourself, so somebody else looks at it."</p> }.into_any(),
        );
    }
    let code = &recognition.criterion;
    Some(view! {
        <form class="sheet" method="post" action=format!("/quality/prior-learning/{}", recognition.id)>
            <TextArea name="comment" label="What you found" value=typed.raw("comment") rows=4 fault=faults.of("comment")
                hint="Needed if it does not show it: the learner and whoever recognised it read it."/>
            <p class="meta">"If it does not show it, it counts no longer, and the criterion is open again. A unit that was signed off by it holds no certificate until it is shown otherwise."</p>
            <p class="actions">
                <button class="button" name="do" value="agree">{format!("Agreed: it shows {code}")}</button>
                <button class="button quiet" name="do" value="refuse">{format!("It does not show {code}")}</button>
            </p>
        </form>
    }
    .into_any())
}

/// `POST /quality/prior-learning/{id}`
pub(super) async fn look(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "comment"])?;
    let mut faults = Faults::default();
    let is_agreed = match form.text("do") {
        "agree" => {
            faults.check_lengths(&form, LONGEST);
            true
        }
        "refuse" => {
            faults.check_text(&form, "comment", "why it does not show it", LONGEST);
            false
        }
        _ => {
            faults.add("comment", "Say whether it shows the criterion.");
            false
        }
    };
    if !faults.is_empty() {
        let page = page(&app, actor, &id, &form, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (comment, now) = (form.text("comment"), app.clock.now());
    match is_agreed {
        true => store::agree(&app.db, &actor, &id, comment, now).await?,
        false => store::refuse(&app.db, &actor, &id, comment, now).await?,
    }
    Ok(Redirect::to("/quality/prior-learning").into_response())
}
