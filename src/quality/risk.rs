//! What makes somebody look at more of an assessor's decisions, or of a unit's: the reasons, and how much each one adds.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A reason to look at more than the policy's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    NewAssessor,
    NewUnit,
    EarlierActions,
    Drift,
}

impl Risk {
    pub const ALL: [Risk; 4] = [
        Risk::NewAssessor,
        Risk::NewUnit,
        Risk::EarlierActions,
        Risk::Drift,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Risk::NewAssessor => "new-assessor",
            Risk::NewUnit => "new-unit",
            Risk::EarlierActions => "earlier-actions",
            Risk::Drift => "drift",
        }
    }

    /// Why more is looked at: it follows *because*.
    pub fn words(self) -> &'static str {
        match self {
            Risk::NewAssessor => "the assessor is new or in training",
            Risk::NewUnit => "the unit is new",
            Risk::EarlierActions => {
                "an action was asked of the assessor, or about their decisions, not long ago"
            }
            Risk::Drift => {
                "the assessor has often judged otherwise than the others in standardisation"
            }
        }
    }

    /// How many percentage points it adds until a policy says otherwise.
    pub fn weight(self) -> u32 {
        match self {
            Risk::NewAssessor => 50,
            Risk::NewUnit => 25,
            Risk::EarlierActions => 25,
            Risk::Drift => 25,
        }
    }
}

/// The risks of the moment at which a plan is drawn: by assessor (their id) and by unit (its code).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    pub assessors: BTreeMap<String, BTreeSet<Risk>>,
    pub units: BTreeMap<String, BTreeSet<Risk>>,
}

impl Circumstances {
    /// Every risk of the decisions of one assessor on one unit, each once.
    pub fn of(&self, assessor: &str, unit: &str) -> BTreeSet<Risk> {
        let own = self.assessors.get(assessor).into_iter().flatten();
        own.chain(self.units.get(unit).into_iter().flatten())
            .copied()
            .collect()
    }
}
