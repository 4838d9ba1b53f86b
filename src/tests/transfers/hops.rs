//! Several moves in a row, by whatever mappings: nothing that was shown is lost on the way, and nobody moves past a look.

use super::{ASSESSOR, LEARNER};
use crate::accounts::Actor;
use crate::args;
use crate::assessment::Outcome;
use crate::db::Read;
use crate::error::Error;
use crate::learning::{Enrolment, enrolment};
use crate::ledger;
use crate::library::{Care, Fate, Library, Mapping, Specification, sha256};
use crate::portfolio::store::{self, Draft};
use crate::portfolio::{self, Activity, Link};
use crate::tests::scenes::{GP, REFLECTION, UNIT, account};
use crate::tests::support::{TestApp, on_each_engine};
use crate::transfers::{self, earlier, looks};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// How many criteria each version has at most.
const CRITERIA: usize = 4;

/// What becomes of the criteria of one version: for each a number that decides, and what the learner does before they move.
#[derive(Debug, Clone)]
struct Hop {
    fates: Vec<u8>,
    achieve: Vec<bool>,
    recognise: Vec<bool>,
    accept: bool,
}

fn hop() -> impl Strategy<Value = Hop> {
    let each = || prop::collection::vec(any::<bool>(), CRITERIA);
    let fates = prop::collection::vec(0_u8..5, CRITERIA);
    (fates, each(), each(), any::<bool>()).prop_map(|(fates, achieve, recognise, accept)| Hop {
        fates,
        achieve,
        recognise,
        accept,
    })
}

/// The fates of these codes, and the codes of the next version, which begin anew in every version so that codes are used again.
fn fates(codes: &[String], wanted: &[u8]) -> (Vec<Fate>, Vec<String>) {
    let mut made = 0;
    let mut new = || {
        made += 1;
        format!("{UNIT}.1.{made}")
    };
    let (mut fates, mut all, mut merged) = (Vec::new(), Vec::new(), Vec::new());
    for (code, want) in codes.iter().zip(wanted.iter().cycle()) {
        let from = code.clone();
        match want {
            0 => fates.push(Fate::Withdrawn(from)),
            1 => {
                let to = vec![new(), new()];
                all.extend(to.clone());
                fates.push(Fate::Split { from, to });
            }
            2 => merged.push(from),
            _ => {
                let to = new();
                all.push(to.clone());
                fates.push(Fate::Same { from, to });
            }
        }
    }
    match merged.len() {
        0 => {}
        1 => fates.push(Fate::Withdrawn(merged.remove(0))),
        _ => {
            let to = new();
            all.push(to.clone());
            fates.push(Fate::Merged { from: merged, to });
        }
    }
    let one = new();
    all.push(one.clone());
    fates.push(Fate::New(one));
    (fates, all)
}

/// The unit's specification under this label, with just these criteria.
fn version(of: &Specification, label: &str, codes: &[String]) -> Specification {
    let files: BTreeMap<String, String> = serde_json::from_str(&of.version.source).unwrap();
    let files = files.into_iter().map(|(path, text)| {
        let text = match text.split_once("\n## ") {
            Some((front, _)) if path.ends_with("gp1.md") => {
                let criteria = codes.iter();
                let criteria = criteria
                    .map(|code| format!("\n### {code} in words {{#{code}}}\n\nGuidance.\n"));
                format!(
                    "{front}\n## An outcome {{#{UNIT}.1}}\n{}",
                    criteria.collect::<String>()
                )
            }
            _ => text.replace(
                &format!("version: \"{}\"", of.label),
                &format!("version: \"{label}\""),
            ),
        };
        (path, text)
    });
    let files: BTreeMap<String, String> = files.collect();
    Specification::from_source(&serde_json::to_string(&files).unwrap()).unwrap()
}

fn mapping(from: &str, to: &str, fates: Vec<Fate>) -> Mapping {
    Mapping {
        slug: GP.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        fates,
        care: Care {
            author: String::new(),
            reviewer: String::new(),
            review_by: String::new(),
        },
        body: String::new(),
        hash: sha256(&format!("From {from} to {to}.")),
        source: format!("From {from} to {to}."),
    }
}

