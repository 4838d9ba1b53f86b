//! The notes after a block.

use super::Writer;
use crate::library::markdown::notes::{self, Note};

impl Writer<'_> {
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
