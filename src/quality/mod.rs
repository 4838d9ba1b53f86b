//! Internal quality assurance: how much of what assessors decide is looked at again, and by what plan.
//!
//! An internal quality assurer sets a [`policy`]: shares of the decisions, raised by [`risk`]s. Every setting is a new version; none is ever
//! changed. From a policy and what has been decided a [`plan`] is drawn by a seed. The seed, the risks of that moment and the records it was
//! drawn from are kept with it, so that anybody can draw it again ([`store::Plan::drawn_again`]), and each record says in [`words`] why it was
//! taken.

pub mod pages;
pub mod plan;
pub mod policy;
pub mod risk;
pub mod store;
pub mod words;

/// When in a learner's way a plan looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Decided, and the unit not yet signed off.
    Interim,
    /// The unit is signed off.
    Summative,
}

impl Stage {
    pub const ALL: [Stage; 2] = [Stage::Interim, Stage::Summative];

    pub fn key(self) -> &'static str {
        match self {
            Stage::Interim => "interim",
            Stage::Summative => "summative",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Stage::ALL.into_iter().find(|stage| stage.key() == key)
    }

    pub fn name(self) -> &'static str {
        match self {
            Stage::Interim => "Interim",
            Stage::Summative => "Summative",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Stage::Interim => "Interim: decided, and the unit not yet signed off",
            Stage::Summative => "Summative: the unit is signed off",
        }
    }
}
