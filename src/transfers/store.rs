//! Transfers in the database.

use super::Transfer;
use super::looks::{Anew, waiting_of};
use super::plan::{Carried, Plan, plan};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, is_duplicate, new_id};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, enrolment, list};
use crate::ledger::Act;
use crate::library::codes::{self, way_on};
use crate::library::{Library, Mapping};
use crate::{ledger, portfolio, versions};

/// The moves of an enrolment, the first first.
pub async fn of_enrolment(db: &impl Read, enrolment_id: &str) -> Result<Vec<Transfer>> {
    db.all(
        "SELECT id, from_hash, to_hash, mapping_hash, transferred_at FROM transfers WHERE enrolment_id = $1 ORDER BY number",
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

/// Why a move has to wait, in words: work, an appeal or a look is with the assessors.
pub async fn must_wait(db: &impl Read, enrolment_id: &str) -> Result<Option<String>> {
    if is_waiting(db, enrolment_id).await? {
        return Ok(Some("Something of yours is with the assessors. You can move when you have their answer: it belongs to the version you are on.".to_owned()));
    }
    let looks = waiting_of(db, enrolment_id).await?;
    let codes: Vec<&str> = looks.iter().map(|look| look.criterion.as_str()).collect();
    Ok((!codes.is_empty()).then(|| {
        format!(
            "An assessor is to look at what you showed before, for {}. You can move when they have: their answer belongs to the version you are on.",
            list(&codes)
        )
    }))
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
    if let Some(words) = must_wait(&tx, enrolment_id).await? {
        return Err(Error::Conflict(words));
    }
    let shown = portfolio::shown(&tx, &enrolment).await?;
    versions::pin(&tx, &to.version, now).await?;
    let id = insert(&tx, actor, &enrolment, mapping, &to.version.hash, now).await?;
    let plan = plan(mapping, &shown);
    carry(&tx, actor, &id, &to.version.hash, &plan, now).await?;
    let onward = |code: &str| codes::onward(mapping, code);
    portfolio::follow(&tx, library, enrolment_id, &onward, now).await?;
    tx.commit().await
}

/// The units of an enrolment that are signed off.
pub async fn signed_units(db: &impl Read, enrolment_id: &str) -> Result<Vec<String>> {
    let signed: Vec<(String,)> = db
        .all(
            "SELECT unit FROM sign_offs WHERE enrolment_id = $1 ORDER BY unit",
            args![enrolment_id],
        )
        .await?;
    Ok(signed.into_iter().map(|(unit,)| unit).collect())
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
    let inserted = tx.run(
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
    .await;
    if inserted.as_ref().is_err_and(is_duplicate) {
        return Err(Error::conflict(
            "You have left this version before, and one does not come back to a version. Write to your assessor: the specification leads in a circle.",
        ));
    }
    inserted?;
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
    for item in &plan.carried {
        for decision in &item.decisions {
            carry_over(tx, actor, transfer, item, decision, now).await?;
            let anew = Anew {
                transfer,
                to_hash,
                criterion: &item.criterion,
                assessor: None,
            };
            anew.recognise(tx, decision, now).await?;
        }
    }
    for item in &plan.look {
        for decision in &item.decisions {
            ask_for_look(tx, transfer, &item.criterion, decision).await?;
        }
    }
    Ok(())
}

/// Lets a decision with this id count; nothing if it is the id of prior learning.
async fn carry_over(
    tx: &Tx,
    actor: &Actor,
    transfer: &str,
    Carried {
        criterion, because, ..
    }: &Carried,
    decision: &str,
    now: Millis,
) -> Result<()> {
    let carried = tx
        .run(
            "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
             SELECT $1, d.learner_id, $2, d.id, $3, $4, $5 FROM decisions d WHERE d.id = $6",
            args![transfer, criterion, because.key(), &actor.id, now, decision],
        )
        .await?;
    if carried > 0 {
        let id = format!("{transfer} {criterion} {decision}");
        ledger::record(tx, Act::CarriedOver, &id).await?;
    }
    Ok(())
}

/// Asks an assessor to look at a decision or at prior learning, whichever has this id.
async fn ask_for_look(tx: &Tx, transfer: &str, criterion: &str, id: &str) -> Result<()> {
    tx.run(
        "INSERT INTO transfer_looks (transfer_id, criterion, decision_id)
         SELECT $1, $2, d.id FROM decisions d WHERE d.id = $3",
        args![transfer, criterion, id],
    )
    .await?;
    tx.run(
        "INSERT INTO prior_learning_looks (transfer_id, criterion, prior_learning_id)
         SELECT $1, $2, l.id FROM prior_learning l WHERE l.id = $3",
        args![transfer, criterion, id],
    )
    .await?;
    Ok(())
}
