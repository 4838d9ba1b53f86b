//! Files of evidence: what is taken, who sees it, and what stays of it.

use super::super::support::Page;
use super::cleaning::photograph;
use super::{LEARNER, form, writing};
use crate::accounts::Role;
use crate::args;
use crate::assessment::Outcome;
use crate::db::Read;
use crate::portfolio::files::store::{MOST, MOST_IN_ALL};
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::tests::scenes::account;
use crate::tests::support::{Browser, TestApp, on_each_engine};
use axum::http::Method;

/// A form with a file in it, as a browser sends it.
fn upload(name: &str, content: &[u8], description: &str) -> Vec<u8> {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    let rest = format!(
        "\r\n--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n{description}\r\n--x--\r\n"
    );
    [head.as_bytes(), content, rest.as_bytes()].concat()
}

async fn add(browser: &mut Browser, address: &str, name: &str, content: &[u8]) -> Page {
    let body = upload(name, content, "A letter, without names.");
    let kind = "multipart/form-data; boundary=x";
    let path = format!("{address}/files");
    browser
        .send_bytes(Method::POST, &path, Some((kind, body)))
        .await
}

async fn hashes(test: &TestApp) -> Vec<String> {
    let sql = "SELECT hash FROM files ORDER BY stored_at, hash";
    let all: Vec<(String,)> = test.app.db.all(sql, args![]).await.unwrap();
    all.into_iter().map(|(hash,)| hash).collect()
}

/// How many files wait in the folder for arriving ones.
fn left_over(test: &TestApp) -> usize {
    let folder = test.app.config.files_folder().join("arriving");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_file_is_added_seen_and_taken_away() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        let saved = browser
            .post_all(&address, &form("files", "So far.", 1))
            .await;
        assert_eq!(saved.redirects(), format!("{address}/files?said=saved"));
        let page = add(
            &mut browser,
            &address,
            "Brief \u{e9}.pdf",
            b"%PDF-1.7 words",
        )
        .await;
        assert_eq!(page.redirects(), format!("{address}/files?said=added"));
        let hash = hashes(&test).await.remove(0);
        let place = test.app.shelf.place(&hash);
        assert_eq!(std::fs::read(&place).unwrap(), b"%PDF-1.7 words");
        assert_eq!(left_over(&test), 0);
        for page in [
            &address,
            &format!("{address}/files"),
            &format!("{address}/document"),
        ] {
            let page = browser.get(page).await;
            assert!(page.is(200).has("Brief é.pdf") && page.has("A letter, without names."));
            assert!(page.has("PDF document, 14 bytes"), "{}", page.body);
        }
        let file = browser.get(&format!("/files/{evidence}/{hash}")).await;
        assert_eq!(file.is(200).body, "%PDF-1.7 words");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "private, no-store");
        assert!(
            file.header("content-security-policy")
                .starts_with("sandbox; default-src 'none'")
        );
        assert!(
            file.header("content-disposition")
                .starts_with("attachment; filename=\"Brief _.pdf\"")
        );
        let again = add(&mut browser, &address, "other.pdf", b"%PDF-1.7 words").await;
        assert!(
            again
                .is(422)
                .has("This file is here already, as “Brief é.pdf”.")
        );
        let gone = browser
            .post(&format!("{address}/files/{hash}/remove"), &[])
            .await;
        assert_eq!(gone.redirects(), format!("{address}/files?said=removed"));
        assert!(!place.exists() && hashes(&test).await.is_empty());
        browser
            .get(&format!("/files/{evidence}/{hash}"))
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_such_file_is_refused_in_words() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let large = [b"%PDF-".to_vec(), vec![b'a'; 20 * 1024 * 1024]].concat();
        let table: [(&str, &[u8], &str); 8] = [
            ("a.pdf", b"", "This file is empty."),
            ("", b"", "Choose a file."),
            ("a.pdf", &large, "larger than 20 MB"),
            (
                "a.pdf",
                b"<!DOCTYPE html><script>alert(1)</script>",
                "none of the kinds",
            ),
            (
                "a.png",
                b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
                "none of the kinds",
            ),
            ("a.pdf", b"PK\x03\x04", "none of the kinds"),
            (
                "a.jpg",
                b"\xff\xd8\xff\xe0\0\x10JFIF",
                "could not be read to its end",
            ),
            (
                "a.png",
                b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT",
                "could not be read to its end",
            ),
        ];
        for (name, content, words) in table {
            let page = add(&mut browser, &address, name, content).await;
            assert!(page.is(422).has(words), "{words}: {}", page.body);
            assert!(
                page.has("value=\"A letter, without names.\""),
                "what was typed comes back"
            );
        }
        let kind = "multipart/form-data; boundary=x";
        let send = async |browser: &mut Browser, body: Vec<u8>| {
            let path = format!("{address}/files");
            browser
                .send_bytes(Method::POST, &path, Some((kind, body)))
                .await
        };
        let silent = send(&mut browser, upload("a.pdf", b"%PDF-", " ")).await;
        assert!(silent.is(422).has("Say what it is, in a line."));
        let long = send(&mut browser, upload("a.pdf", b"%PDF-", &"é".repeat(501))).await;
        assert!(long.is(422).has("501 characters long"));
        let cut = send(&mut browser, upload("a.pdf", b"%PDF-", "A")[..90].to_vec()).await;
        assert!(
            cut.is(422).has("could not be read to its end"),
            "{}",
            cut.body
        );
        let other = b"--x\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nx\r\n--x--\r\n";
        send(&mut browser, other.to_vec()).await.is(422);
        assert_eq!((hashes(&test).await.len(), left_over(&test)), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_two_things_goes_out_as_what_it_begins_as() {
    let test = TestApp::sqlite().await;
    let (mut browser, evidence, address) = writing(&test).await;
    let polyglot = b"%PDF-1.7\n<!DOCTYPE html><script>alert(1)</script>";
    add(&mut browser, &address, "../../evil.html", polyglot)
        .await
        .redirects();
    let hash = hashes(&test).await.remove(0);
    let file = browser.get(&format!("/files/{evidence}/{hash}")).await;
    assert_eq!(file.is(200).header("content-type"), "application/pdf");
    assert!(
        file.header("content-disposition")
            .starts_with("attachment; filename=\"evil.html.pdf\"")
    );
    add(&mut browser, &address, "me.jpg", &photograph())
        .await
        .redirects();
    let hash = hashes(&test)
        .await
        .into_iter()
        .find(|other| *other != hash)
        .unwrap();
    let kept = std::fs::read(test.app.shelf.place(&hash)).unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("GPS"));
}

