//! Certificates in the database.

use super::Certificate;
use super::award::{Award, earned};
use super::{number, pdf, requests};
use crate::accounts::settings::Settings;
use crate::accounts::{Actor, Role, mail, may_assess};
use crate::args;
use crate::assessment::refuse_training;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, still_on};
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::portfolio::{self, places};
use crate::quality::{self, Release};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.number, c.enrolment_id, c.learner_id, c.award, c.name, c.title, c.kind, c.credits, c.guided_hours, c.units,
                    c.specification_label, c.organisation, c.statement, c.issued_by_name, c.issued_at, c.expires_at,
                    e.happened_at AS revoked_at, e.reason AS revoked_because
             FROM certificates c
             LEFT JOIN certificate_events e ON e.certificate_id = c.id AND e.kind = 'revoked' ",
            $rest
        )
    };
}

pub async fn by_number(db: &impl Read, number: &str) -> Result<Option<Certificate>> {
    db.first(select!("WHERE c.number = $1"), args![number])
        .await
}

/// Everything issued to one person, the latest first.
pub async fn of_person(db: &impl Read, person_id: &str) -> Result<Vec<Certificate>> {
    db.all(
        select!("WHERE c.learner_id = $1 ORDER BY c.issued_at DESC, c.id DESC"),
        args![person_id],
    )
    .await
}

async fn of_enrolment(db: &impl Read, enrolment_id: &str) -> Result<Vec<Certificate>> {
    db.all(select!("WHERE c.enrolment_id = $1"), args![enrolment_id])
        .await
}

/// The units of an enrolment that have been signed off, and of which no criterion was found not yet achieved since.
pub(super) async fn standing_units(db: &impl Read, enrolment_id: &str) -> Result<Vec<String>> {
    let signed: Vec<(String,)> = db
        .all(
            "SELECT g.unit FROM sign_offs g WHERE g.enrolment_id = $1
               AND NOT EXISTS (SELECT 1 FROM lost_criteria l WHERE l.enrolment_id = g.enrolment_id AND l.criterion LIKE g.unit || '.%')",
            args![enrolment_id],
        )
        .await?;
    Ok(signed.into_iter().map(|(unit,)| unit).collect())
}

/// What became of an assessor's request for a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requested {
    /// Issued under this number.
    Issued(String),
    /// It waits for quality assurance.
    Held,
}

/// The awards of an enrolment that are earned, not asked for, and hold no certificate that has not been revoked.
pub async fn due(
    db: &impl Read,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<Award>> {
    let signed = standing_units(db, &enrolment.id).await?;
    let signed: Vec<&str> = signed.iter().map(String::as_str).collect();
    let issued = of_enrolment(db, &enrolment.id).await?;
    let held = requests::held_of(db, &enrolment.id).await?;
    let holds = |award: &Award| {
        let is_held = held.iter().any(|request| request.award == award.key);
        let mut issued = issued.iter();
        is_held || issued.any(|c| c.award == award.key && c.revoked_at.is_none())
    };
    Ok(earned(specification, &signed)
        .into_iter()
        .filter(|award| !holds(award))
        .collect())
}

/// The same for at most [`TOGETHER`](portfolio::TOGETHER) enrolments at once, in two queries.
pub async fn due_of(
    db: &impl Read,
    enrolments: &[(&Enrolment, &Specification)],
) -> Result<Vec<Vec<Award>>> {
    let ids = || portfolio::together(enrolments.iter().map(|(enrolment, _)| &enrolment.id));
    let signed: Vec<(String, String)> = db.all(SIGNED_TOGETHER, ids()).await?;
    let held: Vec<(String, String)> = db.all(HELD_TOGETHER, ids()).await?;
    let due = |(enrolment, specification): &(&Enrolment, &Specification)| {
        let own = signed.iter().filter(|(of, _)| *of == enrolment.id);
        let units: Vec<&str> = own.map(|(_, unit)| unit.as_str()).collect();
        let mut awards = earned(specification, &units);
        awards.retain(|award| {
            let mut held = held.iter();
            !held.any(|(of, key)| *of == enrolment.id && *key == award.key)
        });
        awards
    };
    Ok(enrolments.iter().map(due).collect())
}

const SIGNED_TOGETHER: &str = concat!(
    "SELECT g.enrolment_id, g.unit FROM sign_offs g
     WHERE NOT EXISTS (SELECT 1 FROM lost_criteria l WHERE l.enrolment_id = g.enrolment_id AND l.criterion LIKE g.unit || '.%') AND g.enrolment_id IN ",
    places!()
);

const HELD_TOGETHER: &str = concat!(
    "SELECT c.enrolment_id, c.award FROM certificates c
     WHERE NOT EXISTS (SELECT 1 FROM certificate_events e WHERE e.certificate_id = c.id AND e.kind = 'revoked') AND c.enrolment_id IN ",
    places!(),
    " UNION ALL
     SELECT r.enrolment_id, r.award FROM certificate_requests r
     WHERE NOT EXISTS (SELECT 1 FROM certificate_releases x WHERE x.request_id = r.id) AND r.enrolment_id IN ",
    places!()
);

/// Issues the certificate for an award that is due, or keeps the request while quality assurance holds certificates. A second request for the
/// same award gives the number of the first. Refused while the assessor is in training.
pub async fn issue(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    award: &str,
    settings: &Settings,
    now: Millis,
) -> Result<Requested> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, &enrolment.person_id).await?;
    refuse_training(&tx, actor, "issues certificates").await?;
    still_on(&tx, enrolment).await?;
    let issued = of_enrolment(&tx, &enrolment.id).await?;
    if let Some(held) = issued
        .iter()
        .find(|c| c.award == award && c.revoked_at.is_none())
    {
        return Ok(Requested::Issued(held.number.clone()));
    }
    let held = requests::held_of(&tx, &enrolment.id).await?;
    if held.iter().any(|request| request.award == award) {
        return Ok(Requested::Held);
    }
    let due = due(&tx, enrolment, specification).await?;
    let award = due.iter().find(|a| a.key == award).ok_or_else(|| {
        Error::conflict(
            "This certificate cannot be issued yet: a unit that it needs has not been signed off.",
        )
    })?;
    let learner = portfolio::learner_name(&tx, &enrolment.person_id).await?;
    pdf::check_name(&learner).map_err(|error| {
        Error::conflict(format!(
            "This certificate cannot be printed: {error}. Ask the learner how their name should stand on it."
        ))
    })?;
    if quality::release_policy(&tx, &enrolment.id).await? != Release::None {
        requests::ask(&tx, actor, enrolment, award, now).await?;
        tx.commit().await?;
        return Ok(Requested::Held);
    }
    let number = new_number()?;
    let issue = Issue {
        enrolment_id: &enrolment.id,
        learner_id: &enrolment.person_id,
        specification_hash: &enrolment.specification_hash,
        specification,
        award,
        settings,
        number: &number,
        issued_by: (&actor.id, &actor.name),
    };
    insert(&tx, &issue, now).await?;
    tx.commit().await?;
    Ok(Requested::Issued(number))
}

