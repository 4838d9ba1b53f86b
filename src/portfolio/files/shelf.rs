//! The folder that holds the bytes of files, each under its hash: `ab/cdef…`, once, however many refer to it.
//!
//! A file arrives under a name of its own in `arriving/`, is looked at and cleaned there, and is moved to its place once it is safely on the
//! disk. Files are put there and taken away one at a time ([`Shelf::in_order`]), so that nobody takes away what another has just been told is there;
//! several servers on one folder may, and the file is then said to be missing.

use super::cleaning::cleaned;
use super::kind::FileKind;
use crate::accounts::hex;
use crate::db::new_id;
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::sync::{Mutex, MutexGuard, Semaphore};

/// The largest file, bytes.
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// How many files are looked at at once: each is in memory for that time.
static LOOKING: Semaphore = Semaphore::const_new(2);

/// Where arriving files wait.
const ARRIVING: &str = "arriving";

/// The folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: Arc<PathBuf>,
    order: Arc<Mutex<()>>,
}

/// A file that is being received. Its bytes are gone once it is dropped.
pub struct Arriving {
    path: OnDisk,
    file: tokio::fs::File,
    /// The most that is written.
    most: u64,
    /// Bytes so far, also of what is too large and no longer written.
    pub size: u64,
}

/// A file that was received whole and is one that we take.
pub struct Arrived {
    path: OnDisk,
    pub hash: String,
    pub kind: FileKind,
    pub size: i64,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    Empty,
    TooLarge,
    /// Of no kind that we take.
    Unknown,
    /// A picture that ends too early, or is no picture after its first bytes.
    Broken,
}

/// A path whose file is taken away with it.
struct OnDisk(PathBuf);

impl Drop for OnDisk {
    fn drop(&mut self) {
        // It is gone already once it was moved to its place.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Shelf {
    pub fn new(folder: PathBuf) -> Self {
        Shelf {
            folder: Arc::new(folder),
            order: Arc::default(),
        }
    }

    /// A place for a file that is about to come, of which so many bytes are written at most.
    pub async fn receive(&self, most: u64) -> Result<Arriving> {
        let folder = self.folder.join(ARRIVING);
        let made = folder.clone();
        blocking(move || make_folder(&made)).await?;
        let path = folder.join(new_id());
        let mut options = tokio::fs::OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        Ok(Arriving {
            file: options.open(&path).await.map_err(unavailable)?,
            path: OnDisk(path),
            most,
            size: 0,
        })
    }

    /// A file without a name, to be written and read: it is gone once it is closed.
    pub fn scratch(&self) -> io::Result<std::fs::File> {
        use std::os::unix::fs::OpenOptionsExt;
        let folder = self.folder.join(ARRIVING);
        make_folder(&folder)?;
        let path = OnDisk(folder.join(new_id()));
        let mut options = std::fs::OpenOptions::new();
        let options = options.read(true).write(true).create_new(true).mode(0o600);
        options.open(&path.0)
    }

    /// Looks at what has arrived: what it is, cleaned, with its hash.
    pub async fn look(
        &self,
        mut arriving: Arriving,
    ) -> Result<std::result::Result<Arrived, Unfit>> {
        match arriving.size {
            0 => return Ok(Err(Unfit::Empty)),
            size if size > LARGEST => return Ok(Err(Unfit::TooLarge)),
            _ => {}
        }
        arriving.file.flush().await.map_err(unavailable)?;
        let _one_of_few = LOOKING.acquire().await.map_err(Error::internal)?;
        let looked = tokio::task::spawn_blocking(move || settle(arriving.path));
        looked.await.map_err(Error::internal)?.map_err(unavailable)
    }

    /// Held while a file is put into its place or taken away, with its record.
    pub async fn in_order(&self) -> MutexGuard<'_, ()> {
        self.order.lock().await
    }

    /// Puts a file into its place, durably, with the folder that it is in. One with the same hash is the same.
    pub async fn keep(&self, arrived: &Arrived) -> Result<()> {
        let (shelf, from) = (Arc::clone(&self.folder), arrived.path.0.clone());
        let place = self.place(&arrived.hash);
        blocking(move || {
            let folder = place.parent().unwrap_or(&shelf);
            let is_new = !folder.exists();
            make_folder(folder)?;
            if is_new {
                std::fs::File::open(&*shelf)?.sync_all()?;
            }
            std::fs::rename(&from, &place)?;
            std::fs::File::open(folder)?.sync_all()
        })
        .await
    }

