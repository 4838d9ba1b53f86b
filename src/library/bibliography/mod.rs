//! The bibliography: `references.yml`, checked, with the rules for what each kind of work needs.

mod harvard;

use std::collections::BTreeMap;

use crate::library::document::Scope;
use crate::library::keys::Keys;
use crate::library::yaml::{self, Node, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Book,
    Chapter,
    Report,
    Web,
}

const KINDS: [(&str, Kind); 5] = [
    ("article", Kind::Article),
    ("book", Kind::Book),
    ("chapter", Kind::Chapter),
    ("report", Kind::Report),
    ("web", Kind::Web),
];

/// A work as it stands in the file; for an article or chapter, what it appeared in is the parent.
#[derive(Debug, Default)]
struct Work {
    title: String,
    authors: Vec<String>,
    editors: Vec<String>,
    date: Option<String>,
    edition: Option<String>,
    publisher: Option<String>,
    organization: Option<String>,
    pages: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    doi: Option<String>,
    url: Option<String>,
}

/// Every work as HTML, by its key.
pub(crate) fn compile(scope: Scope<'_>) -> BTreeMap<String, String> {
    let mut works = BTreeMap::new();
    match yaml::parse(
        scope.source,
        &scope.findings.faults,
        0,
        scope.source.text.len(),
    ) {
        Some(Node {
            value: Value::Map(entries),
            ..
        }) => {
            for (key, node) in &entries {
                if let Value::Map(fields) = &node.value {
                    let keys = Keys::new(scope.source, &scope.findings.faults, key.at, fields);
                    works.insert(key.name.clone(), entry(scope, keys));
                } else {
                    scope.error(
                        key.at,
                        format!(
                            "`{}` must have keys of its own, such as type and title",
                            key.name
                        ),
                    );
                }
            }
        }
        None
        | Some(Node {
            value: Value::Null, ..
        }) => {}
        Some(node) => scope.error(node.at, "the bibliography must be keys, each with a work"),
    }
    works
}

fn entry(scope: Scope<'_>, mut keys: Keys<'_>) -> String {
    let kind = keys.choice("type", &KINDS);
    let mut work = read(scope, &mut keys);
    let parent = match keys.node("parent") {
        Some(Node {
            value: Value::Map(fields),
            at,
        }) => {
            let mut keys = Keys::new(scope.source, &scope.findings.faults, *at, fields);
            keys.optional_text("type");
            let parent = read(scope, &mut keys);
            keys.finish();
            parent
        }
        _ => Work::default(),
    };
    if let Some(kind) = kind {
        require(scope, &keys, kind, &work);
    }
    keys.finish();
    work.volume = work.volume.or(parent.volume.clone());
    work.issue = work.issue.or(parent.issue.clone());
    harvard::format(kind.unwrap_or(Kind::Book), &work, &parent)
}

fn require(scope: Scope<'_>, keys: &Keys<'_>, kind: Kind, work: &Work) {
    let missing = |what: &str| {
        scope
            .findings
            .faults
            .add(keys.place("type").error(format!("this work lacks {what}")))
    };
    if work.authors.is_empty() && work.editors.is_empty() && work.organization.is_none() {
        missing("an `author`, `editor` or `organization`");
    }
    match kind {
        Kind::Article | Kind::Chapter if !keys.has("parent") => {
            missing("a `parent`: the journal or the book it is in")
        }
        Kind::Book if work.publisher.is_none() => missing("a `publisher`"),
        Kind::Report if work.publisher.is_none() && work.organization.is_none() => {
            missing("an `organization` or `publisher`")
        }
        Kind::Web if work.url.is_none() => missing("a `url`"),
        _ => {}
    }
    if !matches!(kind, Kind::Web | Kind::Report) && work.date.is_none() {
        missing("a `date`");
    }
}

fn read(scope: Scope<'_>, keys: &mut Keys<'_>) -> Work {
    let doi = match keys.node("serial-number") {
        Some(Node {
            value: Value::Map(fields),
            at,
        }) => Keys::new(scope.source, &scope.findings.faults, *at, fields).optional_text("doi"),
        _ => None,
    };
    Work {
        doi,
        title: keys.text("title"),
        authors: people(keys, "author"),
        editors: people(keys, "editor"),
        date: keys.loose_text("date"),
        edition: keys.loose_text("edition"),
        publisher: keys.optional_text("publisher"),
        organization: keys.optional_text("organization"),
        pages: keys.loose_text("page-range"),
        volume: keys.loose_text("volume"),
        issue: keys.loose_text("issue"),
        url: web_address(scope, keys),
    }
}

fn people(keys: &mut Keys<'_>, name: &'static str) -> Vec<String> {
    match keys.node(name) {
        Some(Node {
            value: Value::List(_),
            ..
        }) => keys
            .optional_list(name)
            .into_iter()
            .map(|spot| harvard::person(&spot.text))
            .collect(),
        Some(_) => keys
            .optional_text(name)
            .iter()
            .map(|text| harvard::person(text))
            .collect(),
        None => Vec::new(),
    }
}

fn web_address(scope: Scope<'_>, keys: &mut Keys<'_>) -> Option<String> {
    let url = keys.optional_text("url")?;
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    scope
        .findings
        .faults
        .add(keys.place("url").error("`url` must begin with https://"));
    None
}
