//! Sessions: who holds which cookie. One ends after twelve idle hours or after fourteen days, whichever comes first.
//!
//! Ended sessions are deleted: they prove nothing, and whose browser was where is nobody's business for longer than needed.

use super::token::{Token, hash_of};
use super::{Actor, Role};
use crate::app::App;
use crate::args;
use crate::arrangements::Kind;
use crate::clock::{Clock, DAY, HOUR, MINUTE, Millis};
use crate::db::{Read, Tx, new_id};
use crate::error::Result;

/// A session that has not been used for so long is over.
pub const IDLE: Millis = 12 * HOUR;
/// No session lasts longer.
pub const LONGEST: Millis = 14 * DAY;
/// How exactly the last use is known.
const SEEN_EVERY: Millis = 5 * MINUTE;

/// A session as its owner sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Session {
    pub id: String,
    pub agent: String,
    pub created_at: Millis,
    pub seen_at: Millis,
}

/// One row for each role; a person without any role has one row too.
#[derive(sqlx::FromRow)]
struct Row {
    session_id: String,
    seen_at: Millis,
    id: String,
    name: String,
    email: String,
    organisation: String,
    larger_print: bool,
    role: Option<String>,
}

/// Begins a session; the token goes into the cookie. Reads nothing, so that sign-ins of many people do not get in each other's way.
pub async fn start(tx: &Tx, person_id: &str, agent: &str, now: Millis) -> Result<Token> {
    let token = Token::new()?;
    tx.run(
        "INSERT INTO sessions (id, token_hash, person_id, agent, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        args![new_id(), token.hash(), person_id, agent, now, now + LONGEST],
    )
    .await?;
    Ok(token)
}

/// Who holds this cookie, and when the session was last seen. One query.
pub(super) async fn find(
    db: &impl Read,
    secret: &str,
    now: Millis,
) -> Result<Option<(Actor, Millis)>> {
    let rows: Vec<Row> = db
        .all(
            "SELECT s.id AS session_id, s.seen_at, p.id, p.name, p.email, COALESCE(m.organisation_id, '') AS organisation, g.role,
                    EXISTS (SELECT 1 FROM arrangements a WHERE a.learner_id = p.id AND a.kind = $4 AND a.ended_at IS NULL
                            AND a.from_day <= $5 AND (a.until_day IS NULL OR a.until_day >= $5)) AS larger_print
             FROM sessions s
             JOIN people p ON p.id = s.person_id
             LEFT JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL
             LEFT JOIN role_grants g ON g.person_id = p.id AND g.ended_at IS NULL
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3",
            args![hash_of(secret), now, now - IDLE, Kind::LargerPrint.key(), Clock::fixed(now).today()],
        )
        .await?;
    Ok(actor(rows))
}

fn actor(rows: Vec<Row>) -> Option<(Actor, Millis)> {
    let role = |row: &Row| row.role.as_deref()?.parse::<Role>().ok();
    let mut roles: Vec<Role> = rows.iter().filter_map(role).collect();
    roles.sort();
    let row = rows.into_iter().next()?;
    let actor = Actor {
        id: row.id,
        name: row.name,
        email: row.email,
        roles,
        organisation: row.organisation,
        larger_print: row.larger_print,
        session_id: row.session_id,
    };
    Some((actor, row.seen_at))
}

/// Notes the use of a session, off the request's path and at most every five minutes.
pub(super) fn note_use(app: &App, session_id: &str, seen_at: Millis, now: Millis) {
    if now - seen_at < SEEN_EVERY {
        return;
    }
    let (db, id) = (app.db.clone(), session_id.to_owned());
    tokio::spawn(async move {
        let noted = async {
            let tx = db.begin().await?;
            tx.run(
                "UPDATE sessions SET seen_at = $1 WHERE id = $2 AND seen_at < $1",
                args![now, id],
            )
            .await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::debug!(%error, "the use of a session was not noted");
        }
    });
}

/// The sessions a person has now, the last used first.
pub async fn of(db: &impl Read, actor: &Actor, now: Millis) -> Result<Vec<Session>> {
    db.all(
        "SELECT id, agent, created_at, seen_at FROM sessions
         WHERE person_id = $1 AND expires_at > $2 AND seen_at > $3
         ORDER BY seen_at DESC, id DESC",
        args![&actor.id, now, now - IDLE],
    )
    .await
}

/// Ends the session of this cookie, if there is one.
pub(super) async fn end(tx: &Tx, secret: &str) -> Result<()> {
    tx.run(
        "DELETE FROM sessions WHERE token_hash = $1",
        args![hash_of(secret)],
    )
    .await?;
    Ok(())
}

/// Ends one of one's own sessions; says whether there was one.
pub async fn end_one(actor: &Actor, tx: &Tx, session_id: &str) -> Result<bool> {
    let ended = tx
        .run(
            "DELETE FROM sessions WHERE id = $1 AND person_id = $2",
            args![session_id, &actor.id],
        )
        .await?;
    Ok(ended > 0)
}

/// Ends all of one's own sessions but this one.
pub async fn end_others(actor: &Actor, tx: &Tx) -> Result<()> {
    tx.run(
        "DELETE FROM sessions WHERE person_id = $1 AND id <> $2",
        args![&actor.id, &actor.session_id],
    )
    .await?;
    Ok(())
}

/// Ends every session of a person: their password or what they may do has changed.
pub async fn end_all(tx: &Tx, person_id: &str) -> Result<()> {
    tx.run(
        "DELETE FROM sessions WHERE person_id = $1",
        args![person_id],
    )
    .await?;
    Ok(())
}

/// Sweeps away what has expired of everybody's.
pub(super) async fn prune(tx: &Tx, now: Millis) -> Result<()> {
    tx.run(
        "DELETE FROM sessions WHERE expires_at <= $1 OR seen_at <= $2",
        args![now, now - IDLE],
    )
    .await?;
    Ok(())
}
