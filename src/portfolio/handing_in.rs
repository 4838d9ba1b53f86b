//! Handing evidence in: looked through first, then frozen.
//!
//! The rule that nobody may be recognised is kept here, for every way in: where something is found that could give a person away, and its
//! learner has not said of exactly this text that it does not, the draft is saved and nothing is handed in.

use super::draft::add_faults_of_links;
use super::screen::{Assurance, Screening};
use super::store::{self, Draft, own_evidence, same, write_draft};
use super::{Evidence, Link, files, links_of};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::form::Faults;
use crate::learning::list;
use crate::ledger::{self, Act};
use crate::library::{Library, Method, Specification};
use crate::versions;

/// What became of a draft that was to be handed in.
pub enum Submitted {
    /// It is with the assessors: the submission.
    In(String),
    /// It is saved, with this revision; the learner is asked about what was found in it.
    Held(Screening, i64),
}

/// Hands in a draft in which nothing is found. One that its learner has to be asked about is refused.
pub async fn submit(
    db: &Db,
    actor: &Actor,
    id: &str,
    draft: &Draft,
    now: Millis,
) -> Result<String> {
    match submit_as_it_is(db, actor, id, draft, &[], now).await? {
        Submitted::In(submission) => Ok(submission),
        Submitted::Held(..) => Err(Error::conflict(
            "Something in this could give a person away; it waits until you have looked at it.",
        )),
    }
}

/// Saves the draft and hands in a frozen copy of it. While the same text waits for its decisions already, that submission is given back: a
/// double click makes one record. Another text is refused, not dropped. `seals` are those of what the learner has been shown, and has
/// said to identify nobody.
pub async fn submit_as_it_is(
    db: &Db,
    actor: &Actor,
    id: &str,
    draft: &Draft,
    seals: &[String],
    now: Millis,
) -> Result<Submitted> {
    actor.require(Role::Learner)?;
    let assurance = Assurance {
        about: about(id, draft.revision),
        seals,
    };
    let tx = db.begin_recording().await?;
    let submitted = submit_in(&tx, &actor.id, id, draft, &assurance, now).await?;
    tx.commit().await?;
    Ok(submitted)
}

/// What a learner speaks of: this evidence as this page holds it.
pub(crate) fn about(id: &str, revision: i64) -> String {
    format!("{id} {revision}")
}

pub(super) async fn submit_in(
    tx: &Tx,
    person_id: &str,
    id: &str,
    draft: &Draft,
    assurance: &Assurance<'_>,
    now: Millis,
) -> Result<Submitted> {
    if let Some((waiting, body)) = waiting(tx, person_id, id).await? {
        let links = links_of(tx, &waiting).await?;
        let same_links = draft.links.as_ref().is_none_or(|new| same(new, links));
        return match body == draft.body && same_links {
            true => Ok(Submitted::In(waiting)),
            false => Err(Error::conflict(
                "An earlier version of this is with the assessors.",
            )),
        };
    }
    if is_accepted(tx, id).await? {
        return Err(Error::conflict(
            "This has been accepted already; there is nothing left to hand in.",
        ));
    }
    let revision = write_draft(tx, person_id, id, draft, now).await?;
    let evidence = own_evidence(tx, person_id, id).await?;
    refuse_foreign(tx, id).await?;
    let links = store::links(tx, id).await?;
    refuse_incomplete(tx, &evidence, &links).await?;
    let screening = Screening::of_evidence(tx, &evidence, &links, now).await?;
    if !screening.passes(assurance) {
        return Ok(Submitted::Held(screening, revision));
    }
    let submission = freeze(tx, id, now).await?;
    screening.record(tx, &submission, person_id, now).await?;
    Ok(Submitted::In(submission))
}

/// Refuses evidence that names a criterion which the version that its learner is on does not have.
async fn refuse_foreign(tx: &Tx, id: &str) -> Result<()> {
    let (source,): (String,) = tx
        .one(
            "SELECT v.source FROM evidence e JOIN current_enrolments n ON n.id = e.enrolment_id
             JOIN content_versions v ON v.hash = n.specification_hash WHERE e.id = $1",
            args![id],
        )
        .await?;
    let own = Specification::codes_in(&source);
    let mut foreign = store::links(tx, id).await?;
    foreign.retain(|link| !own.contains(&link.criterion));
    let codes: Vec<&str> = foreign.iter().map(|link| link.criterion.as_str()).collect();
    match codes.is_empty() {
        true => Ok(()),
        false => Err(Error::invalid(format!(
            "The version of the specification that you are on does not ask for {}. Choose among the criteria that this page shows now.",
            list(&codes)
        ))),
    }
}

