//! The bibliography: `references.yml`, checked, and each work as one line in the Harvard manner.

use std::collections::BTreeMap;

use super::document::Scope;
use super::front_matter::Keys;
use super::markdown::escape;
use super::yaml::{self, Node, Value};

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
    match yaml::parse(scope.source, 0, scope.source.text.len()) {
        Ok(Node {
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
        Ok(Node {
            value: Value::Null, ..
        }) => {}
        Ok(node) => scope.error(node.at, "the bibliography must be keys, each with a work"),
        Err(fault) => scope.findings.faults.add(fault),
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
    format(kind.unwrap_or(Kind::Book), &work, &parent)
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
            .map(|spot| person(&spot.text))
            .collect(),
        Some(_) => keys
            .optional_text(name)
            .iter()
            .map(|text| person(text))
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

/// `Bowlby, J` as `Bowlby, J.`; a name without a comma is an organisation's and stays.
fn person(name: &str) -> String {
    let Some((surname, given)) = name.split_once(',') else {
        return name.trim().to_owned();
    };
    let mut initials = String::new();
    for word in given
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty())
    {
        // `JM` is two initials, `Jane` is one name.
        let all_capitals = word.chars().all(char::is_uppercase);
        for letter in word.chars().take(if all_capitals { 4 } else { 1 }) {
            initials.push(letter);
            initials.push('.');
        }
    }
    format!("{}, {initials}", surname.trim())
}

fn names(people: &[String]) -> String {
    match people {
        [] => String::new(),
        [one] => escape(one),
        [first, _, _, _, ..] => format!("{} <em>et al.</em>", escape(first)),
        [others @ .., last] => format!(
            "{} and {}",
            others
                .iter()
                .map(|name| escape(name))
                .collect::<Vec<_>>()
                .join(", "),
            escape(last)
        ),
    }
}

fn editors(people: &[String]) -> String {
    format!(
        "{} ({})",
        names(people),
        if people.len() == 1 { "ed." } else { "eds" }
    )
}

fn format(kind: Kind, work: &Work, parent: &Work) -> String {
    let mut line = match (work.authors.as_slice(), work.editors.as_slice()) {
        ([], []) => work.organization.as_deref().map(escape).unwrap_or_default(),
        ([], people) => editors(people),
        (people, _) => names(people),
    };
    line.push_str(&format!(
        " ({}) ",
        work.date
            .as_deref()
            .or(parent.date.as_deref())
            .map_or("n.d.".to_owned(), escape)
    ));
    let title = typographic(&work.title);
    match kind {
        Kind::Article => line.push_str(&format!(
            "‘{title}’, <em>{}</em>{}",
            typographic(&parent.title),
            numbers(work)
        )),
        Kind::Chapter => {
            let by = if parent.editors.is_empty() {
                String::new()
            } else {
                format!("{} ", editors(&parent.editors))
            };
            line.push_str(&format!(
                "‘{title}’, in {by}<em>{}</em>{}",
                typographic(&parent.title),
                numbers(work)
            ));
            line.push_str(&published(kind, parent));
        }
        _ => line.push_str(&format!(
            "<em>{title}</em>{}{}",
            edition(work),
            published(kind, work)
        )),
    }
    if !line.ends_with(['.', '?', '!']) && !line.ends_with("?</em>") {
        line.push('.');
    }
    line + &online(work)
}

/// Volume, issue and pages.
fn numbers(work: &Work) -> String {
    let mut numbers = String::new();
    if let Some(volume) = &work.volume {
        numbers.push_str(&format!(", {}", escape(volume)));
    }
    if let Some(issue) = &work.issue {
        numbers.push_str(&format!("({})", escape(issue)));
    }
    if let Some(pages) = &work.pages {
        let label = if pages.contains(['-', '–', ',']) {
            "pp."
        } else {
            "p."
        };
        numbers.push_str(&format!(", {label} {}", escape(&pages.replace('-', "–"))));
    }
    numbers
}

fn edition(work: &Work) -> String {
    let Some(edition) = &work.edition else {
        return String::new();
    };
    let ordinal = match edition.as_str() {
        "1" => return String::new(),
        "2" => "2nd",
        "3" => "3rd",
        number if number.parse::<u32>().is_ok() => return format!(". {number}th edn"),
        words => return format!(". {}", escape(words)),
    };
    format!(". {ordinal} edn")
}

/// Who published it, unless that is who wrote it.
fn published(kind: Kind, work: &Work) -> String {
    let organization = work
        .organization
        .as_ref()
        .filter(|_| kind != Kind::Web && !(work.authors.is_empty() && work.editors.is_empty()));
    let stop = if work.title.ends_with(['?', '!']) && work.edition.is_none() {
        ""
    } else {
        "."
    };
    work.publisher
        .as_ref()
        .or(organization)
        .map(|name| format!("{stop} {}", typographic(name)))
        .unwrap_or_default()
}

fn online(work: &Work) -> String {
    match (&work.doi, &work.url) {
        (Some(doi), _) => format!(
            " <a href=\"https://doi.org/{0}\" rel=\"noreferrer\">doi:{0}</a>",
            escape(doi)
        ),
        (None, Some(url)) => {
            let host = url.split('/').nth(2).unwrap_or(url);
            format!(
                " <a href=\"{}\" rel=\"noreferrer\">{}</a>",
                escape(url),
                escape(host)
            )
        }
        (None, None) => String::new(),
    }
}

/// Escaped, with typographic apostrophes.
fn typographic(text: &str) -> String {
    escape(&text.replace('\'', "’"))
}
