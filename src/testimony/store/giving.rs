//! What a witness gives: recorded once, by every account that they are known by, none of which decides on it.

use super::look;
use crate::accounts::{Actor, mail};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::library::Version;
use crate::portfolio::screen::{Screening, texts_of_answers};
use crate::testimony::{METHOD, Request, State, Witness, letters};
use crate::versions;
use crate::worksheets::Answers;

/// What a witness says of themselves, and what they wrote.
#[derive(Debug, Clone)]
pub struct Testimony {
    pub name: String,
    pub role: String,
    pub organisation: String,
    /// In small letters.
    pub email: String,
    /// The answers to the form, as the body of the evidence.
    pub body: String,
}

/// What a witness speaks of who says that something identifies nobody.
pub const SPOKEN_OF: &str = "testimony";

/// Records what a witness wrote, once, as evidence of the learner; `form` is the version that they filled in. The same sent twice makes one
/// record. Refused when something is found that could give a person away.
pub async fn give(
    db: &Db,
    visitor: Option<&Actor>,
    brought: &str,
    testimony: &Testimony,
    form: &Version,
    now: Millis,
) -> Result<()> {
    give_as_it_is(db, visitor, brought, (testimony, ""), form, now).await
}

/// The same with the seal of what was found and identifies nobody, as the witness has said. It is looked through again when the learner hands
/// it in, and what they say of it recorded.
pub async fn give_as_it_is(
    db: &Db,
    visitor: Option<&Actor>,
    brought: &str,
    (testimony, said): (&Testimony, &str),
    form: &Version,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let request = look(&tx, brought).await?.ok_or(Error::NotFound)?;
    if request.state(now) == State::Given && is_the_same(&tx, &request, testimony).await? {
        return Ok(());
    }
    if request.state(now) != State::Waiting {
        return Err(Error::conflict("This link does not work any more."));
    }
    let accounts = accounts(&tx, visitor, &request, &testimony.email).await?;
    if accounts.iter().any(|(_, id)| *id == request.learner_id) {
        return Err(Error::Invalid(format!(
            "A witness is somebody else than {}.",
            request.learner
        )));
    }
    let texts = texts_of_answers(&Answers::from_body(&testimony.body));
    Screening::passed(&tx, "", texts, (SPOKEN_OF, said), now).await?;
    let evidence = insert_evidence(&tx, &request, testimony, form, now).await?;
    insert_testimony(&tx, &request, testimony, &evidence, &accounts, now).await?;
    ledger::record(&tx, Act::Testimony, &request.id).await?;
    let (subject, body) = letters::given(&request);
    mail::tell(&tx, &request.learner_id, subject, &body, now).await?;
    tx.commit().await
}

/// Every account that this witness is known by, and how: that with the address they typed, the one that is signed in, that with the
/// address to which the link was sent.
async fn accounts(
    tx: &Tx,
    visitor: Option<&Actor>,
    request: &Request,
    typed: &str,
) -> Result<Vec<(&'static str, String)>> {
    let mut accounts = Vec::new();
    let known = account_of(tx, typed).await?;
    accounts.extend(known.map(|id| ("typed", id)));
    accounts.extend(visitor.map(|actor| ("signed-in", actor.id.clone())));
    if let Some(mailed) = &request.witness_email {
        let known = account_of(tx, &mailed.to_lowercase()).await?;
        accounts.extend(known.map(|id| ("mailed", id)));
    }
    Ok(accounts)
}

/// Who said it; `person_id` is the first account that they are known by.
async fn insert_testimony(
    tx: &Tx,
    request: &Request,
    testimony: &Testimony,
    evidence: &str,
    accounts: &[(&'static str, String)],
    now: Millis,
) -> Result<()> {
    let account = accounts.first().map(|(_, id)| id.clone());
    tx.run(
        "INSERT INTO testimonies (request_id, learner_id, evidence_id, name, role, organisation, email, person_id, given_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &request.id,
            &request.learner_id,
            evidence,
            &testimony.name,
            &testimony.role,
            &testimony.organisation,
            &testimony.email,
            account,
            now
        ],
    )
    .await?;
    for (because, id) in accounts {
        tx.run(
            "INSERT INTO testimony_accounts (request_id, learner_id, person_id, because) VALUES ($1, $2, $3, $4)",
            args![&request.id, &request.learner_id, id, *because],
        )
        .await?;
    }
    Ok(())
}

async fn is_the_same(db: &impl Read, request: &Request, testimony: &Testimony) -> Result<bool> {
    let same = db
        .count(
            "SELECT COUNT(*) FROM testimonies t JOIN evidence e ON e.id = t.evidence_id
             WHERE t.request_id = $1 AND e.body = $2 AND t.email = $3 AND t.name = $4",
            args![
                &request.id,
                &testimony.body,
                &testimony.email,
                &testimony.name
            ],
        )
        .await?;
    Ok(same > 0)
}

async fn account_of(db: &impl Read, email: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = db
        .first(
            "SELECT id FROM people WHERE LOWER(email) = $1",
            args![email],
        )
        .await?;
    Ok(found.map(|(id,)| id))
}

/// The evidence, with the criteria that were asked about; the learner says where and why.
async fn insert_evidence(
    tx: &Tx,
    request: &Request,
    testimony: &Testimony,
    form: &Version,
    now: Millis,
) -> Result<String> {
    let id = new_id();
    versions::pin(tx, form, now).await?;
    tx.run(
        "INSERT INTO evidence (id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, created_at, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)",
        args![
            &id,
            &request.learner_id,
            &request.enrolment_id,
            &request.unit,
            METHOD.key(),
            format!("{}/{}", METHOD.key(), request.id),
            &form.hash,
            &testimony.body,
            now
        ],
    )
    .await?;
    tx.run(
        "INSERT INTO evidence_links (evidence_id, criterion, locator, justification)
         SELECT $1, criterion, '', '' FROM testimony_request_criteria WHERE request_id = $2",
        args![&id, &request.id],
    )
    .await?;
    Ok(id)
}

/// Who gave the testimony that this evidence is, if it is one.
pub async fn given_for(db: &impl Read, evidence_id: &str) -> Result<Option<Witness>> {
    db.first(
        "SELECT t.name, t.role, t.organisation, t.email, t.given_at, r.witness_email AS asked_at_address
         FROM testimonies t JOIN testimony_requests r ON r.id = t.request_id WHERE t.evidence_id = $1",
        args![evidence_id],
    )
    .await
}

/// Whether somebody is the witness of what is to be decided: by any account that the witness is known by, or by an address that is now
/// theirs, be it the one to which the link was sent or the one that was typed.
pub async fn is_witness(db: &impl Read, person_id: &str, submission_id: &str) -> Result<bool> {
    let witnessed = db
        .count(
            "SELECT COUNT(*) FROM witnesses w JOIN submissions s ON s.evidence_id = w.evidence_id WHERE s.id = $2 AND w.person_id = $1",
            args![person_id, submission_id],
        )
        .await?;
    Ok(witnessed > 0)
}

/// Refuses somebody who is the witness of what is to be decided.
pub async fn refuse_witness(db: &impl Read, person_id: &str, submission_id: &str) -> Result<()> {
    match is_witness(db, person_id, submission_id).await? {
        false => Ok(()),
        true => Err(Error::conflict(
            "A witness is not the assessor: this testimony is from the same person, so somebody else decides.",
        )),
    }
}
