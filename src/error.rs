//! What may go wrong, as a visitor may see it. Causes are logged once, at the edge, under a number that the page shows.

use std::fmt;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure, in as much detail as a visitor may know.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in, and somebody must be.
    SignIn,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing, or it is none of this visitor's business.
    NotFound,
    /// The request makes no sense or no longer fits; our words.
    Invalid(String),
    /// Somebody else was faster, or the page was out of date; our words.
    Conflict(String),
    /// Too many tries: wait so many seconds.
    TooMany { seconds: u64 },
    /// Not now: the database is locked, full or away, or too much is going on.
    Busy(Cause),
    /// Two transactions met; doing the whole request again will help.
    Again(Cause),
    /// Our fault.
    Internal(Cause),
}

/// Why, for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

impl Error {
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Error::Internal(cause.into())
    }

    pub fn invalid(words: impl Into<String>) -> Self {
        Error::Invalid(words.into())
    }

    pub fn conflict(words: impl Into<String>) -> Self {
        Error::Conflict(words.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::SignIn => write!(f, "nobody is signed in"),
            Error::Forbidden => write!(f, "not allowed"),
            Error::NotFound => write!(f, "not found"),
            Error::Invalid(words) | Error::Conflict(words) => write!(f, "{words}"),
            Error::TooMany { seconds } => write!(f, "too many tries; wait {seconds} seconds"),
            Error::Busy(cause) | Error::Again(cause) | Error::Internal(cause) => {
                write!(f, "{cause}")
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|e| e.code())
            .map(|code| code.into_owned());
        match (&error, code.as_deref()) {
            (sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed, _) => Error::Busy(error.into()),
            (sqlx::Error::Io(_) | sqlx::Error::Tls(_), _) => Error::Again(error.into()),
            // PostgreSQL: serialisation failure, deadlock; the server is stopping or starting.
            (_, Some("40001" | "40P01" | "57P01" | "57P02" | "57P03")) => {
                Error::Again(error.into())
            }
            // PostgreSQL: too many connections, disk full.
            (_, Some("53300" | "53100")) => Error::Busy(error.into()),
            // SQLite's extended codes end, in their low byte, in: busy, locked, read-only, i/o error, full, cannot open.
            (_, Some(code)) if sqlite_is_unavailable(code) => Error::Busy(error.into()),
            _ => Error::internal(error),
        }
    }
}

fn sqlite_is_unavailable(code: &str) -> bool {
    let is_sqlite = code.len() < 5;
    is_sqlite
        && code
            .parse::<u32>()
            .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}
