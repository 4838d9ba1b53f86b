//! Signed heads: anybody can check one, nobody can change one.

use super::{full, tampering, verified};
use crate::accounts::Role;
use crate::clock::Clock;
use crate::ledger::command::{LedgerCommand, run};
use crate::ledger::head::{self, Key};
use crate::portfolio::purging;
use crate::portfolio::purging::store::{Order, What};
use crate::tests::scenes::{REFLECTION, UNIT, account};
use crate::tests::support::{START, TestApp, on_each_engine};
use clap::{FromArgMatches, Subcommand};

fn key(folder: &tempfile::TempDir) -> (Key, bool) {
    Key::open(&folder.path().join("the.key")).unwrap()
}

#[test]
fn a_head_is_signed_by_the_key_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let ((first, is_new), (again, is_new_again)) = (key(&folder), key(&folder));
    assert!(is_new && !is_new_again);
    assert_eq!(first.public(), again.public());
    let line = first.sign(12, &"a".repeat(64), START).unwrap();
    let read = head::read(&line).unwrap();
    assert_eq!((read.sequence, read.public_key), (12, again.public()));
    for (part, instead) in [
        ("12", "13"),
        ("aaa", "aba"),
        ("1780", "1781"),
        ("\"signature\":\"", "\"signature\":\"00"),
    ] {
        assert!(
            head::read(&line.replacen(part, instead, 1)).is_err(),
            "{part}"
        );
    }
    for none in ["", "{}", "[]", "not json"] {
        assert!(head::read(none).is_err(), "{none:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_is_its_owners_alone_and_a_broken_one_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    key(&folder);
    let file = folder.path().join("the.key");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    std::fs::write(&file, "not a key").unwrap();
    assert!(Key::open(&file).is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "not a key");
}

/// The key pair of RFC 8032, section 7.1, test 2.
#[test]
fn the_signature_is_that_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("the.key");
    std::fs::write(
        &file,
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb\n",
    )
    .unwrap();
    let (key, _) = Key::open(&file).unwrap();
    assert_eq!(
        key.public(),
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    );
}

/// `secure-base ledger …` on this database.
async fn command(test: &TestApp, words: &[&str]) -> Result<(), String> {
    let parser = LedgerCommand::augment_subcommands(clap::Command::new("ledger"));
    let matches = parser
        .try_get_matches_from([&["ledger"], words].concat())
        .unwrap();
    let command = LedgerCommand::from_arg_matches(&matches).unwrap();
    let files = test.app.config.files_folder();
    run(command, &files, async || Ok(test.app.db.clone())).await
}

#[tokio::test]
async fn a_published_head_shows_that_the_end_was_cut_off() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (export, published) = (path("export"), path("head"));
        command(&test, &["export", &export]).await.unwrap();
        command(&test, &["head", "--key", &path("the.key")]).await.unwrap();
        let chain = verified(&test).await.unwrap();
        let (key, _) = key(&folder);
        let line = key.sign(chain.length, &chain.hash, Clock::System.now()).unwrap();
        std::fs::write(&published, line).unwrap();
        let with_head = ["verify", "--head", &published, "--public-key", &key.public()];
        command(&test, &with_head).await.unwrap();
        command(&test, &["verify", "--file", &export, "--head", &published]).await.unwrap();
        let other = command(&test, &["verify", "--head", &published, "--public-key", "00"]).await;
        assert!(other.unwrap_err().contains("another key"));

        let all = std::fs::read_to_string(&export).unwrap();
        let short: Vec<&str> = all.lines().take(chain.length as usize - 1).collect();
        std::fs::write(&export, short.join("\n")).unwrap();
        command(&test, &["verify", "--file", &export]).await.unwrap();
        let cut = command(&test, &["verify", "--file", &export, "--head", &published]).await;
        assert!(cut.unwrap_err().contains("has been cut off"));
        // The same in the database, and tidily in the other tables as well: only the head knows.
        tampering::tampered(
            &test,
            "DELETE FROM ledger WHERE sequence = (SELECT MAX(sequence) FROM ledger); UPDATE role_grants SET ended_at = NULL, ended_by = NULL",
        )
        .await;
        command(&test, &["verify"]).await.unwrap();
        assert!(command(&test, &with_head).await.unwrap_err().contains("has been cut off"));
    })
    .await;
}

#[tokio::test]
async fn a_ledger_that_was_changed_is_not_signed() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("the.key").display().to_string();
        let change = "UPDATE ledger SET subject = 'x' WHERE sequence = 9";
        tampering::tampered(&test, change).await;
        let said = command(&test, &["head", "--key", &key]).await.unwrap_err();
        assert!(said.contains("Entry 9 has been changed"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn the_files_that_were_handed_in_are_hashed_again() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let enrolment = test.enrolled(&learner).await;
        let evidence = test.begun(&learner, &enrolment, UNIT, REFLECTION).await;
        let hash = test.with_file(&learner, &evidence).await;
        let submission = test.hand_in(&learner, &evidence, &account()).await;
        let folder = test.app.config.files_folder().display().to_string();
        let named = ["verify", "--files", &folder];
        command(&test, &named).await.unwrap();
        let place = test.app.shelf.place(&hash);
        let bytes = std::fs::read(&place).unwrap();
        std::fs::write(&place, [&bytes[..], b"."].concat()).unwrap();
        for words in [&named[..], &["verify"]] {
            let said = command(&test, words).await.unwrap_err();
            assert!(said.contains("is not the one that was handed in"), "{said}");
        }
        std::fs::remove_file(&place).unwrap();
        let said = command(&test, &named).await.unwrap_err();
        assert!(said.contains("was handed in and is not in"), "{said}");
        let nowhere = command(&test, &["verify", "--files", "/none"]).await;
        assert!(nowhere.unwrap_err().contains("is no folder"));
        // What was purged is not missed.
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let order = Order {
            what: What::Submission,
            words_too: false,
            reason: "A person can be recognised.".to_owned(),
        };
        purging::purge(&test.app, &admin, &submission, &order)
            .await
            .unwrap();
        command(&test, &named).await.unwrap();
    })
    .await;
}
