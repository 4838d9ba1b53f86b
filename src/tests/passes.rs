//! Passes: exactly what was sampled, until a day, without an account; and every look is logged.

mod pages;

use super::quality::share;
use super::support::{TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::clock::DAY;
use crate::db::{Read, new_id};
use crate::error::{Error, Result};
use crate::ledger;
use crate::links::{self, Link};
use crate::passes::store::{self, New};
use crate::passes::visits::{self, Look};
use crate::passes::{Pass, State, end};
use crate::quality::Stage;

const WITHIN: &str = "2026-06-14";

impl TestApp {
    /// A pass to one record of a plan: its id, and the end of its link.
    pub(super) async fn passed(
        &self,
        iqa: &Actor,
        plan: &str,
        submission: &str,
    ) -> (String, String) {
        let records = [(plan.to_owned(), submission.to_owned())];
        let (id, link) = self.give(iqa, &records, WITHIN).await.unwrap();
        (id, link.path().replace("/passes/", ""))
    }

    async fn give(
        &self,
        iqa: &Actor,
        records: &[(String, String)],
        until: &str,
    ) -> Result<(String, Link)> {
        let (id, secret) = (new_id(), links::new_secret()?);
        let now = self.app.clock.now();
        let new = New {
            id: &id,
            secret: &secret,
            holder: "Eve External",
            organisation: "Awarding Body",
            shows_names: false,
            expires_at: end(until, now).unwrap_or(now),
            records,
        };
        let link = store::give(&self.app.db, iqa, &new, now).await?;
        Ok((id, link))
    }
}

/// Two learners whose work a plan has drawn, and an internal quality assurer: plan and submissions.
struct Drawn {
    iqa: Actor,
    plan: String,
    submissions: [String; 2],
}

impl Drawn {
    async fn new(test: &TestApp) -> Self {
        let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
        let mut submissions = [String::new(), String::new()];
        for (n, name) in ["Lena Learner", "Olu Learner"].into_iter().enumerate() {
            let learner = test.person(name, &[Role::Learner]).await;
            (_, submissions[n]) = test.handed_in(&learner).await;
            test.decided(&assessor, &submissions[n], Outcome::Achieved)
                .await;
        }
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        Drawn {
            iqa,
            plan,
            submissions,
        }
    }

    fn record(&self, n: usize) -> (String, String) {
        (self.plan.clone(), self.submissions[n].clone())
    }
}

/// What somebody brings of a link.
fn brought(link: &Link) -> String {
    link.path().replace("/passes/", "")
}

async fn pass(test: &TestApp, link: &str) -> Pass {
    visits::brought(&test.app.db, link).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_pass_opens_what_was_chosen_until_its_day() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let records = [drawn.record(0)];
        let (id, link) = test.give(&drawn.iqa, &records, WITHIN).await.unwrap();
        let pass = pass(&test, &brought(&link)).await;
        assert_eq!(
            (pass.id.as_str(), pass.records, pass.views),
            (id.as_str(), 1, 0)
        );
        assert_eq!(pass.last_day(), "14 June 2026");
        let opened = visits::records(&test.app.db, &pass).await.unwrap();
        assert_eq!(opened.len(), 1);
        assert_eq!(opened[0].submission_id, drawn.submissions[0]);
        assert!(opened[0].learner(&pass).starts_with("LL "));
        for (at, state) in [
            (pass.given_at, State::Open),
            (pass.expires_at - 1, State::Open),
            (pass.expires_at, State::Expired),
        ] {
            assert_eq!(pass.state(at), state, "{at}");
        }
        let secret = &brought(&link)[..64];
        let kept: Vec<(String,)> = test
            .app
            .db
            .all("SELECT token_hash FROM passes", args![])
            .await
            .unwrap();
        assert!(kept.iter().all(|(hash,)| hash != secret));
        assert_eq!(
            test.count("SELECT COUNT(*) FROM ledger WHERE kind = 'pass-given'")
                .await,
            1
        );
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_link_that_was_changed_is_none() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let records = [drawn.record(0)];
        let (_, link) = test.give(&drawn.iqa, &records, WITHIN).await.unwrap();
        let learner = test.person("Lars Learner", &[Role::Learner]).await;
        let other = test
            .passed_on(&learner)
            .await
            .path()
            .replace("/testimony/", "");
        let whole = brought(&link);
        let changed = [
            whole[..100].to_owned(),
            format!("{whole}0"),
            whole.replacen(
                &whole[..1],
                if whole.starts_with('0') { "1" } else { "0" },
                1,
            ),
            whole.to_uppercase(),
            format!("{}{}", &whole[..64], "é".repeat(32)),
            other,
            String::new(),
        ];
        for brought in changed.iter().filter(|changed| **changed != whole) {
            let found = visits::brought(&test.app.db, brought).await.unwrap();
            assert!(found.is_none(), "{brought}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_drawn_records_and_only_by_who_assures_quality() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let records = [drawn.record(0)];
        let assessor = test.person("Bea Assessor", &[Role::Assessor]).await;
        let refused = test.give(&assessor, &records, WITHIN).await;
        assert!(matches!(refused, Err(Error::NotFound | Error::Forbidden)));
        let later = test.person("Late Learner", &[Role::Learner]).await;
        let (_, undrawn) = test.handed_in(&later).await;
        let undrawn = [(drawn.plan.clone(), undrawn)];
        let refused = test.give(&drawn.iqa, &undrawn, WITHIN).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        for (records, until) in [
            (&records[..], "2026-05-31"),
            (&records[..], "2026-12-01"),
            (&records[..], "soon"),
            (&[], WITHIN),
        ] {
            let refused = test.give(&drawn.iqa, records, until).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{until}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM passes").await, 0);
    })
    .await;
}

#[tokio::test]
async fn sent_twice_it_is_one_pass() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let records = [drawn.record(0)];
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (id, secret) = (new_id(), links::new_secret().unwrap());
        let new = New {
            id: &id,
            secret: &secret,
            holder: "Eve External",
            organisation: "Awarding Body",
            shows_names: true,
            expires_at: now + DAY,
            records: &records,
        };
        let first = store::give(db, &drawn.iqa, &new, now).await.unwrap();
        let again = store::give(db, &drawn.iqa, &new, now).await.unwrap();
        assert_eq!(first.path(), again.path());
        let other_secret = links::new_secret().unwrap();
        let other = New {
            secret: &other_secret,
            ..new.clone()
        };
        let mixed = store::give(db, &drawn.iqa, &other, now).await;
        assert!(matches!(mixed, Err(Error::NotFound)));
        let somebody = test.person("Una Iqa", &[Role::Iqa]).await;
        let theirs = store::give(db, &somebody, &new, now).await;
        assert!(matches!(theirs, Err(Error::NotFound)));
        assert_eq!(test.count("SELECT COUNT(*) FROM passes").await, 1);
    })
    .await;
}

