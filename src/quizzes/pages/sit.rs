//! The open attempt: its questions, saving, and handing in.

use super::ordered;
use super::review::Review;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Choice, Question, QuestionKind, Quiz};
use crate::portfolio::{self, Access};
use crate::quizzes::{Answer, Attempt, grade, store};
use crate::ui::counted;
use crate::versions;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// One's own attempt with the quiz as it was when it began. Somebody else's is not found, and that is logged.
async fn load(app: &App, actor: &Actor, id: &str) -> Result<(Attempt, Vec<Answer>, Quiz)> {
    let (attempt, answers) = match store::attempt(&app.db, actor, id).await {
        Err(Error::NotFound) => {
            let owner = store::owner(&app.db, id).await?;
            let refused = Access {
                subject: "attempt",
                id,
                owner: &owner,
                outcome: "refused",
            };
            portfolio::log_access(&app.db, actor, refused, app.clock.now()).await?;
            return Err(Error::NotFound);
        }
        found => found?,
    };
    let library = app.library();
    let quiz = versions::quiz(&app.db, &library, &attempt.quiz_hash)
        .await?
        .into_owned();
    Ok((attempt, answers, quiz))
}

/// `GET /attempts/{id}`: the questions while it is open, the review once it is handed in.
pub(super) async fn attempt(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let (attempt, answers, quiz) = load(&app, &actor, &id).await?;
    let changed = app
        .library()
        .quiz(&quiz.id)
        .is_none_or(|current| current.version.hash != attempt.quiz_hash);
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, quiz.title.clone())
        .here("/modules")
        .shape("column attempt");
    Ok(match attempt.submitted_at {
        None => layout.render(|| view! { <Sit attempt quiz answers unanswered=Vec::new()/> }),
        Some(_) => layout.render(|| view! { <Review attempt quiz answers changed/> }),
    })
}

#[component]
fn Sit(
    attempt: Attempt,
    quiz: Quiz,
    answers: Vec<Answer>,
    unanswered: Vec<String>,
) -> impl IntoView {
    let chosen = |id: &str| {
        answers
            .iter()
            .find(|a| a.question == id)
            .map(|a| a.chosen.clone())
            .unwrap_or_default()
    };
    let questions: Vec<_> = quiz
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let options = ordered(&quiz, &attempt.id, question);
            question_form(
                index + 1,
                question,
                &options,
                &chosen(&question.id),
                unanswered.contains(&question.id),
            )
        })
        .collect();
    let missing = unanswered.len();
    view! {
        {(missing > 0).then(|| view! { <Missing unanswered=unanswered.clone()/> })}
        <p class="kicker">{format!("Quiz · attempt {}", attempt.number)}</p>
        <h1>{quiz.title.clone()}</h1>
        <p class="meta">"No time limit. “Save and leave” keeps your answers; you can go on here or on another device."</p>
        <form method="post" action=format!("/attempts/{}", attempt.id)>
            {questions}
            <p class="actions">
                <button class="button" name="do" value="submit">"Hand in"</button>
                <button class="button quiet" name="do" value="save">"Save and leave"</button>
                {(missing > 0).then(|| view! { <button class="button quiet" name="do" value="submit-anyway">"Hand in with gaps"</button> })}
            </p>
        </form>
    }
}

/// Which questions have no answer yet; handing in with gaps has to be meant.
#[component]
fn Missing(unanswered: Vec<String>) -> impl IntoView {
    let count = unanswered.len();
    let links: Vec<_> = unanswered
        .into_iter()
        .map(|id| view! { <li><a href=format!("#{id}")>"Answer this question"</a></li> })
        .collect();
    view! {
        <div class="errors" role="alert" tabindex="-1" aria-labelledby="errors-title">
            <h2 id="errors-title">{format!("{} without an answer", counted(count, "question"))}</h2>
            <ul>{links}</ul>
            <p>"Your answers so far are saved. You can also hand in as it is; a gap counts nothing."</p>
        </div>
    }
}

fn question_form(
    number: usize,
    question: &Question,
    options: &[&Choice],
    chosen: &[String],
    missing: bool,
) -> impl IntoView + use<> {
    let several = question.kind == QuestionKind::Multiple;
    let (kind, hint) = if several {
        ("checkbox", "Choose all that apply.")
    } else {
        ("radio", "Choose one.")
    };
    let name = format!("answer-{}", question.id);
    let stem = format!("{}-stem", question.id);
    let options: Vec<_> = options
        .iter()
        .map(|option| {
            let checked = chosen.contains(&option.key);
            view! {
                <div class="option">
                    <label>
                        <input type=kind name=name.clone() value=option.key.clone() checked=checked/>
                        <span inner_html=option.text.clone()></span>
                    </label>
                </div>
            }
        })
        .collect();
    view! {
        <div class="question" id=question.id.clone()>
            <fieldset aria-describedby=stem.clone()>
                <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                <div class="stem" id=stem.clone() inner_html=question.stem.clone()></div>
                {missing.then(|| view! { <p class="error"><span class="unseen">"Error: "</span>"No answer yet."</p> })}
                <p class="hint">{hint}</p>
                {options}
            </fieldset>
        </div>
    }
}

/// `POST /attempts/{id}`: saves, or hands in. Handing in with gaps is asked about once.
pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "answer-*"])?;
    let (attempt, _, quiz) = load(&app, &actor, &id).await?;
    let choices: store::Choices<'_> = quiz
        .questions
        .iter()
        .map(|question| {
            (
                question,
                grade::response(question, form.all(&format!("answer-{}", question.id))),
            )
        })
        .collect();
    let now = app.clock.now();
    let unanswered: Vec<String> = choices
        .iter()
        .filter(|(_, chosen)| chosen.is_empty())
        .map(|(q, _)| q.id.clone())
        .collect();
    let open = attempt.submitted_at.is_none();
    match form.text("do") {
        "submit" if open && !unanswered.is_empty() => {
            store::save(&app.db, &actor, &id, &choices, now).await?;
            let (attempt, answers, quiz) = load(&app, &actor, &id).await?;
            let layout = Layout::new(&app, &Visitor(Some(actor)), quiz.title.clone())
                .here("/modules")
                .shape("column attempt");
            let page = layout.render(|| view! { <Sit attempt quiz answers unanswered/> });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        "submit" | "submit-anyway" => {
            store::submit(&app.db, &actor, &id, &quiz, &choices, now).await?;
            Ok(Redirect::to(&format!("/attempts/{id}")).into_response())
        }
        _ => {
            store::save(&app.db, &actor, &id, &choices, now).await?;
            Ok(Redirect::to(&format!("/quizzes/{}", quiz.id)).into_response())
        }
    }
}
