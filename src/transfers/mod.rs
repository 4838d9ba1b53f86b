//! Moving on to the next version of a specification.
//!
//! Nobody is moved: a learner sees what would carry over ([`plan`]), and moves or stays. A [`Transfer`] is a record beside the enrolment, which stays as
//! it was made; the version that an enrolment is on is that of its last transfer (the view `current_enrolments`). Old decisions stay where
//! they are, and what carries over refers to them. What needs a look is for an assessor, who may let it count ([`accept`]).

pub mod pages;
pub mod plan;
pub mod store;

use crate::clock::Millis;
use crate::library::{Library, Mapping, Specification, Unit};

pub use store::{Look, accept, looks, of_enrolment};

/// A move from one version to the next.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Transfer {
    pub id: String,
    pub from_hash: String,
    pub to_hash: String,
    pub transferred_at: Millis,
}

/// The way on from the version that somebody is on, if there is one: the mapping and the version that it leads to.
///
/// A mapping is about the criteria of one version. A version with the same number and other criteria has no way on.
pub fn way_on<'l>(
    library: &'l Library,
    current: &Specification,
) -> Option<(&'l Mapping, &'l Specification)> {
    let mapping = library.mapping_from(&current.slug, &current.label)?;
    let from = library.version(&current.slug, &mapping.from)?;
    let to = library.version(&current.slug, &mapping.to)?;
    let codes = |version: &Specification| -> Vec<String> {
        let criteria = version.units.iter().flat_map(Unit::criteria);
        criteria.map(|criterion| criterion.code.clone()).collect()
    };
    (codes(from) == codes(current)).then_some((mapping, to))
}
