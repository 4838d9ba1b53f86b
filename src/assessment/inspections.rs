//! Inspections: an assessor has looked, in the workplace, at what stays there and is never uploaded.
//!
//! Evidence of that kind is only found achieved by somebody who has recorded the day and the place of their inspection: the stores ask
//! ([`refuse_uninspected`]), and the schema refuses. It is recorded with the decision that rests on it, in one transaction.

use crate::accounts::{Actor, Role, refuse_outsider};
use crate::args;
use crate::clock::{self, Clock, Millis};
use crate::db::{Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act, unless_erased};
use crate::library::Method;
use crate::portfolio::Submission;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The longest place, characters.
pub const LONGEST: usize = 200;

/// What is said of a place that has been erased.
pub const KEPT: &str = "where it is kept";

/// Where and when somebody has looked.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Inspected {
    pub submission_id: String,
    pub assessor_id: String,
    pub assessor_name: String,
    /// `2026-06-01`.
    pub inspected_on: String,
    pub place: String,
    pub recorded_at: Millis,
}

impl Inspected {
    /// `Ada Marsh inspected it on 1 June 2026 in the hostel’s office; recorded on 2 June 2026.`
    pub fn words(&self) -> String {
        let day = clock::written_day(&self.inspected_on).unwrap_or_default();
        let place = unless_erased(&self.place, KEPT);
        format!(
            "{} inspected it on {day}: {place}. Recorded on {}.",
            self.assessor_name,
            clock::date(self.recorded_at)
        )
    }
}

/// Every inspection of what was handed in under a piece of evidence, the first first.
pub async fn of_evidence(db: &impl Read, evidence_id: &str) -> Result<Vec<Inspected>> {
    db.all(
        "SELECT i.submission_id, i.assessor_id, p.name AS assessor_name, i.inspected_on, i.place, i.recorded_at
         FROM inspections i JOIN submissions s ON s.id = i.submission_id JOIN people p ON p.id = i.assessor_id
         WHERE s.evidence_id = $1 ORDER BY i.recorded_at, i.id",
        args![evidence_id],
    )
    .await
}

/// An inspection that is to be recorded.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// `2026-06-01`.
    pub on: String,
    pub place: String,
}

/// Records an inspection of a submission in the transaction of what rests on it, which begins with [`Db::begin_recording`](crate::db::Db);
/// the same twice is once. Nobody inspects their own.
pub async fn record(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    inspection: &Inspection,
    now: Millis,
) -> Result<()> {
    let Inspection { on, place } = inspection;
    let may = actor.is(Role::Assessor) || actor.is(Role::Iqa);
    if !may || actor.id == submission.person_id {
        return Err(Error::Forbidden);
    }
    refuse_outsider(tx, actor, &submission.person_id).await?;
    if !is_workplace_held(tx, &submission.id).await? {
        return Err(Error::NotFound);
    }
    if let Some(words) = refusal(on, place, &Clock::fixed(now).today()) {
        return Err(Error::invalid(words));
    }
    let before = of_evidence(tx, &submission.evidence_id).await?;
    let is_same = |one: &Inspected| {
        one.submission_id == submission.id
            && one.assessor_id == actor.id
            && (&one.inspected_on, &one.place) == (on, place)
    };
    if before.iter().any(is_same) {
        return Ok(());
    }
    let id = new_id();
    tx.run(
        "INSERT INTO inspections (id, submission_id, learner_id, assessor_id, inspected_on, place, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&id, &submission.id, &submission.person_id, &actor.id, on, place, now],
    )
    .await?;
    ledger::record(tx, Act::Inspection, &id).await
}

/// Why this is no inspection, in words. Pure.
pub fn refusal(on: &str, place: &str, today: &str) -> Option<&'static str> {
    if clock::written_day(on).is_none() || on > today {
        return Some("Give the day on which you looked at it, today or before.");
    }
    if place.is_empty() || place.chars().count() > LONGEST {
        return Some("Say in a line where you looked at it.");
    }
    None
}

async fn is_workplace_held(tx: &Tx, submission_id: &str) -> Result<bool> {
    let held = tx
        .count(
            "SELECT COUNT(*) FROM submissions s JOIN evidence e ON e.id = s.evidence_id WHERE s.id = $1 AND e.kind = $2",
            args![submission_id, Method::WorkplaceRecord.key()],
        )
        .await?;
    Ok(held > 0)
}

/// Refuses to find achieved what stays in the workplace unless this person has inspected it there.
pub async fn refuse_uninspected(tx: &Tx, assessor_id: &str, submission_id: &str) -> Result<()> {
    if !is_workplace_held(tx, submission_id).await? {
        return Ok(());
    }
    let inspected = tx
        .count(
            "SELECT COUNT(*) FROM inspections WHERE submission_id = $1 AND assessor_id = $2",
            args![submission_id, assessor_id],
        )
        .await?;
    match inspected {
        0 => Err(Error::invalid(
            "What stays in the workplace is achieved by what you have seen there: record the day and the place of your inspection.",
        )),
        _ => Ok(()),
    }
}

/// Who has looked at it in the workplace, when and where; nothing where nobody has.
pub fn view(inspections: &[Inspected]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = inspections
        .iter()
        .map(|one| view! { <p>{one.words()}</p> })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <section class="sheet" aria-label="Inspection in the workplace"><h2>"Inspected in the workplace"</h2>{items}</section> }
    })
}
