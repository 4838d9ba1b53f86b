//! The open attempt: its questions, saving, answering one by one, and handing in.

use super::held;
use super::review::Review;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Behaviour, Question};
use crate::portfolio::asking;
use crate::quizzes::asked::Response as Given;
use crate::quizzes::parts::{Body, QuestionForm, Shown};
use crate::quizzes::sat::{self, Sat};
use crate::quizzes::saving::Saving;
use crate::quizzes::{response, store};
use crate::ui::counted;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// What a refused form says: about the whole, or about one question.
#[derive(Debug, Clone, Default)]
pub struct Refused {
    /// The questions without an answer.
    pub(super) unanswered: Vec<String>,
    /// A question with what is wrong about its answer, and what was given.
    pub(super) fault: Option<(String, String, Given)>,
}

/// `GET /attempts/{id}`: the questions while it is open, the review once it is handed in.
pub(super) async fn attempt(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let sat = Sat::load(&app, &actor, &id).await?;
    Ok(page(&app, actor, sat, Refused::default()))
}

fn page(app: &App, actor: Actor, sat: Sat, refused: Refused) -> Response {
    let now = app.clock.now();
    let changed = app
        .library()
        .quiz(&sat.quiz.id)
        .is_none_or(|current| current.version.hash != sat.attempt.quiz_hash);
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, sat.quiz.title.clone())
        .here("/modules")
        .shape("column attempt")
        .islands(sat.attempt.is_open() && !sat.attempt.is_overdue(now));
    match (sat.attempt.is_open(), sat.attempt.is_overdue(now)) {
        (false, _) => layout.render(|| view! { <Review sat changed/> }),
        (true, true) => layout.render(|| view! { <TimeUp sat/> }),
        (true, false) if sat.tries_allowed().is_some() => {
            layout.render(|| view! { <OneByOne sat refused/> })
        }
        (true, false) => layout.render(|| view! { <AllTogether sat refused now/> }),
    }
}

/// Between the end of the time and the marking.
#[component]
fn TimeUp(sat: Sat) -> impl IntoView {
    view! {
        <p class="kicker">{format!("Quiz · attempt {}", sat.attempt.number)}</p>
        <h1>"The time is up"</h1>
        <p class="lead">"What you had saved counts. Nothing more is needed from you."</p>
        <form method="post" action=format!("/attempts/{}", sat.attempt.id) class="actions">
            <button class="button" name="do" value="close">"See the result"</button>
        </form>
    }
}

/// How this quiz answers, in a sentence or two.
fn manner(sat: &Sat) -> String {
    match sat.quiz.behaviour {
        Behaviour::Deferred => "No time limit. “Save and leave” keeps your answers; you can go on here or on another device.".to_owned(),
        Behaviour::Immediate => "No time limit. Each answer is kept when you give it, and you hear at once what there is to say about it. It then stands.".to_owned(),
        Behaviour::Interactive { tries } => format!(
            "No time limit. You hear at once how each answer did. If it is not right yet you can try again, {} in all; a later try counts for less.",
            counted(tries as usize, "try").replace("trys", "tries")
        ),
        Behaviour::Exam { .. } if sat.attempt.due_at.is_none() => {
            "No time limit, as agreed with you. Take breaks as you need them; “Save and leave” keeps your answers.".to_owned()
        }
        Behaviour::Exam { .. } => {
            let due = sat.attempt.due_at.map(clock::date_and_time).unwrap_or_default();
            let extra = match sat.attempt.extra_time {
                0 => String::new(),
                percent => format!(" This includes {percent}% extra time, as agreed."),
            };
            format!("You have until {due}.{extra} When the time is up, what is saved counts.")
        }
    }
}

#[component]
fn Top(sat: Sat, unanswered: Vec<String>) -> impl IntoView {
    let manner = manner(&sat);
    view! {
        {(!unanswered.is_empty()).then(|| view! { <Missing unanswered/> })}
        <p class="kicker">{format!("Quiz · attempt {}", sat.attempt.number)}</p>
        <h1>{sat.quiz.title.clone()}</h1>
        <p class="meta">{manner}</p>
    }
}

