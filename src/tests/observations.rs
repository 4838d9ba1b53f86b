//! Observations and professional discussions: recorded once, by an assessor about somebody else; read and answered by the learner.

use super::scenes::{Fields, GP, UNIT, field};
use super::support::{TestApp, on_each_engine};
use super::testimony::filled_in;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, store as assessment};
use crate::db::{Read, new_id};
use crate::error::{Error, Result};
use crate::ledger;
use crate::library::Worksheet;
use crate::observations::store::{self, New};
use crate::observations::{Kind, occasion};
use crate::portfolio::purging::store::{Order, What};
use crate::portfolio::store::{self as portfolio, Draft};
use crate::portfolio::{Link, purging};
use crate::worksheets::Answers;

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";
const SHOWN: &str = "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;";

impl TestApp {
    fn observation_form(&self, kind: Kind) -> Worksheet {
        self.app.library().form(kind.method()).unwrap().clone()
    }

    /// Records an observation; the day, the place and the minutes are what a test tries.
    async fn recorded(
        &self,
        assessor: &Actor,
        learner: &Actor,
        id: &str,
        (happened_on, place, minutes): (&str, &str, i64),
    ) -> Result<String> {
        let enrolment = self.enrolled(learner).await;
        let specification = self.specification(GP);
        let form = self.observation_form(Kind::Observation);
        let filled = filled_in(&form).into_iter().collect();
        let body = Answers::from_form(&form, &filled).unwrap().to_body();
        let links = [Link {
            criterion: "GP1.1.1".to_owned(),
            locator: "What the learner did".to_owned(),
            justification: "She asked before she advised.".to_owned(),
        }];
        let new = New {
            id,
            kind: Kind::Observation,
            enrolment: &enrolment,
            unit: specification.unit(UNIT).unwrap(),
            happened_on,
            place,
            minutes,
            body: &body,
            links: &links,
        };
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::record(db, assessor, &new, &form.version, now).await
    }

    /// An observation that its learner has read: evidence and submission.
    pub(crate) async fn observed(&self, assessor: &Actor, learner: &Actor) -> (String, String) {
        let id = new_id();
        let occasion = ("2026-05-20", "at the clinic", 40);
        let submission = self.recorded(assessor, learner, &id, occasion).await;
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::say(db, learner, &id, "", now).await.unwrap();
        (id, submission.unwrap())
    }
}

#[tokio::test]
async fn it_is_recorded_once_by_an_assessor_and_never_about_oneself_or_the_future() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let right = ("2026-06-01", "at the clinic", 40);
        let id = new_id();
        for who in [&learner, &test.person("Ira Iqa", &[Role::Iqa]).await] {
            let refused = test.recorded(who, &learner, &id, right).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
        let own = test.recorded(&ada, &ada, &id, right).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        for wrong in [
            ("2026-06-02", "at the clinic", 40),
            ("soon", "at the clinic", 40),
            ("2026-06-01", "", 40),
            ("2026-06-01", "at the clinic", 0),
            ("2026-06-01", "at the clinic", 481),
        ] {
            let refused = test.recorded(&ada, &learner, &id, wrong).await;
            assert!(
                matches!(refused, Err(Error::Invalid(_))),
                "{wrong:?}: {refused:?}"
            );
        }
        let submission = test.recorded(&ada, &learner, &id, right).await.unwrap();
        let again = test.recorded(&ada, &learner, &id, right).await.unwrap();
        assert_eq!(submission, again);
        let other = test.recorded(&ben, &learner, &id, right).await;
        assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 1);
        // Whoever recorded it may decide on it.
        test.decided(&ada, &submission, Outcome::Achieved).await;
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn its_learner_neither_changes_it_nor_hands_it_in_again_and_speaks_once() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let id = new_id();
        let submission = test
            .recorded(&ada, &learner, &id, ("2026-06-01", "by video", 1))
            .await
            .unwrap();
        for who in [&ada, &test.person("Otto Other", &[Role::Learner]).await] {
            let said = store::say(db, who, &id, "Mine.", now).await;
            assert!(matches!(said, Err(Error::NotFound)), "{said:?}");
        }
        store::say(db, &learner, &id, "It was so.", now)
            .await
            .unwrap();
        store::say(db, &learner, &id, "It was so.", now)
            .await
            .unwrap();
        let twice = store::say(db, &learner, &id, "It was not.", now).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        let (recorded, words) = occasion(db, &id).await.unwrap().unwrap();
        assert_eq!(recorded.occasion(), "1 June 2026, 1 minute, by video");
        assert_eq!(words.unwrap().comment, "It was so.");
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let kept = portfolio::evidence(db, &learner, &id, now).await.unwrap();
        let draft = Draft {
            body: kept.body,
            links: None,
            revision: kept.revision,
        };
        let again = portfolio::submit(db, &learner, &id, &draft, now).await;
        assert!(matches!(again, Err(Error::Forbidden)), "{again:?}");
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let twice = assessment::decide(db, &ada, &submission, &decisions, "", now).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        let tx = db.begin().await.unwrap();
        let forced = "UPDATE evidence SET body = 'Better words.'";
        assert!(tx.run(forced, args![]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_others_wrote_can_be_purged_and_the_ledger_still_agrees() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let id = new_id();
        let occasion = ("2026-06-01", "by video", 1);
        let observed = test.recorded(&ada, &learner, &id, occasion).await.unwrap();
        store::say(db, &learner, &id, "Her name is Kim.", now)
            .await
            .unwrap();
        let (testimony, witnessed) = test.testified(&learner, "wil@example.net").await;
        for submission in [&observed, &witnessed] {
            let mut decisions = test.decisions(submission, Outcome::NotYetAchieved).await;
            decisions[0].judgement.declined = Some("It is about Kim.".to_owned());
            assessment::decide(db, &ada, submission, &decisions, "", now)
                .await
                .unwrap();
            let order = Order {
                what: What::Evidence,
                words_too: true,
                reason: "A person can be recognised.".to_owned(),
            };
            purging::store::purge(db, &admin, submission, &order, now)
                .await
                .unwrap();
        }
        let left = "SELECT COUNT(*) FROM decisions WHERE declined LIKE '%Kim%'";
        assert_eq!(test.count(left).await, 0);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM learner_words WHERE comment LIKE '%Kim%'")
                .await,
            0
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE body <> ''")
                .await,
            0
        );
        ledger::verify(db).await.unwrap().unwrap();
        let kept = portfolio::evidence(db, &learner, &testimony, now)
            .await
            .unwrap();
        let draft = Draft {
            body: kept.body,
            links: None,
            revision: kept.revision,
        };
        let again = portfolio::submit(db, &learner, &testimony, &draft, now).await;
        assert!(matches!(again, Err(Error::Forbidden)), "{again:?}");
    })
    .await;
}

