//! Questions embedded in sections: asked, answered and explained at once, with scripts and without.

use super::asked::{Asked, Heard, Response};
use super::island::Told;
use super::parts::Shown;
use super::shuffle::Order;
use super::{Answer, heard, response, store};
use crate::accounts::Visitor;
use crate::app::App;
use crate::calls::CallError;
use crate::edge;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::learning::Outline;
use crate::library::{Library, Question, QuizKind};
use leptos::prelude::expect_context;

/// A question without anything that says what is right.
fn asked(quiz: &str, question: &Question) -> Asked {
    heard::asked(quiz, question, &Order::of_practice(), false)
}

/// What is said of the last answer, if it was given to this very version of the question.
pub fn heard_before(question: &Question, answers: &[Answer]) -> Option<Heard> {
    let last = answers
        .iter()
        .find(|a| a.question == question.id && a.question_hash == question.version.hash);
    last.map(|answer| heard_again(question, &answer.given))
}

/// What is said of an answer to a question that may always be answered again.
pub fn heard_again(question: &Question, given: &Response) -> Heard {
    Heard {
        again: true,
        ..heard::heard(question, given)
    }
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
    given: &Response,
) -> Result<Heard> {
    let library = app.library();
    let question = question(&library, quiz, id)?;
    let given = response::clean(question, given);
    if !response::is_complete(question, &given) {
        return Err(Error::invalid(response::what_is_missing(question)));
    }
    if let Some(actor) = &visitor.0 {
        let outline = Outline::with_question(&library, quiz, id);
        let now = app.clock.now();
        store::practise(
            &app.db,
            actor,
            quiz,
            question,
            &given,
            outline.as_ref(),
            now,
        )
        .await?;
    }
    Ok(heard_again(question, &given))
}

/// The question with what is said of an answer, if there is one.
pub fn shown(quiz: &str, question: &Question, heard: Option<Heard>) -> Shown {
    Shown {
        asked: asked(quiz, question),
        given: heard
            .as_ref()
            .map(|heard| heard.given.clone())
            .unwrap_or_default(),
        sure: None,
        frozen: false,
        heard,
    }
}

/// The server's half of [`super::island::answer`].
pub(super) async fn answer_call(
    quiz: String,
    id: String,
    fields: Vec<(String, String)>,
) -> Result<Told, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    let form = Form::from_fields(fields);
    let one = || async {
        let library = app.library();
        let question = question(&library, &quiz, &id)?;
        let given = response::from_form(question, &form);
        let heard = answer(&app, &visitor, &quiz, &id, &given).await?;
        Ok(shown(&quiz, question, Some(heard)).told())
    };
    edge::again(one).await.map_err(edge::refuse_call)
}
