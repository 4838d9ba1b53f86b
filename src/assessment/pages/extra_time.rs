//! Extra time in timed quizzes: what is agreed with a learner, and agreeing it.

use super::enrolment;
use crate::accounts::Assessor;
use crate::app::App;
use crate::assessment::enrolled::load;
use crate::db::new_id;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::quizzes::{self, Adjustment};
use crate::ui::TextField;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The most extra time, per cent.
const MOST: i64 = 300;

/// What is agreed now, and the form; `typed` is what a refused form held.
#[component]
pub fn ExtraTime(
    enrolment: String,
    agreed: Option<Adjustment>,
    /// Whether the reason is for whoever looks.
    may_know: bool,
    typed: Form,
    faults: Faults,
) -> impl IntoView {
    let action = format!("/enrolments/{enrolment}/extra-time");
    let end = agreed.is_some().then(|| {
        view! { <button class="button quiet" name="do" value="end">"End it"</button> }
    });
    let words = match &agreed {
        None => "Nothing is agreed.".to_owned(),
        Some(agreed) if may_know => format!("{}: {}", agreed.words(), agreed.reason),
        Some(agreed) => format!("{}.", agreed.words()),
    };
    let open = !faults.is_empty();
    view! {
        <details class="unit" open=open>
            <summary><h2 class="unit-title">"Extra time in timed quizzes"</h2><p class="meta">{words}</p></summary>
            <form class="unit-body" method="post" action=action>
                <input type="hidden" name="key" value=new_id()/>
                <TextField name="percent" label="Extra time, per cent" value=typed.text("percent").to_owned() fault=faults.of("percent")
                    hint="25 makes 50 minutes of 40. It applies to every timed quiz that begins from now on."/>
                <TextField name="reason" label="Why, and how it was agreed" value=typed.text("reason").to_owned() fault=faults.of("reason")
                    hint="Only the learner, you and administrators see it."/>
                <p class="actions"><button class="button" name="do" value="agree">"Agree"</button>{end}</p>
            </form>
        </details>
    }
}

/// `POST /enrolments/{id}/extra-time`
pub(super) async fn agree(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "key", "percent", "reason"])?;
    let (enrolment, _) = load(&app, &actor, &id).await?;
    let (person, now) = (&enrolment.person_id, app.clock.now());
    if form.text("do") == "end" {
        quizzes::end_extra_time(&app.db, &actor, person, now).await?;
        return Ok(Redirect::to(&format!("/enrolments/{id}")).into_response());
    }
    let mut faults = Faults::default();
    let percent = form.text("percent").trim_end_matches(['%', ' ']).parse();
    let percent = percent.ok().filter(|percent| (1..=MOST).contains(percent));
    if percent.is_none() {
        faults.add("percent", format!("Enter a whole number from 1 to {MOST}."));
    }
    faults.check_text(&form, "reason", "the reason", 1_000);
    if let (Some(percent), true) = (percent, faults.is_empty()) {
        let reason = form.text("reason");
        let of = (form.text("key"), person.as_str());
        quizzes::agree_extra_time_once(&app.db, &actor, of, percent, reason, now).await?;
        return Ok(Redirect::to(&format!("/enrolments/{id}")).into_response());
    }
    let page = enrolment::page(&app, actor, &id, None, (form, faults)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
