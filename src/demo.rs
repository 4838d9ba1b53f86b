//! Demonstration people, and some history that they might have.
//!
//! Everything is made by the functions that real people's work goes through, at times in the past: there is no second way of writing
//! records. Seeded once; refused on a database that holds anybody else.

mod conversation;
mod history;
mod studied;
mod texts;

use crate::accounts::organisations::OWN;
use crate::accounts::{Actor, Role, store as people};
use crate::app::App;
use crate::args;
use crate::clock::DAY;
use crate::db::{Db, Read};
use crate::error::{Error, Result};

/// Address (before `@example.org`), name, roles.
const PEOPLE: [(&str, &str, &[Role]); 6] = [
    ("learner", "Amira Kaur", &[Role::Learner]),
    ("gp", "Tom Whitlock", &[Role::Learner]),
    (
        "assessor",
        "Daniel Okafor",
        &[Role::Learner, Role::Assessor],
    ),
    ("iqa", "Nadia Shah", &[Role::Learner, Role::Iqa]),
    ("manager", "Ruth Ellery", &[Role::Learner, Role::Manager]),
    (
        "admin",
        "Sam Price",
        &[Role::Learner, Role::Administrator, Role::Author],
    ),
];

/// Where the password is kept, to be printed at every start of a demonstration.
const PASSWORD: &str = "demo-password";

const STATEMENT: &str =
    "A demonstration: no accreditation or regulation stands behind this certificate.";

/// Seeds an empty database and prints the accounts; prints them again on a database seeded before.
pub async fn seed(app: &App) -> Result<()> {
    let password = match kept_password(&app.db).await? {
        Some(password) => password,
        None => {
            refuse_other_people(&app.db).await?;
            let password =
                std::env::var("SECURE_BASE_DEMO_PASSWORD").or_else(|_| new_password())?;
            seed_people(app, &password).await?;
            set(app, "organisation", "Secure Base demonstration").await?;
            set(app, "statement", STATEMENT).await?;
            history::seed(app).await?;
            set(app, PASSWORD, &password).await?;
            password
        }
    };
    println!("Demonstration accounts, all with the password {password}");
    for (who, name, roles) in PEOPLE {
        let roles: Vec<&str> = roles.iter().map(|role| role.words()).collect();
        println!("  {who}@example.org  {name} ({})", roles.join(", "));
    }
    Ok(())
}

fn address(who: &str) -> String {
    format!("{who}@example.org")
}

async fn refuse_other_people(db: &Db) -> Result<()> {
    match db.count("SELECT COUNT(*) FROM people", args![]).await? {
        0 => Ok(()),
        people => Err(Error::invalid(format!(
            "--demo is for an empty database, and this one holds {people} people already."
        ))),
    }
}

async fn kept_password(db: &impl Read) -> Result<Option<String>> {
    let row: Option<(String,)> = db
        .first(
            "SELECT value FROM settings WHERE name = $1",
            args![PASSWORD],
        )
        .await?;
    Ok(row.map(|(password,)| password))
}

async fn set(app: &App, name: &str, value: &str) -> Result<()> {
    let tx = app.db.begin().await?;
    tx.run(
        "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
        args![name, value, app.clock.now()],
    )
    .await?;
    tx.commit().await
}

/// Four short groups from an alphabet without look-alikes.
fn new_password() -> Result<String> {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(Error::internal)?;
    let letters: Vec<char> = random
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect();
    Ok(letters
        .chunks(4)
        .map(String::from_iter)
        .collect::<Vec<_>>()
        .join("-"))
}

async fn seed_people(app: &App, password: &str) -> Result<()> {
    let hash = app.passwords.hash(password).await?;
    let joined = app.clock.now() - 300 * DAY;
    for (who, name, roles) in PEOPLE {
        let tx = app.db.begin_recording().await?;
        let id = people::create_person(&tx, &address(who), name, Some(&hash), joined).await?;
        if let Some(id) = id {
            for role in roles {
                people::grant(&tx, None, &id, *role, joined).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Somebody of the demonstration, as if they were signed in.
async fn actor(db: &Db, who: &str) -> Result<Actor> {
    let found = PEOPLE.iter().find(|(known, _, _)| *known == who);
    let (_, name, roles) = found.ok_or(Error::NotFound)?;
    let (id,): (String,) = db
        .one(
            "SELECT id FROM people WHERE email = $1",
            args![address(who)],
        )
        .await?;
    Ok(Actor {
        id,
        name: (*name).to_owned(),
        email: address(who),
        roles: roles.to_vec(),
        organisation: OWN.to_owned(),
        larger_print: false,
        session_id: String::new(),
    })
}
