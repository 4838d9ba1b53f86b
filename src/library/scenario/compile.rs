//! A scenario's file: its front matter, its introduction, and its scenes one by one.

use std::cell::RefCell;

use super::codes::{Marker, Names};
use super::lints;
use super::parts::Text;
use super::scene::Places;
use super::{Scenario, Scene, front};
use crate::library::document::{Document, Scope};
use crate::library::findings::Sort;
use crate::library::heading::Heading;
use crate::library::layout::is_slug;
use crate::library::markdown::{self, Style};
use crate::library::module::{refer_all, review_by};
use crate::library::reflection::own_id;
use crate::library::{Version, VersionKind};

const HOW: &str = "write ## Title {#its-id}";

/// A file, read, with what the checks want to know.
pub(super) struct Read {
    pub(super) scenario: Scenario,
    places: Vec<Places>,
    markers: Vec<Marker>,
}

/// Reads a file, and judges what leads where once every line leads somewhere.
pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Scenario {
    let before = scope.findings.faults.count();
    let read = read(scope, document, module);
    if scope.findings.faults.count() == before {
        lints::check(scope, &read.scenario, &read.places, &read.markers);
    }
    read.scenario
}

pub(super) fn read(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Read {
    let headings: Vec<Heading> = document
        .markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level <= 2 && !heading.nested)
        .collect();
    let mut scenario = without_scenes(scope, document, module, &headings);
    let (scenes, places, markers) = scenes(scope, document, &headings, &scenario);
    scenario.scenes = scenes;
    scenario.markers = markers.iter().map(|marker| marker.name.clone()).collect();
    Read {
        scenario,
        places,
        markers,
    }
}

/// The front matter and the introduction.
fn without_scenes(
    scope: Scope<'_>,
    document: &Document<'_>,
    module: &str,
    headings: &[Heading],
) -> Scenario {
    let mut keys = document.keys(&scope.findings.faults);
    let id = own_id(scope, &mut keys, Sort::Scenario);
    let (criterion, by) = (Sort::Criterion, Sort::Scenario);
    let (introduction, _) = document.markdown.parts(headings);
    if introduction.is_empty() {
        let message = "this conversation has no introduction";
        scope.error(document.body.saturating_sub(1), message);
    }
    let style = Style::prose(format!("{id}-"), 1);
    let scenario = Scenario {
        title: keys.text("title"),
        summary: keys.text("summary"),
        module: module.to_owned(),
        criteria: refer_all(scope, &mut keys, "criteria", criterion, by),
        state: front::state(scope, &mut keys),
        markers: Vec::new(),
        minutes: keys.optional_number("minutes"),
        content_note: keys.optional_text("content-note"),
        body: markdown::html(scope, &document.markdown, introduction, style),
        scenes: Vec::new(),
        version: Version::new(VersionKind::Scenario, id.clone(), scope.source.text),
        id,
    };
    review_by(scope, &mut keys);
    keys.finish();
    scenario
}

fn scenes(
    scope: Scope<'_>,
    document: &Document<'_>,
    headings: &[Heading],
    scenario: &Scenario,
) -> (Vec<Scene>, Vec<Places>, Vec<Marker>) {
    let ids: Vec<String> = headings
        .iter()
        .map(|heading| heading.id.clone().unwrap_or_default())
        .collect();
    check_ids(scope, document, headings);
    let names = Names {
        scope,
        state: &scenario.state,
        scenes: &ids,
        markers: RefCell::default(),
    };
    let text = Text {
        scope,
        markdown: &document.markdown,
        names: &names,
    };
    let (_, parts) = document.markdown.parts(headings);
    let (scenes, places) = parts
        .into_iter()
        .map(|(heading, body)| {
            let prefix = format!(
                "{}-{}-",
                scenario.id,
                heading.id.as_deref().unwrap_or_default()
            );
            text.scene(heading, body, &prefix)
        })
        .unzip();
    (scenes, places, names.markers.into_inner())
}

fn check_ids(scope: Scope<'_>, document: &Document<'_>, headings: &[Heading]) {
    if headings.is_empty() {
        let at = document.body.saturating_sub(1);
        scope.error_with_hint(at, "there is no scene here", HOW);
    }
    for (index, heading) in headings.iter().enumerate() {
        let at = heading.range.start;
        if heading.level == 1 {
            scope.error_with_hint(at, "a heading of level 1 is not allowed here", HOW);
        }
        match heading.id.as_deref() {
            None => scope.error_with_hint(at, "this scene has no id", HOW),
            Some(id) if !is_slug(id) => {
                let hint = "lower-case letters, digits and single hyphens";
                scope.error_with_hint(
                    heading.offset(scope.source, id),
                    format!("`{id}` is not a well-formed id"),
                    hint,
                );
            }
            Some(id) => {
                let first = headings[..index]
                    .iter()
                    .find(|other| other.id.as_deref() == Some(id));
                if let Some(first) = first {
                    let line = scope.source.line(first.range.start);
                    let at = heading.offset(scope.source, id);
                    scope.error_with_hint(
                        at,
                        format!("the id `{id}` is given twice"),
                        format!("it is also that of the scene in line {line}"),
                    );
                }
            }
        }
    }
}
