//! Demonstration people, and some history that they might have.
//!
//! Everything is made by the functions that real people's work goes through, at times in the past: there is no second way of writing
//! records. Seeded once; refused on a database that holds anybody else.

mod texts;

use crate::accounts::{Actor, Role, settings, store as people};
use crate::app::App;
use crate::args;
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::certificates;
use crate::clock::{DAY, HOUR, Millis};
use crate::db::{Db, Read};
use crate::error::{Error, Result};
use crate::learning::{self, Enrolment, store as learning_store};
use crate::library::{Library, Question, Specification};
use crate::portfolio::Link;
use crate::portfolio::store::{self as portfolio, Draft};
use crate::quizzes::store as quizzes;

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
            seed_history(app).await?;
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
        let tx = app.db.begin().await?;
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
        session_id: String::new(),
    })
}

/// The stage: what history happens on.
struct Stage<'a> {
    app: &'a App,
    library: &'a Library,
    now: Millis,
}

async fn seed_history(app: &App) -> Result<()> {
    let library = app.library();
    let stage = Stage {
        app,
        library: &library,
        now: app.clock.now(),
    };
    stage.certificate_of_last_winter().await?;
    stage.drug_worker().await?;
    stage.gp_trainee().await
}

impl Stage<'_> {
    fn db(&self) -> &Db {
        &self.app.db
    }

    async fn enrol(
        &self,
        actor: &Actor,
        slug: &str,
        at: Millis,
    ) -> Result<(Enrolment, &Specification)> {
        let specification = self.library.specification(slug).ok_or(Error::NotFound)?;
        learning_store::enrol(self.db(), actor, specification, at).await?;
        let all = learning::enrolments(self.db(), &actor.id).await?;
        let enrolment = all
            .into_iter()
            .find(|e| e.qualification == slug)
            .ok_or(Error::NotFound)?;
        Ok((enrolment, specification))
    }

    /// Reads so many sections of a module, one an hour.
    async fn read(&self, actor: &Actor, module: &str, count: usize, from: Millis) -> Result<()> {
        let module = self.library.module(module).ok_or(Error::NotFound)?;
        let mut at = from;
        for section in module.sections.iter().take(count) {
            learning_store::read(self.db(), actor, &module.slug, section, at).await?;
            at += HOUR;
        }
        Ok(())
    }

    /// Sits a quiz and answers the first `right` questions rightly, the others wrongly.
    async fn sit(&self, actor: &Actor, quiz: &str, right: usize, at: Millis) -> Result<()> {
        let quiz = self.library.quiz(quiz).ok_or(Error::NotFound)?;
        let attempt = quizzes::start(self.db(), actor, quiz, at).await?;
        let choose = |question: &Question, well: bool| -> Vec<String> {
            let chosen = question
                .options
                .iter()
                .filter(|option| option.right == well);
            let most = if well { question.options.len() } else { 1 };
            chosen.take(most).map(|option| option.key.clone()).collect()
        };
        let choices = quiz
            .questions
            .iter()
            .enumerate()
            .map(|(i, q)| (q, choose(q, i < right)))
            .collect();
        quizzes::submit(self.db(), actor, &attempt, quiz, &choices, at + HOUR / 2).await
    }

    /// Writes a reflection and hands it in for all its criteria; gives the submission's id.
    async fn hand_in(
        &self,
        actor: &Actor,
        enrolment: &Enrolment,
        unit: &str,
        reflection: &str,
        body: &str,
        at: Millis,
    ) -> Result<String> {
        let reflection = self.library.reflection(reflection).ok_or(Error::NotFound)?;
        let id = portfolio::begin(self.db(), actor, enrolment, unit, reflection, at - DAY).await?;
        let revision = portfolio::evidence(self.db(), actor, &id, at)
            .await?
            .revision;
        let link = |code: &String| Link {
            criterion: code.clone(),
            locator: "the whole account".to_owned(),
            justification: texts::JUSTIFICATION.to_owned(),
        };
        let links = Some(reflection.criteria.iter().map(link).collect());
        let draft = Draft {
            body: body.to_owned(),
            links,
            revision,
        };
        portfolio::submit(self.db(), actor, &id, &draft, at).await
    }

    /// Decides a submission; the criteria from the `achieved`th on are not yet.
    async fn decide(&self, submission: &str, achieved: usize, at: Millis) -> Result<()> {
        let assessor = actor(self.db(), "assessor").await?;
        let links = crate::portfolio::links_of(self.db(), submission).await?;
        let decision = |(index, link): (usize, &Link)| match index < achieved {
            true => Decision {
                criterion: link.criterion.clone(),
                outcome: Outcome::Achieved,
                feedback: texts::ACHIEVED.to_owned(),
            },
            false => Decision {
                criterion: link.criterion.clone(),
                outcome: Outcome::NotYetAchieved,
                feedback: texts::NOT_YET.to_owned(),
            },
        };
        let decisions: Vec<Decision> = links.iter().enumerate().map(decision).collect();
        assessment::decide(
            self.db(),
            &assessor,
            submission,
            &decisions,
            texts::COMMENT,
            at,
        )
        .await?;
        Ok(())
    }

    /// Nadia took the attachment unit last winter, and holds its certificate.
    async fn certificate_of_last_winter(&self) -> Result<()> {
        let nadia = actor(self.db(), "iqa").await?;
        let assessor = actor(self.db(), "assessor").await?;
        let start = self.now - 280 * DAY;
        let (enrolment, specification) = self.enrol(&nadia, "gp-attachment-unit", start).await?;
        for unit in &specification.units {
            for module in &unit.modules {
                self.read(&nadia, module, usize::MAX, start + DAY).await?;
            }
            if let Some(quiz) = &unit.quiz {
                self.sit(&nadia, quiz, usize::MAX, start + 2 * DAY).await?;
            }
            let all: Vec<&String> = unit.criteria().map(|c| &c.code).collect();
            let fits = self
                .library
                .reflections
                .iter()
                .filter(|r| r.criteria.iter().any(|c| all.contains(&c)));
            for reflection in fits {
                let submission = self
                    .hand_in(
                        &nadia,
                        &enrolment,
                        &unit.code,
                        &reflection.id,
                        texts::ACCOUNT,
                        start + 6 * DAY,
                    )
                    .await?;
                self.decide(&submission, usize::MAX, start + 8 * DAY)
                    .await?;
            }
            assessment::sign_off(
                self.db(),
                &assessor,
                &enrolment,
                specification,
                &unit.code,
                start + 9 * DAY,
            )
            .await?;
        }
        let settings = settings::load(self.db()).await?;
        let slug = &specification.slug;
        certificates::issue(
            self.db(),
            &assessor,
            &enrolment,
            specification,
            slug,
            &settings,
            start + 9 * DAY,
        )
        .await?;
        Ok(())
    }

    /// Amira is in the middle of unit 3: one reflection came back and has been handed in again.
    async fn drug_worker(&self) -> Result<()> {
        let amira = actor(self.db(), "learner").await?;
        let start = self.now - 40 * DAY;
        let (enrolment, _) = self.enrol(&amira, "specialist-practitioner", start).await?;
        self.read(&amira, "the-therapeutic-alliance", usize::MAX, start + DAY)
            .await?;
        self.read(&amira, "rupture-and-repair", 2, start + 20 * DAY)
            .await?;
        self.sit(&amira, "u3-quiz", 6, start + 12 * DAY).await?;
        let hand_in = |at: Millis, body: &'static str| {
            self.hand_in(&amira, &enrolment, "U3", "u3-alliance-reflection", body, at)
        };
        let first = hand_in(start + 26 * DAY, texts::ACCOUNT).await?;
        self.decide(&first, 1, start + 30 * DAY).await?;
        hand_in(self.now - 2 * DAY, texts::ACCOUNT_AGAIN).await?;
        Ok(())
    }

    /// Tom has begun the attachment unit and passed its quiz.
    async fn gp_trainee(&self) -> Result<()> {
        let tom = actor(self.db(), "gp").await?;
        let start = self.now - 20 * DAY;
        self.enrol(&tom, "gp-attachment-unit", start).await?;
        self.read(&tom, "attachment-in-the-consultation", 3, start + DAY)
            .await?;
        Ok(())
    }
}
