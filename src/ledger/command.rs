//! `secure-base ledger …`: for administrators and external quality assurers.

use super::{Entry, chain::Chain, export, head};
use crate::clock::{self, Clock};
use crate::db::Db;
use clap::{Args, Subcommand};
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum LedgerCommand {
    /// Check that nothing in the ledger was changed, and that the other tables say what it says
    Verify(VerifyArgs),
    /// Print a signed head: where the ledger ends now, to be published
    Head {
        /// The key that signs, made if it is not there; keep it, and keep it away from the database
        #[arg(
            long,
            env = "SECURE_BASE_LEDGER_KEY",
            default_value = "secure-base-ledger.key"
        )]
        key: PathBuf,
    },
    /// Write every entry as a line of JSON
    Export {
        /// The file to write; standard output without one
        file: Option<PathBuf>,
    },
}

#[derive(Args)]
pub struct VerifyArgs {
    /// Check an exported file instead of the database
    #[arg(long)]
    file: Option<PathBuf>,
    /// Also check that the ledger still holds this signed head, as `ledger head` printed it
    #[arg(long)]
    head: Option<PathBuf>,
    /// The public key that the head must be signed with
    #[arg(long, requires = "head")]
    public_key: Option<String>,
    /// The folder with the files of evidence, which are hashed again [default: files, beside the SQLite database, if it is there]
    #[arg(long, env = "SECURE_BASE_FILES")]
    files: Option<PathBuf>,
}

/// Does it; the error is one sentence for a person. `files` is where the files of evidence are unless the command says otherwise.
pub async fn run(
    command: LedgerCommand,
    files: &Path,
    db: impl AsyncFnOnce() -> Result<Db, String>,
) -> Result<(), String> {
    match command {
        LedgerCommand::Verify(args) => verify(args, files, db).await,
        LedgerCommand::Head { key } => sign(&key, &db().await?).await,
        LedgerCommand::Export { file } => export_to(file, &db().await?).await,
    }
}

async fn verify(
    args: VerifyArgs,
    files: &Path,
    db: impl AsyncFnOnce() -> Result<Db, String>,
) -> Result<(), String> {
    let head = args.head.as_deref().map(published).transpose()?;
    let mut known = None;
    let mut look = |entry: &Entry| {
        let is_it = |head: &head::Head| head.sequence == entry.sequence;
        if head.as_ref().is_some_and(is_it) {
            known = Some(entry.hash.clone());
        }
    };
    let chain = match &args.file {
        Some(file) => {
            let lines = File::open(file).map_err(|error| failed(file, &error))?;
            export::verify(BufReader::new(lines), &mut look)?
        }
        None => {
            let db = db().await?;
            let chain = verify_database(&db, args.files.as_deref(), files).await?;
            if let Some(head) = &head {
                let entry = super::store::entry(&db, head.sequence).await.ok();
                entry.iter().for_each(&mut look);
            }
            chain
        }
    };
    say(&args, &chain);
    let Some(head) = head else { return Ok(()) };
    if args.public_key.is_none() {
        eprintln!(
            "WARNING: without --public-key this trusts the key in the head itself. Whoever wrote another history can have signed it with a key of their own: compare {} with the key that was published.",
            head.public_key
        );
    }
    if args.public_key.is_some_and(|key| key != head.public_key) {
        return Err(format!(
            "The head is signed with another key: {}.",
            head.public_key
        ));
    }
    let when = clock::date_and_time(head.signed_at);
    match known.as_ref() == Some(&head.hash) {
        true => {
            println!(
                "It still holds the head of {when}: entry {}. Signed with the key {}.",
                head.sequence, head.public_key
            );
            Ok(())
        }
        false => Err(format!(
            "The head of {when} is not in the ledger: entry {} was another then, or has been cut off.",
            head.sequence
        )),
    }
}

/// Checks the chain, the tables, and the files of evidence as far as it is known where they are.
async fn verify_database(db: &Db, named: Option<&Path>, usual: &Path) -> Result<Chain, String> {
    let folder = match named {
        Some(folder) if !folder.is_dir() => {
            return Err(format!("{} is no folder.", folder.display()));
        }
        Some(folder) => Some(folder),
        None => Some(usual).filter(|folder| folder.is_dir()),
    };
    match folder {
        Some(folder) => super::verify_with_files(db, folder).await,
        None => {
            eprintln!("The files of evidence were not looked at: name their folder with --files.");
            super::verify(db).await
        }
    }
    .map_err(unreadable)?
}

fn say(args: &VerifyArgs, chain: &Chain) {
    println!(
        "{} entries, each as it was written; the last has the hash {}.",
        chain.length, chain.hash
    );
    if args.file.is_none() {
        println!("The tables say the same of every act that is entered.");
    }
}

fn published(file: &Path) -> Result<head::Head, String> {
    let text = std::fs::read_to_string(file).map_err(|error| failed(file, &error))?;
    head::read(text.trim())
}

async fn sign(key: &Path, db: &Db) -> Result<(), String> {
    let chain = super::followed(db).await.map_err(unreadable)??;
    let (signer, is_new) = head::Key::open(key)?;
    if is_new {
        eprintln!(
            "A new key was made: {}. Keep a copy where nobody who can change the database can read it.",
            key.display()
        );
    }
    eprintln!("Signed with the key {}.", signer.public());
    let line = signer.sign(chain.length, &chain.hash, Clock::System.now());
    println!("{}", line.ok_or("The head has no canonical form.")?);
    Ok(())
}

async fn export_to(file: Option<PathBuf>, db: &Db) -> Result<(), String> {
    let count = match &file {
        None => export::export(db, &mut BufWriter::new(io::stdout())).await,
        Some(file) => {
            let out = File::create(file).map_err(|error| failed(file, &error))?;
            export::export(db, &mut BufWriter::new(out)).await
        }
    };
    let count = count.map_err(unreadable)?;
    eprintln!("{count} entries.");
    Ok(())
}

fn failed(file: &Path, error: &io::Error) -> String {
    format!("{}: {error}.", file.display())
}

fn unreadable(error: crate::error::Error) -> String {
    format!("The ledger cannot be read (has `secure-base migrate` been run?): {error}.")
}
