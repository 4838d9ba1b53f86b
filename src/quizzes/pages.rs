//! Sitting a quiz: its start page, the attempt, and the review.

use super::sittings::{self, Sitting};
use super::{Answer, Attempt, grade, practice, store};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock::{self, HOUR, Millis};
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Choice, Question, QuestionKind, Quiz, QuizKind};
use crate::portfolio::{self, Access};
use crate::ui::counted;
use crate::versions;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quizzes/{id}", get(quiz).post(start))
        .route("/attempts/{id}", get(attempt).post(answer))
}

fn find<'a>(library: &'a crate::library::Library, id: &str) -> Result<&'a Quiz> {
    library
        .quiz(id)
        .filter(|quiz| quiz.kind == QuizKind::Quiz)
        .ok_or(Error::NotFound)
}

/// `GET /quizzes/{id}`: what to expect, and one's attempts so far.
async fn quiz(
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
    let now = app.clock.now();
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
            <Rules quiz=quiz.clone() used=attempts.len()/>
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
fn Rules(quiz: Quiz, used: usize) -> impl IntoView {
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
            <dt>"Questions"</dt><dd>{quiz.questions.len()}</dd>
            <dt>"Time"</dt><dd>"No limit. Save and come back whenever you like."</dd>
            <dt>"To pass"</dt><dd>{format!("{}% in one attempt.", quiz.pass_mark.unwrap_or(0))}</dd>
            <dt>"Attempts"</dt><dd>{attempts}</dd>
            {wait}
        </dl>
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

/// A score without needless decimals.
fn points(score: f64) -> String {
    let rounded = (score * 10.0).round() / 10.0;
    rounded.to_string()
}

/// `POST /quizzes/{id}`: starts an attempt, or goes on with the open one.
async fn start(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let quiz = find(&library, &id)?;
    let outcome = store::start(&app.db, &actor, quiz, app.clock.now()).await;
    Ok(match outcome {
        Ok(attempt) => Redirect::to(&format!("/attempts/{attempt}")).into_response(),
        // The quiz's own page says why not now, and when.
        Err(Error::Conflict(_)) => Redirect::to(&format!("/quizzes/{id}")).into_response(),
        Err(error) => return Err(error),
    })
}

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
async fn attempt(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Response> {
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

/// The options in the order of this attempt: shuffled when the quiz says so, always the same for the same attempt.
fn ordered<'a>(quiz: &Quiz, attempt: &str, question: &'a Question) -> Vec<&'a Choice> {
    let mut options: Vec<&Choice> = question.options.iter().collect();
    if quiz.shuffle {
        options.sort_by_cached_key(|option| grade::place(attempt, &question.id, &option.key));
    }
    options
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

#[component]
fn Review(attempt: Attempt, quiz: Quiz, answers: Vec<Answer>, changed: bool) -> impl IntoView {
    let passed = attempt.passed == Some(true);
    let heading = match passed {
        true => format!(
            "Passed, with {} of {}",
            points(attempt.score.unwrap_or(0.0)),
            quiz.questions.len()
        ),
        false => format!(
            "{} of {}: not yet there",
            points(attempt.score.unwrap_or(0.0)),
            quiz.questions.len()
        ),
    };
    let lead = match passed {
        true => "The reasons for every option are below, for the questions that went well too.",
        false => {
            "Below is every question with the reasons. They say where to read again before the next attempt."
        }
    };
    let when = attempt
        .submitted_at
        .map(clock::date_and_time)
        .unwrap_or_default();
    let reviews: Vec<_> = quiz
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let chosen = answers
                .iter()
                .find(|a| a.question == question.id)
                .map(|a| a.chosen.clone())
                .unwrap_or_default();
            review(
                index + 1,
                question,
                &ordered(&quiz, &attempt.id, question),
                &chosen,
            )
        })
        .collect();
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=format!("/quizzes/{}", quiz.id)>{quiz.title.clone()}</a></li></ol></nav>
        <p class="kicker">{format!("Attempt {} · handed in on {when} · quiz version {}", attempt.number, &attempt.quiz_hash[..8])}</p>
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
        {changed.then(|| view! { <p class="meta">"The quiz has been edited since. You see it as it was when you sat it."</p> })}
        <p class="actions"><a class="button" href="/">"What next"</a><a href=format!("/quizzes/{}", quiz.id)>"Your attempts"</a></p>
        {reviews}
    }
}

fn review(
    number: usize,
    question: &Question,
    options: &[&Choice],
    chosen: &[String],
) -> impl IntoView + use<> {
    let heard = practice::heard(question, chosen);
    let options: Vec<_> = options
        .iter()
        .map(|option| review_option(question, option, &heard))
        .collect();
    let words = if chosen.is_empty() {
        "No answer was given.".to_owned()
    } else {
        heard.words.clone()
    };
    view! {
        <div class="question">
            <fieldset>
                <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                <div class="stem" inner_html=question.stem.clone()></div>
                {options}
            </fieldset>
            <div class="outcome" data-verdict=if heard.right { "right" } else { "not-right" }>
                <strong>{words}</strong>
                <div inner_html=heard.general.unwrap_or_default()></div>
            </div>
        </div>
    }
}

fn review_option(
    question: &Question,
    option: &Choice,
    heard: &super::island::Heard,
) -> impl IntoView + use<> {
    let several = question.kind == QuestionKind::Multiple;
    let kind = if several { "checkbox" } else { "radio" };
    let checked = heard.chosen.contains(&option.key);
    let note = match (option.right, checked) {
        (true, true) => Some("Right, and you chose it. "),
        (true, false) => Some("This is right. "),
        (false, true) => Some("You chose this. "),
        (false, false) => None,
    };
    view! {
        <div class="option" data-verdict=heard.verdict(&option.key)>
            <label>
                <input type=kind name=format!("review-{}", question.id) checked=checked disabled/>
                <span inner_html=option.text.clone()></span>
            </label>
            <div class="feedback">{note.map(|note| view! { <strong>{note}</strong> })}<div inner_html=option.feedback.clone()></div></div>
        </div>
    }
}

/// `POST /attempts/{id}`: saves, or hands in. Handing in with gaps is asked about once.
async fn answer(
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
            Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
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
