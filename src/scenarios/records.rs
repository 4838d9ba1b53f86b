//! Plays, as they are recorded.

use crate::clock::Millis;

/// The most lines that a conversation takes. Who goes round in circles that long can go back and end it another way.
pub const LONGEST: usize = 200;
/// The most branches of one play.
pub(super) const MOST_BRANCHES: usize = 200;

/// One run of a scenario, with all the ways that were tried in it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Play {
    pub id: String,
    pub person_id: String,
    pub scenario: String,
    pub scenario_hash: String,
    /// 1 for the first time that somebody plays this scenario.
    pub number: i64,
    pub started_at: Millis,
}

/// A way through a play. The first begins at the beginning, another leaves one before it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Branch {
    pub branch: i64,
    /// The branch that it leaves.
    pub leaves: Option<i64>,
    /// How many lines of that one come before its own.
    pub kept: i64,
    pub begun_at: Millis,
}

/// One line that was said.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Step {
    pub branch: i64,
    /// From 1, counted from the beginning of the conversation.
    pub number: i64,
    /// The line's place in its scene, from 1.
    pub line: i64,
    pub chosen_at: Millis,
}

/// A play with everything that was said in it.
#[derive(Debug, Clone)]
pub struct Story {
    pub play: Play,
    /// The first first.
    pub branches: Vec<Branch>,
    /// By branch, then by number.
    pub steps: Vec<Step>,
}

impl Story {
    /// The branch that goes on: the last that was begun.
    pub fn current(&self) -> i64 {
        self.branches.last().map_or(1, |branch| branch.branch)
    }

    pub fn branch(&self, branch: i64) -> Option<&Branch> {
        self.branches.iter().find(|known| known.branch == branch)
    }

    /// The lines of a branch from the beginning of the conversation, as places in their scenes from 0.
    pub fn path(&self, branch: i64) -> Vec<usize> {
        let mut path = Vec::new();
        let (mut branch, mut most) = (Some(branch), usize::MAX);
        // Every branch leaves one with a smaller number, so this ends.
        while let Some(found) = branch.and_then(|number| self.branch(number)) {
            let own = self.steps.iter().filter(|step| step.branch == found.branch);
            let own = own.filter(|step| count(step.number) <= most);
            let lines: Vec<usize> = own.map(|step| count(step.line).saturating_sub(1)).collect();
            path.splice(0..0, lines);
            most = most.min(count(found.kept));
            branch = found.leaves;
        }
        path
    }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
