//! Moving to the next version: what carries over, that nothing is lost, and who may.

mod hops;
mod moving;
mod plans;

use super::scenes::{GP, UNIT, account, library_with};
use super::support::{TestApp, on_each_engine};
use crate::accounts::Role;
use crate::args;
use crate::assessment::Outcome;
use crate::db::Read;
use crate::learning::enrolment;
use crate::ledger::{self, Act};
use crate::library::{Care, Fate, Library, Mapping, Reflection, Specification, sha256};
use crate::portfolio::{CriterionState, standings};
use std::collections::BTreeMap;

const LEARNER: &[Role] = &[Role::Learner];
const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];
const PAGE: &str = "/qualifications/gp-attachment-unit/transfer";

fn same(from: &str, to: &str) -> Fate {
    Fate::Same {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

/// One of everything that can become of a criterion.
fn fates() -> Vec<Fate> {
    let unchanged = ["GP1.1.2", "GP1.2.1", "GP1.3.3", "GP1.4.1", "GP1.4.2"];
    let more = [
        same("GP1.2.3", "GP1.2.9"),
        Fate::Split {
            from: "GP1.1.1".to_owned(),
            to: codes(&["GP1.1.1", "GP1.1.3"]),
        },
        Fate::Merged {
            from: codes(&["GP1.3.1", "GP1.3.2"]),
            to: "GP1.3.1".to_owned(),
        },
        Fate::New("GP1.2.8".to_owned()),
        Fate::New("GP1.3.7".to_owned()),
        Fate::Withdrawn("GP1.2.2".to_owned()),
    ];
    let unchanged = unchanged.iter().map(|code| same(code, code));
    unchanged.chain(more).collect()
}

fn mapping(from: &str) -> Mapping {
    Mapping {
        slug: GP.to_owned(),
        from: from.to_owned(),
        to: "9.0".to_owned(),
        fates: fates(),
        care: Care {
            author: String::new(),
            reviewer: String::new(),
            review_by: String::new(),
        },
        body: "<p>Why it has changed.</p>".to_owned(),
        hash: sha256("the mapping’s text"),
        source: "the mapping’s text".to_owned(),
    }
}

/// The form by which an assessor lets count what was shown before.
fn accepted(criterion: &str) -> [(&'static str, &str); 2] {
    [("do", "accept"), ("criterion", criterion)]
}

/// The library after the unit has got a new version, with the way from the old one.
pub(super) fn next() -> Library {
    let mut library = library_with(|_, text| text);
    let index = library
        .specifications
        .iter()
        .position(|s| s.slug == GP)
        .unwrap();
    let old = library.specifications[index].clone();
    let mut files: BTreeMap<String, String> = serde_json::from_str(&old.version.source).unwrap();
    for text in files.values_mut() {
        *text = text
            .replace("version: \"1.1\"", "version: \"9.0\"")
            .replace("{#GP1.2.3}", "{#GP1.2.9}")
            .replace("{#GP1.2.2}", "{#GP1.2.8}")
            .replace("{#GP1.3.2}", "{#GP1.3.7}")
            .replace(
                "\n## Be able to build",
                "\n### Another part {#GP1.1.3}\n\nGuidance.\n\n## Be able to build",
            );
    }
    let source = serde_json::to_string(&files).unwrap();
    library.mappings.push(mapping(&old.label));
    library.kept.push(old);
    library.specifications[index] = Specification::from_source(&source).unwrap();
    for reflection in &mut library.reflections {
        let text = reflection.version.source.clone();
        let (front, body) = text.split_once("min-words").unwrap_or((&text, ""));
        let front = front
            .replace("GP1.2.3", "GP1.2.9")
            .replace("GP1.2.2", "GP1.2.8")
            .replace("GP1.3.2", "GP1.3.7");
        if !text.starts_with(&front) {
            let module = reflection.module.clone();
            *reflection = Reflection::from_source(&format!("{front}min-words{body}")).unwrap();
            reflection.module = module;
        }
    }
    library
}

#[tokio::test]
async fn a_learner_looks_moves_once_and_keeps_everything() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let before = test.achieved(&lena, &ada).await;
        let recognised = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                          SELECT 'known', n.id, n.person_id, n.specification_hash, 'GP1.2.3', '2025-05-03', 'A course.', $1, 1 FROM enrolments n";
        let tx = test.app.db.begin_recording().await.unwrap();
        tx.run(recognised, args![&ada.id]).await.unwrap();
        ledger::record(&tx, Act::PriorLearning, "known")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(
            browser
                .get(PAGE)
                .await
                .is(200)
                .has("There is no newer one to move to.")
        );
        test.app.replace_library(next());
        let page = browser.get(&format!("/qualifications/{GP}")).await;
        assert!(
            page.has("See what moving to version 9.0 would change") && page.has("on version 1.1"),
            "{}",
            page.body
        );
        let page = browser.get(PAGE).await;
        for words in [
            "Why it has changed.",
            "What carries over",
            "Carries over, from GP1.3.1 and GP1.3.2",
            "Carries over, from GP1.2.3",
            "What needs a look",
            "Needs a look, from GP1.1.1",
            "What is new",
            "Achieved; no longer asked for",
            "Nothing has happened yet.",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM transfers").await, 0);
        let mapping = [("mapping", page.value_of("mapping"))];
        let mut second = browser.clone();
        let (one, two) = tokio::join!(browser.post(PAGE, &mapping), second.post(PAGE, &mapping));
        assert_eq!(one.redirects(), two.redirects());
        assert_eq!(test.count("SELECT COUNT(*) FROM transfers").await, 1);
        let now = enrolment(&test.app.db, &before.id).await.unwrap();
        assert_ne!(now.specification_hash, before.specification_hash);
        let (hash,): (String,) = test
            .app
            .db
            .one("SELECT specification_hash FROM enrolments", args![])
            .await
            .unwrap();
        assert_eq!(
            hash, before.specification_hash,
            "the enrolment stays as it was made"
        );
        let standing = async || {
            standings(&test.app.db, &now, &test.specification(GP))
                .await
                .unwrap()
                .remove(0)
        };
        let achieved = standing().await;
        assert_eq!(achieved.count(CriterionState::Achieved), 7, "{achieved:?}");
        assert_eq!(achieved.state("GP1.2.9"), CriterionState::Achieved);
        let known = achieved
            .shown
            .iter()
            .filter(|item| item.kind == "prior-learning");
        let known: Vec<&str> = known.map(|item| item.criterion.as_str()).collect();
        assert_eq!(known, ["GP1.2.9"], "prior learning goes along");
        assert_eq!(
            achieved.open_points(&str::to_owned),
            [
                "an assessor is to look at what was shown before for GP1.1.1",
                "an assessor is to look at what was shown before for GP1.1.3",
                "GP1.2.8 has no evidence yet",
                "GP1.3.7 has no evidence yet"
            ]
        );
        let page = browser
            .get(&format!("/qualifications/{GP}?said=transferred"))
            .await;
        assert!(
            page.has("Since 1 June 2026 you are on version 9.0")
                && page.has("Everything you had is kept"),
            "{}",
            page.body
        );

        // An assessor looks at what has been split; nobody else may.
        let address = format!("/enrolments/{}", now.id);
        assert!(
            assessor
                .get(&address)
                .await
                .has("To look at after the change of version")
        );
        let looks = format!("{address}/looks");
        browser
            .post(&looks, &accepted("GP1.1.3"))
            .await
            .is(404);
        assessor
            .post(&looks, &accepted("GP1.2.8"))
            .await
            .is(404);
        for _ in 0..2 {
            assessor
                .post(&looks, &accepted("GP1.1.3"))
                .await
                .redirects();
        }
        assert!(assessor.get(&address).await.has("Looked at: it counts."));
        assert_eq!(standing().await.state("GP1.1.3"), CriterionState::Achieved);
        assert_eq!(standing().await.open_points(&str::to_owned).len(), 3);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM decisions").await,
            11,
            "the old decisions stay"
        );
        ledger::verify(&test.app.db).await.unwrap().unwrap();
        let entered = "SELECT kind, COUNT(*) FROM ledger WHERE kind IN ('transfer', 'carry-over', 'prior-learning') GROUP BY kind ORDER BY kind";
        let entered: Vec<(String, i64)> = test.app.db.all(entered, args![]).await.unwrap();
        let expected = [("carry-over", 1), ("prior-learning", 2), ("transfer", 1)];
        assert_eq!(entered, expected.map(|(kind, count)| (kind.to_owned(), count)));
    })
    .await;
}

