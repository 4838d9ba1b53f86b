//! A quiz's start page: what to expect, one's attempts so far, and beginning.

use super::points;
use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::arrangements::{self, Eased};
use crate::clock::{self, HOUR, Millis};
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Behaviour, Library, Quiz, QuizKind};
use crate::quizzes::sittings::{self, Sitting};
use crate::quizzes::{Attempt, adjustment_of, store};
use crate::ui::counted;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

fn find<'a>(library: &'a Library, id: &str) -> Result<&'a Quiz> {
    library
        .quiz(id)
        .filter(|quiz| quiz.kind == QuizKind::Quiz)
        .ok_or(Error::NotFound)
}

/// `GET /quizzes/{id}`: what to expect, and one's attempts so far.
pub(super) async fn quiz(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let quiz = find(&library, &id)?;
    let attempts = match &visitor.0 {
        Some(actor) => store::attempts_at(&app.db, &actor.id, &id).await?,
        None => Vec::new(),
    };
    let extra_time = match &visitor.0 {
        Some(actor) => adjustment_of(&app.db, &actor.id)
            .await?
            .map_or(0, |agreed| agreed.extra_time),
        None => 0,
    };
    let now = app.clock.now();
    let eased = match &visitor.0 {
        Some(actor) => arrangements::eased(&app.db, &actor.id, now).await?,
        None => Default::default(),
    };
    let quiz = &eased.of(quiz);
    let sitting = sittings::next(quiz, &attempts, now);
    let layout = Layout::new(&app, &visitor, quiz.title.clone()).here("/modules");
    let signed_in = visitor.0.is_some();
    let module = library
        .module(&quiz.module)
        .map(|module| (module.slug.clone(), module.title.clone()));
    Ok(layout.render(|| {
        view! {
            {module.map(|(slug, title)| view! {
                <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/modules">"Modules"</a></li><li><a href=format!("/modules/{slug}")>{title}</a></li></ol></nav>
            })}
            <p class="kicker">"Quiz"</p>
            <h1>{quiz.title.clone()}</h1>
            <div class="lead" inner_html=quiz.body.clone()></div>
            <Rules quiz=quiz.clone() used=attempts.len() extra_time eased/>
            {match signed_in {
                true => view! { <NextSitting quiz=quiz.id.clone() sitting now/> }.into_any(),
                false => view! { <p class="actions"><a class="button large" href=format!("/sign-in?next=/quizzes/{}", quiz.id)>"Sign in to take the quiz"</a></p> }.into_any(),
            }}
            <Attempts attempts/>
        }
    }))
}

/// What the front matter asks, in words.
#[component]
fn Rules(quiz: Quiz, used: usize, extra_time: i64, eased: Eased) -> impl IntoView {
    let attempts = match (quiz.attempts, sittings::left(&quiz, used)) {
        (Some(allowed), Some(left)) => format!(
            "{} in all; {left} left.",
            counted(allowed as usize, "attempt")
        ),
        _ => "As many as you like.".to_owned(),
    };
    let wait = (quiz.wait_hours > 0).then(|| {
        let length = clock::duration(i64::from(quiz.wait_hours) * HOUR);
        view! { <dt>"Between attempts"</dt><dd>{format!("{length}, so that there is time to read again.")}</dd> }
    });
    view! {
        <dl class="facts broad">
            <dt>"Questions"</dt><dd>{quiz.length()}</dd>
            <dt>"Time"</dt><dd>{time_words(&quiz, extra_time, eased)}</dd>
            <dt>"Feedback"</dt><dd>{feedback_words(&quiz)}</dd>
            <dt>"To pass"</dt><dd>{format!("{}% in one attempt.", quiz.pass_mark.unwrap_or(0))}</dd>
            <dt>"Attempts"</dt><dd>{attempts}</dd>
            {wait}
        </dl>
    }
}

fn time_words(quiz: &Quiz, extra_time: i64, eased: Eased) -> String {
    if eased.no_time_limit && matches!(quiz.behaviour, Behaviour::Exam { .. }) {
        return "No limit, as agreed with you. Take breaks as you need them; what you save is kept.".to_owned();
    }
    let Behaviour::Exam { minutes } = quiz.behaviour else {
        return "No limit. Save and come back whenever you like.".to_owned();
    };
    let minutes = i64::from(minutes);
    match extra_time {
        0 => format!(
            "{minutes} minutes from when you start. What is saved counts when the time is up."
        ),
        percent => format!(
            "{}, which includes the {percent}% extra time agreed with you. What is saved counts when the time is up.",
            clock::duration(minutes * clock::MINUTE * (100 + percent) / 100)
        ),
    }
}

