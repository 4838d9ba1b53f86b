//! What is being written, what was recognised, and what assessors look at, before a move and after it.

use super::{ASSESSOR, LEARNER, PAGE, accepted, mapping, next};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, prior_learning};
use crate::db::Read;
use crate::error::Error;
use crate::learning::{Enrolment, enrolment};
use crate::ledger::{self, Act};
use crate::portfolio::store::{self, Draft};
use crate::portfolio::{CriterionState, Link, export, standings};
use crate::quality::store::{self as quality, Verdict};
use crate::quality::{Asked, Found, Stage};
use crate::tests::quality::share;
use crate::tests::scenes::{GP, REFLECTION, UNIT, account};
use crate::tests::support::{Browser, TestApp, on_each_engine};
use crate::transfers::{self, earlier, looks};

impl TestApp {
    /// Prior learning recognised for a criterion of the version that an enrolment is on, in whatever unit.
    pub(super) async fn recognised(
        &self,
        assessor: &Actor,
        enrolment: &Enrolment,
        criterion: &str,
    ) {
        let sql = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                   VALUES ($1, $2, $3, $4, $5, '2025-05-03', $6, $7, 1)";
        let (id, what) = (crate::db::new_id(), format!("A course for {criterion}."));
        let tx = self.app.db.begin_recording().await.unwrap();
        let of = (
            &enrolment.id,
            &enrolment.person_id,
            &enrolment.specification_hash,
        );
        tx.run(
            sql,
            args![&id, of.0, of.1, of.2, criterion, what, &assessor.id],
        )
        .await
        .unwrap();
        ledger::record(&tx, Act::PriorLearning, &id).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn moved(&self, browser: &mut Browser, before: &Enrolment) -> Enrolment {
        self.app.replace_library(next());
        let hash = mapping("1.1").hash;
        browser
            .post(PAGE, &[("mapping", hash.as_str())])
            .await
            .redirects();
        enrolment(&self.app.db, &before.id).await.unwrap()
    }

    /// A sample in which something is asked about one criterion: the action.
    async fn asked_about(
        &self,
        iqa: &Actor,
        plan: &str,
        work: &str,
        criterion: &str,
        of: &Actor,
    ) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let mut findings = self.findings(work, None).await;
        let own = findings.iter_mut().find(|one| one.criterion == criterion);
        own.unwrap().found = Found::ActionRequired(Asked {
            what: "Read it again.".to_owned(),
            by: "2026-06-30".to_owned(),
            of: of.id.clone(),
        });
        quality::sample(db, iqa, (plan, work), &findings, "", now)
            .await
            .unwrap();
        let sql = "SELECT id FROM actions WHERE submission_id = $1";
        let (action,): (String,) = db.one(sql, args![work]).await.unwrap();
        action
    }

    async fn state(&self, now: &Enrolment, criterion: &str) -> CriterionState {
        let specification = self.specification(GP);
        let all = standings(&self.app.db, now, &specification).await.unwrap();
        all[0].state(criterion)
    }
}

fn not_yet(criterion: &str) -> Decision {
    Decision {
        criterion: criterion.to_owned(),
        outcome: Outcome::NotYetAchieved,
        feedback: "It says it of somebody else.".to_owned(),
        judgement: Judgement::all(),
    }
}

fn link(criterion: &str) -> Link {
    Link {
        criterion: criterion.to_owned(),
        locator: "all of it".to_owned(),
        justification: format!("It shows {criterion}."),
    }
}

