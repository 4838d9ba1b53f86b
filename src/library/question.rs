//! One question: its heading, its stem, its options with their feedback, and the feedback in general.
//!
//! It is compiled from its own slice of the file, so that what is stored for a learner compiles to the same question.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::document::{Heading, Markdown, Scope};
use super::fault::Source;
use super::findings::{Findings, Sort};
use super::index::Index;
use super::layout::is_slug;
use super::markdown::{self, Style};
use super::version::sha256;
use super::{Choice, Question, QuestionKind, Version, VersionKind};

const FEWEST_OPTIONS: usize = 3;
const HOW: &str = "write ## Title {#its-id type=single criteria=U1.1.1}";

impl Question {
    /// A question as it was when its source was stored; `reference` is `quiz/question`.
    pub fn from_source(reference: &str, source: &str) -> Option<Self> {
        let (index, findings) = (Index::lenient(), Findings::default());
        let source = Source::new("", source);
        let scope = Scope {
            source: &source,
            index: &index,
            findings: &findings,
        };
        compile(scope, 0..source.text.len(), reference.split_once('/')?.0)
    }
}

/// The question at `slice` of a quiz's file.
pub(crate) fn compile(scope: Scope<'_>, slice: Range<usize>, quiz: &str) -> Option<Question> {
    let text = scope.source.text[slice.clone()].trim_end();
    let markdown = Markdown::parse(scope.source.text, slice);
    let heading = markdown.heading(0)?;
    let id = id(scope, &heading);
    let body = Body::find(scope, &markdown, &heading);
    let feedback = body
        .feedback
        .map(|range| prose(scope, &markdown, range, format!("{id}-feedback-")));
    let kind = kind(scope, &heading);
    let options = options(scope, &markdown, &heading, body.options, &id);
    check_right(scope, &heading, kind, &options);
    Some(Question {
        title: heading.title.clone(),
        kind: kind.unwrap_or(QuestionKind::Single),
        criteria: criteria(scope, &heading),
        stem: prose(scope, &markdown, body.stem, format!("{id}-")),
        options,
        feedback,
        version: Version::new(VersionKind::Question, format!("{quiz}/{id}"), text),
        id,
    })
}

fn prose(scope: Scope<'_>, markdown: &Markdown<'_>, range: Range<usize>, prefix: String) -> String {
    markdown::html(scope, markdown, range, Style::prose(prefix, 2))
}

