//! Item analysis: the rules, what counts, and the pages over many invented attempts.

mod pages;
mod rules;
mod store;

use crate::args;
use crate::clock::{MINUTE, Millis};
use crate::db::{Tx, new_id};
use crate::library::Question;
use crate::quizzes::asked::{CHOSEN, Response};
use crate::quizzes::grade;
use crate::tests::scenes::QUIZ;
use crate::tests::support::{START, TestApp};
use crate::versions;

/// An invented sitting.
struct Sitting<'a> {
    person: &'a str,
    quiz: &'a str,
    number: i64,
    /// Minutes after the start; `None` if it is still open.
    handed_in: Option<Millis>,
    /// What was asked, and what was answered to it, if anything.
    given: Vec<(&'a Question, Option<Response>)>,
}

/// Somebody whom only the database knows.
async fn somebody(tx: &Tx, name: &str) {
    tx.run(
        "INSERT INTO people (id, email, name, created_at) VALUES ($1, $2, $1, $3)",
        args![name, format!("{name}@example.org"), START],
    )
    .await
    .unwrap();
}

impl Sitting<'_> {
    /// Writes the records of the sitting, marked as a quiz would mark it; gives its id.
    async fn write(&self, tx: &Tx, quiz_hash: &str) -> String {
        let id = new_id();
        tx.run(
            "INSERT INTO attempts (id, person_id, quiz, quiz_hash, number, started_at) VALUES ($1, $2, $3, $4, $5, $6)",
            args![&id, self.person, self.quiz, quiz_hash, self.number, START],
        )
        .await
        .unwrap();
        let mut score = 0.0;
        for (position, (question, response)) in (1_i64..).zip(&self.given) {
            versions::pin(tx, &question.version, START).await.unwrap();
            tx.run(
                "INSERT INTO attempt_questions (attempt_id, position, quiz, question, question_hash) VALUES ($1, $2, $3, $4, $5)",
                args![&id, position, self.quiz, &question.id, &question.version.hash],
            )
            .await
            .unwrap();
            if let Some(response) = response {
                score += answer(tx, &id, question, response).await;
            }
        }
        if let Some(minutes) = self.handed_in {
            let max = f64::from(u32::try_from(self.given.len()).unwrap());
            tx.run(
                "UPDATE attempts SET submitted_at = $2, score = $3, max_score = $4, passed = $5 WHERE id = $1",
                args![&id, START + minutes * MINUTE, score, max, score > 0.7 * max],
            )
            .await
            .unwrap();
        }
        id
    }
}

async fn answer(tx: &Tx, attempt: &str, question: &Question, response: &Response) -> f64 {
    let mark = grade::mark(question, response).unwrap();
    let json = serde_json::Value::from_iter(response.clone()).to_string();
    tx.run(
        "INSERT INTO answers (attempt_id, question, question_hash, response, mark, saved_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![attempt, &question.id, &question.version.hash, json, mark, START],
    )
    .await
    .unwrap();
    mark
}

/// The answer that chooses the nth right or wrong option.
fn chosen(question: &Question, right: bool, nth: usize) -> Response {
    let options: Vec<_> = question
        .options()
        .iter()
        .filter(|own| own.right == right)
        .collect();
    let option = options[nth % options.len()];
    Response::from([(option.key.clone(), CHOSEN.to_owned())])
}

impl TestApp {
    /// Questions of a quiz that have one right option.
    fn singles(&self) -> Vec<Question> {
        let quiz = self.quiz();
        let singles = quiz
            .questions
            .into_iter()
            .filter(|own| own.type_key() == "single");
        singles.take(6).collect()
    }

    /// Stores the quiz, and gives its version.
    async fn quiz_pinned(&self, tx: &Tx) -> String {
        let quiz = self.quiz();
        versions::pin(tx, &quiz.version, START).await.unwrap();
        quiz.version.hash
    }
}

/// A number from 0 to 1 that looks random, and is the same in every run.
fn noise(person: u32, question: u32) -> f64 {
    let mixed = (person * 7_919 + question * 104_729 + 12_345).wrapping_mul(2_654_435_761);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(2_246_822_519);
    f64::from(mixed ^ (mixed >> 13)) / f64::from(u32::MAX)
}

/// Invented people of every ability sit six questions. The fifth has the wrong option marked as right: the more somebody knows, the likelier its first
/// wrong option; the sixth is right every time.
async fn invented(test: &TestApp, people: u32) {
    let questions = test.singles();
    let tx = test.app.db.begin().await.unwrap();
    let hash = test.quiz_pinned(&tx).await;
    for person in 0..people {
        let ability = f64::from(person * 37 % people) / f64::from(people);
        let given = (0..).zip(&questions).map(|(at, question)| {
            let knows = noise(person, at) < 0.2 + 0.7 * ability;
            let nth = usize::try_from(person / 3).unwrap();
            let response = match at {
                4 if knows => chosen(question, false, 0),
                4 => chosen(question, true, 0),
                5 => chosen(question, true, 0),
                _ => chosen(question, knows, nth),
            };
            (question, Some(response))
        });
        let name = format!("invented-{person}");
        somebody(&tx, &name).await;
        let sitting = Sitting {
            person: &name,
            quiz: QUIZ,
            number: 1,
            handed_in: Some(i64::from(person)),
            given: given.collect(),
        };
        sitting.write(&tx, &hash).await;
    }
    tx.commit().await.unwrap();
}
