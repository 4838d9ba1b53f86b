//! What Amira studied before the unit that she is in the middle of: two units read, their quizzes sat with how sure she was, and a few reviews.

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::error::{Error, Result};
use crate::learning::outline::Outline;
use crate::learning::store as learning;
use crate::library::{Library, Question};
use crate::quizzes::asked::{CHOSEN, Response};
use crate::quizzes::grade;
use crate::quizzes::store::{self as quizzes, Given};
use crate::review::{self, Item, Rating, store as reviews};

/// How sure she was, from 1 to 3, and whether she was right; again from the beginning after the last.
const ANSWERS: [(i64, bool); 9] = [
    (3, true),
    (2, true),
    (3, true),
    (1, true),
    (2, true),
    (3, false),
    (1, false),
    (3, true),
    (2, false),
];

/// Reads the modules of the first two units and sits their quizzes, in the eight days from `start`.
pub(super) async fn first_units(
    app: &App,
    library: &Library,
    amira: &Actor,
    start: Millis,
) -> Result<()> {
    let specification = library
        .specification("specialist-practitioner")
        .ok_or(Error::NotFound)?;
    let mut at = start + HOUR;
    for unit in specification.units.iter().take(2) {
        let modules = unit.modules.iter().filter_map(|slug| library.module(slug));
        for module in modules {
            let outline = Outline::of(library, module);
            for section in &module.sections {
                learning::read(&app.db, amira, &outline, section, at).await?;
                at += HOUR;
            }
        }
        if let Some(quiz) = &unit.quiz {
            sit(app, library, amira, quiz, at + DAY).await?;
        }
        at += 3 * DAY;
    }
    Ok(())
}

async fn sit(app: &App, library: &Library, amira: &Actor, quiz: &str, at: Millis) -> Result<()> {
    let quiz = library.quiz(quiz).ok_or(Error::NotFound)?;
    let attempt = quizzes::start(&app.db, amira, library, quiz, at).await?;
    let posed = quizzes::posed(&app.db, &attempt).await?;
    let asked = posed
        .iter()
        .filter_map(|posed| library.quiz(&posed.quiz)?.question(&posed.question));
    let given: Vec<_> = asked
        .zip(ANSWERS.iter().cycle())
        .map(|(question, (sure, right))| Given {
            response: match right {
                true => grade::model(question),
                false => wrong(question),
            },
            question,
            confidence: Some(*sure),
        })
        .collect();
    quizzes::submit(&app.db, amira, &attempt, library, &given, at + 25 * MINUTE).await
}

/// An answer that is not right: another option, everything in the place of its neighbour, or other words.
fn wrong(question: &Question) -> Response {
    if let Some(option) = question.options().iter().find(|option| !option.right) {
        return Response::from([(option.key.clone(), CHOSEN.to_owned())]);
    }
    let model = grade::model(question);
    let mut values: Vec<String> = model.values().cloned().collect();
    match values.as_mut_slice() {
        [only] => *only = "99".to_owned(),
        several if !several.is_empty() => several.rotate_left(1),
        _ => {}
    }
    model.into_keys().zip(values).collect()
}

/// Two evenings of review: mostly remembered.
pub(super) async fn reviews(app: &App, library: &Library, amira: &Actor) -> Result<()> {
    let (db, now) = (&app.db, app.clock.now());
    for (days, count) in [(12, 6), (5, 4)] {
        let at = now - days * DAY;
        let today = review::today(db, library, amira, at).await?;
        for (index, entry) in today.set.iter().take(count).enumerate() {
            match &entry.card.item {
                Item::Question { quiz, .. } => {
                    let question = reviews::question(db, library, &entry.card).await?;
                    let given = match index {
                        0 => wrong(&question),
                        _ => grade::model(&question),
                    };
                    let asked = (quiz.as_str(), &question);
                    reviews::answer(db, library, amira, asked, &given, at).await?;
                }
                Item::Term(id) => {
                    let term = library.term(id).ok_or(Error::NotFound)?;
                    reviews::rate(db, library, amira, term, Rating::Nearly, at).await?;
                }
            }
        }
    }
    Ok(())
}
