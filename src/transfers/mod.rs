//! Moving on to the next version of a specification.
//!
//! Nobody is moved: a learner sees what would carry over ([`plan`]), and moves or stays. A [`Transfer`] is a record beside the enrolment, which stays as
//! it was made; the version that an enrolment is on is that of its last transfer (the view `current_enrolments`). Old decisions stay where
//! they are, and what carries over refers to them. What needs a look is for an assessor,
//! who lets it count or says what is missing ([`looks`](mod@looks)). What was shown on the versions before stays readable ([`earlier`](mod@earlier)).

pub mod difference;
pub mod earlier;
pub mod looks;
pub mod pages;
pub mod plan;
pub mod projection;
pub mod shown;
pub mod store;

use crate::clock::Millis;
use crate::library::codes::way_on;
use crate::library::{Library, Mapping, Specification};

pub use earlier::{Earlier, earlier};
pub use looks::{Look, accept, decline, looks};
pub use store::of_enrolment;

/// A move from one version to the next.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Transfer {
    pub id: String,
    pub from_hash: String,
    pub to_hash: String,
    pub mapping_hash: String,
    pub transferred_at: Millis,
}

/// How the version that somebody is on stands to those of the library.
#[derive(Debug, Clone, Copy)]
pub enum Stands<'l> {
    Newest,
    /// Only its wording has been edited since.
    Reworded,
    /// They can move to the next one.
    WayOn(&'l Mapping, &'l Specification),
    /// There is a newer one with this label, and no mapping that leads there.
    NoWay(&'l str),
}

/// How a version stands to those of the library.
pub fn stands<'l>(library: &'l Library, version: &Specification) -> Stands<'l> {
    if let Some((mapping, to)) = way_on(library, version) {
        return Stands::WayOn(mapping, to);
    }
    match library.specification(&version.slug) {
        None => Stands::Newest,
        Some(current) if current.version.hash == version.version.hash => Stands::Newest,
        Some(current) if current.label == version.label => Stands::Reworded,
        Some(current) => Stands::NoWay(&current.label),
    }
}

impl Stands<'_> {
    /// The same in a sentence, for somebody who is on the version with this label.
    pub fn words(&self, label: &str) -> String {
        match self {
            Stands::Newest => {
                format!("You are on version {label}. There is no newer one to move to.")
            }
            Stands::Reworded => format!(
                "The wording of version {label} has been edited since you came to it. Yours stays as it was, and there is no newer version to move to."
            ),
            Stands::WayOn(mapping, _) => format!(
                "Version {} is newer; yours stays as it is unless you move.",
                mapping.to
            ),
            Stands::NoWay(newer) => format!(
                "Version {newer} is newer. Nobody has said yet what would carry over to it, so you cannot move; yours stays valid."
            ),
        }
    }
}
