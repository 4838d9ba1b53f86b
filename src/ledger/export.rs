//! The ledger as a file: one entry on each line, to be checked without the database.

use super::canonical::canonical;
use super::{Entry, chain::Chain, store};
use crate::db::Db;
use crate::error::{Error, Result};
use serde_json::Value;
use std::io::{BufRead, Write};

/// Writes every entry, as the ledger is at this moment, and says how many there are.
pub async fn export(db: &Db, out: &mut impl Write) -> Result<i64> {
    let view = db.snapshot().await?;
    let mut count = 0;
    loop {
        let page = store::page(&view, count).await?;
        for entry in &page {
            writeln!(out, "{}", entry.line()).map_err(Error::internal)?;
        }
        match page.last() {
            Some(last) => count = last.sequence,
            None => break,
        }
    }
    out.flush().map_err(Error::internal)?;
    Ok(count)
}

/// Follows the chain in a file. `look` sees every entry. The error says in words what does not fit first.
pub fn verify(lines: impl BufRead, mut look: impl FnMut(&Entry)) -> Result<Chain, String> {
    let mut chain = Chain::default();
    for (number, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|error| format!("The file cannot be read: {error}."))?;
        let entry = read(&line).ok_or_else(|| format!("Line {number} is no entry of a ledger."))?;
        chain.follow(&entry)?;
        look(&entry);
    }
    match chain.length {
        0 => Err("The file holds no entry.".to_owned()),
        _ => Ok(chain),
    }
}

/// The entry of a line, which must be written exactly as it is exported.
fn read(line: &str) -> Option<Entry> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let entry = Entry {
        sequence: value["sequence"].as_i64()?,
        happened_at: value["time"].as_i64()?,
        actor_id: text("actor"),
        kind: text("kind")?,
        subject: text("subject")?,
        facts: canonical(&value["facts"])?,
        previous: text("previous")?,
        hash: text("hash")?,
    };
    (entry.line() == line.trim_end()).then_some(entry)
}
