//! Where a learner stands: computed from submissions, decisions, attempts and sign-offs, in this one place.

use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::learning::Enrolment;
use crate::library::{Rule, Specification, Unit, UnitStatus};
use crate::portfolio::requirements::{self, Point, Shown};
use crate::quizzes::quizzes_passed;
use crate::transfers::looks::waiting_of;

/// What has come of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CriterionState {
    /// No evidence has been handed in for it.
    Open,
    /// Decided *not yet achieved*, and nothing new handed in.
    NotYet,
    /// Shown on the version before; an assessor looks at whether that shows this one.
    Looking,
    /// Handed in, waiting for the assessor.
    Waiting,
    Achieved,
}

/// A state as `data-state` and in words.
pub fn words_of(state: CriterionState) -> (&'static str, &'static str) {
    match state {
        CriterionState::Open => ("ahead", "Nothing yet"),
        CriterionState::NotYet => ("not-yet", "Not yet achieved"),
        CriterionState::Looking => ("here", "An assessor looks at it"),
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
    /// Activities that are with the assessors.
    pub waiting: Vec<String>,
    /// What must be true before the unit is signed off, in the version of the enrolment.
    pub rules: Vec<Rule>,
    /// Everything that was found achieved.
    pub shown: Vec<Shown>,
    /// Criteria about which quality assurance asks for something that is not done.
    pub asked: Vec<String>,
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

    /// What of the unit's rules is still open.
    pub fn points(&self) -> Vec<Point> {
        let criteria: Vec<&str> = self
            .criteria
            .iter()
            .map(|(code, _)| code.as_str())
            .collect();
        let quiz_passed = self.quiz_passed_at.is_some();
        requirements::open(&self.rules, &criteria, quiz_passed, &self.shown)
    }

    /// Whether the unit can be signed off.
    pub fn is_ready(&self) -> bool {
        !self.is_signed_off() && self.points().is_empty() && self.asked.is_empty()
    }

    /// What of the unit's rules is still open, in words, with the titles of activities by their ids.
    pub fn rule_points(&self, title: &dyn Fn(&str) -> String) -> Vec<String> {
        let state = |code: &str| self.state(code);
        in_words(self.points(), &state, title)
    }

    /// What stands between the learner and the sign-off, in words, for assessors: the same, and what quality assurance asks for; nothing when the
    /// unit can be signed off.
    pub fn open_points(&self, title: &dyn Fn(&str) -> String) -> Vec<String> {
        let asked = self.asked.iter();
        let asked = asked.map(|code| format!("an action on {code} is not closed"));
        self.rule_points(title).into_iter().chain(asked).collect()
    }
}

/// Open points in words. `state` is where a criterion stands, `title` what an activity is called.
pub fn in_words(
    points: Vec<Point>,
    state: &dyn Fn(&str) -> CriterionState,
    title: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let words = |point: Point| match &point {
        Point::Criterion(code) => match state(code) {
            CriterionState::NotYet => format!("{code} is not yet achieved"),
            CriterionState::Waiting => format!("{code} is waiting for a decision"),
            CriterionState::Looking => {
                format!("an assessor is to look at what was shown before for {code}")
            }
            _ => format!("{code} has no evidence yet"),
        },
        _ => point.words(title),
    };
    points.into_iter().map(words).collect()
}

/// A criterion that something was handed in for.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    criterion: String,
    waiting: bool,
}

/// An activity that was handed in for a criterion.
#[derive(sqlx::FromRow)]
pub(super) struct Answered {
    activity: String,
    criterion: String,
    waiting: bool,
}

/// Everything recorded under an enrolment that standings are computed from.
pub(super) struct Records {
    pub(super) rows: Vec<Row>,
    pub(super) answered: Vec<Answered>,
    /// Criteria for which an assessor is to look at what was shown before.
    pub(super) looking: Vec<String>,
    pub(super) shown: Vec<Shown>,
    /// Quizzes passed, and units signed off.
    pub(super) passed: Vec<(String, Millis)>,
    pub(super) signed: Vec<(String, Millis)>,
    /// Criteria with an open action.
    pub(super) asked: Vec<(String,)>,
}

