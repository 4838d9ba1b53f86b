//! Certificates that wait: while the policy asks for it there is none before somebody else has released it.

use super::share;
use crate::accounts::{Actor, Role, settings};
use crate::args;
use crate::assessment::{Outcome, store as assessment};
use crate::certificates::{self, Requested};
use crate::clock::DAY;
use crate::db::Read;
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger;
use crate::quality::policy::Policy;
use crate::quality::store::Verdict;
use crate::quality::{Release, Stage, store};
use crate::tests::scenes::{GP, REFLECTION, UNIT, account};
use crate::tests::support::{TestApp, on_each_engine};

/// A policy that holds certificates.
fn holding(release: Release) -> Policy {
    Policy {
        release,
        ..share(100)
    }
}

impl TestApp {
    pub(in crate::tests) async fn requested(
        &self,
        by: &Actor,
        enrolment: &Enrolment,
    ) -> Result<Requested> {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let settings = settings::load(db).await?;
        let specification = self.specification(GP);
        certificates::issue(db, by, enrolment, &specification, GP, &settings, now).await
    }

    /// Tries to release the one that waits.
    pub(in crate::tests) async fn released(&self, by: &Actor, asked: &Actor) -> Result<String> {
        self.released_saying(by, asked, "").await
    }

    /// The same, with why it is released though nobody has looked at it.
    async fn released_saying(&self, by: &Actor, asked: &Actor, said: &str) -> Result<String> {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let settings = settings::load(db).await?;
        let waiting = certificates::held(db, asked).await?;
        let specification = self.specification(GP);
        certificates::release(db, by, &waiting[0].id, said, &specification, &settings, now).await
    }
}

