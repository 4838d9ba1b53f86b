//! Links, images, citations, boxes, and the notes after a block.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Writer;
use crate::library::markdown::links::{self, Target};
use crate::library::markdown::notes::{self, Citation, Note};
use crate::library::markdown::{escape, escape_into, is_reference};

impl Writer<'_> {
    pub(super) fn link(&mut self, index: usize, link_type: LinkType, destination: &str) -> usize {
        let range = self.markdown.events[index].1.clone();
        if is_reference(link_type) {
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
        if name.contains('@') {
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
        if !self.style.notes || known.is_empty() {
            return self.join_to_word();
        }
        let marks: Vec<String> = known
            .iter()
            .map(|citation| {
                let note = Note::Work(citation.key.to_owned());
                self.notes.mark(note, &citation.locator)
            })
            .collect();
        self.raise(&marks.join("; "));
    }

    pub(super) fn footnote(&mut self, label: &str, at: usize) {
        if !self.markdown.footnotes.contains_key(label) {
            return self.no_footnote(at, label);
        }
        if self.style.notes {
            let mark = self.notes.mark(Note::Footnote(label.to_owned()), "");
            self.raise(&mark);
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

    /// Writes raised numbers; those that follow each other share one element, so that 1 and 2 do not read as 12.
    fn raise(&mut self, marks: &str) {
        self.join_to_word();
        if self.html.ends_with("</a></sup>") {
            self.html.truncate(self.html.len() - "</sup>".len());
            self.html.push_str("; ");
        } else {
            self.html.push_str("<sup class=\"cite\">");
        }
        self.html.push_str(marks);
        self.html.push_str("</sup>");
    }

    /// A raised number stands directly after its word, whatever the author typed between them.
    fn join_to_word(&mut self) {
        if self.html.ends_with(' ') || (self.html.ends_with('\n') && !self.html.ends_with(">\n")) {
            self.html.pop();
        }
    }
}
