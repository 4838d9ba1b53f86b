//! Witness testimony: asked for, given over a link that works once, and never by the learner or the assessor who decides on it.

mod pages;

use super::scenes::{UNIT, field};
use super::support::{TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, store as assessment};
use crate::clock::DAY;
use crate::db::{Read, new_id};
use crate::error::{Error, Result};
use crate::ledger;
use crate::library::Worksheet;
use crate::links::{self, Link};
use crate::portfolio::Link as Shown;
use crate::portfolio::screen::{Screening, texts_of_answers};
use crate::portfolio::store::{self as portfolio, Draft};
use crate::testimony::store::{self, Ask, MOST_A_DAY, MOST_WAITING, Testimony, Way};
use crate::testimony::{METHOD, State};
use crate::worksheets::Answers;

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];
const ORIGIN: &str = "https://learn.example.org";

impl TestApp {
    fn testimony_form(&self) -> Worksheet {
        self.app.library().form(METHOD).unwrap().clone()
    }

    /// Every field of the form filled in.
    fn witnessed(&self, email: &str) -> Testimony {
        let form: Vec<_> = filled_in(&self.testimony_form());
        let form = form.into_iter().collect();
        let answers = Answers::from_form(&self.testimony_form(), &form).unwrap();
        Testimony {
            name: "Wil Witness".to_owned(),
            role: "Team manager".to_owned(),
            organisation: "Harbour House".to_owned(),
            email: email.to_owned(),
            body: answers.to_body(),
        }
    }

    /// A request of a learner, whose link this is.
    async fn asked(&self, learner: &Actor, way: Way<'_>) -> Result<Link> {
        let enrolment = self.enrolled(learner).await;
        let specification = self.specification(super::scenes::GP);
        let id = new_id();
        let ask = Ask {
            id: &id,
            enrolment: &enrolment,
            unit: specification.unit(UNIT).unwrap(),
            criteria: &["GP1.1.1".to_owned(), "GP1.1.2".to_owned()],
            witness_name: "Wil Witness",
            way,
            about: "The visit in May.",
        };
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::ask(db, learner, &ask, ORIGIN, now).await
    }

    /// A request whose link the learner passes on.
    pub(crate) async fn passed_on(&self, learner: &Actor) -> Link {
        let secret = links::new_secret().unwrap();
        self.asked(learner, Way::PassedOn(&secret)).await.unwrap()
    }

    pub(crate) async fn given(&self, link: &Link, email: &str) -> Result<()> {
        let (testimony, form) = (self.witnessed(email), self.testimony_form());
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::give(db, None, brought(link), &testimony, &form.version, now).await
    }

    /// The testimony of somebody, handed in for one criterion: evidence and submission.
    pub(crate) async fn testified(&self, learner: &Actor, email: &str) -> (String, String) {
        let link = self.passed_on(learner).await;
        self.given(&link, email).await.unwrap();
        let (db, now) = (&self.app.db, self.app.clock.now());
        let requests = store::requests(db, learner).await.unwrap();
        let evidence = requests[0].evidence_id.clone().unwrap();
        let draft = self.linked(learner, &evidence).await;
        let submission = portfolio::submit(db, learner, &evidence, &draft, now)
            .await
            .unwrap();
        (evidence, submission)
    }

    /// What it says, for one criterion.
    async fn linked(&self, learner: &Actor, evidence: &str) -> Draft {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let kept = portfolio::evidence(db, learner, evidence, now)
            .await
            .unwrap();
        Draft {
            body: kept.body,
            links: Some(vec![Shown {
                criterion: "GP1.1.1".to_owned(),
                locator: "What I saw".to_owned(),
                justification: "It names what I did.".to_owned(),
            }]),
            revision: kept.revision,
        }
    }
}

/// What somebody brings of a link.
fn brought(link: &Link) -> &'static str {
    let path = link.path();
    let last = path.rsplit('/').next().unwrap_or_default().to_owned();
    Box::leak(last.into_boxed_str())
}