    /// The file with this hash; `None` if it is not there.
    pub async fn open(&self, hash: &str) -> Result<Option<tokio::fs::File>> {
        match tokio::fs::File::open(self.place(hash)).await {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Takes a file away for good; one that is gone already is no fault.
    pub async fn take_away(&self, hash: &str) -> Result<()> {
        let place = self.place(hash);
        blocking(move || taken_away(&place)).await
    }

    /// Takes away every file that is not among these hashes and was put here so long ago, and what has been arriving for so long without a
    /// byte; says how many they were. One that cannot be taken away does not keep the others.
    pub async fn sweep(
        &self,
        held: BTreeSet<String>,
        settled: Duration,
        given_up: Duration,
    ) -> Result<usize> {
        let shelf = Arc::clone(&self.folder);
        blocking(move || swept(&shelf, &held, settled, given_up)).await
    }

    /// Where a file stands. What is no hash has no place outside of the folder either.
    pub(crate) fn place(&self, hash: &str) -> PathBuf {
        let (first, rest) = match is_hash(hash) {
            true => hash.split_at(2),
            false => ("none", "none"),
        };
        self.folder.join(first).join(rest)
    }
}

impl Arriving {
    /// Adds bytes. What is too large is counted on and not written.
    pub async fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            return Ok(());
        }
        self.file.write_all(bytes).await.map_err(unavailable)
    }

    /// What has arrived, to be read; it is gone once it is closed.
    pub async fn into_file(mut self) -> Result<std::fs::File> {
        self.file.flush().await.map_err(unavailable)?;
        let path = self.path.0.clone();
        blocking(move || std::fs::File::open(path)).await
    }
}

/// Finds out what a file is and writes it back without what a camera put beside it.
fn settle(path: OnDisk) -> io::Result<std::result::Result<Arrived, Unfit>> {
    let bytes = std::fs::read(&path.0)?;
    let Some(kind) = FileKind::of(&bytes) else {
        return Ok(Err(Unfit::Unknown));
    };
    let Some(bytes) = cleaned(kind, bytes) else {
        return Ok(Err(Unfit::Broken));
    };
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).truncate(true).open(&path.0)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(Ok(Arrived {
        path,
        hash: hex(&Sha256::digest(&bytes)),
        kind,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
    }))
}

/// Work on the disk, away from the threads that answer requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Error::internal)?.map_err(unavailable)
}

fn taken_away(place: &Path) -> io::Result<()> {
    match std::fs::remove_file(place) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn swept(
    shelf: &Path,
    held: &BTreeSet<String>,
    settled: Duration,
    given_up: Duration,
) -> io::Result<usize> {
    let mut swept = 0;
    for folder in entries(shelf)? {
        let first = folder
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let is_arriving = first == ARRIVING;
        for file in entries(&folder)? {
            let rest = file
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let hash = format!("{first}{rest}");
            let is_nobodys = match is_arriving {
                true => is_older(&file, given_up),
                false => is_hash(&hash) && !held.contains(&hash) && is_older(&file, settled),
            };
            if is_nobodys {
                match taken_away(&file) {
                    Ok(()) => swept += 1,
                    Err(error) => {
                        tracing::error!(%error, hash, "a file that is nobody's could not be taken away")
                    }
                }
            }
        }
    }
    Ok(swept)
}

/// What is in a folder; nothing in one that is not there, or is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Whether nothing has been written to a file for so long.
fn is_older(file: &Path, age: Duration) -> bool {
    let written = std::fs::metadata(file).and_then(|file| file.modified());
    let unwritten = written.ok().and_then(|at| at.elapsed().ok());
    unwritten.is_some_and(|unwritten| unwritten >= age)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A folder that only the server's own account may look into.
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)
}

/// A disk that is full or away is said to be so, and nothing was changed.
fn unavailable(error: io::Error) -> Error {
    Error::Busy(error.into())
}