#[tokio::test]
async fn one_waits_for_the_assessors_before_one_moves() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (evidence, submission) = test.handed_in(&lena).await;
        test.app.replace_library(next());
        let page = browser.get(PAGE).await;
        assert!(
            page.has("You can move when you have their answer") && !page.has("name=\"mapping\"")
        );
        let hash = mapping("1.1").hash;
        let form = [("mapping", hash.as_str())];
        assert!(
            browser
                .post(PAGE, &form)
                .await
                .is(409)
                .has("with the assessors")
        );
        test.decided(&ada, &submission, Outcome::Achieved).await;
        assert!(
            browser
                .post(PAGE, &[("mapping", "another")])
                .await
                .is(409)
                .has("has changed since you opened the page")
        );
        browser.post(PAGE, &form).await.redirects();
        assessor.get(PAGE).await.is(404);
        assessor.post(PAGE, &form).await.is(404);
        // What was accepted on the old version can be handed in again, for what is new on the new one.
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        assert!(page.is(200).has("Achieved"), "{}", page.body);
        let again = test.hand_in(&lena, &evidence, &account()).await;
        assert_ne!(again, submission);
    })
    .await;
}

#[tokio::test]
async fn a_signature_stands_on_every_version() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.signed_off(&lena, &ada).await;
        test.app.replace_library(next());
        let hash = mapping("1.1").hash;
        browser
            .post(PAGE, &[("mapping", hash.as_str())])
            .await
            .redirects();
        let address = format!("/enrolments/{}", enrolment.id);
        let page = assessor.get(&address).await;
        assert!(
            page.has("Signed off on") && page.has("Issue the certificate"),
            "{}",
            page.body
        );
        assessor
            .post(&format!("{address}/sign-offs"), &[("unit", UNIT)])
            .await
            .redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM sign_offs").await, 1);
        let page = browser.get("/portfolio").await;
        assert!(page.has("Signed off on") && page.has("version 9.0"));
    })
    .await;
}

