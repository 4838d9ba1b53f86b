//! Certificates in the database.

use super::Certificate;
use super::award::{Award, earned};
use super::{number, pdf};
use crate::accounts::settings::Settings;
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::portfolio;

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

/// The awards of an enrolment that are earned and hold no certificate that has not been revoked.
pub async fn due(
    db: &impl Read,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<Award>> {
    let signed: Vec<(String,)> = db
        .all(
            "SELECT unit FROM sign_offs WHERE enrolment_id = $1",
            args![&enrolment.id],
        )
        .await?;
    let signed: Vec<&str> = signed.iter().map(|(unit,)| unit.as_str()).collect();
    let issued = of_enrolment(db, &enrolment.id).await?;
    let holds = |award: &Award| {
        issued
            .iter()
            .any(|c| c.award == award.key && c.revoked_at.is_none())
    };
    Ok(earned(specification, &signed)
        .into_iter()
        .filter(|award| !holds(award))
        .collect())
}

/// Issues the certificate for an award that is due, and gives its number. A second request for the same award gives the number of the first.
pub async fn issue(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    award: &str,
    settings: &Settings,
    now: Millis,
) -> Result<String> {
    if !actor.is(Role::Assessor) || actor.id == enrolment.person_id {
        return Err(Error::Forbidden);
    }
    let tx = db.begin_recording().await?;
    let issued = of_enrolment(&tx, &enrolment.id).await?;
    if let Some(held) = issued
        .iter()
        .find(|c| c.award == award && c.revoked_at.is_none())
    {
        return Ok(held.number.clone());
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
    let number = new_number()?;
    let issue = Issue {
        enrolment,
        specification,
        award,
        settings,
        number: &number,
    };
    insert(&tx, actor, &issue, now).await?;
    let body = format!(
        "Your certificate for “{}” has been issued. Its number is {}.\n\nSign in to Secure Base and open your portfolio to download it.",
        award.title,
        number::display(&number)
    );
    mail::tell(&tx, &enrolment.person_id, "Your certificate", &body, now).await?;
    tx.commit().await?;
    Ok(number)
}

struct Issue<'a> {
    enrolment: &'a Enrolment,
    specification: &'a Specification,
    award: &'a Award,
    settings: &'a Settings,
    number: &'a str,
}

async fn insert(tx: &Tx, actor: &Actor, it: &Issue<'_>, now: Millis) -> Result<()> {
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
            &it.enrolment.id,
            &it.award.key,
            &it.award.title,
            &it.award.kind,
            it.award.credits,
            it.award.guided_hours,
            serde_json::Value::from(it.award.units.clone()).to_string(),
            &it.enrolment.specification_hash,
            &it.specification.label,
            &it.settings.organisation,
            &it.settings.statement,
            &actor.id,
            &actor.name,
            now,
            expires,
            &it.enrolment.person_id
        ],
    )
    .await?;
    ledger::record(tx, Act::CertificateIssued, &id).await
}

fn new_number() -> Result<String> {
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
