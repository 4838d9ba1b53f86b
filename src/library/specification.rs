//! Qualifications and stand-alone units: what is to be achieved, and by what rules.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Scope};
use super::fault::Fault;
use super::findings::Findings;
use super::index::Index;
use super::keys::{Keys, Spot};
use super::layout::Kind;
use super::markdown::{self, Style};
use super::module::{care, require_body};
use super::rule::read::RuleSpot;
use super::yaml::{Node, Value};
use super::{
    AwardKind, Criterion, OptionalGroup, Specification, Unit, Version, VersionKind, sums, unit,
};

const KINDS: [(&str, AwardKind); 2] = [
    ("qualification", AwardKind::Qualification),
    ("unit", AwardKind::StandAloneUnit),
];

impl Specification {
    /// A specification as it was when its source was stored: a JSON object from the paths of its files to their texts. One whose rules do not
    /// read is none: it would sign units off by fewer rules than it has.
    pub fn from_source(source: &str) -> Option<Self> {
        let findings = Findings::default();
        let specification = read(source, &findings)?;
        findings.unread.take().is_empty().then_some(specification)
    }

    /// The codes of the criteria in a stored source, without compiling it.
    pub fn codes_in(source: &str) -> BTreeSet<String> {
        let files: BTreeMap<String, String> = serde_json::from_str(source).unwrap_or_default();
        let findings = Findings::default();
        let units = files
            .iter()
            .filter(|(path, _)| matches!(Kind::of(path), Some(Kind::Unit { .. })));
        let headings = units
            .filter_map(|(path, text)| Document::read(path, text, &findings.faults))
            .flat_map(|document| document.markdown.headings());
        let criteria = headings.filter(|heading| heading.level == 3 && !heading.nested);
        criteria.filter_map(|heading| heading.id).collect()
    }

    /// The unit with a code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == code)
    }

    /// The criterion with a code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.units
            .iter()
            .flat_map(Unit::criteria)
            .find(|criterion| criterion.code == code)
    }
}

/// What a stored source holds, with everything that is wrong with it and the rules of its units.
pub(crate) fn read_source(source: &str) -> (Option<Specification>, Vec<Fault>, Vec<RuleSpot>) {
    let findings = Findings::default();
    let specification = read(source, &findings);
    (
        specification,
        findings.faults.sorted(),
        findings.rules.take(),
    )
}

fn read(source: &str, findings: &Findings) -> Option<Specification> {
    let files: BTreeMap<String, String> = serde_json::from_str(source).ok()?;
    let index = Index::lenient();
    let mut documents = Vec::new();
    for (path, text) in &files {
        documents.push(Document::read(path, text, &findings.faults)?);
    }
    let is_specification = |document: &&Document<'_>| {
        matches!(
            Kind::of(document.source.path),
            Some(Kind::Specification { .. })
        )
    };
    let main = documents.iter().find(is_specification)?;
    let units: Vec<_> = documents
        .iter()
        .filter(|document| !is_specification(document))
        .collect();
    let Some(Kind::Specification { slug }) = Kind::of(main.source.path) else {
        return None;
    };
    Some(compile(&index, findings, main, &units, slug))
}

