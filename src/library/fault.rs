//! Faults: what is wrong with the content, and exactly where, shown the way compilers show it.
//!
//! Paragraphs are often one very long line, so the excerpt is a window around the column, not always the whole line.

use std::cell::{Cell, RefCell};
use std::fmt;

/// How many faults of one file are kept; a file with more has one cause, and the rest would only hide it.
const PER_FILE: usize = 200;
/// How many characters of a long line are shown before the column, and after it.
const BEFORE: usize = 60;
const AFTER: usize = 50;

/// Whether a fault keeps the content from being served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
}

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Relative to the content folder.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub severity: Severity,
    pub message: String,
    pub hint: Option<String>,
    /// The line of the source; of a very long line, what surrounds the column.
    pub excerpt: String,
    /// How many characters of the excerpt precede the column.
    caret: usize,
}

impl Fault {
    /// A fault of a whole file, or of the folder.
    pub(crate) fn of_file(path: &str, message: impl Into<String>) -> Self {
        Place::of_file(path).error(message)
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self {
            path,
            line,
            column,
            message,
            ..
        } = self;
        write!(f, "{path}:{line}:{column}: {severity}: {message}")?;
        if !self.excerpt.trim().is_empty() {
            write!(f, "\n    {}\n    {}^", self.excerpt, " ".repeat(self.caret))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n    hint: {hint}")?;
        }
        Ok(())
    }
}

/// A place in a file, kept for checks that can only be made once everything has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) line: usize,
    column: usize,
    excerpt: String,
    caret: usize,
}

impl Place {
    pub(crate) fn of_file(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            line: 1,
            column: 1,
            excerpt: String::new(),
            caret: 0,
        }
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> Fault {
        Fault {
            path: self.path.clone(),
            line: self.line,
            column: self.column,
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            excerpt: self.excerpt.clone(),
            caret: self.caret,
        }
    }
}

/// A text file and where its lines begin.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    lines: Vec<usize>,
    /// The last offset asked for and its column from 0. Questions come mostly in order, so that counting goes on from here,
    /// and many faults in one endless line cost no more than one.
    last: Cell<(usize, usize)>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self {
            path,
            text,
            lines,
            last: Cell::new((0, 0)),
        }
    }

    /// The place of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let offset = floor(self.text, offset);
        let line = self.line(offset);
        let column = self.column(self.lines[line - 1], offset);
        let caret = column.min(BEFORE);
        let before = self.text[..offset]
            .char_indices()
            .rev()
            .take(caret)
            .last()
            .map_or(offset, |(at, _)| at);
        let visible = |c: &char| *c != '\n' && *c != '\r';
        let after = self.text[offset..].chars().take(AFTER).take_while(visible);
        let excerpt: String = self.text[before..offset]
            .chars()
            .chain(after)
            .map(|c| if c == '\t' { ' ' } else { c })
            .collect();
        Place {
            path: self.path.to_owned(),
            line,
            column: column + 1,
            excerpt: excerpt.trim_end().to_owned(),
            caret,
        }
    }

    fn column(&self, start: usize, offset: usize) -> usize {
        let (last, column) = self.last.get();
        let (from, counted) = if (start..=offset).contains(&last) {
            (last, column)
        } else {
            (start, 0)
        };
        let column = counted + self.text[from..offset].chars().count();
        self.last.set((offset, column));
        column
    }

    /// The byte offset of a line (from 1) and a column (from 0, in characters).
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let line = line.clamp(1, self.lines.len());
        let start = self.lines[line - 1];
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        let (last, counted) = self.last.get();
        let known = (start..end).contains(&last) && counted <= column;
        let (from, counted) = if known { (last, counted) } else { (start, 0) };
        let rest = &self.text[from..];
        let offset = from
            + rest
                .char_indices()
                .nth(column - counted)
                .map_or(rest.len(), |(at, _)| at);
        if offset < end {
            self.last.set((offset, column));
        }
        offset
    }

    pub(crate) fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }

    pub(crate) fn error(&self, offset: usize, message: impl Into<String>) -> Fault {
        self.place(offset).error(message)
    }
}

/// The nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where faults are gathered; shared, so that every part of the compiler can report and go on.
#[derive(Debug, Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// Every fault, by file, line and column, each once.
    pub(crate) fn sorted(self) -> Vec<Fault> {
        let mut faults = self.0.into_inner();
        faults.sort_by(|a, b| {
            (&a.path, a.line, a.column, &a.message).cmp(&(&b.path, b.line, b.column, &b.message))
        });
        faults.dedup();
        let mut kept: Vec<Fault> = Vec::with_capacity(faults.len());
        let mut count = 0;
        for fault in faults {
            count = if kept.last().is_some_and(|last| last.path == fault.path) {
                count + 1
            } else {
                1
            };
            match count {
                1..=PER_FILE => kept.push(fault),
                over if over == PER_FILE + 1 => {
                    kept.push(Fault {
                        message: "more faults in this file are not shown".into(),
                        hint: None,
                        ..fault
                    });
                }
                _ => {}
            }
        }
        kept
    }
}
