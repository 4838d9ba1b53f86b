//! The database: the one file that knows there are two engines.
//!
//! SQL is written once, in the subset that SQLite and PostgreSQL share, with `$1` placeholders and [`args!`]. Reading goes
//! through [`Read`], which both [`Db`] and [`Tx`] offer; writing needs a [`Tx`]. Transactions are serialisable on both
//! engines: SQLite has one writer, PostgreSQL refuses what would not fit and the request is done again
//! (`serve::again`). What must never be is a constraint in `migrations/`, not a check in Rust.

use crate::error::{Error, Result};
use rust_embed::RustEmbed;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, FromRow, Postgres, SqlSafeStr, Sqlite, Transaction};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::Mutex;

#[derive(RustEmbed)]
#[folder = "migrations"]
pub(crate) struct Migrations;

/// A connection to either engine. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// A transaction: the only way to write. Dropped without [`Tx::commit`] it leaves no trace.
pub struct Tx(Mutex<Engine>);

enum Engine {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A value for a placeholder. `None` keeps its type, which PostgreSQL wants to know.
#[derive(Debug, Clone)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(Option<bool>),
}

pub type Args = Vec<Value>;

/// The values of `$1`, `$2`, … in order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}

macro_rules! value_from {
    ($($from:ty => $variant:ident($convert:expr)),* $(,)?) => { $(
        impl From<$from> for Value {
            fn from(value: $from) -> Self { Value::$variant(Some($convert(value))) }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self { Value::$variant(value.map($convert)) }
        }
    )* };
}
value_from! {
    &str => Text(without_nul), String => Text(|text: String| without_nul(&text)), &String => Text(|text: &String| without_nul(text)),
    i64 => Int(|n| n), u32 => Int(i64::from), f64 => Real(|n| n), bool => Bool(|b| b),
}

/// PostgreSQL's text cannot hold a NUL, so neither engine is given one: an id with one in it is just not found.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// A row of either engine; `#[derive(sqlx::FromRow)]` and tuples are.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}
impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

/// Reading, inside a transaction or outside.
pub trait Read: Sync {
    /// Every row.
    fn all<T: Record>(
        &self,
        sql: &'static str,
        args: Args,
    ) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// The first row, if there is one.
    fn first<T: Record>(
        &self,
        sql: &'static str,
        args: Args,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move { Ok(self.all::<T>(sql, args).await?.into_iter().next()) }
    }

    /// The row that must be there: [`Error::NotFound`] otherwise.
    fn one<T: Record>(
        &self,
        sql: &'static str,
        args: Args,
    ) -> impl Future<Output = Result<T>> + Send {
        async move { self.first(sql, args).await?.ok_or(Error::NotFound) }
    }

    /// A count.
    fn count(&self, sql: &'static str, args: Args) -> impl Future<Output = Result<i64>> + Send {
        async move { Ok(self.one::<(i64,)>(sql, args).await?.0) }
    }
}

