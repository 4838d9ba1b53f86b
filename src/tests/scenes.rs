//! Where tests begin: somebody enrolled, evidence handed in, decided, signed off, certified. Made by the stores, quickly; what a test is
//! about it does itself, through the routes.

use super::support::{Browser, Page, TestApp};
use crate::accounts::{Actor, Role, settings};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::certificates::{self, Requested};
use crate::db::{Migrations, Read};
use crate::error::Error;
use crate::learning::{Enrolment, enrolments, store as learning};
use crate::library::{
    Files, Library, Quiz, Reflection, Scenario, Specification, Worksheet, compile,
};
use crate::notes::store as notes;
use crate::portfolio::files;
use crate::portfolio::files::shelf::LARGEST;
use crate::portfolio::private_names;
use crate::portfolio::store::{self as portfolio, Draft, Submitted};
use crate::portfolio::{Activity, Link};
use crate::quizzes::grade;
use crate::quizzes::store::{self as quizzes, Given};
use crate::scenarios::store as scenarios;
use std::path::Path;

/// The stand-alone unit, which can be earned as a whole.
pub(crate) const GP: &str = "gp-attachment-unit";
pub(crate) const UNIT: &str = "GP1";
pub(crate) const QUIZ: &str = "gp-attachment-quiz";
pub(crate) const REFLECTION: &str = "gp-consultation-reflection";
/// The worksheet that only tests know; its criteria belong to U3.
pub(crate) const WORKSHEET: &str = "test-letting-go";

/// A conversation for tests, where it stands and its text.
pub(crate) const SCENARIO: &str = "sample-door";
pub(crate) const SAMPLE: (&str, &str) = (
    "modules/rupture-and-repair/scenario-sample.md",
    include_str!("scenario-sample.md"),
);

/// Enough words for every reflection.
pub(crate) fn account() -> String {
    "One week I was away and had not said so. ".repeat(40)
}

/// A form as a list of fields whose names depend on the content.
pub(crate) type Fields = Vec<(String, String)>;

