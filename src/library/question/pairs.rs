//! Tables of three columns: what is to be matched, its match, and why.

use std::collections::BTreeSet;
use std::ops::Range;

use super::options::no_notes;
use super::{Answers, Pair, Part, key};
use crate::library::markdown;

const FEWEST_ROWS: usize = 2;
const FEWEST_MATCHES: usize = 3;
const FEWEST_EXTENDED: usize = 5;

pub(super) fn compile(part: Part<'_>, table: Option<Range<usize>>, extended: bool) -> Answers {
    let mut read = Read {
        extended,
        ..Read::default()
    };
    let lines = table.map_or_else(Vec::new, |t| part.markdown.blocks(t.start + 1..t.end - 1));
    let there = !lines.is_empty();
    for (number, line) in lines.into_iter().enumerate() {
        match number {
            0 => read.heads = heads(part, line),
            _ => read.line(part, line),
        }
    }
    if there {
        read.check(part);
    }
    Answers::Pairs {
        extended,
        heads: read.heads,
        rows: read.rows,
        matches: read.matches,
    }
}

fn cells(part: Part<'_>, line: &Range<usize>) -> Vec<Range<usize>> {
    part.markdown
        .blocks(line.start + 1..line.end - 1)
        .into_iter()
        .map(|cell| cell.start + 1..cell.end - 1)
        .collect()
}

fn heads(part: Part<'_>, line: Range<usize>) -> [String; 2] {
    let cells = cells(part, &line);
    if cells.len() != 3 {
        let at = part.markdown.events[line.start].1.start;
        part.scope.error_with_hint(
            at,
            format!("this table has {} columns", cells.len()),
            "it needs three: what, its match, why",
        );
    }
    let head = |at: usize| cells.get(at).map(|cell| part.markdown.plain(cell.clone()));
    [head(0), head(1)].map(Option::unwrap_or_default)
}

/// The table, as far as it has been read.
#[derive(Default)]
struct Read {
    extended: bool,
    heads: [String; 2],
    rows: Vec<Pair>,
    matches: Vec<(String, String)>,
    used: BTreeSet<String>,
}

impl Read {
    fn line(&mut self, part: Part<'_>, line: Range<usize>) {
        let at = part.markdown.events[line.start].1.start;
        let cells = cells(part, &line);
        let plain = |n: usize| {
            cells
                .get(n)
                .map_or_else(String::new, |cell| part.markdown.plain(cell.clone()))
        };
        let (what, matching, why) = (plain(0), plain(1), plain(2));
        if matching.is_empty() {
            part.scope.error(at, "this row has no match");
            return;
        }
        for cell in cells.iter().take(2) {
            no_notes(part, cell.clone());
        }
        let wanted = key(&matching);
        if !self.matches.iter().any(|(known, _)| *known == wanted) {
            self.matches.push((wanted.clone(), matching));
        }
        if what.is_empty() {
            return;
        }
        if why.is_empty() {
            let hint = "say why in the third column";
            part.scope
                .error_with_hint(at, "this row has no feedback", hint);
        }
        if !self.used.insert(wanted.clone()) && !self.extended {
            let hint = "write type=extended if a match may be used more than once";
            part.scope
                .error_with_hint(at, "this match is given to an earlier row", hint);
        }
        let own = key(&what);
        if self.rows.iter().any(|row| row.key == own) {
            part.scope.error(at, "this option stands here twice");
        }
        let inline = |n: usize| {
            cells.get(n).map_or_else(String::new, |cell| {
                markdown::inline(part.scope, part.markdown, cell.clone())
            })
        };
        self.rows.push(Pair {
            key: own,
            text: inline(0),
            plain: what,
            matching: wanted,
            feedback: inline(2),
        });
    }

    fn check(&self, part: Part<'_>) {
        let fewest = match self.extended {
            true => FEWEST_EXTENDED,
            false => FEWEST_MATCHES,
        };
        if self.rows.len() < FEWEST_ROWS || self.matches.len() < fewest {
            part.error(
                format!(
                    "this question has {} rows and {} different matches",
                    self.rows.len(),
                    self.matches.len()
                ),
                &format!("it needs at least {FEWEST_ROWS} rows and {fewest} matches; a row with an empty first cell adds a match"),
            );
        }
    }
}