#[tokio::test]
async fn what_has_moved_is_neither_changed_nor_deleted() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let enrolment = test.achieved(&lena, &ada).await;
        test.recognised(&ada, &enrolment, "GP1.1.1").await;
        test.app.replace_library(next());
        let hash = mapping("1.1").hash;
        browser.post(PAGE, &[("mapping", hash.as_str())]).await.redirects();
        let now = crate::learning::enrolment(&test.app.db, &enrolment.id).await.unwrap();
        let declined = crate::transfers::decline(&test.app.db, &ada, &now, "GP1.1.3", "Say more.", 1);
        declined.await.unwrap();
        for sql in [
            "UPDATE transfers SET number = 2",
            "DELETE FROM transfers",
            "UPDATE carry_overs SET criterion = 'GP1.2.8'",
            "DELETE FROM carry_overs",
            "UPDATE transfer_looks SET criterion = 'GP1.2.8'",
            "DELETE FROM transfer_looks",
            "UPDATE look_outcomes SET feedback = ''",
            "DELETE FROM look_outcomes",
            "UPDATE prior_learning_looks SET criterion = 'GP1.2.8'",
            "DELETE FROM prior_learning_looks",
            "UPDATE specification_mappings SET source = ''",
            "DELETE FROM specification_mappings",
        ] {
            let tx = test.app.db.begin().await.unwrap();
            let refused = tx.run(sql, args![]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
        // Nobody lets their own work count, whatever the program does.
        let tx = test.app.db.begin().await.unwrap();
        let own = "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
                   SELECT l.transfer_id, t.learner_id, l.criterion, l.decision_id, 'looked-at', t.learner_id, 1
                   FROM transfer_looks l JOIN transfers t ON t.id = l.transfer_id";
        assert!(tx.run(own, args![]).await.is_err());
        drop(tx);
        let tx = test.app.db.begin().await.unwrap();
        let own = "INSERT INTO look_outcomes (transfer_id, learner_id, criterion, outcome, feedback, answered_by, answered_at)
                   SELECT t.id, t.learner_id, 'GP1.1.1', 'accepted', '', t.learner_id, 1 FROM transfers t";
        assert!(tx.run(own, args![]).await.is_err());
    })
    .await;
}
