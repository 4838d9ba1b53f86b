//! Agreements in the database. One is ended, never changed.

use super::{Agreed, Kind};
use crate::accounts::{Actor, Administrator, Role, mail, may_assess};
use crate::args;
use crate::clock::{self, Clock, Millis};
use crate::db::{Db, Read, Tx, is_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::library::Quiz;

/// What is to be agreed.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// Made with the page, so that sending it twice agrees it once.
    pub id: &'a str,
    pub learner_id: &'a str,
    pub kind: Kind,
    pub described: &'a str,
    pub reason: &'a str,
    /// Days such as `2026-06-01`.
    pub from_day: &'a str,
    pub until_day: Option<&'a str>,
}

macro_rules! agreed {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.learner_id, l.name AS learner, a.kind, a.described, a.reason, a.from_day, a.until_day, a.agreed_by,
                    p.name AS agreed_by_name, a.agreed_at
             FROM arrangements a JOIN people p ON p.id = a.agreed_by JOIN people l ON l.id = a.learner_id WHERE a.ended_at IS NULL ",
            $rest
        )
    };
}

/// Agrees something with a learner. Nobody agrees it for themselves.
pub async fn agree(db: &Db, actor: &Actor, new: &New<'_>, now: Millis) -> Result<()> {
    check(new)?;
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, new.learner_id).await?;
    if is_agreed(&tx, actor, new).await? {
        return Ok(());
    }
    tx.run(
        "INSERT INTO arrangements (id, learner_id, kind, described, reason, from_day, until_day, agreed_by, agreed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            new.id,
            new.learner_id,
            new.kind.key(),
            new.described,
            new.reason,
            new.from_day,
            new.until_day,
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(&tx, Act::ArrangementAgreed, new.id).await?;
    let body = format!(
        "{} has noted what is agreed with you, so that you can show what you know. You read it, with the reason, in your portfolio; if it is not as you agreed it, say so to them.\n\nSign in to Secure Base and open your portfolio.",
        actor.name
    );
    mail::tell(
        &tx,
        new.learner_id,
        "Something is agreed with you",
        &body,
        now,
    )
    .await?;
    tx.commit().await
}

/// Whether this very page has been sent already; the id of anything else is not found.
async fn is_agreed(tx: &Tx, actor: &Actor, new: &New<'_>) -> Result<bool> {
    let found: Option<(String, String)> = tx
        .first(
            "SELECT learner_id, agreed_by FROM arrangements WHERE id = $1",
            args![new.id],
        )
        .await?;
    match found {
        None if is_id(new.id) => Ok(false),
        Some((learner, by)) if learner == new.learner_id && by == actor.id => Ok(true),
        _ => Err(Error::NotFound),
    }
}

fn check(new: &New<'_>) -> Result<()> {
    let is_day = |day: &str| clock::written_day(day).is_some();
    if !is_day(new.from_day) || !new.until_day.is_none_or(is_day) {
        return Err(Error::invalid("Give a day such as 2026-06-01."));
    }
    if new.until_day.is_some_and(|until| until < new.from_day) {
        return Err(Error::invalid("It ends before it begins."));
    }
    if new.reason.is_empty() || (new.kind == Kind::Other && new.described.is_empty()) {
        return Err(Error::invalid("Say what is agreed, and why."));
    }
    Ok(())
}

