//! A question's heading: its id, its type, what it tests, and how it counts.

use super::Type;
use crate::library::document::Scope;
use crate::library::findings::Sort;
use crate::library::heading::Heading;
use crate::library::layout::is_slug;

const HOW: &str = "write ## Title {#its-id type=single criteria=U1.1.1}";
const TYPES: [(&str, Type); 10] = [
    ("single", Type::Single),
    ("multiple", Type::Multiple),
    ("order", Type::Order),
    ("ranking", Type::Ranking),
    ("match", Type::Match),
    ("extended", Type::Extended),
    ("short", Type::Short),
    ("numeric", Type::Numeric),
    ("cloze", Type::Cloze),
    ("free", Type::Free),
];

pub(super) fn id(scope: Scope<'_>, heading: &Heading) -> String {
    match &heading.id {
        Some(id) if is_slug(id) => scope.findings.define(
            Sort::Question,
            id,
            scope.source.place(heading.offset(scope.source, id)),
        ),
        Some(id) => {
            let hint = "lower-case letters, digits and single hyphens";
            scope.error_with_hint(
                heading.offset(scope.source, id),
                format!("`{id}` is not a well-formed id"),
                hint,
            );
        }
        None => scope.error_with_hint(heading.range.start, "this question has no id", HOW),
    }
    heading.id.clone().unwrap_or_default()
}

/// The type, which also decides what else may stand in the heading.
pub(super) fn kind(scope: Scope<'_>, heading: &Heading) -> Type {
    let found = heading.attribute("type");
    let kind = TYPES.iter().find(|(name, _)| Some(*name) == found);
    match (kind, found) {
        (Some(_), _) => {}
        (None, Some(other)) => {
            let names: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
            scope.error_with_hint(
                heading.offset(scope.source, "type"),
                format!("there is no question type `{other}`"),
                format!("the types are {}", names.join(", ")),
            );
        }
        (None, None) => {
            scope.error_with_hint(heading.range.start, "this question has no type", HOW);
        }
    }
    let kind = kind.map_or(Type::Single, |(_, kind)| *kind);
    let own: &[&str] = match kind {
        Type::Numeric => &["unit"],
        Type::Free => &["min-words", "max-words"],
        _ => &["credit"],
    };
    let known: Vec<&str> = ["type", "criteria", "tags"]
        .into_iter()
        .chain(own.iter().copied())
        .collect();
    heading.check_attributes(scope, &known);
    kind
}

pub(super) fn criteria(scope: Scope<'_>, heading: &Heading) -> Vec<String> {
    let Some(list) = heading
        .attribute("criteria")
        .filter(|list| !list.is_empty())
    else {
        scope.error_with_hint(heading.range.start, "this question tests no criterion", HOW);
        return Vec::new();
    };
    let mut at = heading.offset(scope.source, "criteria=") + "criteria=".len();
    let mut codes = Vec::new();
    for code in list.split(',') {
        if !code.is_empty() {
            let place = scope.source.place(at);
            scope
                .findings
                .refer(Sort::Criterion, code, Sort::Question, place);
            codes.push(code.to_owned());
        }
        at += code.len() + 1;
    }
    codes
}

pub(super) fn tags(scope: Scope<'_>, heading: &Heading) -> Vec<String> {
    let tags: Vec<&str> = heading
        .attribute("tags")
        .map(|list| list.split(',').collect())
        .unwrap_or_default();
    if let Some(tag) = tags.iter().find(|tag| !is_slug(tag)) {
        let at = heading.offset(scope.source, "tags=");
        let hint = "lower-case words with hyphens and commas between them: tags=ruptures,endings";
        scope.error_with_hint(at, format!("`{tag}` is not a well-formed tag"), hint);
    }
    tags.into_iter().map(str::to_owned).collect()
}

/// Whether the answer is all or nothing.
pub(super) fn whole(scope: Scope<'_>, heading: &Heading) -> bool {
    match heading.attribute("credit") {
        None | Some("part") => false,
        Some("whole") => true,
        Some(other) => {
            scope.error_with_hint(
                heading.offset(scope.source, "credit="),
                format!("`credit` cannot be `{other}`"),
                "it is one of: whole, part",
            );
            false
        }
    }
}

pub(super) fn number(scope: Scope<'_>, heading: &Heading, name: &str) -> Option<u32> {
    let text = heading.attribute(name)?;
    let number = text.parse().ok();
    if number.is_none() {
        let at = heading.offset(scope.source, name);
        scope.error(at, format!("`{name}` must be a whole number"));
    }
    number
}