#[tokio::test]
async fn withdrawn_it_stays_so_and_its_looks_stay_too() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let records = [drawn.record(0), drawn.record(1)];
        let (id, link) = test.give(&drawn.iqa, &records, WITHIN).await.unwrap();
        let (db, now) = (&test.app.db, test.app.clock.now());
        let pass = pass(&test, &brought(&link)).await;
        let own = drawn.submissions[0].as_str();
        for look in [
            Look::List,
            Look::Record(own),
            Look::File(own, "ab"),
            Look::Refused("/\0people"),
        ] {
            visits::log(db, &pass, look, now).await.unwrap();
        }
        let other = Look::Record("somebody-elses");
        assert!(
            visits::log(db, &pass, other, now).await.is_err(),
            "the schema refuses it"
        );
        let views = visits::views(db, &pass).await.unwrap();
        assert_eq!(views.len(), 4);
        assert!(
            views
                .iter()
                .any(|view| view.asked.as_deref() == Some("/people"))
        );
        let learner = test.person("Lars Learner", &[Role::Learner]).await;
        assert!(store::withdraw(db, &learner, &id, now).await.is_err());
        for _ in 0..2 {
            store::withdraw(db, &drawn.iqa, &id, now).await.unwrap();
        }
        let pass = visits::brought(db, &brought(&link)).await.unwrap().unwrap();
        assert_eq!((pass.state(now), pass.views), (State::Withdrawn, 3));
        assert_eq!(
            test.count("SELECT COUNT(*) FROM ledger WHERE kind = 'pass-withdrawn'")
                .await,
            1
        );
        ledger::verify(db).await.unwrap().unwrap();
        for table in ["passes", "pass_records", "pass_withdrawals", "pass_views"] {
            for sql in [
                format!("UPDATE {table} SET pass_id = pass_id"),
                format!("DELETE FROM {table}"),
            ] {
                let sql = if table == "passes" {
                    sql.replace("pass_id", "holder")
                } else {
                    sql
                };
                let tx = db.begin().await.unwrap();
                let refused = tx
                    .run(Box::leak(sql.clone().into_boxed_str()), args![])
                    .await
                    .unwrap_err();
                assert!(
                    refused.to_string().contains("append-only"),
                    "{sql}: {refused}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_schema_opens_only_what_was_drawn() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let (id, _) = test
            .give(&drawn.iqa, &[drawn.record(0)], WITHIN)
            .await
            .unwrap();
        let late = test.person("Late Learner", &[Role::Learner]).await;
        let assessor = test.person("Bea Assessor", &[Role::Assessor]).await;
        let (_, submission) = test.handed_in(&late).await;
        test.decided(&assessor, &submission, Outcome::Achieved)
            .await;
        let none = test.planned(&drawn.iqa, &share(0), Stage::Interim).await;
        let tx = test.app.db.begin().await.unwrap();
        let refused = tx
            .run(
                "INSERT INTO pass_records (pass_id, plan_id, submission_id) VALUES ($1, $2, $3)",
                args![&id, &none, &submission],
            )
            .await
            .unwrap_err();
        assert!(
            refused.to_string().contains("only what a plan has drawn"),
            "{refused}"
        );
    })
    .await;
}
