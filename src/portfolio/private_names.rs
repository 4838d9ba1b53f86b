//! Names that a learner wants looked for before anything is handed in: theirs alone, and gone when they take them away.

use super::identifiers::folded;
use super::{Access, log_access};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::{Error, Result};

/// The longest name, characters.
pub const LONGEST: usize = 60;

/// The most names of one learner.
pub const MOST: usize = 200;

/// A name that is looked for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PrivateName {
    pub id: String,
    pub name: String,
}

/// What somebody has listed, in the order of the alphabet.
pub async fn names_of(db: &impl Read, person_id: &str) -> Result<Vec<PrivateName>> {
    db.all(
        "SELECT id, name FROM private_names WHERE person_id = $1 ORDER BY folded",
        args![person_id],
    )
    .await
}

/// Lists a name; one that is listed already stays as it is. Refused in words if it cannot be looked for.
pub async fn add(db: &Db, actor: &Actor, name: &str, now: Millis) -> Result<()> {
    actor.require(Role::Learner)?;
    let folded = folded(name);
    if folded.is_empty() {
        return Err(Error::invalid("Enter a name, or what you call somebody."));
    }
    if name.chars().count() > LONGEST {
        return Err(Error::invalid(format!(
            "Keep a name under {LONGEST} characters; a first name is enough."
        )));
    }
    let tx = db.begin().await?;
    let listed = names_of(&tx, &actor.id).await?.len();
    if listed >= MOST {
        return Err(Error::invalid(format!(
            "{MOST} names are the most we can look for. Take one away that you no longer need."
        )));
    }
    tx.run(
        "INSERT INTO private_names (id, person_id, name, folded, added_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, folded) DO NOTHING",
        args![new_id(), &actor.id, name, folded, now],
    )
    .await?;
    tx.commit().await
}

/// Takes one's own name away for good. Somebody else's is not found, which is logged.
pub async fn remove(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    actor.require(Role::Learner)?;
    let sql = "SELECT person_id FROM private_names WHERE id = $1";
    let (owner,): (String,) = db.one(sql, args![id]).await?;
    if owner != actor.id {
        let access = Access {
            subject: "private name",
            id,
            owner: &owner,
            outcome: "refused",
        };
        log_access(db, actor, access, now).await?;
        return Err(Error::NotFound);
    }
    let tx = db.begin().await?;
    let sql = "DELETE FROM private_names WHERE id = $1 AND person_id = $2";
    tx.run(sql, args![id, &actor.id]).await?;
    tx.commit().await
}
