//! Whether the files that were handed in are still those of their hashes, byte for byte.

use crate::accounts::hex;
use crate::args;
use crate::db::Read;
use crate::error::{Error, Result};
use crate::portfolio::files::Shelf;
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Reads every file that was handed in and not purged since, and says which is the first that is not there or is another.
pub(super) async fn compare(db: &impl Read, folder: &Path) -> Result<Result<(), String>> {
    let handed_in: Vec<(String,)> = db
        .all(
            "SELECT DISTINCT a.file_hash FROM submission_files a WHERE NOT EXISTS (
                 SELECT 1 FROM purges p WHERE p.submission_id = a.submission_id AND p.file_hash = a.file_hash)
             ORDER BY a.file_hash",
            args![],
        )
        .await?;
    let shelf = Shelf::new(folder.to_owned());
    for (hash,) in handed_in {
        let found = hash_at(shelf.place(&hash)).await?;
        let words = match found {
            Some(found) if found == hash => continue,
            Some(_) => format!("The file {hash} is not the one that was handed in."),
            None => format!(
                "The file {hash} was handed in and is not in {}.",
                folder.display()
            ),
        };
        return Ok(Err(words));
    }
    Ok(Ok(()))
}

/// The hash of the bytes in this place; `None` without a file.
async fn hash_at(place: PathBuf) -> Result<Option<String>> {
    let hashed = tokio::task::spawn_blocking(move || -> io::Result<String> {
        let mut digest = Sha256::new();
        io::copy(&mut std::fs::File::open(place)?, &mut digest)?;
        Ok(hex(&digest.finalize()))
    });
    match hashed.await.map_err(Error::internal)? {
        Ok(hash) => Ok(Some(hash)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Busy(error.into())),
    }
}
