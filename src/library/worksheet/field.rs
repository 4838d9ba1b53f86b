//! One field of a worksheet: its heading with its settings, its guidance, and what it offers to choose from or to fill in.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::offer;
use crate::library::document::Scope;
use crate::library::events::Markdown;
use crate::library::findings::Sort;
use crate::library::heading::Heading;
use crate::library::layout::is_slug;
use crate::library::markdown::{self, Style};

/// One field of a worksheet.
#[derive(Debug, Clone)]
pub struct Field {
    /// Unique within the worksheet.
    pub id: String,
    pub title: String,
    pub kind: FieldKind,
    /// Whether something must stand here before the worksheet can be handed in.
    pub required: bool,
    /// The criteria that it can show.
    pub criteria: Vec<String>,
    /// HTML.
    pub guidance: String,
}

/// What a field takes. Options and columns are plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Short,
    Long {
        min_words: Option<u32>,
        max_words: Option<u32>,
    },
    /// One of these.
    Choice(Vec<String>),
    /// Any of these.
    Checklist(Vec<String>),
    Date,
    /// Rows of short texts, so many at first.
    Table {
        columns: Vec<String>,
        rows: u32,
    },
}

pub(crate) const HOW: &str = "write ## Title {#its-id type=short}";
const TYPES: [&str; 6] = ["short", "long", "choice", "checklist", "date", "table"];
const ATTRIBUTES: [&str; 6] = [
    "type",
    "required",
    "criteria",
    "min-words",
    "max-words",
    "rows",
];
/// How many rows a table has at first if its author does not say.
const ROWS: u32 = 3;
/// More rows than anybody fills in on a page.
const MOST_ROWS: u32 = 50;

/// The field under `heading`, whose guidance is what follows it; `worksheet` is the id of its worksheet.
pub(crate) fn compile(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    guidance: Range<usize>,
    worksheet: &str,
) -> Field {
    heading.check_attributes(scope, &ATTRIBUTES);
    let id = id(scope, heading);
    if heading.title.is_empty() {
        scope.error_with_hint(heading.range.start, "this field has no title", HOW);
    }
    let kind = kind_word(scope, heading);
    check_belonging(scope, heading, kind);
    let (kind, guidance) = kind_of(scope, markdown, heading, guidance, kind);
    let prefix = format!("{worksheet}-{id}-");
    Field {
        title: heading.title.clone(),
        kind,
        required: required(scope, heading),
        criteria: criteria(scope, heading),
        guidance: markdown::html(scope, markdown, guidance, Style::prose(prefix, 2)),
        id,
    }
}

fn id(scope: Scope<'_>, heading: &Heading) -> String {
    match &heading.id {
        Some(id) if is_slug(id) => {}
        Some(id) => scope.error_with_hint(
            heading.offset(scope.source, id),
            format!("`{id}` is not a well-formed id"),
            "lower-case letters, digits and single hyphens",
        ),
        None => scope.error_with_hint(heading.range.start, "this field has no id", HOW),
    }
    heading.id.clone().unwrap_or_default()
}

/// The type as it is written, if there is such a type.
fn kind_word<'h>(scope: Scope<'_>, heading: &'h Heading) -> Option<&'h str> {
    let kind = heading.attribute("type");
    match kind {
        Some(word) if TYPES.contains(&word) => return kind,
        Some(other) => scope.error_with_hint(
            heading.offset(scope.source, "type"),
            format!("there is no field type `{other}`"),
            format!("the types are {}", TYPES.join(", ")),
        ),
        None => scope.error_with_hint(heading.range.start, "this field has no type", HOW),
    }
    None
}

/// Reports settings that mean nothing for a field of this type.
fn check_belonging(scope: Scope<'_>, heading: &Heading, kind: Option<&str>) {
    for (name, owner) in [
        ("min-words", "long"),
        ("max-words", "long"),
        ("rows", "table"),
    ] {
        let is_given = heading.attributes.iter().any(|(given, _)| given == name);
        if is_given && kind.is_some_and(|kind| kind != owner) {
            scope.error(
                heading.offset(scope.source, name),
                format!("only a field with type={owner} has `{name}`"),
            );
        }
    }
}

