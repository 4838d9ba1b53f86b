//! Where a learner stands: computed from submissions, decisions, attempts and sign-offs, in this one place.

use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::learning::Enrolment;
use crate::library::{Specification, Unit, UnitStatus};
use crate::quizzes::quizzes_passed;

/// What has come of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CriterionState {
    /// No evidence has been handed in for it.
    Open,
    /// Decided *not yet achieved*, and nothing new handed in.
    NotYet,
    /// Handed in, waiting for the assessor.
    Waiting,
    Achieved,
}

/// A state as `data-state` and in words.
pub fn words_of(state: CriterionState) -> (&'static str, &'static str) {
    match state {
        CriterionState::Open => ("ahead", "Nothing yet"),
        CriterionState::NotYet => ("not-yet", "Not yet achieved"),
        CriterionState::Waiting => ("here", "With the assessors"),
        CriterionState::Achieved => ("achieved", "Achieved"),
    }
}

/// Where a learner stands in one unit.
#[derive(Debug, Clone)]
pub struct Standing {
    pub unit: String,
    /// In the order of the specification.
    pub criteria: Vec<(String, CriterionState)>,
    pub quiz: Option<String>,
    /// When the unit's quiz was passed.
    pub quiz_passed_at: Option<Millis>,
    pub signed_off_at: Option<Millis>,
    /// What has been handed in, and for which criterion: an activity's id with a code.
    pub answered: Vec<(String, String)>,
}

impl Standing {
    pub fn count(&self, state: CriterionState) -> usize {
        self.criteria.iter().filter(|(_, s)| *s == state).count()
    }

    pub fn state(&self, criterion: &str) -> CriterionState {
        let found = self.criteria.iter().find(|(code, _)| code == criterion);
        found.map_or(CriterionState::Open, |(_, state)| *state)
    }

    /// Whether this activity has been handed in for this criterion.
    pub fn has_answered(&self, activity: &str, criterion: &str) -> bool {
        self.answered
            .iter()
            .any(|(id, code)| id == activity && code == criterion)
    }

    pub fn is_signed_off(&self) -> bool {
        self.signed_off_at.is_some()
    }

    /// What stands between the learner and the sign-off, in words; nothing when the unit can be signed off.
    pub fn open_points(&self) -> Vec<String> {
        let quiz = (self.quiz.is_some() && self.quiz_passed_at.is_none())
            .then(|| "the unit quiz has not been passed".to_owned());
        let criteria = self
            .criteria
            .iter()
            .filter_map(|(code, state)| match state {
                CriterionState::Achieved => None,
                CriterionState::Open => Some(format!("{code} has no evidence yet")),
                CriterionState::NotYet => Some(format!("{code} is not yet achieved")),
                CriterionState::Waiting => Some(format!("{code} is waiting for a decision")),
            });
        quiz.into_iter().chain(criteria).collect()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    unit: String,
    criterion: String,
    achieved: bool,
    waiting: bool,
}

/// One standing for each open unit of the enrolment's specification. `specification` is the version the enrolment is pinned to.
pub async fn standings(
    db: &impl Read,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<Standing>> {
    let rows = criteria(db, &enrolment.id).await?;
    let passed = quizzes_passed(db, &enrolment.person_id).await?;
    let signed: Vec<(String, Millis)> = db
        .all(
            "SELECT unit, signed_at FROM sign_offs WHERE enrolment_id = $1",
            args![&enrolment.id],
        )
        .await?;
    let answered = answered(db, &enrolment.id).await?;
    let find = |pairs: &[(String, Millis)], key: &str| {
        pairs.iter().find(|(k, _)| k == key).map(|(_, at)| *at)
    };
    let open = specification
        .units
        .iter()
        .filter(|unit| unit.status == UnitStatus::Open);
    let standing = |unit: &Unit| Standing {
        unit: unit.code.clone(),
        criteria: unit
            .criteria()
            .map(|c| (c.code.clone(), state(&rows, &unit.code, &c.code)))
            .collect(),
        quiz_passed_at: unit.quiz.as_ref().and_then(|quiz| find(&passed, quiz)),
        quiz: unit.quiz.clone(),
        signed_off_at: find(&signed, &unit.code),
        answered: answered
            .iter()
            .filter(|(in_unit, ..)| *in_unit == unit.code)
            .map(|(_, activity, criterion)| (activity.clone(), criterion.clone()))
            .collect(),
    };
    Ok(open.map(standing).collect())
}

fn state(rows: &[Row], unit: &str, criterion: &str) -> CriterionState {
    match rows
        .iter()
        .find(|row| row.unit == unit && row.criterion == criterion)
    {
        Some(row) if row.achieved => CriterionState::Achieved,
        Some(row) if row.waiting => CriterionState::Waiting,
        Some(_) => CriterionState::NotYet,
        None => CriterionState::Open,
    }
}

/// For every criterion that something was handed in for: whether it has been achieved, and whether anything is still waiting.
async fn criteria(db: &impl Read, enrolment_id: &str) -> Result<Vec<Row>> {
    db.all(
        "SELECT s.unit, l.criterion,
                MAX(CASE WHEN d.outcome = 'achieved' THEN 1 ELSE 0 END) = 1 AS achieved,
                MAX(CASE WHEN c.submission_id IS NULL THEN 1 ELSE 0 END) = 1 AS waiting
         FROM submissions s
         JOIN submission_links l ON l.submission_id = s.id
         LEFT JOIN decisions d ON d.submission_id = s.id AND d.criterion = l.criterion
         LEFT JOIN closures c ON c.submission_id = s.id
         WHERE s.enrolment_id = $1
         GROUP BY s.unit, l.criterion",
        args![enrolment_id],
    )
    .await
}

/// Unit, activity and criterion of everything that was handed in.
async fn answered(db: &impl Read, enrolment_id: &str) -> Result<Vec<(String, String, String)>> {
    db.all(
        "SELECT DISTINCT s.unit, e.activity, l.criterion
         FROM submissions s
         JOIN evidence e ON e.id = s.evidence_id
         JOIN submission_links l ON l.submission_id = s.id
         WHERE s.enrolment_id = $1",
        args![enrolment_id],
    )
    .await
}
