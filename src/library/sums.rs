//! The sums of a specification: credits and hours that can be, and those that cannot.

use super::document::Scope;
use super::fault::Fault;
use super::keys::Keys;
use super::{AwardKind, OptionalGroup, Specification, Unit};

/// Hours of total qualification time for each credit.
const HOURS: u32 = 10;

/// The longest that a certificate with an end is valid, months: a century.
const LONGEST_VALIDITY: u32 = 1_200;

/// Checks credits, hours and the choice of units against one another.
pub(crate) fn check(scope: Scope<'_>, keys: &Keys<'_>, specification: &Specification) {
    let add = |fault: Fault| scope.findings.faults.add(fault);
    twice(keys, specification).into_iter().for_each(add);
    credits(keys, specification).into_iter().for_each(add);
    hours(keys, specification).into_iter().for_each(add);
    let is_one = specification.mandatory.len() == 1 && specification.optional.is_empty();
    if specification.kind == AwardKind::StandAloneUnit && !is_one {
        let fault = keys
            .place("mandatory")
            .error("a stand-alone unit is one mandatory unit");
        add(fault.hint("write kind: qualification, or name one unit and no groups"));
    }
    if specification.validity_months > Some(LONGEST_VALIDITY) {
        let fault = keys.place("validity-months");
        let fault = fault.error(format!(
            "a certificate is valid for {LONGEST_VALIDITY} months at most"
        ));
        add(fault.hint("leave the key out if certificates do not expire"));
    }
    if specification.validity_months == Some(0) {
        let fault = keys.place("validity-months");
        let fault = fault.error("a certificate that is valid for no time is none");
        add(fault.hint("leave the key out if certificates do not expire"));
    }
}

/// A unit that is listed twice would count twice.
fn twice(keys: &Keys<'_>, specification: &Specification) -> Vec<Fault> {
    let groups = specification.optional.iter().flat_map(|group| &group.units);
    let listed: Vec<&String> = specification.mandatory.iter().chain(groups).collect();
    let is_again = |(index, code): &(usize, &&String)| listed[..*index].contains(code);
    let again = listed.iter().enumerate().filter(is_again);
    again
        .map(|(_, code)| {
            let place = keys.place("mandatory");
            let fault = place.error(format!(
                "the unit {code} is listed twice, so it would count twice"
            ));
            fault.hint("a unit is mandatory, or it is in one optional group")
        })
        .collect()
}

fn credits(keys: &Keys<'_>, specification: &Specification) -> Option<Fault> {
    let mandatory: u32 = known(&specification.units, &specification.mandatory)?
        .iter()
        .map(|unit| unit.credits)
        .sum();
    let most: u32 = specification
        .optional
        .iter()
        .map(|group| {
            let units = known(&specification.units, &group.units).unwrap_or_default();
            let all: u32 = units.iter().map(|unit| unit.credits).sum();
            all.min(group.max_credits)
        })
        .sum();
    let asked = specification.credits;
    let place = keys.place("credits");
    if asked == 0 {
        return None;
    }
    if mandatory > asked {
        let message =
            format!("the mandatory units alone make {mandatory} credits, more than {asked}");
        return Some(place.error(message));
    }
    (mandatory + most < asked).then(|| {
        let message = format!(
            "{asked} credits cannot be reached: all units that count make {}",
            mandatory + most
        );
        place.error(message).hint("raise max-credits, or add units")
    })
}

fn hours(keys: &Keys<'_>, specification: &Specification) -> Vec<Fault> {
    let Specification {
        credits, tqt, glh, ..
    } = *specification;
    let mut faults = Vec::new();
    if credits > 0 && tqt > 0 && credits * HOURS != tqt {
        let message = format!(
            "{credits} credits are {} hours by the usual count, and `tqt` is {tqt}",
            credits * HOURS
        );
        let fault = keys.place("tqt").error(message).warning();
        faults.push(fault.hint("a credit stands for 10 hours of total qualification time"));
    }
    if tqt > 0 && glh > tqt {
        let message = format!("{glh} guided hours are more than the {tqt} hours in all");
        faults.push(keys.place("glh").error(message));
    }
    let guided: u32 = specification.units.iter().map(|unit| unit.glh).sum();
    let mandatory: u32 = known(&specification.units, &specification.mandatory)
        .map_or(0, |units| units.iter().map(|unit| unit.glh).sum());
    if glh > 0 && !(mandatory..=guided).contains(&glh) {
        let message = format!(
            "`glh` is {glh}, and the units have {mandatory} (mandatory) to {guided} (all) guided hours"
        );
        faults.push(keys.place("glh").error(message).warning());
    }
    faults
}

/// Checks one optional group: whether some choice of its units makes what it asks for.
pub(crate) fn check_group(keys: &Keys<'_>, group: &OptionalGroup, units: &[Unit]) -> Option<Fault> {
    let (min, max) = (group.min_credits, group.max_credits);
    if min > max {
        return Some(
            keys.place("max-credits")
                .error("`max-credits` is less than `min-credits`"),
        );
    }
    let units = known(units, &group.units)?;
    let all: u32 = units.iter().map(|unit| unit.credits).sum();
    if all < min {
        let message =
            format!("{min} credits cannot be reached: the units of this group make {all}");
        return Some(keys.place("min-credits").error(message));
    }
    let sums = units.iter().fold(vec![0], |sums: Vec<u32>, unit| {
        let with = sums.iter().map(|sum| sum + unit.credits);
        let mut sums: Vec<u32> = sums.iter().copied().chain(with).collect();
        sums.sort_unstable();
        sums.dedup();
        sums
    });
    if !sums.iter().any(|sum| (min..=max).contains(sum)) {
        let message = format!("no choice of this group's units makes {min} to {max} credits");
        return Some(keys.place("max-credits").error(message));
    }
    (max > all).then(|| {
        let message = format!("`max-credits` is {max}, and all units of this group make {all}");
        keys.place("max-credits").error(message).warning()
    })
}

/// The units with these codes; `None` if one is not there, which is a fault of its own.
fn known<'u>(units: &'u [Unit], codes: &[String]) -> Option<Vec<&'u Unit>> {
    let unit = |code: &String| units.iter().find(|unit| unit.code == *code);
    codes.iter().map(unit).collect()
}