/// Something for every field of a form.
pub(crate) fn filled_in(form: &Worksheet) -> Vec<(String, String)> {
    use crate::library::FieldKind;
    let text = "She asked before she advised, and waited for the answer. ".repeat(30);
    let one = |of: &crate::library::Field| {
        let value = match &of.kind {
            FieldKind::Short => "In the hostel, in May".to_owned(),
            FieldKind::Long { max_words, .. } => {
                let most = max_words.map_or(200, |most| most as usize);
                text.split_whitespace()
                    .take(most)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            FieldKind::Date => "2026-05-20".to_owned(),
            FieldKind::Choice(options) | FieldKind::Checklist(options) => options[0].clone(),
            FieldKind::Table { .. } => String::new(),
        };
        field(crate::worksheets::name(of), value)
    };
    let filled = form.fields.iter().map(one);
    filled.filter(|(_, value)| !value.is_empty()).collect()
}

#[tokio::test]
async fn a_link_is_found_until_it_is_used_withdrawn_or_too_old_and_only_whole() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let state = async |link: &Link, at| {
            let found = store::look(db, brought(link)).await.unwrap();
            found.map(|request| request.state(at))
        };
        let link = test.passed_on(&learner).await;
        assert_eq!(state(&link, now).await, Some(State::Waiting));
        assert_eq!(state(&link, now + 30 * DAY - 1).await, Some(State::Waiting));
        assert_eq!(state(&link, now + 30 * DAY).await, Some(State::Expired));
        let whole = brought(&link);
        let changed = whole.replacen(
            &whole[70..71],
            if &whole[70..71] == "0" { "1" } else { "0" },
            1,
        );
        let other = format!("{}{}", "ab".repeat(32), &whole[64..]);
        for wrong in [
            "",
            "x",
            &whole[1..],
            &whole[..127],
            &changed,
            &other,
            &whole.to_uppercase(),
            "é".repeat(64).as_str(),
        ] {
            assert!(store::look(db, wrong).await.unwrap().is_none(), "{wrong}");
        }
        test.given(&link, "wil@example.net").await.unwrap();
        assert_eq!(state(&link, now).await, Some(State::Given));
        let second = test.passed_on(&learner).await;
        let requests = store::requests(db, &learner).await.unwrap();
        let other = test.person("Otto Other", &[Role::Learner]).await;
        let theirs = store::withdraw(db, &other, &requests[0].id, now).await;
        assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
        store::withdraw(db, &learner, &requests[0].id, now)
            .await
            .unwrap();
        assert_eq!(state(&second, now).await, Some(State::Withdrawn));
        let late = test.given(&second, "wil@example.net").await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let given = store::withdraw(db, &learner, &requests[1].id, now).await;
        assert!(matches!(given, Err(Error::Conflict(_))), "{given:?}");
        let (kept,): (i64,) = db
            .one(
                "SELECT COUNT(*) FROM testimony_requests WHERE token_hash = $1",
                args![&whole[..64]],
            )
            .await
            .unwrap();
        assert_eq!(kept, 0, "only a hash is kept");
    })
    .await;
}

