//! Coverage, both ways: items without a criterion, criteria without an item. Pure.

use crate::library::{Framework, FrameworkItem, Library, Specification, Unit};

/// The items that a criterion comes close to, each with its framework.
pub fn items_of<'l>(
    library: &'l Library,
    criterion: &str,
) -> Vec<(&'l Framework, &'l FrameworkItem)> {
    let pairs = library
        .frameworks
        .iter()
        .flat_map(|framework| framework.items.iter().map(move |item| (framework, item)));
    pairs
        .filter(|(_, item)| item.criteria.iter().any(|code| code == criterion))
        .collect()
}

/// Items to which no criterion comes close.
pub fn gaps(framework: &Framework) -> Vec<&FrameworkItem> {
    let items = framework.items.iter();
    items.filter(|item| item.criteria.is_empty()).collect()
}

/// The specifications that a framework speaks of, each with its criteria that come close to no item.
pub fn unmapped<'l>(
    library: &'l Library,
    framework: &Framework,
) -> Vec<(&'l Specification, Vec<&'l str>)> {
    let is_mapped = |code: &str| {
        let mut items = framework.items.iter();
        items.any(|item| item.criteria.iter().any(|own| own == code))
    };
    let codes = |specification: &'l Specification| {
        let criteria = specification.units.iter().flat_map(Unit::criteria);
        criteria.map(|criterion| criterion.code.as_str())
    };
    library
        .specifications
        .iter()
        .filter(|specification| codes(specification).any(is_mapped))
        .map(|specification| {
            let left = codes(specification).filter(|code| !is_mapped(code));
            (specification, left.collect())
        })
        .collect()
}

/// Where a criterion stands on the site.
pub fn address(library: &Library, code: &str) -> Option<String> {
    let has = |specification: &&Specification| specification.criterion(code).is_some();
    let home = library.specifications.iter().find(has)?;
    Some(format!("/qualifications/{}#{code}", home.slug))
}
