//! How often somebody may be wrong: ten times for an account and fifty times from an address within a quarter of an hour.
//!
//! The failures themselves are the record; what is older than the window is deleted. The limit is looked at before the expensive
//! work and, because many may try at once, again in the transaction that would let somebody in.

use super::client::Client;
use crate::args;
use crate::clock::{MINUTE, Millis, SECOND};
use crate::db::{Read, Tx, new_id};
use crate::error::{Error, Result};

const WINDOW: Millis = 15 * MINUTE;

/// Stands where an account would for tries that are counted by address alone; no address of mail looks like it.
pub(super) const SIGN_UP: &str = "sign-up";

/// [`Error::TooMany`] if this account or this address has to wait. One query: the tenth and the fiftieth failure, counted backwards.
pub(super) async fn check(
    db: &impl Read,
    account: &str,
    client: &Client,
    now: Millis,
) -> Result<()> {
    let (tenth, fiftieth): (Option<Millis>, Option<Millis>) = db
        .one(
            "SELECT (SELECT failed_at FROM sign_in_failures WHERE account = $1 AND account <> $4 AND failed_at > $3
                     ORDER BY failed_at DESC LIMIT 1 OFFSET 9),
                    (SELECT failed_at FROM sign_in_failures WHERE address = $2 AND failed_at > $3
                     ORDER BY failed_at DESC LIMIT 1 OFFSET 49)",
            args![account, &client.address, now - WINDOW, SIGN_UP],
        )
        .await?;
    match tenth.max(fiftieth) {
        None => Ok(()),
        Some(failed_at) => {
            let wait = (failed_at + WINDOW - now).max(SECOND);
            Err(Error::TooMany {
                seconds: (wait as u64).div_ceil(SECOND as u64),
            })
        }
    }
}

/// Notes that somebody was wrong.
pub(super) async fn note(tx: &Tx, account: &str, client: &Client, now: Millis) -> Result<()> {
    tx.run(
        "INSERT INTO sign_in_failures (id, account, address, failed_at) VALUES ($1, $2, $3, $4)",
        args![new_id(), account, &client.address, now],
    )
    .await?;
    Ok(())
}

/// Forgets an account's failures: its owner has come in.
pub(super) async fn forgive(tx: &Tx, account: &str) -> Result<()> {
    tx.run(
        "DELETE FROM sign_in_failures WHERE account = $1",
        args![account],
    )
    .await?;
    Ok(())
}

/// Forgets what is too old to count.
pub(super) async fn prune(tx: &Tx, now: Millis) -> Result<()> {
    tx.run(
        "DELETE FROM sign_in_failures WHERE failed_at <= $1",
        args![now - WINDOW],
    )
    .await?;
    Ok(())
}
