//! Whatever people do, in whatever order: what the pages compute from the tables is what the ledger alone tells, and history never shrinks.

use super::verified;
use crate::accounts::{Actor, Role};
use crate::accounts::{Administrator, settings, store as people};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::prior_learning::{Recognition, recognise};
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::certificates;
use crate::clock::MINUTE;
use crate::db::Read;
use crate::learning::Enrolment;
use crate::ledger::Entry;
use crate::portfolio::store::{self as portfolio, Draft};
use crate::portfolio::{CriterionState, Link, standings};
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, store as quality};
use crate::tests::quality::share;
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
    Countersign { by: usize, gives_back: bool },
    Appeal,
    Answer { by: usize, upheld: bool },
    Recognise { by: usize, criterion: usize },
    SignOff { by: usize },
    Certify { by: usize },
    Revoke,
    SetPolicy { holds: u8 },
    Draw,
    Sample { asks: bool },
    Act { by: usize },
    Review { closes: bool },
    Release { by: usize },
    ChangeRole { role: usize, hold: bool },
}

fn anything() -> impl Strategy<Value = Try> {
    let by = prop_oneof![6 => 0..2_usize, 1 => Just(2), 1 => Just(3)];
    let achieved = prop_oneof![4 => Just(255), 1 => any::<u8>()];
    prop_oneof![
        6 => any::<bool>().prop_map(|second| Try::HandIn { second }),
        8 => (by.clone(), achieved).prop_map(|(by, achieved)| Try::Decide { by, achieved }),
        3 => (by.clone(), prop::bool::weighted(0.2)).prop_map(|(by, gives_back)| Try::Countersign { by, gives_back }),
        2 => Just(Try::Appeal),
        4 => (by.clone(), any::<bool>()).prop_map(|(by, upheld)| Try::Answer { by, upheld }),
        1 => (by.clone(), 0..9_usize).prop_map(|(by, criterion)| Try::Recognise { by, criterion }),
        4 => by.clone().prop_map(|by| Try::SignOff { by }),
        4 => by.clone().prop_map(|by| Try::Certify { by }),
        1 => Just(Try::Revoke),
        1 => (0..3_u8).prop_map(|holds| Try::SetPolicy { holds }),
        2 => Just(Try::Draw),
        4 => prop::bool::weighted(0.5).prop_map(|asks| Try::Sample { asks }),
        3 => by.clone().prop_map(|by| Try::Act { by }),
        4 => prop::bool::weighted(0.7).prop_map(|closes| Try::Review { closes }),
        2 => by.prop_map(|by| Try::Release { by }),
        2 => (0..3_usize, any::<bool>()).prop_map(|(role, hold)| Try::ChangeRole { role, hold }),
    ]
}