/// What the field is, and how much of what follows its heading is guidance.
fn kind_of(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    guidance: Range<usize>,
    kind: Option<&str>,
) -> (FieldKind, Range<usize>) {
    match kind {
        Some("long") => (long(scope, heading), guidance),
        Some("date") => (FieldKind::Date, guidance),
        Some("choice") => {
            let (options, guidance) = offer::options(scope, markdown, heading, guidance, 2);
            (FieldKind::Choice(options), guidance)
        }
        Some("checklist") => {
            let (options, guidance) = offer::options(scope, markdown, heading, guidance, 1);
            (FieldKind::Checklist(options), guidance)
        }
        Some("table") => {
            let (columns, guidance) = offer::columns(scope, markdown, heading, guidance);
            let rows = number(scope, heading, "rows").unwrap_or(ROWS);
            if rows > MOST_ROWS {
                let message = format!("`rows` is more than {MOST_ROWS}");
                scope.error(heading.offset(scope.source, "rows"), message);
            }
            (FieldKind::Table { columns, rows }, guidance)
        }
        _ => (FieldKind::Short, guidance),
    }
}

fn long(scope: Scope<'_>, heading: &Heading) -> FieldKind {
    let min_words = number(scope, heading, "min-words");
    let max_words = number(scope, heading, "max-words");
    if min_words.zip(max_words).is_some_and(|(min, max)| min > max) {
        scope.error(
            heading.offset(scope.source, "max-words"),
            "`max-words` is less than `min-words`",
        );
    }
    FieldKind::Long {
        min_words,
        max_words,
    }
}

/// A whole number of at least 1.
fn number(scope: Scope<'_>, heading: &Heading, name: &str) -> Option<u32> {
    let (_, value) = heading.attributes.iter().find(|(given, _)| given == name)?;
    let number = value.as_deref().and_then(|value| value.parse().ok());
    let number = number.filter(|number| *number > 0);
    if number.is_none() {
        scope.error_with_hint(
            heading.offset(scope.source, name),
            format!("`{name}` must be a whole number of at least 1"),
            format!("write {name}=3"),
        );
    }
    number
}

fn required(scope: Scope<'_>, heading: &Heading) -> bool {
    let given = heading
        .attributes
        .iter()
        .find(|(name, _)| name == "required");
    if given.is_some_and(|(_, value)| value.is_some()) {
        scope.error_with_hint(
            heading.offset(scope.source, "required"),
            "`required` stands alone, without a value",
            "write {#its-id type=short required}, or leave it out",
        );
    }
    given.is_some()
}

fn criteria(scope: Scope<'_>, heading: &Heading) -> Vec<String> {
    let Some((_, list)) = heading
        .attributes
        .iter()
        .find(|(name, _)| name == "criteria")
    else {
        return Vec::new();
    };
    let list = list.as_deref().unwrap_or_default();
    let start = heading.offset(scope.source, "criteria");
    if list.is_empty() {
        scope.error_with_hint(start, "`criteria` is empty", "write criteria=U1.1.1,U1.1.2");
    }
    let mut at = start + "criteria=".len();
    let mut codes: Vec<String> = Vec::new();
    for code in list.split(',') {
        if codes.iter().any(|known| known == code) {
            scope.error(at, format!("{code} stands here twice"));
        } else if !code.is_empty() {
            let place = scope.source.place(at);
            let findings = scope.findings;
            findings.refer(Sort::Criterion, code, Sort::Worksheet, place);
            codes.push(code.to_owned());
        }
        at += code.len() + 1;
    }
    codes
}

/// Whether an event belongs to plain text: what a label, a record and a printed page can all say.
pub(super) fn is_plain(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::SoftBreak
            | Event::Start(Tag::Paragraph)
            | Event::End(TagEnd::Paragraph)
    )
}
