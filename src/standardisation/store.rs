//! Exercises of standardisation in the database; beside them the exemplars.

mod exemplars;

pub use exemplars::{New, exemplar, exemplars, keep, known_to};

use super::{Agreed, Exercise, Judged, Rating};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, is_duplicate};
use crate::error::{Error, Result};

/// Whether this has been made already; by somebody else it is not found.
async fn is_made(tx: &Tx, sql: &'static str, id: &str, actor: &Actor) -> Result<bool> {
    match tx.first::<(String,)>(sql, args![id]).await? {
        None => Ok(false),
        Some((by,)) if by == actor.id => Ok(true),
        Some(_) => Err(Error::NotFound),
    }
}

/// Opens an exercise with an exemplar. Its id is made with the page: sent twice, it is opened once.
pub async fn open(db: &Db, actor: &Actor, id: &str, exemplar_id: &str, now: Millis) -> Result<()> {
    actor.require(Role::Iqa)?;
    let tx = db.begin().await?;
    exemplar(&tx, actor, exemplar_id).await?;
    let sql = "SELECT opened_by FROM exercises WHERE id = $1";
    if is_made(&tx, sql, id, actor).await? {
        return Ok(());
    }
    tx.run(
        "INSERT INTO exercises (id, exemplar_id, opened_by, opened_at) VALUES ($1, $2, $3, $4)",
        args![id, exemplar_id, &actor.id, now],
    )
    .await?;
    tx.commit().await
}

/// Closes an exercise: nobody judges any more, and everybody sees what was found. Twice is once.
pub async fn close(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    actor.require(Role::Iqa)?;
    let tx = db.begin().await?;
    exercise(&tx, actor, id).await?;
    tx.run(
        "UPDATE exercises SET closed_by = $2, closed_at = $3 WHERE id = $1 AND closed_at IS NULL",
        args![id, &actor.id, now],
    )
    .await?;
    tx.commit().await
}

macro_rules! exercises {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.exemplar_id, x.title, x.unit, e.opened_by, e.opened_at, e.closed_at,
                    (SELECT COUNT(DISTINCT r.assessor_id) FROM exercise_ratings r WHERE r.exercise_id = e.id) AS judged,
                    (SELECT COUNT(*) FROM role_grants g JOIN belonging b ON b.person_id = g.person_id AND b.organisation = x.organisation
                     WHERE g.role = 'assessor' AND g.ended_at IS NULL AND g.person_id <> e.opened_by AND g.person_id <> x.made_by
                       AND NOT EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = x.source_id AND p.person_id = g.person_id)
                       AND NOT EXISTS (SELECT 1 FROM exercise_ratings r WHERE r.exercise_id = e.id AND r.assessor_id = g.person_id)) AS left
             FROM exercises e JOIN exemplars x ON x.id = e.exemplar_id ",
            $rest
        )
    };
}

/// An exercise of one's organisation.
pub async fn exercise(db: &impl Read, actor: &Actor, id: &str) -> Result<Exercise> {
    db.one(
        exercises!("WHERE e.id = $1 AND x.organisation = $2"),
        args![id, &actor.organisation],
    )
    .await
}

/// Every exercise of one's organisation, the last first, for those who judge and those who look after them.
pub async fn exercises(db: &impl Read, actor: &Actor) -> Result<Vec<Exercise>> {
    if !actor.is(Role::Assessor) {
        actor.require(Role::Iqa)?;
    }
    db.all(
        exercises!("WHERE x.organisation = $1 ORDER BY e.opened_at DESC, e.id DESC LIMIT 200"),
        args![&actor.organisation],
    )
    .await
}

/// The last exercises of one's organisation that are over: their ids.
pub async fn last_over(db: &impl Read, actor: &Actor, most: i64) -> Result<Vec<String>> {
    let all: Vec<(String,)> = db
        .all(
            "SELECT e.id FROM exercises e JOIN exemplars x ON x.id = e.exemplar_id AND x.organisation = $2
             WHERE e.closed_at IS NOT NULL ORDER BY e.closed_at DESC, e.id DESC LIMIT $1",
            args![most, &actor.organisation],
        )
        .await?;
    Ok(all.into_iter().map(|(id,)| id).collect())
}

/// The exercises in which this person has judged: their ids.
pub async fn judged_by(db: &impl Read, actor: &Actor) -> Result<Vec<String>> {
    let all: Vec<(String,)> = db
        .all(
            "SELECT DISTINCT exercise_id FROM exercise_ratings WHERE assessor_id = $1",
            args![&actor.id],
        )
        .await?;
    Ok(all.into_iter().map(|(id,)| id).collect())
}

/// Whether this person may judge in an exercise: an assessor who has not opened it, and to whom its exemplar is not `known` already.
pub fn may_judge(actor: &Actor, exercise: &Exercise, known: &[String]) -> bool {
    actor.is(Role::Assessor)
        && actor.id != exercise.opened_by
        && !known.contains(&exercise.exemplar_id)
}