/// Compiles a specification with its units, which are put into the order of their codes.
pub(crate) fn compile(
    index: &Index,
    findings: &Findings,
    main: &Document<'_>,
    units: &[&Document<'_>],
    slug: &str,
) -> Specification {
    let scope = Scope {
        source: &main.source,
        index,
        findings,
    };
    let mut keys = main.keys(&findings.faults);
    let compiled = compile_units(index, findings, units);
    let specification = Specification {
        slug: slug.to_owned(),
        title: keys.text("title"),
        summary: keys.text("summary"),
        label: keys.text("version"),
        kind: keys
            .choice("kind", &KINDS)
            .unwrap_or(AwardKind::Qualification),
        level: keys.optional_number("level"),
        credits: keys.number("credits"),
        tqt: keys.number("tqt"),
        glh: keys.number("glh"),
        validity_months: keys.optional_number("validity-months"),
        mandatory: known_units(scope, keys.list("mandatory"), &compiled),
        optional: optional(scope, &mut keys, &compiled),
        care: care(scope, &mut keys),
        body: body(scope, main),
        units: compiled,
        version: Version::new(VersionKind::Specification, slug, source(main, units)),
    };
    warn_of_unused(scope, &keys, &specification);
    sums::check(scope, &keys, &specification);
    keys.finish();
    specification
}

fn body(scope: Scope<'_>, main: &Document<'_>) -> String {
    require_body(scope, main);
    let all = main.markdown.all();
    markdown::html(scope, &main.markdown, all, Style::prose("", 1))
}

fn known_units(scope: Scope<'_>, spots: Vec<Spot>, units: &[Unit]) -> Vec<String> {
    for spot in &spots {
        if !units.iter().any(|unit| unit.code == spot.text) {
            let known: Vec<_> = units.iter().map(|unit| unit.code.as_str()).collect();
            let message = format!(
                "there is no unit `{}` in this qualification's folder units/",
                spot.text
            );
            scope.error_with_hint(
                spot.at,
                message,
                format!("its units are: {}", known.join(", ")),
            );
        }
    }
    spots.into_iter().map(|spot| spot.text).collect()
}

fn warn_of_unused(scope: Scope<'_>, keys: &Keys<'_>, specification: &Specification) {
    for unit in &specification.units {
        let listed = specification
            .optional
            .iter()
            .flat_map(|group| &group.units)
            .chain(&specification.mandatory);
        if !listed.into_iter().any(|code| *code == unit.code) {
            let fault = keys.place("mandatory").error(format!(
                "the unit {} is neither mandatory nor optional",
                unit.code
            ));
            scope.findings.faults.add(fault.warning());
        }
    }
}

fn optional(scope: Scope<'_>, keys: &mut Keys<'_>, units: &[Unit]) -> Vec<OptionalGroup> {
    let Some(node) = keys.node("optional") else {
        return Vec::new();
    };
    let hint = "write - title: …, and below it units: [U4, U5], min-credits: 6 and max-credits: 12";
    let Value::List(items) = &node.value else {
        scope.error_with_hint(node.at, "`optional` must be a list of groups", hint);
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| group(scope, item, units, hint))
        .collect()
}

fn group(scope: Scope<'_>, item: &Node, units: &[Unit], hint: &str) -> Option<OptionalGroup> {
    let Value::Map(entries) = &item.value else {
        scope.error_with_hint(item.at, "this is no group of optional units", hint);
        return None;
    };
    let mut keys = Keys::new(scope.source, &scope.findings.faults, item.at, entries);
    let group = OptionalGroup {
        title: keys.text("title"),
        units: known_units(scope, keys.list("units"), units),
        min_credits: keys.number("min-credits"),
        max_credits: keys.number("max-credits"),
    };
    if let Some(fault) = sums::check_group(&keys, &group, units) {
        scope.findings.faults.add(fault);
    }
    keys.finish();
    Some(group)
}

fn compile_units(index: &Index, findings: &Findings, documents: &[&Document<'_>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = documents
        .iter()
        .map(|document| {
            unit::compile(
                Scope {
                    source: &document.source,
                    index,
                    findings,
                },
                document,
            )
        })
        .collect();
    units.sort_by_key(|unit| {
        let number = unit.code.trim_start_matches(|c: char| !c.is_ascii_digit());
        (number.parse::<u32>().unwrap_or(u32::MAX), unit.code.clone())
    });
    units
}

/// The source of a version: every file by its path.
fn source(main: &Document<'_>, units: &[&Document<'_>]) -> String {
    let files: BTreeMap<&str, &str> = std::iter::once(&main)
        .chain(units)
        .map(|document| (document.source.path, document.source.text))
        .collect();
    serde_json::to_string(&files).expect("a map of texts can always be written as JSON")
}