fn feedback_words(quiz: &Quiz) -> String {
    match quiz.behaviour {
        Behaviour::Deferred | Behaviour::Exam { .. } => {
            "On every option, when you have handed in.".to_owned()
        }
        Behaviour::Immediate => "At once, after each answer.".to_owned(),
        Behaviour::Interactive { tries } => format!(
            "At once, with hints; up to {tries} tries at each question, of which a later one counts for less."
        ),
    }
}

#[component]
fn NextSitting(quiz: String, sitting: Sitting, now: Millis) -> impl IntoView {
    let action = format!("/quizzes/{quiz}");
    match sitting {
        Sitting::May { number } => {
            let words = if number == 1 { "Start" } else { "Start the next attempt" };
            view! { <form method="post" action=action class="actions"><button class="button large">{words}</button></form> }.into_any()
        }
        Sitting::Open { attempt } => view! { <p class="actions"><a class="button large" href=format!("/attempts/{attempt}")>"Go on with your attempt"</a></p> }.into_any(),
        Sitting::Passed { attempt } => view! {
            <div class="sheet">
                <h2>"You have passed this quiz"</h2>
                <p>"There is nothing more to do here. You can read the questions and their reasons again at any time."</p>
                <p class="actions"><a class="button" href=format!("/attempts/{attempt}")>"Look at the attempt"</a></p>
            </div>
        }
        .into_any(),
        Sitting::Wait { until } => view! {
            <div class="sheet">
                <h2>{format!("The next attempt opens on {}", clock::date_and_time(until))}</h2>
                <p>{format!("That is in {}. The review of your last attempt shows what to read again.", clock::duration(until - now))}</p>
            </div>
        }
        .into_any(),
        Sitting::NoneLeft => view! {
            <div class="sheet">
                <h2>"You have used every attempt"</h2>
                <p>"That is not the end of it. Talk to your assessor: together you can agree another way to show what you know. The reviews below stay open to you."</p>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Attempts(attempts: Vec<Attempt>) -> impl IntoView {
    let rows: Vec<_> = attempts.iter().rev().map(attempt_row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>"Your attempts"</h2>
            <div class="table" role="region" aria-label="Your attempts" tabindex="0">
                <table>
                    <caption class="unseen">"Your attempts, the latest first"</caption>
                    <thead><tr><th scope="col">"Attempt"</th><th scope="col">"Handed in"</th><th scope="col">"Result"</th><th scope="col"><span class="unseen">"Open"</span></th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn attempt_row(attempt: &Attempt) -> impl IntoView + use<> {
    let (when, result, open) = match attempt.submitted_at {
        Some(at) => (clock::date_and_time(at), result_words(attempt), "Review"),
        None => ("not yet".to_owned(), "open".to_owned(), "Go on"),
    };
    view! {
        <tr>
            <th scope="row">{attempt.number}</th>
            <td>{when}</td>
            <td>{result}</td>
            <td><a href=format!("/attempts/{}", attempt.id)>{open}<span class="unseen">{format!(" with attempt {}", attempt.number)}</span></a></td>
        </tr>
    }
}

fn result_words(attempt: &Attempt) -> String {
    let score = attempt.score.unwrap_or(0.0);
    let max = attempt.max_score.unwrap_or(0.0);
    let verdict = if attempt.passed == Some(true) {
        "passed"
    } else {
        "not yet passed"
    };
    format!("{} of {max}, {verdict}", points(score))
}

/// `POST /quizzes/{id}`: starts an attempt, or goes on with the open one.
pub(super) async fn start(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let quiz = find(&library, &id)?;
    let outcome = store::start(&app.db, &actor, &library, quiz, app.clock.now()).await;
    Ok(match outcome {
        Ok(attempt) => Redirect::to(&format!("/attempts/{attempt}")).into_response(),
        // The quiz's own page says why not now, and when.
        Err(Error::Conflict(_)) => Redirect::to(&format!("/quizzes/{id}")).into_response(),
        Err(error) => return Err(error),
    })
}
