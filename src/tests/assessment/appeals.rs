//! A learner appeals; somebody who had nothing to do with the decision answers; what they find counts from then on.

use super::ASSESSOR;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::appeals::until;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store};
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::portfolio::{CriterionState, closure, decisions, standings};
use crate::tests::scenes::{GP, account, field};
use crate::tests::support::{TestApp, on_each_engine};

const LEARNER: &[Role] = &[Role::Learner];

fn finding(criterion: &str, outcome: Outcome) -> Decision {
    Decision {
        criterion: criterion.to_owned(),
        outcome,
        feedback: "It is there, on the second page.".to_owned(),
        judgement: Judgement::all(),
    }
}

/// A learner, their evidence and submission, returned by Ada; and the decisions with their criteria.
async fn returned(test: &TestApp) -> (Actor, Actor, String, String, Vec<(String, String)>) {
    let learner = test.person("Lena Learner", LEARNER).await;
    let ada = test.person("Ada Assessor", ASSESSOR).await;
    let (evidence, submission) = test.handed_in(&learner).await;
    test.decided(&ada, &submission, Outcome::NotYetAchieved)
        .await;
    let decided = decided(test).await;
    (learner, ada, evidence, submission, decided)
}

async fn decided(test: &TestApp) -> Vec<(String, String)> {
    let sql = "SELECT id, criterion FROM decisions ORDER BY criterion";
    test.app.db.all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn an_answer_takes_the_place_of_the_decision_wherever_decisions_count() {
    on_each_engine(async |test: TestApp| {
        let (learner, ada, evidence, submission, decided) = returned(&test).await;
        let iqa = test.person("Iris Quality", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.enrolled(&learner).await;
        let specification = test.specification(GP);
        for (index, (decision, criterion)) in decided.iter().enumerate() {
            let before = closure(db, &submission).await.unwrap().unwrap();
            assert!(!before.is_accepted(), "until the last is achieved");
            let appeal = store::make_appeal(db, &learner, decision, "It is on page two.", now)
                .await
                .unwrap();
            let found = finding(criterion, Outcome::Achieved);
            store::answer_appeal(db, &iqa, &appeal, &found, now)
                .await
                .unwrap();
            let standing = &standings(db, &enrolment, &specification).await.unwrap()[0];
            assert_eq!(standing.state(criterion), CriterionState::Achieved);
            assert_eq!(standing.count(CriterionState::Achieved), index + 1);
        }
        let after = closure(db, &submission).await.unwrap().unwrap();
        assert!(after.is_accepted() && after.words().contains("after an appeal, accepted on"));
        let candidates = store::candidates(db, &ada, 0).await.unwrap();
        assert_eq!(candidates.len(), 1, "something to sign off");
        let all = decisions(db, &evidence).await.unwrap();
        assert_eq!(all.len(), 2 * decided.len(), "the first stays readable");
        for pair in all.chunks(2) {
            assert!(
                pair[0].replaced && !pair[0].on_appeal && pair[0].outcome == "not-yet-achieved"
            );
            assert!(
                !pair[1].replaced && pair[1].on_appeal && pair[1].assessor_name == "Iris Quality"
            );
        }
        let again = test.hand_in_again(&learner, &evidence).await;
        assert!(again.unwrap_err().to_string().contains("accepted already"));
        ledger::verify(db).await.unwrap().unwrap();
        assert_eq!(
            test.count("SELECT COUNT(*) FROM ledger WHERE kind IN ('appeal', 'appeal-outcome')")
                .await,
            2 * decided.len() as i64
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM ledger WHERE facts LIKE '%page%'")
                .await,
            0,
            "no words of anybody"
        );
    })
    .await;
}

#[tokio::test]
async fn an_appeal_that_is_not_upheld_changes_nothing_and_says_why() {
    on_each_engine(async |test: TestApp| {
        let (learner, _, evidence, submission, decided) = returned(&test).await;
        let other = test.person("Olu Other", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (decision, criterion) = &decided[0];
        let appeal = store::make_appeal(db, &learner, decision, "It is there.", now)
            .await
            .unwrap();
        let silent = Decision {
            feedback: String::new(),
            ..finding(criterion, Outcome::Achieved)
        };
        let refused = store::answer_appeal(db, &other, &appeal, &silent, now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let found = finding(criterion, Outcome::NotYetAchieved);
        store::answer_appeal(db, &other, &appeal, &found, now)
            .await
            .unwrap();
        assert!(
            !closure(db, &submission)
                .await
                .unwrap()
                .unwrap()
                .is_accepted()
        );
        let all = decisions(db, &evidence).await.unwrap();
        assert_eq!(all.len(), decided.len() + 1);
        for refused in [
            store::answer_appeal(db, &other, &appeal, &found, now).await,
            store::withdraw_appeal(db, &learner, &appeal, now).await,
            store::make_appeal(db, &learner, decision, "Again.", now)
                .await
                .map(drop),
        ] {
            assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        }
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_who_had_to_do_with_the_decision() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner, Role::Assessor]).await;
        let trainee = test.person("Tess Trainee", ASSESSOR).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor, Role::Iqa]).await;
        let other = test.person("Olu Other", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        store::begin_training(db, &admin, &trainee.id, now).await.unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&trainee, &submission, Outcome::NotYetAchieved).await;
        let proposals = store::proposals(db, &ada).await.unwrap();
        store::countersign(db, &ada, &proposals[0].id, None, now).await.unwrap();
        let (decision, criterion) = decided(&test).await.remove(0);
        for other in [&ada, &admin] {
            let refused = store::make_appeal(db, other, &decision, "Not mine.", now).await;
            assert!(matches!(refused, Err(Error::NotFound | Error::Forbidden)), "{refused:?}");
        }
        let appeal = store::make_appeal(db, &learner, &decision, "Look again.", now).await.unwrap();
        let found = finding(&criterion, Outcome::Achieved);
        for party in [&learner, &trainee, &ada, &admin] {
            let refused = store::answer_appeal(db, party, &appeal, &found, now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{}: {refused:?}", party.name);
            assert!(store::appeals_for(db, party).await.unwrap().is_empty(), "{}", party.name);
            let tx = db.begin().await.unwrap();
            let sql = "INSERT INTO appeal_outcomes (appeal_id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by,
                                                    outcome, feedback, vacs, explained, answered_by, answered_at)
                 SELECT id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by, 'achieved', 'Yes.', 'VACS', '', $1, 1
                 FROM appeals";
            let written = tx.run(sql, args![&party.id]).await;
            assert_eq!(written.is_ok(), party.id == admin.id, "{}: the schema refuses the parties", party.name);
        }
        store::end_training(db, &admin, &trainee.id, now).await.unwrap();
        assert!(store::answer_appeal(db, &trainee, &appeal, &found, now).await.is_err());
        assert_eq!(store::appeals_for(db, &other).await.unwrap().len(), 1);
        store::answer_appeal(db, &other, &appeal, &found, now).await.unwrap();
        assert!(store::appeals_for(db, &other).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_appeal_at_a_time_within_its_days_and_taken_back_it_can_be_made_again() {
    on_each_engine(async |test: TestApp| {
        let (learner, ada, _, _, decided) = returned(&test).await;
        let stranger = test.person("Sid Stranger", LEARNER).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let decision = &decided[0].0;
        let appeal = store::make_appeal(db, &learner, decision, "Look again.", now)
            .await
            .unwrap();
        let twice = store::make_appeal(db, &learner, decision, "Look again.", now).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        let others = store::withdraw_appeal(db, &stranger, &appeal, now).await;
        assert!(matches!(others, Err(Error::NotFound)), "{others:?}");
        for _ in 0..2 {
            store::withdraw_appeal(db, &learner, &appeal, now)
                .await
                .unwrap();
        }
        let found = finding(&decided[0].1, Outcome::Achieved);
        let other = test.person("Olu Other", ASSESSOR).await;
        let late = store::answer_appeal(db, &other, &appeal, &found, now).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        store::make_appeal(db, &learner, decision, "Once more.", until(now))
            .await
            .unwrap();
        let over = store::make_appeal(db, &learner, &decided[1].0, "Late.", until(now) + 1).await;
        assert!(over.unwrap_err().to_string().contains("28 days"));
        let (_, achieved) = test.handed_in(&stranger).await;
        test.decided(&ada, &achieved, Outcome::Achieved).await;
        let sql = "SELECT id FROM decisions WHERE outcome = 'achieved'";
        let (good,): (String,) = db.first(sql, args![]).await.unwrap().unwrap();
        let nothing = store::make_appeal(db, &stranger, &good, "Why?", now).await;
        assert!(
            nothing
                .unwrap_err()
                .to_string()
                .contains("nothing to appeal")
        );
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_pages_lead_from_the_decision_to_the_answer() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut adas) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut iris) = test
            .signed_in("Iris Quality", &[Role::Learner, Role::Iqa])
            .await;
        let (_, mut stranger) = test.signed_in("Sid Stranger", LEARNER).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let (decision, criterion) = decided(&test).await.remove(0);
        let make = format!("/decisions/{decision}/appeal");
        assert!(
            browser
                .get(&format!("/evidence/{evidence}"))
                .await
                .has(&make)
        );
        assert!(
            browser
                .get(&make)
                .await
                .is(200)
                .has("It is your right, and it harms nothing")
        );
        stranger.get(&make).await.is(404);
        adas.get(&make).await.is(404);
        assert_eq!(test.looks(&decision, "refused").await, 2);
        assert!(
            browser
                .post(&make, &[("grounds", " ")])
                .await
                .is(422)
                .has("Enter what you see differently.")
        );
        let sent = browser.post(&make, &[("grounds", super::HOSTILE)]).await;
        let address = sent.redirects().split('?').next().unwrap().to_owned();
        browser.get(&make).await.is(409);
        let page = browser.get(&address).await;
        assert!(
            page.is(200).has("&lt;script&gt;")
                && page.has("Take the appeal back")
                && !page.has("<script>alert")
        );
        stranger.get(&address).await.is(404);
        assert!(
            !adas.get("/assessment").await.has(&address),
            "not for her who decided it"
        );
        let page = adas.get(&address).await;
        assert!(page.is(200).has("somebody else answers") && !page.has("Answer the appeal"));
        let page = iris.get("/appeals").await;
        assert!(
            page.has(&address) && page.has("appealed today"),
            "{}",
            page.body
        );
        let page = iris.get(&address).await;
        assert!(
            page.has("Answer the appeal") && page.has("One week I was away"),
            "{}",
            page.body
        );
        let mut form = vec![
            field(format!("outcome-{criterion}"), "achieved"),
            field(format!("feedback-{criterion}"), ""),
        ];
        for word in ["valid", "authentic", "current", "sufficient"] {
            form.push(field(format!("{word}-{criterion}"), "yes"));
        }
        adas.post_all(&address, &form).await.is(404);
        assert!(
            iris.post_all(&address, &form)
                .await
                .is(422)
                .has("Say why you see it so")
        );
        form[1].1 = "I find it on page two.".to_owned();
        iris.post_all(&address, &form).await.redirects();
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        assert!(
            page.has("Achieved, after an appeal")
                && page.has("I find it on page two.")
                && page.has("Say more."),
            "{}",
            page.body
        );
        assert_eq!(
            test.count(
                "SELECT COUNT(*) FROM outbox WHERE subject = 'Your appeal has been answered'"
            )
            .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_appealed_is_waited_for_before_a_move() {
    on_each_engine(async |test: TestApp| {
        let (learner, _, _, _, decided) = returned(&test).await;
        let enrolment = test.enrolled(&learner).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        assert!(
            !crate::transfers::store::is_waiting(db, &enrolment.id)
                .await
                .unwrap()
        );
        let appeal = store::make_appeal(db, &learner, &decided[0].0, "Look.", now)
            .await
            .unwrap();
        assert!(
            crate::transfers::store::is_waiting(db, &enrolment.id)
                .await
                .unwrap()
        );
        store::withdraw_appeal(db, &learner, &appeal, now)
            .await
            .unwrap();
        assert!(
            !crate::transfers::store::is_waiting(db, &enrolment.id)
                .await
                .unwrap()
        );
    })
    .await;
}

impl TestApp {
    /// Tries to hand in a next version of the first account.
    async fn hand_in_again(&self, learner: &Actor, evidence: &str) -> crate::error::Result<String> {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let kept = crate::portfolio::store::evidence(db, learner, evidence, now).await?;
        let draft = crate::portfolio::store::Draft {
            body: account(),
            links: None,
            revision: kept.revision,
        };
        crate::portfolio::store::submit(db, learner, evidence, &draft, now).await
    }
}

#[tokio::test]
async fn a_purge_takes_the_words_of_an_appeal_with_it_and_who_answered_does_not_purge() {
    on_each_engine(async |test: TestApp| {
        let (learner, _, _, submission, decided) = returned(&test).await;
        let other = test
            .person("Olu Other", &[Role::Assessor, Role::Administrator])
            .await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (decision, criterion) = &decided[0];
        let appeal = store::make_appeal(db, &learner, decision, "Persephone was there.", now)
            .await
            .unwrap();
        let mut found = finding(criterion, Outcome::NotYetAchieved);
        found.feedback = "Persephone is not the point.".to_owned();
        found.judgement.declined = Some("It is about Persephone.".to_owned());
        store::answer_appeal(db, &other, &appeal, &found, now)
            .await
            .unwrap();
        let order = Order {
            what: What::Submission,
            words_too: true,
            reason: "A person can be recognised.".to_owned(),
        };
        let refused = purge(&test.app, &other, &submission, &order).await;
        assert!(refused.is_err(), "who answered");
        purge(&test.app, &admin, &submission, &order).await.unwrap();
        let left = "SELECT COUNT(*) FROM appeals a JOIN appeal_outcomes o ON o.appeal_id = a.id
             WHERE a.grounds <> '[erased]' OR o.feedback <> '[erased]' OR o.declined <> '[erased]'";
        assert_eq!(test.count(left).await, 0);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn grounds_that_name_somebody_are_asked_about() {
    on_each_engine(async |test: TestApp| {
        let (learner, _, _, _, decided) = returned(&test).await;
        let mut lena = test.browser();
        lena.sign_in(&learner.email).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        crate::portfolio::private_names::add(db, &learner, "Kim", now)
            .await
            .unwrap();
        let decision = &decided[0].0;
        let refused = store::make_appeal(db, &learner, decision, "Kim was there.", now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let address = format!("/decisions/{decision}/appeal");
        let page = lena.post(&address, &[("grounds", "Kim was there.")]).await;
        assert!(
            page.is(422).has("<mark>Kim</mark>") && page.has("Kim was there.</textarea>"),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM appeals").await, 0);
        let seal = page.value_of("identifies-nobody").to_owned();
        let fields = [("grounds", "Kim was there."), ("identifies-nobody", &seal)];
        lena.post(&address, &fields).await.redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM appeals").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_an_appeal_shows_witness_and_occasion_and_nothing_that_was_purged() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (_, observed) = test.observed(&ada, &learner).await;
        let (_, testified) = test.testified(&learner, "wil@example.net").await;
        for (submission, words) in [
            (&observed, "20 May 2026, 40 minutes, at the clinic"),
            (&testified, "Harbour House"),
        ] {
            test.decided(&ada, submission, Outcome::NotYetAchieved)
                .await;
            let sql = "SELECT id FROM decisions WHERE submission_id = $1";
            let (decision,): (String,) = db.one(sql, args![submission]).await.unwrap();
            let appeal = store::make_appeal(db, &learner, &decision, "Look again.", now)
                .await
                .unwrap();
            let address = format!("/appeals/{appeal}");
            let page = ben.get(&address).await;
            assert!(
                page.is(200).has(words) && page.has("She asked before she advised"),
                "{words}: {}",
                page.body
            );
            let order = Order {
                what: What::Submission,
                words_too: false,
                reason: "A name.".to_owned(),
            };
            purge(&test.app, &admin, submission, &order).await.unwrap();
            let page = ben.get(&address).await;
            assert!(
                page.is(200).has("What was here was removed for good"),
                "{}",
                page.body
            );
            assert!(
                !page.has("[erased]") && !page.has("She asked before she advised"),
                "{}",
                page.body
            );
        }
    })
    .await;
}
