//! The ways in: signing in with a password, making an account, coming by a one-time link. All end with a new session.

use super::client::Client;
use super::links::{self, Purpose};
use super::store::{self, Credentials};
use super::{Role, Token, letters, limits, mail, sessions};
use crate::app::App;
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::Result;

/// The longest account name that is worth counting failures for, characters.
const LONGEST_ACCOUNT: usize = 254;

/// What somebody who wants an account or a new password has entered, checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub password: &'a str,
}

/// A session for whoever knows the password; none if it or the address is not right. The same work either way.
pub(super) async fn by_password(
    app: &App,
    client: &Client,
    email: &str,
    password: &str,
) -> Result<Option<Token>> {
    let now = app.clock.now();
    let account: String = email
        .trim()
        .to_lowercase()
        .chars()
        .take(LONGEST_ACCOUNT)
        .collect();
    limits::check(&app.db, &account, client, now).await?;
    let person = store::credentials(&app.db, &account).await?;
    let hash = person
        .as_ref()
        .and_then(|person| person.password_hash.as_deref());
    let is_right = app.passwords.verify(password, hash).await?;
    let tx = app.db.begin().await?;
    limits::check(&tx, &account, client, now).await?;
    let token = match person {
        Some(person) if is_right && still_has_it(&tx, &account, &person).await? => {
            limits::forgive(&tx, &account).await?;
            Some(begin(&tx, client, &person.id, now).await?)
        }
        _ => {
            limits::note(&tx, &account, client, now).await?;
            tracing::info!(address = client.address, "sign-in refused");
            None
        }
    };
    tx.commit().await?;
    Ok(token)
}

/// Whether the password that was checked is still the one: it may have been changed meanwhile, which ended every session.
async fn still_has_it(tx: &Tx, account: &str, checked: &Credentials) -> Result<bool> {
    let now = store::credentials(tx, account).await?;
    Ok(now.is_some_and(|now| now.password_hash == checked.password_hash))
}

/// A new account for a learner, signed in; none if the address is somebody's already. The same work either way.
pub(super) async fn by_sign_up(
    app: &App,
    client: &Client,
    chosen: Chosen<'_>,
) -> Result<Option<Token>> {
    let now = app.clock.now();
    limits::check(&app.db, limits::SIGN_UP, client, now).await?;
    let hash = app.passwords.hash(chosen.password).await?;
    let tx = app.db.begin_recording().await?;
    let token = match store::create_person(&tx, chosen.email, chosen.name, Some(&hash), now).await?
    {
        Some(id) => {
            store::grant(&tx, None, &id, Role::Learner, now).await?;
            Some(begin(&tx, client, &id, now).await?)
        }
        None => {
            limits::note(&tx, limits::SIGN_UP, client, now).await?;
            None
        }
    };
    tx.commit().await?;
    Ok(token)
}

/// A new password by a one-time link; none if somebody was faster or it has expired meanwhile.
pub(super) async fn by_link(
    app: &App,
    client: &Client,
    purpose: Purpose,
    secret: &str,
    person_id: &str,
    chosen: Chosen<'_>,
) -> Result<Option<Token>> {
    let now = app.clock.now();
    let hash = app.passwords.hash(chosen.password).await?;
    let tx = app.db.begin().await?;
    if !links::redeem(&tx, secret, purpose, now).await? {
        return Ok(None);
    }
    store::set_password(&tx, person_id, &hash, now).await?;
    match purpose {
        Purpose::Invitation => store::rename(&tx, person_id, chosen.name).await?,
        Purpose::PasswordReset => {
            limits::forgive(&tx, chosen.email).await?;
            let letter = letters::password_changed(chosen.name, now);
            mail::queue(&tx, chosen.email, letter.subject, &letter.body, now).await?;
        }
    }
    let token = begin(&tx, client, person_id, now).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// A new session; the one that this browser had before is over, whoever's it was.
pub(super) async fn begin(tx: &Tx, client: &Client, person_id: &str, now: Millis) -> Result<Token> {
    if let Some(old) = &client.session {
        sessions::end(tx, old).await?;
    }
    sessions::start(tx, person_id, &client.agent, now).await
}