/// Binds the values; both engines' queries have the same methods and different types.
macro_rules! bound {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                Value::Text(value) => query.bind(value),
                Value::Int(value) => query.bind(value),
                Value::Real(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Read for Db {
    async fn all<T: Record>(&self, sql: &'static str, args: Args) -> Result<Vec<T>> {
        Ok(match self {
            Db::Sqlite { read, .. } => {
                bound!(sqlx::query_as::<Sqlite, T>(sql), args)
                    .fetch_all(read)
                    .await?
            }
            Db::Postgres(pool) => {
                bound!(sqlx::query_as::<Postgres, T>(sql), args)
                    .fetch_all(pool)
                    .await?
            }
        })
    }
}

impl Read for Tx {
    async fn all<T: Record>(&self, sql: &'static str, args: Args) -> Result<Vec<T>> {
        Ok(match &mut *self.0.lock().await {
            Engine::Sqlite(tx) => {
                bound!(sqlx::query_as::<Sqlite, T>(sql), args)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Engine::Postgres(tx) => {
                bound!(sqlx::query_as::<Postgres, T>(sql), args)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }
}

impl Tx {
    /// Runs a statement and says how many rows it touched.
    pub async fn run(&self, sql: &'static str, args: Args) -> Result<u64> {
        Ok(match &mut *self.0.lock().await {
            Engine::Sqlite(tx) => bound!(sqlx::query::<Sqlite>(sql), args)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Engine::Postgres(tx) => bound!(sqlx::query::<Postgres>(sql), args)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    pub async fn commit(self) -> Result<()> {
        match self.0.into_inner() {
            Engine::Sqlite(tx) => tx.commit().await?,
            Engine::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Db {
    /// Connects to `sqlite:FILE` (made if missing) or `postgres://…`, without migrating.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?;
            return Self::postgres(options).await;
        }
        if url.starts_with("sqlite:") {
            return Self::sqlite(url).await;
        }
        Err(Error::invalid(format!(
            "the database address {url:?} begins with neither sqlite: nor postgres://"
        )))
    }

    async fn sqlite(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .busy_timeout(Duration::from_secs(5));
        let pool = || SqlitePoolOptions::new().acquire_timeout(Duration::from_secs(5));
        // When the disk is full SQLite ends a transaction by itself; a connection that still believes to be in one is replaced.
        let write = pool()
            .max_connections(1)
            .before_acquire(|connection, _| {
                Box::pin(async move { Ok(!sqlx::Connection::is_in_transaction(connection)) })
            })
            .connect_with(options.clone())
            .await?;
        // A read-only connection cannot make the file, so it comes second; `query_only` and not `read_only`, because a reader of a
        // write-ahead log must be able to write its index.
        let read = pool()
            .max_connections(4)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Db::Sqlite { read, write })
    }

    /// Connects with given options; tests add a schema of their own.
    pub async fn postgres(options: PgConnectOptions) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await?;
        Ok(Db::Postgres(pool))
    }

    /// Begins a serialisable transaction.
    pub async fn begin(&self) -> Result<Tx> {
        let engine = match self {
            Db::Sqlite { write, .. } => Engine::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Engine::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE")
                    .await?,
            ),
        };
        Ok(Tx(Mutex::new(engine)))
    }

    /// Begins a transaction that will add to the ledger. On PostgreSQL such transactions wait for each other here, before their first look at
    /// anything: one that waited later would find the ledger as it was before its wait, and would have to be done again.
    pub async fn begin_recording(&self) -> Result<Tx> {
        let tx = self.begin().await?;
        if matches!(self, Db::Postgres(_)) {
            tx.run("LOCK TABLE ledger IN EXCLUSIVE MODE", args![])
                .await?;
        }
        Ok(tx)
    }

    /// Everything as it is at one moment, to be read while others write.
    pub async fn snapshot(&self) -> Result<Tx> {
        let engine = match self {
            Db::Sqlite { read, .. } => Engine::Sqlite(read.begin_with("BEGIN DEFERRED").await?),
            Db::Postgres(pool) => Engine::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        };
        Ok(Tx(Mutex::new(engine)))
    }

    /// Brings the schema up to date. Several servers may start at once: PostgreSQL takes an advisory lock; SQLite has none, so
    /// the lock is a file beside the database.
    pub async fn migrate(&self) -> Result<()> {
        let migrator = Migrator::with_migrations(self.migrations());
        match self {
            Db::Sqlite { write, .. } => {
                let _lock = lock_beside(&write.connect_options())?;
                migrator.run(write).await.map_err(Error::internal)
            }
            Db::Postgres(pool) => migrator.run(pool).await.map_err(Error::internal),
        }
    }

    /// The embedded migrations of this engine: `0001_name.sql` for both, `0005_name.sqlite.sql` for one. Files with the same number are one
    /// migration, what is for both first.
    fn migrations(&self) -> Vec<Migration> {
        let other = match self {
            Db::Sqlite { .. } => ".postgres.sql",
            Db::Postgres(_) => ".sqlite.sql",
        };
        let mut names: Vec<_> = Migrations::iter()
            .filter(|name| !name.ends_with(other))
            .collect();
        names.sort_by_key(|name| (number(name), name.matches('.').count()));
        names
            .chunk_by(|one, other| number(one) == number(other))
            .filter_map(migration)
            .collect()
    }

    /// After something was erased for good: SQLite's log, which still holds what was there, is folded into the file. What is deleted in the file
    /// itself is overwritten at once (`secure_delete`); PostgreSQL's own housekeeping removes it there.
    pub async fn forget(&self) -> Result<()> {
        if let Db::Sqlite { write, .. } = self {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(write)
                .await?;
        }
        Ok(())
    }

    /// Whether the database can be read and written.
    pub async fn is_ready(&self) -> Result<()> {
        let tx = self.begin().await?;
        tx.count("SELECT COUNT(*) FROM settings", args![]).await?;
        tx.commit().await
    }

    /// Closes every connection, which lets SQLite fold its log into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

fn number(name: &str) -> Option<i64> {
    name.split_once('_')?.0.parse().ok()
}

/// One migration of all its files.
fn migration(names: &[impl AsRef<str>]) -> Option<Migration> {
    let name = names.first()?.as_ref();
    let description = name.split_once('_')?.1.split('.').next()?.replace('_', " ");
    let text = |name: &str| String::from_utf8(Migrations::get(name)?.data.into_owned()).ok();
    let sql: Vec<String> = names
        .iter()
        .map(|name| text(name.as_ref()))
        .collect::<Option<_>>()?;
    let sql = sql.join("\n");
    Some(Migration::new(
        number(name)?,
        description.into(),
        MigrationType::Simple,
        AssertSqlSafe(sql).into_sql_str(),
        false,
    ))
}

/// Holds an exclusive lock on `FILE.lock` until dropped; none for a database in memory.
fn lock_beside(options: &SqliteConnectOptions) -> Result<Option<std::fs::File>> {
    let path = options.get_filename();
    if path.as_os_str().is_empty() || path.to_string_lossy().contains(":memory:") {
        return Ok(None);
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = std::fs::File::create(name).map_err(|e| Error::Busy(e.into()))?;
    file.lock().map_err(|e| Error::Busy(e.into()))?;
    Ok(Some(file))
}

/// Whether a write was refused because such a row is there already: by its key or, on SQLite, by the trigger before it.
pub fn is_duplicate(error: &Error) -> bool {
    matches!(error, Error::Internal(cause)
        if cause.downcast_ref::<sqlx::Error>()
            .and_then(sqlx::Error::as_database_error)
            .is_some_and(|e| e.is_unique_violation() || e.message().ends_with("this is there already")))
}

/// A new identifier: UUIDv7, so that rows made later sort later.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Whether this can be such an id.
pub fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}
