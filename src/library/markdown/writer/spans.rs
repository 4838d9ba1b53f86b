//! Links, images, citations, boxes, and the notes after a block.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Writer;
use crate::library::markdown::links::{self, Target};
use crate::library::markdown::notes::{self, Citation, Note};
use crate::library::markdown::{escape, escape_into};

impl Writer<'_> {
    /// A quotation, or a box if it opens with a bold line.
    pub(super) fn quote(&mut self, index: usize) -> usize {
        let Some((title, next, text_follows)) = self.box_title(index) else {
            self.open("<blockquote>\n", "</blockquote>\n");
            return index + 1;
        };
        let label = self.markdown.plain(title.clone());
        let class = if label.to_lowercase().starts_with("try this") {
            "try"
        } else {
            "case"
        };
        self.open(
            &format!(
                "<div class=\"{class}\" role=\"note\" aria-label=\"{}\">",
                escape(&label)
            ),
            "</div>\n",
        );
        self.open("<p class=\"case-title\">", "</p>\n");
        self.run(title);
        self.html.push_str(self.closing.pop().unwrap_or_default());
        self.in_word = false;
        if text_follows {
            self.open("<p>", "</p>\n");
        }
        next
    }

    /// The events of a quote's bold first line, the event after it, and whether its paragraph goes on.
    fn box_title(&self, index: usize) -> Option<(Range<usize>, usize, bool)> {
        let events = &self.markdown.events;
        let (Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)) =
            (&events.get(index + 1)?.0, &events.get(index + 2)?.0)
        else {
            return None;
        };
        let end = self.markdown.end_of(index + 2);
        match events.get(end + 1)?.0 {
            Event::End(TagEnd::Paragraph) => Some((index + 3..end, end + 2, false)),
            Event::SoftBreak | Event::HardBreak => Some((index + 3..end, end + 2, true)),
            _ => None,
        }
    }

    pub(super) fn link(&mut self, index: usize, link_type: LinkType, destination: &str) -> usize {
        let range = self.markdown.events[index].1.clone();
        if matches!(
            link_type,
            LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown
        ) {
            return self.reference(index, range, destination);
        }
        if index + 1 == self.markdown.end_of(index) {
            self.scope.error_with_hint(
                range.start,
                "this link has no text",
                "write what the reader finds there: [text](file.md)",
            );
        }
        let mailto;
        let destination = if link_type == LinkType::Email {
            mailto = format!("mailto:{destination}");
            &mailto
        } else {
            destination
        };
        match links::resolve(self.scope, destination) {
            Ok(target) => self.open_link(target),
            Err(refused) => {
                if !self.scope.index.lenient {
                    self.scope
                        .error_with_hint(range.start, refused.message, refused.hint);
                }
                self.open("", "");
            }
        }
        index + 1
    }

    fn open_link(&mut self, target: Target) {
        let html = match target {
            Target::External(href) if href.starts_with("mailto:") => {
                format!("<a href=\"{}\">", escape(&href))
            }
            Target::External(href) => format!("<a href=\"{}\" rel=\"noreferrer\">", escape(&href)),
            Target::Page { href, .. } => format!("<a href=\"{}\">", escape(&href)),
            Target::Term(id) => {
                if self.style.terms {
                    self.notes.term(&id);
                }
                format!("<a class=\"term\" href=\"/glossary#{}\">", escape(&id))
            }
        };
        self.open(&html, "</a>");
    }

    /// A link to something that the text does not define: a citation, or a mistake.
    fn reference(&mut self, index: usize, range: Range<usize>, name: &str) -> usize {
        let text = &self.scope.source.text[range.clone()];
        if let Some(cited) = notes::citations(text) {
            self.cite(&cited, range.start, text);
            return self.markdown.end_of(index) + 1;
        }
        if name.starts_with('@') {
            self.scope.error_with_hint(
                range.start,
                "this citation cannot be read",
                "write [@key], [@key, ch. 1] or [@key; @other-key]",
            );
        } else if let Some(label) = name.strip_prefix('^') {
            self.no_footnote(range.start, label);
        } else {
            self.scope.error_with_hint(
                range.start,
                format!("the link [{name}] is not defined"),
                "write [text](file.md)",
            );
        }
        self.open("", "");
        index + 1
    }

    fn cite(&mut self, cited: &[Citation<'_>], start: usize, text: &str) {
        let known = |citation: &&Citation<'_>| self.scope.index.works.contains_key(citation.key);
        if self.scope.index.lenient {
            return escape_into(&mut self.html, text);
        }
        for citation in cited.iter().filter(|citation| !known(citation)) {
            let message = format!("`{}` is not in references.yml", citation.key);
            self.scope.error(start + citation.at, message);
        }
        let known: Vec<_> = cited.iter().filter(known).collect();
        self.join_to_word();
        if !self.style.notes || known.is_empty() {
            return;
        }
        let marks: Vec<String> = known
            .iter()
            .map(|citation| {
                self.notes
                    .mark(Note::Work(citation.key.to_owned()), &citation.locator)
            })
            .collect();
        self.html.push_str("<sup class=\"cite\">");
        self.html.push_str(&marks.join("; "));
        self.html.push_str("</sup>");
    }

    pub(super) fn footnote(&mut self, label: &str, at: usize) {
        if !self.markdown.footnotes.contains_key(label) {
            return self.no_footnote(at, label);
        }
        if self.style.notes {
            self.join_to_word();
            let mark = self.notes.mark(Note::Footnote(label.to_owned()), "");
            self.html
                .push_str(&format!("<sup class=\"cite\">{mark}</sup>"));
        }
    }

    /// Reports a footnote's mark without a footnote, which the parser leaves as text.
    pub(super) fn undefined_footnote(&self, range: &Range<usize>) {
        let rest = &self.scope.source.text[range.start..];
        let Some(label) = rest
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once(']'))
            .map(|(label, _)| label)
        else {
            return;
        };
        let escaped = self.scope.source.text[..range.start].ends_with('\\');
        if !escaped && !label.is_empty() && !label.contains(char::is_whitespace) {
            self.no_footnote(range.start, label);
        }
    }

    fn no_footnote(&self, at: usize, label: &str) {
        self.scope.error_with_hint(
            at,
            format!("there is no footnote ^{label}"),
            format!("write [^{label}]: and its text"),
        );
    }

    /// A raised number stands directly after its word, whatever the author typed between them.
    fn join_to_word(&mut self) {
        if self.html.ends_with(' ') || (self.html.ends_with('\n') && !self.html.ends_with(">\n")) {
            self.html.pop();
        }
    }

    pub(super) fn image(
        &mut self,
        index: usize,
        destination: &str,
        title: &str,
        alone: bool,
    ) -> usize {
        let at = self.markdown.events[index].1.start;
        let end = self.markdown.end_of(index);
        let alt = self.markdown.plain(index..end);
        if alt.is_empty() {
            self.scope.error_with_hint(
                at,
                "this image has no text alternative",
                "write between the brackets what a reader who cannot see it needs to know",
            );
        }
        if !alone {
            self.scope.error_with_hint(
                at,
                "an image stands on a line of its own",
                "put an empty line before and after it",
            );
        }
        match links::image(self.scope, destination) {
            Ok(address) => self.figure(&address, &alt, title, alone),
            Err(refused) => {
                if !self.scope.index.lenient {
                    self.scope
                        .error_with_hint(at, refused.message, refused.hint);
                }
                escape_into(&mut self.html, &alt);
            }
        }
        end + 1
    }

    fn figure(&mut self, address: &str, alt: &str, title: &str, alone: bool) {
        let image = format!("<img src=\"{}\" alt=\"{}\"/>", escape(address), escape(alt));
        if !alone {
            return self.html.push_str(&image);
        }
        self.html.push_str("<figure>");
        self.html.push_str(&image);
        if !title.is_empty() {
            self.html.push_str("<figcaption>");
            escape_into(&mut self.html, title);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    /// Writes what the block that has just ended mentioned for the first time.
    pub(super) fn flush_notes(&mut self) {
        let (words, text) = (self.words, std::mem::take(&mut self.html));
        let mut next = 0;
        // A footnote can mention further works and terms: they join the end of the list.
        while let Some(note) = self.notes.pending.get(next).cloned() {
            self.note(&note);
            next += 1;
        }
        self.notes.pending.clear();
        let notes = std::mem::replace(&mut self.html, text);
        if !notes.is_empty() {
            self.html
                .push_str("<div class=\"notes\" role=\"note\" aria-label=\"Notes\">");
            self.html.push_str(notes.trim_end());
            self.html.push_str("</div>\n");
        }
        self.words = words;
    }

    fn note(&mut self, note: &Note) {
        match note {
            Note::Term(id) => self
                .html
                .push_str(&notes::term_note(self.scope, id).unwrap_or_default()),
            Note::Work(key) => {
                let work = self.scope.index.works.get(key).map_or("", String::as_str);
                self.html
                    .push_str(&format!("{}{work}</p>", self.notes.opening(note)));
            }
            Note::Footnote(label) => {
                let Some(range) = self.markdown.footnotes.get(label).cloned() else {
                    return;
                };
                let before = std::mem::take(&mut self.html);
                // Something is open, so that the end of the footnote's paragraph is not taken for the end of a block.
                self.closing.push("");
                self.run(range);
                self.closing.pop();
                let text = std::mem::replace(&mut self.html, before);
                self.html.push_str(&self.notes.opening(note));
                match text.strip_prefix("<p>") {
                    Some(rest) => self.html.push_str(rest.trim_end()),
                    None => self.html.push_str(&format!("</p>{}", text.trim_end())),
                }
            }
        }
    }
}
