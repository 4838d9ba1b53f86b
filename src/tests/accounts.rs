//! Accounts: what signs people in, keeps them in, and throws them out.

mod links;
mod mail;
mod organisations;
mod pending;
mod people;
mod sessions;
mod settings;
mod sign_in;
mod sign_up;

use super::support::{Browser, PASSWORD, Page, TestApp};
use crate::accounts::{Role, store};
use crate::db::{Read, Tx};
use axum::http::{StatusCode, header};

const OTHER_PASSWORD: &str = "three boats in the rain";

/// A browser in which the person with this address has signed in.
async fn signed_in(test: &TestApp, email: &str) -> Browser {
    let mut browser = test.browser();
    browser.sign_in(email).await;
    browser
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/account").await.status == StatusCode::OK
}

/// The session's cookie as an answer gives it, name and secret.
fn cookie(page: &Page) -> String {
    let set = page.headers[header::SET_COOKIE].to_str().expect("text");
    set.split(';').next().expect("a cookie").to_owned()
}

/// A browser that holds just this cookie and keeps no other.
fn holding(test: &TestApp, cookie: &str) -> Browser {
    let mut browser = test.browser();
    browser.headers.push(("cookie", cookie.to_owned()));
    browser
}

/// The bodies of all mail, the latest last.
async fn letters(test: &TestApp) -> Vec<String> {
    let sql = "SELECT body FROM outbox ORDER BY created_at, id";
    let rows: Vec<(String,)> = test.app.db.all(sql, crate::args![]).await.expect("mail");
    rows.into_iter().map(|(body,)| body).collect()
}

/// The path of the link in a letter.
fn link_in(letter: &str) -> String {
    let line = letter.lines().find(|line| line.starts_with("http"));
    let path = line
        .expect("a link")
        .trim_start_matches("http://127.0.0.1:3000");
    path.to_owned()
}

/// So many failures of other accounts from the address from which tests come.
async fn failures_of_others(test: &TestApp, count: usize) {
    let sql = "INSERT INTO sign_in_failures (id, account, address, failed_at) VALUES ($1, $2, '127.0.0.1', $3)";
    let tx = test.app.db.begin().await.expect("a transaction");
    for n in 0..count {
        let account = format!("somebody{n}@example.org");
        let row = crate::args![format!("f{n}"), account, test.app.clock.now()];
        tx.run(sql, row).await.expect("noted");
    }
    committed(tx).await;
}

async fn committed(tx: Tx) {
    tx.commit().await.expect("committed");
}
