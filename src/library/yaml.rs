//! YAML as a small tree in which every key and value knows its offset in the file.
//!
//! Text that is nested absurdly deep is refused before it is parsed: the parser's tree is dropped recursively.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::fault::{Faults, Source};

const DEEPEST: usize = 32;
const WIDEST_INDENT: usize = 200;

/// A value and where it begins.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) at: usize,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) at: usize,
    pub(crate) name: String,
}

impl Value {
    /// What it is, in words for a fault.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "keys of its own",
        }
    }
}

/// Parses the YAML that stands at `start..end` of a file; `None`, and a fault, if it cannot be read.
pub(crate) fn parse(
    source: &Source<'_>,
    faults: &Faults,
    start: usize,
    end: usize,
) -> Option<Node> {
    let text = &source.text[start..end];
    if is_too_deep(text) {
        faults.add(source.error(start, "this YAML is nested too deeply"));
        return None;
    }
    let first_line = source.line(start);
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => {
            let reader = Reader {
                source,
                first_line,
                start,
            };
            let nothing = Node {
                at: start,
                value: Value::Null,
            };
            Some(documents.first().map_or(nothing, |node| reader.node(node)))
        }
        Err(error) => {
            let marker = error.marker();
            let at = source
                .offset(first_line + marker.line().max(1) - 1, marker.col())
                .min(end);
            let fault = source.error(at, format!("this YAML cannot be read: {}", error.info()));
            faults.add(
                fault.hint("put text with a colon, a # or quotation marks between quotation marks"),
            );
            None
        }
    }
}

fn is_too_deep(text: &str) -> bool {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > DEEPEST {
            return true;
        }
    }
    text.lines().any(|line| {
        let body = line.trim_start();
        let indicators = body
            .split_ascii_whitespace()
            .take_while(|word| matches!(*word, "-" | "?" | ":"));
        line.len() - body.len() > WIDEST_INDENT || indicators.take(DEEPEST + 1).count() > DEEPEST
    })
}

struct Reader<'s, 'a> {
    source: &'s Source<'a>,
    first_line: usize,
    start: usize,
}

impl Reader<'_, '_> {
    fn node(&self, yaml: &MarkedYaml<'_>) -> Node {
        let value = match &yaml.data {
            YamlData::Value(scalar) => scalar_value(scalar, self.raw(yaml)),
            YamlData::Sequence(items) => {
                Value::List(items.iter().map(|item| self.node(item)).collect())
            }
            YamlData::Mapping(map) => Value::Map(
                map.iter()
                    .map(|(key, value)| (self.key(key), self.node(value)))
                    .collect(),
            ),
            YamlData::Tagged(_, node) => self.node(node).value,
            YamlData::Representation(text, _, _) => Value::Text(text.to_string()),
            YamlData::Alias(_) | YamlData::BadValue => Value::Null,
        };
        Node {
            at: self.at(yaml),
            value,
        }
    }

    fn key(&self, yaml: &MarkedYaml<'_>) -> Key {
        let name = match self.node(yaml).value {
            Value::Text(name) | Value::Float(name) => name,
            Value::Int(number) => number.to_string(),
            other => other.describe().to_owned(),
        };
        Key {
            at: self.at(yaml),
            name,
        }
    }

    fn at(&self, yaml: &MarkedYaml<'_>) -> usize {
        let marker = yaml.span.start;
        if marker.line() == 0 {
            return self.start;
        }
        self.source
            .offset(self.first_line + marker.line() - 1, marker.col())
    }

    /// The text of a scalar as it was typed: `1.10` is not the number 1.1.
    fn raw(&self, yaml: &MarkedYaml<'_>) -> String {
        let length = yaml
            .span
            .end
            .index()
            .saturating_sub(yaml.span.start.index());
        self.source.text[self.at(yaml)..]
            .chars()
            .take(length)
            .collect::<String>()
            .trim()
            .to_owned()
    }
}

fn scalar_value(scalar: &Scalar<'_>, raw: String) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(value) => Value::Bool(*value),
        Scalar::Integer(number) => Value::Int(*number),
        Scalar::FloatingPoint(_) => Value::Float(raw),
        Scalar::String(text) => Value::Text(text.to_string()),
    }
}
