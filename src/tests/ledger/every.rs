//! At least one act of every kind that the ledger knows.

use super::{full, verified};
use crate::accounts::organisations::OWN;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::arrangements::store as arrangements;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, Remarks, store as assessment};
use crate::db::Read;
use crate::learning::{Outline, store as learning};
use crate::ledger::{self, Act};
use crate::passes::store as passes;
use crate::portfolio::purging;
use crate::portfolio::purging::store::{Order, What};
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, store as quality};
use crate::tests::quality::share;
use crate::tests::scenes::{REFLECTION, UNIT, account};
use crate::tests::support::{START, TestApp, on_each_engine};
use crate::tests::transfers::next;
use crate::transfers::store as transfers;
use serde_json::Value;
use std::collections::BTreeSet;

/// Those who act.
struct Cast {
    ada: Actor,
    ira: Actor,
    admin: Actor,
}

/// Acts of every kind, and something read; nothing of it is left open but what has no end.
pub(in crate::tests) async fn every(test: &TestApp) {
    full(test).await;
    let cast = Cast {
        ada: test.person("Bea Assessor", &[Role::Assessor]).await,
        ira: test.person("Ira Iqa", &[Role::Iqa]).await,
        admin: test.person("Alba Admin", &[Role::Administrator]).await,
    };
    cast.studied(test).await;
    cast.in_training(test).await;
    cast.appealed(test).await;
    cast.told_by_others(test).await;
    cast.assured(test).await;
    cast.withdrawn(test).await;
    cast.held_back(test).await;
    cast.belonged(test).await;
    cast.purged(test).await;
    cast.moved(test).await;
}

impl Cast {
    /// A section read by somebody who has not enrolled.
    async fn studied(&self, test: &TestApp) {
        let library = test.app.library();
        let module = &library.modules[0];
        let outline = Outline::of(&library, module);
        learning::read(
            &test.app.db,
            &self.ada,
            &outline,
            &module.sections[0],
            START,
        )
        .await
        .unwrap();
    }

