//! Whether the texts that records are pinned to are still those of their hashes. Entries name them by their hashes alone.

use super::hash_of;
use crate::args;
use crate::db::Read;
use crate::error::Result;

/// How many texts are read at once.
const PAGE: usize = 200;

/// What is kept under its hash, with its query: the next after this one.
const KEPT: [(&str, &str); 4] = [
    (
        "content version",
        "SELECT hash, source FROM content_versions WHERE hash > $1 ORDER BY hash LIMIT $2",
    ),
    (
        "version of a term",
        "SELECT hash, source FROM term_versions WHERE hash > $1 ORDER BY hash LIMIT $2",
    ),
    (
        "outline",
        "SELECT hash, outline FROM outlines WHERE hash > $1 ORDER BY hash LIMIT $2",
    ),
    (
        "mapping",
        "SELECT hash, source FROM specification_mappings WHERE hash > $1 ORDER BY hash LIMIT $2",
    ),
];

/// Hashes every text again, and says which is the first that has another hash now.
pub(super) async fn compare(db: &impl Read) -> Result<Result<(), String>> {
    for (what, sql) in KEPT {
        let mut after = String::new();
        loop {
            let texts: Vec<(String, String)> = db.all(sql, args![&after, PAGE as i64]).await?;
            for (hash, text) in &texts {
                if hash_of(text) != *hash {
                    return Ok(Err(format!(
                        "The {what} {hash} is not the text that was stored."
                    )));
                }
            }
            match texts.last() {
                Some((last, _)) if texts.len() == PAGE => after.clone_from(last),
                _ => break,
            }
        }
    }
    Ok(Ok(()))
}