#[tokio::test]
async fn handing_in_freezes_files_and_the_next_version_says_what_has_changed() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let enrolment = test.enrolled(&learner).await;
        let evidence = test
            .begun(&learner, &enrolment, "GP1", super::REFLECTION)
            .await;
        let address = format!("/evidence/{evidence}");
        add(&mut browser, &address, "first.pdf", b"%PDF-1 first")
            .await
            .redirects();
        let submission = test.hand_in(&learner, &evidence, &account()).await;
        let first = hashes(&test).await.remove(0);
        let late = add(&mut browser, &address, "late.pdf", b"%PDF-1 late").await;
        assert!(
            late.is(422).has("This is with the assessors."),
            "{}",
            late.body
        );
        let page = browser
            .post(&format!("{address}/files/{first}/remove"), &[])
            .await;
        page.is(409);
        assert_eq!(left_over(&test), 0);
        let seen = assessor.get(&format!("/submissions/{submission}")).await;
        assert!(seen.is(200).has("first.pdf"));
        assessor
            .get(&format!("/files/{submission}/{first}"))
            .await
            .is(200);
        assessor
            .get(&format!("/files/{evidence}/{first}"))
            .await
            .is(404);
        let file = format!("{submission}/{first}");
        assert_eq!(
            (
                test.looks(&file, "viewed").await,
                test.looks(&format!("{evidence}/{first}"), "refused").await
            ),
            (1, 1)
        );
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        add(&mut browser, &address, "second.pdf", b"%PDF-1 second")
            .await
            .redirects();
        browser
            .post(&format!("{address}/files/{first}/remove"), &[])
            .await
            .redirects();
        assert!(
            test.app.shelf.place(&first).exists(),
            "the submission keeps its own"
        );
        let again = test.hand_in(&learner, &evidence, &account()).await;
        for page in [
            browser.get(&address).await,
            assessor.get(&format!("/submissions/{again}")).await,
        ] {
            assert!(page.is(200).has("New in this version"), "{}", page.body);
            assert!(page.has("Taken away since the version before") && page.has("first.pdf"));
        }
        let printed = assessor
            .get(&format!("/submissions/{again}/document"))
            .await;
        assert!(printed.is(200).has("second.pdf") && !printed.has("first.pdf"));
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_files_are_not_there_and_that_is_logged() {
    on_each_engine(async |test: TestApp| {
        let (_, evidence, address) = writing(&test).await;
        let learner = test.actor_of(&evidence).await;
        let hash = test.with_file(&learner, &evidence).await;
        for (name, roles) in [
            ("Olga Other", LEARNER),
            ("Ida Iqa", &[Role::Iqa]),
            ("Mo Manager", &[Role::Manager]),
            ("Sam Admin", &[Role::Learner, Role::Administrator]),
        ] {
            let (_, mut other) = test.signed_in(name, roles).await;
            other
                .get(&format!("/files/{evidence}/{hash}"))
                .await
                .is(404);
            other.get(&format!("{address}/files")).await.is(404);
            let status = add(&mut other, &address, "a.pdf", b"%PDF-1 mine")
                .await
                .status;
            assert!(status.is_client_error());
            let gone = other
                .post(&format!("{address}/files/{hash}/remove"), &[])
                .await;
            assert!(gone.status.is_client_error());
        }
        assert_eq!(
            test.looks(&format!("{evidence}/{hash}"), "refused").await,
            4
        );
        assert!(test.app.shelf.place(&hash).exists());
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence_files").await, 1);
        let mut nobody = test.browser();
        let page = add(&mut nobody, &address, "a.pdf", b"%PDF-1 mine").await;
        assert!(page.redirects().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn the_same_content_is_kept_once_and_goes_with_the_last_who_has_it() {
    on_each_engine(async |test: TestApp| {
        let (_, evidence, _) = writing(&test).await;
        let learner = test.actor_of(&evidence).await;
        let other = test.person("Olga Other", LEARNER).await;
        let enrolment = test.enrolled(&other).await;
        let second = test
            .begun(&other, &enrolment, "GP1", super::REFLECTION)
            .await;
        let hash = test.with_file(&learner, &evidence).await;
        assert_eq!(test.with_file(&other, &second).await, hash);
        assert_eq!(hashes(&test).await.len(), 1);
        let remove = crate::portfolio::files::remove;
        remove(&test.app, &learner, &evidence, &hash).await.unwrap();
        assert!(test.app.shelf.place(&hash).exists());
        remove(&test.app, &other, &second, &hash).await.unwrap();
        assert!(!test.app.shelf.place(&hash).exists());
    })
    .await;
}

#[tokio::test]
async fn there_is_a_most_of_files_and_of_bytes() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        for number in 0..MOST {
            let content = format!("%PDF-1 {number}");
            add(&mut browser, &address, "a.pdf", content.as_bytes()).await.redirects();
        }
        let more = add(&mut browser, &address, "a.pdf", b"%PDF-1 more").await;
        assert!(more.is(422).has("12 files are the most"));
        let learner = test.actor_of(&evidence).await;
        let enrolment = test.enrolled(&learner).await;
        let second = test.begun(&learner, &enrolment, "GP1", "gp-reflection").await;
        let tx = test.app.db.begin().await.unwrap();
        for number in 0..MOST_IN_ALL / 20_971_520 {
            let hash = format!("{number:064}");
            let sql = "INSERT INTO files (hash, media_type, size, stored_at) VALUES ($1, 'image/png', 20971520, 1)";
            tx.run(sql, args![&hash]).await.unwrap();
            let sql = "INSERT INTO evidence_files (evidence_id, person_id, file_hash, name, description, added_at) VALUES ($1, $2, $3, 'a.png', 'A', 1)";
            tx.run(sql, args![&second, &learner.id, &hash]).await.unwrap();
        }
        let sql = "DELETE FROM evidence_files WHERE evidence_id = $1";
        tx.run(sql, args![&evidence]).await.unwrap();
        tx.commit().await.unwrap();
        let full = add(&mut browser, &address, "a.pdf", b"%PDF-1 full").await;
        assert!(full.is(422).has("more than 500 MB in all"), "{}", full.body);
        let submission = test.hand_in(&learner, &second, &account()).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let order = Order {
            what: What::Submission,
            words_too: false,
            reason: "A name.".to_owned(),
        };
        purge(&test.app, &admin, &submission, &order).await.unwrap();
        let again = add(&mut browser, &address, "a.pdf", b"%PDF-1 full").await;
        again.redirects();
    })
    .await;
}

#[tokio::test]
async fn a_missing_file_is_said_to_be_missing() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        add(&mut browser, &address, "a.pdf", b"%PDF-1 words")
            .await
            .redirects();
        let hash = hashes(&test).await.remove(0);
        std::fs::remove_file(test.app.shelf.place(&hash)).unwrap();
        let page = browser.get(&format!("/files/{evidence}/{hash}")).await;
        assert!(page.is(404).has("This file is missing") && page.has("“a.pdf”"));
        browser
            .post(&format!("{address}/files/{hash}/remove"), &[])
            .await
            .redirects();
        for nothing in ["none", "..%2f..%2fsecure-base.db", &"0".repeat(64)] {
            browser
                .get(&format!("/files/{evidence}/{nothing}"))
                .await
                .is(404);
            browser.get(&format!("/files/none/{nothing}")).await.is(404);
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_file_is_called_is_looked_through_too() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        browser
            .post("/portfolio/names", &[("name", "Robin")])
            .await
            .redirects();
        add(
            &mut browser,
            &address,
            "letter_to_Robin.pdf",
            b"%PDF-1 words",
        )
        .await
        .redirects();
        let page = browser
            .post_all(&address, &form("submit", &account(), 1))
            .await;
        assert!(
            page.is(422).has("The file “letter_to_Robin.pdf”"),
            "{}",
            page.body
        );
        assert!(page.has("<mark>Robin</mark>"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn a_file_keeps_its_hash_and_its_kind() {
    on_each_engine(async |test: TestApp| {
        let (_, evidence, _) = writing(&test).await;
        let learner = test.actor_of(&evidence).await;
        test.with_file(&learner, &evidence).await;
        for sql in [
            "UPDATE files SET media_type = 'image/png'",
            "DELETE FROM files",
            "INSERT INTO files (hash, media_type, size, stored_at) SELECT 'short', media_type, size, 1 FROM files",
            "INSERT INTO evidence_files SELECT evidence_id, 'nobody', file_hash, name, description, 1 FROM evidence_files",
        ] {
            let tx = test.app.db.begin().await.unwrap();
            assert!(tx.run(sql, args![]).await.is_err(), "{sql}");
        }
    })
    .await;
}
