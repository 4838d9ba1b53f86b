//! Modules and their sections: what a learner reads.

use super::document::{Document, Scope};
use super::findings::{Review, Sort};
use super::keys::Keys;
use super::markdown::{self, Style};
use super::{Block, Care, Module, Section, Version, VersionKind, compiler, complete};

/// Reading speed of attentive adults, in words a minute.
const WORDS_A_MINUTE: u32 = 200;

impl Module {
    /// The section at an address.
    pub fn section(&self, slug: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == slug)
    }
}

impl Section {
    /// A section as it was when its source was stored; `reference` is `module/section`.
    pub fn from_source(reference: &str, source: &str) -> Option<Self> {
        let (module, slug) = reference.split_once('/')?;
        let path = format!("modules/{module}/01-{slug}.md");
        compiler::lenient(&path, source, |scope, document| {
            section(scope, document, module, slug)
        })
    }
}

/// Reads author, reviewer and review date, and has the date checked.
pub(crate) fn care(scope: Scope<'_>, keys: &mut Keys<'_>) -> Care {
    Care {
        author: keys.text("author"),
        reviewer: keys.text("reviewer"),
        review_by: review_by(scope, keys),
    }
}

/// Reads the review date alone, and has it checked.
pub(crate) fn review_by(scope: Scope<'_>, keys: &mut Keys<'_>) -> String {
    let by = keys.date("review-by");
    let review = Review {
        by: by.clone(),
        place: keys.place("review-by"),
    };
    scope.findings.reviews.borrow_mut().push(review);
    by
}

/// Notes the use of every id in a list of the front matter.
pub(crate) fn refer_all(
    scope: Scope<'_>,
    keys: &mut Keys<'_>,
    name: &'static str,
    sort: Sort,
    by: Sort,
) -> Vec<String> {
    let spots = keys.list(name);
    for spot in &spots {
        scope
            .findings
            .refer(sort, &spot.text, by, scope.source.place(spot.at));
    }
    spots.into_iter().map(|spot| spot.text).collect()
}

/// Reports a file without a body.
pub(crate) fn require_body(scope: Scope<'_>, document: &Document<'_>) {
    if document.markdown.events.is_empty() {
        scope.error_with_hint(
            document.body.saturating_sub(1),
            "the body is empty",
            "write it below the front matter",
        );
    }
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, slug: &str) -> Module {
    let mut keys = document.keys(&scope.findings.faults);
    let module = Module {
        slug: slug.to_owned(),
        title: keys.text("title"),
        summary: keys.text("summary"),
        content_note: keys.optional_text("content-note"),
        care: care(scope, &mut keys),
        outcomes: refer_all(scope, &mut keys, "outcomes", Sort::Outcome, Sort::Module),
        complete: complete::of_module(scope, &mut keys),
        body: markdown::html(
            scope,
            &document.markdown,
            document.markdown.all(),
            Style::prose("", 1),
        ),
        sections: Vec::new(),
    };
    keys.finish();
    require_body(scope, document);
    scope
        .findings
        .define(Sort::Module, slug, scope.source.place(0));
    module
}

pub(crate) fn section(
    scope: Scope<'_>,
    document: &Document<'_>,
    module: &str,
    slug: &str,
) -> Section {
    let mut keys = document.keys(&scope.findings.faults);
    let text = markdown::blocks(scope, &document.markdown);
    let title = keys.text("title");
    let criteria = refer_all(scope, &mut keys, "criteria", Sort::Criterion, Sort::Module);
    let content_note = keys.optional_text("content-note");
    let minutes = keys.optional_number("minutes");
    let complete = complete::of_section(scope, &mut keys, &text.blocks);
    keys.finish();
    require_body(scope, document);
    Section {
        slug: slug.to_owned(),
        title,
        minutes: minutes.unwrap_or_else(|| text.words.div_ceil(WORDS_A_MINUTE).max(1)),
        words: text.words,
        content_note,
        criteria,
        complete,
        terms: text.terms,
        blocks: text.blocks,
        version: Version::new(
            VersionKind::Section,
            format!("{module}/{slug}"),
            scope.source.text,
        ),
    }
}

impl Block {
    /// The prose, if it is prose.
    pub fn prose(&self) -> Option<&str> {
        if let Self::Prose(html) = self {
            Some(html)
        } else {
            None
        }
    }
}
