//! Settings: from the command line or the environment, checked before anything starts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// How this server runs.
#[derive(Debug, Clone)]
pub struct Config {
    pub addr: SocketAddr,
    /// `sqlite:FILE` or `postgres://…`.
    pub database: String,
    /// Where the files of evidence are kept; without it, beside the SQLite file, or `files` for PostgreSQL.
    pub files: Option<PathBuf>,
    /// The file with the key that signs exported portfolios; without it, beside the SQLite file, or in the folder where the server runs.
    pub key: Option<PathBuf>,
    /// A folder to read content from; without it, what is inside the binary.
    pub content: Option<PathBuf>,
    /// Whether to compile the content again when it changes.
    pub watch: bool,
    /// Whether to seed demo people into an empty database.
    pub demo: bool,
    /// The address that visitors use, such as `https://learn.example.org`, without a slash at the end.
    pub origin: String,
    /// `smtp://user:password@host:port` or `smtps://…`; without it mail stays in the outbox.
    pub smtp: Option<String>,
    /// The sender of mail.
    pub mail_from: String,
    /// Whether a proxy in front says in `X-Forwarded-For` who is asking.
    pub behind_proxy: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            database: "sqlite:secure-base.db".to_owned(),
            files: None,
            key: None,
            content: None,
            watch: false,
            demo: false,
            origin: "http://127.0.0.1:3000".to_owned(),
            smtp: None,
            mail_from: "Secure Base <noreply@localhost>".to_owned(),
            behind_proxy: false,
        }
    }
}

impl Config {
    /// Whether visitors come over HTTPS, so that cookies may be bound to it.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// The folder in which the files of evidence are kept.
    pub fn files_folder(&self) -> PathBuf {
        let beside = || self.beside_database("files");
        self.files.clone().unwrap_or_else(beside)
    }

    /// The file with the key that signs exported portfolios.
    pub fn key_file(&self) -> PathBuf {
        let beside = || self.beside_database("secure-base-portfolios.key");
        self.key.clone().unwrap_or_else(beside)
    }

    fn beside_database(&self, name: &str) -> PathBuf {
        let file = self.database.strip_prefix("sqlite:").unwrap_or_default();
        let file = file.trim_start_matches("//").split('?').next();
        Path::new(file.unwrap_or_default()).with_file_name(name)
    }

    /// One clear sentence on the first setting that cannot be right.
    pub fn check(&self) -> Result<(), String> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|scheme| self.database.starts_with(scheme)) {
            return Err(format!(
                "The database address must begin with sqlite: or postgres://, and {:?} does not.",
                self.database
            ));
        }
        check_origin(&self.origin)?;
        if self.watch && self.content.is_none() {
            return Err(
                "--watch needs --content: what is inside the binary cannot change.".to_owned(),
            );
        }
        let files = self.files_folder();
        if files.exists() && !files.is_dir() {
            return Err(format!(
                "Files cannot be kept in {}, which is no folder.",
                files.display()
            ));
        }
        match &self.content {
            Some(folder) if !folder.is_dir() => Err(format!(
                "The content folder {} does not exist.",
                folder.display()
            )),
            _ => Ok(()),
        }
    }
}

/// The origin goes into links in mail and into QR codes, so it must be one: scheme, host, port, nothing else.
fn check_origin(origin: &str) -> Result<(), String> {
    let fault = || {
        Err(format!(
            "The origin must be an address such as https://learn.example.org without a path, and {origin:?} is not."
        ))
    };
    let Some(host) = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
    else {
        return fault();
    };
    let has_port = host
        .rsplit(']')
        .next()
        .is_some_and(|rest| rest.contains(':'));
    let parses = origin
        .parse::<axum::http::Uri>()
        .is_ok_and(|uri| uri.port_u16().is_some() == has_port);
    match host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) || !parses {
        true => fault(),
        false => Ok(()),
    }
}
