//! The compiler's own HTML, read again: as plain words, with the places where they stand.
//!
//! Only what [`super::markdown`] writes is understood: every `<`, `>`, `&` and quotation mark of an author's is escaped there, so a tag ends at the
//! first `>`. Notes and citation marks stand in the text without being part of it, and are passed over.

use std::ops::Range;

/// The words of some HTML, and where in it each stretch of them stands.
#[derive(Debug, Clone, Default)]
pub struct Plain {
    pub text: String,
    pub headings: Vec<Place>,
    runs: Vec<Run>,
}

/// A heading: its id, and its words' place in the plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: String,
    pub words: Range<usize>,
}

/// A stretch of text between two tags, without entities or one entity alone: its place in the plain text and in the HTML.
#[derive(Debug, Clone)]
struct Run {
    text: Range<usize>,
    html: Range<usize>,
}

/// A tag or a stretch of text.
enum Piece {
    Tag(Range<usize>),
    Text(Range<usize>),
}

impl Plain {
    /// The words of a piece of HTML.
    pub fn of(html: &str) -> Self {
        let mut plain = Plain::default();
        plain.add(html);
        plain
    }

    /// Adds the words of another piece, as if it followed.
    fn add(&mut self, html: &str) {
        let mut skipping = 0_usize;
        let mut heading: Option<(String, usize)> = None;
        for piece in pieces(html) {
            match piece {
                Piece::Text(range) if skipping == 0 => self.words(html, range),
                Piece::Text(_) => {}
                Piece::Tag(range) => {
                    let tag = &html[range];
                    if skipping > 0 || is_beside(tag) {
                        skipping = skipping.saturating_add_signed(depth(tag));
                        continue;
                    }
                    if let Some(id) = heading_id(tag) {
                        heading = Some((id.to_owned(), self.text.len()));
                    } else if let (true, Some((id, start))) = (tag.starts_with("</h"), &heading) {
                        let words = *start..self.text.len();
                        self.headings.push(Place {
                            id: id.clone(),
                            words,
                        });
                        heading = None;
                    }
                }
            }
        }
    }

    fn words(&mut self, html: &str, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &html[at..range.end];
            let (length, text) = match rest.as_bytes()[0] {
                b'&' => entity(rest),
                _ => {
                    let length = rest.find('&').unwrap_or(rest.len());
                    (length, &rest[..length])
                }
            };
            let start = self.text.len();
            self.text.push_str(text);
            self.runs.push(Run {
                text: start..self.text.len(),
                html: at..at + length,
            });
            at += length;
        }
    }

    /// Where in the HTML a stretch of the plain text stands: one range for each run of text between tags.
    pub fn in_html(&self, words: &Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for run in &self.runs {
            let (start, end) = (run.text.start.max(words.start), run.text.end.min(words.end));
            if start >= end {
                continue;
            }
            // An entity is whole or not at all.
            let is_entity = run.text.len() != run.html.len();
            let html = match is_entity {
                true => run.html.clone(),
                false => {
                    run.html.start + start - run.text.start..run.html.start + end - run.text.start
                }
            };
            match found.last_mut().filter(|last| last.end == html.start) {
                Some(last) => last.end = html.end,
                None => found.push(html),
            }
        }
        found
    }
}

fn pieces(html: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = html.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        if rest.starts_with('<') {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
            return Some(Piece::Tag(start..at));
        }
        at += rest.find('<').unwrap_or(rest.len());
        Some(Piece::Text(start..at))
    })
}

/// The entities that the writer makes; anything else stands for itself.
fn entity(text: &str) -> (usize, &str) {
    const KNOWN: [(&str, &str); 5] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let known = KNOWN.iter().find(|(written, _)| text.starts_with(written));
    known.map_or((1, &text[..1]), |(written, meant)| (written.len(), *meant))
}

/// Whether a tag opens something beside the text: notes, citation marks.
fn is_beside(tag: &str) -> bool {
    tag.starts_with("<div class=\"notes\"") || tag.starts_with("<sup class=\"cite\"")
}

/// By how much a tag changes how deep one is.
pub fn depth(tag: &str) -> isize {
    let is_void = ["<br", "<hr", "<img", "<input"]
        .iter()
        .any(|void| tag.starts_with(void));
    match tag.starts_with("</") {
        true => -1,
        false if is_void || tag.ends_with("/>") => 0,
        false => 1,
    }
}

fn heading_id(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix("<h")?.get(1..)?;
    rest.strip_prefix(" id=\"")?.split('"').next()
}
