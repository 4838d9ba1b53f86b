//! Whatever people do, in whatever order: what the pages compute from the tables is what the ledger alone tells, and history never shrinks.

use super::verified;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::certificates;
use crate::clock::MINUTE;
use crate::db::Read;
use crate::learning::Enrolment;
use crate::ledger::Entry;
use crate::portfolio::store::{self as portfolio, Draft};
use crate::portfolio::{CriterionState, Link, standings};
use crate::tests::scenes::{GP, REFLECTION, UNIT, account};
use crate::tests::support::{START, TestApp, on_each_engine};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Something that somebody tries. What is not allowed at that moment is refused, which is as good.
#[derive(Debug, Clone)]
enum Try {
    HandIn { second: bool },
    Decide { by: usize, achieved: u8 },
    Appeal,
    Answer { by: usize, upheld: bool },
    SignOff { by: usize },
    Certify { by: usize },
    Revoke,
}

fn anything() -> impl Strategy<Value = Try> {
    let by = 0..3_usize;
    prop_oneof![
        4 => any::<bool>().prop_map(|second| Try::HandIn { second }),
        4 => (by.clone(), prop_oneof![3 => Just(255), 2 => any::<u8>()]).prop_map(|(by, achieved)| Try::Decide { by, achieved }),
        2 => Just(Try::Appeal),
        2 => (by.clone(), any::<bool>()).prop_map(|(by, upheld)| Try::Answer { by, upheld }),
        2 => by.clone().prop_map(|by| Try::SignOff { by }),
        2 => by.prop_map(|by| Try::Certify { by }),
        1 => Just(Try::Revoke),
    ]
}

/// The people of one course of events. The last assessor is the learner.
struct Cast {
    learner: Actor,
    enrolment: Enrolment,
    evidence: [String; 2],
    assessors: Vec<Actor>,
    admin: Actor,
}

async fn cast(test: &TestApp, number: usize) -> Cast {
    let both = [Role::Learner, Role::Assessor];
    let learner = test.person(&format!("Learner {number}"), &both).await;
    let enrolment = test.enrolled(&learner).await;
    test.quiz_passed(&learner).await;
    let first = test.begun(&learner, &enrolment, UNIT, REFLECTION).await;
    let second = test
        .begun(&learner, &enrolment, UNIT, "gp-reflection")
        .await;
    let mut assessors = Vec::new();
    for name in ["Ada", "Ben"] {
        let name = format!("{name} {number}");
        assessors.push(test.person(&name, &[Role::Assessor]).await);
    }
    assessors.push(learner.clone());
    let name = format!("Admin {number}");
    let admin = test.person(&name, &[Role::Administrator]).await;
    Cast {
        learner,
        enrolment,
        evidence: [first, second],
        assessors,
        admin,
    }
}

async fn newest(test: &TestApp, sql: &'static str, learner: &Actor) -> String {
    let found: Option<(String,)> = test.app.db.first(sql, args![&learner.id]).await.unwrap();
    found.map_or_else(|| "none".to_owned(), |(id,)| id)
}

impl Cast {
    /// Tries it at this moment.
    async fn attempt(&self, test: &TestApp, what: &Try, now: i64) -> crate::error::Result<()> {
        let (db, learner) = (&test.app.db, &self.learner);
        let specification = test.specification(GP);
        match what {
            Try::HandIn { second } => {
                self.hand_in(test, &self.evidence[usize::from(*second)], now)
                    .await
            }
            Try::Decide { by, achieved } => {
                let sql = "SELECT s.id FROM submissions s LEFT JOIN closures c ON c.submission_id = s.id WHERE s.person_id = $1
                           ORDER BY c.closed_at IS NOT NULL, s.id DESC LIMIT 1";
                let submission = newest(test, sql, learner).await;
                let mut decisions = test.decisions(&submission, Outcome::Achieved).await;
                for (place, decision) in decisions.iter_mut().enumerate() {
                    if achieved >> (place % 8) & 1 == 0 {
                        decision.outcome = Outcome::NotYetAchieved;
                    }
                }
                let by = &self.assessors[*by];
                assessment::decide(db, by, &submission, &decisions, "", now)
                    .await
                    .map(|_| ())
            }
            Try::Appeal => {
                let sql = "SELECT id FROM decisions WHERE learner_id = $1 AND outcome = 'not-yet-achieved' ORDER BY id DESC LIMIT 1";
                let decision = newest(test, sql, learner).await;
                assessment::make_appeal(db, learner, &decision, "I see it differently.", now)
                    .await
                    .map(|_| ())
            }
            Try::Answer { by, upheld } => {
                let sql = "SELECT id FROM appeals WHERE learner_id = $1 ORDER BY id DESC LIMIT 1";
                let appeal = newest(test, sql, learner).await;
                let decision = Decision {
                    criterion: String::new(),
                    outcome: if *upheld {
                        Outcome::Achieved
                    } else {
                        Outcome::NotYetAchieved
                    },
                    feedback: "The reasons.".to_owned(),
                    judgement: Judgement::all(),
                };
                assessment::answer_appeal(db, &self.assessors[*by], &appeal, &decision, now).await
            }
            Try::SignOff { by } => {
                let by = &self.assessors[*by];
                assessment::sign_off(db, by, &self.enrolment, &specification, UNIT, now)
                    .await
                    .map(|_| ())
            }
            Try::Certify { by } => test
                .issue(&self.assessors[*by], &self.enrolment)
                .await
                .map(|_| ()),
            Try::Revoke => {
                let sql = "SELECT number FROM certificates WHERE learner_id = $1 ORDER BY id DESC LIMIT 1";
                let number = newest(test, sql, learner).await;
                certificates::store::revoke(db, &self.admin, &number, "A reason.", now).await
            }
        }
    }

