//! Mappings: what became of every criterion from one version of a specification to the next.

use std::collections::BTreeMap;

use super::document::{Document, Scope};
use super::fault::Place;
use super::keys::{Keys, Spot};
use super::markdown::{self, Style};
use super::module::{care, require_body};
use super::rule::is_within;
use super::version::sha256;
use super::yaml::Value;
use super::{Care, Specification, Unit};

const WAYS: &str = "say of it that it is the same, moved, split, merged, new or withdrawn";

/// What became of every criterion of a specification from one version to the next.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The qualification's.
    pub slug: String,
    /// The versions' labels.
    pub from: String,
    pub to: String,
    pub fates: Vec<Fate>,
    pub care: Care,
    /// What has changed and why, HTML.
    pub body: String,
    /// SHA-256 of `source`.
    pub hash: String,
    pub source: String,
}

/// What became of criteria. Codes are those of the old version in `from`, and those of the new one in `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It asks for the same, perhaps under another code.
    Same {
        from: String,
        to: String,
    },
    Split {
        from: String,
        to: Vec<String>,
    },
    Merged {
        from: Vec<String>,
        to: String,
    },
    New(String),
    Withdrawn(String),
}

/// A criterion where a mapping names it: on the old side or on the new one.
struct Named {
    is_old: bool,
    code: String,
    place: Place,
}

/// Reads one mapping and accounts for every criterion of both versions.
pub(crate) fn compile(
    scope: Scope<'_>,
    document: &Document<'_>,
    slug: &str,
    versions: &[&Specification],
) -> Mapping {
    let mut keys = document.keys(&scope.findings.faults);
    let (from, to) = (keys.text("from"), keys.text("to"));
    let find = |label: &str| {
        let found = versions.iter().find(|version| version.label == label);
        found.copied()
    };
    let (old, new) = (find(&from), find(&to));
    known_version(scope, &keys, slug, ("from", &from, old));
    known_version(scope, &keys, slug, ("to", &to, new));
    if from == to && !from.is_empty() {
        let fault = keys
            .place("to")
            .error("this leads nowhere: both versions are the same");
        scope
            .findings
            .faults
            .add(fault.hint("raise `version` in specification.md, and keep the version before"));
    }
    let name = format!("mappings/{from}-to-{to}.md");
    if !scope.source.path.ends_with(&name) {
        let fault = keys
            .place("from")
            .error("the file’s name says other versions");
        scope
            .findings
            .faults
            .add(fault.hint(format!("call it {name}")));
    }
    let mut named = Vec::new();
    let fates = fates(scope, &mut keys, old, &mut named);
    let care = care(scope, &mut keys);
    if let (Some(old), Some(new)) = (old, new) {
        account(scope, old, &named, true, &keys.place("from"));
        account(scope, new, &named, false, &keys.place("to"));
        keep_units(scope, old, new, &keys.place("to"));
    }
    keys.finish();
    require_body(scope, document);
    let all = document.markdown.all();
    Mapping {
        slug: slug.to_owned(),
        from,
        to,
        fates,
        care,
        body: markdown::html(scope, &document.markdown, all, Style::prose("", 1)),
        hash: sha256(scope.source.text),
        source: scope.source.text.to_owned(),
    }
}

/// Sign-offs are of units by their codes, on whatever version: a code that is gone would lose them.
fn keep_units(scope: Scope<'_>, old: &Specification, new: &Specification, at: &Place) {
    let units = old.units.iter().map(|unit| unit.code.as_str());
    let lost: Vec<&str> = units.filter(|code| new.unit(code).is_none()).collect();
    if !lost.is_empty() {
        let fault = at.error(format!(
            "version {} has no unit with the code {}: whoever has it signed off would lose it",
            new.label,
            lost.join(", ")
        ));
        scope.findings.faults.add(
            fault.hint("a unit keeps its code; make it optional if it is asked for no longer"),
        );
    }
}

fn known_version(
    scope: Scope<'_>,
    keys: &Keys<'_>,
    slug: &str,
    (key, label, found): (&str, &str, Option<&Specification>),
) {
    if found.is_none() && !label.is_empty() {
        let fault = keys
            .place(key)
            .error(format!("there is no version `{label}` here"));
        scope.findings.faults.add(fault.hint(format!(
            "put that version’s specification.md and units/ into qualifications/{slug}/versions/{label}/"
        )));
    }
}