/// The people of one course of events. The third assessor is in training, the last one is the learner.
struct Cast {
    learner: Actor,
    enrolment: Enrolment,
    evidence: [String; 2],
    assessors: Vec<Actor>,
    iqa: Actor,
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
    let name = format!("Admin {number}");
    let admin = test.person(&name, &[Role::Administrator]).await;
    let mut assessors = Vec::new();
    for name in ["Ada", "Ben", "Tess"] {
        let name = format!("{name} {number}");
        assessors.push(test.person(&name, &[Role::Assessor]).await);
    }
    assessment::begin_training(&test.app.db, &admin, &assessors[2].id, START)
        .await
        .unwrap();
    assessors.push(learner.clone());
    let iqa = test.person(&format!("Ira {number}"), &[Role::Iqa]).await;
    Cast {
        learner,
        enrolment,
        evidence: [first, second],
        assessors,
        iqa,
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
        let mut specification = test.specification(GP);
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
                .requested(&self.assessors[*by], &self.enrolment)
                .await
                .map(|_| ()),
            Try::Countersign { by, gives_back } => {
                let by = &self.assessors[*by];
                let sql = "SELECT o.id FROM proposals o LEFT JOIN countersignatures c ON c.proposal_id = o.id
                           WHERE o.learner_id = $1 ORDER BY c.proposal_id IS NOT NULL, o.id DESC LIMIT 1";
                let proposal = newest(test, sql, learner).await;
                match gives_back {
                    true => assessment::give_back(db, by, &proposal, "Say more.", now).await,
                    false => {
                        assessment::countersign(db, by, &proposal, Some(&specification), now).await
                    }
                }
            }
            Try::Recognise { by, criterion } => {
                for unit in &mut specification.units {
                    unit.prior_learning_years = Some(5);
                }
                let criteria: Vec<String> = specification.units[0]
                    .criteria()
                    .map(|criterion| criterion.code.clone())
                    .collect();
                let recognition = Recognition {
                    criterion: criteria[criterion % criteria.len()].clone(),
                    completed_on: "2025-05-03".to_owned(),
                    what: "A course.".to_owned(),
                };
                let (by, on) = (&self.assessors[*by], ("2026-06-01", now));
                recognise(db, by, &self.enrolment, &specification, &recognition, on).await
            }
            Try::SetPolicy { holds } => {
                let release = [Release::None, Release::Sampled, Release::All];
                let policy = Policy {
                    release: release[usize::from(*holds)],
                    ..share(100)
                };
                quality::set(db, &self.iqa, &policy, now).await
            }
            Try::Draw => quality::draw(db, &self.iqa, Stage::Interim, Some("42"), now)
                .await
                .map(|_| ()),
            Try::Sample { asks } => {
                let sql = "SELECT r.plan_id || ' ' || r.submission_id FROM sampling_records r LEFT JOIN samples x
                               ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
                           WHERE r.learner_id = $1 AND r.reasons IS NOT NULL AND x.id IS NULL LIMIT 1";
                let drawn = newest(test, sql, learner).await;
                let drawn = drawn.split_once(' ').unwrap_or_default();
                let of = asks.then_some(&self.assessors[0]);
                let findings = test.findings(drawn.1, of).await;
                quality::sample(db, &self.iqa, drawn, &findings, "", now).await
            }
            Try::Act { by } => {
                let sql = "SELECT id FROM actions WHERE learner_id = $1 ORDER BY id DESC LIMIT 1";
                let action = newest(test, sql, learner).await;
                quality::answer(db, &self.assessors[*by], &action, "Done.", now).await
            }
            Try::Review { closes } => {
                let sql = "SELECT id FROM actions WHERE learner_id = $1 ORDER BY id DESC LIMIT 1";
                let action = newest(test, sql, learner).await;
                let again = quality::Verdict::AskedAgain { by: "2026-07-31" };
                let verdict = if *closes {
                    quality::Verdict::Closed
                } else {
                    again
                };
                quality::review(db, &self.iqa, &action, verdict, "Thank you.", now).await
            }
            Try::Release { by } => {
                let by = if *by == 0 {
                    &self.iqa
                } else {
                    &self.assessors[*by]
                };
                let waiting = certificates::held_for(db, &learner.id).await?;
                let id = waiting
                    .first()
                    .map_or("none", |request| request.id.as_str());
                let settings = settings::load(db).await?;
                certificates::release(db, by, id, &specification, &settings, now)
                    .await
                    .map(|_| ())
            }
            Try::ChangeRole { role, hold } => {
                let role = [Role::Iqa, Role::Manager, Role::Author][*role];
                let admin = Administrator(self.admin.clone());
                let tx = db.begin_recording().await?;
                people::change_role(&admin, &tx, &learner.id, role, *hold, now).await?;
                tx.commit().await
            }
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
        let held = certificates::held_for(db, &self.learner.id).await.unwrap();
        standing.held.extend(held.into_iter().map(|one| one.id));
        let proposed = assessment::proposals(db, &self.assessors[0]).await.unwrap();
        let own = proposed
            .into_iter()
            .filter(|one| one.learner_id == self.learner.id);
        standing.proposed.extend(own.map(|one| one.id));
        let admin = Administrator(self.admin.clone());
        let person = people::person(&admin, db, &self.learner.id).await.unwrap();
        let roles = person.roles.into_iter();
        standing
            .roles
            .extend(roles.map(|role| role.key().to_owned()));
        self.show_quality(test, &mut standing).await;
        standing
    }

