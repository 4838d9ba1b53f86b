//! A quiz result as evidence: one sitting that was handed in, pinned with the version of every question, what was answered and what it was worth.
//!
//! Its learner says which criteria it shows and cannot change it. Assessors read it as the learner saw it in the review: what is right is only
//! ever shown of a sitting that is over. Answers in one's own words are evidence of their own and not in it.

use super::Activity;
use super::told::begin_with;
use crate::accounts::Actor;
use crate::clock::{self, Millis};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::library::{Question, Quiz};
use crate::quizzes::parts::{Body, Outcome, Shown};
use crate::quizzes::sat::Sat;
use crate::quizzes::shuffle::Order;
use crate::quizzes::{Response, heard};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the body of such evidence holds, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pinned {
    pub attempt: String,
    /// 1 for the first sitting of the quiz.
    pub number: i64,
    pub score: f64,
    pub max_score: f64,
    pub passed: bool,
    pub submitted_at: Millis,
    /// In the order in which they were asked.
    pub questions: Vec<Answered>,
}

/// A question of the sitting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The quiz or bank that it comes from.
    pub bank: String,
    pub question: String,
    /// Of its version.
    pub hash: String,
    /// What was answered; of a question in one's own words, nothing.
    pub given: Response,
    /// What it was worth, from 0 to 1; `None` if nobody could mark it at once.
    pub mark: Option<f64>,
}

/// The quiz and those of its questions that a body pins.
#[derive(Debug, Clone)]
pub struct Examined {
    pub id: String,
    pub quiz: Quiz,
    pub questions: Vec<Question>,
    /// What those questions are about.
    pub criteria: Vec<String>,
}

impl Pinned {
    /// From the body of evidence.
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }

    /// For the body of evidence; the same for the same sitting.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Of a sitting that was handed in; one that is open is none yet.
    pub fn of(sat: &Sat) -> Result<Self> {
        let attempt = &sat.attempt;
        let Some(submitted_at) = attempt.submitted_at else {
            return Err(Error::conflict(
                "A quiz result can become evidence once it has been handed in.",
            ));
        };
        let answered = |(bank, question): &(String, Question)| {
            let answer = sat.answer(&question.id).filter(|_| !question.is_free());
            Answered {
                bank: bank.clone(),
                question: question.id.clone(),
                hash: question.version.hash.clone(),
                given: answer
                    .map(|answer| answer.given.clone())
                    .unwrap_or_default(),
                mark: answer.and_then(|answer| answer.mark),
            }
        };
        Ok(Pinned {
            attempt: attempt.id.clone(),
            number: attempt.number,
            score: attempt.score.unwrap_or_default(),
            max_score: attempt.max_score.unwrap_or_default(),
            passed: attempt.passed == Some(true),
            submitted_at,
            questions: sat.questions.iter().map(answered).collect(),
        })
    }

    /// How it ended, in words.
    fn words(&self) -> String {
        let ended = if self.passed { "passed" } else { "not passed" };
        format!(
            "{} of {}, {ended}. Attempt {}, handed in on {}.",
            shortened(self.score),
            shortened(self.max_score),
            self.number,
            clock::date_and_time(self.submitted_at)
        )
    }
}

impl Examined {
    /// A quiz with these of its questions.
    pub fn new(quiz: Quiz, questions: Vec<Question>) -> Self {
        let mut criteria: Vec<String> = Vec::new();
        for code in questions
            .iter()
            .filter(|q| !q.is_free())
            .flat_map(|q| &q.criteria)
        {
            if !criteria.contains(code) {
                criteria.push(code.clone());
            }
        }
        criteria.sort();
        Examined {
            id: format!("quiz-result/{}", quiz.id),
            quiz,
            questions,
            criteria,
        }
    }

    /// The result with every question as it was reviewed.
    pub fn read(&self, body: &str) -> AnyView {
        let pinned = Pinned::read(body);
        if pinned.attempt.is_empty() {
            return view! { <p>"This result cannot be shown."</p> }.into_any();
        }
        let order = Order::of_attempt(&self.quiz, &pinned.attempt);
        let numbered = (1..).zip(&pinned.questions);
        let questions: Vec<_> = numbered
            .map(|(number, answered)| self.question(&pinned, number, answered, &order))
            .collect();
        view! {
            <p><strong>{pinned.words()}</strong></p>
            {questions}
        }
        .into_any()
    }

    /// The same after another sitting has taken its place.
    pub fn compare(&self, before: &str, now: &str) -> AnyView {
        let (before, after) = (Pinned::read(before), Pinned::read(now));
        let words = match before.attempt == after.attempt {
            true => "It is the same sitting as the time before.".to_owned(),
            false => format!(
                "It is another sitting. The time before it was: {}",
                before.words()
            ),
        };
        view! { <p class="meta">{words}</p>{self.read(now)} }.into_any()
    }

    fn question(
        &self,
        pinned: &Pinned,
        number: usize,
        answered: &Answered,
        order: &Order,
    ) -> AnyView {
        let mut questions = self.questions.iter();
        let Some(question) = questions.find(|q| q.version.hash == answered.hash) else {
            return view! { <p>{format!("Question {number} cannot be shown.")}</p> }.into_any();
        };
        if question.is_free() {
            let words = format!(
                "Question {number}, {}, was answered in the learner’s own words: that is evidence of its own.",
                question.title
            );
            return view! { <p class="meta">{words}</p> }.into_any();
        }
        let mut asked = heard::asked(&answered.bank, question, order, false);
        // Several sittings can be on one page.
        asked.id = format!("of-{}-{number}", pinned.attempt);
        let said = heard::heard(question, &answered.given);
        let shown = Shown {
            asked,
            given: answered.given.clone(),
            sure: None,
            frozen: true,
            heard: Some(said.clone()),
        };
        let worth = answered
            .mark
            .map(|mark| format!("This counted {} of 1.", shortened(mark)));
        view! {
            <div class="question">
                <fieldset>
                    <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                    <Body shown/>
                </fieldset>
                <Outcome heard=said/>
                {worth.map(|words| view! { <p class="meta">{words}</p> })}
            </div>
        }
        .into_any()
    }
}

fn shortened(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}

/// Begins a piece of evidence from a sitting, and gives its id. If the quiz has been used before, this sitting takes the place of that one,
/// unless that has been handed in and not come back.
pub async fn begin_result(
    db: &Db,
    actor: &Actor,
    (enrolment, unit): (&Enrolment, &str),
    sat: &Sat,
    now: Millis,
) -> Result<String> {
    if sat.attempt.person_id != actor.id {
        return Err(Error::NotFound);
    }
    let body = Pinned::of(sat)?.to_body();
    let activity = Activity::QuizResult(examined(sat));
    begin_with(
        db,
        actor,
        (enrolment, unit),
        &activity,
        |_| body.clone(),
        now,
    )
    .await
}

/// What a sitting examined.
pub fn examined(sat: &Sat) -> Examined {
    let questions = sat.questions.iter().map(|(_, question)| question.clone());
    Examined::new(sat.quiz.clone(), questions.collect())
}
