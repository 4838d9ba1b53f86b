//! Files that belong to evidence: documents, pictures, recordings.
//!
//! What a file is is found from its content ([`kind`]), never from its name ([`names`]); pictures lose what a camera wrote beside them
//! ([`cleaning`]). The bytes lie in a folder outside of everything that is served, under their hash ([`shelf`]); whose they are, and what they are called,
//! is in the database ([`store`]). They go out as files to be saved, under a policy by which nothing in them runs ([`pages`]). Handing in
//! freezes them with the text. Bytes that are nobody's, because something broke off between the folder and the database, are taken away by and
//! by ([`keep_tidy`]).

pub mod cleaning;
pub mod kind;
pub mod list;
pub mod names;
pub mod pages;
pub mod shelf;
pub mod store;
mod tidying;
pub mod upload;

pub use shelf::Shelf;
pub use store::{Attached, of_evidence, of_submission};
pub use tidying::keep_tidy;
#[cfg(test)]
pub(crate) use tidying::tidy;

use crate::accounts::Actor;
use crate::app::App;
use crate::edge;
use crate::error::Result;
use shelf::Arrived;

/// Puts a file that has arrived into its place and records it with one's evidence. If it cannot be recorded, its bytes do not stay.
pub async fn add(
    app: &App,
    actor: &Actor,
    evidence_id: &str,
    arrived: &Arrived,
    words: (&str, &str),
) -> Result<()> {
    let _order = app.shelf.in_order().await;
    app.shelf.keep(arrived).await?;
    let now = app.clock.now();
    let added = edge::again(|| store::add(&app.db, actor, evidence_id, arrived, words, now)).await;
    if added.is_err() && !store::is_held(&app.db, &arrived.hash).await? {
        app.shelf.take_away(&arrived.hash).await?;
    }
    added
}

/// Takes a file away from one's evidence, and its bytes if nothing else refers to them.
pub async fn remove(app: &App, actor: &Actor, evidence_id: &str, hash: &str) -> Result<()> {
    let _order = app.shelf.in_order().await;
    match store::remove(&app.db, actor, evidence_id, hash).await? {
        true => app.shelf.take_away(hash).await,
        false => Ok(()),
    }
}
