//! Samples and actions: what is found, what is asked, how it is answered and closed; and that nobody looks at what they had a part in.

use super::{decided, share};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, store as assessment};
use crate::clock::DAY;
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::quality::store::{Progress, Verdict};
use crate::quality::{Asked, Finding, Found, Stage, store};
use crate::tests::scenes::{Fields, field};
use crate::tests::support::{TestApp, on_each_engine};

const HOSTILE: &str = "</textarea><script>alert(1)</script>";

impl TestApp {
    /// Every decision agreed; of the first something is asked, if it is asked of somebody.
    pub(in crate::tests) async fn findings(
        &self,
        submission: &str,
        of: Option<&Actor>,
    ) -> Vec<Finding> {
        let links = crate::portfolio::links_of(&self.app.db, submission)
            .await
            .unwrap();
        let found = |(n, criterion): (usize, String)| {
            let found = match of {
                Some(of) if n == 0 => Found::ActionRequired(Asked {
                    what: "Say which line shows it.".to_owned(),
                    by: "2026-06-30".to_owned(),
                    of: of.id.clone(),
                }),
                _ => Found::Agreed,
            };
            Finding { criterion, found }
        };
        let codes = links.into_iter().map(|link| link.criterion);
        codes.enumerate().map(found).collect()
    }

    /// A sample of a plan, taken; gives the id of its one action, if something is asked of somebody.
    pub(in crate::tests) async fn sampled(
        &self,
        iqa: &Actor,
        plan: &str,
        submission: &str,
        of: Option<&Actor>,
    ) -> Option<String> {
        let findings = self.findings(submission, of).await;
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::sample(db, iqa, (plan, submission), &findings, "", now)
            .await
            .unwrap();
        let action: Option<(String,)> = db
            .first(
                "SELECT id FROM actions WHERE submission_id = $1",
                args![submission],
            )
            .await
            .unwrap();
        action.map(|(id,)| id)
    }
}

/// The form of a sample: everything agreed but the first, of which something is asked.
async fn form(test: &TestApp, submission: &str, action: &str, by: &str, of: &Actor) -> Fields {
    let mut fields = vec![field("comment", "Clear feedback.")];
    for (n, finding) in test.findings(submission, None).await.iter().enumerate() {
        let code = &finding.criterion;
        let (found, action, by) = match n {
            0 => ("action-required", action, by),
            _ => ("agreed", "", ""),
        };
        fields.push(field(format!("finding-{code}"), found));
        fields.push(field(format!("action-{code}"), action));
        fields.push(field(format!("by-{code}"), by));
        fields.push(field(format!("of-{code}"), of.id.clone()));
    }
    fields
}

