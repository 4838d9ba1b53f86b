//! Internal quality assurance: how much of what assessors decide is looked at again, and by what plan.
//!
//! An internal quality assurer sets a [`policy`]: shares of the decisions, raised by [`risk`]s. Every setting is a new version; none is ever
//! changed. From a policy and what has been decided a [`plan`] is drawn by a seed. The seed, the risks of that moment and the records it was
//! drawn from are kept with it, so that anybody can draw it again ([`store::Plan::drawn_again`]), and each record says in [`words`] why it was
//! taken.
//!
//! Of what a plan has drawn every decision is *agreed*, or an *action required*, which somebody answers and somebody closes
//! ([`store::sample`], [`store::answer`], [`store::review`]). With the answer a decision can be made anew; it counts once the action is closed
//! with it. Prior learning is drawn by no plan; it is looked at by itself ([`store::Recognition`]). Nobody looks at what they had a part in
//! ([`crate::assessment::parts`]). What all this comes to is the [`coverage`].
//!
//! A policy also says what certificates wait for ([`Release`]): while it is not met they are held ([`hold`]).
//! Whoever had a part in what a certificate rests on does not release it.

pub mod coverage;
pub mod pages;
pub mod plan;
pub mod policy;
pub mod risk;
pub mod store;
pub mod words;

pub use store::{Taken, hold, is_unseen, open_for, release_policy, samples_for};

use serde::{Deserialize, Serialize};

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

/// What was found of the decision on one criterion.
#[derive(Debug, Clone)]
pub struct Finding {
    pub criterion: String,
    pub found: Found,
}

#[derive(Debug, Clone)]
pub enum Found {
    Agreed,
    ActionRequired(Asked),
}

/// What is to be done, by when and by whom.
#[derive(Debug, Clone)]
pub struct Asked {
    pub what: String,
    /// A day: `2026-07-31`.
    pub by: String,
    /// The id of an assessor.
    pub of: String,
}

impl Found {
    pub fn key(&self) -> &'static str {
        match self {
            Found::Agreed => "agreed",
            Found::ActionRequired(_) => "action-required",
        }
    }

    pub fn asked(&self) -> Option<&Asked> {
        match self {
            Found::Agreed => None,
            Found::ActionRequired(asked) => Some(asked),
        }
    }
}

/// What a certificate waits for after an assessor has asked for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    #[default]
    None,
    /// Everything decided that it rests on is in a plan, what was drawn of it has been looked at, and no action about it is open.
    Sampled,
    /// The same, and an internal quality assurer has looked at everything achieved that it rests on.
    All,
}

impl Release {
    pub const ALL: [Release; 3] = [Release::None, Release::Sampled, Release::All];

    pub fn key(self) -> &'static str {
        match self {
            Release::None => "none",
            Release::Sampled => "sampled",
            Release::All => "all",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Release::ALL
            .into_iter()
            .find(|release| release.key() == key)
    }

    pub fn words(self) -> &'static str {
        match self {
            Release::None => "None: a certificate is issued when an assessor asks for it",
            Release::Sampled => {
                "Sampled: released once what it rests on is in a plan, what was drawn of that has been looked at and no action about it is open; where nothing was drawn, whoever releases it says why"
            }
            Release::All => {
                "All: released once an internal quality assurer has looked at everything achieved that it rests on and no action about it is open; every share is 100 per cent"
            }
        }
    }
}