    async fn hand_in(&self, test: &TestApp, evidence: &str, now: i64) -> crate::error::Result<()> {
        let (db, learner) = (&test.app.db, &self.learner);
        let kept = portfolio::evidence(db, learner, evidence, now).await?;
        let link = |code: &String| Link {
            criterion: code.clone(),
            locator: String::new(),
            justification: "It names my part.".to_owned(),
        };
        let criteria = test.reflection(&kept.activity).criteria;
        let draft = Draft {
            body: format!("{} {now}", account()),
            links: Some(criteria.iter().map(link).collect()),
            revision: kept.revision,
        };
        portfolio::submit(db, learner, evidence, &draft, now)
            .await
            .map(|_| ())
    }

    /// What the pages say of the learner.
    async fn shown(&self, test: &TestApp) -> Standing {
        let (db, specification) = (&test.app.db, test.specification(GP));
        let mut standing = Standing::default();
        for unit in standings(db, &self.enrolment, &specification)
            .await
            .unwrap()
        {
            let achieved = unit
                .criteria
                .iter()
                .filter(|(_, state)| *state == CriterionState::Achieved);
            standing
                .achieved
                .extend(achieved.map(|(code, _)| code.clone()));
            standing
                .signed_off
                .extend(unit.is_signed_off().then(|| unit.unit.clone()));
        }
        let certificates = certificates::of_person(db, &self.learner.id).await.unwrap();
        let valid = certificates
            .iter()
            .filter(|one| one.status(START) == certificates::Status::Valid);
        standing.valid.extend(valid.map(|one| one.number.clone()));
        standing
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Standing {
    achieved: BTreeSet<String>,
    signed_off: BTreeSet<String>,
    valid: BTreeSet<String>,
}

/// The same from nothing but entries.
fn replayed(entries: &[Entry], learner: &str) -> Standing {
    let mut decided = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    let mut standing = Standing::default();
    for entry in entries {
        let facts: Value = serde_json::from_str(&entry.facts).unwrap();
        let fact = |name: &str| facts[name].as_str().unwrap_or_default().to_owned();
        if entry.kind != "certificate-revoked" && fact("learner") != learner {
            continue;
        }
        match entry.kind.as_str() {
            "decision" => {
                decided.insert(entry.subject.clone(), (fact("criterion"), fact("outcome")));
            }
            "appeal-outcome" => {
                decided.insert(fact("decision"), (fact("criterion"), fact("outcome")));
            }
            "sign-off" => standing.signed_off.extend([fact("unit")]),
            "certificate-issued" => {
                numbers.insert(entry.subject.clone(), fact("number"));
            }
            "certificate-revoked" => {
                numbers.remove(&entry.subject);
            }
            _ => {}
        }
    }
    let achieved = decided
        .into_values()
        .filter(|(_, outcome)| outcome == "achieved");
    standing.achieved = achieved.map(|(criterion, _)| criterion).collect();
    standing.valid = numbers.into_values().collect();
    standing
}

async fn entries(test: &TestApp) -> Vec<Entry> {
    let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger ORDER BY sequence";
    test.app.db.all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn the_ledger_alone_tells_where_everybody_stands() {
    on_each_engine(async |test: TestApp| {
        let mut runner = TestRunner::deterministic();
        let course = proptest::collection::vec(anything(), 8..24);
        let (mut now, mut done) = (START, 0);
        for number in 0..10 {
            let cast = cast(&test, number).await;
            let mut before = entries(&test).await;
            for what in course.new_tree(&mut runner).unwrap().current() {
                now += MINUTE;
                done += usize::from(cast.attempt(&test, &what, now).await.is_ok());
                let after = entries(&test).await;
                assert!(after.starts_with(&before), "{what:?}: history has changed");
                let shown = cast.shown(&test).await;
                assert_eq!(replayed(&after, &cast.learner.id), shown, "{what:?}");
                before = after;
            }
        }
        verified(&test).await.unwrap();
        assert!(
            done > 40,
            "only {done} of the tries were allowed: this tries nothing"
        );
    })
    .await;
}
