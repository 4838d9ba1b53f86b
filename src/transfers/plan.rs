//! What would carry over from one version to the next: from the mapping and what has been achieved. Pure.

use crate::library::{Fate, Mapping};
use crate::portfolio::requirements::Shown;

/// What a move would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Criteria that stay achieved.
    pub carried: Vec<Carried>,
    /// Criteria for which an assessor looks at what was achieved before.
    pub look: Vec<Carried>,
    /// Criteria that ask for something new.
    pub new: Vec<String>,
    /// Criteria that are asked for no longer, and whether each was achieved.
    pub withdrawn: Vec<(String, bool)>,
    /// Criteria that were open and stay open.
    pub open: Vec<String>,
}

/// A criterion of the new version, with the earlier decisions that speak for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    pub criterion: String,
    /// The criteria of the old version.
    pub from: Vec<String>,
    /// Ids of the decisions that found those achieved, and of what was recognised as prior learning.
    pub decisions: Vec<String>,
    pub because: Because,
}

/// Why something carries over, or does not without a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    Same,
    Merged,
    /// The old criterion has been split: nobody has judged the parts.
    Split,
    /// Not all that has been merged was achieved.
    Part,
}

impl Because {
    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Because::Same => "same",
            Because::Merged => "merged",
            Because::Split | Because::Part => "looked-at",
        }
    }
}

/// Plans a move. `shown` is what was found achieved on the old version.
pub fn plan(mapping: &Mapping, shown: &[Shown]) -> Plan {
    let mut plan = Plan::default();
    for fate in &mapping.fates {
        match fate {
            Fate::Same { from, to } => {
                let from = std::slice::from_ref(from);
                plan.one(from, to, shown, Because::Same);
            }
            Fate::Merged { from, to } => {
                let is_whole = from.iter().all(|code| is_shown(code, shown));
                let because = match is_whole {
                    true => Because::Merged,
                    false => Because::Part,
                };
                plan.one(from, to, shown, because);
            }
            Fate::Split { from, to } => {
                for to in to {
                    plan.one(std::slice::from_ref(from), to, shown, Because::Split);
                }
            }
            Fate::New(code) => plan.new.push(code.clone()),
            Fate::Withdrawn(code) => plan.withdrawn.push((code.clone(), is_shown(code, shown))),
        }
    }
    plan
}

fn is_shown(code: &str, shown: &[Shown]) -> bool {
    shown.iter().any(|item| item.criterion == code)
}

impl Plan {
    /// One criterion of the new version and what there is for it.
    fn one(&mut self, from: &[String], to: &str, shown: &[Shown], because: Because) {
        let own = shown.iter().filter(|item| from.contains(&item.criterion));
        // One decision can speak for several criteria that become one.
        let mut decisions: Vec<String> = Vec::new();
        for item in own {
            if !decisions.contains(&item.source) {
                decisions.push(item.source.clone());
            }
        }
        if decisions.is_empty() {
            self.open.push(to.to_owned());
            return;
        }
        let carried = Carried {
            criterion: to.to_owned(),
            from: from.to_vec(),
            decisions,
            because,
        };
        match because {
            Because::Same | Because::Merged => self.carried.push(carried),
            Because::Split | Because::Part => self.look.push(carried),
        }
    }
}
