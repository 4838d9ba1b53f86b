//! What units will still need after a move, beside what they need now: the rules of the new version, with what would carry over. Pure.

use super::plan::Plan;
use crate::clock::Millis;
use crate::library::{Specification, Unit, UnitStatus};
use crate::portfolio::requirements::{self, Shown};
use crate::portfolio::{CriterionState, Standing, in_words};

/// A unit that is not signed off, now and after the move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    pub code: String,
    pub title: String,
    /// What is open now; `None` if the version before has no such unit.
    pub now: Option<Vec<String>>,
    /// What will be open.
    pub then: Vec<String>,
}

impl Ahead {
    /// What it would need and does not need now.
    pub fn more(&self) -> Vec<&String> {
        let now = self.now.as_deref().unwrap_or_default();
        self.then
            .iter()
            .filter(|point| !now.contains(point))
            .collect()
    }

    /// What it needs now and would not need.
    pub fn less(&self) -> Vec<&String> {
        let now = self.now.iter().flatten();
        now.filter(|point| !self.then.contains(point)).collect()
    }

    /// Whether anything is different after the move.
    pub fn changes(&self) -> bool {
        self.now.is_none() || !self.more().is_empty() || !self.less().is_empty()
    }
}

/// Every unit of the new version that is open and not signed off. `standings` are those on the old one, `passed` the quizzes that have been passed,
/// `title` says what an activity is called.
pub fn ahead(
    plan: &Plan,
    shown: &[Shown],
    new: &Specification,
    standings: &[Standing],
    (signed, passed): (&[String], &[(String, Millis)]),
    title: &dyn Fn(&str) -> String,
) -> Vec<Ahead> {
    let after = after(plan, shown);
    let is_left = |unit: &&Unit| unit.status == UnitStatus::Open && !signed.contains(&unit.code);
    let units = new.units.iter().filter(is_left);
    let one = |unit: &Unit| {
        let before = standings.iter().find(|standing| standing.unit == unit.code);
        Ahead {
            code: unit.code.clone(),
            title: unit.title.clone(),
            now: before.map(|standing| standing.rule_points(title)),
            then: open(plan, unit, &after, passed, title),
        }
    };
    units.map(one).collect()
}

/// What counts after the move, by the criteria of the new version.
pub fn after(plan: &Plan, shown: &[Shown]) -> Vec<Shown> {
    let mut after: Vec<Shown> = Vec::new();
    for item in &plan.carried {
        let own = |shown: &&Shown| {
            item.from.contains(&shown.criterion) && item.decisions.contains(&shown.source)
        };
        for shown in shown.iter().filter(own) {
            let is_known = |known: &Shown| {
                let same = known.source == shown.source || known.kind == PRIOR_LEARNING;
                known.criterion == item.criterion && known.kind == shown.kind && same
            };
            if !after.iter().any(is_known) {
                after.push(Shown {
                    criterion: item.criterion.clone(),
                    ..shown.clone()
                });
            }
        }
    }
    after
}

/// The kind of what was recognised; of a criterion once.
const PRIOR_LEARNING: &str = "prior-learning";

fn open(
    plan: &Plan,
    unit: &Unit,
    after: &[Shown],
    passed: &[(String, Millis)],
    title: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let codes: Vec<&str> = unit.criteria().map(|own| own.code.as_str()).collect();
    let own = |item: &&Shown| codes.contains(&item.criterion.as_str());
    let own: Vec<Shown> = after.iter().filter(own).cloned().collect();
    let quiz = unit.quiz.as_ref();
    let is_passed = quiz.is_some_and(|quiz| passed.iter().any(|(id, _)| id == quiz));
    let state = |code: &str| match plan.look.iter().any(|item| item.criterion == code) {
        true => CriterionState::Looking,
        false => CriterionState::Open,
    };
    let points = requirements::open(&unit.rules, &codes, is_passed, &own);
    in_words(points, &state, title)
}
