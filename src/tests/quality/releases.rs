//! Certificates that wait: while the policy asks for it there is none before somebody else has released it.

use super::share;
use crate::accounts::{Actor, Role, settings};
use crate::certificates::{self, Requested};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger;
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, store};
use crate::tests::scenes::GP;
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
        let (db, now) = (&self.app.db, self.app.clock.now());
        let settings = settings::load(db).await?;
        let waiting = certificates::held(db, asked).await?;
        let specification = self.specification(GP);
        certificates::release(db, by, &waiting[0].id, &specification, &settings, now).await
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
        store::review(db, &ira, &action, crate::quality::store::Verdict::Closed, "", now).await.unwrap();

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
async fn without_a_policy_it_is_issued_at_once_and_under_all_it_needs_only_somebody_else() {
    on_each_engine(async |test: TestApp| {
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let first = test.person("Lena Learner", &[Role::Learner]).await;
        let enrolment = test.signed_off(&first, &ada).await;
        assert!(matches!(
            test.requested(&ada, &enrolment).await,
            Ok(Requested::Issued(_))
        ));
        store::set(db, &ira, &holding(Release::All), now)
            .await
            .unwrap();
        let second = test
            .person("Olu Learner", &[Role::Learner, Role::Iqa])
            .await;
        let enrolment = test.signed_off(&second, &ada).await;
        assert!(matches!(
            test.requested(&ada, &enrolment).await,
            Ok(Requested::Held)
        ));
        let own = test.released(&second, &ira).await;
        assert!(
            matches!(own, Err(Error::Forbidden)),
            "not one's own: {own:?}"
        );
        test.released(&ira, &ira).await.unwrap();
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}