pub(crate) fn field(name: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

impl Browser {
    pub(crate) async fn post_all(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        self.post(path, &fields).await
    }
}

impl TestApp {
    pub(crate) fn quiz(&self) -> Quiz {
        self.app.library().quiz(QUIZ).unwrap().clone()
    }

    pub(crate) fn reflection(&self, id: &str) -> Reflection {
        self.app.library().reflection(id).unwrap().clone()
    }

    /// The conversation for tests.
    pub(crate) fn scenario(&self) -> Scenario {
        self.app.library().scenario(SCENARIO).unwrap().clone()
    }

    /// A play in which these lines, counted from 0, have been said.
    pub(crate) async fn played(&self, learner: &Actor, lines: &[usize]) -> String {
        let (scenario, db, now) = (self.scenario(), &self.app.db, self.app.clock.now());
        let play = scenarios::begin(db, learner, &scenario, now).await.unwrap();
        for (index, line) in lines.iter().enumerate() {
            let (branch, step, line) = (1, index + 1, *line);
            let say = scenarios::Say { branch, step, line };
            scenarios::say(db, learner, &play, &scenario, say, now)
                .await
                .unwrap();
        }
        play
    }

    pub(crate) fn specification(&self, slug: &str) -> Specification {
        self.app.library().specification(slug).unwrap().clone()
    }

    pub(crate) async fn enrolled_on(&self, learner: &Actor, slug: &str) -> Enrolment {
        let now = self.app.clock.now();
        learning::enrol(&self.app.db, learner, &self.specification(slug), now)
            .await
            .unwrap();
        let all = enrolments(&self.app.db, &learner.id).await.unwrap();
        all.into_iter()
            .find(|enrolment| enrolment.qualification == slug)
            .unwrap()
    }

    pub(crate) async fn enrolled(&self, learner: &Actor) -> Enrolment {
        self.enrolled_on(learner, GP).await
    }

    /// Evidence begun and empty, for a reflection of the unit.
    pub(crate) async fn begun(
        &self,
        learner: &Actor,
        enrolment: &Enrolment,
        unit: &str,
        reflection: &str,
    ) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        portfolio::begin(
            db,
            learner,
            enrolment,
            unit,
            &Activity::Reflection(self.reflection(reflection)),
            now,
        )
        .await
        .unwrap()
    }

    pub(crate) fn worksheet(&self) -> Worksheet {
        self.app.library().worksheet(WORKSHEET).unwrap().clone()
    }

    /// A note on a section as a whole.
    pub(crate) async fn noted(&self, learner: &Actor, body: &str) -> String {
        let library = self.app.library();
        let module = library.module("the-therapeutic-alliance").unwrap();
        let new = notes::New {
            id: crate::db::new_id(),
            body: body.to_owned(),
            ..Default::default()
        };
        let (db, now) = (&self.app.db, self.app.clock.now());
        notes::keep(db, learner, &module.slug, &module.sections[0], &new, now)
            .await
            .unwrap();
        new.id
    }

    /// A worksheet begun and empty.
    pub(crate) async fn worksheet_begun(&self, learner: &Actor, enrolment: &Enrolment) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let activity = Activity::Worksheet(self.worksheet());
        portfolio::begin(db, learner, enrolment, "U3", &activity, now)
            .await
            .unwrap()
    }

    /// Hands evidence in for every criterion of its reflection, and gives the submission.
    pub(crate) async fn hand_in(&self, learner: &Actor, evidence: &str, text: &str) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let kept = portfolio::evidence(db, learner, evidence, now)
            .await
            .unwrap();
        let link = |code: &String| Link {
            criterion: code.clone(),
            locator: "first paragraph".to_owned(),
            justification: "It names my part.".to_owned(),
        };
        let links = self
            .reflection(&kept.activity)
            .criteria
            .iter()
            .map(link)
            .collect();
        let draft = Draft {
            body: text.to_owned(),
            links: Some(links),
            revision: kept.revision,
        };
        portfolio::submit(db, learner, evidence, &draft, now)
            .await
            .unwrap()
    }

    /// A list with one name, and an account with it handed in as it is, of another reflection than the first.
    pub(crate) async fn handed_in_as_it_is(&self, learner: &Actor, text: &str) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        private_names::add(db, learner, "Kim", now).await.unwrap();
        let enrolment = self.enrolled_on(learner, "specialist-practitioner").await;
        let evidence = self.begun(learner, &enrolment, "U3", "u3-reflection").await;
        let code = self.reflection("u3-reflection").criteria[0].clone();
        let link = Link {
            criterion: code,
            locator: "first paragraph".to_owned(),
            justification: "It names my part.".to_owned(),
        };
        let mut draft = Draft {
            body: format!("{text} Kim said so."),
            links: Some(vec![link]),
            revision: 1,
        };
        let mut seals = Vec::new();
        loop {
            let said = portfolio::submit_as_it_is(db, learner, &evidence, &draft, &seals, now);
            match said.await.unwrap() {
                Submitted::In(submission) => return submission,
                Submitted::Held(screening, revision) => {
                    seals.push(screening.seal(&crate::portfolio::about(&evidence, revision)));
                    draft.revision = revision;
                }
            }
        }
    }

    /// The learner whose evidence this is.
    pub(crate) async fn actor_of(&self, evidence: &str) -> Actor {
        let sql = "SELECT p.id, p.name, p.email FROM evidence e JOIN people p ON p.id = e.person_id WHERE e.id = $1";
        let (id, name, email) = self.app.db.one(sql, args![evidence]).await.unwrap();
        Actor {
            id,
            name,
            email,
            roles: vec![Role::Learner],
            organisation: String::new(),
            larger_print: false,
            session_id: String::new(),
        }
    }

    /// A small PDF with somebody's evidence, and its hash.
    pub(crate) async fn with_file(&self, learner: &Actor, evidence: &str) -> String {
        let app = &self.app;
        let mut arriving = app.shelf.receive(LARGEST).await.unwrap();
        arriving.add(b"%PDF-1.7 a letter").await.unwrap();
        let arrived = app.shelf.look(arriving).await.unwrap().ok().unwrap();
        let words = ("letter.pdf", "A letter.");
        files::add(app, learner, evidence, &arrived, words)
            .await
            .unwrap();
        arrived.hash.clone()
    }

    /// A learner's first account, handed in: evidence and submission.
    pub(crate) async fn handed_in(&self, learner: &Actor) -> (String, String) {
        let enrolment = self.enrolled(learner).await;
        let evidence = self.begun(learner, &enrolment, UNIT, REFLECTION).await;
        let submission = self.hand_in(learner, &evidence, &account()).await;
        (evidence, submission)
    }

    /// The same decision for every criterion of a submission.
    pub(crate) async fn decisions(&self, submission: &str, outcome: Outcome) -> Vec<Decision> {
        let links = crate::portfolio::links_of(&self.app.db, submission).await;
        let decision = |link: Link| Decision {
            criterion: link.criterion,
            outcome,
            feedback: "Say more.".to_owned(),
            judgement: Judgement::all(),
        };
        links.unwrap().into_iter().map(decision).collect()
    }

    /// Every criterion of a submission decided the same way.
    pub(crate) async fn decided(&self, assessor: &Actor, submission: &str, outcome: Outcome) {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let decisions = self.decisions(submission, outcome).await;
        assessment::decide(db, assessor, submission, &decisions, "", now)
            .await
            .unwrap();
    }

    pub(crate) async fn quiz_passed(&self, learner: &Actor) {
        let (quiz, db, now) = (self.quiz(), &self.app.db, self.app.clock.now());
        let library = self.app.library();
        let attempt = quizzes::start(db, learner, &library, &quiz, now)
            .await
            .unwrap();
        let right = |question| Given {
            question,
            response: grade::model(question),
            confidence: None,
        };
        let given: Vec<_> = quiz.questions.iter().map(right).collect();
        quizzes::submit(db, learner, &attempt, &library, &given, now)
            .await
            .unwrap();
    }

    /// Every criterion of the unit achieved, again if need be, and its quiz passed: all but the sign-off.
    pub(crate) async fn achieved(&self, learner: &Actor, assessor: &Actor) -> Enrolment {
        let enrolment = self.enrolled(learner).await;
        self.quiz_passed(learner).await;
        for reflection in [REFLECTION, "gp-reflection"] {
            let evidence = self.begun(learner, &enrolment, UNIT, reflection).await;
            let submission = self.hand_in(learner, &evidence, &account()).await;
            self.decided(assessor, &submission, Outcome::Achieved).await;
        }
        enrolment
    }

    pub(crate) async fn signed_off(&self, learner: &Actor, assessor: &Actor) -> Enrolment {
        let enrolment = self.achieved(learner, assessor).await;
        let (db, now) = (&self.app.db, self.app.clock.now());
        let specification = self.specification(GP);
        assessment::sign_off(db, assessor, &enrolment, &specification, UNIT, now)
            .await
            .unwrap();
        enrolment
    }

    /// Issues the certificate of an enrolment whose unit is signed off, and gives its number.
    pub(crate) async fn issue(
        &self,
        assessor: &Actor,
        enrolment: &Enrolment,
    ) -> crate::error::Result<String> {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let settings = settings::load(db).await?;
        let requested = certificates::issue(
            db,
            assessor,
            enrolment,
            &self.specification(GP),
            GP,
            &settings,
            now,
        )
        .await?;
        match requested {
            Requested::Issued(number) => Ok(number),
            Requested::Held => Err(Error::conflict("held")),
        }
    }

    pub(crate) async fn certified(&self, learner: &Actor, assessor: &Actor) -> String {
        let enrolment = self.signed_off(learner, assessor).await;
        self.issue(assessor, &enrolment).await.unwrap()
    }

    /// How many times somebody was refused a look at this record, or had one.
    pub(crate) async fn looks(&self, record: &str, outcome: &str) -> i64 {
        let sql = "SELECT COUNT(*) FROM access_log WHERE subject_id = $1 AND outcome = $2";
        self.app
            .db
            .count(sql, args![record, outcome])
            .await
            .unwrap()
    }

    /// How many rows every table holds.
    pub(crate) async fn rows(&self) -> Vec<(String, i64)> {
        let mut rows = Vec::new();
        for table in tables() {
            let sql: &'static str =
                Box::leak(format!("SELECT COUNT(*) FROM {table}").into_boxed_str());
            rows.push((table, self.count(sql).await));
        }
        rows
    }
}

