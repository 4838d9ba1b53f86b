//! The ledger in the database.

use super::acts::{Act, PAGE, Row, Source, json};
use super::{BEGINNING, Entry, GENESIS, chain::Chain, state};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};

/// Enters an act whose record has just been written in this transaction, which begins with [`Db::begin_recording`].
pub async fn record(tx: &Tx, act: Act, subject: &str) -> Result<()> {
    let source = act.source();
    let row: Row = tx.one(source.one, args![subject]).await?;
    let (sequence, previous) = last(tx)
        .await?
        .ok_or_else(|| Error::internal("the ledger has not been opened"))?;
    let mut writer = Writer { sequence, previous };
    writer.write(tx, source.kind, &row, &source).await
}

/// The sequence and the hash of the last entry; `None` before the ledger has been opened.
pub async fn last(db: &impl Read) -> Result<Option<(i64, String)>> {
    db.first(
        "SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1",
        args![],
    )
    .await
}

/// Begins the ledger of a database that has none: the first entry, then the acts that happened before, in the order of their times, each
/// marked as recorded afterwards. Safe to call at every start, by several servers at once.
pub async fn open(db: &Db, now: Millis) -> Result<()> {
    if last(db).await?.is_some() {
        return Ok(());
    }
    let tx = db.begin_recording().await?;
    if last(&tx).await?.is_some() {
        return Ok(());
    }
    let mut writer = Writer {
        sequence: 0,
        previous: BEGINNING.to_owned(),
    };
    let facts = json(&[("format", "secure-base-ledger/1".to_owned())]);
    writer.insert(&tx, GENESIS, ("", None, now), facts).await?;
    let mut before = Vec::new();
    for (rank, act) in Act::ALL.into_iter().enumerate() {
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
    tx.commit().await
}

/// Every act of one kind that the tables hold.
async fn all(db: &impl Read, act: Act) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let after = rows.last().map_or("", |row| row.subject.as_str());
        let page: Vec<Row> = db.all(act.source().page, args![after]).await?;
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

/// Follows the whole chain and compares it with the other tables, all at one moment. The inner error says in words what does not fit
/// first.
pub async fn verify(db: &Db) -> Result<Result<Chain, String>> {
    let view = db.snapshot().await?;
    let (mut chain, mut state) = (Chain::default(), state::State::default());
    loop {
        let page = page(&view, chain.length).await?;
        for entry in &page {
            if let Err(words) = chain.follow(entry).and_then(|()| state.note(entry)) {
                return Ok(Err(words));
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    if chain.length == 0 {
        return Ok(Err(
            "The ledger is empty: not even its first entry is there.".to_owned(),
        ));
    }
    Ok(state.compare(&view).await?.map(|()| chain))
}

/// The next entries after this one.
pub(super) async fn page(db: &impl Read, after: i64) -> Result<Vec<Entry>> {
    db.all(
        "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger
         WHERE sequence > $1 ORDER BY sequence LIMIT 5000",
        args![after],
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
