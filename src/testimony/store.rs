//! Requests and testimonies in the database.

use super::{METHOD, Request, State, Witness, letters};
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::{DAY, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger::{self, Act};
use crate::library::{Unit, Version};
use crate::links::{self, Link, Purpose};
use crate::portfolio::screen::{Place, Screening, texts_of_answers};
use crate::versions;
use crate::worksheets::Answers;

/// How long a link lasts.
pub const LIFETIME: Millis = 30 * DAY;
/// How many requests of one learner can wait at once, and how many they can make within a day.
pub const MOST_WAITING: usize = 10;
pub const MOST_A_DAY: usize = 20;

const REQUESTS: &str = "SELECT r.id, r.learner_id, p.name AS learner, r.enrolment_id, r.unit, r.about, r.witness_name, r.witness_email, r.asked_at,
            r.expires_at, r.withdrawn_at, t.given_at, t.evidence_id
     FROM testimony_requests r JOIN people p ON p.id = r.learner_id LEFT JOIN testimonies t ON t.request_id = r.id
     WHERE r.learner_id = $1 ORDER BY r.asked_at DESC, r.id DESC";

const BY_HASH: &str = "SELECT r.id, r.learner_id, p.name AS learner, r.enrolment_id, r.unit, r.about, r.witness_name, r.witness_email, r.asked_at,
            r.expires_at, r.withdrawn_at, t.given_at, t.evidence_id
     FROM testimony_requests r JOIN people p ON p.id = r.learner_id LEFT JOIN testimonies t ON t.request_id = r.id
     WHERE r.token_hash = $1";

/// What a learner wants to ask.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// Made with the page, so that sending it twice asks once.
    pub id: &'a str,
    pub enrolment: &'a Enrolment,
    pub unit: &'a Unit,
    pub criteria: &'a [String],
    pub witness_name: &'a str,
    pub way: Way<'a>,
    pub about: &'a str,
}

/// How the link comes to the witness.
#[derive(Debug, Clone)]
pub enum Way<'a> {
    /// By mail; the learner never sees it.
    Mail(&'a str),
    /// The learner passes it on; this is its random part.
    PassedOn(&'a str),
}

/// Every request of a learner, the latest first.
pub async fn requests(db: &impl Read, actor: &Actor) -> Result<Vec<Request>> {
    db.all(REQUESTS, args![&actor.id]).await
}

/// What a learner speaks of who says that something in their request identifies nobody.
pub const REQUEST: &str = "request";

/// Asks a witness. Sent twice, it is asked once; the link is that of the first time. Refused when something is found in the words of the learner
/// that could give a person away.
pub async fn ask(db: &Db, actor: &Actor, ask: &Ask<'_>, origin: &str, now: Millis) -> Result<Link> {
    ask_as_it_is(db, actor, ask, "", origin, now).await
}

/// The same with the seal of what was found and identifies nobody, as they have said.
pub async fn ask_as_it_is(
    db: &Db,
    actor: &Actor,
    ask: &Ask<'_>,
    said: &str,
    origin: &str,
    now: Millis,
) -> Result<Link> {
    actor.require(Role::Learner)?;
    if ask.enrolment.person_id != actor.id {
        return Err(Error::NotFound);
    }
    let is_of_unit = |code: &String| ask.unit.criteria().any(|own| own.code == *code);
    if ask.criteria.is_empty() || !ask.criteria.iter().all(is_of_unit) {
        return Err(Error::invalid(
            "Choose the criteria that the witness can say something about.",
        ));
    }
    let (email, secret) = match ask.way {
        Way::Mail(email) => (Some(email), None),
        Way::PassedOn(secret) => (None, Some(secret)),
    };
    if email == Some(actor.email.to_lowercase().as_str()) {
        return Err(Error::conflict(
            "A witness is somebody else: this is your own address.",
        ));
    }
    let tx = db.begin().await?;
    let link = links::sign(&tx, Purpose::Testimony, secret, now).await?;
    if is_asked(&tx, actor, ask, email).await? {
        return Ok(link);
    }
    let texts = vec![(Place::Text, ask.about.to_owned())];
    Screening::passed(&tx, &actor.id, texts, (REQUEST, said), now).await?;
    refuse_too_many(&tx, actor, now).await?;
    insert(&tx, ask, email, &link, now).await?;
    if let Some(email) = email {
        let request: Request = tx.one(BY_HASH, args![link.hash()]).await?;
        let (subject, body) = letters::request(&request, &link.address(origin));
        mail::queue(&tx, email, &subject, &body, now).await?;
    }
    tx.commit().await?;
    Ok(link)
}

/// Whether this very request has been made already; somebody else's is not found, and another content is refused, not dropped.
async fn is_asked(tx: &Tx, actor: &Actor, ask: &Ask<'_>, email: Option<&str>) -> Result<bool> {
    let all = requests(tx, actor).await?;
    let Some(before) = all.iter().find(|request| request.id == ask.id) else {
        let taken = "SELECT COUNT(*) FROM testimony_requests WHERE id = $1";
        return match tx.count(taken, args![ask.id]).await? {
            0 => Ok(false),
            _ => Err(Error::NotFound),
        };
    };
    let mut criteria = ask.criteria.to_vec();
    criteria.sort();
    criteria.dedup();
    let was = [
        &before.enrolment_id,
        &before.unit,
        &before.about,
        &before.witness_name,
    ];
    let is = [
        &ask.enrolment.id,
        &ask.unit.code,
        ask.about,
        ask.witness_name,
    ];
    let is_same = was == is
        && before.witness_email.as_deref() == email
        && criteria_of(tx, ask.id).await? == criteria;
    match is_same {
        true => Ok(true),
        false => Err(Error::conflict(
            "You have sent this page before, and what it holds now is different. Nothing of this was sent: if it is another request, send it once more.",
        )),
    }
}

async fn refuse_too_many(tx: &Tx, actor: &Actor, now: Millis) -> Result<()> {
    let all = requests(tx, actor).await?;
    let waiting = all
        .iter()
        .filter(|request| request.state(now) == State::Waiting);
    if waiting.count() >= MOST_WAITING {
        return Err(Error::conflict(format!(
            "{MOST_WAITING} of your requests wait for an answer, as many as can. Withdraw one that you no longer need, then ask again."
        )));
    }
    let today = all.iter().filter(|request| request.asked_at > now - DAY);
    match today.count() >= MOST_A_DAY {
        true => Err(Error::conflict(format!(
            "You have asked {MOST_A_DAY} times since this time yesterday, as often as one can. Ask again tomorrow."
        ))),
        false => Ok(()),
    }
}

async fn insert(
    tx: &Tx,
    ask: &Ask<'_>,
    email: Option<&str>,
    link: &Link,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO testimony_requests (id, learner_id, enrolment_id, unit, about, witness_name, witness_email, token_hash, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            ask.id,
            &ask.enrolment.person_id,
            &ask.enrolment.id,
            &ask.unit.code,
            ask.about,
            ask.witness_name,
            email,
            link.hash(),
            now,
            now + LIFETIME
        ],
    )
    .await?;
    for criterion in ask.criteria {
        tx.run(
            "INSERT INTO testimony_request_criteria (request_id, criterion) VALUES ($1, $2) ON CONFLICT (request_id, criterion) DO NOTHING",
            args![ask.id, criterion],
        )
        .await?;
    }
    Ok(())
}

