//! What else differs between two versions, besides their criteria and rules, in sentences. Pure.

use crate::learning::list;
use crate::library::{Method, OptionalGroup, Specification, Unit};
use crate::ui::counted;

/// Everything that differs in credits, hours, validity, in what is mandatory and optional, and in what units take as evidence.
pub fn differences(old: &Specification, new: &Specification) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut number = |what: &str, old: u32, new: u32| {
        if old != new {
            sentences.push(format!("{what}: {new} in place of {old}."));
        }
    };
    number("Credits of the whole", old.credits, new.credits);
    number("Hours in all", old.tqt, new.tqt);
    number("Guided hours", old.glh, new.glh);
    if old.validity_months != new.validity_months {
        sentences.push(format!(
            "A certificate {}, in place of: {}.",
            validity(new),
            validity(old)
        ));
    }
    sentences.extend(mandatory(old, new));
    sentences.extend(groups(old, new));
    let pairs = new.units.iter();
    let pairs = pairs.filter_map(|unit| Some((old.unit(&unit.code)?, unit)));
    sentences.extend(pairs.flat_map(|(before, unit)| of_unit(before, unit)));
    sentences
}

fn validity(version: &Specification) -> String {
    match version.validity_months {
        Some(months) => format!("is valid for {}", counted(months as usize, "month")),
        None => "does not expire".to_owned(),
    }
}

fn mandatory(old: &Specification, new: &Specification) -> Vec<String> {
    let without = |all: &[String], other: &[String]| -> Vec<String> {
        let missing = all.iter().filter(|code| !other.contains(code));
        missing.cloned().collect()
    };
    let more = without(&new.mandatory, &old.mandatory);
    let less = without(&old.mandatory, &new.mandatory);
    let words = |codes: &[String], words: &str| {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        (!codes.is_empty()).then(|| format!("{words}: {}.", list(&codes)))
    };
    let sentences = [
        words(&more, "Mandatory from now on"),
        words(&less, "Mandatory no longer"),
    ];
    sentences.into_iter().flatten().collect()
}

fn groups(old: &Specification, new: &Specification) -> Vec<String> {
    let find = |groups: &[OptionalGroup], title: &str| {
        let mut groups = groups.iter();
        groups.find(|group| group.title == title).cloned()
    };
    let words = |group: &OptionalGroup| {
        let units: Vec<&str> = group.units.iter().map(String::as_str).collect();
        format!(
            "{} to {} credits out of {}",
            group.min_credits,
            group.max_credits,
            list(&units)
        )
    };
    let now = new.optional.iter().filter_map(|group| {
        match find(&old.optional, &group.title).map(|before| words(&before)) {
            Some(before) if before == words(group) => None,
            Some(before) => Some(format!(
                "The choice “{}” asks for {}, in place of {before}.",
                group.title,
                words(group)
            )),
            None => Some(format!(
                "There is a new choice, “{}”: {}.",
                group.title,
                words(group)
            )),
        }
    });
    let is_gone = |group: &&OptionalGroup| find(&new.optional, &group.title).is_none();
    let gone = old.optional.iter().filter(is_gone);
    let gone = gone.map(|group| format!("The choice “{}” is there no longer.", group.title));
    now.chain(gone).collect()
}

fn of_unit(old: &Unit, new: &Unit) -> Vec<String> {
    let code = &new.code;
    let mut sentences = Vec::new();
    if old.credits != new.credits {
        sentences.push(format!(
            "{code} has {} in place of {}.",
            counted(new.credits as usize, "credit"),
            old.credits
        ));
    }
    if old.workplace != new.workplace {
        let kinds: Vec<&str> = new.workplace.iter().copied().map(Method::words).collect();
        sentences.push(match kinds.is_empty() {
            true => format!("{code} says no longer which kinds of evidence from work it takes."),
            false => format!("From work, {code} takes: {}.", list(&kinds)),
        });
    }
    if old.prior_learning_years != new.prior_learning_years {
        sentences.push(match new.prior_learning_years {
            Some(years) => format!(
                "{code} takes prior learning of the last {}.",
                counted(years as usize, "year")
            ),
            None => format!("{code} takes no new prior learning; what is recognised stays."),
        });
    }
    sentences
}

/// Units that are signed off and that the new version does not have, in a sentence each.
pub fn lost(new: &Specification, signed: &[String]) -> Vec<String> {
    let lost = signed.iter().filter(|code| new.unit(code).is_none());
    lost.map(|code| {
        format!(
            "{code} is signed off, and version {} has no such unit. The signature stays in your record, and it does not count towards this version.",
            new.label
        )
    })
    .collect()
}
