//! What was shown on the versions before the one that an enrolment is on: what carried over, by which move and to what, and what did not.

use super::looks::{Look, looks};
use super::of_enrolment;
use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::learning::Enrolment;
use crate::library::Library;
use crate::versions;
use serde::{Deserialize, Serialize};

/// Everything from earlier versions; empty for whoever has never moved.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Earlier {
    pub moves: Vec<Moved>,
    pub shown: Vec<ShownBefore>,
    pub looks: Vec<Look>,
}

/// A move, with the labels of the versions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Moved {
    pub from: String,
    pub to: String,
    pub at: Millis,
    /// The mapping by which, as its SHA-256.
    pub mapping: String,
}

/// A criterion of an earlier version that was achieved, or met by what was learned before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownBefore {
    pub criterion: String,
    pub title: String,
    /// The label of the version.
    pub version: String,
    /// Of a decision.
    pub submission: Option<String>,
    /// Of prior learning.
    pub what: Option<String>,
    pub by: String,
    pub at: Millis,
    /// Where it counts as well.
    pub carried: Vec<CarriedTo>,
}

/// A criterion of a later version for which something earlier counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarriedTo {
    pub criterion: String,
    pub version: String,
    /// `same`, `merged` or `looked-at`.
    pub because: String,
    /// Who let it count: the learner by moving, or the assessor who looked.
    pub by: String,
    pub at: Millis,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    criterion: String,
    hash: String,
    submission: Option<String>,
    what: Option<String>,
    by_name: String,
    at: Millis,
}

#[derive(sqlx::FromRow)]
struct Carry {
    source: String,
    criterion: String,
    hash: String,
    because: String,
    by_name: String,
    at: Millis,
}

/// What was shown under an enrolment before it came to the version that it is on.
pub async fn earlier(db: &impl Read, library: &Library, enrolment: &Enrolment) -> Result<Earlier> {
    let transfers = of_enrolment(db, &enrolment.id).await?;
    if transfers.is_empty() {
        return Ok(Earlier::default());
    }
    let mut earlier = Earlier {
        looks: looks(db, enrolment).await?,
        ..Earlier::default()
    };
    for transfer in &transfers {
        earlier.moves.push(Moved {
            from: label(db, library, &transfer.from_hash).await?,
            to: label(db, library, &transfer.to_hash).await?,
            at: transfer.transferred_at,
            mapping: transfer.mapping_hash.clone(),
        });
    }
    let carries = carries(db, &enrolment.id).await?;
    for row in rows(db, enrolment).await? {
        let version = versions::specification(db, library, &row.hash).await?;
        let mut carried = Vec::new();
        for carry in carries.iter().filter(|carry| carry.source == row.id) {
            carried.push(CarriedTo {
                criterion: carry.criterion.clone(),
                version: label(db, library, &carry.hash).await?,
                because: carry.because.clone(),
                by: carry.by_name.clone(),
                at: carry.at,
            });
        }
        let title = version.criterion(&row.criterion);
        earlier.shown.push(ShownBefore {
            title: title.map(|own| own.title.clone()).unwrap_or_default(),
            version: version.label.clone(),
            criterion: row.criterion,
            submission: row.submission,
            what: row.what,
            by: row.by_name,
            at: row.at,
            carried,
        });
    }
    Ok(earlier)
}

async fn label(db: &impl Read, library: &Library, hash: &str) -> Result<String> {
    let version = versions::specification(db, library, hash).await?;
    Ok(version.label.clone())
}

/// What was achieved, and what was recognised, on other versions than the one that the enrolment is on.
async fn rows(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Row>> {
    db.all(
        "SELECT d.id AS id, d.criterion AS criterion, s.specification_hash AS hash, s.id AS submission, CAST(NULL AS TEXT) AS what, p.name AS by_name, d.decided_at AS at
         FROM current_decisions d JOIN submissions s ON s.id = d.submission_id JOIN people p ON p.id = d.assessor_id
         WHERE s.enrolment_id = $1 AND s.specification_hash <> $2 AND d.outcome = 'achieved'
         UNION ALL
         SELECT l.id, l.criterion, l.specification_hash, CAST(NULL AS TEXT), l.what, p.name, l.recorded_at
         FROM prior_learning l JOIN people p ON p.id = l.assessor_id
         WHERE l.enrolment_id = $1 AND l.specification_hash <> $2
         ORDER BY at, criterion, id",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}

/// Everything that has carried over under an enrolment, from what and to what.
async fn carries(db: &impl Read, enrolment_id: &str) -> Result<Vec<Carry>> {
    db.all(
        "SELECT o.decision_id AS source, o.criterion AS criterion, t.to_hash AS hash, o.because, p.name AS by_name, o.carried_at AS at
         FROM carry_overs o JOIN transfers t ON t.id = o.transfer_id JOIN people p ON p.id = o.actor_id
         WHERE t.enrolment_id = $1
         UNION ALL
         SELECT l.carried_from, l.criterion, l.specification_hash,
                CASE WHEN x.transfer_id IS NULL THEN 'same' ELSE 'looked-at' END, p.name, l.recorded_at
         FROM prior_learning l JOIN people p ON p.id = l.assessor_id
         LEFT JOIN look_outcomes x ON x.transfer_id = l.transfer_id AND x.criterion = l.criterion
         WHERE l.enrolment_id = $1 AND l.carried_from IS NOT NULL
         ORDER BY at, criterion",
        args![enrolment_id],
    )
    .await
}
