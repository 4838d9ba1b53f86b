//! Exemplars in the database.

use super::is_made;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read};
use crate::error::{Error, Result};
use crate::library::Specification;
use crate::standardisation::Exemplar;
use crate::versions;

/// What is to be kept as an exemplar.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// Made with the page, so that sending it twice keeps it once.
    pub id: &'a str,
    pub title: &'a str,
    pub unit: &'a str,
    pub body: &'a str,
    pub criteria: Vec<&'a str>,
    /// The submission that it was made from, if it was from one.
    pub source: Option<&'a str>,
}

/// Keeps an exemplar for criteria of one unit; sent twice, it is kept once.
pub async fn keep(
    db: &Db,
    actor: &Actor,
    specification: &Specification,
    new: &New<'_>,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Iqa)?;
    let unit = specification.unit(new.unit).ok_or(Error::NotFound)?;
    let is_own = |code: &&str| unit.criteria().any(|criterion| criterion.code == **code);
    if new.criteria.is_empty() || !new.criteria.iter().all(is_own) {
        return Err(Error::invalid("An exemplar is for criteria of one unit."));
    }
    let tx = db.begin().await?;
    let sql = "SELECT made_by FROM exemplars WHERE id = $1";
    if is_made(&tx, sql, new.id, actor).await? {
        return Ok(());
    }
    versions::pin(&tx, &specification.version, now).await?;
    tx.run(
        "INSERT INTO exemplars (id, title, specification_hash, unit, body, organisation, made_by, made_at, source_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![new.id, new.title, &specification.version.hash, new.unit, new.body, &actor.organisation, &actor.id, now, new.source],
    )
    .await?;
    for criterion in &new.criteria {
        tx.run(
            "INSERT INTO exemplar_criteria (exemplar_id, criterion) VALUES ($1, $2)",
            args![new.id, *criterion],
        )
        .await?;
    }
    tx.commit().await
}

/// Every exemplar of one's organisation, the last first.
pub async fn exemplars(db: &impl Read, actor: &Actor) -> Result<Vec<Exemplar>> {
    actor.require(Role::Iqa)?;
    db.all(
        "SELECT id, title, specification_hash, unit, body, made_at FROM exemplars WHERE organisation = $1 ORDER BY made_at DESC, id DESC",
        args![&actor.organisation],
    )
    .await
}

/// An exemplar of one's organisation, and its criteria.
pub async fn exemplar(db: &impl Read, actor: &Actor, id: &str) -> Result<(Exemplar, Vec<String>)> {
    let exemplar = db
        .one(
            "SELECT id, title, specification_hash, unit, body, made_at FROM exemplars WHERE id = $1 AND organisation = $2",
            args![id, &actor.organisation],
        )
        .await?;
    let criteria: Vec<(String,)> = db
        .all(
            "SELECT criterion FROM exemplar_criteria WHERE exemplar_id = $1 ORDER BY criterion",
            args![id],
        )
        .await?;
    Ok((exemplar, criteria.into_iter().map(|(code,)| code).collect()))
}

/// The exemplars that this person made, or had a part in the work of which they were made: their ids.
pub async fn known_to(db: &impl Read, actor: &Actor) -> Result<Vec<String>> {
    let all: Vec<(String,)> = db
        .all(
            "SELECT x.id FROM exemplars x WHERE x.made_by = $1
                OR EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = x.source_id AND p.person_id = $1)",
            args![&actor.id],
        )
        .await?;
    Ok(all.into_iter().map(|(id,)| id).collect())
}