#[tokio::test]
async fn it_waits_for_its_samples_and_actions_and_is_released_by_somebody_else() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let both = [Role::Assessor, Role::Iqa];
        let ada = test.person("Ada Assessor", &both).await;
        let (ira, mut browser) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&learner, &ada).await;
        store::set(db, &ira, &holding(Release::Sampled), now).await.unwrap();
        for _ in 0..2 {
            let requested = test.requested(&ada, &enrolment).await.unwrap();
            assert!(matches!(requested, Requested::Held), "{requested:?}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM certificate_requests").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM certificates").await, 0);
        let page = browser.get("/quality/releases").await;
        assert!(page.has("Lena Learner") && page.has("2 submissions decided and not yet in a plan."), "{}", page.body);

        let plan = store::draw(db, &ira, Stage::Summative, Some("42"), now).await.unwrap();
        let early = test.released(&ira, &ira).await;
        assert!(matches!(&early, Err(Error::Conflict(words)) if words.contains("2 samples not yet looked at")), "{early:?}");
        let drawn = store::to_sample(db, &ira).await.unwrap();
        let mut action = None;
        for (n, drawn) in drawn.iter().enumerate() {
            let of = (n == 0).then_some(&ada);
            action = action.or(test.sampled(&ira, &plan, &drawn.submission_id, of).await);
        }
        let action = action.unwrap();
        let open = test.released(&ira, &ira).await;
        assert!(matches!(&open, Err(Error::Conflict(words)) if words.contains("1 action not yet closed")), "{open:?}");
        store::answer(db, &ada, &action, "Done.", now).await.unwrap();
        store::review(db, &ira, &action, Verdict::Closed, "", now).await.unwrap();

        let own = test.released(&ada, &ira).await;
        assert!(matches!(own, Err(Error::Forbidden)), "who asked does not release: {own:?}");
        let number = test.released(&ira, &ira).await.unwrap();
        assert!(matches!(test.requested(&ada, &enrolment).await, Ok(Requested::Issued(known)) if known == number));
        assert!(browser.get(&format!("/certificates/{number}")).await.has("This certificate is valid"));
        let kinds = "SELECT COUNT(*) FROM ledger WHERE kind IN ('certificate-requested', 'certificate-released', 'certificate-issued')";
        assert_eq!(test.count(kinds).await, 3);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn without_a_policy_it_is_issued_at_once_and_under_all_everything_is_looked_at_as_it_stands()
{
    on_each_engine(async |test: TestApp| {
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let bea = test.person("Bea Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let first = test.person("Lena Learner", &[Role::Learner]).await;
        let enrolment = test.signed_off(&first, &ada).await;
        let requested = test.requested(&ada, &enrolment).await;
        assert!(matches!(requested, Ok(Requested::Issued(_))), "{requested:?}");
        let some = Policy { release: Release::All, ..share(99) };
        let refused = store::set(db, &ira, &some, now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        store::set(db, &ira, &share(0), now).await.unwrap();
        let second = test.person("Olu Learner", &[Role::Learner, Role::Iqa]).await;
        let enrolment = test.enrolled(&second).await;
        test.quiz_passed(&second).await;
        let mut submissions = Vec::new();
        for (reflection, outcome) in [(REFLECTION, Outcome::NotYetAchieved), ("gp-reflection", Outcome::Achieved)] {
            let evidence = test.begun(&second, &enrolment, UNIT, reflection).await;
            submissions.push(test.hand_in(&second, &evidence, &account()).await);
            test.decided(&ada, submissions.last().unwrap(), outcome).await;
        }
        // A plan that draws nothing does not stand in the way of one that draws everything.
        store::draw(db, &ira, Stage::Interim, Some("1"), now).await.unwrap();
        store::set(db, &ira, &holding(Release::All), now).await.unwrap();
        let plan = store::draw(db, &ira, Stage::Interim, Some("2"), now).await.unwrap();
        for submission in &submissions {
            test.sampled(&ira, &plan, submission, None).await;
        }
        test.app.clock.advance(DAY);
        let now = test.app.clock.now();
        test.appealed(&second, &submissions[0], &bea, Outcome::Achieved).await;
        assessment::sign_off(db, &ada, &enrolment, &test.specification(GP), UNIT, now).await.unwrap();
        let requested = test.requested(&ada, &enrolment).await;
        assert!(matches!(requested, Ok(Requested::Held)), "{requested:?}");
        let own = test.released(&second, &ira).await;
        assert!(matches!(own, Err(Error::Forbidden)), "not one's own: {own:?}");
        let stale = test.released(&ira, &ira).await;
        assert!(matches!(&stale, Err(Error::Conflict(words)) if words.contains("1 submission achieved and neither looked at nor drawn")), "{stale:?}");
        let plan = store::draw(db, &ira, Stage::Summative, Some("3"), now).await.unwrap();
        let drawn: Vec<String> = store::to_sample(db, &ira).await.unwrap().into_iter().map(|one| one.submission_id).collect();
        assert!(drawn.contains(&submissions[0]) && !drawn.contains(&submissions[1]), "{drawn:?}");
        let unseen = test.released(&ira, &ira).await;
        assert!(matches!(&unseen, Err(Error::Conflict(words)) if words.contains("1 sample not yet looked at")), "{unseen:?}");
        let action = test.sampled(&ira, &plan, &submissions[0], Some(&ada)).await.unwrap();
        let open = test.released(&ira, &ira).await;
        assert!(matches!(&open, Err(Error::Conflict(words)) if words.contains("1 action not yet closed")), "{open:?}");
        store::withdraw(db, &ira, &action, "Seen with her.", now).await.unwrap();
        test.released(&ira, &ira).await.unwrap();
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn where_nobody_has_looked_at_anything_whoever_releases_says_why() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let (ira, mut browser) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let db = &test.app.db;
        let enrolment = test.signed_off(&learner, &ada).await;
        let nothing = Policy {
            release: Release::Sampled,
            ..share(0)
        };
        test.planned(&ira, &nothing, Stage::Summative).await;
        test.requested(&ada, &enrolment).await.unwrap();
        let silent = test.released(&ira, &ira).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        let request = certificates::held(db, &ira).await.unwrap().remove(0).id;
        let address = format!("/quality/releases/{request}");
        let (said, words) = (format!("said-{request}"), "Seen at the <i>meeting</i>.");
        let page = browser.post(&address, &[(&said, "")]).await;
        assert!(
            page.is(422).has("Enter why it is released."),
            "{}",
            page.body
        );
        browser.post(&address, &[(&said, words)]).await.redirects();
        let kept: (Option<String>,) = db
            .one("SELECT said FROM certificate_releases", args![])
            .await
            .unwrap();
        assert_eq!(kept.0.as_deref(), Some(words));
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn work_of_another_unit_holds_nothing_and_a_page_leads_to_what_does() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let (ira, mut browser) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.enrolled_on(&learner, "specialist-practitioner").await;
        let mut submissions = Vec::new();
        for (unit, reflection) in [("U3", "u3-reflection"), ("U7", "u7-reflection-endings")] {
            let evidence = test.begun(&learner, &enrolment, unit, reflection).await;
            submissions.push(test.hand_in(&learner, &evidence, &account()).await);
        }
        test.decided(&ada, &submissions[0], Outcome::Achieved).await;
        let policy = holding(Release::Sampled);
        let plan = test.planned(&ira, &policy, Stage::Interim).await;
        test.decided(&ada, &submissions[1], Outcome::NotYetAchieved).await;
        let tx = db.begin().await.unwrap();
        for sql in [
            "INSERT INTO sign_offs (id, enrolment_id, learner_id, unit, specification_hash, assessor_id, signed_at)
             SELECT 's', n.id, n.person_id, 'U3', n.specification_hash, $1, 1 FROM enrolments n",
            "INSERT INTO certificate_requests (id, enrolment_id, learner_id, award, title, issue, specification_hash, requested_by, requested_at)
             SELECT 'r', n.id, n.person_id, 'U3', 'U3', 1, n.specification_hash, $1, 1 FROM enrolments n",
        ] {
            tx.run(sql, args![&ada.id]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let why = store::hold(db, "r").await.unwrap().unwrap();
        assert_eq!(why, "1 sample not yet looked at.", "what is decided of U7 does not count");
        let page = browser.get("/quality/releases").await;
        let sample = format!("/quality/plans/{plan}/samples/{}", submissions[0]);
        assert!(page.has(&sample), "{}", page.body);
        let action = test.sampled(&ira, &plan, &submissions[0], Some(&ada)).await.unwrap();
        let page = browser.get("/quality/releases").await;
        assert!(page.has(&format!("/actions/{action}")) && !page.has(&sample), "{}", page.body);
        store::withdraw(db, &ira, &action, "Seen.", now).await.unwrap();
        assert_eq!(store::hold(db, "r").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_open_action_holds_the_sign_off_of_its_unit() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.achieved(&learner, &ada).await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let drawn = store::to_sample(db, &ira).await.unwrap().remove(0);
        let action = test
            .sampled(&ira, &plan, &drawn.submission_id, Some(&ada))
            .await
            .unwrap();
        let code = store::action(db, &action).await.unwrap().criterion;
        let words = format!("an action on {code} is not closed");
        let specification = test.specification(GP);
        let held = assessment::sign_off(db, &ada, &enrolment, &specification, UNIT, now).await;
        assert!(
            matches!(&held, Err(Error::Conflict(said)) if said.contains(&words)),
            "{held:?}"
        );
        let page = browser.get(&format!("/enrolments/{}", enrolment.id)).await;
        assert!(
            page.has(&words) && !page.has("Sign off GP1"),
            "{}",
            page.body
        );
        store::answer(db, &ada, &action, "Done.", now)
            .await
            .unwrap();
        assert!(
            assessment::sign_off(db, &ada, &enrolment, &specification, UNIT, now)
                .await
                .is_err()
        );
        store::review(db, &ira, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        assessment::sign_off(db, &ada, &enrolment, &specification, UNIT, now)
            .await
            .unwrap();
    })
    .await;
}
