//! What a criterion of one version is in another, by the mappings between them. Pure.
//!
//! Activities name criteria by the codes of the version that is current when they are written; whoever is on another version is
//! offered the codes of their own.

use super::{Fate, Library, Mapping, Specification, Unit};

/// The way on from a version, if there is one: the mapping and the version that it leads to.
///
/// A mapping is about the criteria of one version. A version with the same number and other criteria has no way on.
pub fn way_on<'l>(
    library: &'l Library,
    current: &Specification,
) -> Option<(&'l Mapping, &'l Specification)> {
    let mapping = library.mapping_from(&current.slug, &current.label)?;
    let from = library.version(&current.slug, &mapping.from)?;
    let to = library.version(&current.slug, &mapping.to)?;
    (codes_of(from) == codes_of(current)).then_some((mapping, to))
}

/// What a criterion has become.
pub fn onward(mapping: &Mapping, code: &str) -> Vec<String> {
    let of = |fate: &Fate| match fate {
        Fate::Same { from, to } if from == code => vec![to.clone()],
        Fate::Split { from, to } if from == code => to.clone(),
        Fate::Merged { from, to } if from.iter().any(|own| own == code) => vec![to.clone()],
        _ => Vec::new(),
    };
    mapping.fates.iter().flat_map(of).collect()
}

/// What a criterion has come from.
pub fn back(mapping: &Mapping, code: &str) -> Vec<String> {
    let of = |fate: &Fate| match fate {
        Fate::Same { from, to } if to == code => vec![from.clone()],
        Fate::Split { from, to } if to.iter().any(|own| own == code) => vec![from.clone()],
        Fate::Merged { from, to } if to == code => from.clone(),
        _ => Vec::new(),
    };
    mapping.fates.iter().flat_map(of).collect()
}

/// The mappings that lead from a version to the library's current one, in their order; `None` if they do not lead there.
pub fn way_to_current<'l>(
    library: &'l Library,
    version: &Specification,
) -> Option<Vec<&'l Mapping>> {
    let current = library.specification(&version.slug)?;
    let mut way = Vec::new();
    let mut at: &Specification = version;
    while at.label != current.label {
        let (mapping, to) = way_on(library, at)?;
        way.push(mapping);
        at = to;
        // Mappings are files: nothing but the checker keeps them from running in a circle.
        if way.len() > library.mappings.len() {
            return None;
        }
    }
    (codes_of(at) == codes_of(current)).then_some(way)
}

/// What a criterion of the library's current version is in this one: the same code where no mappings lead from here to there.
pub fn from_current(library: &Library, version: &Specification, code: &str) -> Vec<String> {
    let way = way_to_current(library, version).unwrap_or_default();
    let mut codes = vec![code.to_owned()];
    for mapping in way.iter().rev() {
        codes = codes.iter().flat_map(|code| back(mapping, code)).collect();
    }
    known(version, codes)
}

/// What a criterion of this version or of one before it is in this one: of the last version before that has it.
pub fn from_earlier(library: &Library, version: &Specification, code: &str) -> Vec<String> {
    let mut way: Vec<&Mapping> = Vec::new();
    let mut at = version;
    while at.criterion(code).is_none() && way.len() < library.mappings.len() {
        let leads_here = |mapping: &&Mapping| mapping.slug == at.slug && mapping.to == at.label;
        let Some(mapping) = library.mappings.iter().find(leads_here) else {
            return Vec::new();
        };
        let Some(before) = library.version(&mapping.slug, &mapping.from) else {
            return Vec::new();
        };
        way.push(mapping);
        at = before;
    }
    let mut codes = vec![code.to_owned()];
    for mapping in way.iter().rev() {
        codes = codes
            .iter()
            .flat_map(|code| onward(mapping, code))
            .collect();
    }
    known(version, codes)
}

/// The codes of a version, in their order.
pub fn codes_of(version: &Specification) -> Vec<&str> {
    let criteria = version.units.iter().flat_map(Unit::criteria);
    criteria.map(|criterion| criterion.code.as_str()).collect()
}

/// Those that the version has, each once.
fn known(version: &Specification, codes: Vec<String>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for code in codes {
        if version.criterion(&code).is_some() && !known.contains(&code) {
            known.push(code);
        }
    }
    known
}
