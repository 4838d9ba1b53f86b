//! From a view to a response: the document around it, its head, and the bytes.
//!
//! A page is rendered in one go, under an owner of its own, after its handler has loaded everything: no resources, no streaming, no
//! inline scripts. Pages without an island load no script at all.

use crate::assets;
use crate::ui::escape;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;

/// Room for a typical page, bytes: one allocation instead of a dozen.
const TYPICAL_LENGTH: usize = 16 * 1024;

/// What a document says about itself, besides its body.
#[derive(Debug, Default)]
pub struct Page {
    title: String,
    description: Option<String>,
    islands: bool,
    larger: bool,
}

impl Page {
    /// A page with this title, which the name of the product follows.
    pub fn new(title: impl Into<String>) -> Self {
        Page {
            title: title.into(),
            ..Page::default()
        }
    }

    /// One sentence for search engines and link previews.
    pub fn description(mut self, words: impl Into<String>) -> Self {
        self.description = Some(words.into());
        self
    }

    /// Loads the scripts; for pages that hold an island.
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Sets everything larger, on the screen and on paper.
    pub fn larger(mut self, larger: bool) -> Self {
        self.larger = larger;
        self
    }

    /// The whole document as a response with status 200. For another status: `(StatusCode::NOT_FOUND, page.render(…))`.
    pub fn render<V: IntoView>(self, view: impl FnOnce() -> V) -> Response {
        respond(self.html(view))
    }

    /// The whole document, for handlers that keep the bytes.
    pub fn html<V: IntoView>(self, view: impl FnOnce() -> V) -> String {
        self.document(&body(view))
    }

    fn document(&self, body: &str) -> String {
        debug_assert_eq!(
            self.islands,
            body.contains("<leptos-island"),
            "{}: Page::with_islands and the body disagree",
            self.title
        );
        let mut html = String::with_capacity(body.len() + TYPICAL_LENGTH / 8);
        html.push_str("<!DOCTYPE html>\n<html lang=\"en-GB\"");
        if self.larger {
            html.push_str(" class=\"larger\"");
        }
        html.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        html.push_str(&escape(&self.title));
        html.push_str(" – Secure Base</title>\n");
        if let Some(words) = &self.description {
            html.push_str("<meta name=\"description\" content=\"");
            html.push_str(&escape(words));
            html.push_str("\">\n");
        }
        html.push_str(&assets::head(self.islands));
        html.push_str("</head>\n<body>\n");
        html.push_str(body);
        html.push_str("\n</body>\n</html>\n");
        html
    }
}

/// A piece of a page, for what is read outside of the site.
pub(crate) fn fragment<V: IntoView>(view: impl FnOnce() -> V) -> String {
    body(view)
}

/// Renders a view under an owner of its own, which marks islands for the browser and frees every signal afterwards.
fn body<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// A finished document as a response; its length follows from its bytes.
pub fn respond(html: String) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_itself() {
        let html =
            Page::new("</title><script>alert(1)</script>").html(|| view! { <h1>"Hello"</h1> });
        assert!(
            html.contains(
                "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; – Secure Base</title>"
            ),
            "{html}"
        );
    }

    #[test]
    fn a_page_without_an_island_loads_no_script() {
        let html = Page::new("Plain")
            .description("\"quoted\"")
            .html(|| view! { <h1>"Hello"</h1> });
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("content=\"&quot;quoted&quot;\""), "{html}");
        assert!(html.contains("<body>\n<h1>Hello</h1>\n</body>"), "{html}");
    }
}
