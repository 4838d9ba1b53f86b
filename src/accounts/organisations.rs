//! Organisations: where somebody works, and so whose work is their business.
//!
//! Everybody belongs to one organisation at a time; who has no membership belongs to the installation's own, whose name the settings say. Those who assess, assure
//! quality or arrange who does see learners, colleagues and records of their own organisation; everything else is not found. Administrators look after the whole
//! installation. Somebody who moves takes what they have done with them: it is read where they are now, and no longer where they were.

use super::{Actor, Administrator, Role, sessions, settings};
use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx, is_duplicate, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// What stands in the place of an id for the installation's own organisation.
pub const OWN: &str = "";

/// An organisation besides the installation's own.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Organisation {
    pub id: String,
    pub name: String,
    /// How many people belong to it now.
    pub people: i64,
}

/// Only assessors, nobody for themselves, and only for learners of their own organisation: what a store asks before it writes for a learner.
pub async fn may_assess(db: &impl Read, actor: &Actor, learner_id: &str) -> Result<()> {
    if !actor.is(Role::Assessor) || actor.id == learner_id {
        return Err(Error::Forbidden);
    }
    refuse_outsider(db, actor, learner_id).await
}

/// Somebody of another organisation is not found.
pub async fn refuse_outsider(db: &impl Read, actor: &Actor, person_id: &str) -> Result<()> {
    match is_colleague(db, actor, person_id).await? {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

/// Whether somebody belongs to the organisation of who asks.
pub async fn is_colleague(db: &impl Read, actor: &Actor, person_id: &str) -> Result<bool> {
    let found = db
        .count(
            "SELECT COUNT(*) FROM belonging WHERE person_id = $1 AND organisation = $2",
            args![person_id, &actor.organisation],
        )
        .await?;
    Ok(found > 0)
}

macro_rules! organisations {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.name, (SELECT COUNT(*) FROM memberships m WHERE m.organisation_id = o.id AND m.ended_at IS NULL) AS people
             FROM organisations o ",
            $rest
        )
    };
}

/// Every organisation besides the installation's own, by name.
pub async fn organisations(_: &Administrator, db: &impl Read) -> Result<Vec<Organisation>> {
    db.all(organisations!("ORDER BY LOWER(o.name), o.id"), args![])
        .await
}

/// One of them.
pub async fn organisation(_: &Administrator, db: &impl Read, id: &str) -> Result<Organisation> {
    db.one(organisations!("WHERE o.id = $1"), args![id]).await
}

/// Makes an organisation, and gives its id. Two never have the same name.
pub async fn make(
    Administrator(actor): &Administrator,
    tx: &Tx,
    name: &str,
    now: Millis,
) -> Result<String> {
    refuse_name(tx, name).await?;
    let id = new_id();
    let made = tx
        .run(
            "INSERT INTO organisations (id, name, made_by, made_at) VALUES ($1, $2, $3, $4)",
            args![&id, name, &actor.id, now],
        )
        .await;
    named(made)?;
    Ok(id)
}

/// Gives an organisation another name.
pub async fn rename(_: &Administrator, tx: &Tx, id: &str, name: &str) -> Result<()> {
    refuse_name(tx, name).await?;
    let renamed = tx
        .run(
            "UPDATE organisations SET name = $2 WHERE id = $1",
            args![id, name],
        )
        .await;
    match named(renamed)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

async fn refuse_name(tx: &Tx, name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::invalid("Give the organisation a name."));
    }
    match settings::load(tx).await?.organisation == name {
        true => Err(taken()),
        false => Ok(()),
    }
}

fn named(written: Result<u64>) -> Result<u64> {
    match written.as_ref().is_err_and(is_duplicate) {
        true => Err(taken()),
        false => written,
    }
}

fn taken() -> Error {
    Error::conflict("There is an organisation of this name already.")
}

/// Lets somebody belong to another organisation from now on, and ends all their sessions; says whether that is new. The transaction is one for the ledger.
pub async fn join(
    Administrator(actor): &Administrator,
    tx: &Tx,
    person_id: &str,
    organisation: &str,
    now: Millis,
) -> Result<bool> {
    let (was,): (String,) = tx
        .one(
            "SELECT organisation FROM belonging WHERE person_id = $1",
            args![person_id],
        )
        .await?;
    if was == organisation {
        return Ok(false);
    }
    let ended: Option<(String,)> = tx
        .first(
            "UPDATE memberships SET ended_by = $2, ended_at = $3 WHERE person_id = $1 AND ended_at IS NULL RETURNING id",
            args![person_id, &actor.id, now],
        )
        .await?;
    if let Some((id,)) = ended {
        ledger::record(tx, Act::MembershipEnded, &id).await?;
    }
    if organisation != OWN {
        begin(tx, &actor.id, person_id, organisation, now).await?;
    }
    sessions::end_all(tx, person_id).await?;
    Ok(true)
}

async fn begin(tx: &Tx, by: &str, person_id: &str, organisation: &str, now: Millis) -> Result<()> {
    tx.one::<(String,)>(
        "SELECT id FROM organisations WHERE id = $1",
        args![organisation],
    )
    .await?;
    let id = new_id();
    tx.run(
        "INSERT INTO memberships (id, person_id, organisation_id, begun_by, begun_at) VALUES ($1, $2, $3, $4, $5)",
        args![&id, person_id, organisation, by, now],
    )
    .await?;
    ledger::record(tx, Act::MembershipBegun, &id).await
}
