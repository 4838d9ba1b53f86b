//! Evidence in the database: beginning it, and its drafts.

pub use super::handing_in::{Submitted, submit, submit_as_it_is};

use super::following::follow_text;
use super::{Access, Activity, Evidence, Link, log_access};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::library::Unit;
use crate::versions;

const EVIDENCE: &str = "SELECT id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, saved_at FROM evidence
     WHERE id = $1";

/// Begins a piece of evidence for an activity, or finds the one begun before.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    unit: &str,
    activity: &Activity,
    now: Millis,
) -> Result<String> {
    actor.require(Role::Learner)?;
    if enrolment.person_id != actor.id {
        return Err(Error::NotFound);
    }
    let tx = db.begin().await?;
    let id = begin_in(&tx, enrolment, unit, activity, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a piece of evidence from work, of which there may be many; refused, in words, by a unit that takes none of this kind.
pub async fn begin_from_work(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    unit: &Unit,
    activity: &Activity,
    now: Millis,
) -> Result<String> {
    match unit.refuses(activity.method()) {
        Some(words) => Err(Error::Invalid(words)),
        None => begin(db, actor, enrolment, &unit.code, activity, now).await,
    }
}

pub(super) async fn begin_in(
    tx: &Tx,
    enrolment: &Enrolment,
    unit: &str,
    activity: &Activity,
    now: Millis,
) -> Result<String> {
    versions::pin(tx, activity.version(), now).await?;
    tx.run(
        "INSERT INTO evidence (id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, created_at, saved_at)
         VALUES ($1, $2, $3, $4, $8, $5, $6, '', 1, $7, $7)
         ON CONFLICT (enrolment_id, activity) DO NOTHING",
        args![
            new_id(),
            &enrolment.person_id,
            &enrolment.id,
            unit,
            activity.id(),
            &activity.version().hash,
            now,
            activity.method().key()
        ],
    )
    .await?;
    let evidence: Evidence = tx
        .one(
            "SELECT id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, saved_at FROM evidence
             WHERE enrolment_id = $1 AND activity = $2",
            args![&enrolment.id, activity.id()],
        )
        .await?;
    follow_text(tx, &evidence, activity, now).await?;
    Ok(evidence.id)
}

/// One's own evidence. Somebody else's is not found, which is logged.
pub async fn evidence(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<Evidence> {
    let evidence: Evidence = db.one(EVIDENCE, args![id]).await?;
    if evidence.person_id != actor.id {
        log_access(
            db,
            actor,
            Access {
                subject: "evidence",
                id,
                owner: &evidence.person_id,
                outcome: "refused",
            },
            now,
        )
        .await?;
        return Err(Error::NotFound);
    }
    Ok(evidence)
}

pub(super) async fn own_evidence(tx: &Tx, person_id: &str, id: &str) -> Result<Evidence> {
    let evidence: Evidence = tx.one(EVIDENCE, args![id]).await?;
    match evidence.person_id == person_id {
        true => Ok(evidence),
        false => Err(Error::NotFound),
    }
}

/// The revision of a piece of evidence, for what is written on its learner's behalf.
pub(super) async fn revision(tx: &Tx, id: &str) -> Result<i64> {
    let (revision,) = tx
        .one("SELECT revision FROM evidence WHERE id = $1", args![id])
        .await?;
    Ok(revision)
}

/// All of one's own evidence, the last saved first.
pub async fn evidence_of(db: &impl Read, actor: &Actor) -> Result<Vec<Evidence>> {
    db.all(
        "SELECT id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, saved_at FROM evidence
         WHERE person_id = $1 ORDER BY saved_at DESC, id DESC",
        args![&actor.id],
    )
    .await
}

/// The criteria that a piece of evidence names while it is being written.
pub async fn links(db: &impl Read, evidence_id: &str) -> Result<Vec<Link>> {
    db.all(
        "SELECT criterion, locator, justification FROM evidence_links WHERE evidence_id = $1 ORDER BY criterion",
        args![evidence_id],
    )
    .await
}

/// What a page wants saved: the text, the criteria, and the revision that the page showed.
#[derive(Debug, Clone)]
pub struct Draft {
    pub body: String,
    /// `None` leaves the criteria as they are, as an autosave does.
    pub links: Option<Vec<Link>>,
    pub revision: i64,
}

/// Saves a draft and gives the new revision. Refused, without a trace, when the text has been saved from another page since.
pub async fn save(db: &Db, actor: &Actor, id: &str, draft: &Draft, now: Millis) -> Result<i64> {
    let tx = db.begin().await?;
    let revision = write_draft(&tx, &actor.id, id, draft, now).await?;
    tx.commit().await?;
    Ok(revision)
}

pub(super) async fn write_draft(
    tx: &Tx,
    person_id: &str,
    id: &str,
    draft: &Draft,
    now: Millis,
) -> Result<i64> {
    let evidence = own_evidence(tx, person_id, id).await?;
    if evidence.is_recorded() || (evidence.is_fixed() && !evidence.is_as_given(&draft.body)) {
        return Err(Error::Forbidden);
    }
    let changed = tx
        .run(
            "UPDATE evidence SET body = $2, revision = revision + 1, saved_at = $3 WHERE id = $1 AND revision = $4",
            args![&evidence.id, &draft.body, now, draft.revision],
        )
        .await?;
    if changed == 0 && !keeps_all(tx, &evidence, draft).await? {
        return Err(Error::conflict(
            "This text has been saved from another page or device since you opened it here.",
        ));
    }
    if let Some(links) = &draft.links {
        replace_links(tx, id, links).await?;
    }
    Ok(if changed == 0 {
        evidence.revision
    } else {
        draft.revision + 1
    })
}

/// Whether nothing that was saved since would be lost by what an older page holds: the same text with all that was ticked. So it is with the second
/// of a double click, and with a page whose text was saved by itself just before its form was sent.
async fn keeps_all(tx: &Tx, evidence: &Evidence, draft: &Draft) -> Result<bool> {
    let is_same = evidence.body == draft.body;
    let Some(new) = &draft.links else {
        return Ok(is_same);
    };
    let saved = links(tx, &evidence.id).await?;
    Ok(is_same && saved.iter().all(|link| new.contains(link)))
}

/// Whether both hold the same links, in whatever order.
pub(crate) fn same(new: &[Link], mut saved: Vec<Link>) -> bool {
    let mut new = new.to_vec();
    for links in [&mut new, &mut saved] {
        links.sort_by(|a, b| a.criterion.cmp(&b.criterion));
    }
    new == saved
}

pub(super) async fn replace_links(tx: &Tx, id: &str, links: &[Link]) -> Result<()> {
    tx.run(
        "DELETE FROM evidence_links WHERE evidence_id = $1",
        args![id],
    )
    .await?;
    for link in links {
        tx.run(
            "INSERT INTO evidence_links (evidence_id, criterion, locator, justification) VALUES ($1, $2, $3, $4)",
            args![id, &link.criterion, &link.locator, &link.justification],
        )
        .await?;
    }
    Ok(())
}
