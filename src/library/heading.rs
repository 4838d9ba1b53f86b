//! Headings: they carry the ids and the settings of everything that has any.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::document::Scope;
use super::fault::Source;

/// A heading with its attributes.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) id: Option<String>,
    pub(crate) classes: Vec<String>,
    pub(crate) attributes: Vec<(String, Option<String>)>,
    pub(crate) title: String,
    /// In the file.
    pub(crate) range: Range<usize>,
    /// Its own events.
    pub(crate) events: Range<usize>,
    /// Inside a quote or a list.
    pub(crate) nested: bool,
}

impl Heading {
    /// Where `needle` stands in the heading's attributes, or else the heading.
    pub(crate) fn offset(&self, source: &Source<'_>, needle: &str) -> usize {
        let text = &source.text[self.range.clone()];
        let attributes = text.rfind('{').unwrap_or(0);
        text[attributes..]
            .find(needle)
            .map_or(self.range.start, |at| self.range.start + attributes + at)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, value)| value.as_deref())
    }

    /// Reports every attribute that is not one of `known`, and braces that were not read as attributes.
    pub(crate) fn check_attributes(&self, scope: Scope<'_>, known: &[&str]) {
        let hint = || match known {
            [] => "a heading here has at most an id: {#its-id}".to_owned(),
            _ => {
                let written: Vec<String> = known.iter().map(|name| written(name)).collect();
                format!("write {{#its-id {}}}", written.join(" "))
            }
        };
        for name in self
            .attributes
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !known.contains(&name.as_str()))
        {
            scope.error_with_hint(
                self.offset(scope.source, name),
                format!("there is no heading attribute `{name}` here"),
                hint(),
            );
        }
        for class in &self.classes {
            scope.error_with_hint(
                self.offset(scope.source, &format!(".{class}")),
                format!("there is no heading attribute `.{class}` here"),
                hint(),
            );
        }
        if self.title.contains("{#") {
            scope.error_with_hint(
                self.offset(scope.source, "{"),
                "these heading attributes cannot be read",
                hint(),
            );
        }
    }
}

/// An attribute as one writes it; the only one without a value is `required`.
fn written(name: &str) -> String {
    match name {
        "required" => name.to_owned(),
        _ => format!("{name}=…"),
    }
}

/// Makes ids of headings, each once.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    taken: BTreeSet<String>,
    /// How often each base has been asked for, so that many equal headings stay cheap.
    counts: BTreeMap<String, usize>,
}

impl Slugs {
    pub(crate) fn next(&mut self, given: Option<&str>, title: &str) -> String {
        let base = given.map_or_else(|| slug(title), str::to_owned);
        let count = self.counts.entry(base.clone()).or_insert(0);
        loop {
            *count += 1;
            let id = if *count == 1 {
                base.clone()
            } else {
                format!("{base}-{count}")
            };
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// A title as an id: lower case, everything but letters and digits as single hyphens.
fn slug(title: &str) -> String {
    let title = title.replace(['\'', '’'], "").to_lowercase();
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "part".to_owned()
    } else {
        words.join("-")
    }
}