/// Withdraws a request: its link works no more. What was given stays.
pub async fn withdraw(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    let tx = db.begin().await?;
    let all = requests(&tx, actor).await?;
    let request = all
        .iter()
        .find(|request| request.id == id)
        .ok_or(Error::NotFound)?;
    match request.state(now) {
        State::Given => {
            return Err(Error::conflict(
                "Your witness has answered already. What they wrote is in your portfolio; hand it in or leave it.",
            ));
        }
        State::Withdrawn | State::Expired => return Ok(()),
        State::Waiting => {}
    }
    tx.run(
        "UPDATE testimony_requests SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL",
        args![id, now],
    )
    .await?;
    tx.commit().await
}

/// The criteria that a witness is asked about.
pub async fn criteria_of(db: &impl Read, id: &str) -> Result<Vec<String>> {
    let codes: Vec<(String,)> = db
        .all(
            "SELECT criterion FROM testimony_request_criteria WHERE request_id = $1 ORDER BY criterion",
            args![id],
        )
        .await?;
    Ok(codes.into_iter().map(|(code,)| code).collect())
}

/// The request of a link that somebody brought; `None` for one that we did not make, or that has been changed. Looking uses nothing up.
pub async fn look(db: &impl Read, brought: &str) -> Result<Option<Request>> {
    match links::read(db, Purpose::Testimony, brought).await? {
        Some(link) => db.first(BY_HASH, args![link.hash()]).await,
        None => Ok(None),
    }
}

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

/// Refuses somebody who is the witness of what is to be decided: by any account that the witness is known by, or by an address that is now
/// theirs, be it the one to which the link was sent or the one that was typed.
pub async fn refuse_witness(db: &impl Read, person_id: &str, submission_id: &str) -> Result<()> {
    let witnessed = db
        .count(
            "SELECT COUNT(*) FROM witnesses w JOIN submissions s ON s.evidence_id = w.evidence_id WHERE s.id = $2 AND w.person_id = $1",
            args![person_id, submission_id],
        )
        .await?;
    match witnessed {
        0 => Ok(()),
        _ => Err(Error::conflict(
            "A witness is not the assessor: this testimony is from the same person, so somebody else decides.",
        )),
    }
}