    /// Decisions of somebody in training, countersigned; then they are qualified.
    async fn in_training(&self, test: &TestApp) {
        let db = &test.app.db;
        let trainee = test.person("Tess Trainee", &[Role::Assessor]).await;
        assessment::begin_training(db, &self.admin, &trainee.id, START)
            .await
            .unwrap();
        let learner = test.person("Cora Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        assessment::decide(db, &trainee, &submission, &decisions, "Well done.", START)
            .await
            .unwrap();
        let waiting = assessment::proposals(db, &self.ada).await.unwrap();
        assessment::countersign(db, &self.ada, &waiting[0].id, None, START)
            .await
            .unwrap();
        assessment::end_training(db, &self.admin, &trainee.id, START)
            .await
            .unwrap();
    }

    /// A decision appealed, the appeal taken back, and made again and answered.
    async fn appealed(&self, test: &TestApp) {
        let db = &test.app.db;
        let learner = test.person("Abe Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&self.ada, &submission, Outcome::NotYetAchieved)
            .await;
        let sql = "SELECT id, criterion FROM decisions WHERE learner_id = $1 ORDER BY criterion";
        let decisions: Vec<(String, String)> = db.all(sql, args![&learner.id]).await.unwrap();
        let (decision, criterion) = decisions[0].clone();
        let made = assessment::make_appeal(db, &learner, &decision, "Look again.", START).await;
        assessment::withdraw_appeal(db, &learner, &made.unwrap(), START)
            .await
            .unwrap();
        let made = assessment::make_appeal(db, &learner, &decision, "Look, do.", START).await;
        let found = Decision {
            criterion,
            outcome: Outcome::NotYetAchieved,
            feedback: "Why.".to_owned(),
            judgement: Judgement::all(),
        };
        let reviewer = Actor {
            roles: vec![Role::Iqa],
            ..self.admin.clone()
        };
        assessment::answer_appeal(db, &reviewer, &made.unwrap(), &found, START)
            .await
            .unwrap();
    }

    /// A testimony, an observation with the learner's words, and an arrangement that has ended.
    async fn told_by_others(&self, test: &TestApp) {
        let db = &test.app.db;
        let learner = test.person("Olu Learner", &[Role::Learner]).await;
        let (_, testimony) = test.testified(&learner, "wil@example.net").await;
        test.decided(&self.ada, &testimony, Outcome::Achieved).await;
        let (_, observation) = test.observed(&self.ada, &learner).await;
        test.decided(&self.ada, &observation, Outcome::Achieved)
            .await;
        let arrangement = test.arranged(&self.ada, &learner).await;
        arrangements::end(db, &self.ada, &arrangement, START)
            .await
            .unwrap();
    }

    /// Everything looked at, something asked and done; a pass given and withdrawn.
    async fn assured(&self, test: &TestApp) {
        let db = &test.app.db;
        let plan = test.planned(&self.ira, &share(100), Stage::Interim).await;
        let drawn = quality::to_sample(db, &self.ira).await.unwrap();
        let mut asked = None;
        for drawn in &drawn {
            let of = asked.is_none().then_some(&self.ada);
            let taken = test.sampled(&self.ira, &plan, &drawn.submission_id, of);
            asked = asked.or(taken.await);
        }
        let asked = asked.unwrap();
        let (criterion,): (String,) = db
            .one("SELECT criterion FROM actions WHERE id = $1", args![&asked])
            .await
            .unwrap();
        let anew = Decision {
            criterion,
            outcome: Outcome::NotYetAchieved,
            feedback: "Say which line shows it.".to_owned(),
            judgement: Judgement::all(),
        };
        quality::answer_with(db, &self.ada, &asked, "Done.", Some((&anew).into()), START)
            .await
            .unwrap();
        let closed = quality::Verdict::Closed;
        quality::review(db, &self.ira, &asked, closed, "Thank you.", START)
            .await
            .unwrap();
        let (pass, _) = test.passed(&self.ira, &plan, &drawn[0].submission_id).await;
        passes::withdraw(db, &self.ira, &pass, START).await.unwrap();
    }

    /// An action that is no longer asked for, about what was inspected in the workplace.
    async fn withdrawn(&self, test: &TestApp) {
        let db = &test.app.db;
        let learner = test.person("Win Learner", &[Role::Learner]).await;
        let submission = test.inspected(&learner, &self.ada).await;
        test.decided(&self.ada, &submission, Outcome::Achieved)
            .await;
        let plan = test.planned(&self.ira, &share(100), Stage::Interim).await;
        let action = test
            .sampled(&self.ira, &plan, &submission, Some(&self.ada))
            .await;
        quality::withdraw(db, &self.ira, &action.unwrap(), "It was a mistake.", START)
            .await
            .unwrap();
    }

    /// Somebody who belonged to another organisation for a while.
    async fn belonged(&self, test: &TestApp) {
        let mut learner = test.person("Bel Learner", &[Role::Learner]).await;
        let harbour = test.organisation("Harbour House").await;
        for organisation in [harbour.as_str(), OWN] {
            test.belongs_to(&mut learner, organisation).await;
        }
    }

    /// A certificate that was asked for and released.
    async fn held_back(&self, test: &TestApp) {
        let learner = test.person("Hal Learner", &[Role::Learner]).await;
        let enrolment = test.signed_off(&learner, &self.ada).await;
        let policy = Policy {
            release: Release::Sampled,
            ..share(100)
        };
        quality::set(&test.app.db, &self.ira, &policy, START)
            .await
            .unwrap();
        test.requested(&self.ada, &enrolment).await.unwrap();
        let db = &test.app.db;
        let plan = quality::draw(db, &self.ira, Stage::Summative, None, START)
            .await
            .unwrap();
        for drawn in quality::to_sample(db, &self.ira).await.unwrap() {
            test.sampled(&self.ira, &plan, &drawn.submission_id, None)
                .await;
        }
        test.released(&self.ira, &self.ira).await.unwrap();
    }

    /// A text with a file, returned with words beside it, and purged with them.
    async fn purged(&self, test: &TestApp) {
        let db = &test.app.db;
        for (name, purge) in [("Pia Learner", true), ("Fay Learner", false)] {
            let learner = test.person(name, &[Role::Learner]).await;
            let enrolment = test.enrolled(&learner).await;
            let evidence = test.begun(&learner, &enrolment, UNIT, REFLECTION).await;
            test.with_file(&learner, &evidence).await;
            let submission = test.hand_in(&learner, &evidence, &account()).await;
            let decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
            let remarks = Remarks {
                comment: "A word.".to_owned(),
                beside: vec![("a-field".to_owned(), "Beside it.".to_owned())],
                ..Remarks::default()
            };
            assessment::decide(db, &self.ada, &submission, &decisions, remarks, START)
                .await
                .unwrap();
            let order = Order {
                what: What::Submission,
                words_too: true,
                reason: "A person can be recognised.".to_owned(),
            };
            if purge {
                purging::purge(&test.app, &self.admin, &submission, &order)
                    .await
                    .unwrap();
            }
        }
    }

    /// A move to the next version, with what was learned before, and a look at what was split.
    async fn moved(&self, test: &TestApp) {
        let db = &test.app.db;
        let learner = test.person("Mo Learner", &[Role::Learner]).await;
        let enrolment = test.achieved(&learner, &self.ada).await;
        let recognised = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
             SELECT 'known', n.id, n.person_id, n.specification_hash, 'GP1.2.3', '2025-05-03', 'A course.', $1, 1 FROM enrolments n WHERE n.id = $2";
        let tx = db.begin_recording().await.unwrap();
        tx.run(recognised, args![&self.ada.id, &enrolment.id])
            .await
            .unwrap();
        ledger::record(&tx, Act::PriorLearning, "known")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let library = next();
        let mapping = library.mappings.last().unwrap().hash.clone();
        transfers::transfer(db, &learner, &library, &enrolment.id, &mapping, START)
            .await
            .unwrap();
        let moved = crate::learning::enrolment(db, &enrolment.id).await.unwrap();
        crate::transfers::accept(db, &self.ada, &moved, "GP1.1.1", START)
            .await
            .unwrap();
        let (carried,): (String,) = db
            .one(
                "SELECT id FROM prior_learning WHERE carried_from = 'known'",
                args![],
            )
            .await
            .unwrap();
        quality::refuse(
            db,
            &self.ira,
            &carried,
            "It was about something else.",
            START,
        )
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn there_is_an_act_of_every_kind_and_the_tables_say_the_same() {
    on_each_engine(async |test: TestApp| {
        every(&test).await;
        let (facts,): (String,) = test
            .app
            .db
            .one("SELECT facts FROM ledger WHERE kind = 'genesis'", args![])
            .await
            .unwrap();
        let facts: Value = serde_json::from_str(&facts).unwrap();
        let known: BTreeSet<String> = facts["kinds"]
            .as_str()
            .unwrap()
            .split(' ')
            .map(str::to_owned)
            .collect();
        let entered: Vec<(String,)> = test
            .app
            .db
            .all(
                "SELECT DISTINCT kind FROM ledger WHERE kind <> 'genesis'",
                args![],
            )
            .await
            .unwrap();
        let entered: BTreeSet<String> = entered.into_iter().map(|(kind,)| kind).collect();
        assert_eq!(known.len(), Act::ALL.len());
        assert_eq!(known, entered);
        verified(&test).await.unwrap();
    })
    .await;
}
