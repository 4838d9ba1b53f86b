//! Questions embedded in sections: asked, answered and explained at once, with scripts and without.

use super::island::{Asked, Heard, Said};
use super::store::{self, Answer};
use super::{grade, island};
use crate::accounts::Visitor;
use crate::app::App;
use crate::calls::CallError;
use crate::edge;
use crate::error::{Error, Result};
use crate::library::{Library, Question, QuestionKind, QuizKind};
use leptos::prelude::expect_context;

/// A question without anything that says what is right.
pub fn asked(quiz: &str, question: &Question) -> Asked {
    Asked {
        quiz: quiz.to_owned(),
        id: question.id.clone(),
        title: question.title.clone(),
        stem: question.stem.clone(),
        several: question.kind == QuestionKind::Multiple,
        options: question
            .options
            .iter()
            .map(|o| (o.key.clone(), o.text.clone()))
            .collect(),
    }
}

/// What is said once these options have been chosen.
pub fn heard(question: &Question, chosen: &[String]) -> Heard {
    let mark = grade::mark(question, chosen);
    let right = mark >= 1.0;
    let words = match (right, mark > 0.0) {
        (true, _) => "Yes.",
        (false, true) => "Partly. Look at each option.",
        (false, false) => "Not quite. Look at what each option misses or sees.",
    };
    let said = |o: &crate::library::Choice| Said {
        key: o.key.clone(),
        right: o.right,
        feedback: o.feedback.clone(),
    };
    Heard {
        chosen: chosen.to_vec(),
        right,
        words: words.to_owned(),
        options: question.options.iter().map(said).collect(),
        general: question.feedback.clone(),
    }
}

/// The last answer, if it was given to this very version of the question.
pub fn heard_before(question: &Question, answers: &[Answer]) -> Option<Heard> {
    let last = answers
        .iter()
        .find(|a| a.question == question.id && a.question_hash == question.version.hash);
    last.map(|answer| heard(question, &answer.chosen))
}

/// A question that may be practised; the questions of a quiz that counts may not.
pub fn question<'a>(library: &'a Library, quiz: &str, question: &str) -> Result<&'a Question> {
    let quiz = library
        .quiz(quiz)
        .filter(|quiz| quiz.kind == QuizKind::Practice)
        .ok_or(Error::NotFound)?;
    quiz.question(question).ok_or(Error::NotFound)
}

/// Marks an answer, keeps it if somebody is signed in, and says what is to be said.
pub async fn answer(
    app: &App,
    visitor: &Visitor,
    quiz: &str,
    id: &str,
    chosen: &[String],
) -> Result<Heard> {
    let library = app.library();
    let question = question(&library, quiz, id)?;
    let chosen = grade::response(question, chosen.iter().map(String::as_str));
    if chosen.is_empty() {
        return Err(Error::invalid("Choose an answer first."));
    }
    if let Some(actor) = &visitor.0 {
        store::practise(&app.db, actor, quiz, question, &chosen, app.clock.now()).await?;
    }
    Ok(heard(question, &chosen))
}

/// The server's half of [`island::answer`].
pub(super) async fn answer_call(
    quiz: String,
    question: String,
    chosen: Vec<String>,
) -> Result<island::Heard, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    edge::again(|| answer(&app, &visitor, &quiz, &question, &chosen))
        .await
        .map_err(edge::refuse_call)
}