/// Every question in one form, handed in as a whole.
#[component]
fn AllTogether(sat: Sat, refused: Refused, now: Millis) -> impl IntoView {
    let questions: Vec<_> = sat
        .questions
        .iter()
        .enumerate()
        .map(|(index, (bank, question))| {
            let missing = refused.unanswered.contains(&question.id);
            question_view(index + 1, &sat, bank, question, missing)
        })
        .collect();
    let missing = !refused.unanswered.is_empty();
    let attempt = sat.attempt.id.clone();
    let left = sat.attempt.due_at.map(|due| due - now);
    view! {
        <Top sat=sat.clone() unanswered=refused.unanswered/>
        <form id="attempt" method="post" action=format!("/attempts/{attempt}")>
            {questions}
            <Saving person=sat.attempt.person_id.clone() attempt=attempt.clone() form="attempt".to_owned() left/>
            <p class="actions">
                <button class="button" name="do" value="submit">"Hand in"</button>
                <button class="button quiet" name="do" value="save">"Save and leave"</button>
                {missing.then(|| view! { <button class="button quiet" name="do" value="submit-anyway">"Hand in with gaps"</button> })}
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

fn question_view(
    number: usize,
    sat: &Sat,
    bank: &str,
    question: &Question,
    missing: bool,
) -> impl IntoView + use<> {
    let given = sat.given(&question.id);
    let fault = missing.then(|| match given.is_empty() {
        true => "No answer yet.".to_owned(),
        false => response::what_is_missing(question).replace(" first.", "."),
    });
    let shown = Shown {
        asked: sat.asked(bank, question),
        given,
        sure: sat.sure(&question.id),
        frozen: false,
        heard: None,
    };
    view! {
        <div class="question" id=question.id.clone()>
            <fieldset aria-describedby=format!("{}-stem", question.id)>
                <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                {fault.map(|words| view! { <p class="error"><span class="unseen">"Error: "</span>{words}</p> })}
                <Body shown/>
            </fieldset>
            <noscript><p class="actions"><button class="button quiet" name="do" value="stay">"Save so far"</button></p></noscript>
        </div>
    }
}

/// Every question in a form of its own, which answers at once.
#[component]
fn OneByOne(sat: Sat, refused: Refused) -> impl IntoView {
    let form = |question: &Question| {
        let mut shown = sat.shown_so_far(&question.id).ok()?;
        let mut fault = None;
        if let Some((_, words, typed)) = refused.fault.as_ref().filter(|f| f.0 == question.id) {
            shown.given = typed.clone();
            fault = Some(words.clone());
        }
        let (action, attempt) = (
            format!("/attempts/{}", sat.attempt.id),
            sat.attempt.id.clone(),
        );
        Some(view! { <QuestionForm shown action attempt=Some(attempt) fault/> })
    };
    let questions = sat.questions.iter();
    let questions: Vec<_> = questions
        .filter_map(|(_, question)| form(question))
        .collect();
    let missing = !refused.unanswered.is_empty();
    view! {
        <Top sat=sat.clone() unanswered=refused.unanswered/>
        {questions}
        <form method="post" action=format!("/attempts/{}", sat.attempt.id) class="actions">
            <button class="button" name="do" value="submit">"Hand in"</button>
            <button class="button quiet" name="do" value="save">"Leave, and go on later"</button>
            {missing.then(|| view! { <button class="button quiet" name="do" value="submit-anyway">"Hand in with gaps"</button> })}
        </form>
    }
}

/// `POST /attempts/{id}`: saves, answers one question, or hands in. Handing in with gaps is asked about once.
pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&[
        "do",
        "quiz",
        "question",
        "answer-*",
        "sure-*",
        asking::FIELD,
    ])?;
    let sat = Sat::load(&app, &actor, &id).await?;
    let here = format!("/attempts/{id}");
    let now = app.clock.now();
    let at_once = sat.tries_allowed().is_some();
    match form.text("do") {
        "answer" if at_once => return answer_one(app, actor, sat, &form).await,
        "close" => store::close(&app.db, &actor, &id, &app.library(), now).await?,
        "submit" | "submit-anyway" => {
            if let Some(refused) = held::gaps(&app, &actor, &sat, &form).await? {
                let sat = Sat::load(&app, &actor, &id).await?;
                let page = page(&app, actor, sat, refused);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
            if let Some(asking) = held::asked(&app, &actor, &sat, &form).await? {
                return Ok(held::page(&app, actor, asking));
            }
            let given = match at_once {
                true => Vec::new(),
                false => sat.given_in(&form),
            };
            let (library, seals) = (app.library(), asking::seals(&form));
            store::submit_as_it_is(&app.db, &actor, &id, &library, &given, &seals, now).await?;
        }
        way => {
            if !at_once {
                store::save(&app.db, &actor, &id, &sat.given_in(&form), now).await?;
            }
            if way != "stay" {
                return Ok(Redirect::to(&format!("/quizzes/{}", sat.quiz.id)).into_response());
            }
        }
    }
    Ok(Redirect::to(&here).into_response())
}

/// An answer to one question, without scripts; the page says at the question what is wrong with it.
async fn answer_one(app: App, actor: Actor, sat: Sat, form: &Form) -> Result<Response> {
    let (id, question) = (sat.attempt.id.clone(), form.text("question").to_owned());
    let given = response::from_form(sat.question(&question)?, form);
    match sat::answer(&app, &actor, &id, &question, form).await {
        Ok(_) => Ok(Redirect::to(&format!("/attempts/{id}#{question}")).into_response()),
        Err(Error::Invalid(words)) => {
            let refused = Refused {
                fault: Some((question, words, given)),
                ..Refused::default()
            };
            let page = page(&app, actor, sat, refused);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Error::Conflict(_)) => Ok(Redirect::to(&format!("/attempts/{id}")).into_response()),
        Err(error) => Err(error),
    }
}