#[tokio::test]
async fn what_is_being_written_follows_whoever_moves() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let before = test.enrolled(&lena).await;
        let evidence = test.begun(&lena, &before, UNIT, REFLECTION).await;
        let draft = Draft {
            body: account(),
            links: Some(vec![link("GP1.2.3"), link("GP1.1.1")]),
            revision: 1,
        };
        let (db, now) = (&test.app.db, test.app.clock.now());
        store::save(db, &lena, &evidence, &draft, now)
            .await
            .unwrap();
        test.moved(&mut browser, &before).await;
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        for words in [
            "criterion-GP1.2.9",
            "criterion-GP1.2.8",
            "It shows GP1.2.3.",
            "name=\"why-GP1.1.1\" value=\"It shows GP1.1.1.\"",
        ] {
            assert!(page.is(200).has(words), "{words}: {}", page.body);
        }
        assert!(
            !page.has("criterion-GP1.2.3") && !page.has("criterion-GP1.2.2"),
            "{}",
            page.body
        );
        let ticked = store::links(db, &evidence).await.unwrap();
        let ticked: Vec<&str> = ticked.iter().map(|link| link.criterion.as_str()).collect();
        assert_eq!(ticked, ["GP1.1.1", "GP1.1.3", "GP1.2.9"]);

        // The store takes no code of another version, and says so; nothing is recorded.
        let foreign = Draft {
            links: Some(vec![link("GP1.2.2"), link("GP1.2.9")]),
            revision: 2,
            ..draft
        };
        let refused = store::submit(db, &lena, &evidence, &foreign, now).await;
        let Err(Error::Invalid(words)) = refused else {
            panic!("{refused:?}");
        };
        assert!(words.contains("does not ask for GP1.2.2."), "{words}");
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
        let form = [
            ("do", "submit"),
            ("revision", "2"),
            ("text", "Too short, and kept."),
            ("criteria", "GP1.2.3"),
            ("why-GP1.2.3", "Old."),
        ];
        let page = browser.post(&format!("/evidence/{evidence}"), &form).await;
        assert!(
            page.is(422).has("Too short, and kept.") && page.has("Tick at least one criterion"),
            "{}",
            page.body
        );
        test.hand_in(&lena, &evidence, &account()).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_is_offered_the_codes_of_their_version() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        test.app.replace_library(next());
        let address = browser
            .post(&format!("/reflections/{REFLECTION}"), &[])
            .await
            .redirects()
            .to_owned();
        let page = browser.get(&address).await;
        for code in ["GP1.1.1", "GP1.1.2", "GP1.2.1", "GP1.2.3"] {
            assert!(
                page.has(&format!("criterion-{code}")),
                "{code}: {}",
                page.body
            );
        }
        for code in ["GP1.2.9", "GP1.2.8", "GP1.1.3"] {
            assert!(
                !page.has(&format!("criterion-{code}")),
                "{code}: {}",
                page.body
            );
        }
        let text = account();
        let form = [
            ("do", "submit"),
            ("revision", "1"),
            ("text", text.as_str()),
            ("criteria", "GP1.2.3"),
            ("why-GP1.2.3", "It names my part."),
        ];
        browser.post(&address, &form).await.redirects();
        let sql = "SELECT criterion FROM submission_links";
        let links: Vec<(String,)> = test.app.db.all(sql, args![]).await.unwrap();
        assert_eq!(links, [("GP1.2.3".to_owned(),)]);
    })
    .await;
}

#[tokio::test]
async fn old_decisions_keep_the_titles_that_they_had() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (evidence, submission) = test.handed_in(&lena).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let before = test.enrolled(&lena).await;
        let title = test
            .specification(GP)
            .criterion("GP1.2.3")
            .unwrap()
            .title
            .clone();
        test.moved(&mut browser, &before).await;
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        let heading = format!("<span class=\"code\">GP1.2.3</span> <!>{title}</h3>");
        assert!(page.has(&heading), "{heading}: {}", page.body);
    })
    .await;
}