/// The lines of the migrations whose files end in this.
pub(crate) fn migrations(ending: &str) -> Vec<String> {
    let files = Migrations::iter().filter(|name| name.ends_with(ending));
    let texts = files.map(|name| Migrations::get(&name).unwrap().data.into_owned());
    let lines = texts.map(|text| String::from_utf8(text).unwrap());
    lines
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The tables that the migrations make.
pub(crate) fn tables() -> Vec<String> {
    let named = |line: String| {
        let name = line.strip_prefix("CREATE TABLE ")?.strip_suffix(" (")?;
        Some(name.to_owned())
    };
    let lines = migrations(".sql").into_iter();
    lines.filter_map(named).collect()
}

/// A worksheet that only tests know.
pub(crate) const WORKSHEET_FILE: (&str, &str) = (
    "modules/rupture-and-repair/worksheet-letting-go.md",
    include_str!("worksheets/worksheet-letting-go.md"),
);

/// The content that ships with the program, and the worksheet and the conversation for tests, with changes: `change` gets the path and
/// the text of every Markdown file.
pub(crate) fn library_with(change: impl Fn(&str, String) -> String) -> Library {
    library_and(&[WORKSHEET_FILE, SAMPLE], change)
}

/// The same with just these files for tests.
pub(crate) fn library_and(
    more: &[(&str, &str)],
    change: impl Fn(&str, String) -> String,
) -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let shipped = Files::from_dir(&folder).unwrap();
    let more = more.iter().map(|(path, text)| (*path, text.as_bytes()));
    let files: Files = shipped
        .iter()
        .chain(more)
        .map(|(path, bytes)| match path.ends_with(".md") {
            true => (
                path.to_owned(),
                change(path, String::from_utf8(bytes.to_vec()).unwrap()).into_bytes(),
            ),
            false => (path.to_owned(), bytes.to_vec()),
        })
        .collect();
    let compiled = compile(&files, "2026-06-01");
    let faults: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
    compiled
        .library
        .unwrap_or_else(|| panic!("{}", faults.join("\n")))
}
