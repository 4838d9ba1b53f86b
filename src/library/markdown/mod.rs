//! From Markdown to the HTML that pages show, and nothing of the author's that is not escaped.
//!
//! The writer runs over pulldown-cmark's flat events with an own stack of closing tags, so that deeply nested text costs no call stack.

mod links;
mod notes;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::Block;
use crate::library::document::Scope;
use crate::library::events::Markdown;
use writer::Writer;

/// What differs between the places where Markdown stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// Before every id, so that several texts can stand on one page.
    pub(crate) prefix: String,
    /// The level above the first heading that is allowed.
    pub(crate) floor: u8,
    /// A paragraph that is only a link to an activity becomes a block of its own.
    pub(crate) embeds: bool,
    /// Citations and footnotes are numbered and shown beside the text; otherwise they are left out.
    pub(crate) notes: bool,
    /// Terms are explained beside the text.
    pub(crate) terms: bool,
}

impl Style {
    /// A text with notes beside it, whose ids begin with `prefix` and whose headings stand below level `floor`.
    pub(crate) fn prose(prefix: impl Into<String>, floor: u8) -> Self {
        Self {
            prefix: prefix.into(),
            floor,
            embeds: false,
            notes: true,
            terms: true,
        }
    }

    /// The text of a section, which stands alone on its page.
    pub(crate) fn section() -> Self {
        Self {
            embeds: true,
            ..Self::prose("", 1)
        }
    }

    /// A text without anything beside it.
    pub(crate) fn bare() -> Self {
        Self {
            floor: 2,
            ..Self::default()
        }
    }
}

/// The text of a section.
pub(crate) struct Text {
    pub(crate) blocks: Vec<Block>,
    pub(crate) words: u32,
    /// By their ids, in the order of the text.
    pub(crate) terms: Vec<String>,
}

/// A text as HTML.
pub(crate) fn html(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    range: Range<usize>,
    style: Style,
) -> String {
    let mut writer = Writer::new(scope, markdown, style);
    writer.run(range);
    writer.finish().html
}

/// A text as HTML for the inside of a paragraph or a label, if it is a single paragraph.
pub(crate) fn inline(scope: Scope<'_>, markdown: &Markdown<'_>, range: Range<usize>) -> String {
    let html = html(scope, markdown, range, Style::bare());
    let inner = html
        .trim()
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    inner
        .filter(|inner| !inner.contains("<p>"))
        .unwrap_or(html.trim())
        .to_owned()
}

/// The inside of a paragraph as a paragraph of its own.
pub(crate) fn paragraph(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    inside: Range<usize>,
    style: Style,
) -> String {
    let mut writer = Writer::new(scope, markdown, style);
    writer.paragraph_of(inside);
    writer.finish().html
}

/// A section's text, how many words it has, and which terms it links to.
pub(crate) fn blocks(scope: Scope<'_>, markdown: &Markdown<'_>) -> Text {
    let mut writer = Writer::new(scope, markdown, Style::section());
    writer.run(markdown.all());
    let written = writer.finish();
    let mut blocks = written.blocks;
    if !written.html.is_empty() {
        blocks.push(Block::Prose(written.html));
    }
    Text {
        blocks,
        words: written.words,
        terms: written.terms,
    }
}

/// Whether a link is one to something that the text does not define: a citation, or a mistake.
pub(crate) fn is_reference(link: LinkType) -> bool {
    matches!(
        link,
        LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown
    )
}

/// The key of every work that a text cites, as often as it does.
pub(crate) fn cited(text: &str, markdown: &Markdown<'_>) -> Vec<String> {
    let references = markdown
        .events
        .iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { link_type, .. }) if is_reference(*link_type) => {
                notes::citations(&text[range.clone()])
            }
            _ => None,
        });
    let keys = references.flatten().map(|cited| cited.key.to_owned());
    keys.collect()
}

/// Appends text with everything escaped that HTML could read as its own.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}
