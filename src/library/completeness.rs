//! Whether a whole qualification is complete: from its structure and the units that have been signed off. Pure.

use super::{OptionalGroup, Specification, Unit};

/// What the signed-off units make of a qualification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Mandatory units that have not been signed off, by code and title.
    pub missing: Vec<String>,
    pub groups: Vec<GroupState>,
    /// Credits that count: of a group never more than its most.
    pub credits: u32,
    /// Credits that the qualification asks for.
    pub asked: u32,
}

/// What has been chosen of an optional group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupState {
    pub title: String,
    /// All credits of its units that have been signed off.
    pub credits: u32,
    pub min: u32,
    pub max: u32,
}

impl Specification {
    /// How far the qualification is complete. `signed` holds the codes of the units that have been signed off.
    pub fn completeness(&self, signed: &[&str]) -> Completeness {
        let is_signed = |unit: &&Unit| signed.contains(&unit.code.as_str());
        let mandatory = |unit: &&Unit| self.mandatory.contains(&unit.code);
        let missing = self
            .units
            .iter()
            .filter(mandatory)
            .filter(|unit| !is_signed(unit));
        let sum =
            |units: &mut dyn Iterator<Item = &Unit>| units.map(|unit| unit.credits).sum::<u32>();
        let own = |group: &OptionalGroup| {
            let in_group = |unit: &&Unit| group.units.contains(&unit.code) && is_signed(unit);
            GroupState {
                title: group.title.clone(),
                credits: sum(&mut self.units.iter().filter(in_group)),
                min: group.min_credits,
                max: group.max_credits,
            }
        };
        let groups: Vec<GroupState> = self.optional.iter().map(own).collect();
        let core = sum(&mut self.units.iter().filter(mandatory).filter(is_signed));
        Completeness {
            missing: missing
                .map(|unit| format!("{}, {}", unit.code, unit.title))
                .collect(),
            credits: core
                + groups
                    .iter()
                    .map(|group| group.credits.min(group.max))
                    .sum::<u32>(),
            groups,
            asked: self.credits,
        }
    }
}

impl Completeness {
    pub fn is_complete(&self) -> bool {
        self.open_points().is_empty()
    }

    /// What is still missing, in words.
    pub fn open_points(&self) -> Vec<String> {
        let units = self
            .missing
            .iter()
            .map(|unit| format!("{unit} has not been signed off"));
        let short = self.groups.iter().filter(|group| group.credits < group.min);
        let groups = short.map(|group| {
            let (title, credits, min) = (&group.title, group.credits, group.min);
            format!("“{title}” has {credits} of at least {min} credits")
        });
        let points: Vec<String> = units.chain(groups).collect();
        if points.is_empty() && self.credits < self.asked {
            let (credits, asked) = (self.credits, self.asked);
            return vec![format!("{credits} of {asked} credits have been earned")];
        }
        points
    }
}