/// Records what an assessor found of every criterion, once, while the exercise is open. `criteria` are those of the exemplar.
pub async fn judge(db: &Db, actor: &Actor, id: &str, judged: &[Judged], now: Millis) -> Result<()> {
    let tx = db.begin().await?;
    let exercise = exercise(&tx, actor, id).await?;
    if !may_judge(actor, &exercise, &known_to(&tx, actor).await?) {
        return Err(Error::Forbidden);
    }
    if exercise.closed_at.is_some() {
        return Err(Error::conflict("This exercise has been closed."));
    }
    refuse_incomplete(&tx, actor, &exercise, judged).await?;
    for one in judged {
        let written = tx
            .run(
                "INSERT INTO exercise_ratings (exercise_id, exemplar_id, opened_by, criterion, assessor_id, outcome, reason, rated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                args![
                    id,
                    &exercise.exemplar_id,
                    &exercise.opened_by,
                    &one.criterion,
                    &actor.id,
                    one.outcome.key(),
                    &one.reason,
                    now
                ],
            )
            .await;
        if written.as_ref().is_err_and(is_duplicate) {
            return Err(Error::conflict(
                "You have judged this already; your first judgement stands.",
            ));
        }
        written?;
    }
    close_judged(&tx, actor, id, now).await?;
    tx.commit().await
}

/// Closes an exercise in which nobody is left to judge.
async fn close_judged(tx: &Tx, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    if exercise(tx, actor, id).await?.left == 0 {
        tx.run(
            "UPDATE exercises SET closed_by = $2, closed_at = $3 WHERE id = $1",
            args![id, &actor.id, now],
        )
        .await?;
    }
    Ok(())
}

async fn refuse_incomplete(
    tx: &Tx,
    actor: &Actor,
    exercise: &Exercise,
    judged: &[Judged],
) -> Result<()> {
    let (_, criteria) = exemplar(tx, actor, &exercise.exemplar_id).await?;
    let once = |code: &String| judged.iter().filter(|one| one.criterion == *code).count() == 1;
    let has_reasons = judged.iter().all(|one| !one.reason.is_empty());
    match criteria.len() == judged.len() && criteria.iter().all(once) && has_reasons {
        true => Ok(()),
        false => Err(Error::invalid(
            "Every criterion is judged once, each with a reason.",
        )),
    }
}

/// Every rating of an exercise, whoever asks: pages ask [`visible`].
pub(super) async fn ratings(db: &impl Read, exercise_id: &str) -> Result<Vec<Rating>> {
    db.all(
        "SELECT r.criterion, r.assessor_id, p.name AS assessor, r.outcome, r.reason
         FROM exercise_ratings r JOIN people p ON p.id = r.assessor_id
         WHERE r.exercise_id = $1 ORDER BY r.criterion, p.name, p.id",
        args![exercise_id],
    )
    .await
}

/// What this person may see of an exercise: everything when it is over, until then what they found themselves.
pub async fn visible(db: &impl Read, actor: &Actor, exercise: &Exercise) -> Result<Vec<Rating>> {
    let mut ratings = ratings(db, &exercise.id).await?;
    if !exercise.is_over() {
        ratings.retain(|rating| rating.assessor_id == actor.id);
    }
    Ok(ratings)
}

/// What was agreed afterwards.
pub async fn agreed(db: &impl Read, exercise_id: &str) -> Result<Vec<Agreed>> {
    db.all(
        "SELECT a.criterion, a.outcome, a.reason, p.name AS agreed_by, a.agreed_at
         FROM exercise_agreements a JOIN people p ON p.id = a.agreed_by WHERE a.exercise_id = $1 ORDER BY a.criterion",
        args![exercise_id],
    )
    .await
}

/// Records what was agreed of a criterion, once, when the exercise is over.
pub async fn agree(db: &Db, actor: &Actor, id: &str, agreed: &Judged, now: Millis) -> Result<()> {
    actor.require(Role::Iqa)?;
    let tx = db.begin().await?;
    let exercise = exercise(&tx, actor, id).await?;
    if !exercise.is_over() {
        return Err(Error::conflict(
            "Close the exercise first, so that everybody can see what was found.",
        ));
    }
    let (_, criteria) = exemplar(&tx, actor, &exercise.exemplar_id).await?;
    if !criteria.contains(&agreed.criterion) || agreed.reason.is_empty() {
        return Err(Error::invalid(
            "What was agreed is about a criterion of the exercise, with its reason.",
        ));
    }
    let outcome: Outcome = agreed.outcome;
    let written = tx
        .run(
            "INSERT INTO exercise_agreements (exercise_id, criterion, outcome, reason, agreed_by, agreed_at) VALUES ($1, $2, $3, $4, $5, $6)",
            args![id, &agreed.criterion, outcome.key(), &agreed.reason, &actor.id, now],
        )
        .await;
    if written.as_ref().is_err_and(is_duplicate) {
        return Err(Error::conflict(
            "What was agreed of this criterion has been recorded.",
        ));
    }
    written?;
    tx.commit().await
}