    /// What of the learner's work was looked at, and how far what was asked is.
    async fn show_quality(&self, test: &TestApp, standing: &mut Standing) {
        let (db, iqa) = (&test.app.db, &self.iqa);
        for plan in quality::plans(db, iqa).await.unwrap() {
            let records = quality::records_of(db, iqa, &plan.id).await.unwrap();
            let own = records.into_iter().filter(|record| {
                record.learner == self.learner.name && record.sampled_at.is_some()
            });
            standing
                .sampled
                .extend(own.map(|record| record.submission_id));
        }
        for action in quality::actions(db, iqa).await.unwrap() {
            if action.learner_id == self.learner.id {
                let progress = format!("{:?}", action.progress());
                standing.actions.insert(action.id, progress);
            }
        }
    }
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Standing {
    achieved: BTreeSet<String>,
    signed_off: BTreeSet<String>,
    /// Numbers of certificates.
    valid: BTreeSet<String>,
    /// Requests for certificates that wait to be released.
    held: BTreeSet<String>,
    /// What waits for a countersignature.
    proposed: BTreeSet<String>,
    /// Submissions.
    sampled: BTreeSet<String>,
    /// How far every action is.
    actions: BTreeMap<String, String>,
    roles: BTreeSet<String>,
}

/// The same from nothing but the entries so far.
#[derive(Default, Clone)]
struct Replay {
    learner: String,
    submissions: BTreeSet<String>,
    /// Criteria and outcomes by decision.
    decided: BTreeMap<String, (String, String)>,
    /// Numbers by certificate.
    numbers: BTreeMap<String, String>,
    /// Actions by answer.
    answers: BTreeMap<String, String>,
    standing: Standing,
}

impl Replay {
    fn note(&mut self, entry: &Entry) {
        let facts: Value = serde_json::from_str(&entry.facts).unwrap();
        let fact = |name: &str| facts[name].as_str().unwrap_or_default().to_owned();
        let mut people = [fact("learner"), fact("person")].into_iter();
        match people.any(|id| id == self.learner) || self.submissions.contains(&fact("submission"))
        {
            true => self.own(entry, fact),
            false => self.any(entry, fact),
        }
    }

    /// An entry about the learner.
    fn own(&mut self, entry: &Entry, fact: impl Fn(&str) -> String) {
        let (subject, standing) = (entry.subject.clone(), &mut self.standing);
        match entry.kind.as_str() {
            "submitted" => drop(self.submissions.insert(subject)),
            "decision" => drop(
                self.decided
                    .insert(subject, (fact("criterion"), fact("outcome"))),
            ),
            "appeal-outcome" => {
                let found = (fact("criterion"), fact("outcome"));
                self.decided.insert(fact("decision"), found);
            }
            "prior-learning" => drop(standing.achieved.insert(fact("criterion"))),
            "proposed" => drop(standing.proposed.insert(subject)),
            "countersignature" => drop(standing.proposed.remove(&subject)),
            "sign-off" => drop(standing.signed_off.insert(fact("unit"))),
            "certificate-requested" => drop(standing.held.insert(subject)),
            "certificate-released" => drop(standing.held.remove(&subject)),
            "certificate-issued" => drop(self.numbers.insert(subject, fact("number"))),
            "sample" => drop(standing.sampled.insert(fact("submission"))),
            "finding" if fact("outcome") == "action-required" => {
                standing.actions.insert(subject, "Open".to_owned());
            }
            "role-granted" => drop(standing.roles.insert(fact("role"))),
            "role-ended" => drop(standing.roles.remove(&fact("role"))),
            _ => {}
        }
    }