/// One standing for each open unit of the enrolment's specification. `specification` is the version the enrolment is pinned to.
pub async fn standings(
    db: &impl Read,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<Standing>> {
    let records = Records {
        rows: criteria(db, enrolment).await?,
        answered: answered(db, enrolment).await?,
        looking: looking(db, enrolment).await?,
        shown: shown(db, enrolment).await?,
        passed: quizzes_passed(db, &enrolment.person_id).await?,
        signed: signed(db, &enrolment.id).await?,
        asked: asked(db, &enrolment.id).await?,
    };
    let open = specification
        .units
        .iter()
        .filter(|unit| unit.status == UnitStatus::Open);
    Ok(open.map(|unit| records.standing(unit)).collect())
}

impl Records {
    pub(super) fn standing(&self, unit: &Unit) -> Standing {
        let find = |pairs: &[(String, Millis)], key: &str| {
            pairs.iter().find(|(k, _)| k == key).map(|(_, at)| *at)
        };
        let is_own = |code: &str| unit.criteria().any(|criterion| criterion.code == code);
        let answered = || self.answered.iter().filter(|a| is_own(&a.criterion));
        let shown = self.shown.iter().filter(|item| is_own(&item.criterion));
        let asked = self.asked.iter().filter(|(code,)| is_own(code));
        Standing {
            unit: unit.code.clone(),
            criteria: unit
                .criteria()
                .map(|c| (c.code.clone(), self.state(&c.code)))
                .collect(),
            quiz_passed_at: unit.quiz.as_ref().and_then(|quiz| find(&self.passed, quiz)),
            quiz: unit.quiz.clone(),
            signed_off_at: find(&self.signed, &unit.code),
            answered: answered()
                .map(|a| (a.activity.clone(), a.criterion.clone()))
                .collect(),
            waiting: answered()
                .filter(|a| a.waiting)
                .map(|a| a.activity.clone())
                .collect(),
            rules: unit.rules.clone(),
            shown: shown.cloned().collect(),
            asked: asked.map(|(code,)| code.clone()).collect(),
        }
    }

    fn state(&self, criterion: &str) -> CriterionState {
        if self.shown.iter().any(|item| item.criterion == criterion) {
            return CriterionState::Achieved;
        }
        match self.rows.iter().find(|row| row.criterion == criterion) {
            Some(row) if row.waiting => CriterionState::Waiting,
            Some(_) => CriterionState::NotYet,
            None if self.looking.iter().any(|code| code == criterion) => CriterionState::Looking,
            None => CriterionState::Open,
        }
    }
}

/// For every criterion that something was handed in for: whether anything is still waiting.
async fn criteria(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Row>> {
    db.all(
        "SELECT l.criterion, MAX(CASE WHEN c.submission_id IS NULL THEN 1 ELSE 0 END) = 1 AS waiting
         FROM submissions s
         JOIN submission_links l ON l.submission_id = s.id
         LEFT JOIN closures c ON c.submission_id = s.id
         WHERE s.enrolment_id = $1 AND s.specification_hash = $2
         GROUP BY l.criterion",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}

async fn looking(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<String>> {
    let waiting = waiting_of(db, &enrolment.id).await?;
    Ok(waiting.into_iter().map(|look| look.criterion).collect())
}

/// Activity and criterion of everything that was handed in.
async fn answered(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Answered>> {
    db.all(
        "SELECT e.activity, l.criterion, MAX(CASE WHEN c.submission_id IS NULL THEN 1 ELSE 0 END) = 1 AS waiting
         FROM submissions s
         JOIN evidence e ON e.id = s.evidence_id
         JOIN submission_links l ON l.submission_id = s.id
         LEFT JOIN closures c ON c.submission_id = s.id
         WHERE s.enrolment_id = $1 AND s.specification_hash = $2
         GROUP BY e.activity, l.criterion",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}

/// Everything that shows a criterion on the version that the enrolment is on: decisions as they stand now, on that version or carried over to it,
/// and prior learning.
pub async fn shown(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Shown>> {
    db.all(
        "SELECT criterion, kind, activity, evidence, source FROM shown_criteria WHERE enrolment_id = $1 ORDER BY source, criterion",
        args![&enrolment.id],
    )
    .await
}

/// The criteria on that version about which an action is open.
async fn asked(db: &impl Read, enrolment_id: &str) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT criterion FROM asked_criteria WHERE enrolment_id = $1 ORDER BY criterion",
        args![enrolment_id],
    )
    .await
}

/// The units that have been signed off, on whatever version: a signature stands.
async fn signed(db: &impl Read, enrolment_id: &str) -> Result<Vec<(String, Millis)>> {
    db.all(
        "SELECT unit, signed_at FROM sign_offs WHERE enrolment_id = $1",
        args![enrolment_id],
    )
    .await
}
