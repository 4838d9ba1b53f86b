//! The ledger in the database.

use super::acts::Act;
use super::source::{PAGE, Row, Source, json};
use super::widening::{KINDS, kinds};
use super::{BEGINNING, Entry, GENESIS, WIDENED, state};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use std::collections::BTreeSet;

/// Enters an act whose record has just been written in this transaction, which begins with [`Db::begin_recording`], and what goes with it.
pub async fn record(tx: &Tx, act: Act, subject: &str) -> Result<()> {
    let source = act.source();
    let row = source.of(tx, subject).await?.ok_or(Error::NotFound)?;
    let (sequence, previous) = last(tx)
        .await?
        .ok_or_else(|| Error::internal("the ledger has not been opened"))?;
    let mut writer = Writer { sequence, previous };
    writer.write(tx, source.kind, &row, &source).await?;
    for companion in act.companions() {
        let source = companion.source();
        if let Some(row) = source.of(tx, subject).await? {
            writer.write(tx, source.kind, &row, &source).await?;
        }
    }
    Ok(())
}

/// The sequence and the hash of the last entry; `None` before the ledger has been opened.
pub async fn last(db: &impl Read) -> Result<Option<(i64, String)>> {
    db.first(
        "SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1",
        args![],
    )
    .await
}

/// Begins the ledger of a database in which none was ever begun, and enters the kinds of acts that it does not know yet, because the program has come to
/// enter more since: what the tables hold of them, in the order of their times, each marked as recorded afterwards. What a kind is known
/// for is entered when it happens and never afterwards. Safe to call at every start, by several servers at once. An empty ledger that was
/// begun before is refused: whoever has emptied it does not get a new one.
pub async fn open(db: &Db, now: Millis) -> Result<()> {
    if unknown(db).await?.is_empty() {
        return Ok(());
    }
    let tx = db.begin_recording().await?;
    let acts = unknown(&tx).await?;
    let end = last(&tx).await?;
    let is_new = end.is_none();
    let mut writer = match end {
        Some((sequence, previous)) => Writer { sequence, previous },
        None if was_begun(&tx).await? => return Err(Error::conflict(EMPTIED)),
        None => begin(&tx, now).await?,
    };
    let mut before = Vec::new();
    for (rank, act) in acts.iter().copied().enumerate() {
        let rows = all(&tx, act).await?;
        before.extend(rows.into_iter().map(|row| (rank, act, row)));
    }
    before.sort_by(|(rank, _, row), (other_rank, _, other)| {
        (row.at, rank, &row.subject).cmp(&(other.at, other_rank, &other.subject))
    });
    for (_, act, row) in before {
        let source = act.source();
        let kind = format!("{}{}", source.kind, state::AFTERWARDS);
        writer.write(&tx, &kind, &row, &source).await?;
    }
    for act in acts.iter().filter(|_| !is_new) {
        let about = (act.source().kind, None, now);
        writer.insert(&tx, WIDENED, about, json(&[])).await?;
    }
    tx.commit().await
}

/// The acts whose kind the ledger does not know yet.
async fn unknown(db: &impl Read) -> Result<Vec<Act>> {
    let entries: Vec<(String, String, String)> = db
        .all(
            "SELECT kind, subject, facts FROM ledger WHERE kind IN ($1, $2)",
            args![GENESIS, WIDENED],
        )
        .await?;
    let mut known = BTreeSet::new();
    for (kind, subject, facts) in entries {
        match kind == GENESIS {
            true => known.extend(kinds(&facts)),
            false => known.extend([subject]),
        }
    }
    let mut acts = Act::ALL.to_vec();
    acts.retain(|act| !known.contains(act.source().kind));
    Ok(acts)
}

/// What is said of a ledger that is not there any more.
pub(super) const EMPTIED: &str = "the ledger is empty, and one was begun in this database before. Somebody has emptied it: restore a backup, or ask why";

/// Whether a ledger was begun in this database.
async fn was_begun(db: &impl Read) -> Result<bool> {
    let begun = "SELECT COUNT(*) FROM ledger_beginnings";
    Ok(db.count(begun, args![]).await? > 0)
}

/// The first entry, which names the kinds that are entered.
async fn begin(tx: &Tx, now: Millis) -> Result<Writer> {
    let mut writer = Writer {
        sequence: 0,
        previous: BEGINNING.to_owned(),
    };
    let kinds: Vec<_> = Act::ALL.iter().map(|act| act.source().kind).collect();
    let format = ("format", "secure-base-ledger/1".to_owned());
    let facts = json(&[format, (KINDS, kinds.join(" "))]);
    writer.insert(tx, GENESIS, ("", None, now), facts).await?;
    tx.run(
        "INSERT INTO ledger_beginnings (hash, begun_at) VALUES ($1, $2)",
        args![&writer.previous, now],
    )
    .await?;
    Ok(writer)
}

/// Every act of one kind that the tables hold.
async fn all(db: &impl Read, act: Act) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let after = rows.last().map(|row| row.subject.as_str());
        let page = act.source().after(db, after).await?;
        let is_last = page.len() < PAGE;
        rows.extend(page);
        if is_last {
            return Ok(rows);
        }
    }
}

/// The end of the chain, where the next entry goes.
struct Writer {
    sequence: i64,
    previous: String,
}

impl Writer {
    async fn write(&mut self, tx: &Tx, kind: &str, row: &Row, source: &Source) -> Result<()> {
        let about = (row.subject.as_str(), row.actor.clone(), row.at);
        self.insert(tx, kind, about, json(&row.facts(source))).await
    }

    async fn insert(
        &mut self,
        tx: &Tx,
        kind: &str,
        (subject, actor_id, happened_at): (&str, Option<String>, Millis),
        facts: String,
    ) -> Result<()> {
        let mut entry = Entry {
            sequence: self.sequence + 1,
            happened_at,
            actor_id,
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            facts,
            previous: std::mem::take(&mut self.previous),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash();
        tx.run(
            "INSERT INTO ledger (sequence, happened_at, actor_id, kind, subject, facts, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                entry.sequence,
                entry.happened_at,
                entry.actor_id,
                &entry.kind,
                &entry.subject,
                &entry.facts,
                &entry.previous,
                &entry.hash
            ],
        )
        .await?;
        self.sequence = entry.sequence;
        self.previous = entry.hash;
        Ok(())
    }
}

/// The next entries after this one.
pub(super) async fn page(db: &impl Read, after: i64) -> Result<Vec<Entry>> {
    db.all(
        "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger
         WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        args![after, PAGE as i64],
    )
    .await
}

/// One entry.
pub(super) async fn entry(db: &impl Read, sequence: i64) -> Result<Entry> {
    db.one(
        "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger WHERE sequence = $1",
        args![sequence],
    )
    .await
}
