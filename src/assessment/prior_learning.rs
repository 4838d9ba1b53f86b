//! Prior learning: an assessor finds that a criterion is met by what somebody learned before, if that is not too long ago.

use crate::accounts::{Actor, mail, may_assess};
use crate::args;
use crate::assessment::refuse_training;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, is_duplicate, new_id};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, still_on};
use crate::ledger::{self, Act};
use crate::library::{Specification, Unit};
use crate::portfolio::requirements::Shown;
use crate::portfolio::{CriterionState, standings};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What somebody in training leaves to a qualified colleague.
pub const RECOGNISES: &str = "recognises prior learning";

/// What is to be recognised.
#[derive(Debug, Clone)]
pub struct Recognition {
    pub criterion: String,
    /// ISO 8601: the day on which it was learned or shown.
    pub completed_on: String,
    /// What it was, and what the assessor saw of it.
    pub what: String,
}

/// What has been recognised.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Recognised {
    pub criterion: String,
    pub completed_on: String,
    pub what: String,
    pub assessor_name: String,
    pub recorded_at: Millis,
    /// What quality assurance said of it where it counts no longer.
    #[serde(default)]
    pub lost: Option<String>,
}

/// A day in words; what is no day stays as it is.
pub fn day(iso: &str) -> String {
    clock::written_day(iso).unwrap_or_else(|| iso.to_owned())
}

/// Why a day does not count for a unit, in words; `None` if it does. On the day after so many years it is too old. Pure.
pub fn refusal(unit: &Unit, completed_on: &str, today: &str) -> Option<String> {
    let Some(years) = unit.prior_learning_years else {
        return Some(format!("{} takes no prior learning.", unit.code));
    };
    let Ok(completed) = completed_on.parse::<Date>() else {
        return Some("Enter the day on which it was completed.".to_owned());
    };
    let today = today.parse::<Date>().ok()?;
    if completed > today {
        return Some("This day has not come yet.".to_owned());
    }
    let limit = Span::new().try_years(i64::from(years)).ok();
    let last = limit.and_then(|years| completed.checked_add(years).ok());
    let is_old = last.is_some_and(|last| last < today);
    is_old.then(|| {
        format!(
            "{} takes prior learning of the last {years} years, and this is from {}.",
            unit.code,
            day(completed_on)
        )
    })
}

/// The unit of a specification that has a criterion.
pub fn unit_of<'s>(specification: &'s Specification, criterion: &str) -> Option<&'s Unit> {
    let has = |unit: &&Unit| unit.criteria().any(|own| own.code == criterion);
    specification.units.iter().find(has)
}

/// Recognises prior learning for a criterion, once; the learner gets word of it. Nobody recognises their own, and nobody in training does.
pub async fn recognise(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    recognition: &Recognition,
    (today, now): (&str, Millis),
) -> Result<()> {
    let tx = db.begin_recording().await?;
    may_recognise(&tx, actor, enrolment, specification, recognition, today).await?;
    insert(&tx, actor, enrolment, recognition, now).await?;
    tx.commit().await
}

/// Recognises several at once, all of them or none, and gives the criteria for which something else has been recognised already: with one of
/// those nothing is recorded. The same sent twice is recorded once.
pub async fn recognise_all(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    recognitions: &[Recognition],
    (today, now): (&str, Millis),
) -> Result<Vec<String>> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, &enrolment.person_id).await?;
    let before = recognised(&tx, enrolment).await?;
    let (mut new, mut taken) = (Vec::new(), Vec::new());
    for recognition in recognitions {
        let known = before
            .iter()
            .find(|one| one.criterion == recognition.criterion);
        match known {
            None => {
                may_recognise(&tx, actor, enrolment, specification, recognition, today).await?;
                new.push(recognition);
            }
            Some(known) if known.is(recognition) => {}
            Some(_) => taken.push(recognition.criterion.clone()),
        }
    }
    if !taken.is_empty() {
        return Ok(taken);
    }
    for recognition in new {
        insert(&tx, actor, enrolment, recognition, now).await?;
    }
    tx.commit().await?;
    Ok(taken)
}

impl Recognised {
    fn is(&self, recognition: &Recognition) -> bool {
        self.completed_on == recognition.completed_on && self.what == recognition.what
    }
}

async fn may_recognise(
    tx: &Tx,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    recognition: &Recognition,
    today: &str,
) -> Result<()> {
    may_assess(tx, actor, &enrolment.person_id).await?;
    let criterion = &recognition.criterion;
    let unit = unit_of(specification, criterion).ok_or(Error::NotFound)?;
    if let Some(words) = refusal(unit, &recognition.completed_on, today) {
        return Err(Error::Invalid(words));
    }
    refuse_training(tx, actor, RECOGNISES).await?;
    still_on(tx, enrolment).await?;
    refuse_settled(tx, enrolment, specification, unit, criterion).await
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    enrolment: &Enrolment,
    recognition: &Recognition,
    now: Millis,
) -> Result<()> {
    let (id, criterion) = (new_id(), &recognition.criterion);
    let recorded = tx
        .run(
            "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                &id,
                &enrolment.id,
                &enrolment.person_id,
                &enrolment.specification_hash,
                criterion,
                &recognition.completed_on,
                &recognition.what,
                &actor.id,
                now
            ],
        )
        .await;
    if recorded.as_ref().is_err_and(is_duplicate) {
        return Err(Error::Conflict(known(criterion)));
    }
    recorded?;
    ledger::record(tx, Act::PriorLearning, &id).await?;
    let body = format!(
        "An assessor has recognised what you learned before for {criterion}: it counts as achieved.\n\nSign in to Secure Base and open your portfolio to read it."
    );
    let subject = "Prior learning recognised";
    mail::tell(tx, &enrolment.person_id, subject, &body, now).await
}

fn known(criterion: &str) -> String {
    format!("Prior learning has been recognised for {criterion} already.")
}

/// Refuses a criterion for which nothing is left to recognise: of a unit that is in preparation or signed off, or achieved already.
async fn refuse_settled(
    tx: &Tx,
    enrolment: &Enrolment,
    specification: &Specification,
    unit: &Unit,
    criterion: &str,
) -> Result<()> {
    let code = &unit.code;
    let all = standings(tx, enrolment, specification).await?;
    let Some(standing) = all.iter().find(|standing| standing.unit == *code) else {
        return Err(Error::conflict(format!(
            "{code} is in preparation, and takes no prior learning yet."
        )));
    };
    let is_known = |item: &Shown| item.criterion == criterion && item.kind == "prior-learning";
    match standing.state(criterion) {
        _ if standing.shown.iter().any(is_known) => Err(Error::Conflict(known(criterion))),
        _ if standing.is_signed_off() => {
            Err(Error::conflict(format!("{code} is signed off already.")))
        }
        CriterionState::Achieved => Err(Error::conflict(format!(
            "{criterion} has been achieved already."
        ))),
        _ => Ok(()),
    }
}

/// What has been recognised for an enrolment on the version that it is on, by criterion.
pub async fn recognised(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Recognised>> {
    db.all(
        "SELECT l.criterion, l.completed_on, l.what, p.name AS assessor_name, l.recorded_at, x.comment AS lost
         FROM prior_learning l JOIN people p ON p.id = l.assessor_id
         LEFT JOIN recognition_samples x ON x.prior_learning_id = l.id AND x.outcome = 'not-agreed'
         WHERE l.enrolment_id = $1 AND l.specification_hash = $2 ORDER BY l.criterion",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}
