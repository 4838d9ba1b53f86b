//! A quiz result becomes evidence; and which results can.

use super::conversation::{Home, home};
use crate::accounts::{Actor, Learner};
use crate::app::App;
use crate::args;
use crate::clock::{self, Millis};
use crate::db::Read;
use crate::error::Result;
use crate::form::Form;
use crate::library::Library;
use crate::portfolio::quiz_result::{begin_result, examined};
use crate::quizzes::sat::Sat;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// How many sittings the portfolio offers at most.
const MOST: i64 = 20;

/// `POST /attempts/{id}/evidence`: begins evidence from one's own sitting. Enrolling comes first.
pub(super) async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let sat = Sat::load(&app, &actor, &id).await?;
    let library = app.library();
    let address = match home(&app, &library, &actor, &examined(&sat).criteria).await? {
        Home::Enrolled(enrolment, unit) => {
            let (place, now) = ((&enrolment, unit.code.as_str()), app.clock.now());
            let id = begin_result(&app.db, &actor, place, &sat, now).await?;
            format!("/evidence/{id}?write=true")
        }
        Home::NotYet(slug) => format!("/qualifications/{slug}?said=enrol-first"),
    };
    Ok(Redirect::to(&address).into_response())
}

/// A sitting that can become evidence.
#[derive(sqlx::FromRow)]
pub(super) struct Sitting {
    id: String,
    quiz: String,
    number: i64,
    submitted_at: Millis,
}

/// The sittings of quizzes that were handed in, the latest first.
pub(super) async fn results(db: &impl Read, actor: &Actor) -> Result<Vec<Sitting>> {
    db.all(
        "SELECT id, quiz, number, submitted_at FROM attempts WHERE person_id = $1 AND submitted_at IS NOT NULL
         ORDER BY submitted_at DESC, id DESC LIMIT $2",
        args![&actor.id, MOST],
    )
    .await
}

/// Each with a button that makes evidence of it; nothing while there is none.
pub(super) fn offered(library: &Library, results: Vec<Sitting>) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = results
        .into_iter()
        .filter_map(|result| {
            let quiz = library.quiz(&result.quiz)?;
            let shows = |question: &crate::library::Question| !question.is_free() && !question.criteria.is_empty();
            if !quiz.questions.iter().any(shows) && quiz.draws.is_empty() {
                return None;
            }
            let words = format!("{}, attempt {}, handed in on {}", quiz.title, result.number, clock::date(result.submitted_at));
            Some(view! {
                <li>
                    <p><a href=format!("/attempts/{}", result.id)>{words.clone()}</a></p>
                    <form method="post" action=format!("/attempts/{}/evidence", result.id)>
                        <button class="button plain">"Use it as evidence"<span class="unseen">{format!(": {words}")}</span></button>
                    </form>
                </li>
            })
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <details class="sheet"><summary>"Use a quiz result as evidence"</summary><ul class="list apart" role="list">{items}</ul></details> }
    })
}
