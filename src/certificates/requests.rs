//! Certificates that have been asked for and wait for quality assurance, and their release.
//!
//! While a policy asks for it, an assessor's request is kept and no certificate exists: it is numbered, and can be verified, once an internal
//! quality assurer has released it, who had no part in what it rests on.

use super::award::{Award, earned};
use super::store::{Issue, insert, new_number, standing_units};
use super::{number, pdf};
use crate::accounts::settings::Settings;
use crate::accounts::{Actor, Role, mail, refuse_outsider};
use crate::args;
use crate::assessment::parts;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::{portfolio, quality};

/// A certificate that was asked for and has not been released.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Request {
    pub id: String,
    pub enrolment_id: String,
    pub learner_id: String,
    pub learner: String,
    pub award: String,
    pub title: String,
    pub specification_hash: String,
    pub requested_by: String,
    pub requested_by_name: String,
    pub requested_at: Millis,
}

macro_rules! held {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.enrolment_id, r.learner_id, l.name AS learner, r.award, r.title, r.specification_hash, r.requested_by,
                    p.name AS requested_by_name, r.requested_at
             FROM certificate_requests r JOIN people l ON l.id = r.learner_id JOIN people p ON p.id = r.requested_by
             WHERE NOT EXISTS (SELECT 1 FROM certificate_releases x WHERE x.request_id = r.id) AND ",
            $rest
        )
    };
}

/// What waits under an enrolment.
pub async fn held_of(db: &impl Read, enrolment_id: &str) -> Result<Vec<Request>> {
    db.all(
        held!("r.enrolment_id = $1 ORDER BY r.requested_at, r.id"),
        args![enrolment_id],
    )
    .await
}

/// What waits for one learner.
pub async fn held_for(db: &impl Read, person_id: &str) -> Result<Vec<Request>> {
    db.all(
        held!("r.learner_id = $1 ORDER BY r.requested_at, r.id"),
        args![person_id],
    )
    .await
}

/// Everything that waits for learners of one's organisation, the longest first.
pub async fn held(db: &impl Read, actor: &Actor) -> Result<Vec<Request>> {
    actor.require(Role::Iqa)?;
    db.all(
        held!(
            "EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = r.learner_id AND b.organisation = $1)
             ORDER BY r.requested_at, r.id"
        ),
        args![&actor.organisation],
    )
    .await
}

/// One that waits.
pub async fn request(db: &impl Read, actor: &Actor, id: &str) -> Result<Request> {
    actor.require(Role::Iqa)?;
    let request: Request = db.one(held!("r.id = $1"), args![id]).await?;
    refuse_outsider(db, actor, &request.learner_id).await?;
    Ok(request)
}

/// Keeps an assessor's request for an award that is due.
pub(super) async fn ask(
    tx: &Tx,
    actor: &Actor,
    enrolment: &Enrolment,
    award: &Award,
    now: Millis,
) -> Result<()> {
    let id = new_id();
    tx.run(
        "INSERT INTO certificate_requests (id, enrolment_id, learner_id, award, title, issue, specification_hash, requested_by, requested_at)
         SELECT $1, $2, $3, $4, $5, COUNT(*) + 1, $6, $7, $8 FROM certificates c WHERE c.enrolment_id = $2 AND c.award = $4",
        args![
            &id,
            &enrolment.id,
            &enrolment.person_id,
            &award.key,
            &award.title,
            &enrolment.specification_hash,
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(tx, Act::CertificateRequested, &id).await?;
    let body = format!(
        "Your certificate for “{}” has been asked for. It waits for quality assurance: somebody else looks at some of what was decided before it is issued.\n\nYou need do nothing. You hear when it is there.",
        award.title
    );
    let subject = "Your certificate has been asked for";
    mail::tell(tx, &enrolment.person_id, subject, &body, now).await
}

/// Releases what waits: the certificate is issued now, in the name of the assessor who asked. `specification` is that of the request.
///
/// Refused for who asked, for the learner and for whoever else had a part in what it rests on, and while the policy is not met. `said` is why it is
/// released where nobody has looked at any of the work, and is not kept otherwise.
pub async fn release(
    db: &Db,
    actor: &Actor,
    id: &str,
    said: &str,
    specification: &Specification,
    settings: &Settings,
    now: Millis,
) -> Result<String> {
    let tx = db.begin_recording().await?;
    let request = request(&tx, actor, id).await?;
    if parts::has_part_in_request(&tx, &actor.id, id).await? {
        return Err(Error::Forbidden);
    }
    if let Some(why) = quality::hold(&tx, id).await? {
        return Err(Error::conflict(format!("It cannot be released yet: {why}")));
    }
    let is_unseen = quality::is_unseen(&tx, id).await?;
    if is_unseen && said.is_empty() {
        return Err(Error::invalid(
            "Nobody has looked at anything of this work: say why it is released.",
        ));
    }
    let award = award_of(&tx, &request, specification).await?;
    let learner = portfolio::learner_name(&tx, &request.learner_id).await?;
    pdf::check_name(&learner).map_err(|error| {
        Error::conflict(format!("This certificate cannot be printed: {error}."))
    })?;
    keep_release(&tx, actor, &request, is_unseen.then_some(said), now).await?;
    let number = new_number()?;
    let issue = Issue {
        enrolment_id: &request.enrolment_id,
        learner_id: &request.learner_id,
        specification_hash: &request.specification_hash,
        specification,
        award: &award,
        settings,
        number: &number,
        issued_by: (&request.requested_by, &request.requested_by_name),
    };
    insert(&tx, &issue, now).await?;
    let body = format!(
        "The certificate of {} for “{}” has been released by {}. Its number is {}.",
        request.learner,
        award.title,
        actor.name,
        number::display(&number)
    );
    let subject = "A certificate has been released";
    mail::tell(&tx, &request.requested_by, subject, &body, now).await?;
    tx.commit().await?;
    Ok(number)
}

/// The award that was asked for; refused where a unit that it needs was lost since.
async fn award_of(tx: &Tx, request: &Request, specification: &Specification) -> Result<Award> {
    let signed = standing_units(tx, &request.enrolment_id).await?;
    let signed: Vec<&str> = signed.iter().map(String::as_str).collect();
    let earned = earned(specification, &signed);
    let award = earned.into_iter().find(|award| award.key == request.award);
    award.ok_or_else(|| {
        Error::conflict(
            "It cannot be released: a unit that it needs is not achieved any more, because a decision was made anew.",
        )
    })
}

/// Records the release; `said` is why, where nobody has looked at any of the work.
async fn keep_release(
    tx: &Tx,
    actor: &Actor,
    request: &Request,
    said: Option<&str>,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO certificate_releases (request_id, learner_id, requested_by, policy_id, released_by, released_at, said)
         SELECT $1, $2, $3, (SELECT p.id FROM sampling_policies p WHERE p.organisation = $7 ORDER BY p.version DESC LIMIT 1), $4, $5, $6",
        args![
            &request.id,
            &request.learner_id,
            &request.requested_by,
            &actor.id,
            now,
            said,
            &actor.organisation
        ],
    )
    .await?;
    ledger::record(tx, Act::CertificateReleased, &request.id).await
}
