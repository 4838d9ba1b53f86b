//! Pieces of pages with no knowledge of the product: form fields, notices, small helpers.

pub mod document;
pub mod fields;
pub mod notices;

use crate::ledger::ERASED;

pub use document::Document;
pub use fields::{ErrorSummary, Fault, PasswordField, TextArea, TextField};
pub use notices::{Banner, Empty};

/// Text made safe to stand in HTML, for the few places that take HTML as it is.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Plain text as paragraphs: an empty line parts them, a line end breaks the line. A text that was removed for good is said to be.
pub fn paragraphs(text: &str) -> String {
    let text = match text {
        ERASED => "What was here was removed for good.",
        text => text,
    };
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>", escape(paragraph).replace('\n', "<br>")))
        .collect()
}

/// `1 section`, `3 sections`; `2 criteria`.
pub fn counted(count: usize, thing: &str) -> String {
    match (count, thing.strip_suffix("criterion")) {
        (1, _) => format!("1 {thing}"),
        (_, Some(before)) => format!("{count} {before}criteria"),
        _ => format!("{count} {thing}s"),
    }
}
