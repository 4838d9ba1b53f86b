//! How much is looked at: a share of all decisions, other shares for some of them, and what risks add. Pure.

use super::Release;
use super::risk::Risk;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A sampling policy. Shares are per cent, from 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Of everything about which nothing else is said.
    pub share: u32,
    /// By the assessor's id.
    pub assessors: BTreeMap<String, u32>,
    /// By the unit's code.
    pub units: BTreeMap<String, u32>,
    /// By the kind of the evidence.
    pub methods: BTreeMap<String, u32>,
    /// How many percentage points each risk adds.
    pub raises: BTreeMap<Risk, u32>,
    /// An assessor is new who has decided fewer submissions than this.
    pub new_assessor: u32,
    /// A unit is new that has been signed off fewer times than this.
    pub new_unit: u32,
    /// An action counts for so many days after it was closed.
    pub recent_days: u32,
    /// What certificates wait for.
    #[serde(default)]
    pub release: Release,
}

impl Default for Policy {
    /// What the form proposes where no policy has been set.
    fn default() -> Self {
        Policy {
            share: 20,
            assessors: BTreeMap::new(),
            units: BTreeMap::new(),
            methods: BTreeMap::new(),
            raises: Risk::ALL.map(|risk| (risk, risk.weight())).into(),
            new_assessor: 5,
            new_unit: 3,
            recent_days: 90,
            release: Release::None,
        }
    }
}

/// What a share was said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    Everything,
    Assessor,
    Unit,
    Method,
}

/// How much of one stratum is looked at, and why so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    pub basis: Basis,
    /// What the policy says of the basis, per cent.
    pub base: u32,
    /// What each risk adds, percentage points.
    pub raises: Vec<(Risk, u32)>,
    /// All of it together, at most 100.
    pub share: u32,
}

impl Policy {
    /// Whether every decision is looked at, whoever made it and on whatever.
    pub fn is_of_everything(&self) -> bool {
        let of_some = [&self.assessors, &self.units, &self.methods];
        let mut shares = of_some.into_iter().flat_map(|shares| shares.values());
        self.share == 100 && shares.all(|share| *share == 100)
    }

    /// The share of the decisions of one assessor on one unit by one method. Of several shares the greatest applies; that of everything only
    /// where nothing is said in particular. Every risk adds to it.
    pub fn applied(
        &self,
        (assessor, unit, method): (&str, &str, &str),
        risks: &BTreeSet<Risk>,
    ) -> Applied {
        let particular = [
            (Basis::Assessor, self.assessors.get(assessor)),
            (Basis::Unit, self.units.get(unit)),
            (Basis::Method, self.methods.get(method)),
        ];
        let said = particular
            .into_iter()
            .filter_map(|(basis, share)| Some((basis, *share?)));
        let (basis, base) = said
            .reduce(|one, other| if other.1 > one.1 { other } else { one })
            .unwrap_or((Basis::Everything, self.share));
        let raises: Vec<_> = risks
            .iter()
            .filter_map(|risk| Some((*risk, *self.raises.get(risk)?)))
            .filter(|(_, points)| *points > 0)
            .collect();
        let added: u32 = raises.iter().map(|(_, points)| points).sum();
        Applied {
            basis,
            base,
            raises,
            share: base.saturating_add(added).min(100),
        }
    }
}
