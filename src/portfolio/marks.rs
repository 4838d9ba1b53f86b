//! Changes as one reads them: what is new and what was taken out, marked, and said in words to those who hear the page. HTML.

use super::changes::{Piece, of_words};
use crate::ui::escape;

/// A text with paragraphs.
pub fn marked_text(before: &str, now: &str) -> String {
    let html = format!("<p>{}</p>", marked(before, now, "</p><p>"));
    html.replace("<p></p>", "")
}

/// A line, or what stands in a cell.
pub fn marked_line(before: &str, now: &str) -> String {
    marked(before, now, "<br><br>")
}

/// `between` parts paragraphs; no mark reaches across.
fn marked(before: &str, now: &str, between: &str) -> String {
    let mut html = String::new();
    for piece in of_words(before, now) {
        let (text, mark): (_, fn(&str) -> String) = match &piece {
            Piece::Kept(text) => (text, str::to_owned),
            Piece::Added(text) => (text, added),
            Piece::Removed(text) => (text, removed),
        };
        let parts = text.split("\n\n").map(|part| match part.trim().is_empty() {
            true => escape(part),
            false => mark(&escape(part).replace('\n', "<br>")),
        });
        html.push_str(&parts.collect::<Vec<_>>().join(between));
    }
    html
}

/// What is new; `html` holds no paragraphs.
pub fn added(html: &str) -> String {
    format!("<ins><span class=\"unseen\">[new: </span>{html}<span class=\"unseen\">]</span></ins>")
}

/// What was taken out; `html` holds no paragraphs.
pub fn removed(html: &str) -> String {
    format!(
        "<del><span class=\"unseen\">[taken out: </span>{html}<span class=\"unseen\">]</span></del>"
    )
}
