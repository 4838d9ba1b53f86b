//! Where the parts of a question lie among its events: what is asked, the answers, hints, general feedback.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Part, Type};
use crate::library::events::Markdown;

pub(super) struct Body {
    pub(super) stem: Range<usize>,
    /// The list or table of answers.
    pub(super) answers: Option<Range<usize>>,
    /// The insides of quotes.
    pub(super) hints: Vec<Range<usize>>,
    pub(super) feedback: Option<Range<usize>>,
}

impl Body {
    pub(super) fn find(part: Part<'_>, kind: Type) -> Self {
        let markdown = part.markdown;
        let begin = part.heading.events.end;
        let blocks = markdown.blocks(begin..markdown.events.len());
        let answers = blocks
            .iter()
            .position(|block| are_answers(markdown, block, kind));
        // Without answers, as in a free response, feedback begins with the first quote at the end.
        let after = answers.map_or_else(|| trailing_quotes(markdown, &blocks), |at| at + 1);
        if answers.is_none() && kind != Type::Free {
            no_answers(part, kind);
        }
        let stem_blocks = answers.unwrap_or(after);
        if stem_blocks == 0 {
            part.scope.error(
                part.heading.range.start,
                "this question has no text before its options",
            );
        }
        let end_of_stem = blocks
            .get(stem_blocks)
            .map_or(markdown.events.len(), |b| b.start);
        let (hints, feedback) = quotes(part, &blocks[after..]);
        if feedback.is_none() && needs_feedback(kind) {
            part.error(
                "this question has no general feedback",
                "say what a good answer holds, as one quote at the end: > …",
            );
        }
        Self {
            stem: begin..end_of_stem,
            answers: answers.map(|at| blocks[at].clone()),
            hints,
            feedback,
        }
    }
}

fn no_answers(part: Part<'_>, kind: Type) {
    let hint = match kind {
        Type::Order | Type::Ranking => "write them as a numbered list in the right order: 1. …",
        Type::Match | Type::Extended => {
            "write them as a table of three columns: what, its match, why"
        }
        Type::Cloze => "write what belongs in the gaps as a numbered list: 1. …",
        _ => "write each as - [ ] or - [x], with its feedback below it as   > …",
    };
    part.error("this question has no options", hint);
}

/// Whether nothing else tells a learner what was wrong with an answer that nobody thought of.
fn needs_feedback(kind: Type) -> bool {
    matches!(kind, Type::Short | Type::Numeric | Type::Cloze | Type::Free)
}

/// Whether a block holds the answers to a question of this type.
fn are_answers(markdown: &Markdown<'_>, block: &Range<usize>, kind: Type) -> bool {
    let first = &markdown.events[block.start].0;
    match kind {
        Type::Order | Type::Ranking | Type::Cloze => {
            matches!(first, Event::Start(Tag::List(Some(_))))
        }
        Type::Match | Type::Extended => matches!(first, Event::Start(Tag::Table(_))),
        Type::Free => false,
        Type::Single | Type::Multiple | Type::Short | Type::Numeric => {
            matches!(first, Event::Start(Tag::List(_)))
                && markdown.events[block.clone()]
                    .iter()
                    .any(|(event, _)| matches!(event, Event::TaskListMarker(_)))
        }
    }
}

fn is_quote(markdown: &Markdown<'_>, block: &Range<usize>) -> bool {
    matches!(
        markdown.events[block.start].0,
        Event::Start(Tag::BlockQuote(_))
    )
}

/// The index of the first of the quotes that end the blocks.
fn trailing_quotes(markdown: &Markdown<'_>, blocks: &[Range<usize>]) -> usize {
    let other = |block: &Range<usize>| {
        !is_quote(markdown, block)
            && !matches!(
                markdown.events[block.start].0,
                Event::Start(Tag::FootnoteDefinition(_))
            )
    };
    blocks.iter().rposition(other).map_or(0, |at| at + 1)
}

/// The hints and the general feedback; anything else there is a fault.
fn quotes(part: Part<'_>, blocks: &[Range<usize>]) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    let (mut hints, mut feedback) = (Vec::new(), None);
    for block in blocks {
        let (event, range) = &part.markdown.events[block.start];
        let inside = block.start + 1..block.end - 1;
        match event {
            Event::Start(Tag::BlockQuote(_))
                if feedback.is_none() && is_hint(part.markdown, &inside) =>
            {
                hints.push(inside);
            }
            Event::Start(Tag::BlockQuote(_)) if feedback.is_none() => feedback = Some(inside),
            Event::Start(Tag::FootnoteDefinition(_)) => {}
            Event::Start(Tag::List(_)) => {
                let hint = "write all options in one list, each beginning with - [ ] or - [x]";
                part.scope
                    .error_with_hint(range.start, "a second list follows the options", hint);
            }
            _ => {
                let hint = "write hints and then general feedback, each as one quote: > …";
                part.scope.error_with_hint(
                    range.start,
                    "only general feedback may follow the options",
                    hint,
                );
            }
        }
    }
    (hints, feedback)
}

/// Whether a quote begins with **Hint.**
fn is_hint(markdown: &Markdown<'_>, inside: &Range<usize>) -> bool {
    let bold = matches!(
        markdown.events.get(inside.start + 1),
        Some((Event::Start(Tag::Strong), _))
    );
    bold && markdown.plain(inside.clone()).starts_with("Hint")
}
