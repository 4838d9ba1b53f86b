//! Reasonable adjustments: agreed by an assessor with somebody else, applied where the program can, with reasons for few.

use super::scenes::{Fields, field};
use super::support::{TestApp, on_each_engine};
use crate::accounts::{Actor, Administrator, Role};
use crate::arrangements::store::{self, New};
use crate::arrangements::{Agreed, Kind, eased};
use crate::clock::DAY;
use crate::error::{Error, Result};
use crate::ledger;
use crate::quizzes::store as quizzes;

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";

impl TestApp {
    async fn agreed(
        &self,
        by: &Actor,
        learner: &Actor,
        kind: Kind,
        (from_day, until_day): (&str, Option<&str>),
    ) -> Result<()> {
        let id = crate::db::new_id();
        let new = New {
            id: &id,
            learner_id: &learner.id,
            kind,
            described: "",
            reason: "Dyslexia, as her letter says.",
            from_day,
            until_day,
        };
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::agree(db, by, &new, now).await
    }

    /// Something that is agreed, and its id.
    pub(crate) async fn arranged(&self, by: &Actor, learner: &Actor) -> String {
        let today = ("2026-06-01", None);
        self.agreed(by, learner, Kind::Reader, today).await.unwrap();
        self.arrangements_of(by, learner).await[0].id.clone()
    }

    async fn arrangements_of(&self, actor: &Actor, learner: &Actor) -> Vec<Agreed> {
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::of_learner(db, actor, &learner.id, now)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn an_assessor_agrees_with_somebody_else_and_few_read_why() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let today = ("2026-06-01", None);
        for (who, whom) in [(&lena, &lena), (&ada, &ada), (&admin, &lena)] {
            let refused = test.agreed(who, whom, Kind::Reader, today).await;
            assert!(
                matches!(refused, Err(Error::Forbidden)),
                "{}: {refused:?}",
                who.name
            );
        }
        for wrong in [
            ("soon", None),
            ("2026-06-01", Some("2026-05-31")),
            ("2026-06-01", Some("never")),
        ] {
            let refused = test.agreed(&ada, &lena, Kind::Reader, wrong).await;
            assert!(
                matches!(refused, Err(Error::Invalid(_))),
                "{wrong:?}: {refused:?}"
            );
        }
        let refused = test.agreed(&ada, &lena, Kind::Other, today).await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "not without saying what: {refused:?}"
        );
        test.agreed(&ada, &lena, Kind::OralEvidence, today)
            .await
            .unwrap();
        for (who, reads) in [(&lena, true), (&ada, true), (&admin, true), (&ben, false)] {
            let agreed = test.arrangements_of(who, &lena).await;
            assert_eq!(agreed[0].words(), "Oral instead of written evidence");
            assert_eq!(!agreed[0].reason.is_empty(), reads, "{}", who.name);
        }
        let (db, now) = (&test.app.db, test.app.clock.now());
        let all = store::everybodys(&Administrator(admin.clone()), db, now)
            .await
            .unwrap();
        assert_eq!(all.len(), 1);
        let own = store::end(db, &lena, &all[0].id, now).await;
        assert!(matches!(own, Err(Error::NotFound)), "{own:?}");
        store::end(db, &ben, &all[0].id, now).await.unwrap();
        store::end(db, &ben, &all[0].id, now).await.unwrap();
        assert!(test.arrangements_of(&lena, &lena).await.is_empty());
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_agreed_applies_from_its_day_to_its_day() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        test.agreed(
            &ada,
            &lena,
            Kind::NoWait,
            ("2026-06-02", Some("2026-06-03")),
        )
        .await
        .unwrap();
        test.agreed(&ada, &lena, Kind::NoTimeLimit, ("2026-06-03", None))
            .await
            .unwrap();
        let expected = [(false, false), (true, false), (true, true), (false, true)];
        for (no_wait, no_time_limit) in expected {
            let now = test.app.clock.now();
            let found = eased(&test.app.db, &lena.id, now).await.unwrap();
            assert_eq!(
                (found.no_wait, found.no_time_limit),
                (no_wait, no_time_limit)
            );
            test.app.clock.advance(DAY);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_are_larger_for_whom_larger_print_is_agreed_while_it_holds() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let days = ("2026-06-02", Some("2026-06-02"));
        for kind in [Kind::LargerPrint, Kind::Reader] {
            test.agreed(&ada, &lena, kind, days).await.unwrap();
        }
        for larger in [false, true, false] {
            learner.sign_in(&lena.email).await;
            assessor.sign_in(&ada.email).await;
            for (who, expected) in [(&mut learner, larger), (&mut assessor, false)] {
                let page = who.get("/portfolio").await;
                let is_larger = page.has("<html lang=\"en-GB\" class=\"larger\">");
                assert_eq!(is_larger, expected, "{}", page.body);
            }
            test.app.clock.advance(DAY);
        }
    })
    .await;
}

