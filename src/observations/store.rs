//! Observations and professional discussions in the database.

use super::{Kind, Recorded, Words};
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::{self, Clock, Millis};
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger::{self, Act};
use crate::library::{Unit, Version};
use crate::portfolio::{self, Link};
use crate::versions;

/// The longest that one can take, minutes: a working day.
pub const MOST_MINUTES: i64 = 480;

/// What an assessor records.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// Made with the page, so that sending it twice records it once.
    pub id: &'a str,
    pub kind: Kind,
    pub enrolment: &'a Enrolment,
    pub unit: &'a Unit,
    pub happened_on: &'a str,
    pub place: &'a str,
    pub minutes: i64,
    /// The answers to the form.
    pub body: &'a str,
    pub links: &'a [Link],
}

/// Records it as evidence of the learner, handed in at once, and gives the submission. `form` is the version that was filled in.
pub async fn record(
    db: &Db,
    actor: &Actor,
    new: &New<'_>,
    form: &Version,
    now: Millis,
) -> Result<String> {
    if !actor.is(Role::Assessor) || actor.id == new.enrolment.person_id {
        return Err(Error::Forbidden);
    }
    check(new, now)?;
    if !is_id(new.id) {
        return Err(Error::NotFound);
    }
    let tx = db.begin_recording().await?;
    if let Some(submission) = recorded_before(&tx, actor, new.id).await? {
        return Ok(submission);
    }
    insert_evidence(&tx, new, form, now).await?;
    let submission = portfolio::freeze(&tx, new.id, now).await?;
    tx.run(
        "INSERT INTO observations (evidence_id, submission_id, learner_id, assessor_id, happened_on, place, minutes, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            new.id,
            &submission,
            &new.enrolment.person_id,
            &actor.id,
            new.happened_on,
            new.place,
            new.minutes,
            now
        ],
    )
    .await?;
    ledger::record(&tx, Act::Observation, new.id).await?;
    tell(&tx, actor, new, now).await?;
    tx.commit().await?;
    Ok(submission)
}

/// Whether this can be the id of a record.
fn is_id(id: &str) -> bool {
    id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

fn check(new: &New<'_>, now: Millis) -> Result<()> {
    let today = Clock::fixed(now).today();
    if clock::written_day(new.happened_on).is_none() || new.happened_on > today.as_str() {
        return Err(Error::invalid(
            "Give the day on which it was, today or before.",
        ));
    }
    if !(1..=MOST_MINUTES).contains(&new.minutes) || new.place.is_empty() || new.body.is_empty() {
        return Err(Error::invalid(
            "Say where it was, how long it took, and what happened.",
        ));
    }
    let is_of_unit = |link: &Link| {
        let mut criteria = new.unit.criteria();
        criteria.any(|own| own.code == link.criterion) && !link.justification.is_empty()
    };
    match !new.links.is_empty() && new.links.iter().all(is_of_unit) {
        true => Ok(()),
        false => Err(Error::invalid(
            "Choose the criteria that it shows, and say why for each.",
        )),
    }
}

/// The submission, if this assessor has sent the same page before.
async fn recorded_before(tx: &Tx, actor: &Actor, id: &str) -> Result<Option<String>> {
    let found: Option<(String, String)> = tx
        .first(
            "SELECT submission_id, assessor_id FROM observations WHERE evidence_id = $1",
            args![id],
        )
        .await?;
    let taken = "SELECT COUNT(*) FROM evidence WHERE id = $1";
    match found {
        None if tx.count(taken, args![id]).await? == 0 => Ok(None),
        None => Err(Error::NotFound),
        Some((submission, assessor)) if assessor == actor.id => Ok(Some(submission)),
        Some(_) => Err(Error::NotFound),
    }
}

async fn insert_evidence(tx: &Tx, new: &New<'_>, form: &Version, now: Millis) -> Result<()> {
    versions::pin(tx, form, now).await?;
    let kind = new.kind.key();
    tx.run(
        "INSERT INTO evidence (id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, created_at, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)",
        args![
            new.id,
            &new.enrolment.person_id,
            &new.enrolment.id,
            &new.unit.code,
            kind,
            format!("{kind}/{}", new.id),
            &form.hash,
            new.body,
            now
        ],
    )
    .await?;
    for link in new.links {
        tx.run(
            "INSERT INTO evidence_links (evidence_id, criterion, locator, justification) VALUES ($1, $2, $3, $4)",
            args![new.id, &link.criterion, &link.locator, &link.justification],
        )
        .await?;
    }
    Ok(())
}

async fn tell(tx: &Tx, actor: &Actor, new: &New<'_>, now: Millis) -> Result<()> {
    let body = format!(
        "{} has recorded {} of your work for unit {}. You can read it in your portfolio, and say what you think of it.\n\nSign in to Secure Base and open your portfolio.",
        actor.name,
        new.kind.words(),
        new.unit.code
    );
    let subject = "Your assessor has recorded something for you to read";
    mail::tell(tx, &new.enrolment.person_id, subject, &body, now).await
}

/// When, where and by whom this evidence was recorded, if it was by an assessor, and what its learner has said about it.
pub async fn occasion(
    db: &impl Read,
    evidence_id: &str,
) -> Result<Option<(Recorded, Option<Words>)>> {
    let recorded: Option<Recorded> = db.first(
        "SELECT o.submission_id, p.name AS assessor_name, o.happened_on, o.place, o.minutes, o.recorded_at
         FROM observations o JOIN people p ON p.id = o.assessor_id WHERE o.evidence_id = $1",
        args![evidence_id],
    )
    .await?;
    let Some(recorded) = recorded else {
        return Ok(None);
    };
    let words = words_on(db, &recorded.submission_id).await?;
    Ok(Some((recorded, words)))
}

async fn words_on(db: &impl Read, submission_id: &str) -> Result<Option<Words>> {
    db.first(
        "SELECT comment, said_at FROM learner_words WHERE submission_id = $1",
        args![submission_id],
    )
    .await
}

/// The learner says what they think of it, or that they have read it; once. `id` is the evidence.
pub async fn say(db: &Db, actor: &Actor, id: &str, comment: &str, now: Millis) -> Result<()> {
    let tx = db.begin_recording().await?;
    let own: Option<(String,)> = tx
        .first(
            "SELECT submission_id FROM observations WHERE evidence_id = $1 AND learner_id = $2",
            args![id, &actor.id],
        )
        .await?;
    let (submission,) = own.ok_or(Error::NotFound)?;
    let said = tx
        .run(
            "INSERT INTO learner_words (submission_id, learner_id, comment, said_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (submission_id) DO NOTHING",
            args![&submission, &actor.id, comment, now],
        )
        .await?;
    if said > 0 {
        ledger::record(&tx, Act::LearnerWords, &submission).await?;
    }
    let stands = words_on(&tx, &submission).await?;
    if said == 0 && stands.is_some_and(|words| words.comment != comment) {
        return Err(Error::conflict(
            "You have said what you think of this already, and it stands.",
        ));
    }
    tx.commit().await
}
