//! The words of the text that are selected in the browser, with what stands around them.

use leptos::prelude::{document, window};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range, Text};

/// How much of what is before and after a passage is sent, characters.
const CONTEXT: usize = 32;

/// Words of the text, with the stretches of the page in which they stand: text, and from where to where in UTF-16.
#[derive(Debug, Clone, Default)]
pub(super) struct Picked {
    pub(super) quote: String,
    pub(super) before: String,
    pub(super) after: String,
    stretches: Vec<(Text, u32, u32)>,
}

impl Picked {
    /// Marks the words on the page, as the server will from now on.
    pub(super) fn mark(self) {
        for (text, start, end) in self.stretches {
            if text.length() < end || text.data().trim().is_empty() {
                continue;
            }
            let _ = mark(&text, start, end);
        }
    }
}

fn mark(text: &Text, start: u32, end: u32) -> Option<()> {
    let words = text.split_text(start).ok()?;
    words.split_text(end - start).ok()?;
    let mark = document().create_element("mark").ok()?;
    mark.set_class_name("mine");
    words.parent_node()?.replace_child(&mark, &words).ok()?;
    mark.append_child(&words).ok()?;
    Some(())
}

pub(super) fn selected() -> Option<Range> {
    let selection = window().get_selection().ok()??;
    (!selection.is_collapsed() && selection.range_count() > 0)
        .then(|| selection.get_range_at(0).ok())?
}

/// The words of the section's own text that are selected; none if there are none, or they lie elsewhere.
pub(super) fn picked(range: &Range) -> Option<Picked> {
    let mut picked = Picked::default();
    let mut reader = Reader {
        range,
        picked: &mut picked,
    };
    let prose = document().query_selector_all("article > .prose").ok()?;
    for at in 0..prose.length() {
        reader.read(&prose.item(at)?);
    }
    picked.before = last(&picked.before);
    (!picked.quote.trim().is_empty()).then_some(picked)
}

/// Reads the page's text in its order.
struct Reader<'r> {
    range: &'r Range,
    picked: &'r mut Picked,
}

impl Reader<'_> {
    fn read(&mut self, node: &Node) {
        if let Some(text) = node.dyn_ref::<Text>() {
            return self.text(text);
        }
        if node.dyn_ref::<Element>().is_some_and(is_beside) {
            return;
        }
        let mut child = node.first_child();
        while let Some(node) = child {
            self.read(&node);
            child = node.next_sibling();
        }
    }

    fn text(&mut self, text: &Text) {
        let is = |end: Option<Node>| end.is_some_and(|end| end.is_same_node(Some(text)));
        let inside = self.range.intersects_node(text).unwrap_or(false);
        let (mut start, mut end) = (0, text.length());
        if is(self.range.start_container().ok()) {
            start = self.range.start_offset().unwrap_or(0);
        }
        if is(self.range.end_container().ok()) {
            end = self.range.end_offset().unwrap_or(end);
        }
        let part = |from: u32, to: u32| {
            text.substring_data(from, to.saturating_sub(from))
                .unwrap_or_default()
        };
        if inside && start < end {
            if self.picked.quote.is_empty() {
                self.picked.before.push_str(&part(0, start));
            }
            self.picked.quote.push_str(&part(start, end));
            self.picked.stretches.push((text.clone(), start, end));
            self.after(&part(end, text.length()));
        } else if self.picked.quote.is_empty() {
            self.picked.before = last(&(std::mem::take(&mut self.picked.before) + &text.data()));
        } else {
            self.after(&text.data());
        }
    }

    fn after(&mut self, text: &str) {
        let room = CONTEXT.saturating_sub(self.picked.after.chars().count());
        self.picked.after.extend(text.chars().take(room));
    }
}

/// Whether something stands beside the text and is no part of it.
fn is_beside(element: &Element) -> bool {
    let classes = element.class_list();
    classes.contains("notes") || classes.contains("cite")
}

fn last(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(CONTEXT);
    text.chars().skip(skip).collect()
}