#[tokio::test]
async fn a_testimony_is_recorded_once_and_its_learner_cannot_change_it() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let link = test.passed_on(&learner).await;
        let twice = tokio::join!(
            test.given(&link, "wil@example.net"),
            test.given(&link, "wil@example.net")
        );
        assert!(twice.0.is_ok() || twice.1.is_ok(), "{twice:?}");
        test.given(&link, "wil@example.net").await.unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM testimonies").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 1);
        let other = test.given(&link, "another@example.net").await;
        assert!(matches!(other, Err(Error::Conflict(_))), "{other:?}");
        let (db, now) = (&test.app.db, test.app.clock.now());
        let requests = store::requests(db, &learner).await.unwrap();
        let evidence = requests[0].evidence_id.clone().unwrap();
        let mut draft = test.linked(&learner, &evidence).await;
        draft.body = "Better words.".to_owned();
        let changed = portfolio::save(db, &learner, &evidence, &draft, now).await;
        assert!(matches!(changed, Err(Error::Forbidden)), "{changed:?}");
        let tx = db.begin().await.unwrap();
        assert!(
            tx.run("UPDATE evidence SET body = 'Better words.'", args![])
                .await
                .is_err()
        );
        drop(tx);
        let draft = test.linked(&learner, &evidence).await;
        portfolio::submit(db, &learner, &evidence, &draft, now)
            .await
            .unwrap();
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_witness_is_not_the_learner() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let asked = test.asked(&learner, Way::Mail(&learner.email)).await;
        assert!(
            matches!(asked, Err(Error::Conflict(_))),
            "{:?}",
            asked.err()
        );
        let link = test.passed_on(&learner).await;
        let own = test.given(&link, &learner.email).await;
        assert!(matches!(own, Err(Error::Invalid(_))), "{own:?}");
        let (testimony, form) = (test.witnessed("wil@example.net"), test.testimony_form());
        let (db, now) = (&test.app.db, test.app.clock.now());
        let signed_in = store::give(
            db,
            Some(&learner),
            brought(&link),
            &testimony,
            &form.version,
            now,
        )
        .await;
        assert!(matches!(signed_in, Err(Error::Invalid(_))), "{signed_in:?}");
        assert_eq!(test.count("SELECT COUNT(*) FROM testimonies").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_witness_is_not_the_assessor() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (_, submission) = test.testified(&learner, &ada.email).await;
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let own = assessment::decide(db, &ada, &submission, &decisions, "", now).await;
        assert!(matches!(own, Err(Error::Conflict(_))), "{own:?}");
        let claimed = assessment::claim(db, &ada, &submission, now).await;
        assert!(matches!(claimed, Err(Error::Conflict(_))), "{claimed:?}");
        let tx = db.begin().await.unwrap();
        let forced = tx
            .run(
                "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at)
                 SELECT 'x', id, person_id, 'GP1.1.1', 'achieved', '', $1, 1 FROM submissions",
                args![&ada.id],
            )
            .await;
        assert!(forced.is_err(), "the schema refuses it too");
        drop(tx);
        // An assessor in training cannot have it countersigned by the witness.
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        assessment::begin_training(db, &admin, &ben.id, now).await.unwrap();
        test.decided(&ben, &submission, Outcome::Achieved).await;
        let proposals = assessment::proposals(db, &ada).await.unwrap();
        let signed = assessment::countersign(db, &ada, &proposals[0].id, None, now).await;
        assert!(matches!(signed, Err(Error::Conflict(_))), "{signed:?}");
        let cleo = test.person("Cleo Assessor", ASSESSOR).await;
        assessment::countersign(db, &cleo, &proposals[0].id, None, now).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_requests_of_a_learner_are_limited_and_mailed_once() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        test.asked(&learner, Way::Mail("wil@example.net"))
            .await
            .unwrap();
        let letters: Vec<(String, String)> = db
            .all("SELECT recipient, body FROM outbox", args![])
            .await
            .unwrap();
        assert_eq!(letters.len(), 1);
        assert!(
            letters[0].0 == "wil@example.net"
                && letters[0].1.contains(&format!("\n{ORIGIN}/testimony/"))
        );
        for _ in 1..MOST_WAITING {
            test.passed_on(&learner).await;
        }
        let many = test.asked(&learner, Way::Mail("wil@example.net")).await;
        assert!(matches!(many, Err(Error::Conflict(_))), "{:?}", many.err());
        for request in store::requests(db, &learner).await.unwrap() {
            store::withdraw(db, &learner, &request.id, now)
                .await
                .unwrap();
        }
        for _ in MOST_WAITING..MOST_A_DAY {
            test.passed_on(&learner).await;
        }
        for request in store::requests(db, &learner).await.unwrap() {
            store::withdraw(db, &learner, &request.id, now)
                .await
                .unwrap();
        }
        let many = test.asked(&learner, Way::Mail("wil@example.net")).await;
        assert!(matches!(many, Err(Error::Conflict(_))), "{:?}", many.err());
        test.app.clock.advance(DAY);
        test.passed_on(&learner).await;
    })
    .await;
}

/// A testimony over a link that was mailed to one assessor, in which another's address was typed while a third was signed in: handed in.
async fn known_threefold(test: &TestApp, learner: &Actor, of: [&Actor; 3]) -> String {
    let [mailed, typed, visitor] = of;
    let link = test.asked(learner, Way::Mail(&mailed.email)).await.unwrap();
    let (testimony, form) = (test.witnessed(&typed.email), test.testimony_form());
    let (db, now) = (&test.app.db, test.app.clock.now());
    store::give(
        db,
        Some(visitor),
        brought(&link),
        &testimony,
        &form.version,
        now,
    )
    .await
    .unwrap();
    let requests = store::requests(db, learner).await.unwrap();
    let evidence = requests[0].evidence_id.clone().unwrap();
    let draft = test.linked(learner, &evidence).await;
    portfolio::submit(db, learner, &evidence, &draft, now)
        .await
        .unwrap()
}