fn id(scope: Scope<'_>, heading: &Heading) -> String {
    heading.check_attributes(scope, &["type", "criteria"]);
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

fn kind(scope: Scope<'_>, heading: &Heading) -> Option<QuestionKind> {
    match heading.attribute("type") {
        Some("single") => return Some(QuestionKind::Single),
        Some("multiple") => return Some(QuestionKind::Multiple),
        Some(other) => {
            let at = heading.offset(scope.source, "type");
            scope.error_with_hint(
                at,
                format!("there is no question type `{other}`"),
                "the types are single and multiple",
            );
        }
        None => scope.error_with_hint(heading.range.start, "this question has no type", HOW),
    }
    None
}

fn criteria(scope: Scope<'_>, heading: &Heading) -> Vec<String> {
    let Some(list) = heading
        .attribute("criteria")
        .filter(|list| !list.is_empty())
    else {
        scope.error_with_hint(heading.range.start, "this question tests no criterion", HOW);
        return Vec::new();
    };
    let codes: Vec<String> = list
        .split(',')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect();
    for code in &codes {
        let place = scope.source.place(heading.offset(scope.source, code));
        scope
            .findings
            .refer(Sort::Criterion, code, Sort::Question, place);
    }
    codes
}

/// Where the parts of a question lie among its events.
struct Body {
    stem: Range<usize>,
    options: Option<Range<usize>>,
    feedback: Option<Range<usize>>,
}

impl Body {
    fn find(scope: Scope<'_>, markdown: &Markdown<'_>, heading: &Heading) -> Self {
        let blocks = markdown.blocks(heading.events.end..markdown.events.len());
        let at = |block: &Range<usize>| markdown.events[block.start].1.start;
        let first = blocks
            .iter()
            .position(|block| is_option_list(markdown, block));
        let Some(first) = first else {
            scope.error_with_hint(
                heading.range.start,
                "this question has no options",
                "write each as - [ ] or - [x], with its feedback below it as   > …",
            );
            return Self {
                stem: heading.events.end..markdown.events.len(),
                options: None,
                feedback: None,
            };
        };
        if first == 0 {
            scope.error(
                heading.range.start,
                "this question has no text before its options",
            );
        }
        let mut feedback = None;
        for block in &blocks[first + 1..] {
            match &markdown.events[block.start].0 {
                Event::Start(Tag::BlockQuote(_)) if feedback.is_none() => {
                    feedback = Some(block.start + 1..block.end - 1)
                }
                Event::Start(Tag::List(_)) => scope.error_with_hint(
                    at(block),
                    "a second list follows the options",
                    "write all options in one list, each beginning with - [ ] or - [x]",
                ),
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                _ => scope.error_with_hint(
                    at(block),
                    "only general feedback may follow the options",
                    "write it as one quote: > …",
                ),
            }
        }
        Self {
            stem: heading.events.end..blocks[first].start,
            options: Some(blocks[first].clone()),
            feedback,
        }
    }
}

/// Whether a block is a list with a box at any of its items.
fn is_option_list(markdown: &Markdown<'_>, block: &Range<usize>) -> bool {
    let is_list = matches!(markdown.events[block.start].0, Event::Start(Tag::List(_)));
    is_list
        && markdown.events[block.clone()]
            .iter()
            .any(|(event, _)| matches!(event, Event::TaskListMarker(_)))
}

fn options(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    list: Option<Range<usize>>,
    id: &str,
) -> Vec<Choice> {
    let Some(list) = list else { return Vec::new() };
    let items = markdown.blocks(list.start + 1..list.end - 1);
    if items.len() < FEWEST_OPTIONS {
        scope.error(
            heading.range.start,
            format!(
                "this question has {} options; it needs at least {FEWEST_OPTIONS}",
                items.len()
            ),
        );
    }
    let mut options = Vec::new();
    let mut keys = BTreeSet::new();
    for item in items {
        let at = markdown.events[item.start].1.start;
        let Some(option) = option(scope, markdown, item, id) else {
            continue;
        };
        if !keys.insert(option.key.clone()) {
            scope.error(at, "this option stands here twice");
        }
        options.push(option);
    }
    options
}

fn option(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    item: Range<usize>,
    id: &str,
) -> Option<Choice> {
    let at = markdown.events[item.start].1.start;
    let inside = item.start + 1..item.end - 1;
    // Between empty lines the box stands inside the item's first paragraph.
    let marker = [inside.start, inside.start + 1]
        .into_iter()
        .filter(|index| inside.contains(index));
    let Some((marker, right)) =
        marker
            .into_iter()
            .find_map(|index| match markdown.events[index].0 {
                Event::TaskListMarker(right) => Some((index, right)),
                _ => None,
            })
    else {
        scope.error_with_hint(at, "this option has no box", "begin it with - [ ] or - [x]");
        return None;
    };
    let is_quote =
        |index: &usize| matches!(markdown.events[*index].0, Event::Start(Tag::BlockQuote(_)));
    let quote = inside.clone().find(is_quote);
    let text = marker + 1..quote.unwrap_or(inside.end);
    let plain = markdown.plain(text.clone());
    if plain.is_empty() {
        scope.error(at, "this option has no text");
    }
    no_notes(scope, markdown, text.clone());
    let key = sha256(&plain)[..8].to_owned();
    let feedback = match quote {
        Some(quote) => {
            let end = markdown.end_of(quote);
            if end + 1 < inside.end {
                scope.error(
                    markdown.events[end + 1].1.start,
                    "only feedback, one quote, may follow an option's text",
                );
            }
            prose(scope, markdown, quote + 1..end, format!("{id}-{key}-"))
        }
        None => {
            scope.error_with_hint(
                at,
                "this option has no feedback",
                "write it below the option, indented:   > …",
            );
            String::new()
        }
    };
    Some(Choice {
        text: markdown::inline(scope, markdown, text),
        key,
        right,
        feedback,
    })
}

/// An option is a label to click on, with no room for notes.
fn no_notes(scope: Scope<'_>, markdown: &Markdown<'_>, text: Range<usize>) {
    for (event, range) in &markdown.events[text] {
        let cites = matches!(event, Event::Start(Tag::Link { .. }))
            && scope.source.text[range.clone()].starts_with("[@");
        if cites || matches!(event, Event::FootnoteReference(_)) {
            scope.error_with_hint(
                range.start,
                "an option cannot cite",
                "cite in the question or in the feedback",
            );
        }
    }
}

fn check_right(
    scope: Scope<'_>,
    heading: &Heading,
    kind: Option<QuestionKind>,
    options: &[Choice],
) {
    let right = options.iter().filter(|option| option.right).count();
    let at = heading.range.start;
    match (kind, right) {
        _ if options.is_empty() => {}
        (_, 0) => scope.error_with_hint(
            at,
            "this question has no right option",
            "mark it with - [x]",
        ),
        (Some(QuestionKind::Single), 2..) => {
            scope.error_with_hint(
                at,
                format!("this question has {right} right options"),
                "one is right when type=single; otherwise write type=multiple",
            );
        }
        (Some(QuestionKind::Multiple), right) if right == options.len() => {
            scope.error_with_hint(
                at,
                "this question has no wrong option",
                "at least one is wrong when type=multiple",
            );
        }
        _ => {}
    }
}
