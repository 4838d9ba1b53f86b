//! Text made safe to stand in HTML, for the few places that take HTML as it is.

/// Text with everything escaped that HTML could read as its own.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
