//! Requests and testimonies in the database.

mod giving;

pub use giving::{
    SPOKEN_OF, Testimony, give, give_as_it_is, given_for, is_witness, refuse_witness,
};

use super::{Request, State, letters};
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::{DAY, Millis};
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::library::Unit;
use crate::links::{self, Link, Purpose};
use crate::portfolio::screen::{Place, Screening};

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
    if let Some(words) = ask.unit.refuses(super::METHOD) {
        return Err(Error::Conflict(words));
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
