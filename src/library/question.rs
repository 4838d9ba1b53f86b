//! One question: its heading, its stem, its options with their feedback, and the feedback in general.
//!
//! It is compiled from its own slice of the file, so that what is stored for a learner compiles to the same question.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::document::Scope;
use super::events::Markdown;
use super::fault::Source;
use super::findings::{Findings, Sort};
use super::heading::Heading;
use super::index::Index;
use super::layout::is_slug;
use super::markdown::{self, Style};
use super::{Choice, Question, QuestionKind, Version, VersionKind, choice};

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
    let options = choice::compile(scope, &markdown, &heading, body.options, &id);
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

pub(crate) fn prose(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    range: Range<usize>,
    prefix: String,
) -> String {
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

/// Where the parts of a question lie among its events.
struct Body {
    stem: Range<usize>,
    options: Option<Range<usize>>,
    feedback: Option<Range<usize>>,
}

impl Body {
    fn find(scope: Scope<'_>, markdown: &Markdown<'_>, heading: &Heading) -> Self {
        let blocks = markdown.blocks(heading.events.end..markdown.events.len());
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
        Self {
            stem: heading.events.end..blocks[first].start,
            options: Some(blocks[first].clone()),
            feedback: feedback(scope, markdown, &blocks[first + 1..]),
        }
    }
}

/// The inside of the quote that follows the options; anything else there is a fault.
fn feedback(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    blocks: &[Range<usize>],
) -> Option<Range<usize>> {
    let mut feedback = None;
    for block in blocks {
        let (event, range) = &markdown.events[block.start];
        match event {
            Event::Start(Tag::BlockQuote(_)) if feedback.is_none() => {
                feedback = Some(block.start + 1..block.end - 1)
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {}
            Event::Start(Tag::List(_)) => {
                let hint = "write all options in one list, each beginning with - [ ] or - [x]";
                scope.error_with_hint(range.start, "a second list follows the options", hint);
            }
            _ => {
                let hint = "write it as one quote: > …";
                scope.error_with_hint(
                    range.start,
                    "only general feedback may follow the options",
                    hint,
                );
            }
        }
    }
    feedback
}

/// Whether a block is a list with a box at any of its items.
fn is_option_list(markdown: &Markdown<'_>, block: &Range<usize>) -> bool {
    let is_list = matches!(markdown.events[block.start].0, Event::Start(Tag::List(_)));
    is_list
        && markdown.events[block.clone()]
            .iter()
            .any(|(event, _)| matches!(event, Event::TaskListMarker(_)))
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
