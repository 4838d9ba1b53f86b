//! The checks that need everything: ids that are given twice or not at all, coverage, what can be guessed, review dates.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::{Findings, Name, Sort};
use super::rule::meetable;
use super::{Library, QuizKind, Unit, UnitStatus, complete, guesses};

/// What can be evidence for a criterion, and where its author says so.
const EVIDENCE: [(Sort, &str); 3] = [
    (Sort::Reflection, "a reflection's front matter"),
    (Sort::Scenario, "a scenario's front matter"),
    (Sort::Worksheet, "a worksheet's field"),
];

/// Checks the library as a whole.
pub(crate) fn check(library: &Library, findings: &Findings, today: &str) {
    let (defined, used) = (findings.defined.take(), findings.used.take());
    duplicates(findings, &defined);
    unknown(findings, &defined, &used);
    quizzes(library, findings, &used);
    draws(library, findings);
    complete::check(library, findings);
    coverage(library, findings, &defined, &used);
    meetable::check(library, findings);
    unused_modules(findings, &defined, &used);
    guesses::check(library, findings, &defined);
    for review in findings.reviews.take() {
        if !review.by.is_empty() && review.by.as_str() < today {
            let fault = review
                .place
                .error(format!("the review date has passed: {}", review.by))
                .warning();
            findings
                .faults
                .add(fault.hint("review the text, then set a new date"));
        }
    }
}

fn duplicates(findings: &Findings, defined: &[Name]) {
    let mut first: BTreeMap<&str, &Name> = BTreeMap::new();
    // The names of modules and forms are those of their folders and files, and not ids.
    let is_id = |name: &&Name| !matches!(name.sort, Sort::Module | Sort::Form);
    for name in defined.iter().filter(is_id) {
        if let Some(other) = first.get(name.id.as_str()) {
            let fault = name
                .place
                .error(format!("the id `{}` is given twice", name.id));
            findings.faults.add(fault.hint(format!(
                "it is also that of the {} at {}:{}",
                other.sort.word(),
                other.place.path,
                other.place.line
            )));
        } else {
            first.insert(&name.id, name);
        }
    }
}

fn unknown(findings: &Findings, defined: &[Name], used: &[Name]) {
    let known: BTreeSet<(Sort, &str)> = defined
        .iter()
        .map(|name| (name.sort, name.id.as_str()))
        .collect();
    for name in used
        .iter()
        .filter(|name| !known.contains(&(name.sort, name.id.as_str())))
    {
        let fault = name
            .place
            .error(format!("there is no {} `{}`", name.sort.word(), name.id));
        findings.faults.add(match similar(name, defined) {
            Some(similar) => fault.hint(similar),
            None => fault,
        });
    }
}

/// Ids of the same sort that begin like an unknown one.
fn similar(name: &Name, defined: &[Name]) -> Option<String> {
    let same_sort: BTreeSet<&str> = defined
        .iter()
        .filter(|other| other.sort == name.sort)
        .map(|other| other.id.as_str())
        .collect();
    let shared = |id: &str| {
        id.chars()
            .zip(name.id.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let best = same_sort.iter().map(|id| shared(id)).max()?;
    let ids: Vec<&str> = same_sort
        .into_iter()
        .filter(|id| shared(id) == best)
        .take(8)
        .collect();
    Some(format!("the nearest: {}", ids.join(", ")))
}

fn quizzes(library: &Library, findings: &Findings, used: &[Name]) {
    for name in used.iter().filter(|name| name.sort == Sort::Quiz) {
        if library
            .quiz(&name.id)
            .is_some_and(|quiz| quiz.kind != QuizKind::Quiz)
        {
            findings.faults.add(
                name.place
                    .error(format!("`{}` is no quiz that can be passed", name.id)),
            );
        }
    }
}

/// Whether every bank holds what is drawn from it.
fn draws(library: &Library, findings: &Findings) {
    for spot in findings.draws.take() {
        let Some(bank) = library
            .quiz(&spot.draw.bank)
            .filter(|quiz| quiz.kind == QuizKind::Bank)
        else {
            let fault = spot
                .place
                .error(format!("there is no bank `{}`", spot.draw.bank));
            findings
                .faults
                .add(fault.hint("a bank is a file bank….md with kind: bank"));
            continue;
        };
        let there = bank
            .questions
            .iter()
            .filter(|question| spot.draw.takes(question))
            .count();
        if there < spot.draw.count as usize {
            findings.faults.add(spot.place.error(format!(
                "{} are drawn and the bank holds {there} such questions",
                spot.draw.count
            )));
        }
    }
}

fn coverage(library: &Library, findings: &Findings, defined: &[Name], used: &[Name]) {
    let covered: BTreeSet<(&str, Sort)> = used
        .iter()
        .filter(|name| name.sort == Sort::Criterion)
        .map(|name| (name.id.as_str(), name.by))
        .collect();
    let places: BTreeMap<&str, &Name> = defined
        .iter()
        .filter(|name| name.sort == Sort::Criterion)
        .map(|name| (name.id.as_str(), name))
        .collect();
    let units = library
        .specifications
        .iter()
        .flat_map(|specification| &specification.units);
    for unit in units.filter(|unit| unit.status == UnitStatus::Open) {
        for name in unit
            .criteria()
            .filter_map(|criterion| places.get(criterion.code.as_str()))
        {
            covered_in_all_ways(findings, unit, name, |by| {
                covered.contains(&(name.id.as_str(), by))
            });
        }
    }
}

fn covered_in_all_ways(
    findings: &Findings,
    unit: &Unit,
    name: &Name,
    covered: impl Fn(Sort) -> bool,
) {
    let id = &name.id;
    if !covered(Sort::Module) {
        let fault = name.place.error(format!("no section teaches {id}"));
        findings.faults.add(fault.hint(format!(
            "put {id} into the criteria of a section's front matter"
        )));
    }
    if !covered(Sort::Question) {
        let fault = name
            .place
            .error(format!("no question tests {id}"))
            .hint(format!("put {id} into the criteria of a question"));
        findings.faults.add(if unit.quiz.is_some() {
            fault
        } else {
            fault.warning()
        });
    }
    if !EVIDENCE.iter().any(|(sort, _)| covered(*sort)) {
        let sorts = EVIDENCE.map(|(sort, _)| sort.word()).join(" or ");
        let fault = name.place.error(format!(
            "criteria that no activity covers: no {sorts} assesses {id}"
        ));
        let places = EVIDENCE.map(|(_, place)| place).join(" or of ");
        findings
            .faults
            .add(fault.hint(format!("put {id} into the criteria of {places}")));
    }
}

fn unused_modules(findings: &Findings, defined: &[Name], used: &[Name]) {
    let listed: BTreeSet<&str> = used
        .iter()
        .filter(|name| name.sort == Sort::Module)
        .map(|name| name.id.as_str())
        .collect();
    for name in defined
        .iter()
        .filter(|name| name.sort == Sort::Module && !listed.contains(name.id.as_str()))
    {
        let fault = name
            .place
            .error(format!("no unit has the module `{}`", name.id))
            .warning();
        findings
            .faults
            .add(fault.hint("put it into the modules of a unit's front matter"));
    }
}
