//! Who is asking: people, their roles, and how they come in.
//!
//! A handler that needs somebody takes an [`Actor`] or one of the role extractors ([`Assessor`], [`Administrator`]) as an argument; one
//! that does not takes a [`Visitor`]. Store functions whose answer depends on who asks take `&Actor` first. Whose work is whose
//! business is said by [`organisations`].

mod choice;
mod client;
mod cookie;
mod email;
mod entry;
mod extract;
mod letters;
mod limits;
mod links;
pub mod mail;
mod next;
pub mod organisations;
mod pages;
mod password_rules;
mod passwords;
pub mod sessions;
pub mod settings;
pub mod store;
mod token;

pub use choice::one_line;
pub use email::normal as normal_email;
pub use extract::{Administrator, Assessor, Iqa, Learner, Visitor, identify};
pub use links::Link;
pub use mail::deliver as deliver_mail;
pub use organisations::{is_colleague, may_assess, refuse_outsider};
pub use pages::routes;
pub use passwords::Passwords;
pub use token::Token;
pub(crate) use token::hex;

use crate::app::App;
use crate::clock::Millis;
use crate::db::Db;
use crate::error::{Error, Result};
use axum::response::Response;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What a person may do. Everybody who signs up is a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Learner,
    Assessor,
    Iqa,
    Manager,
    Author,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 6] = [
        Role::Learner,
        Role::Assessor,
        Role::Iqa,
        Role::Manager,
        Role::Author,
        Role::Administrator,
    ];

    /// As it stands in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Role::Learner => "learner",
            Role::Assessor => "assessor",
            Role::Iqa => "iqa",
            Role::Manager => "manager",
            Role::Author => "author",
            Role::Administrator => "administrator",
        }
    }

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Role::Iqa => "internal quality assurer",
            _ => self.key(),
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let known = Role::ALL.into_iter().find(|role| role.key() == key);
        known.ok_or_else(|| {
            let keys = Role::ALL.map(Role::key).join(", ");
            format!("there is no role {key:?}; the roles are {keys}")
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// The person who is asking, as their session says.
#[derive(Debug, Clone)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    /// The id of the one they belong to; empty: the installation's own.
    pub organisation: String,
    /// Whether larger print is agreed with them today: every page that they read has it.
    pub larger_print: bool,
    pub session_id: String,
}

impl Actor {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// What a store asks before it writes.
    pub fn require(&self, role: Role) -> Result<()> {
        match self.is(role) {
            true => Ok(()),
            false => Err(Error::Forbidden),
        }
    }
}

/// The sign-in page in the place of the page at `next`, for which somebody must be signed in. `pending` is the form that was posted
/// there: it is kept, and sent on after signing in.
pub fn sign_in_page(app: &App, next: &str, pending: Option<&str>) -> Response {
    pages::sign_in_page(app, next, pending)
}

/// The page of a form that could not be taken just now: it gives back what was written, with a button that sends it again.
pub fn try_again_page(
    app: &App,
    visitor: &Visitor,
    action: &str,
    body: &str,
    heading: &'static str,
    why: &str,
) -> Option<Response> {
    pages::try_again(app, visitor, action, body, heading, why)
}

/// Invites somebody from the command line, on nobody's behalf, and gives the address of the invitation.
pub async fn invite(
    db: &Db,
    origin: &str,
    email: &str,
    name: &str,
    role: Role,
    now: Millis,
) -> Result<String> {
    let email = email::normal(email).ok_or_else(|| Error::invalid("That is no email address."))?;
    let name = choice::one_line(name);
    if name.is_empty() {
        return Err(Error::invalid("Give the person's name too."));
    }
    let tx = db.begin_recording().await?;
    let invited = store::Invited {
        email: &email,
        name: &name,
        role,
        organisation: organisations::OWN,
    };
    let link = store::invite(&tx, None, &invited, now).await?;
    tx.commit().await?;
    Ok(link.address(origin))
}

/// Deletes what nobody needs any more, every hour for as long as the server runs: ended sessions, old failures, dead links.
pub async fn keep_tidy(app: App) {
    loop {
        if let Err(error) = tidy(&app.db, app.clock.now()).await {
            tracing::warn!(%error, "old sessions and links were not deleted; trying again in an hour");
        }
        tokio::time::sleep(Duration::from_secs(3_600)).await;
    }
}

pub(crate) async fn tidy(db: &Db, now: Millis) -> Result<()> {
    let tx = db.begin().await?;
    sessions::prune(&tx, now).await?;
    limits::prune(&tx, now).await?;
    links::prune(&tx, now).await?;
    tx.commit().await
}
