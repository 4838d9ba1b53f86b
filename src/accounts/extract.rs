//! Handler arguments that prove who is asking. A handler without one of them serves everybody.

use super::{Actor, Role, cookie, sessions};
use crate::app::App;
use crate::error::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// Whoever asks, signed in or not.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<Actor>);

/// Somebody with the role of a learner.
#[derive(Debug, Clone)]
pub struct Learner(pub Actor);

/// Somebody with the role of an assessor.
#[derive(Debug, Clone)]
pub struct Assessor(pub Actor);

/// Somebody with the role of an internal quality assurer.
#[derive(Debug, Clone)]
pub struct Iqa(pub Actor);

/// Somebody with the role of an administrator.
#[derive(Debug, Clone)]
pub struct Administrator(pub Actor);

/// Who these headers belong to, from the database.
pub async fn identify(app: &App, headers: &HeaderMap) -> Result<Option<Actor>> {
    let Some(secret) = cookie::secret(app, headers) else {
        return Ok(None);
    };
    let now = app.clock.now();
    let Some((actor, seen_at)) = sessions::find(&app.db, secret, now).await? else {
        return Ok(None);
    };
    sessions::note_use(app, &actor.session_id, seen_at, now);
    Ok(Some(actor))
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    /// Asks the database once for each request, however many arguments want to know.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if let Some(known) = parts.extensions.get::<Visitor>() {
            return Ok(known.clone());
        }
        let visitor = Visitor(identify(app, &parts.headers).await?);
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }
}

impl FromRequestParts<App> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Visitor(actor) = Visitor::from_request_parts(parts, app).await?;
        actor.ok_or(Error::SignIn)
    }
}

impl FromRequestParts<App> for Learner {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        holder_of(Role::Learner, parts, app).await.map(Learner)
    }
}

impl FromRequestParts<App> for Assessor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        holder_of(Role::Assessor, parts, app).await.map(Assessor)
    }
}

impl FromRequestParts<App> for Iqa {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        holder_of(Role::Iqa, parts, app).await.map(Iqa)
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        holder_of(Role::Administrator, parts, app)
            .await
            .map(Administrator)
    }
}

async fn holder_of(role: Role, parts: &mut Parts, app: &App) -> Result<Actor> {
    let actor = Actor::from_request_parts(parts, app).await?;
    if actor.is(role) {
        return Ok(actor);
    }
    tracing::warn!(
        person = actor.id,
        method = %parts.method,
        path = parts.uri.path(),
        needs = role.key(),
        "access refused"
    );
    Err(Error::Forbidden)
}
