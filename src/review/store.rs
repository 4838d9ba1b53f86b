//! Reviews in the database. There is no schedule here: it is computed from what has happened.

use super::cards::{self, Card, Review};
use super::{Item, Rating};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning;
use crate::library::{Library, Question, Term};
use crate::quizzes::{self, Response, grade, response};
use crate::versions;

#[derive(sqlx::FromRow)]
struct Row {
    quiz: Option<String>,
    item: String,
    question_hash: Option<String>,
    rating: String,
    reviewed_at: Millis,
}

impl Row {
    fn review(self) -> Option<Review> {
        Some(Review {
            item: match self.quiz {
                Some(quiz) => Item::Question {
                    quiz,
                    question: self.item,
                },
                None => Item::Term(self.item),
            },
            version: self.question_hash,
            rating: Rating::from_key(&self.rating)?,
            reviewed_at: self.reviewed_at,
        })
    }
}

/// Every review of somebody, the first first.
pub async fn reviews(db: &impl Read, person_id: &str) -> Result<Vec<Review>> {
    let rows: Vec<Row> = db
        .all(
            "SELECT quiz, item, question_hash, rating, reviewed_at FROM reviews WHERE person_id = $1 ORDER BY reviewed_at, id",
            args![person_id],
        )
        .await?;
    Ok(rows.into_iter().filter_map(Row::review).collect())
}

/// Everything that somebody reviews. A question waits while an open attempt of theirs asks it: its answer would be told here.
pub async fn cards(db: &impl Read, library: &Library, person_id: &str) -> Result<Vec<Card>> {
    let reviews = reviews(db, person_id).await?;
    let encounters = quizzes::encounters(db, person_id).await?;
    let readings = learning::readings(db, person_id).await?;
    let asked = quizzes::still_asked(db, person_id).await?;
    let may_be_asked = |card: &Card| match &card.item {
        Item::Question { quiz, question } => {
            let is_asked = asked.iter().any(|(q, id)| q == quiz && id == question);
            let served = library.quiz(quiz).and_then(|quiz| quiz.question(question));
            !is_asked && !served.is_some_and(Question::is_free)
        }
        Item::Term(_) => true,
    };
    let mut cards = cards::questions(&encounters, &reviews);
    cards.retain(may_be_asked);
    cards.extend(cards::terms(library, &readings, &reviews));
    Ok(cards)
}

/// One's own card; what somebody else has met, and what nobody has, is not found.
pub async fn card(db: &impl Read, library: &Library, actor: &Actor, item: &Item) -> Result<Card> {
    let cards = cards(db, library, &actor.id).await?;
    let own = cards.into_iter().find(|card| card.item == *item);
    own.ok_or(Error::NotFound)
}

/// What is asked of a card: the question as it is served, or as it was answered if the content has let go of it.
pub async fn question(db: &impl Read, library: &Library, card: &Card) -> Result<Question> {
    let Item::Question { quiz, question } = &card.item else {
        return Err(Error::NotFound);
    };
    if let Some(served) = library.quiz(quiz).and_then(|quiz| quiz.question(question)) {
        return Ok(served.clone());
    }
    let version = card.version.as_ref().ok_or(Error::NotFound)?;
    Ok(versions::question(db, library, version).await?.into_owned())
}

/// What somebody answered in the review of a day, and the version that was asked.
pub async fn answered(
    db: &impl Read,
    actor: &Actor,
    item: &Item,
    day: clock::Day,
) -> Result<Option<(String, Response)>> {
    let Item::Question { quiz, question } = item else {
        return Ok(None);
    };
    let row: Option<(String, String)> = db
        .first(
            "SELECT question_hash, response FROM reviews
             WHERE person_id = $1 AND quiz = $2 AND item = $3 AND reviewed_on = $4",
            args![&actor.id, quiz, question, day],
        )
        .await?;
    Ok(row
        .map(|(version, response)| (version, serde_json::from_str(&response).unwrap_or_default())))
}

/// A transaction to write a review in; `None` when the card rests: it has been answered already, here or in another window.
async fn begin(
    db: &Db,
    library: &Library,
    actor: &Actor,
    item: &Item,
    now: Millis,
) -> Result<Option<Tx>> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    let card = card(&tx, library, actor, item).await?;
    Ok((card.due() <= clock::day(now)).then_some(tx))
}

/// Marks an answer to a question that is due, and keeps it; sent twice it is one review.
pub async fn answer(
    db: &Db,
    library: &Library,
    actor: &Actor,
    (quiz, question): (&str, &Question),
    given: &Response,
    now: Millis,
) -> Result<()> {
    let item = Item::Question {
        quiz: quiz.to_owned(),
        question: question.id.clone(),
    };
    let Some(tx) = begin(db, library, actor, &item, now).await? else {
        return Ok(());
    };
    if !response::is_complete(question, given) {
        return Err(Error::invalid(response::what_is_missing(question)));
    }
    let mark = grade::mark(question, given).ok_or(Error::NotFound)?;
    versions::pin(&tx, &question.version, now).await?;
    tx.run(
        "INSERT INTO reviews (id, person_id, quiz, item, question_hash, response, mark, rating, reviewed_on, reviewed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT DO NOTHING",
        args![
            new_id(),
            &actor.id,
            quiz,
            &question.id,
            &question.version.hash,
            serde_json::Value::from_iter(given.clone()).to_string(),
            mark,
            Rating::of_mark(mark).key(),
            clock::day(now),
            now
        ],
    )
    .await?;
    tx.commit().await
}

/// Keeps what somebody says of a term that is due; sent twice it is one review.
pub async fn rate(
    db: &Db,
    library: &Library,
    actor: &Actor,
    term: &Term,
    rating: Rating,
    now: Millis,
) -> Result<()> {
    let item = Item::Term(term.id.clone());
    let Some(tx) = begin(db, library, actor, &item, now).await? else {
        return Ok(());
    };
    versions::pin(&tx, &term.version, now).await?;
    tx.run(
        "INSERT INTO reviews (id, person_id, item, term_hash, rating, reviewed_on, reviewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
        args![new_id(), &actor.id, &term.id, &term.version.hash, rating.key(), clock::day(now), now],
    )
    .await?;
    tx.commit().await
}