#[tokio::test]
async fn prior_learning_meets_every_fate() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let before = test.enrolled(&lena).await;
        // The same, moved, split, one of two that are merged, withdrawn.
        for code in ["GP1.1.2", "GP1.2.3", "GP1.1.1", "GP1.3.1", "GP1.2.2"] {
            test.recognised(&ada, &before, code).await;
        }
        let now = test.moved(&mut browser, &before).await;
        for (code, state) in [
            ("GP1.1.2", CriterionState::Achieved),
            ("GP1.2.9", CriterionState::Achieved),
            ("GP1.1.1", CriterionState::Looking),
            ("GP1.1.3", CriterionState::Looking),
            ("GP1.3.1", CriterionState::Looking),
            ("GP1.2.8", CriterionState::Open),
        ] {
            assert_eq!(test.state(&now, code).await, state, "{code}");
        }
        let page = assessor.get(&format!("/enrolments/{}", now.id)).await;
        assert!(
            page.has("Recognised from before for GP1.3.1: A course for GP1.3.1."),
            "{}",
            page.body
        );
        let page = browser.get("/portfolio").await;
        for words in [
            "An assessor looks at it",
            "An assessor looks at what you showed before, for GP1.1.1, GP1.1.3 and GP1.3.1;",
            "From earlier versions",
            "recognised from before: A course for GP1.2.2.",
            "It has not been carried over.",
            "It counts for GP1.2.9 in version 9.0: it asks for the same (Ada Assessor,",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        let looks = format!("/enrolments/{}/looks", now.id);
        assessor
            .post(&looks, &accepted("GP1.3.1"))
            .await
            .redirects();
        assert_eq!(test.state(&now, "GP1.3.1").await, CriterionState::Achieved);
        let known = prior_learning::recognised(&test.app.db, &now)
            .await
            .unwrap();
        let known: Vec<&str> = known.iter().map(|item| item.criterion.as_str()).collect();
        assert_eq!(known, ["GP1.1.2", "GP1.2.9", "GP1.3.1"]);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_assessor_asks_for_more_and_the_learner_hears_of_it() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let before = test.achieved(&lena, &ada).await;
        let now = test.moved(&mut browser, &before).await;
        let queue = assessor.get("/assessment").await;
        assert!(
            queue.has("To look at after a change of version") && queue.has("GP1.1.1 and GP1.1.3"),
            "{}",
            queue.body
        );
        let looks = format!("/enrolments/{}/looks", now.id);
        let form = [("do", "decline"), ("criterion", "GP1.1.3"), ("feedback-GP1.1.3", " ")];
        assert!(
            assessor
                .post(&looks, &form)
                .await
                .is(422)
                .has("Enter what is missing.")
        );
        let why = "Say what she <needed> then.";
        let form = [("do", "decline"), ("criterion", "GP1.1.3"), ("feedback-GP1.1.3", why)];
        for _ in 0..2 {
            assessor.post(&looks, &form).await.redirects();
        }
        assessor.post(&looks, &accepted("GP1.1.3")).await.is(409);
        assert_eq!(test.state(&now, "GP1.1.3").await, CriterionState::Open);
        let page = browser.get("/portfolio").await;
        assert!(
            page.has("GP1.1.3: what was shown before does not show this yet.")
                && page.has("Say what she &lt;needed&gt; then."),
            "{}",
            page.body
        );
        let page = assessor.get(&format!("/enrolments/{}", now.id)).await;
        assert!(page.has("Looked at: more is needed. Ada Assessor, 1 June 2026."));
        assert!(assessor.get("/assessment").await.has(">GP1.1.1, since"));
        let told = "SELECT COUNT(*) FROM outbox WHERE recipient = 'lena.learner@example.org' AND body LIKE '%For GP1.1.3 more is needed%'";
        assert_eq!(test.count(told).await, 1);
        let entered = "SELECT COUNT(*) FROM ledger WHERE kind = 'look-answered' AND facts LIKE '%declined%' AND facts NOT LIKE '%needed%'";
        assert_eq!(test.count(entered).await, 1);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_witness_of_the_work_does_not_let_it_count() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let wil = test.person("Wil Witness", ASSESSOR).await;
        let before = test.enrolled(&lena).await;
        let (_, submission) = test.testified(&lena, &wil.email).await;
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let now = test.moved(&mut browser, &before).await;
        let (db, at) = (&test.app.db, test.app.clock.now());
        let all = looks(db, &now).await.unwrap();
        assert!(!all.is_empty());
        let criterion = &all[0].criterion;
        let refused = transfers::accept(db, &wil, &now, criterion, at).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        let stale = transfers::accept(db, &ada, &before, criterion, at).await;
        assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
        transfers::accept(db, &ada, &now, criterion, at)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn only_what_this_learner_achieved_under_this_enrolment_carries_over() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let mira = test.person("Mira Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let before = test.enrolled(&lena).await;
        let (_, own) = test.handed_in(&lena).await;
        test.decided(&ada, &own, Outcome::NotYetAchieved).await;
        let (_, other) = test.handed_in(&mira).await;
        test.decided(&ada, &other, Outcome::Achieved).await;
        test.moved(&mut browser, &before).await;
        for whose in [&own, &other] {
            let sql = "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
                       SELECT t.id, t.learner_id, d.criterion, d.id, 'same', t.learner_id, 1 FROM transfers t, decisions d WHERE d.submission_id = $1";
            let tx = test.app.db.begin().await.unwrap();
            let refused = tx.run(sql, args![whose]).await.unwrap_err();
            assert!(refused.to_string().contains("carries over"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_says_what_each_unit_would_still_need() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        test.achieved(&lena, &ada).await;
        test.app.replace_library(next());
        let page = browser.get(PAGE).await;
        for words in [
            "What your units would still need",
            "Now it could be signed off.",
            "<li>an assessor is to look at what was shown before for GP1.1.1</li>",
            "<li>an assessor is to look at what was shown before for GP1.1.3</li>",
            "<li>GP1.2.8 has no evidence yet</li>",
            "<li>GP1.3.7 has no evidence yet</li>",
        ] {
            assert!(page.is(200).has(words), "{words}: {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_portfolio_that_is_taken_away_says_what_came_from_where() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let before = test.achieved(&lena, &ada).await;
        test.recognised(&ada, &before, "GP1.2.2").await;
        let now = test.moved(&mut browser, &before).await;
        let (portfolio, _) = export::Portfolio::load(&test.app, &lena).await.unwrap();
        let enrolled = &portfolio.enrolments[0];
        assert_eq!(enrolled.version, "9.0");
        let own: Vec<&str> = enrolled
            .achieved
            .iter()
            .map(|one| one.criterion.as_str())
            .collect();
        assert!(
            own.contains(&"GP1.2.9") && !own.contains(&"GP1.2.3"),
            "{own:?}"
        );
        let all = earlier(&test.app.db, &test.app.library(), &now)
            .await
            .unwrap();
        assert_eq!(enrolled.earlier.shown.len(), all.shown.len());
        let moved = &enrolled.earlier.moves[0];
        assert_eq!((moved.from.as_str(), moved.to.as_str()), ("1.1", "9.0"));
        let withdrawn = all.shown.iter().filter(|one| one.criterion == "GP1.2.2");
        assert_eq!(withdrawn.count(), 2, "the decision and the recognition");
        let page = browser.get("/portfolio").await;
        assert!(
            page.has("by the mapping") || page.has("By the mapping"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_version_whose_rules_do_not_read_signs_nothing_off() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let mut specification = test.specification(GP);
        let version = &mut specification.version;
        version.source = version.source.replace("at least once", "at least onc");
        version.hash = version_hash();
        let (db, now) = (&test.app.db, test.app.clock.now());
        crate::learning::store::enrol(db, &lena, &specification, now)
            .await
            .unwrap();
        let library = test.app.library();
        let read = crate::versions::specification(db, &library, &version_hash()).await;
        let refused = read.unwrap_err();
        assert!(
            refused.to_string().contains("whose rules do not read"),
            "{refused}"
        );
        browser.get("/portfolio").await.is(500);
    })
    .await;
}

fn version_hash() -> String {
    "f".repeat(64)
}

#[tokio::test]
async fn what_quality_assurance_asks_about_and_what_it_took_away_follow_a_move() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let before = test.achieved(&lena, &ada).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let sql = "SELECT submission_id FROM decisions WHERE criterion = 'GP1.2.3' ORDER BY id";
        let works: Vec<(String,)> = db.all(sql, args![]).await.unwrap();
        let mut actions = Vec::new();
        for (work,) in &works {
            let action = test.asked_about(&ira, &plan, work, "GP1.2.3", &ada).await;
            actions.push(action);
        }
        let asked = async |enrolment: &Enrolment| {
            let all = standings(db, enrolment, &test.specification(GP)).await;
            all.unwrap().remove(0).asked
        };
        assert_eq!(asked(&before).await, ["GP1.2.3"]);
        test.app.replace_library(next());
        let page = browser.get(PAGE).await;
        assert!(!page.is(200).has("an action on"), "{}", page.body);
        let after = test.moved(&mut browser, &before).await;
        assert_eq!(asked(&after).await, ["GP1.2.9"]);

        let anew = not_yet("GP1.2.3");
        for action in &actions {
            let anew = Some((&anew).into());
            quality::answer_with(db, &ada, action, "I read it.", anew, now)
                .await
                .unwrap();
            quality::review(db, &ira, action, Verdict::Closed, "", now)
                .await
                .unwrap();
        }
        assert!(asked(&after).await.is_empty());
        assert_ne!(
            test.state(&after, "GP1.2.9").await,
            CriterionState::Achieved
        );
        let lost: Vec<(String,)> = db
            .all("SELECT criterion FROM lost_criteria", args![])
            .await
            .unwrap();
        assert_eq!(lost, [("GP1.2.9".to_owned(),)]);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_away_since_is_not_looked_at() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut adas) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let before = test.achieved(&lena, &ada).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let after = test.moved(&mut browser, &before).await;
        let looked: Vec<String> = looks(db, &after)
            .await
            .unwrap()
            .into_iter()
            .filter(|look| look.criterion == "GP1.1.3")
            .filter_map(|look| look.submission_id)
            .collect();
        assert!(!looked.is_empty());
        for work in &looked {
            let action = test.asked_about(&ira, &plan, work, "GP1.1.1", &ada).await;
            let anew = not_yet("GP1.1.1");
            let anew = Some((&anew).into());
            quality::answer_with(db, &ada, &action, "I read it.", anew, now)
                .await
                .unwrap();
            quality::review(db, &ira, &action, Verdict::Closed, "", now)
                .await
                .unwrap();
        }
        let left = looks(db, &after).await.unwrap();
        assert!(left.iter().all(|look| look.criterion != "GP1.1.3"));
        let address = format!("/enrolments/{}/looks", after.id);
        adas.post(&address, &accepted("GP1.1.3")).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_is_told_what_is_left_in_the_codes_of_their_version() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        test.app.replace_library(next());
        let page = browser.get("/portfolio").await;
        for code in ["GP1.2.3", "GP1.3.2"] {
            assert!(page.is(200).has(code), "{code}: {}", page.body);
        }
        for code in ["GP1.2.9", "GP1.2.8", "GP1.3.7", "GP1.1.3"] {
            assert!(!page.has(code), "{code}: {}", page.body);
        }
    })
    .await;
}
