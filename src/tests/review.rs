//! Spaced review: what comes into it, when it comes back, and its pages.

mod certainty;
mod pages;
mod rules;
mod store;
mod today;

use super::support::TestApp;
use crate::accounts::{Actor, Role};
use crate::clock::Millis;
use crate::learning::outline::Outline;
use crate::learning::store as learning;
use crate::library::{Library, Question, Section};
use crate::quizzes::asked::{CHOSEN, Response};
use crate::quizzes::grade;
use crate::quizzes::store as quizzes;
use crate::review::Item;

const LEARNER: &[Role] = &[Role::Learner];

/// A practice with questions of one best answer.
const PRACTICE: &str = "u3-practice-alliance";

/// The questions of [`PRACTICE`] with one best answer.
fn singles(library: &Library) -> Vec<&Question> {
    let questions = library.quiz(PRACTICE).unwrap().questions.iter();
    questions.filter(|q| q.type_key() == "single").collect()
}

fn item(question: &Question) -> Item {
    Item::Question {
        quiz: PRACTICE.to_owned(),
        question: question.id.clone(),
    }
}

/// An answer that is right or not.
fn answer(question: &Question, right: bool) -> Response {
    match right {
        true => grade::model(question),
        false => {
            let mut options = question.options().iter();
            let wrong = options.find(|option| !option.right).unwrap();
            Response::from([(wrong.key.clone(), CHOSEN.to_owned())])
        }
    }
}

/// Answers a question in its section.
async fn practise(test: &TestApp, person: &Actor, question: &Question, right: bool, at: Millis) {
    let given = answer(question, right);
    quizzes::practise(&test.app.db, person, PRACTICE, question, &given, None, at)
        .await
        .unwrap();
}

/// Reads a section that links to terms, and gives it.
async fn read(test: &TestApp, person: &Actor, at: Millis) -> Section {
    let library = test.app.library();
    let module = library.module("how-it-begins").unwrap();
    let mut sections = module.sections.iter();
    let section = sections.find(|section| section.terms.len() > 1).unwrap();
    learning::read(
        &test.app.db,
        person,
        &Outline::of(&library, module),
        section,
        at,
    )
    .await
    .unwrap();
    section.clone()
}
