//! Purging: content that should never have been kept, because somebody can be recognised in it, is removed for good.
//!
//! An administrator does it who had no part in it ([`crate::assessment::parts`]). The texts become [`ERASED`](crate::ledger::ERASED), and the
//! bytes of files go once nothing else refers to them; the rows stay, and so do the decisions. What was purged, its hash, who did it, when and
//! why is a record of its own, which is also entered in the ledger. The database lets exactly that change through and no other.
//!
//! What is removed with a text is every place that holds it: the frozen copy with the lines beside its criteria, the draft while it is still the same, what
//! was typed in a quiz, and what assessors had typed and not decided. What others wrote about it ([`others`]) goes by a record of its own, with
//! the text or at any time later.

mod others;
pub mod pages;
pub mod store;
pub mod words;
mod work;

pub use store::{Purge, purges_of};
pub use words::{gone, gone_words};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::Result;
use store::Order;

/// Purges, and takes away the bytes to which nothing refers any more. Gives back whether all of them are gone: what could not be taken away
/// is tried again every hour ([`crate::portfolio::files::keep_tidy`]).
pub async fn purge(app: &App, actor: &Actor, submission_id: &str, order: &Order) -> Result<bool> {
    let _order = app.shelf.in_order().await;
    let now = app.clock.now();
    let hashes = store::purge(&app.db, actor, submission_id, order, now).await?;
    let mut all_gone = true;
    for hash in hashes {
        if let Err(error) = app.shelf.take_away(&hash).await {
            tracing::error!(%error, hash, "a purged file could not be taken away; it is tried again within an hour");
            all_gone = false;
        }
    }
    app.db.forget().await?;
    Ok(all_gone)
}