#[tokio::test]
async fn whoever_the_witness_is_known_as_does_not_decide() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let cleo = test.person("Cleo Assessor", ASSESSOR).await;
        let free = test.person("Freya Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let submission = known_threefold(&test, &learner, [&ada, &ben, &cleo]).await;
        assert_eq!(test.count("SELECT COUNT(*) FROM testimony_accounts").await, 3);
        let decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
        for witness in [&ada, &ben, &cleo] {
            let decided = assessment::decide(db, witness, &submission, &decisions, "", now).await;
            assert!(matches!(decided, Err(Error::Conflict(_))), "{}: {decided:?}", witness.name);
            let forced = forced(
                &test,
                "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at)
                 SELECT 'x', id, person_id, 'GP1.1.1', 'achieved', '', $1, 1 FROM submissions",
                witness,
            );
            assert!(forced.await.is_err(), "{} by the schema", witness.name);
        }
        test.decided(&free, &submission, Outcome::NotYetAchieved).await;
        let sql = "SELECT id FROM decisions";
        let (decision,): (String,) = db.one(sql, args![]).await.unwrap();
        let appeal = assessment::make_appeal(db, &learner, &decision, "Look again.", now).await;
        let appeal = assessment::appeal(db, &appeal.unwrap()).await.unwrap();
        for witness in [&ada, &ben, &cleo] {
            assert!(assessment::appeals_for(db, witness).await.unwrap().is_empty());
            assert!(!assessment::may_answer_appeal(db, witness, &appeal).await.unwrap());
            let forced = forced(
                &test,
                "INSERT INTO appeal_outcomes (appeal_id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by, outcome,
                     feedback, vacs, explained, answered_by, answered_at)
                 SELECT id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by, 'achieved', 'Why.', 'VACS', '', $1, 1
                 FROM appeals",
                witness,
            );
            assert!(forced.await.is_err(), "{} by the schema", witness.name);
        }
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

/// A statement about somebody, past every store.
async fn forced(test: &TestApp, sql: &'static str, actor: &Actor) -> Result<u64> {
    let tx = test.app.db.begin().await.unwrap();
    tx.run(sql, args![&actor.id]).await
}

#[tokio::test]
async fn whoever_the_witness_is_known_as_does_not_countersign() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let cleo = test.person("Cleo Assessor", ASSESSOR).await;
        let trainee = test.person("Tess Trainee", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let submission = known_threefold(&test, &learner, [&ada, &ben, &cleo]).await;
        assessment::begin_training(db, &admin, &trainee.id, now).await.unwrap();
        test.decided(&trainee, &submission, Outcome::Achieved).await;
        let proposals = assessment::proposals(db, &ada).await.unwrap();
        for witness in [&ada, &ben, &cleo] {
            let signed = assessment::countersign(db, witness, &proposals[0].id, None, now).await;
            assert!(matches!(signed, Err(Error::Conflict(_))), "{signed:?}");
            let back = assessment::give_back(db, witness, &proposals[0].id, "Why?", now).await;
            assert!(matches!(back, Err(Error::Conflict(_))), "{back:?}");
            let forced = forced(
                &test,
                "INSERT INTO countersignatures (proposal_id, assessor_id, learner_id, outcome, comment, countersigned_by, countersigned_at)
                 SELECT id, assessor_id, learner_id, 'countersigned', '', $1, 1 FROM proposals",
                witness,
            );
            assert!(forced.await.is_err(), "{} by the schema", witness.name);
        }
        let free = test.person("Freya Assessor", ASSESSOR).await;
        assessment::countersign(db, &free, &proposals[0].id, None, now).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_accounts_of_a_witness_stay_as_they_were_found() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        test.testified(&learner, &ada.email).await;
        for sql in [
            "UPDATE testimony_accounts SET because = 'mailed'",
            "DELETE FROM testimony_accounts",
            "INSERT INTO testimony_accounts (request_id, learner_id, person_id, because)
             SELECT request_id, learner_id, learner_id, 'mailed' FROM testimony_accounts",
        ] {
            let tx = test.app.db.begin().await.unwrap();
            assert!(tx.run(sql, args![]).await.is_err(), "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_store_takes_no_testimony_that_could_give_somebody_away_unasked() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let link = test.passed_on(&learner).await;
        let mut testimony = test.witnessed("wil@example.net");
        testimony.body = testimony
            .body
            .replace("She asked", "On 07700 900123 she asked");
        let (form, db, now) = (test.testimony_form(), &test.app.db, test.app.clock.now());
        let refused = store::give(db, None, brought(&link), &testimony, &form.version, now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let texts = texts_of_answers(&Answers::from_body(&testimony.body));
        let said = Screening::of(db, "", texts, now)
            .await
            .unwrap()
            .seal(store::SPOKEN_OF);
        let given = (&testimony, said.as_str());
        store::give_as_it_is(db, None, brought(&link), given, &form.version, now)
            .await
            .unwrap();
    })
    .await;
}
