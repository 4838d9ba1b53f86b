//! The glossary: one heading per term, shown on its own page and beside the text that links to it.

use super::document::{Document, Scope};
use super::events::Markdown;
use super::findings::{Review, Sort};
use super::index::TermNote;
use super::layout::is_slug;
use super::markdown::{self, Style};
use super::{Term, Version, VersionKind};

/// What is shown beside a text, by the term's id. Without citations, which have their place on the glossary's page.
pub(crate) fn notes(scope: Scope<'_>, markdown: &Markdown<'_>) -> Vec<(String, TermNote)> {
    let headings: Vec<_> = markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level == 2 && !heading.nested)
        .collect();
    let (_, parts) = markdown.parts(&headings);
    let note = |(heading, range): (&super::heading::Heading, std::ops::Range<usize>)| {
        let html = markdown::inline(scope, markdown, range);
        Some((
            heading.id.clone()?,
            TermNote {
                title: heading.title.clone(),
                html,
            },
        ))
    };
    parts.into_iter().filter_map(note).collect()
}

/// The terms, in the file's order.
pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>) -> Vec<Term> {
    let mut keys = document.keys(&scope.findings.faults);
    keys.text("title");
    let review = Review {
        by: keys.date("review-by"),
        place: keys.place("review-by"),
    };
    scope.findings.reviews.borrow_mut().push(review);
    keys.finish();
    let markdown = &document.markdown;
    let headings: Vec<_> = markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level == 2 && !heading.nested)
        .collect();
    let (introduction, parts) = markdown.parts(&headings);
    if !introduction.is_empty() {
        scope.error_with_hint(
            markdown.events[0].1.start,
            "only terms may stand here",
            "begin with ## Term {#term-id}",
        );
    }
    let starts: Vec<usize> = headings.iter().map(|heading| heading.range.start).collect();
    let mut terms = Vec::new();
    for (heading, range) in parts {
        heading.check_attributes(scope, &[]);
        let id = heading.id.clone().unwrap_or_default();
        if is_slug(&id) {
            scope
                .findings
                .define(Sort::Term, &id, scope.source.place(heading.range.start));
        } else {
            scope.error_with_hint(
                heading.range.start,
                "this term needs a well-formed id",
                "write ## Term {#term-id}",
            );
        }
        if range.is_empty() {
            scope.error(heading.range.start, "this term is not explained");
        }
        let style = Style {
            terms: false,
            ..Style::prose(format!("{id}-"), 2)
        };
        terms.push(Term {
            version: version(scope, &starts, heading.range.start, &id),
            body: markdown::html(scope, markdown, range, style),
            title: heading.title.clone(),
            id,
        });
    }
    terms
}

/// What is pinned of a term: its own lines, from its heading to the next.
fn version(scope: Scope<'_>, starts: &[usize], start: usize, id: &str) -> Version {
    let text = scope.source.text;
    let next = starts.iter().copied().filter(|other| *other > start).min();
    let source = &text[start..next.unwrap_or(text.len())];
    Version::new(VersionKind::Term, id, source.trim_end())
}