#[tokio::test]
async fn an_action_goes_from_the_sample_to_its_end() {
    on_each_engine(async |test: TestApp| {
        let (learner, _, (iqa, mut ira), _) = decided(&test).await;
        let (ada, mut assessor) = test.signed_in("Bea Assessor", &[Role::Assessor]).await;
        let other = test.person("Olu Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&other).await;
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let address = format!("/quality/plans/{plan}/samples/{submission}");
        let page = ira.get(&address).await;
        assert!(page.has("One week I was away") && page.has("valid, authentic, current and sufficient"), "{}", page.body);
        assert!(page.has("Say more.") && page.has("It names my part."), "feedback and justification: {}", page.body);
        assert_eq!(test.looks(&submission, "viewed").await, 1);

        let wrong = form(&test, &submission, HOSTILE, "2026-05-31", &ada).await;
        let page = ira.post_all(&address, &wrong).await;
        assert!(page.is(422).has("today or later.") && page.has("&lt;script&gt;") && !page.has("<script>alert"), "{}", page.body);
        assert!(page.has("Clear feedback.") && page.has("value=\"2026-05-31\""));
        let right = form(&test, &submission, HOSTILE, "2026-06-30", &ada).await;
        assert_eq!(ira.post_all(&address, &right).await.redirects(), "/quality?said=sampled");
        ira.post_all(&address, &right).await.is(409);
        let page = ira.get(&address).await;
        assert!(page.has("Looked at by Ira Iqa") && page.has("Asked of Bea Assessor, by 30 June 2026."), "{}", page.body);
        let to_her = "SELECT COUNT(*) FROM outbox WHERE subject = 'An action is asked of you'";
        assert_eq!(test.count(to_her).await, 1);

        assert!(assessor.get("/assessment").await.has("One action is asked of you"));
        let page = assessor.get("/assessment/actions").await;
        assert!(page.has("To be done by 30 June 2026") && page.has("Olu Learner"), "{}", page.body);
        let (id,): (String,) = test.app.db.one("SELECT id FROM actions", args![]).await.unwrap();
        let action = format!("/actions/{id}");
        let page = assessor.get(&action).await;
        assert!(page.has("What you did") && !page.has("<script>alert"), "{}", page.body);
        test.app.clock.advance(40 * DAY);
        assessor.sign_in(&ada.email).await;
        ira.sign_in(&iqa.email).await;
        assert!(assessor.get(&action).await.has("Overdue: it was to be done by 30 June 2026"));
        let page = assessor.post(&format!("{action}/answers"), &[("answer", " ")]).await;
        assert!(page.is(422).has("Enter what you did."), "{}", page.body);
        ira.post(&format!("{action}/reviews"), &[("do", "close")]).await.is(409);
        ira.post(&format!("{action}/answers"), &[("answer", "I did it.")]).await.is(404);
        assessor.post(&format!("{action}/answers"), &[("answer", "I <b>added</b> it.")]).await.redirects();
        assessor.post(&format!("{action}/answers"), &[("answer", "Twice.")]).await.is(409);
        assessor.post(&format!("{action}/reviews"), &[("do", "close")]).await.is(404);

        let page = ira.get(&action).await;
        assert!(page.has("I &lt;b&gt;added&lt;/b&gt; it.") && page.has("Close the action"), "{}", page.body);
        let again = [("do", "ask-again"), ("comment", "The page too."), ("by", "")];
        assert!(ira.post(&format!("{action}/reviews"), &again).await.is(422).has("The page too."));
        let again = [("do", "ask-again"), ("comment", "The page too."), ("by", "2026-07-31")];
        ira.post(&format!("{action}/reviews"), &again).await.redirects();
        let page = assessor.get(&action).await;
        assert!(page.has("To be done by 31 July 2026") && page.has("The page too."), "{}", page.body);
        assessor.post(&format!("{action}/answers"), &[("answer", "Page 2.")]).await.redirects();
        ira.post(&format!("{action}/reviews"), &[("do", "close"), ("comment", ""), ("by", "")]).await.redirects();
        let page = assessor.get("/assessment/actions").await;
        assert!(page.has("Done and closed"), "{}", page.body);
        assert!(assessor.get("/assessment").await.has("none is open"));
        let kinds: Vec<(String, i64)> = test.app.db.all(
            "SELECT kind, COUNT(*) FROM ledger WHERE kind IN ('sample', 'finding', 'action-answered', 'action-reviewed') GROUP BY kind ORDER BY kind",
            args![]).await.unwrap();
        let findings = test.findings(&submission, None).await.len() as i64;
        let expected = [("action-answered", 2), ("action-reviewed", 2), ("finding", findings), ("sample", 1)];
        assert_eq!(kinds, expected.map(|(kind, n)| (kind.to_owned(), n)));
        ledger::verify(&test.app.db).await.unwrap().unwrap();
        drop(learner);
    })
    .await;
}

#[tokio::test]
async fn nobody_samples_what_they_had_a_part_in() {
    on_each_engine(async |test: TestApp| {
        let (db, now) = (&test.app.db, test.app.clock.now());
        let both: &[Role] = &[Role::Learner, Role::Assessor, Role::Iqa];
        let (learner, mut lena) = test.signed_in("Lena Learner", both).await;
        let (trainee, mut tess) = test.signed_in("Tess Trainee", both).await;
        let (signer, mut cora) = test.signed_in("Cora Countersigner", both).await;
        let (iqa, _) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        assessment::begin_training(db, &iqa, &trainee.id, now)
            .await
            .unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&trainee, &submission, Outcome::Achieved).await;
        let proposal = assessment::proposals(db, &signer)
            .await
            .unwrap()
            .remove(0)
            .id;
        assessment::countersign(db, &signer, &proposal, None, now)
            .await
            .unwrap();
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let address = format!("/quality/plans/{plan}/samples/{submission}");
        let findings = test.findings(&submission, None).await;
        for (who, browser) in [
            (&learner, &mut lena),
            (&trainee, &mut tess),
            (&signer, &mut cora),
        ] {
            let refused = store::sample(db, who, (&plan, &submission), &findings, "", now).await;
            assert!(
                matches!(refused, Err(Error::Forbidden)),
                "{}: {refused:?}",
                who.name
            );
            browser.get(&address).await.is(404);
            browser.post(&address, &[("comment", "")]).await.is(404);
            let page = browser.get("/quality").await;
            assert!(
                page.has("you had a part in it") && !page.has(&address),
                "{}",
                page.body
            );
        }
        assert_eq!(
            test.looks(&submission, "refused").await,
            4,
            "one’s own is not logged"
        );
        let asked = test.findings(&submission, Some(&learner)).await;
        let refused = store::sample(db, &iqa, (&plan, &submission), &asked, "", now).await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "nothing is asked of the learner: {refused:?}"
        );
        let refused = store::sample(db, &iqa, (&plan, &submission), &findings[1..], "", now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");

        let action = test
            .sampled(&iqa, &plan, &submission, Some(&trainee))
            .await
            .unwrap();
        store::answer(db, &trainee, &action, "Done.", now)
            .await
            .unwrap();
        for who in [&learner, &trainee, &signer] {
            let refused = store::review(db, who, &action, Verdict::Closed, "", now).await;
            assert!(
                matches!(refused, Err(Error::Forbidden)),
                "{}: {refused:?}",
                who.name
            );
        }
        cora.get(&format!("/actions/{action}")).await.is(404);
        tess.get(&format!("/actions/{action}")).await.is(200);
        store::review(db, &iqa, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        let kept = store::action(db, &action).await.unwrap();
        assert_eq!(kept.progress(), Progress::Closed);
        let again = store::review(db, &iqa, &action, Verdict::Closed, "", now).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn an_earlier_action_is_a_risk_until_some_time_after_it_is_closed() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, mut ira), submission) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let action = test
            .sampled(&iqa, &plan, &submission, Some(&assessor))
            .await
            .unwrap();
        let policy = share(0);
        let risky = async |now| {
            let found = store::population(db, &iqa, &policy, Stage::Interim, now)
                .await
                .unwrap();
            let risks = found.circumstances.of(&assessor.id, "none");
            risks.contains(&crate::quality::risk::Risk::EarlierActions)
        };
        assert!(risky(now + 400 * DAY).await, "open");
        let page = ira.get("/quality/coverage").await;
        assert!(
            page.has("with an open action")
                && page.has("too few for a percentage")
                && page.has("<meter"),
            "{}",
            page.body
        );
        store::answer(db, &assessor, &action, "Done.", now)
            .await
            .unwrap();
        store::review(db, &iqa, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        assert!(risky(now + 90 * DAY).await);
        assert!(!risky(now + 91 * DAY).await);
        assert!(
            !ira.get("/quality/coverage")
                .await
                .has("with an open action")
        );
    })
    .await;
}

