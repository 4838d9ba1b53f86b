//! How the records of acts are read from the database, and what an entry says of one.

use super::{ERASED, canonical::canonical, canonical::text, hash_of};
use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use serde_json::Value;

/// The columns of a query besides `subject`, `about`, `actor` and `at`, in the order of the names.
const COLUMNS: usize = 10;

/// How many acts a page has at most.
pub(super) const PAGE: usize = 5_000;

/// How the acts of one kind are read from the database.
pub(super) struct Source {
    pub(super) kind: &'static str,
    /// What the columns `a`, `b`, … are. A name that begins with `#` or `~` is a text, of which the entry holds a hash; one with `~` can be
    /// purged.
    pub(super) names: &'static [&'static str],
    pub(super) erasure: Erasure,
    /// Rows that belong to the act, by its subject: together they are the column `a`.
    pub(super) lines: Option<&'static str>,
    /// The act with this id.
    pub(super) one: &'static str,
    /// The first acts, in the order of their ids, whatever their ids are.
    pub(super) first: &'static str,
    /// The next acts after this id.
    pub(super) page: &'static str,
}

/// Which purge takes the texts of an act away. What it has to be a purge of is in the column `about`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Erasure {
    /// None does.
    Never,
    /// One of the words that others wrote about a submission.
    Words,
    /// One of a submission's text.
    Text,
    /// One of either of these.
    Either,
    /// One of a file: a submission and the file.
    File,
    /// One of the text of evidence as its learner holds it.
    Draft,
}

macro_rules! source {
    ($kind:literal, $id:literal, [$($name:literal),*], $select:literal) => {
        source!($kind, $id, [$($name),*], $crate::ledger::source::Erasure::Never, $select)
    };
    ($kind:literal, $id:literal, [$($name:literal),*], $erasure:expr, $select:literal) => {
        Source {
            kind: $kind,
            names: &[$($name),*],
            erasure: $erasure,
            lines: None,
            one: concat!("SELECT ", $id, " AS subject, ", $select, " AND ", $id, " = $1"),
            first: concat!("SELECT COALESCE(", $id, ", '') AS subject, ", $select, " ORDER BY ", $id, " NULLS FIRST LIMIT $1"),
            page: concat!("SELECT ", $id, " AS subject, ", $select, " AND ", $id, " > $1 ORDER BY ", $id, " LIMIT $2"),
        }
    };
}
pub(super) use source;

/// The record of an act, as the queries give it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) subject: String,
    pub(super) actor: Option<String>,
    pub(super) at: Millis,
    /// What a purge is of that takes its texts away.
    #[sqlx(default)]
    pub(super) about: Option<String>,
    #[sqlx(default)]
    a: Option<String>,
    #[sqlx(default)]
    b: Option<String>,
    #[sqlx(default)]
    c: Option<String>,
    #[sqlx(default)]
    d: Option<String>,
    #[sqlx(default)]
    e: Option<String>,
    #[sqlx(default)]
    f: Option<String>,
    #[sqlx(default)]
    g: Option<String>,
    #[sqlx(default)]
    h: Option<String>,
    #[sqlx(default)]
    i: Option<String>,
    #[sqlx(default)]
    j: Option<String>,
}

impl Row {
    fn columns(&self) -> [&Option<String>; COLUMNS] {
        [
            &self.a, &self.b, &self.c, &self.d, &self.e, &self.f, &self.g, &self.h, &self.i,
            &self.j,
        ]
    }

    /// What there is to say, by name; what is empty is not said.
    pub(super) fn facts(&self, source: &Source) -> Vec<(&'static str, String)> {
        let named = source.names.iter().zip(self.columns());
        let mut facts: Vec<_> = named
            .filter_map(|(name, value)| {
                let value = value.as_deref().filter(|value| !value.is_empty())?;
                Some(match plain(name) {
                    (name, true) => (name, hash_of(&format!("{}\n{value}", self.subject))),
                    (name, false) => (name, value.to_owned()),
                })
            })
            .collect();
        facts.sort_unstable();
        facts
    }

    /// The names of the texts that can be purged and have been erased since.
    pub(super) fn erased(&self, source: &Source) -> Vec<&'static str> {
        let named = source.names.iter().zip(self.columns());
        named
            .filter(|(_, value)| value.as_deref() == Some(ERASED))
            .filter_map(|(name, _)| name.strip_prefix('~'))
            .collect()
    }
}

/// A name without its sign, and whether it is that of a text.
pub(super) fn plain(name: &'static str) -> (&'static str, bool) {
    match name.strip_prefix(['#', '~']) {
        Some(name) => (name, true),
        None => (name, false),
    }
}

/// One of the rows that belong to an act.
#[derive(sqlx::FromRow)]
struct Line {
    a: Option<String>,
    b: Option<String>,
    #[sqlx(default)]
    c: Option<String>,
    #[sqlx(default)]
    d: Option<String>,
    #[sqlx(default)]
    e: Option<String>,
    #[sqlx(default)]
    f: Option<String>,
}

impl Source {
    /// The act with this id; `None` if there is none of the kind.
    pub(super) async fn of(&self, db: &impl Read, subject: &str) -> Result<Option<Row>> {
        let row: Option<Row> = db.first(self.one, args![subject]).await?;
        let mut rows: Vec<Row> = row.into_iter().collect();
        self.complete(db, &mut rows).await?;
        Ok(rows.pop())
    }

    /// The acts after this id, in the order of their ids; without one, from the first.
    pub(super) async fn after(&self, db: &impl Read, subject: Option<&str>) -> Result<Vec<Row>> {
        let mut rows = match subject {
            Some(subject) => db.all(self.page, args![subject, PAGE as i64]).await?,
            None => db.all(self.first, args![PAGE as i64]).await?,
        };
        self.complete(db, &mut rows).await?;
        Ok(rows)
    }

    async fn complete(&self, db: &impl Read, rows: &mut [Row]) -> Result<()> {
        let Some(sql) = self.lines else { return Ok(()) };
        for row in rows {
            let lines: Vec<Line> = db.all(sql, args![&row.subject]).await?;
            let mut lines: Vec<String> = lines.into_iter().filter_map(Line::text).collect();
            lines.sort_unstable();
            row.a = Some(lines.join("\n"));
        }
        Ok(())
    }
}

impl Line {
    fn text(self) -> Option<String> {
        let columns = [self.a, self.b, self.c, self.d, self.e, self.f];
        canonical(&Value::from_iter(columns))
    }
}

/// Facts as canonical JSON: names are ASCII and sorted, values are texts.
pub(super) fn json(facts: &[(&'static str, String)]) -> String {
    let members: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("{}:{}", text(name), text(value)))
        .collect();
    format!("{{{}}}", members.join(","))
}