#[tokio::test]
async fn quizzes_follow_what_is_agreed() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let library = test.app.library();
        let mut quiz = test.quiz();
        quiz.behaviour = crate::library::Behaviour::Exam { minutes: 40 };
        quiz.wait_hours = 24;
        quiz.attempts = None;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let timed = quizzes::start(db, &lena, &library, &quiz, now)
            .await
            .unwrap();
        assert!(
            quizzes::attempt(db, &lena, &timed)
                .await
                .unwrap()
                .due_at
                .is_some()
        );
        quizzes::submit(db, &lena, &timed, &library, &[], now)
            .await
            .unwrap();
        let early = quizzes::start(db, &lena, &library, &quiz, now).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
        for kind in [Kind::NoTimeLimit, Kind::NoWait] {
            test.agreed(&ada, &lena, kind, ("2026-06-01", None))
                .await
                .unwrap();
        }
        let free = quizzes::start(db, &lena, &library, &quiz, now)
            .await
            .unwrap();
        assert_ne!(free, timed);
        assert_eq!(
            quizzes::attempt(db, &lena, &free).await.unwrap().due_at,
            None
        );
    })
    .await;
}

fn agreeing(kind: &str, described: &str) -> Fields {
    vec![
        field("key", "00000000-0000-7000-8000-000000000001"),
        field("kind", kind),
        field("described", described),
        field("reason", HOSTILE),
        field("from", "2026-06-01"),
        field("until", ""),
    ]
}

#[tokio::test]
async fn what_is_agreed_is_shown_where_it_matters() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let (_, mut admin) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let enrolment = test.enrolled(&lena).await;
        let address = format!("/enrolments/{}/arrangements", enrolment.id);
        let page = ada.post_all(&address, &agreeing("other", "")).await;
        assert!(
            page.is(422).has("Enter what is agreed.") && page.has("&lt;script&gt;"),
            "{}",
            page.body
        );
        for _ in 0..2 {
            ada.post_all(&address, &agreeing("other", "A <b>quiet</b> room"))
                .await
                .redirects();
        }
        let agreed = test.count("SELECT COUNT(*) FROM arrangements").await;
        assert_eq!(agreed, 1, "sent twice, agreed once");
        ben.post_all(&address, &agreeing("other", "Another room"))
            .await
            .is(404);
        let (_, submission) = test.handed_in(&lena).await;
        let shown = "A &lt;b&gt;quiet&lt;/b&gt; room";
        let why = "Why: &lt;/textarea&gt;";
        let page = ben.get(&format!("/enrolments/{}", enrolment.id)).await;
        assert!(page.has(shown) && !page.has(why), "{}", page.body);
        ben.post(
            &format!("/submissions/{submission}/lease"),
            &[("do", "claim")],
        )
        .await
        .redirects();
        let page = ben.get(&format!("/submissions/{submission}")).await;
        assert!(page.has(shown) && !page.has(why), "{}", page.body);
        for page in [
            learner.get("/portfolio").await,
            admin.get("/arrangements").await,
            ada.get(&address).await,
        ] {
            assert!(
                page.has(shown) && page.has(why) && !page.has("<script>alert"),
                "{}",
                page.body
            );
        }
        let action = admin.get("/arrangements").await.body;
        let end = action
            .split("action=\"")
            .find(|part| part.starts_with("/arrangements/"))
            .unwrap();
        let end = end.split('"').next().unwrap();
        assert_eq!(admin.post(end, &[]).await.redirects(), "/arrangements");
        assert!(!learner.get("/portfolio").await.has(shown));
    })
    .await;
}

#[tokio::test]
async fn extra_time_stands_beside_the_rest_and_is_agreed_once() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut admin) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let enrolment = test.enrolled(&lena).await;
        let page = ada.get(&format!("/enrolments/{}", enrolment.id)).await;
        let form = [
            ("do", "agree"),
            ("key", page.value_of("key")),
            ("percent", "25"),
            ("reason", HOSTILE),
        ];
        let address = format!("/enrolments/{}/extra-time", enrolment.id);
        for _ in 0..2 {
            ada.post(&address, &form).await.redirects();
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM adjustments").await, 1);
        let page = admin.get("/arrangements").await;
        assert!(
            page.has(
                "Extra time in timed quizzes: 25% is agreed since 1 June 2026, by Ada Assessor"
            ) && page.has("Why: &lt;/textarea&gt;")
                && page.has("Lena Learner"),
            "{}",
            page.body
        );
        // Ending brings one back to the page that one came from; what is there and what is not answer alike to a learner.
        let id = test
            .arranged(&test.person("Ben Assessor", ASSESSOR).await, &lena)
            .await;
        let end = format!("/arrangements/{id}/end");
        let unknown = format!("/arrangements/{}/end", crate::db::new_id());
        let (one, other) = (
            learner.post(&end, &[]).await,
            learner.post(&unknown, &[]).await,
        );
        assert_eq!(
            (one.is(404).body.len(), other.is(404).body.len()),
            (other.body.len(), one.body.len())
        );
        let from = [("enrolment", enrolment.id.as_str())];
        assert_eq!(
            ada.post(&end, &from).await.redirects(),
            format!("/enrolments/{}/arrangements", enrolment.id)
        );
        let elsewhere = [("enrolment", "//evil.example")];
        assert_eq!(
            ada.post(&end, &elsewhere).await.redirects(),
            "/arrangements"
        );
    })
    .await;
}
