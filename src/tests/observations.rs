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
use crate::portfolio::screen::Screening;
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
        let (recorded, _) = crate::observations::occasion(db, &id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            recorded.occasion(),
            "1 June 2026, 1 minute, in a place that was removed"
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM observations WHERE place LIKE '%video%'")
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
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn another_content_from_the_same_page_is_refused_and_given_back() {
    on_each_engine(async |test: TestApp| {
        let (learner, _) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.enrolled(&learner).await;
        let address = format!("/enrolments/{}/observations", enrolment.id);
        let form = everything(&test, Kind::Observation);
        let submission = ada.post_all(&address, &form).await.redirects().to_owned();
        assert_eq!(
            ada.post_all(&address, &form).await.redirects(),
            submission,
            "the same is once"
        );
        let mut other = form.clone();
        for (name, value) in &mut other {
            if name == "field-place" {
                *value = "At the <other> clinic".to_owned();
            }
        }
        let page = ada.post_all(&address, &other).await;
        assert!(
            page.is(422).has("what it holds now is different"),
            "{}",
            page.body
        );
        assert!(page.has("At the &lt;other&gt; clinic"), "{}", page.body);
        assert_ne!(
            page.value_of("id"),
            form.iter().find(|(name, _)| name == "id").unwrap().1
        );
        other.retain(|(name, _)| name != "id");
        other.push(field("id", page.value_of("id")));
        assert_ne!(
            ada.post_all(&address, &other).await.redirects(),
            submission,
            "sent once more, it is another"
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM observations").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_could_give_a_person_away_is_asked_about_by_the_store_and_what_is_said_recorded() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (db, now, id) = (&test.app.db, test.app.clock.now(), new_id());
        let enrolment = test.enrolled(&learner).await;
        let (specification, form) = (
            test.specification(GP),
            test.observation_form(Kind::Observation),
        );
        let filled: Vec<_> = filled_in(&form)
            .into_iter()
            .map(|(name, value)| {
                (
                    name,
                    value.replace("She asked", "On 07700 900123 she asked"),
                )
            })
            .collect();
        let body = Answers::from_form(&form, &filled.into_iter().collect())
            .unwrap()
            .to_body();
        let links = [Link {
            criterion: "GP1.1.1".to_owned(),
            locator: "What the learner did".to_owned(),
            justification: "She asked before she advised.".to_owned(),
        }];
        let new = New {
            id: &id,
            kind: Kind::Observation,
            enrolment: &enrolment,
            unit: specification.unit(UNIT).unwrap(),
            happened_on: "2026-05-20",
            place: "at the clinic",
            minutes: 40,
            body: &body,
            links: &links,
        };
        let refused = store::record(db, &ada, &new, &form.version, now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let texts = store::texts_of(&body, &links);
        let screening = Screening::of(db, "", texts, now).await.unwrap();
        let said = screening.seal(store::SPOKEN_OF);
        store::record_as_it_is(db, &ada, &new, &form.version, &said, now)
            .await
            .unwrap();
        let recorded: Vec<(String, String)> = db
            .all("SELECT kind, said_by FROM assurances", args![])
            .await
            .unwrap();
        assert_eq!(
            recorded,
            [("phone-number".to_owned(), ada.id.clone())],
            "by whoever said it"
        );
        let mut lena = test.browser();
        lena.sign_in(&learner.email).await;
        let page = lena.get(&format!("/evidence/{id}")).await;
        assert!(
            page.is(200)
                .has("Before it went in Ada Assessor said that this identifies nobody"),
            "{}",
            page.body
        );
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_cannot_be_kept_is_given_back_with_everything_typed() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let id = new_id();
        let occasion = ("2026-06-01", "by video", 1);
        test.recorded(&ada, &learner, &id, occasion).await.unwrap();
        crate::portfolio::private_names::add(&test.app.db, &learner, "Kim", 1)
            .await
            .unwrap();
        let address = format!("/evidence/{id}/words");
        let long = format!("{HOSTILE} {}", "a".repeat(5_001));
        let page = lena.post(&address, &[("comment", &long)]).await;
        assert!(
            page.is(422).has("is the most we can keep") && page.has(SHOWN),
            "{}",
            page.body
        );
        let named = [("comment", "Kim was there.")];
        let page = lena.post(&address, &named).await;
        assert!(
            page.is(422).has("<mark>Kim</mark>") && page.has("Kim was there.</textarea>"),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM learner_words").await, 0);
        let store = store::say(&test.app.db, &learner, &id, "Kim was there.", 1).await;
        assert!(
            matches!(store, Err(Error::Invalid(_))),
            "the store asks too: {store:?}"
        );
        let seal = page.value_of("identifies-nobody").to_owned();
        let sealed = [("comment", "Kim was there."), ("identifies-nobody", &seal)];
        lena.post(&address, &sealed).await.redirects();
        let page = lena.post(&address, &[("comment", "It was not so.")]).await;
        assert!(
            page.is(422).has("it stands") && page.has("It was not so.</textarea>"),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM learner_words").await, 1);
        let (_, mut other) = test.signed_in("Otto Other", &[Role::Learner]).await;
        other.post(&address, &[("comment", "Mine.")]).await.is(404);
    })
    .await;
}