pub(super) struct Issue<'a> {
    pub(super) enrolment_id: &'a str,
    pub(super) learner_id: &'a str,
    pub(super) specification_hash: &'a str,
    pub(super) specification: &'a Specification,
    pub(super) award: &'a Award,
    pub(super) settings: &'a Settings,
    pub(super) number: &'a str,
    /// The assessor's id and name.
    pub(super) issued_by: (&'a str, &'a str),
}

/// Writes the certificate down, and to its holder.
pub(super) async fn insert(tx: &Tx, it: &Issue<'_>, now: Millis) -> Result<()> {
    let expires = it
        .specification
        .validity_months
        .map(|months| clock::months_after(now, months));
    let id = new_id();
    tx.run(
        "INSERT INTO certificates (id, number, enrolment_id, learner_id, award, issue, name, title, kind, credits, guided_hours, units,
                                   specification_hash, specification_label, organisation, statement, issued_by, issued_by_name,
                                   issued_at, expires_at)
         SELECT $1, $2, $3, p.id, $4,
                (SELECT COUNT(*) + 1 FROM certificates c WHERE c.enrolment_id = $3 AND c.award = $4),
                p.name, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
         FROM people p WHERE p.id = $18",
        args![
            &id,
            it.number,
            it.enrolment_id,
            &it.award.key,
            &it.award.title,
            &it.award.kind,
            it.award.credits,
            it.award.guided_hours,
            serde_json::Value::from(it.award.units.clone()).to_string(),
            it.specification_hash,
            &it.specification.label,
            &it.settings.organisation,
            &it.settings.statement,
            it.issued_by.0,
            it.issued_by.1,
            now,
            expires,
            it.learner_id
        ],
    )
    .await?;
    ledger::record(tx, Act::CertificateIssued, &id).await?;
    let body = format!(
        "Your certificate for “{}” has been issued. Its number is {}.\n\nSign in to Secure Base and open your portfolio to download it.",
        it.award.title,
        number::display(it.number)
    );
    mail::tell(tx, it.learner_id, "Your certificate", &body, now).await
}

pub(super) fn new_number() -> Result<String> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(Error::internal)?;
    Ok(number::from_random(random))
}

/// Revokes a certificate, once and for good; the reason is kept, and shown to its holder and to administrators.
pub async fn revoke(db: &Db, actor: &Actor, number: &str, reason: &str, now: Millis) -> Result<()> {
    if !actor.is(Role::Administrator) {
        return Err(Error::Forbidden);
    }
    let tx = db.begin_recording().await?;
    let certificate = by_number(&tx, number).await?.ok_or(Error::NotFound)?;
    let revoked = tx.run(
        "INSERT INTO certificate_events (id, certificate_id, kind, reason, actor_id, happened_at) VALUES ($1, $2, 'revoked', $3, $4, $5)
         ON CONFLICT (certificate_id, kind) DO NOTHING",
        args![new_id(), &certificate.id, reason, &actor.id, now],
    )
    .await?;
    if revoked > 0 {
        ledger::record(&tx, Act::CertificateRevoked, &certificate.id).await?;
    }
    tx.commit().await
}
