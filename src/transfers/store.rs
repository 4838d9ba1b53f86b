//! Transfers in the database.

use super::plan::{Because, Carried, Plan, plan};
use super::{Transfer, way_on};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, enrolment};
use crate::ledger::Act;
use crate::library::{Library, Mapping};
use crate::{ledger, portfolio, versions};

/// The moves of an enrolment, the first first.
pub async fn of_enrolment(db: &impl Read, enrolment_id: &str) -> Result<Vec<Transfer>> {
    db.all(
        "SELECT id, from_hash, to_hash, transferred_at FROM transfers WHERE enrolment_id = $1 ORDER BY number",
        args![enrolment_id],
    )
    .await
}

/// Whether something of an enrolment is with the assessors, be it work or an appeal.
pub async fn is_waiting(db: &impl Read, enrolment_id: &str) -> Result<bool> {
    let waiting = db
        .count(
            "SELECT COUNT(*) FROM submissions s LEFT JOIN closures c ON c.submission_id = s.id
             LEFT JOIN appeals a ON a.submission_id = s.id
                  AND a.id NOT IN (SELECT appeal_id FROM appeal_withdrawals UNION ALL SELECT appeal_id FROM appeal_outcomes)
             WHERE s.enrolment_id = $1 AND (c.submission_id IS NULL OR a.id IS NOT NULL)",
            args![enrolment_id],
        )
        .await?;
    Ok(waiting > 0)
}

/// Moves the actor's enrolment to the next version, by the mapping that they have seen; twice is once.
///
/// Refused while something is with the assessors, and when the mapping has changed since.
pub async fn transfer(
    db: &Db,
    actor: &Actor,
    library: &Library,
    enrolment_id: &str,
    mapping: &str,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin_recording().await?;
    let enrolment = enrolment(&tx, enrolment_id).await?;
    if enrolment.person_id != actor.id {
        return Err(Error::NotFound);
    }
    if was_made(&tx, enrolment_id, mapping).await? {
        return Ok(());
    }
    let current = versions::specification(&tx, library, &enrolment.specification_hash).await?;
    let way = way_on(library, &current).filter(|(way, _)| way.hash == mapping);
    let Some((mapping, to)) = way else {
        return Err(Error::conflict(
            "What would carry over has changed since you opened the page. Open it again, and look before you move.",
        ));
    };
    if is_waiting(&tx, enrolment_id).await? {
        return Err(Error::conflict(
            "Something of yours is with the assessors. Move when you have their answer: it belongs to the version you are on.",
        ));
    }
    let shown = portfolio::shown(&tx, &enrolment).await?;
    versions::pin(&tx, &to.version, now).await?;
    let id = insert(&tx, actor, &enrolment, mapping, &to.version.hash, now).await?;
    let plan = plan(mapping, &shown);
    carry(&tx, actor, &id, &to.version.hash, &plan, now).await?;
    tx.commit().await
}

