//! The keys of one mapping, read one by one.
//!
//! [`Keys`] remembers which it was asked for, so that whatever is left at the end is a key that does not exist.

use super::fault::{Faults, Place, Source};
use super::yaml::{Key, Node, Value};

/// The largest number that any key takes, so that sums of them are numbers too.
const MOST: u32 = 100_000;

/// A text from the front matter and its place, for checks that come later.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// Reads the keys of one mapping and reports what is missing, unknown or of the wrong type.
pub(crate) struct Keys<'k> {
    source: &'k Source<'k>,
    faults: &'k Faults,
    /// Where a missing key is reported.
    at: usize,
    entries: &'k [(Key, Node)],
    asked: Vec<&'static str>,
}

impl<'k> Keys<'k> {
    pub(crate) fn new(
        source: &'k Source<'k>,
        faults: &'k Faults,
        at: usize,
        entries: &'k [(Key, Node)],
    ) -> Self {
        Self {
            source,
            faults,
            at,
            entries,
            asked: Vec::new(),
        }
    }

    /// Where a key stands, or else the beginning.
    pub(crate) fn place(&self, name: &str) -> Place {
        self.source.place(
            self.entries
                .iter()
                .find(|(key, _)| key.name == name)
                .map_or(self.at, |(key, _)| key.at),
        )
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.name == name)
    }

    pub(crate) fn node(&mut self, name: &'static str) -> Option<&'k Node> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.entries
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, node)| node)
    }

    fn required(&mut self, name: &'static str) -> Option<&'k Node> {
        let node = self.node(name);
        if node.is_none() {
            self.faults.add(
                self.source
                    .error(self.at, format!("the key `{name}` is missing")),
            );
        }
        node
    }

    fn wrong(&self, name: &str, wanted: &str, node: &Node) {
        let place = self.place(name);
        self.faults.add(place.error(format!(
            "`{name}` must be {wanted}, not {}",
            node.value.describe()
        )));
    }

    fn as_text(&self, name: &'static str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Text(_) | Value::Null => {
                self.faults
                    .add(self.place(name).error(format!("`{name}` is empty")));
                None
            }
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
                let fault = self.place(name).error(format!(
                    "`{name}` must be text, not {}",
                    node.value.describe()
                ));
                self.faults
                    .add(fault.hint("put it between quotation marks"));
                None
            }
            _ => {
                self.wrong(name, "text", node);
                None
            }
        }
    }

    pub(crate) fn text(&mut self, name: &'static str) -> String {
        self.required(name)
            .and_then(|node| self.as_text(name, node))
            .unwrap_or_default()
    }

    pub(crate) fn optional_text(&mut self, name: &'static str) -> Option<String> {
        self.node(name).and_then(|node| self.as_text(name, node))
    }

    /// Text, or a number as it was typed.
    pub(crate) fn loose_text(&mut self, name: &'static str) -> Option<String> {
        match &self.node(name)?.value {
            Value::Int(number) => Some(number.to_string()),
            Value::Float(text) => Some(text.clone()),
            _ => self.optional_text(name),
        }
    }

    fn as_number(&self, name: &'static str, node: &Node) -> Option<u32> {
        let number = match node.value {
            Value::Int(number) => u32::try_from(number).ok(),
            _ => None,
        };
        let place = self.place(name);
        match number {
            None => self
                .faults
                .add(place.error(format!("`{name}` must be a whole number"))),
            Some(number) if number > MOST => self
                .faults
                .add(place.error(format!("`{name}` must be {MOST} at most"))),
            Some(_) => {}
        }
        number.filter(|number| *number <= MOST)
    }

    pub(crate) fn number(&mut self, name: &'static str) -> u32 {
        self.required(name)
            .and_then(|node| self.as_number(name, node))
            .unwrap_or_default()
    }

    pub(crate) fn optional_number(&mut self, name: &'static str) -> Option<u32> {
        self.node(name).and_then(|node| self.as_number(name, node))
    }

    pub(crate) fn flag(&mut self, name: &'static str) -> bool {
        match self.node(name) {
            None => false,
            Some(Node {
                value: Value::Bool(flag),
                ..
            }) => *flag,
            Some(node) => {
                self.wrong(name, "true or false", node);
                false
            }
        }
    }

    fn as_list(&self, name: &'static str, node: &Node) -> Vec<Spot> {
        let Value::List(items) = &node.value else {
            let fault = self.place(name).error(format!(
                "`{name}` must be a list, not {}",
                node.value.describe()
            ));
            self.faults
                .add(fault.hint(format!("write {name}: [one, two]")));
            return Vec::new();
        };
        let mut spots = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => spots.push(Spot {
                    text: text.clone(),
                    at: item.at,
                }),
                other => self.faults.add(self.source.error(
                    item.at,
                    format!(
                        "`{name}` must be a list of texts, not of {}",
                        other.describe()
                    ),
                )),
            }
        }
        spots
    }

    pub(crate) fn list(&mut self, name: &'static str) -> Vec<Spot> {
        self.required(name)
            .map(|node| self.as_list(name, node))
            .unwrap_or_default()
    }

    pub(crate) fn optional_list(&mut self, name: &'static str) -> Vec<Spot> {
        self.node(name)
            .map(|node| self.as_list(name, node))
            .unwrap_or_default()
    }

    /// A text, or a list of texts.
    pub(crate) fn one_or_more(&mut self, name: &'static str) -> Option<Vec<Spot>> {
        let node = self.node(name)?;
        Some(match &node.value {
            Value::Text(text) => vec![Spot {
                text: text.trim().to_owned(),
                at: node.at,
            }],
            _ => self.as_list(name, node),
        })
    }

    /// An ISO 8601 date that exists.
    pub(crate) fn date(&mut self, name: &'static str) -> String {
        let Some(text) = self
            .required(name)
            .and_then(|node| self.as_text(name, node))
        else {
            return String::new();
        };
        if text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok() {
            return text;
        }
        let fault = self
            .place(name)
            .error(format!("`{name}` is not a date: {text}"));
        self.faults
            .add(fault.hint("write year, month and day, such as 2028-03-31"));
        String::new()
    }

    /// One of a few words; without a fault only if it is one of them.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        self.required(name)?;
        self.optional_choice(name, choices)
    }

    pub(crate) fn optional_choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let text = self.optional_text(name)?;
        let found = choices
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            let fault = self
                .place(name)
                .error(format!("`{name}` cannot be `{text}`"));
            self.faults
                .add(fault.hint(format!("it is one of: {}", words.join(", "))));
        }
        found
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self) {
        for (key, _) in self.entries {
            if !self.asked.contains(&key.name.as_str()) {
                let fault = self
                    .source
                    .error(key.at, format!("there is no key `{}` here", key.name));
                self.faults
                    .add(fault.hint(format!("the keys are: {}", self.asked.join(", "))));
            }
        }
    }
}
