//! People and their roles in the database.

use super::links::{self, Link, Purpose};
use super::{Administrator, Role, organisations, sessions};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// A person as somebody who may look after people sees them.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    /// The id and the name of the organisation they belong to; none: the installation's own.
    pub organisation: Option<(String, String)>,
    /// Whether they have chosen a password; until then an invitation waits for them.
    pub has_joined: bool,
    /// When a session of theirs that has not ended was last used.
    pub seen_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    email: String,
    has_joined: bool,
    seen_at: Option<Millis>,
    role: Option<String>,
    organisation_id: Option<String>,
    organisation: Option<String>,
}

/// What sign-in needs to know of a person.
#[derive(sqlx::FromRow)]
pub(super) struct Credentials {
    pub id: String,
    pub name: String,
    pub password_hash: Option<String>,
}

/// Makes a person without any role, and gives the new id; none if the address is somebody's already.
pub async fn create_person(
    tx: &Tx,
    email: &str,
    name: &str,
    password_hash: Option<&str>,
    now: Millis,
) -> Result<Option<String>> {
    let id = new_id();
    let made = tx
        .run(
            "INSERT INTO people (id, email, name, folded, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (email) DO NOTHING",
            args![&id, email, name, folded(name), password_hash, now],
        )
        .await?;
    Ok((made > 0).then_some(id))
}

/// Grants a role, by somebody or by the program itself; says whether it is new to them. The transaction is one for the ledger.
pub async fn grant(
    tx: &Tx,
    by: Option<&str>,
    person_id: &str,
    role: Role,
    now: Millis,
) -> Result<bool> {
    let id = new_id();
    let granted = tx
        .run(
            "INSERT INTO role_grants (id, person_id, role, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person_id, role) WHERE ended_at IS NULL DO NOTHING",
            args![&id, person_id, role.key(), by, now],
        )
        .await?;
    if granted > 0 {
        ledger::record(tx, Act::RoleGranted, &id).await?;
    }
    Ok(granted > 0)
}

/// Whom to invite.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    /// Of an administrator's invitation: the id of the organisation they will belong to; empty: the installation's own.
    pub organisation: &'a str,
}

/// Invites somebody with a role: a new person, or one who has not accepted yet, whose older links are void from now on.
pub async fn invite(
    tx: &Tx,
    inviter: Option<&Administrator>,
    invited: &Invited<'_>,
    now: Millis,
) -> Result<Link> {
    let by = inviter.map(|Administrator(actor)| actor.id.as_str());
    let person_id = match create_person(tx, invited.email, invited.name, None, now).await? {
        Some(id) => id,
        None => waiting(tx, invited.email).await?,
    };
    grant(tx, by, &person_id, invited.role, now).await?;
    if let Some(inviter) = inviter {
        organisations::join(inviter, tx, &person_id, invited.organisation, now).await?;
    }
    links::make(tx, &person_id, Purpose::Invitation, now).await
}

/// The person of this address, if they have not joined yet.
async fn waiting(tx: &Tx, email: &str) -> Result<String> {
    match credentials(tx, email).await? {
        Some(person) if person.password_hash.is_none() => Ok(person.id),
        _ => Err(Error::conflict(
            "Somebody with this address has joined already. Change what they may do in the list of people.",
        )),
    }
}

/// Gives a person a role or ends it, and ends all their sessions: they sign in again as who they are now.
pub async fn change_role(
    Administrator(actor): &Administrator,
    tx: &Tx,
    person_id: &str,
    role: Role,
    hold: bool,
    now: Millis,
) -> Result<()> {
    // Two administrators must not be able to end each other at the same moment and leave nobody.
    tx.one::<(String,)>(
        "SELECT id FROM role_grants WHERE person_id = $1 AND role = 'administrator' AND ended_at IS NULL",
        args![&actor.id],
    )
    .await
    .map_err(|error| if matches!(error, Error::NotFound) { Error::Forbidden } else { error })?;
    tx.one::<(String,)>("SELECT id FROM people WHERE id = $1", args![person_id])
        .await?;
    let changed = match hold {
        true => grant(tx, Some(&actor.id), person_id, role, now).await?,
        false if role == Role::Administrator && person_id == actor.id => {
            return Err(Error::conflict(
                "You cannot end your own role as administrator. Another administrator can.",
            ));
        }
        false => end_grant(tx, &actor.id, person_id, role, now).await?,
    };
    match changed {
        true => sessions::end_all(tx, person_id).await,
        false => Ok(()),
    }
}

async fn end_grant(tx: &Tx, by: &str, person_id: &str, role: Role, now: Millis) -> Result<bool> {
    let ended: Option<(String,)> = tx
        .first(
            "UPDATE role_grants SET ended_by = $1, ended_at = $2 WHERE person_id = $3 AND role = $4 AND ended_at IS NULL RETURNING id",
            args![by, now, person_id, role.key()],
        )
        .await?;
    if let Some((id,)) = &ended {
        ledger::record(tx, Act::RoleEnded, id).await?;
    }
    Ok(ended.is_some())
}

