//! Signing units off: only when nothing is open, once, and before any certificate.

use super::ASSESSOR;
use crate::accounts::Role;
use crate::args;
use crate::assessment::{Outcome, store};
use crate::learning::store as learning;
use crate::tests::scenes::{GP, UNIT, library_with};
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn a_sign_off_is_refused_with_the_open_points_named() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, submission) = test.handed_in(&learner).await;
        let enrolment = test.enrolled(&learner).await;
        let address = format!("/enrolments/{}/sign-offs", enrolment.id);
        let page = browser.post(&address, &[("unit", UNIT)]).await;
        let open = [
            "the unit quiz has not been passed",
            "GP1.1.1 is waiting for a decision",
            "GP1.4.2 has no evidence yet",
        ];
        assert!(
            open.iter().all(|words| page.is(409).has(words)),
            "{}",
            page.body
        );
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        test.quiz_passed(&learner).await;
        let page = browser.post(&address, &[("unit", UNIT)]).await;
        assert!(
            page.is(409).has("GP1.1.1 is not yet achieved") && !page.has("the unit quiz"),
            "{}",
            page.body
        );
        browser.post(&address, &[("unit", "GP9")]).await.is(404);
        assert_eq!(test.count("SELECT COUNT(*) FROM sign_offs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_signed_off_once_and_certified_only_then() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let enrolment = test.achieved(&learner, &ada).await;
        let address = format!("/enrolments/{}", enrolment.id);
        let (sign_offs, certificates) = (
            format!("{address}/sign-offs"),
            format!("{address}/certificates"),
        );
        let page = browser.post(&certificates, &[("award", GP)]).await;
        assert!(page.is(409).has("has not been signed off"), "{}", page.body);
        let unit = [("unit", UNIT)];
        let (hers, his) =
            tokio::join!(browser.post(&sign_offs, &unit), ben.post(&sign_offs, &unit));
        hers.redirects();
        his.redirects();
        browser.post(&sign_offs, &unit).await.redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM sign_offs").await, 1);
        assert!(browser.get(&address).await.has("Issue the certificate"));
        browser
            .post(&certificates, &[("award", "GP1")])
            .await
            .is(409);
    })
    .await;
}

/// Rules are those of the version that somebody enrolled on, also when newer ones ask for more or for less.
#[tokio::test]
async fn the_rules_of_the_enrolments_own_version_decide() {
    on_each_engine(async |test: TestApp| {
        let usual = test.app.library();
        test.app.replace_library(library_with(|path, text| {
            match path.ends_with("gp-attachment-unit/units/gp1.md") {
                true => text.replace(
                    "  - at least 2 pieces of evidence\n",
                    "  - at least 2 methods\nworkplace: [observation]\n",
                ),
                false => text,
            }
        }));
        let strict = test.person("Lena Learner", &[Role::Learner]).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.achieved(&strict, &ada).await;
        let address = format!("/enrolments/{}/sign-offs", enrolment.id);
        let words = "the unit is shown by 1 method so far, and 2 are asked for";
        for _ in 0..2 {
            let page = browser.post(&address, &[("unit", UNIT)]).await;
            assert!(page.is(409).has(words), "{}", page.body);
            assert!(
                browser
                    .get(&format!("/enrolments/{}", enrolment.id))
                    .await
                    .has(words)
            );
            // The version without the rule is another.
            test.app.replace_library(library_with(|_, text| text));
        }
        let lenient = test.person("Mira Learner", &[Role::Learner]).await;
        let now = test.app.clock.now();
        let specification = usual.specification(GP).unwrap();
        learning::enrol(&test.app.db, &lenient, specification, now)
            .await
            .unwrap();
        test.signed_off(&lenient, &ada).await;
        assert_eq!(test.count("SELECT COUNT(*) FROM sign_offs").await, 1);
    })
    .await;
}

#[tokio::test]
async fn everybody_who_is_ready_is_listed_however_many_there_are_and_nobody_who_has_finished() {
    on_each_engine(async |test: TestApp| {
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let ready = test.person("Rae Ready", &[Role::Learner]).await;
        let enrolment = test.achieved(&ready, &ada).await;
        let done = test.person("Fay Finished", &[Role::Learner]).await;
        test.certified(&done, &ada).await;
        let due = test.person("Dee Due", &[Role::Learner]).await;
        test.signed_off(&due, &ada).await;
        let before = test.person("Pia Prior", &[Role::Learner]).await;
        let pia = test.enrolled(&before).await;
        test.quiz_passed(&before).await;
        let tx = db.begin().await.unwrap();
        let specification = test.specification(GP);
        for criterion in specification.unit(UNIT).unwrap().criteria() {
            let sql = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                       VALUES ($1, $2, $3, $4, $5, '2026-05-01', 'A course.', $6, $7)";
            tx.run(sql, args![crate::db::new_id(), &pia.id, &before.id, &pia.specification_hash, &criterion.code, &ada.id, now]).await.unwrap();
        }
        // So many others of whom something counts, decided later, that they fill more than one look.
        for n in 0..25 {
            let person = crate::accounts::store::create_person(&tx, &format!("p{n}@example.net"), &format!("Other {n}"), None, now).await.unwrap().unwrap();
            for sql in [
                "INSERT INTO enrolments (id, person_id, qualification, specification_hash, enrolled_at) SELECT $1, $1, n.qualification, n.specification_hash, $2 FROM enrolments n WHERE n.id = $3",
                "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                 SELECT $1, $1, $1, l.specification_hash, l.criterion, l.completed_on, l.what, l.assessor_id, $2 FROM prior_learning l WHERE l.enrolment_id = $3 AND l.criterion = 'GP1.1.1'",
            ] {
                tx.run(sql, args![&person, now + 1, &pia.id]).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let page = browser.get("/assessment").await;
        for name in ["Rae Ready", "Dee Due", "Pia Prior"] {
            assert!(page.has(name), "{name}: {}", page.body);
        }
        assert!(!page.has("Fay Finished") && !page.has("Other 1") && page.has("3 learners"), "{}", page.body);
        assert!(!page.has("Look at the learners before"));
        let page = browser.get("/assessment?ready=1000").await;
        assert!(page.has("Nobody else is ready."), "{}", page.body);
        assert_eq!(store::candidates(db, &ada, 20).await.unwrap().len(), 8);
        drop(enrolment);
    })
    .await;
}