/// Everything that the page asks for.
fn everything(test: &TestApp, kind: Kind) -> Fields {
    let mut fields = filled_in(&test.observation_form(kind));
    for (name, value) in &mut fields {
        if name == "field-minutes" {
            *value = "40 minutes".to_owned();
        }
    }
    fields.extend([
        field("id", new_id()),
        field("kind", kind.key()),
        field("unit", UNIT),
        field("criteria", "GP1.1.1"),
        field("where-GP1.1.1", "What was done"),
        field("why-GP1.1.1", HOSTILE),
    ]);
    fields
}

#[tokio::test]
async fn an_assessor_records_both_kinds_and_the_learner_reads_and_answers() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.enrolled(&learner).await;
        let address = format!("/enrolments/{}/observations", enrolment.id);
        assert!(
            ada.get(&format!("/enrolments/{}", enrolment.id))
                .await
                .has(&address)
        );
        assert!(ada.get(&address).await.has("Professional discussion"));
        for kind in Kind::ALL {
            let page = ada
                .get(&format!("{address}?kind={}&unit={UNIT}", kind.key()))
                .await;
            assert!(page.is(200).has("Record it"), "{}", page.body);
            let mut wrong = everything(&test, kind);
            for (name, value) in &mut wrong {
                match name.as_str() {
                    "field-on" => *value = "2026-06-02".to_owned(),
                    "field-minutes" => *value = "an hour".to_owned(),
                    "field-place" => *value = "Ring 07700 900123".to_owned(),
                    _ => {}
                }
            }
            let page = ada.post_all(&address, &wrong).await;
            assert!(
                page.is(422).has("This day has not come yet.") && page.has("Give whole minutes"),
                "{}",
                page.body
            );
            assert!(
                page.has("<mark>07700 900123</mark>")
                    && page.has(SHOWN.trim_start_matches("&lt;/textarea&gt;"))
            );
            let form = everything(&test, kind);
            let sent = ada.post_all(&address, &form).await;
            let submission = sent.redirects().to_owned();
            assert_eq!(ada.post_all(&address, &form).await.redirects(), submission);
            let page = ada.get(&submission).await;
            assert!(
                page.has("20 May 2026, 40 minutes") && page.has("Begin marking"),
                "{}",
                page.body
            );
            assert!(!page.has("<script>alert"));
        }
        let all: Vec<(String,)> = test
            .app
            .db
            .all("SELECT id FROM evidence ORDER BY id", args![])
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        let evidence = format!("/evidence/{}", all[0].0);
        let page = lena.get(&evidence).await;
        assert!(
            page.is(200).has("What was recorded") && page.has("I have read it"),
            "{}",
            page.body
        );
        lena.post(&format!("{evidence}/words"), &[("comment", HOSTILE)])
            .await
            .redirects();
        let page = lena.get(&evidence).await;
        assert!(
            page.has(SHOWN) && !page.has("I have read it") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        lena.post(&evidence, &[("do", "submit"), ("revision", "1")])
            .await
            .is(403);
    })
    .await;
}