/// People whose name or address contains the words, by name, at most `most`. One query.
pub async fn people(
    _: &Administrator,
    db: &impl Read,
    words: &str,
    most: i64,
) -> Result<Vec<Person>> {
    let rows: Vec<Row> = db
        .all(
            "SELECT p.id, p.name, p.email, p.password_hash IS NOT NULL AS has_joined,
                    (SELECT MAX(seen_at) FROM sessions WHERE person_id = p.id) AS seen_at, g.role,
                    o.id AS organisation_id, o.name AS organisation
             FROM (SELECT * FROM people
                   WHERE folded LIKE $1 ESCAPE '!' OR email LIKE $1 ESCAPE '!'
                   ORDER BY folded, id LIMIT $2) p
             LEFT JOIN role_grants g ON g.person_id = p.id AND g.ended_at IS NULL
             LEFT JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL
             LEFT JOIN organisations o ON o.id = m.organisation_id
             ORDER BY p.folded, p.id",
            args![pattern(words), most],
        )
        .await?;
    Ok(grouped(rows))
}

/// One person with their roles.
pub async fn person(_: &Administrator, db: &impl Read, id: &str) -> Result<Person> {
    let rows: Vec<Row> = db
        .all(
            "SELECT p.id, p.name, p.email, p.password_hash IS NOT NULL AS has_joined,
                    (SELECT MAX(seen_at) FROM sessions WHERE person_id = p.id) AS seen_at, g.role,
                    o.id AS organisation_id, o.name AS organisation
             FROM people p
             LEFT JOIN role_grants g ON g.person_id = p.id AND g.ended_at IS NULL
             LEFT JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL
             LEFT JOIN organisations o ON o.id = m.organisation_id
             WHERE p.id = $1",
            args![id],
        )
        .await?;
    grouped(rows).into_iter().next().ok_or(Error::NotFound)
}

/// How many people there are.
pub async fn how_many(_: &Administrator, db: &impl Read) -> Result<i64> {
    db.count("SELECT COUNT(*) FROM people", args![]).await
}

/// A name as it is looked for: in small letters, whatever the alphabet. SQLite itself knows only those of English.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Folds the names of people from before names were. Safe to call at every start, by several servers at once.
pub async fn fold_names(db: &Db) -> Result<()> {
    loop {
        let tx = db.begin().await?;
        let left: Vec<(String, String)> = tx
            .all(
                "SELECT id, name FROM people WHERE folded = '' AND name <> '' ORDER BY id LIMIT 500",
                args![],
            )
            .await?;
        if left.is_empty() {
            return Ok(());
        }
        for (id, name) in left {
            tx.run(
                "UPDATE people SET folded = $2 WHERE id = $1",
                args![id, folded(&name)],
            )
            .await?;
        }
        tx.commit().await?;
    }
}

/// `LIKE` that finds the words anywhere, taking its special characters as they are.
pub(crate) fn pattern(words: &str) -> String {
    // No name is longer, and SQLite refuses a pattern that is.
    let words: String = words.chars().take(200).collect();
    let words = words
        .to_lowercase()
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{words}%")
}

/// Rows of one person stand together; each brings one role.
fn grouped(rows: Vec<Row>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for row in rows {
        let role = row.role.as_deref().and_then(|key| key.parse::<Role>().ok());
        match people.last_mut() {
            Some(person) if person.id == row.id => person.roles.extend(role),
            _ => people.push(Person {
                id: row.id,
                name: row.name,
                email: row.email,
                roles: role.into_iter().collect(),
                organisation: row.organisation_id.zip(row.organisation),
                has_joined: row.has_joined,
                seen_at: row.seen_at,
            }),
        }
    }
    people.iter_mut().for_each(|person| person.roles.sort());
    people
}

/// Who has this address, and their password's hash.
pub(super) async fn credentials(db: &impl Read, email: &str) -> Result<Option<Credentials>> {
    db.first(
        "SELECT id, name, password_hash FROM people WHERE email = $1",
        args![email],
    )
    .await
}

pub(super) async fn rename(tx: &Tx, person_id: &str, name: &str) -> Result<()> {
    tx.run(
        "UPDATE people SET name = $1, folded = $2 WHERE id = $3",
        args![name, folded(name), person_id],
    )
    .await?;
    Ok(())
}

/// Sets a password: ends every session and voids every link, so that whoever knew the old one is out.
pub(super) async fn set_password(tx: &Tx, person_id: &str, hash: &str, now: Millis) -> Result<()> {
    tx.run(
        "UPDATE people SET password_hash = $1 WHERE id = $2",
        args![hash, person_id],
    )
    .await?;
    links::void(tx, person_id, None, now).await?;
    sessions::end_all(tx, person_id).await
}
