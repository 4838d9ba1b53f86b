//! Canonical JSON after RFC 8785, as far as the ledger needs it: one text for one value, so that a hash of it means something.
//!
//! Members stand in the order of their names' UTF-16 code units, without white space; texts are escaped as little as JSON allows. Numbers
//! are whole and exact in every reader (at most 2⁵³ − 1); any other number has no canonical form here, since nothing in the ledger is one.

use serde_json::Value;
use std::fmt::Write;

/// The largest whole number that every JSON reader takes exactly (RFC 8785, section 3.2.2.3, and I-JSON).
const LARGEST: u64 = (1 << 53) - 1;

/// The canonical text of a value; `None` if it holds a number with a fraction or one that is too large.
pub fn canonical(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(&mut out, value)?;
    Some(out)
}

fn write(out: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            let whole = number.as_i64().filter(|n| n.unsigned_abs() <= LARGEST)?;
            out.push_str(&whole.to_string());
        }
        Value::String(string) => out.push_str(&text(string)),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write(out, item)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                separate(out, index);
                out.push_str(&text(name));
                out.push(':');
                write(out, value)?;
            }
            out.push('}');
        }
    }
    Some(())
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

/// A text with its quotation marks (RFC 8785, section 3.2.2.2).
pub fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + 2);
    out.push('"');
    for character in plain.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            // Writing to a String cannot fail.
            other if other < ' ' => drop(write!(out, "\\u{:04x}", u32::from(other))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
