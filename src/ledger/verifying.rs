//! Following the whole ledger, and comparing it with the tables and the files.

use super::chain::Chain;
use super::source::PAGE;
use super::store::{self, EMPTIED};
use super::{Entry, files, state::State, texts};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read};
use crate::error::Result;
use std::path::Path;

/// Follows the whole chain and compares it with the other tables, all at one moment. The inner error says in words what does not fit
/// first.
pub async fn verify(db: &Db) -> Result<Result<Chain, String>> {
    verify_at(&db.snapshot().await?).await
}

/// The same with the files of evidence in this folder.
pub async fn verify_with_files(db: &Db, folder: &Path) -> Result<Result<Chain, String>> {
    let view = db.snapshot().await?;
    match verify_at(&view).await? {
        Ok(chain) => Ok(files::compare(&view, folder).await?.map(|()| chain)),
        Err(words) => Ok(Err(words)),
    }
}

/// The same as this transaction sees it.
pub async fn verify_at(view: &impl Read) -> Result<Result<Chain, String>> {
    let (chain, state) = match follow(view).await? {
        Ok(followed) => followed,
        Err(words) => return Ok(Err(words)),
    };
    if let Err(words) = state.compare(view).await? {
        return Ok(Err(words));
    }
    Ok(texts::compare(view).await?.map(|()| chain))
}

/// Follows the chain alone.
pub async fn followed(db: &Db) -> Result<Result<Chain, String>> {
    let view = db.snapshot().await?;
    Ok(follow(&view).await?.map(|(chain, _)| chain))
}

async fn follow(view: &impl Read) -> Result<Result<(Chain, State), String>> {
    let (mut chain, mut state) = (Chain::default(), State::default());
    loop {
        let page = store::page(view, chain.length).await?;
        for entry in &page {
            if let Err(words) = chain.follow(entry).and_then(|()| state.note(entry)) {
                return Ok(Err(words));
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    let all = view.count("SELECT COUNT(*) FROM ledger", args![]).await?;
    if all != chain.length {
        let more = all - chain.length;
        return Ok(Err(format!("{more} entries stand beside the chain.")));
    }
    if let Err(words) = state.end() {
        return Ok(Err(words));
    }
    Ok(begins(view, &chain).await?.map(|()| (chain, state)))
}

/// Whether the chain begins as the ledger of this database was begun.
async fn begins(view: &impl Read, chain: &Chain) -> Result<Result<(), String>> {
    let begun = "SELECT hash, begun_at FROM ledger_beginnings ORDER BY begun_at";
    let begun: Vec<(String, Millis)> = view.all(begun, args![]).await?;
    if chain.length == 0 {
        let words = match begun.is_empty() {
            true => "The ledger is empty: not even its first entry is there.".to_owned(),
            false => format!("Not even the first entry is there: {EMPTIED}."),
        };
        return Ok(Err(words));
    }
    let first: Entry = store::entry(view, 1).await?;
    Ok(match begun == [(first.hash, first.happened_at)] {
        true => Ok(()),
        false => {
            Err("Entry 1 is not the one that this database's ledger was begun with.".to_owned())
        }
    })
}
