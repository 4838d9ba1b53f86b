//! Front matter: the YAML between two lines of `---` at the top of a file.

use super::fault::{Faults, Source};
use super::yaml::{self, Key, Node, Value};

/// Where the parts of a file lie: the YAML, and the body after it.
#[derive(Debug)]
pub(crate) struct Split {
    pub(crate) entries: Vec<(Key, Node)>,
    pub(crate) body: usize,
}

/// Takes the front matter off a file; the body begins after the closing line.
pub(crate) fn split(source: &Source<'_>, faults: &Faults) -> Option<Split> {
    let text = source.text;
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut at = start;
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next().unwrap_or_default();
    if opening.trim_end() != "---" {
        faults.add(
            source
                .error(start, "the front matter is missing")
                .hint("begin the file with a line of ---, its keys, and another line of ---"),
        );
        return None;
    }
    at += opening.len();
    let yaml_start = at;
    for line in lines {
        if line.trim_end() == "---" {
            return entries(source, faults, yaml_start, at).map(|entries| Split {
                entries,
                body: at + line.len(),
            });
        }
        at += line.len();
    }
    faults.add(
        source
            .error(start, "the front matter is not closed")
            .hint("end it with a line of ---"),
    );
    None
}

fn entries(
    source: &Source<'_>,
    faults: &Faults,
    start: usize,
    end: usize,
) -> Option<Vec<(Key, Node)>> {
    let node = yaml::parse(source, faults, start, end)?;
    match node.value {
        Value::Map(entries) => Some(entries),
        Value::Null => Some(Vec::new()),
        other => {
            let message = format!(
                "the front matter must be keys with values, not {}",
                other.describe()
            );
            faults.add(source.error(node.at, message));
            None
        }
    }
}