    /// One that names the learner by something else, if it is about them.
    fn any(&mut self, entry: &Entry, fact: impl Fn(&str) -> String) {
        let (subject, actions) = (entry.subject.clone(), &mut self.standing.actions);
        match entry.kind.as_str() {
            "certificate-revoked" => drop(self.numbers.remove(&subject)),
            "action-answered" => {
                if let Some(progress) = actions.get_mut(&fact("finding")) {
                    *progress = "Answered".to_owned();
                    self.answers.insert(subject, fact("finding"));
                }
            }
            "action-reviewed" => {
                let action = self.answers.get(&subject);
                if let Some(progress) = action.and_then(|action| actions.get_mut(action)) {
                    let closed = fact("outcome") == "closed";
                    *progress = if closed { "Closed" } else { "Open" }.to_owned();
                }
            }
            _ => {}
        }
    }

    fn standing(mut self) -> Standing {
        let achieved = self
            .decided
            .into_values()
            .filter(|(_, outcome)| outcome == "achieved");
        let achieved = achieved.map(|(criterion, _)| criterion);
        self.standing.achieved.extend(achieved);
        self.standing.valid.extend(self.numbers.into_values());
        self.standing
    }
}

pub(super) async fn entries(test: &TestApp) -> Vec<Entry> {
    let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger ORDER BY sequence";
    test.app.db.all(sql, args![]).await.unwrap()
}

/// Every kind of thing that must have been allowed somewhere: otherwise this tries nothing of it.
const REACHED: [&str; 16] = [
    "submitted",
    "decision",
    "proposed",
    "countersignature",
    "appeal",
    "appeal-outcome",
    "prior-learning",
    "sign-off",
    "certificate-issued",
    "certificate-revoked",
    "certificate-requested",
    "certificate-released",
    "sample",
    "action-answered",
    "action-reviewed",
    "role-ended",
];

/// The entry that was the last, which must still be there, and those after it.
async fn since(test: &TestApp, last: &Entry) -> Vec<Entry> {
    let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger WHERE sequence >= $1 ORDER BY sequence";
    let mut entries: Vec<Entry> = test.app.db.all(sql, args![last.sequence]).await.unwrap();
    assert_eq!(entries.first(), Some(last), "history has changed");
    entries.split_off(1)
}

/// A course of events: after every one the pages show what the entries tell.
async fn follow(test: &TestApp, number: usize, course: &[Try], now: &mut i64) {
    let cast = cast(test, number).await;
    let mut known = entries(test).await;
    let mut replay = Replay {
        learner: cast.learner.id.clone(),
        ..Replay::default()
    };
    known.iter().for_each(|entry| replay.note(entry));
    for what in course {
        *now += MINUTE;
        let is_done = cast.attempt(test, what, *now).await.is_ok();
        let more = since(test, known.last().unwrap()).await;
        assert!(is_done || more.is_empty(), "{what:?} was refused");
        more.iter().for_each(|entry| replay.note(entry));
        known.extend(more);
        if is_done {
            let shown = cast.shown(test).await;
            assert_eq!(replay.clone().standing(), shown, "{what:?}");
        }
    }
    assert_eq!(entries(test).await, known, "history has changed");
}

/// How often everything that must have been allowed was.
async fn reached(test: &TestApp) -> [(&'static str, usize); 16] {
    let all = entries(test).await;
    REACHED.map(|kind| (kind, all.iter().filter(|entry| entry.kind == kind).count()))
}

#[tokio::test]
async fn the_ledger_alone_tells_where_everybody_stands() {
    on_each_engine(async |test: TestApp| {
        let mut runner = TestRunner::deterministic();
        let course = proptest::collection::vec(anything(), 80..120);
        let is_enough = |reached: [(&str, usize); 16]| reached.iter().all(|(_, times)| *times > 0);
        let (mut number, mut now) = (0, START);
        while number < 14 || (number < 40 && !is_enough(reached(&test).await)) {
            let course = course.new_tree(&mut runner).unwrap().current();
            follow(&test, number, &course, &mut now).await;
            number += 1;
        }
        verified(&test).await.unwrap();
        let reached = reached(&test).await;
        assert!(is_enough(reached), "{reached:?}");
    })
    .await;
}
