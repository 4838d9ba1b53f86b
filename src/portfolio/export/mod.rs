//! Taking a portfolio away, and showing it elsewhere.
//!
//! A learner downloads an [`archive`] of everything that is theirs ([`content`]), with their files, a page to read it on ([`readable`]), the
//! hashes of all that and the installation's signature ([`seal`]). Another installation checks such an archive ([`check()`]) and shows an assessor
//! what was achieved, to be recognised as prior learning by the rules for that; nothing is recognised by itself.

pub mod archive;
pub mod content;
mod gathering;
pub mod pages;
pub mod readable;
pub mod seal;

pub use content::Portfolio;

use crate::accounts::{Actor, hex};
use crate::app::App;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::ledger::head::Key;
use crate::portfolio::files::kind::FileKind;
use crate::portfolio::files::shelf::LARGEST;
use archive::{Allowed, Packer, Unpacked, unpack};
use seal::{HASHES, SIGNATURE, Signed};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::PathBuf;
use tokio::sync::Semaphore;

const JSON: &str = "portfolio.json";
const PAGE: &str = "index.html";

/// The longest of the texts in an archive, bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The longest list of hashes, bytes: that of more than 20,000 files.
const LONGEST_HASHES: u64 = 4 * 1024 * 1024;

/// The longest signature, bytes.
const LONGEST_SIGNATURE: u64 = 1_024;

/// How many archives are packed or checked at once.
static PACKING: Semaphore = Semaphore::const_new(1);

/// Where a file is in the archive.
fn file_name(hash: &str, media_type: &str) -> String {
    let kind = FileKind::from_media_type(media_type);
    let ending = kind.map_or("bin", |kind| kind.endings()[0]);
    format!("files/{hash}.{ending}")
}

/// One's own portfolio, packed and signed: a file that is gone once it is closed.
pub async fn pack(app: &App, actor: &Actor) -> Result<std::fs::File> {
    let (portfolio, answers) = Portfolio::load(app, actor).await?;
    let _one = PACKING.acquire().await.map_err(Error::internal)?;
    let mut files = Vec::new();
    for (hash, media_type) in portfolio.files() {
        files.push((
            hash.to_owned(),
            file_name(hash, media_type),
            app.shelf.place(hash),
        ));
    }
    let (shelf, key) = (app.shelf.clone(), app.config.key_file());
    let now = app.clock.now();
    let packed = tokio::task::spawn_blocking(move || {
        let mut packer = Packer::new(BufWriter::new(shelf.scratch()?));
        let present = add_files(&mut packer, &files)?;
        let json = serde_json::to_vec_pretty(&portfolio)?;
        packer.add(JSON, &json)?;
        let page = readable::html(&portfolio, &answers, &present);
        packer.add(PAGE, page.as_bytes())?;
        seal_it(packer, key, now)
    });
    packed
        .await
        .map_err(Error::internal)?
        .map_err(|error| Error::Busy(error.into()))
}

/// Adds every file that is there and is what its hash says, and gives the hashes of those.
fn add_files<W: Write>(
    packer: &mut Packer<W>,
    files: &[(String, String, PathBuf)],
) -> std::io::Result<BTreeSet<String>> {
    let mut present = BTreeSet::new();
    for (hash, name, place) in files {
        let Ok(bytes) = std::fs::read(place) else {
            continue;
        };
        if hex(&Sha256::digest(&bytes)) == *hash {
            packer.add(name, &bytes)?;
            present.insert(hash.clone());
        }
    }
    Ok(present)
}

fn seal_it(
    mut packer: Packer<BufWriter<std::fs::File>>,
    key: PathBuf,
    now: Millis,
) -> std::io::Result<std::fs::File> {
    let (key, _) = Key::open(&key).map_err(std::io::Error::other)?;
    let hashes = seal::hashes(packer.members());
    let signature = seal::sign(&key, &hashes, now).unwrap_or_default();
    packer.add(HASHES, hashes.as_bytes())?;
    packer.add(SIGNATURE, signature.as_bytes())?;
    let mut file = packer
        .finish()?
        .into_inner()
        .map_err(|error| error.into_error())?;
    file.rewind()?;
    Ok(file)
}

/// An archive that is whole: what it holds, and whose signature it has.
#[derive(Debug)]
pub struct Checked {
    pub portfolio: Portfolio,
    pub signed: Signed,
}

/// Checks an archive from anywhere, in every byte. What is wrong is said in words.
pub fn check(input: impl Read) -> std::result::Result<Checked, String> {
    let Unpacked { members, texts } = unpack(input, allowed)?;
    let text = |name: &str| {
        let bytes = texts.get(name).ok_or(format!("“{name}” is missing."))?;
        std::str::from_utf8(bytes).map_err(|_| format!("“{name}” is no text."))
    };
    let Some((listed, [hashes, signature])) = members.split_last_chunk() else {
        return Err("This archive holds no portfolio.".to_owned());
    };
    if (hashes.name.as_str(), signature.name.as_str()) != (HASHES, SIGNATURE) {
        return Err("The archive does not end with its hashes and its signature.".to_owned());
    }
    if seal::hashes(listed) != text(HASHES)? {
        return Err("What is in the archive is not what its list of hashes says.".to_owned());
    }
    let signed = seal::check(text(HASHES)?, text(SIGNATURE)?)?;
    let is_itself = |member: &archive::Member| match member.name.strip_prefix("files/") {
        Some(name) => name.starts_with(&member.sha256),
        None => true,
    };
    if let Some(other) = listed.iter().find(|member| !is_itself(member)) {
        return Err(format!("“{}” is not the file that it says.", other.name));
    }
    let portfolio: Portfolio = serde_json::from_str(text(JSON)?)
        .map_err(|_| "The portfolio in this archive cannot be read.".to_owned())?;
    match portfolio.format == content::FORMAT {
        true => Ok(Checked { portfolio, signed }),
        false => {
            Err("This portfolio was made by another version, which cannot be read here.".to_owned())
        }
    }
}

/// The same, for what somebody has sent.
pub async fn check_file(file: std::fs::File) -> Result<std::result::Result<Checked, String>> {
    let _one = PACKING.acquire().await.map_err(Error::internal)?;
    let checked = tokio::task::spawn_blocking(move || check(BufReader::new(file)));
    checked.await.map_err(Error::internal)
}

/// The names that an archive can hold.
fn allowed(name: &str) -> Option<Allowed> {
    let most = match name {
        JSON | PAGE => Some(LONGEST),
        HASHES => Some(LONGEST_HASHES),
        SIGNATURE => Some(LONGEST_SIGNATURE),
        _ => None,
    };
    if let Some(most) = most {
        let keep = name != PAGE;
        return Some(Allowed { most, keep });
    }
    let (hash, ending) = name.strip_prefix("files/")?.split_once('.')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_known = FileKind::ALL.iter().any(|kind| kind.endings()[0] == ending);
    (is_hash && is_known).then_some(Allowed {
        most: LARGEST,
        keep: false,
    })
}