/// A library whose current version is the last of these, with those before it, the ways between them, and what can be written.
fn library(test: &TestApp, versions: &[Specification], mappings: &[Mapping]) -> Library {
    let (last, before) = versions.split_last().unwrap();
    Library {
        specifications: vec![last.clone()],
        kept: before.to_vec(),
        mappings: mappings.to_vec(),
        reflections: vec![test.reflection(REFLECTION)],
        ..Library::default()
    }
}

struct Journey<'t> {
    test: &'t TestApp,
    learner: Actor,
    assessor: Actor,
    enrolment: Enrolment,
    pieces: usize,
}

impl Journey<'_> {
    /// One piece of evidence for each of these criteria, found achieved.
    async fn achieve(&mut self, codes: &[&String]) {
        let (db, now) = (&self.test.app.db, self.test.app.clock.now());
        for code in codes {
            self.pieces += 1;
            let mut reflection = self.test.reflection(REFLECTION);
            reflection.id = format!("piece-{}", self.pieces);
            let activity = Activity::Reflection(reflection);
            let begun = store::begin(db, &self.learner, &self.enrolment, UNIT, &activity, now);
            let id = begun.await.unwrap();
            let link = Link {
                criterion: (*code).clone(),
                locator: "all of it".to_owned(),
                justification: "It does.".to_owned(),
            };
            let draft = Draft {
                body: account(),
                links: Some(vec![link]),
                revision: 1,
            };
            let submission = store::submit(db, &self.learner, &id, &draft, now)
                .await
                .unwrap();
            self.test
                .decided(&self.assessor, &submission, Outcome::Achieved)
                .await;
        }
    }

    /// Moves on, and asserts that what was shown counts, is to be looked at, or is asked for no longer and can be read.
    async fn go(&mut self, mapping: &Mapping) {
        let (db, now) = (&self.test.app.db, self.test.app.clock.now());
        let before = portfolio::shown(db, &self.enrolment).await.unwrap();
        let library = self.test.app.library();
        let id = self.enrolment.id.clone();
        let moved =
            transfers::store::transfer(db, &self.learner, &library, &id, &mapping.hash, now);
        moved.await.unwrap();
        self.enrolment = enrolment(db, &id).await.unwrap();
        let after = portfolio::shown(db, &self.enrolment).await.unwrap();
        let looks = looks(db, &self.enrolment).await.unwrap();
        let earlier = earlier(db, &library, &self.enrolment).await.unwrap();
        for item in &before {
            let own = format!("{UNIT}:{}", item.criterion);
            let becomes = crate::library::codes::onward(mapping, &item.criterion);
            let counts = |code: &String| after.iter().any(|other| other.criterion == *code);
            let looked_at = |code: &String| {
                let source = [&item.source];
                looks.iter().any(|look| {
                    let is_own = [&look.decision_id, &look.prior_learning_id]
                        .into_iter()
                        .flatten()
                        .any(|id| source.contains(&id));
                    look.criterion == *code && is_own
                })
            };
            for code in &becomes {
                assert!(counts(code) || looked_at(code), "{own} is lost for {code}");
            }
        }
        // Whatever was ever shown on another version can be read.
        let all = "SELECT (SELECT COUNT(*) FROM current_decisions d JOIN submissions s ON s.id = d.submission_id
                           WHERE d.outcome = 'achieved' AND s.specification_hash <> $1)
                        + (SELECT COUNT(*) FROM prior_learning l WHERE l.specification_hash <> $1)";
        let (count,): (i64,) = db
            .one(all, args![&self.enrolment.specification_hash])
            .await
            .unwrap();
        assert_eq!(i64::try_from(earlier.shown.len()).unwrap(), count);
    }

    /// Answers every look; before that nobody moves on.
    async fn answer(&mut self, accept: bool, next: Option<&Mapping>) {
        let (db, now) = (&self.test.app.db, self.test.app.clock.now());
        let waiting = transfers::looks::waiting_of(db, &self.enrolment.id)
            .await
            .unwrap();
        if let (Some(mapping), false) = (next, waiting.is_empty()) {
            let library = self.test.app.library();
            let id = &self.enrolment.id;
            let early =
                transfers::store::transfer(db, &self.learner, &library, id, &mapping.hash, now)
                    .await;
            assert!(
                matches!(&early, Err(Error::Conflict(words)) if words.contains("is to look at what you showed before")),
                "{early:?}"
            );
        }
        for look in &waiting {
            let (of, code) = (&self.enrolment, &look.criterion);
            match accept {
                true => transfers::accept(db, &self.assessor, of, code, now).await,
                false => transfers::decline(db, &self.assessor, of, code, "Say more.", now).await,
            }
            .unwrap();
        }
    }
}

