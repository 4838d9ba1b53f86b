//! What a learner has earned: from the specification and the units that have been signed off. Pure.

use crate::library::{AwardKind, Specification, Unit};

/// Something for which a certificate may be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// A unit's code, or the qualification's slug.
    pub key: String,
    pub title: String,
    /// In words: "Unit of …".
    pub kind: String,
    pub credits: u32,
    pub guided_hours: u32,
    /// The titles of its units.
    pub units: Vec<String>,
}

/// Every award for which all that is needed has been signed off. `signed` holds unit codes.
pub fn earned(specification: &Specification, signed: &[&str]) -> Vec<Award> {
    let units: Vec<&Unit> = specification
        .units
        .iter()
        .filter(|unit| signed.contains(&unit.code.as_str()))
        .collect();
    let is_complete = specification.completeness(signed).is_complete();
    let whole = is_complete.then(|| whole(specification, &units));
    let parts = units.iter().map(|unit| part(specification, unit));
    match specification.kind {
        AwardKind::StandAloneUnit => whole.into_iter().collect(),
        AwardKind::Qualification => parts.chain(whole).collect(),
    }
}

fn whole(specification: &Specification, signed: &[&Unit]) -> Award {
    Award {
        key: specification.slug.clone(),
        title: specification.title.clone(),
        kind: match specification.kind {
            AwardKind::Qualification => "Qualification".to_owned(),
            AwardKind::StandAloneUnit => "Stand-alone unit".to_owned(),
        },
        credits: specification.credits,
        guided_hours: specification.glh,
        units: signed.iter().map(|unit| unit.title.clone()).collect(),
    }
}

fn part(specification: &Specification, unit: &Unit) -> Award {
    Award {
        key: unit.code.clone(),
        title: unit.title.clone(),
        kind: format!("Unit {} of {}", unit.code, specification.title),
        credits: unit.credits,
        guided_hours: unit.glh,
        units: vec![unit.title.clone()],
    }
}
