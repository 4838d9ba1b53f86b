//! One Markdown file, read; and what everything that compiles a piece of one is given.

use super::events::Markdown;
use super::fault::{Faults, Source};
use super::findings::Findings;
use super::front_matter;
use super::index::Index;
use super::keys::Keys;
use super::yaml::{Key, Node, Value};

/// A file, read but not yet compiled.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) markdown: Markdown<'a>,
    entries: Vec<(Key, Node)>,
    pub(crate) body: usize,
}

impl<'a> Document<'a> {
    /// Reads a file; without front matter that can be read there is only a fault.
    pub(crate) fn read(path: &'a str, text: &'a str, faults: &Faults) -> Option<Self> {
        let source = Source::new(path, text);
        let split = front_matter::split(&source, faults)?;
        let markdown = Markdown::parse(text, split.body..text.len());
        Some(Self {
            source,
            markdown,
            entries: split.entries,
            body: split.body,
        })
    }

    pub(crate) fn keys<'k>(&'k self, faults: &'k Faults) -> Keys<'k> {
        Keys::new(&self.source, faults, 0, &self.entries)
    }

    /// A text from the front matter, before that is checked.
    pub(crate) fn peek(&self, name: &str) -> Option<&str> {
        match self.entries.iter().find(|(key, _)| key.name == name) {
            Some((
                _,
                Node {
                    value: Value::Text(text),
                    ..
                },
            )) => Some(text),
            _ => None,
        }
    }
}

/// What everything that compiles a piece of a file needs.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) source: &'s Source<'s>,
    pub(crate) index: &'s Index,
    pub(crate) findings: &'s Findings,
}

impl Scope<'_> {
    pub(crate) fn error(&self, at: usize, message: impl Into<String>) {
        self.findings.faults.add(self.source.error(at, message));
    }

    pub(crate) fn error_with_hint(
        &self,
        at: usize,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings
            .faults
            .add(self.source.error(at, message).hint(hint));
    }
}