/// Refuses what shows no criterion, does not say why it shows one, or is not yet what was asked for; and files with what stays in the workplace.
async fn refuse_incomplete(tx: &Tx, evidence: &Evidence, links: &[Link]) -> Result<()> {
    let mut faults = Faults::default();
    match Method::from_key(&evidence.kind) {
        // Its author has said which fields show what.
        Some(Method::Worksheet) if !links.is_empty() => {}
        _ => add_faults_of_links(&mut faults, links),
    }
    if let Some((_, words)) = faults.iter().next() {
        return Err(Error::invalid(words));
    }
    if !evidence.takes_files() && !files::of_evidence(tx, &evidence.id).await?.is_empty() {
        return Err(Error::conflict(
            "What stays in the workplace is never uploaded: take the files away, then hand this in.",
        ));
    }
    if evidence.is_of_others() {
        return Ok(());
    }
    let (hash, nothing) = (&evidence.activity_hash, Library::default());
    let activity = versions::activity(tx, &nothing, hash).await?;
    match activity.lacks(&evidence.body) {
        Some(words) => Err(Error::Invalid(words)),
        None => Ok(()),
    }
}

/// Copies evidence with its criteria as it stands, enters it in the ledger, and gives the submission. The transaction is one for the ledger.
pub(crate) async fn freeze(tx: &Tx, id: &str, now: Millis) -> Result<String> {
    let submission = new_id();
    tx.run(
        "INSERT INTO submissions (id, evidence_id, person_id, enrolment_id, unit, number, activity_hash, specification_hash, body, submitted_at)
         SELECT $1, e.id, e.person_id, e.enrolment_id, e.unit,
                (SELECT COUNT(*) + 1 FROM submissions s WHERE s.evidence_id = e.id),
                e.activity_hash, n.specification_hash, e.body, $3
         FROM evidence e JOIN current_enrolments n ON n.id = e.enrolment_id WHERE e.id = $2",
        args![&submission, id, now],
    )
    .await?;
    tx.run(
        "INSERT INTO submission_links (submission_id, criterion, locator, justification)
         SELECT $1, criterion, locator, justification FROM evidence_links WHERE evidence_id = $2",
        args![&submission, id],
    )
    .await?;
    files::store::freeze(tx, id, &submission).await?;
    enter(tx, &submission).await?;
    Ok(submission)
}

/// Enters what was handed in: the text, what it is said to show, and the files.
async fn enter(tx: &Tx, submission: &str) -> Result<()> {
    ledger::record(tx, Act::Submitted, submission).await?;
    let links =
        "SELECT criterion FROM submission_links WHERE submission_id = $1 ORDER BY criterion";
    let files =
        "SELECT file_hash FROM submission_files WHERE submission_id = $1 ORDER BY file_hash";
    for (act, sql) in [(Act::SubmittedLink, links), (Act::SubmittedFile, files)] {
        let parts: Vec<(String,)> = tx.all(sql, args![submission]).await?;
        for (part,) in parts {
            ledger::record(tx, act, &format!("{submission} {part}")).await?;
        }
    }
    Ok(())
}

/// Refuses to change what belongs to evidence while it waits for its decisions, and once it has been accepted.
pub(super) async fn refuse_closed(tx: &Tx, person_id: &str, id: &str) -> Result<()> {
    if waiting(tx, person_id, id).await?.is_some() {
        return Err(Error::conflict(
            "This is with the assessors. Files can be added and taken away once they have answered.",
        ));
    }
    match is_accepted(tx, id).await? {
        true => Err(Error::conflict(
            "This has been accepted. Its files stay as they were handed in.",
        )),
        false => Ok(()),
    }
}

async fn waiting(tx: &Tx, person_id: &str, evidence_id: &str) -> Result<Option<(String, String)>> {
    tx.first(
        "SELECT s.id, s.body FROM submissions s LEFT JOIN closures c ON c.submission_id = s.id
         WHERE s.evidence_id = $1 AND s.person_id = $2 AND c.submission_id IS NULL",
        args![evidence_id, person_id],
    )
    .await
}

/// Whether it has been accepted on the version that its learner is on.
pub async fn is_accepted(db: &impl Read, evidence_id: &str) -> Result<bool> {
    let accepted = db
        .count(
            "SELECT COUNT(*) FROM closed_evidence WHERE evidence_id = $1 AND because = 'accepted'",
            args![evidence_id],
        )
        .await?;
    Ok(accepted > 0)
}