/// Ends an agreement; an attempt that has begun keeps what it began with. One’s own is not found, like one that is not there.
pub async fn end(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    if !actor.is(Role::Assessor) && !actor.is(Role::Administrator) {
        return Err(Error::NotFound);
    }
    let tx = db.begin_recording().await?;
    let (learner,): (String,) = tx
        .one(
            "SELECT learner_id FROM arrangements WHERE id = $1",
            args![id],
        )
        .await?;
    if !actor.is(Role::Administrator) || actor.id == learner {
        may_assess(&tx, actor, &learner).await?;
    }
    let ended = tx
        .run(
            "UPDATE arrangements SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL",
            args![id, &actor.id, now],
        )
        .await?;
    if ended > 0 {
        ledger::record(&tx, Act::ArrangementEnded, id).await?;
        let body = format!(
            "{} has ended something that was agreed with you. What you have begun keeps what it began with; if you still need it, say so to them.\n\nSign in to Secure Base and open your portfolio to see what is agreed now.",
            actor.name
        );
        mail::tell(
            &tx,
            &learner,
            "Something that was agreed with you has ended",
            &body,
            now,
        )
        .await?;
    }
    tx.commit().await
}

/// What is agreed with a learner and not over yet, as this person may see it: the reason only if it is theirs to know.
pub async fn of_learner(
    db: &impl Read,
    actor: &Actor,
    learner_id: &str,
    now: Millis,
) -> Result<Vec<Agreed>> {
    let mut all = not_over(db, learner_id, &Clock::fixed(now).today()).await?;
    let needs = |agreed: &Agreed| {
        actor.is(Role::Administrator)
            || [&agreed.agreed_by, &agreed.learner_id].contains(&&actor.id)
    };
    for agreed in all.iter_mut().filter(|agreed| !needs(agreed)) {
        agreed.reason.clear();
    }
    Ok(all)
}

async fn not_over(db: &impl Read, learner_id: &str, today: &str) -> Result<Vec<Agreed>> {
    db.all(
        agreed!("AND a.learner_id = $1 AND (a.until_day IS NULL OR a.until_day >= $2) ORDER BY a.from_day, a.id"),
        args![learner_id, today],
    )
    .await
}

/// Everything that is agreed with anybody and not over yet.
pub async fn everybodys(_: &Administrator, db: &impl Read, now: Millis) -> Result<Vec<Agreed>> {
    let today = Clock::fixed(now).today();
    db.all(
        agreed!("AND (a.until_day IS NULL OR a.until_day >= $1) ORDER BY LOWER(l.name), a.from_day, a.id"),
        args![today],
    )
    .await
}

/// What holds now, in a line for whoever reads the learner's work; nothing for the learner, and where nothing is agreed.
pub async fn in_a_line(
    db: &impl Read,
    reader: Option<&Actor>,
    learner_id: &str,
    now: Millis,
) -> Result<Option<String>> {
    if reader.is_some_and(|reader| reader.id == learner_id) {
        return Ok(None);
    }
    let today = Clock::fixed(now).today();
    let all = not_over(db, learner_id, &today).await?;
    let now: Vec<String> = all
        .iter()
        .filter(|agreed| agreed.applies(&today))
        .map(Agreed::words)
        .collect();
    Ok((!now.is_empty()).then(|| format!("Agreed with this learner: {}.", now.join("; "))))
}

/// What of the rules of quizzes does not hold for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Eased {
    pub no_time_limit: bool,
    pub no_wait: bool,
}

impl Eased {
    /// A quiz as it is for them.
    pub fn of(self, quiz: &Quiz) -> Quiz {
        let mut quiz = quiz.clone();
        if self.no_wait {
            quiz.wait_hours = 0;
        }
        quiz
    }
}

/// What holds for somebody now.
pub async fn eased(db: &impl Read, learner_id: &str, now: Millis) -> Result<Eased> {
    let today = Clock::fixed(now).today();
    let kinds: Vec<(String,)> = db
        .all(
            "SELECT kind FROM arrangements WHERE learner_id = $1 AND ended_at IS NULL AND from_day <= $2
             AND (until_day IS NULL OR until_day >= $2)",
            args![learner_id, today],
        )
        .await?;
    let has = |kind: Kind| kinds.iter().any(|(key,)| key == kind.key());
    Ok(Eased {
        no_time_limit: has(Kind::NoTimeLimit),
        no_wait: has(Kind::NoWait),
    })
}
