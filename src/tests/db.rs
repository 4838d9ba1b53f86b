//! The two engines behave alike: values, transactions, migrations, refusals.

mod guards;
mod records;

use super::support::{START, TestApp, on_each_engine, schema};
use crate::args;
use crate::db::{Db, Read, is_duplicate, new_id};
use crate::error::Error;

/// Text, whole number, real number, truth: each there and each missing.
type Row = (Option<String>, Option<i64>, Option<f64>, Option<bool>);

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() {
    on_each_engine(async |test: TestApp| {
        let db = &test.app.db;
        let tx = db.begin().await.unwrap();
        tx.run(
            "CREATE TABLE kept (place BIGINT, a TEXT, b BIGINT, c DOUBLE PRECISION, d BOOLEAN)",
            args![],
        )
        .await
        .unwrap();
        let rows: [Row; 4] = [
            (
                Some("’ \" \\ % _ \n 🜁".to_owned()),
                Some(i64::MAX),
                Some(0.1),
                Some(true),
            ),
            (
                Some(String::new()),
                Some(i64::MIN),
                Some(-1e300),
                Some(false),
            ),
            (
                Some("1; DROP TABLE kept".to_owned()),
                Some(0),
                Some(0.0),
                Some(true),
            ),
            (None, None, None, None),
        ];
        let insert = "INSERT INTO kept (place, a, b, c, d) VALUES ($1, $2, $3, $4, $5)";
        for (place, (a, b, c, d)) in (0u32..).zip(rows.clone()) {
            assert_eq!(tx.run(insert, args![place, a, b, c, d]).await.unwrap(), 1);
        }
        let borrowed = String::from("borrowed");
        tx.run(
            insert,
            args![9i64, &borrowed, None::<u32>, None::<f64>, None::<bool>],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let back: Vec<Row> = db
            .all(
                "SELECT a, b, c, d FROM kept WHERE place < 9 ORDER BY place",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(back, rows);
        let none: Option<(i64,)> = db
            .first("SELECT place FROM kept WHERE place = $1", args![77i64])
            .await
            .unwrap();
        assert_eq!(none, None);
        let missing = db
            .one::<(i64,)>("SELECT place FROM kept WHERE place = $1", args![77i64])
            .await;
        assert!(matches!(missing, Err(Error::NotFound)));
        assert_eq!(
            db.count("SELECT COUNT(*) FROM kept WHERE a = $1", args!["borrowed"])
                .await
                .unwrap(),
            1
        );
    })
    .await;
}

const SETTING: &str = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3)";

#[tokio::test]
async fn only_what_is_committed_stays() {
    on_each_engine(async |test: TestApp| {
        let db = &test.app.db;
        let settings = "SELECT COUNT(*) FROM settings";
        let tx = db.begin().await.unwrap();
        tx.run(SETTING, args!["a", "1", START]).await.unwrap();
        assert_eq!(
            tx.count(settings, args![]).await.unwrap(),
            1,
            "a transaction sees what it writes"
        );
        assert_eq!(test.count(settings).await, 0, "nobody else does");
        drop(tx);
        assert_eq!(test.count(settings).await, 0);
        let tx = db.begin().await.unwrap();
        tx.run(SETTING, args!["a", "1", START]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(test.count(settings).await, 1);
        let tx = db.begin().await.unwrap();
        let again = tx.run(SETTING, args!["a", "2", START]).await.unwrap_err();
        assert!(is_duplicate(&again), "{again:?}");
        drop(tx);
        let tx = db.begin().await.unwrap();
        let stranger = tx
            .run("UPDATE settings SET changed_by = 'nobody'", args![])
            .await
            .unwrap_err();
        assert!(
            !is_duplicate(&stranger) && matches!(stranger, Error::Internal(_)),
            "{stranger:?}"
        );
    })
    .await;
}

/// How many migrations there are: the files with the same number are one.
fn migrations() -> i64 {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let number = |name: std::ffi::OsString| name.to_str().unwrap()[..4].to_owned();
    let numbers: std::collections::BTreeSet<String> = names.map(number).collect();
    numbers.len() as i64
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    on_each_engine(async |test: TestApp| {
        let tx = test.app.db.begin().await.unwrap();
        tx.run(SETTING, args!["a", "1", START]).await.unwrap();
        tx.commit().await.unwrap();
        let applied = test.count("SELECT COUNT(*) FROM _sqlx_migrations").await;
        test.app.db.migrate().await.unwrap();
        assert_eq!(
            test.count("SELECT COUNT(*) FROM _sqlx_migrations").await,
            applied
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM settings").await, 1);
        assert_eq!(applied, migrations());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_start_at_once_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let options = schema().await;
    for engine in ["sqlite", "postgres"] {
        let mut servers = Vec::new();
        for _ in 0..3 {
            let db = match engine {
                "sqlite" => Db::connect(&url).await.unwrap(),
                _ => Db::postgres(options.clone()).await.unwrap(),
            };
            servers.push(tokio::spawn(async move {
                db.migrate().await.unwrap();
                db.count("SELECT COUNT(*) FROM _sqlx_migrations", args![])
                    .await
                    .unwrap()
            }));
        }
        for server in servers {
            assert_eq!(server.await.unwrap(), migrations(), "{engine}");
        }
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("letter.txt"),
        "Dear all, this is no database, and longer than a page header is. ".repeat(20),
    )
    .unwrap();
    let inside = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let cases = [
        (inside("missing/a.db"), "unable to open database file"),
        (inside(""), "unable to open database file"),
        (
            "sqlite:/proc/a.db".to_owned(),
            "unable to open database file",
        ),
        (inside("letter.txt"), "file is not a database"),
        (
            "mysql://localhost/a".to_owned(),
            "begins with neither sqlite: nor postgres://",
        ),
    ];
    for (url, words) in cases {
        let refused = Db::connect(&url).await.expect_err(&url);
        let sentence = refused.to_string();
        assert!(
            sentence.contains(words) && sentence.lines().count() == 1,
            "{url}: {sentence}"
        );
    }
}

#[test]
fn a_failure_of_the_database_is_busy_to_be_tried_again_or_ours() {
    use sqlx::Error as Cause;
    let broken = || Cause::Io(std::io::Error::other("the line is cut"));
    assert!(matches!(Error::from(Cause::PoolTimedOut), Error::Busy(_)));
    assert!(matches!(Error::from(Cause::PoolClosed), Error::Busy(_)));
    assert!(matches!(Error::from(broken()), Error::Again(_)));
    assert!(matches!(
        Error::from(Cause::RowNotFound),
        Error::Internal(_)
    ));
    assert!(matches!(
        Error::from(Cause::WorkerCrashed),
        Error::Internal(_)
    ));
}

#[tokio::test]
async fn the_reading_half_of_sqlite_cannot_write() {
    let test = TestApp::sqlite().await;
    let sql = "INSERT INTO settings (name, value, changed_at) VALUES ('a', 'b', 1) RETURNING name";
    let written = test.app.db.all::<(String,)>(sql, args![]).await;
    assert!(matches!(written, Err(Error::Busy(_))), "{written:?}");
    assert_eq!(test.count("SELECT COUNT(*) FROM settings").await, 0);
}

#[tokio::test]
async fn of_two_transactions_that_do_not_fit_postgresql_asks_for_one_again() {
    let test = TestApp::postgres().await;
    let db = &test.app.db;
    let (one, two) = (db.begin().await.unwrap(), db.begin().await.unwrap());
    let mut outcomes = Vec::new();
    for (tx, name) in [(&one, "a"), (&two, "b")] {
        tx.count("SELECT COUNT(*) FROM settings", args![])
            .await
            .unwrap();
        outcomes.push(tx.run(SETTING, args![name, "1", START]).await.map(|_| ()));
    }
    outcomes.push(one.commit().await);
    outcomes.push(two.commit().await);
    let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    assert!(
        !refused.is_empty() && matches!(refused[0], Error::Again(_)),
        "{refused:?}"
    );
    assert_eq!(test.count("SELECT COUNT(*) FROM settings").await, 1);
}

#[tokio::test]
async fn a_closed_database_is_busy_and_does_not_panic() {
    on_each_engine(async |test: TestApp| {
        test.app.db.close().await;
        test.app.db.close().await;
        assert!(matches!(test.app.db.is_ready().await, Err(Error::Busy(_))));
        assert!(matches!(
            test.app.db.begin().await.map(|_| ()),
            Err(Error::Busy(_))
        ));
    })
    .await;
}

#[test]
fn later_ids_sort_later() {
    let ids: Vec<String> = (0..1_000).map(|_| new_id()).collect();
    assert!(ids.is_sorted() && ids.iter().all(|id| id.len() == 36));
}
