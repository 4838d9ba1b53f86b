//! Answers added up in the database, in one query: a page needs a few rows for each question, however many people there are.

use super::{Sums, Tally};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::db::{Db, Read};
use crate::error::{Error, Result};
use crate::quizzes::attempt::from_json;

/// Those who may see it: authors, internal quality assurers and administrators.
pub fn may_look(actor: &Actor) -> bool {
    [Role::Author, Role::Iqa, Role::Administrator]
        .into_iter()
        .any(|role| actor.is(role))
}

/// Answers that are the same, in the same third, to the same version.
#[derive(sqlx::FromRow)]
struct Row {
    question_hash: String,
    quiz: String,
    question: String,
    third: i64,
    response: String,
    n: i64,
    x: f64,
    xx: f64,
    y: f64,
    yy: f64,
    xy: f64,
}

/// First attempts that were handed in, and of each person the first time a version was asked (`taken`); thirds by the rest of the attempt (`ranked`); then
/// added up. Responses are kept apart only where options were chosen: what people have typed is not looked at.
const COUNTED: &str =
    "WITH taken AS (
         SELECT a.id, q.quiz, q.question, q.question_hash,
                COALESCE(t.mark, n.mark, 0.0) AS mark, COALESCE(t.response, n.response, '') AS response,
                (a.score - COALESCE(n.mark, 0.0)) / (a.max_score - 1.0) AS rest,
                ROW_NUMBER() OVER (PARTITION BY a.person_id, q.question_hash ORDER BY a.submitted_at, a.id) AS asked
         FROM attempts a
         JOIN attempt_questions q ON q.attempt_id = a.id
         LEFT JOIN answers n ON n.attempt_id = a.id AND n.question = q.question
         LEFT JOIN tries t ON t.attempt_id = a.id AND t.question = q.question AND t.number = 1
         WHERE a.submitted_at IS NOT NULL AND a.number = 1 AND a.max_score > 1.0 AND ($1 = '' OR q.question = $1)
     ), ranked AS (
         SELECT quiz, question, question_hash, mark, rest,
                CASE WHEN response LIKE '%:\"chosen\"%' THEN response ELSE '' END AS response,
                NTILE(3) OVER (PARTITION BY question_hash ORDER BY rest, id) AS third
         FROM taken WHERE asked = 1
     )
     SELECT question_hash, quiz, question, CAST(third AS BIGINT) AS third, response, CAST(COUNT(*) AS BIGINT) AS n,
            SUM(mark) AS x, SUM(mark * mark) AS xx, SUM(rest) AS y, SUM(rest * rest) AS yy, SUM(mark * rest) AS xy
     FROM ranked GROUP BY question_hash, quiz, question, third, response ORDER BY question_hash";

/// Every version that was asked in a first attempt, or those of one question.
pub async fn tallies(db: &Db, actor: &Actor, question: Option<&str>) -> Result<Vec<Tally>> {
    if !may_look(actor) {
        return Err(Error::Forbidden);
    }
    let rows: Vec<Row> = db.all(COUNTED, args![question.unwrap_or_default()]).await?;
    let mut tallies: Vec<Tally> = Vec::new();
    for row in rows {
        if tallies
            .last()
            .is_none_or(|last| last.hash != row.question_hash)
        {
            tallies.push(Tally {
                quiz: row.quiz.clone(),
                question: row.question.clone(),
                hash: row.question_hash.clone(),
                ..Tally::default()
            });
        }
        if let Some(tally) = tallies.last_mut() {
            count(tally, &row);
        }
    }
    Ok(tallies)
}

fn count(tally: &mut Tally, row: &Row) {
    let place = usize::try_from(row.third - 1).unwrap_or_default();
    let sums = Sums {
        n: u32::try_from(row.n).unwrap_or(u32::MAX),
        x: row.x,
        xx: row.xx,
        y: row.y,
        yy: row.yy,
        xy: row.xy,
    };
    if let Some(third) = tally.thirds.get_mut(place) {
        third.add(&sums, &from_json(&row.response));
    }
}