/// Everything that the front matter says became of criteria.
fn fates(
    scope: Scope<'_>,
    keys: &mut Keys<'_>,
    old: Option<&Specification>,
    named: &mut Vec<Named>,
) -> Vec<Fate> {
    let mut fates = Vec::new();
    let mut note = |is_old: bool, spot: &Spot| {
        named.push(Named {
            is_old,
            code: spot.text.clone(),
            place: scope.source.place(spot.at),
        });
    };
    for spot in keys.optional_list("same") {
        for spot in expanded(old, spot) {
            note(true, &spot);
            note(false, &spot);
            let code = spot.text;
            fates.push(Fate::Same {
                from: code.clone(),
                to: code,
            });
        }
    }
    for (from, to) in pairs(scope, keys, "moved") {
        from.iter().for_each(|spot| note(true, spot));
        to.iter().for_each(|spot| note(false, spot));
        if let ([from], [to]) = (&from[..], &to[..]) {
            fates.push(Fate::Same {
                from: from.text.clone(),
                to: to.text.clone(),
            });
        }
    }
    for (from, to) in pairs(scope, keys, "split") {
        from.iter().for_each(|spot| note(true, spot));
        to.iter().for_each(|spot| note(false, spot));
        if let [from] = &from[..] {
            fates.push(Fate::Split {
                from: from.text.clone(),
                to: texts(to),
            });
        }
    }
    for (from, to) in pairs(scope, keys, "merged") {
        from.iter().for_each(|spot| note(true, spot));
        to.iter().for_each(|spot| note(false, spot));
        if let [to] = &to[..] {
            fates.push(Fate::Merged {
                from: texts(from),
                to: to.text.clone(),
            });
        }
    }
    for spot in keys.optional_list("new") {
        note(false, &spot);
        fates.push(Fate::New(spot.text));
    }
    for spot in keys.optional_list("withdrawn") {
        note(true, &spot);
        fates.push(Fate::Withdrawn(spot.text));
    }
    fates
}

fn texts(spots: Vec<Spot>) -> Vec<String> {
    spots.into_iter().map(|spot| spot.text).collect()
}

/// A unit's or an outcome's code stands for all its criteria.
fn expanded(old: Option<&Specification>, spot: Spot) -> Vec<Spot> {
    let criteria = old
        .into_iter()
        .flat_map(|old| old.units.iter().flat_map(Unit::criteria));
    let within: Vec<Spot> = criteria
        .filter(|criterion| is_within(&criterion.code, &spot.text))
        .map(|criterion| Spot {
            text: criterion.code.clone(),
            at: spot.at,
        })
        .collect();
    match within.is_empty() {
        true => vec![spot],
        false => within,
    }
}

/// The items of `moved`, `split` and `merged`: what there was, and what there is. How many there may be of each follows from the key.
fn pairs(scope: Scope<'_>, keys: &mut Keys<'_>, name: &'static str) -> Vec<(Vec<Spot>, Vec<Spot>)> {
    let hint = match name {
        "moved" => "write - { from: U3.1.1, to: U3.2.1 }",
        "split" => "write - { from: U3.1.1, to: [U3.1.1, U3.1.2] }",
        _ => "write - { from: [U3.1.1, U3.1.2], to: U3.1.1 }",
    };
    let Some(node) = keys.node(name) else {
        return Vec::new();
    };
    let Value::List(items) = &node.value else {
        scope.error_with_hint(node.at, format!("`{name}` must be a list"), hint);
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for item in items {
        let Value::Map(entries) = &item.value else {
            scope.error_with_hint(item.at, "this does not say what became of what", hint);
            continue;
        };
        let mut keys = Keys::new(scope.source, &scope.findings.faults, item.at, entries);
        let (from, to) = (codes(&mut keys, "from"), codes(&mut keys, "to"));
        keys.finish();
        let fits = match name {
            "moved" => from.len() == 1 && to.len() == 1,
            "split" => from.len() == 1 && to.len() > 1,
            _ => from.len() > 1 && to.len() == 1,
        };
        if !fits {
            scope.error_with_hint(item.at, format!("nothing is `{name}` here"), hint);
        }
        pairs.push((from, to));
    }
    pairs
}

/// One code, or a list of them.
fn codes(keys: &mut Keys<'_>, name: &'static str) -> Vec<Spot> {
    match keys.node(name) {
        Some(node) if matches!(node.value, Value::List(_)) => keys.list(name),
        Some(node) => {
            let at = node.at;
            vec![Spot {
                text: keys.text(name),
                at,
            }]
        }
        None => keys.list(name),
    }
}

/// Every criterion of a version is named once on its side, and nothing else is.
fn account(scope: Scope<'_>, version: &Specification, named: &[Named], is_old: bool, at: &Place) {
    let label = &version.label;
    let mut places: BTreeMap<&str, &Place> = BTreeMap::new();
    for name in named.iter().filter(|name| name.is_old == is_old) {
        if version.criterion(&name.code).is_none() {
            let fault = name
                .place
                .error(format!("version {label} has no criterion `{}`", name.code));
            scope.findings.faults.add(fault);
        } else if places.insert(&name.code, &name.place).is_some() {
            let fault = name.place.error(format!(
                "{} of version {label} is accounted for twice",
                name.code
            ));
            scope.findings.faults.add(fault.hint(WAYS));
        }
    }
    let all = version.units.iter().flat_map(Unit::criteria);
    let missing: Vec<&str> = all
        .map(|criterion| criterion.code.as_str())
        .filter(|code| !places.contains_key(code))
        .collect();
    if !missing.is_empty() {
        let fault = at.error(format!(
            "version {label} has criteria that nothing is said of: {}",
            missing.join(", ")
        ));
        scope.findings.faults.add(fault.hint(WAYS));
    }
}