async fn journey(test: &TestApp, hops: &[Hop]) {
    let first: Vec<String> = (1..=CRITERIA).map(|n| format!("{UNIT}.1.{n}")).collect();
    let base = test.specification(GP);
    let mut codes = vec![first];
    let mut mappings = Vec::new();
    for (index, hop) in hops.iter().enumerate() {
        let (fates, next) = fates(&codes[index], &hop.fates);
        mappings.push(mapping(
            &format!("{index}.0"),
            &format!("{}.0", index + 1),
            fates,
        ));
        codes.push(next);
    }
    let versions = codes.iter().enumerate();
    let versions: Vec<_> = versions
        .map(|(index, codes)| version(&base, &format!("{index}.0"), codes))
        .collect();
    test.app.replace_library(library(test, &versions[..1], &[]));
    let learner = test.person("Lena Learner", LEARNER).await;
    let assessor = test.person("Ada Assessor", ASSESSOR).await;
    let enrolment = test.enrolled(&learner).await;
    let mut journey = Journey {
        test,
        learner,
        assessor,
        enrolment,
        pieces: 0,
    };
    for (index, hop) in hops.iter().enumerate() {
        let pick = |which: &[bool]| {
            let pairs = codes[index].iter().zip(which.iter().cycle());
            pairs
                .filter(|(_, wanted)| **wanted)
                .map(|(code, _)| code)
                .collect::<Vec<_>>()
        };
        journey.achieve(&pick(&hop.achieve)).await;
        for code in pick(&hop.recognise) {
            let sql = "SELECT COUNT(*) FROM prior_learning WHERE specification_hash = $1 AND criterion = $2";
            let hash = &journey.enrolment.specification_hash;
            if test.app.db.count(sql, args![hash, code]).await.unwrap() == 0 {
                test.recognised(&journey.assessor, &journey.enrolment, code)
                    .await;
            }
        }
        test.app
            .replace_library(library(test, &versions[..=index + 1], &mappings[..=index]));
        journey.answer(hop.accept, Some(&mappings[index])).await;
        journey.go(&mappings[index]).await;
    }
    journey.answer(true, None).await;
    ledger::verify(&test.app.db).await.unwrap().unwrap();
}

#[tokio::test]
async fn nothing_is_lost_over_several_moves() {
    let mut runner = TestRunner::deterministic();
    let cases: Vec<Vec<Hop>> = (0..4)
        .map(|_| {
            prop::collection::vec(hop(), 2..4)
                .new_tree(&mut runner)
                .unwrap()
                .current()
        })
        .collect();
    // Split and merged again, with one decision and one recognition for all of it.
    let again = |fates: u8| Hop {
        fates: vec![fates; CRITERIA],
        achieve: vec![true; CRITERIA],
        recognise: vec![true; CRITERIA],
        accept: true,
    };
    let cases = cases
        .into_iter()
        .chain([vec![again(1), again(2), again(3)]]);
    for hops in cases {
        on_each_engine(async |test: TestApp| journey(&test, &hops).await).await;
    }
}
