//! Passes in the database: giving, withdrawing, and what was done with them.

use super::{LONGEST_DAYS, MOST_RECORDS, Pass, State};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::{DAY, Millis};
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::links::{self, Link, Purpose};

/// What somebody wants to give.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// Made with the page, so that sending it twice gives one pass.
    pub id: &'a str,
    /// The random part of the link, made with the page as well.
    pub secret: &'a str,
    pub holder: &'a str,
    pub organisation: &'a str,
    pub shows_names: bool,
    pub expires_at: Millis,
    /// Plan and submission.
    pub records: &'a [(String, String)],
}

macro_rules! passes {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.holder, p.organisation, p.shows_names, p.given_by AS given_by_id, g.name AS given_by, p.given_at, p.expires_at,
                    b.name AS withdrawn_by, w.withdrawn_at,
                    (SELECT COUNT(*) FROM pass_records r WHERE r.pass_id = p.id) AS records,
                    (SELECT COUNT(*) FROM pass_views v WHERE v.pass_id = p.id AND v.outcome = 'viewed') AS views
             FROM passes p JOIN people g ON g.id = p.given_by
             LEFT JOIN pass_withdrawals w ON w.pass_id = p.id LEFT JOIN people b ON b.id = w.withdrawn_by ",
            $rest
        )
    };
}

/// Every pass to what plans of one's organisation have drawn, the last first.
pub async fn passes(db: &impl Read, actor: &Actor) -> Result<Vec<Pass>> {
    actor.require(Role::Iqa)?;
    db.all(
        passes!(
            "WHERE EXISTS (SELECT 1 FROM pass_records r JOIN sampling_plans n ON n.id = r.plan_id JOIN sampling_policies y ON y.id = n.policy_id
                           WHERE r.pass_id = p.id AND y.organisation = $1)
             ORDER BY p.given_at DESC, p.id DESC"
        ),
        args![&actor.organisation],
    )
    .await
}

pub async fn pass(db: &impl Read, actor: &Actor, id: &str) -> Result<Pass> {
    actor.require(Role::Iqa)?;
    db.one(
        passes!(
            "WHERE p.id = $1
               AND EXISTS (SELECT 1 FROM pass_records r JOIN sampling_plans n ON n.id = r.plan_id JOIN sampling_policies y ON y.id = n.policy_id
                           WHERE r.pass_id = p.id AND y.organisation = $2)"
        ),
        args![id, &actor.organisation],
    )
    .await
}

/// The pass of a link that somebody brought; `None` for one that we did not make, or that has been changed.
pub(super) async fn of_link(db: &impl Read, brought: &str) -> Result<Option<Pass>> {
    match links::read(db, Purpose::Pass, brought).await? {
        Some(link) => {
            let sql = passes!("WHERE p.token_hash = $1");
            db.first(sql, args![link.hash()]).await
        }
        None => Ok(None),
    }
}

/// Something that can be opened to somebody: a submission that a plan has drawn.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Choice {
    pub plan_id: String,
    pub submission_id: String,
    pub learner: String,
    pub assessor: String,
    pub unit: String,
    pub method: String,
}

/// Everything that plans of one's organisation have drawn, the last plan first.
pub async fn choices(db: &impl Read, actor: &Actor) -> Result<Vec<Choice>> {
    actor.require(Role::Iqa)?;
    db.all(
        "SELECT r.plan_id, r.submission_id, l.name AS learner, a.name AS assessor, r.unit, r.method
         FROM sampling_records r JOIN sampling_plans n ON n.id = r.plan_id
         JOIN sampling_policies y ON y.id = n.policy_id AND y.organisation = $1
         JOIN people l ON l.id = r.learner_id JOIN people a ON a.id = r.assessor_id
         WHERE r.reasons IS NOT NULL ORDER BY n.made_at DESC, n.id DESC, r.unit, a.name, r.submission_id",
        args![&actor.organisation],
    )
    .await
}

/// Gives a pass. Sent twice, it is given once; the link is that of the first time.
pub async fn give(db: &Db, actor: &Actor, new: &New<'_>, now: Millis) -> Result<Link> {
    actor.require(Role::Iqa)?;
    let tx = db.begin_recording().await?;
    let link = links::sign(&tx, Purpose::Pass, Some(new.secret), now).await?;
    if let Some(given) = given(&tx, new.id).await? {
        return match given.given_by_id == actor.id && is_of(&tx, new.id, &link).await? {
            true => Ok(link),
            false => Err(Error::NotFound),
        };
    }
    check(&tx, actor, new, now).await?;
    tx.run(
        "INSERT INTO passes (id, holder, organisation, shows_names, token_hash, given_by, given_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            new.id,
            new.holder,
            new.organisation,
            new.shows_names,
            link.hash(),
            &actor.id,
            now,
            new.expires_at
        ],
    )
    .await?;
    for (plan, submission) in new.records {
        // The same submission drawn by two plans is one record of the pass.
        tx.run(
            "INSERT INTO pass_records (pass_id, plan_id, submission_id) VALUES ($1, $2, $3) ON CONFLICT (pass_id, submission_id) DO NOTHING",
            args![new.id, plan, submission],
        )
        .await?;
    }
    ledger::record(&tx, Act::PassGiven, new.id).await?;
    tx.commit().await?;
    Ok(link)
}

async fn given(tx: &Tx, id: &str) -> Result<Option<Pass>> {
    tx.first(passes!("WHERE p.id = $1"), args![id]).await
}

async fn is_of(tx: &Tx, id: &str, link: &Link) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM passes WHERE id = $1 AND token_hash = $2";
    Ok(tx.count(sql, args![id, link.hash()]).await? == 1)
}

async fn check(tx: &Tx, actor: &Actor, new: &New<'_>, now: Millis) -> Result<()> {
    if new.expires_at <= now || new.expires_at > now + (LONGEST_DAYS + 1) * DAY {
        let words = format!("A pass ends on a day to come, at most {LONGEST_DAYS} days from now.");
        return Err(Error::Invalid(words));
    }
    let drawn = choices(tx, actor).await?;
    let is_drawn = |(plan, submission): &(String, String)| {
        drawn
            .iter()
            .any(|choice| choice.plan_id == *plan && choice.submission_id == *submission)
    };
    if !new.records.iter().all(is_drawn) {
        return Err(Error::NotFound);
    }
    match new.records.len() {
        0 => Err(Error::invalid("A pass opens at least one record.")),
        1..=MOST_RECORDS => Ok(()),
        _ => {
            let words = format!("A pass opens at most {MOST_RECORDS} records.");
            Err(Error::Invalid(words))
        }
    }
}

/// Withdraws a pass: its link opens nothing any more. One that is over stays as it is.
pub async fn withdraw(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    let tx = db.begin_recording().await?;
    if pass(&tx, actor, id).await?.state(now) != State::Open {
        return Ok(());
    }
    tx.run(
        "INSERT INTO pass_withdrawals (pass_id, withdrawn_by, withdrawn_at) VALUES ($1, $2, $3)",
        args![id, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::PassWithdrawn, id).await?;
    tx.commit().await
}
