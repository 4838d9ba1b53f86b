//! An attempt with everything that belongs to it: the quiz and its questions as they were, the answers, the tries.

use super::asked::{Asked, Heard, Response, confidence_field};
use super::island::Told;
use super::parts::Shown;
use super::shuffle::Order;
use super::store::{self, Given, Try};
use super::{Answer, Attempt, heard, response};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::calls::CallError;
use crate::edge;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::library::{Behaviour, Question, Quiz};
use crate::portfolio::{self, Access};
use crate::versions;
use leptos::prelude::expect_context;

#[derive(Clone)]
pub struct Sat {
    pub attempt: Attempt,
    pub quiz: Quiz,
    /// In the order in which they are asked, each with the quiz or bank that it comes from.
    pub questions: Vec<(String, Question)>,
    pub answers: Vec<Answer>,
    tries: Vec<Try>,
}

impl Sat {
    /// One's own attempt. Somebody else's is not found, and that is logged.
    pub async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        let attempt = match store::attempt(&app.db, actor, id).await {
            Err(Error::NotFound) => return refuse(app, actor, id).await,
            found => found?,
        };
        let library = app.library();
        let mut questions = Vec::new();
        for posed in store::posed(&app.db, id).await? {
            let question = versions::question(&app.db, &library, &posed.question_hash).await?;
            questions.push((posed.quiz, question.into_owned()));
        }
        Ok(Sat {
            quiz: versions::quiz(&app.db, &library, &attempt.quiz_hash)
                .await?
                .into_owned(),
            questions,
            answers: store::answers(&app.db, id).await?,
            tries: store::tries(&app.db, id).await?,
            attempt,
        })
    }

    /// How many questions are marked at once; the others go to an assessor.
    pub fn marked(&self) -> usize {
        self.questions.iter().filter(|(_, q)| !q.is_free()).count()
    }

    pub fn question(&self, id: &str) -> Result<&Question> {
        let mut questions = self.questions.iter().map(|(_, question)| question);
        questions.find(|q| q.id == id).ok_or(Error::NotFound)
    }

    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.answers.iter().find(|a| a.question == question)
    }

    pub fn given(&self, question: &str) -> Response {
        self.answer(question)
            .map(|a| a.given.clone())
            .unwrap_or_default()
    }

    /// How sure the learner was, from 1 to 3.
    pub fn sure(&self, question: &str) -> Option<u8> {
        let sure = self.answer(question)?.confidence?;
        u8::try_from(sure).ok()
    }

    /// How sure the learner was of each marked answer, and its mark.
    pub fn certainties(&self) -> Vec<(i64, f64)> {
        let answers = self
            .answers
            .iter()
            .filter(|answer| !answer.given.is_empty());
        answers
            .filter_map(|answer| Some((answer.confidence?, answer.mark?)))
            .collect()
    }

    pub fn asked(&self, bank: &str, question: &Question) -> Asked {
        let order = Order::of_attempt(&self.quiz, &self.attempt.id);
        heard::asked(bank, question, &order, self.quiz.confidence)
    }

    /// How many tries each question has; `None` if nothing is said before the attempt is handed in.
    pub fn tries_allowed(&self) -> Option<u32> {
        match self.quiz.behaviour {
            Behaviour::Immediate => Some(1),
            Behaviour::Interactive { tries } => Some(tries),
            Behaviour::Deferred | Behaviour::Exam { .. } => None,
        }
    }

    /// What may be said of a question while the attempt is open.
    pub fn heard_so_far(&self, question: &Question) -> Option<Heard> {
        let allowed = self.tries_allowed()? as usize;
        let tries: Vec<_> = self
            .tries
            .iter()
            .filter(|t| t.question == question.id)
            .collect();
        let last = tries.last()?;
        let right = last.mark.is_none_or(|mark| mark >= 1.0 - 1e-9);
        Some(match right || tries.len() >= allowed {
            true => heard::heard(question, &last.given),
            false => heard::heard_so_far(question, &last.given, tries.len()),
        })
    }

    /// A question of an open attempt that answers at once.
    pub fn shown_so_far(&self, question: &str) -> Result<Shown> {
        let mut questions = self.questions.iter();
        let (bank, question) = questions
            .find(|(_, q)| q.id == question)
            .ok_or(Error::NotFound)?;
        let heard = self.heard_so_far(question);
        Ok(Shown {
            asked: self.asked(bank, question),
            given: self.given(&question.id),
            sure: self.sure(&question.id),
            frozen: heard.as_ref().is_some_and(|heard| !heard.again),
            heard,
        })
    }

    /// The answers that a form holds.
    pub fn given_in(&self, form: &Form) -> Vec<Given<'_>> {
        let questions = self.questions.iter();
        questions
            .map(|(_, question)| given(question, form))
            .collect()
    }
}

fn given<'a>(question: &'a Question, form: &Form) -> Given<'a> {
    let sure = form.text(&confidence_field(&question.id)).parse().ok();
    Given {
        response: response::from_form(question, form),
        confidence: sure.filter(|level| (1..=3).contains(level)),
        question,
    }
}

async fn refuse<T>(app: &App, actor: &Actor, id: &str) -> Result<T> {
    let owner = store::owner(&app.db, id).await?;
    let refused = Access {
        subject: "attempt",
        id,
        owner: &owner,
        outcome: "refused",
    };
    portfolio::log_access(&app.db, actor, refused, app.clock.now()).await?;
    Err(Error::NotFound)
}

/// Gives one answer in an attempt that answers at once, and shows the question with what may be said of it.
pub async fn answer(
    app: &App,
    actor: &Actor,
    attempt: &str,
    question: &str,
    form: &Form,
) -> Result<Told> {
    let sat = Sat::load(app, actor, attempt).await?;
    let allowed = sat.tries_allowed().ok_or(Error::NotFound)?;
    let question = sat.question(question)?;
    let given = given(question, form);
    if !response::is_complete(question, &given.response) {
        return Err(Error::invalid(response::what_is_missing(question)));
    }
    store::give(&app.db, actor, attempt, allowed, &given, app.clock.now()).await?;
    let after = Sat::load(app, actor, attempt).await?;
    Ok(after.shown_so_far(&question.id)?.told())
}

/// The server's half of [`super::island::answer_in_attempt`].
pub(super) async fn answer_call(
    attempt: String,
    question: String,
    fields: Vec<(String, String)>,
) -> Result<Told, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    let form = Form::from_fields(fields);
    let one = || async {
        let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
        answer(&app, actor, &attempt, &question, &form).await
    };
    edge::again(one).await.map_err(edge::refuse_call)
}

/// Keeps what the form of an open attempt holds; tells when.
pub async fn save(app: &App, actor: &Actor, attempt: &str, form: &Form) -> Result<String> {
    let sat = Sat::load(app, actor, attempt).await?;
    let now = app.clock.now();
    match store::save(&app.db, actor, attempt, &sat.given_in(form), now).await? {
        true => Ok(crate::clock::time_of_day(now)),
        false => Err(Error::conflict("this attempt is over")),
    }
}

/// The server's half of [`super::saving::save_attempt`].
pub(super) async fn save_call(
    attempt: String,
    fields: Vec<(String, String)>,
) -> Result<String, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    let form = Form::from_fields(fields);
    let one = || async {
        let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
        save(&app, actor, &attempt, &form).await
    };
    edge::again(one).await.map_err(edge::refuse_call)
}