async fn was_made(tx: &Tx, enrolment_id: &str, mapping: &str) -> Result<bool> {
    let made = tx
        .count(
            "SELECT COUNT(*) FROM transfers WHERE enrolment_id = $1 AND mapping_hash = $2",
            args![enrolment_id, mapping],
        )
        .await?;
    Ok(made > 0)
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    enrolment: &Enrolment,
    mapping: &Mapping,
    to_hash: &str,
    now: Millis,
) -> Result<String> {
    tx.run(
        "INSERT INTO specification_mappings (hash, qualification, source, stored_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hash) DO NOTHING",
        args![&mapping.hash, &mapping.slug, &mapping.source, now],
    )
    .await?;
    let id = new_id();
    tx.run(
        "INSERT INTO transfers (id, enrolment_id, learner_id, number, from_hash, to_hash, mapping_hash, actor_id, transferred_at)
         VALUES ($1, $2, $3, (SELECT COUNT(*) + 1 FROM transfers WHERE enrolment_id = $2), $4, $5, $6, $7, $8)",
        args![
            &id,
            &enrolment.id,
            &enrolment.person_id,
            &enrolment.specification_hash,
            to_hash,
            &mapping.hash,
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(tx, Act::Transfer, &id).await?;
    Ok(id)
}

/// Records what carries over, and what an assessor is asked to look at. Prior learning is recorded anew for the new version.
async fn carry(
    tx: &Tx,
    actor: &Actor,
    transfer: &str,
    to_hash: &str,
    plan: &Plan,
    now: Millis,
) -> Result<()> {
    for Carried {
        criterion,
        decisions,
        because,
        ..
    } in &plan.carried
    {
        for decision in decisions {
            let carried = tx.run(
                "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
                 SELECT $1, $2, $3, d.id, $4, $2, $5 FROM decisions d WHERE d.id = $6",
                args![transfer, &actor.id, criterion, because.key(), now, decision],
            )
            .await?;
            if carried > 0 {
                let id = format!("{transfer} {criterion} {decision}");
                ledger::record(tx, Act::CarriedOver, &id).await?;
            }
            recognise_again(tx, to_hash, criterion, decision, now).await?;
        }
    }
    for Carried {
        criterion,
        decisions,
        ..
    } in &plan.look
    {
        for decision in decisions {
            tx.run(
                "INSERT INTO transfer_looks (transfer_id, criterion, decision_id)
                 SELECT $1, $2, d.id FROM decisions d WHERE d.id = $3",
                args![transfer, criterion, decision],
            )
            .await?;
        }
    }
    Ok(())
}

/// Prior learning with this id, for a criterion of the new version; nothing if it is a decision's id.
async fn recognise_again(
    tx: &Tx,
    to_hash: &str,
    criterion: &str,
    id: &str,
    now: Millis,
) -> Result<()> {
    let new = new_id();
    let recognised = tx
        .run(
        "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
         SELECT $1, l.enrolment_id, l.learner_id, $2, $3, l.completed_on, l.what, l.assessor_id, $4
         FROM prior_learning l WHERE l.id = $5 AND NOT EXISTS (
             SELECT 1 FROM prior_learning k WHERE k.enrolment_id = l.enrolment_id AND k.specification_hash = $2 AND k.criterion = $3)",
        args![&new, to_hash, criterion, now, id],
    )
    .await?;
    match recognised {
        0 => Ok(()),
        _ => ledger::record(tx, Act::PriorLearning, &new).await,
    }
}

/// A criterion of the version that an enrolment is on, with an earlier decision to look at.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Look {
    pub transfer_id: String,
    pub criterion: String,
    /// The criterion that the decision was about.
    pub was: String,
    pub submission_id: String,
    /// Whether an assessor has let it count.
    pub accepted: bool,
}

/// What an assessor is asked to look at, by criterion.
pub async fn looks(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Look>> {
    db.all(
        "SELECT l.transfer_id, l.criterion, d.criterion AS was, d.submission_id, o.decision_id IS NOT NULL AS accepted
         FROM transfer_looks l
         JOIN transfers t ON t.id = l.transfer_id
         JOIN decisions d ON d.id = l.decision_id
         LEFT JOIN carry_overs o ON o.transfer_id = l.transfer_id AND o.criterion = l.criterion AND o.decision_id = l.decision_id
         WHERE t.enrolment_id = $1 AND t.to_hash = $2
         ORDER BY l.criterion, d.decided_at, d.id",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}

/// Lets the earlier decisions count for a criterion, once: an assessor has looked, and nobody for themselves.
pub async fn accept(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    criterion: &str,
    now: Millis,
) -> Result<()> {
    if !actor.is(Role::Assessor) || actor.id == enrolment.person_id {
        return Err(Error::Forbidden);
    }
    let tx = db.begin_recording().await?;
    let asked = tx
        .count(
            "SELECT COUNT(*) FROM transfer_looks l JOIN transfers t ON t.id = l.transfer_id
             WHERE t.enrolment_id = $1 AND t.to_hash = $2 AND l.criterion = $3",
            args![&enrolment.id, &enrolment.specification_hash, criterion],
        )
        .await?;
    if asked == 0 {
        return Err(Error::NotFound);
    }
    let carried: Vec<(String,)> = tx.all(
        "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
         SELECT l.transfer_id, t.learner_id, l.criterion, l.decision_id, $4, $5, $6
         FROM transfer_looks l JOIN transfers t ON t.id = l.transfer_id
         WHERE t.enrolment_id = $1 AND t.to_hash = $2 AND l.criterion = $3
         ON CONFLICT DO NOTHING
         RETURNING transfer_id || ' ' || criterion || ' ' || decision_id",
        args![
            &enrolment.id,
            &enrolment.specification_hash,
            criterion,
            Because::Split.key(),
            &actor.id,
            now
        ],
    )
    .await?;
    for (id,) in &carried {
        ledger::record(&tx, Act::CarryOver, id).await?;
    }
    tx.commit().await
}