#[tokio::test]
async fn an_action_asked_of_another_is_a_risk_of_whoever_decided_too() {
    on_each_engine(async |test: TestApp| {
        let (_, decider, (iqa, _), submission) = decided(&test).await;
        let asked = test.person("Bea Assessor", &[Role::Assessor]).await;
        let other = test.person("Cleo Assessor", &[Role::Assessor]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let action = test
            .sampled(&iqa, &plan, &submission, Some(&asked))
            .await
            .unwrap();
        let risky = async |person: &Actor| {
            let found = store::population(db, &iqa, &share(0), Stage::Interim, now)
                .await
                .unwrap();
            let risks = found.circumstances.of(&person.id, "none");
            risks.contains(&crate::quality::risk::Risk::EarlierActions)
        };
        assert_eq!(
            (
                risky(&decider).await,
                risky(&asked).await,
                risky(&other).await
            ),
            (true, true, false)
        );
        store::withdraw(db, &iqa, &action, "Asked in error.", now)
            .await
            .unwrap();
        assert!(
            !risky(&decider).await && !risky(&asked).await,
            "what was withdrawn is none"
        );
    })
    .await;
}

/// Rows of every table of quality assurance, tried against the schema itself.
#[tokio::test]
async fn the_schema_keeps_what_was_found_and_the_two_person_rules() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, _), submission) = decided(&test).await;
        let other = test.person("Olu Learner", &[Role::Learner]).await;
        let (_, second) = test.handed_in(&other).await;
        test.decided(&assessor, &second, Outcome::Achieved).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let action = test.sampled(&iqa, &plan, &submission, Some(&assessor)).await.unwrap();
        store::answer(db, &assessor, &action, "Done.", now).await.unwrap();
        let tried = async |sql: &str| {
            let tx = db.begin().await.unwrap();
            let sql: &'static str = Box::leak(sql.to_owned().into_boxed_str());
            tx.run(sql, args![]).await
        };
        let review = "INSERT INTO action_reviews (answer_id, answered_by, learner_id, assessor_id, outcome, comment, act_by, reviewed_by, reviewed_at)
             SELECT a.id, a.answered_by, a.learner_id, a.assessor_id, 'asked-again', 'Why.', '2026-07-31', q.id, 1
             FROM action_answers a JOIN people q ON q.name = 'Ira Iqa'";
        let sample = "INSERT INTO samples (id, plan_id, submission_id, learner_id, assessor_id, countersigner_id, iqa_id, comment, sampled_at)
             SELECT 'new', r.plan_id, r.submission_id, r.learner_id, r.assessor_id, NULL, q.id, '', 1
             FROM sampling_records r JOIN people q ON q.name = 'Ira Iqa'
             WHERE r.submission_id NOT IN (SELECT submission_id FROM samples)";
        let rules: [(&str, &[(&str, &str)]); 2] = [
            (review, &[("q.id, 1", "a.answered_by, 1"), ("q.id, 1", "a.learner_id, 1"), ("'Why.'", "''"), ("'2026-07-31'", "NULL"), ("a.answered_by, a.learner_id", "q.id, a.learner_id")]),
            (sample, &[("q.id, ''", "r.assessor_id, ''"), ("q.id, ''", "r.learner_id, ''"), ("NULL, q.id", "q.id, q.id"), ("NOT IN", "IN"), ("r.learner_id, r.assessor_id", "r.learner_id, r.learner_id")]),
        ];
        for (right, wrongs) in rules {
            tried(right).await.unwrap();
            for (part, instead) in wrongs {
                assert!(right.contains(part), "{part} in {right}");
                assert!(tried(&right.replacen(part, instead, 1)).await.is_err(), "{part} → {instead}");
            }
        }
        let again = "INSERT INTO findings (id, sample_id, submission_id, learner_id, assessor_id, iqa_id, criterion, outcome)
             SELECT 'new', sample_id, submission_id, learner_id, assessor_id, iqa_id, criterion, 'agreed' FROM findings";
        assert!(tried(again).await.is_err(), "{again}");
        let finding = "INSERT INTO findings (id, sample_id, submission_id, learner_id, assessor_id, iqa_id, criterion, outcome, action, act_by, asked_of)
             SELECT 'other', 'new', d.submission_id, d.learner_id, d.assessor_id, q.id, d.criterion, 'action-required', 'Look.', '2026-07-31', d.assessor_id
             FROM decisions d JOIN people q ON q.name = 'Ira Iqa' WHERE d.criterion = 'GP1.1.1' AND d.submission_id NOT IN
             (SELECT submission_id FROM findings)";
        let found = async |sql: &str| {
            let tx = db.begin().await.unwrap();
            tx.run(sample, args![]).await.unwrap();
            let sql: &'static str = Box::leak(sql.to_owned().into_boxed_str());
            tx.run(sql, args![]).await
        };
        assert_eq!(found(finding).await.unwrap(), 1);
        for (part, instead) in [
            ("'2026-07-31', d.assessor_id", "'2026-07-31', q.id"),
            ("'2026-07-31', d.assessor_id", "'2026-07-31', d.learner_id"),
            ("'2026-07-31', d.assessor_id", "'2026-07-31', NULL"),
            ("'Look.'", "''"),
            ("'2026-07-31'", "NULL"),
            ("'action-required'", "'agreed'"),
        ] {
            assert!(found(&finding.replacen(part, instead, 1)).await.is_err(), "{part} → {instead}");
        }
        store::review(db, &iqa, &action, Verdict::Closed, "", now).await.unwrap();
        for (table, column) in [
            ("sampling_policies", "rules"),
            ("sampling_plans", "seed"),
            ("sampling_records", "reasons"),
            ("samples", "comment"),
            ("findings", "outcome"),
            ("action_answers", "answer"),
            ("action_reviews", "outcome"),
        ] {
            for sql in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
                let refused = tried(&sql).await.expect_err(&sql);
                assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
            }
        }
    })
    .await;
}
