//! Somebody of every kind, each with a browser, and records of one of them: what the table of routes is about.

use super::quality::share;
use super::routes::TABLE;
use super::scenes::{account, library_with};
use super::support::{Browser, PASSWORD, TestApp};
use crate::accounts::{Actor, Role, sessions};
use crate::args;
use crate::assessment::prior_learning::{Recognition, recognise};
use crate::assessment::{Outcome, store};
use crate::certificates::{self, number};
use crate::clock::DAY;
use crate::db::{Read, new_id};
use crate::learning::outline::Outline;
use crate::learning::store as learning;
use crate::library::{Question, Quiz, Term};
use crate::portfolio::private_names;
use crate::quality::policy::Policy;
use crate::quality::{self, Release, Stage};
use crate::quizzes::store as quizzes;
use crate::testimony::store as testimonies;

/// Somebody of every kind, and records of the second.
pub(super) struct World {
    pub(super) browsers: Vec<(&'static str, Browser)>,
    words: Vec<(&'static str, String)>,
}

const PEOPLE: [(&str, &[Role]); 11] = [
    ("nobody", &[]),
    ("learner", &[Role::Learner]),
    ("other learner", &[Role::Learner]),
    ("assessor", &[Role::Learner, Role::Assessor]),
    ("internal quality assurer", &[Role::Learner, Role::Iqa]),
    ("manager", &[Role::Manager]),
    ("administrator", &[Role::Learner, Role::Administrator]),
    ("assessor elsewhere", &[Role::Learner, Role::Assessor]),
    (
        "internal quality assurer elsewhere",
        &[Role::Learner, Role::Iqa],
    ),
    ("former assessor", &[Role::Learner, Role::Assessor]),
    ("author", &[Role::Author]),
];

impl World {
    pub(super) async fn new(test: &TestApp) -> Self {
        let mut browsers = vec![("nobody", test.browser())];
        let mut people = Vec::new();
        let elsewhere = test.organisation("Elsewhere").await;
        for (name, roles) in &PEOPLE[1..] {
            let mut person = test.person(name, roles).await;
            if name.ends_with("elsewhere") {
                test.belongs_to(&mut person, &elsewhere).await;
            }
            if name.starts_with("former") {
                test.no_longer(&person, Role::Assessor).await;
            }
            let mut browser = test.browser();
            browser.sign_in(&person.email).await;
            browsers.push((*name, browser));
            people.push(person);
        }
        let (learner, assessor) = (&people[0], &people[2]);
        let certificate = test.certified(learner, assessor).await;
        let enrolment = test.enrolled(learner).await;
        let second = test.enrolled_on(learner, "specialist-practitioner").await;
        let handed_in = test
            .begun(learner, &second, "U3", "u3-alliance-reflection")
            .await;
        let file = test.with_file(learner, &handed_in).await;
        let submission = test.hand_in(learner, &handed_in, &account()).await;
        let (exemplar, exercise) = test.exercise(&people[3]).await;
        let [decision, appeal] = appealed(test, learner, &second.id).await;
        let draft = test.begun(learner, &second, "U3", "u3-reflection").await;
        let sheet = test.worksheet_begun(learner, &second).await;
        let library = test.app.library();
        let at_once =
            library_with(
                |path, text| match path.ends_with("the-therapeutic-alliance/quiz.md") {
                    true => text.replacen("shuffle: true", "behaviour: immediate", 1),
                    false => text,
                },
            );
        let quiz = at_once.quiz("u3-quiz").unwrap();
        let attempt = quizzes::start(&test.app.db, learner, &at_once, quiz, test.app.clock.now())
            .await
            .unwrap();
        let practice = library
            .quizzes
            .iter()
            .find(|quiz| quiz.id == "u3-practice-alliance")
            .unwrap();
        let (met, term) = met(test, learner, practice).await;
        let (question, option) = (&practice.questions[0], &practice.questions[0].options()[0]);
        let ended = test.played(learner, &[0, 0, 1]).await;
        let play = test.played(learner, &[0]).await;
        let tx = test.app.db.begin().await.unwrap();
        sessions::start(&tx, &learner.id, "another browser", test.app.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let sessions = sessions::of(&test.app.db, learner, test.app.clock.now())
            .await
            .unwrap();
        let session = sessions
            .iter()
            .find(|session| session.agent == "another browser")
            .unwrap();
        let home = test.browser().get("/").await.body;
        let asset = home
            .split("/assets/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let note = test.noted(learner, "Only for me.").await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        private_names::add(db, learner, "Robin", now).await.unwrap();
        let listed = private_names::names_of(db, &learner.id).await.unwrap();
        let request = requested(test, assessor, &people[3]).await;
        let plan = test
            .planned(&people[3], &share(100), Stage::Summative)
            .await;
        let (first, second) = drawn(test, &plan).await;
        let action = test
            .sampled(&people[3], &plan, &first, Some(assessor))
            .await;
        let (pass, opening) = test.passed(&people[3], &plan, &first).await;
        let give = format!("id={}&secret={}&holder=", new_id(), "cd".repeat(32));
        let link = test.passed_on(learner).await;
        let asked = testimonies::requests(db, learner).await.unwrap();
        let ask = format!(
            "id={}&secret={}&enrolment={}&unit=GP1&name=Wil&way=mail&email=wil@example.net&about=May&criteria=GP1.1.1",
            new_id(),
            "ab".repeat(32),
            enrolment.id
        );
        let (observed, _) = test.observed(assessor, learner).await;
        let arrangement = test.arranged(assessor, learner).await;
        let recognition = recognised(test, assessor, learner).await;
        let words = vec![
            ("$recognition", recognition),
            ("$proposal", proposed(test, &people[5]).await),
            ("$comment", kept(test, assessor).await),
            ("$allocation", allocated(test, &people[3], assessor, learner).await),
            ("$request", request),
            ("$attempt-answer-call", serde_json::json!({"attempt": attempt, "question": quiz.questions[0].id, "fields": []}).to_string()),
            ("$organisation", elsewhere),
            ("$observed", observed),
            ("$pass", pass),
            ("$give", give),
            ("$opened", format!("{opening} {first}")),
            ("$opening", opening),
            ("$fresh", new_id()),
            ("$exemplar", exemplar),
            ("$exercise", exercise),
            ("$arrangement", arrangement),
            ("$ask-witness", ask),
            ("$asked", asked[0].id.clone()),
            ("$testimony", link.path().replace("/testimony/", "")),
            ("$decision", decision),
            ("$appeal", appeal),
            ("$handed-in-file", format!("{submission} {file}")),
            ("$held-file", format!("{handed_in} {file}")),
            ("$drawn", format!("{plan} {second}")),
            ("$action", action.unwrap()),
            ("$plan", plan),
            ("$listed", listed[0].id.clone()),
            ("$note-call", serde_json::json!({"module": "the-therapeutic-alliance", "section": "goals-tasks-bond", "fields": [["note-text", "mine"]]}).to_string()),
            ("$note", note),
            ("$met-form", format!("version={}&answer-{}={}", met.version.hash, met.id, met.options()[0].key)),
            ("$met", format!("{} {}", practice.id, met.id)),
            ("$rated-form", format!("version={}&rating=knew", term.version.hash)),
            ("$term", term.id.clone()),
            ("$section", "the-therapeutic-alliance goals-tasks-bond".to_owned()),
            ("$answer-call", serde_json::json!({"quiz": practice.id, "question": question.id, "fields": [[format!("answer-{}", question.id), option.key]]}).to_string()),
            ("$answer", format!("quiz={}&question={}&answer-{}={}", practice.id, question.id, question.id, option.key)),
            ("$save-call", serde_json::json!({"attempt": attempt, "fields": []}).to_string()),
            ("$attempt", attempt),
            ("$say-call", serde_json::json!({"play": play, "branch": 1, "step": 2, "line": 1}).to_string()),
            ("$play", play),
            ("$ended", ended),
            ("$draft-call", serde_json::json!({"evidence": draft, "text": "mine", "revision": 2}).to_string()),
            ("$draft", draft),
            ("$sheet-call", serde_json::json!({"evidence": sheet, "fields": [["field-next", "a mentor"]], "revision": 1}).to_string()),
            ("$sheet", sheet),
            ("$submission", submission),
            ("$enrolment", enrolment.id),
            ("$number", number::display(&certificate)),
            ("$asset", asset.to_owned()),
            ("$credentials", format!("email={}&password={}", people[1].email, PASSWORD.replace(' ', "+"))),
            ("$session", session.id.clone()),
            ("$assessor", assessor.id.clone()),
            ("$person", people[1].id.clone()),
            ("$file-upload", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\nno document\r\n--x--\r\n".to_owned()),
            ("$upload", "--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\n\r\nno picture\r\n--x--\r\n".to_owned()),
        ];
        World { browsers, words }
    }

    /// Every address that is asked for by GET.
    pub(super) fn pages(&self) -> Vec<String> {
        let gets = TABLE.iter().filter(|(method, ..)| *method == "GET");
        gets.map(|(_, route, parameters, ..)| self.address(route, parameters))
            .collect()
    }

    pub(super) fn spell(&self, text: &str) -> String {
        self.words
            .iter()
            .fold(text.to_owned(), |text, (word, value)| {
                text.replace(word, value)
            })
    }

    /// The route with its parameters filled in, one word for each.
    pub(super) fn address(&self, route: &str, parameters: &str) -> String {
        let parameters = self.spell(parameters);
        let (parameters, query) = match parameters.split_once('?') {
            Some((before, query)) => (before, format!("?{query}")),
            None => (parameters.as_str(), String::new()),
        };
        let mut parameters = parameters.split(' ');
        let part = |part: &str| match part.starts_with('{') {
            true => parameters.next().unwrap().to_owned(),
            false => part.to_owned(),
        };
        let path = route.split('/').map(part).collect::<Vec<_>>().join("/");
        format!("{path}{query}")
    }
}

/// A decision that the learner can appeal, and an appeal of theirs about another one; by somebody who is in no row of the table.
async fn appealed(test: &TestApp, learner: &Actor, enrolment: &str) -> [String; 2] {
    let other = test.person("another assessor", &[Role::Assessor]).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    let enrolment = crate::learning::enrolment(db, enrolment).await.unwrap();
    let evidence = test
        .begun(learner, &enrolment, "U7", "u7-reflection-endings")
        .await;
    let submission = test.hand_in(learner, &evidence, &account()).await;
    test.decided(&other, &submission, Outcome::NotYetAchieved)
        .await;
    let sql = "SELECT id FROM decisions WHERE submission_id = $1 ORDER BY criterion";
    let decisions: Vec<(String,)> = db.all(sql, args![&submission]).await.unwrap();
    let appeal = store::make_appeal(db, learner, &decisions[1].0, "Look again.", now).await;
    [decisions[0].0.clone(), appeal.unwrap()]
}

/// What somebody in training has decided, which waits for a countersignature.
async fn proposed(test: &TestApp, administrator: &Actor) -> String {
    let trainee = test.person("trainee", &[Role::Assessor]).await;
    let learner = test.person("learner of a trainee", &[Role::Learner]).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    store::begin_training(db, administrator, &trainee.id, now)
        .await
        .unwrap();
    let (_, submission) = test.handed_in(&learner).await;
    test.decided(&trainee, &submission, Outcome::NotYetAchieved)
        .await;
    let proposal = store::proposal_on(db, &submission).await.unwrap();
    proposal.unwrap().id
}

/// A comment that an assessor keeps.
async fn kept(test: &TestApp, assessor: &Actor) -> String {
    let (db, now) = (&test.app.db, test.app.clock.now());
    let keep = store::Keep {
        criterion: "",
        body: "A word.",
        shared: true,
    };
    store::keep_comment(db, assessor, None, &keep, now)
        .await
        .unwrap();
    store::kept_comments(db, assessor).await.unwrap()[0]
        .id
        .clone()
}

async fn allocated(test: &TestApp, iqa: &Actor, assessor: &Actor, learner: &Actor) -> String {
    let (db, now) = (&test.app.db, test.app.clock.now());
    store::allocate(db, iqa, (&assessor.id, &learner.id), "", now)
        .await
        .unwrap();
    let (current, _) = store::allocations(db, iqa).await.unwrap();
    current[0].id.clone()
}

/// A certificate that was asked for while a policy held certificates.
async fn requested(test: &TestApp, assessor: &Actor, iqa: &Actor) -> String {
    let learner = test.person("learner who waits", &[Role::Learner]).await;
    let enrolment = test.signed_off(&learner, assessor).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    let policy = Policy {
        release: Release::All,
        ..share(100)
    };
    quality::store::set(db, iqa, &policy, now).await.unwrap();
    test.issue(assessor, &enrolment).await.unwrap_err();
    let held = certificates::held(db, iqa).await.unwrap();
    held[0].id.clone()
}

/// What the learner has to review today: a question of the practice that they did not know, and a term of a section that they read.
async fn met(test: &TestApp, learner: &Actor, practice: &Quiz) -> (Question, Term) {
    let (db, library) = (&test.app.db, test.app.library());
    let before = test.app.clock.now() - 2 * DAY;
    let mut choices = practice.questions.iter().skip(1);
    let question = choices.find(|q| q.type_key() == "single").unwrap();
    let wrong = question.options().iter().find(|o| !o.right).unwrap();
    let given = [(wrong.key.clone(), "chosen".to_owned())].into();
    quizzes::practise(db, learner, &practice.id, question, &given, None, before)
        .await
        .unwrap();
    let module = library.module("how-it-begins").unwrap();
    let with_terms = |section: &&crate::library::Section| !section.terms.is_empty();
    let section = module.sections.iter().find(with_terms).unwrap();
    learning::read(db, learner, &Outline::of(&library, module), section, before)
        .await
        .unwrap();
    let term = library.term(&section.terms[0]).unwrap();
    (question.clone(), term.clone())
}

/// Two of the submissions that a plan has drawn.
async fn drawn(test: &TestApp, plan: &str) -> (String, String) {
    let sql =
        "SELECT submission_id FROM sampling_records WHERE plan_id = $1 ORDER BY submission_id";
    let drawn: Vec<(String,)> = test.app.db.all(sql, args![plan]).await.unwrap();
    (drawn[0].0.clone(), drawn[1].0.clone())
}

/// Prior learning of the learner, recognised by the assessor: its id.
async fn recognised(test: &TestApp, assessor: &Actor, learner: &Actor) -> String {
    let (db, now) = (&test.app.db, test.app.clock.now());
    let enrolment = test.enrolled_on(learner, "specialist-practitioner").await;
    let specification = test.specification("specialist-practitioner");
    let recognition = Recognition {
        criterion: "U1.1.1".to_owned(),
        completed_on: "2026-01-05".to_owned(),
        what: "A course.".to_owned(),
    };
    let on = ("2026-06-01", now);
    recognise(db, assessor, &enrolment, &specification, &recognition, on)
        .await
        .unwrap();
    let sql = "SELECT id FROM prior_learning WHERE learner_id = $1";
    let (id,): (String,) = db.one(sql, args![&learner.id]).await.unwrap();
    id
}
