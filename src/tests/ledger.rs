//! The ledger: every act is in it, in one chain, whoever writes at the same moment; and whatever is changed is found.

mod columns;
mod erasing;
pub(super) mod every;
mod heads;
mod replay;
mod tampering;
mod widening;

use super::support::{START, TestApp, on_each_engine};
use crate::accounts::{Administrator, Role, store as people};
use crate::args;
use crate::assessment::{Outcome, store as assessment};
use crate::certificates;
use crate::clock::DAY;
use crate::db::{Db, Read};
use crate::ledger::canonical::canonical;
use crate::ledger::chain::Chain;
use crate::ledger::{self, BEGINNING, GENESIS};
use crate::quizzes;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The acts that the first ledgers knew: a role given and ended, extra time agreed and ended, decisions, a sign-off, a certificate issued and
/// revoked. The last of them is the end of a role.
pub(super) async fn full(test: &TestApp) {
    let learner = test.person("Lena Learner", &[Role::Learner]).await;
    let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
    let admin = test.person("Sam Admin", &[Role::Administrator]).await;
    let db = &test.app.db;
    let number = test.certified(&learner, &assessor).await;
    certificates::store::revoke(db, &admin, &number, "A reason.", START)
        .await
        .unwrap();
    quizzes::agree_extra_time(db, &assessor, &learner.id, 25, "As agreed.", START)
        .await
        .unwrap();
    quizzes::end_extra_time(db, &assessor, &learner.id, START + DAY)
        .await
        .unwrap();
    let other = test.person("Returned Learner", &[Role::Learner]).await;
    let (_, submission) = test.handed_in(&other).await;
    let decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
    assessment::decide(db, &assessor, &submission, &decisions, "A word.", START)
        .await
        .unwrap();
    change_role(test, &Administrator(admin), &other.id, true).await;
}

async fn change_role(test: &TestApp, by: &Administrator, person: &str, hold: bool) {
    let tx = test.app.db.begin_recording().await.unwrap();
    for hold in [hold, !hold] {
        people::change_role(by, &tx, person, Role::Iqa, hold, START)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// What a database is like that comes from before the ledger.
const NEVER_BEGUN: &str = "DELETE FROM ledger; DELETE FROM ledger_beginnings";

pub(super) async fn verified(test: &TestApp) -> Result<Chain, String> {
    ledger::verify(&test.app.db).await.unwrap()
}

#[tokio::test]
async fn every_act_is_entered_and_the_tables_say_the_same() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let kinds: Vec<(String, i64)> = test
            .app
            .db
            .all(
                "SELECT kind, COUNT(*) FROM ledger GROUP BY kind ORDER BY kind",
                args![],
            )
            .await
            .unwrap();
        let kinds: Vec<_> = kinds.iter().map(|(k, n)| (k.as_str(), *n)).collect();
        assert_eq!(
            kinds,
            [
                ("certificate-face", 1),
                ("certificate-issued", 1),
                ("certificate-revoked", 1),
                ("closure", 3),
                ("decision", 16),
                ("enrolled", 2),
                ("extra-time-agreed", 1),
                ("extra-time-ended", 1),
                ("genesis", 1),
                ("role-ended", 1),
                ("role-granted", 5),
                ("sign-off", 1),
                ("submitted", 3),
                ("submitted-link", 16),
            ]
        );
        verified(&test).await.unwrap();
        let words: (i64,) = test
            .app
            .db
            .one(
                "SELECT COUNT(*) FROM ledger WHERE facts LIKE '%Say more%' OR facts LIKE '%reason.%' OR facts LIKE '%Lena%'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(words, (0,), "no words of anybody");
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_leaves_no_entry() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let before = test.count("SELECT COUNT(*) FROM ledger").await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let too_few = assessment::decide(db, &ada, &submission, &decisions[1..], "", now).await;
        too_few.unwrap_err();
        assert_eq!(test.count("SELECT COUNT(*) FROM ledger").await, before);
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let again = assessment::decide(db, &ada, &submission, &decisions, "", now).await;
        again.unwrap_err();
        let entered = test.count("SELECT COUNT(*) FROM ledger").await - before;
        assert_eq!(entered, 1 + decisions.len() as i64);
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn writers_at_the_same_moment_make_one_chain() {
    on_each_engine(async |test: TestApp| {
        let mut writers = Vec::new();
        for n in 0..24 {
            let person = test.person(&format!("Person {n}"), &[]).await;
            writers.push(person.id);
        }
        // Two pools are two servers.
        let second = test.second().await;
        let write = |(n, person): (usize, String)| {
            let db = if n % 2 == 0 {
                test.app.db.clone()
            } else {
                second.clone()
            };
            async move {
                for role in [Role::Assessor, Role::Iqa, Role::Manager] {
                    let tx = db.begin_recording().await?;
                    people::grant(&tx, None, &person, role, START).await?;
                    tx.commit().await?;
                }
                Ok::<(), crate::error::Error>(())
            }
        };
        let all = writers.into_iter().enumerate().map(write);
        for outcome in futures_util::future::join_all(all).await {
            outcome.expect("nobody has to try again");
        }
        assert_eq!(verified(&test).await.unwrap().length, 1 + 24 * 3);
        second.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_ledger_begun_late_enters_what_was_before_in_order() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let entries = test.count("SELECT COUNT(*) FROM ledger").await;
        let mut hashes = Vec::new();
        for _ in 0..2 {
            tampering::tampered(&test, NEVER_BEGUN).await;
            assert!(verified(&test).await.is_err());
            ledger::open(&test.app.db, START).await.unwrap();
            ledger::open(&test.app.db, START).await.unwrap();
            let chain = verified(&test).await.unwrap();
            assert_eq!(chain.length, entries);
            hashes.push(chain.hash);
        }
        assert_eq!(hashes[0], hashes[1], "the same acts make the same ledger");
        let kinds: Vec<(String, String)> = test
            .app
            .db
            .all(
                "SELECT kind, previous FROM ledger ORDER BY sequence LIMIT 2",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(kinds[0], (GENESIS.to_owned(), BEGINNING.to_owned()));
        assert_eq!(kinds[1].0, "role-granted-recorded");
        let back = "SELECT COUNT(*) FROM ledger a JOIN ledger b ON b.sequence = a.sequence + 1
                    WHERE a.happened_at > b.happened_at AND a.sequence > 1";
        assert_eq!(test.count(back).await, 0);
        let learner = test.person("Later Learner", &[Role::Learner]).await;
        assert_eq!(
            verified(&test).await.unwrap().length,
            entries + 1,
            "{}",
            learner.id
        );
    })
    .await;
}

#[tokio::test]
async fn a_database_without_a_ledger_says_so() {
    on_each_engine(async |test: TestApp| {
        tampering::tampered(&test, NEVER_BEGUN).await;
        assert!(verified(&test).await.unwrap_err().contains("empty"));
        let tx = test.app.db.begin_recording().await.unwrap();
        let made = people::create_person(&tx, "a@example.org", "A", None, START).await;
        let granted = people::grant(&tx, None, &made.unwrap().unwrap(), Role::Iqa, START).await;
        assert!(granted.is_err(), "no act without its entry");
    })
    .await;
}

#[tokio::test]
async fn an_emptied_ledger_is_not_begun_again() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        tampering::tampered(&test, "DELETE FROM ledger").await;
        let refused = ledger::open(&test.app.db, START).await.unwrap_err();
        assert!(refused.to_string().contains("has emptied it"), "{refused}");
        assert_eq!(test.count("SELECT COUNT(*) FROM ledger").await, 0);
        let said = verified(&test).await.unwrap_err();
        assert!(said.contains("one was begun"), "{said}");
        // Nor is one that was begun with another entry.
        let beginning = "DELETE FROM ledger_beginnings";
        tampering::tampered(&test, beginning).await;
        ledger::open(&test.app.db, START + 1).await.unwrap();
        tampering::tampered(
            &test,
            "UPDATE ledger_beginnings SET begun_at = begun_at - 1",
        )
        .await;
        let said = verified(&test).await.unwrap_err();
        assert!(said.starts_with("Entry 1 is not the one"), "{said}");
    })
    .await;
}

#[test]
fn canonical_json_is_that_of_the_standard() {
    // RFC 8785, sections 3.2.3 and 3.2.2.2, without the fractions.
    let sorted: Value = serde_json::from_str(
        r#"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}"#,
    )
    .unwrap();
    let text = canonical(&sorted).unwrap();
    let order = [
        "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
    ];
    let places: Vec<_> = order.iter().map(|word| text.find(word).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    let table = [
        (
            json!({"b": [1, -2, true, null], "a": {}}),
            r#"{"a":{},"b":[1,-2,true,null]}"#,
        ),
        (
            json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/"),
            r#""€$\u000f\nA'B\"\\\\\"/""#,
        ),
        (json!(9_007_199_254_740_991_i64), "9007199254740991"),
    ];
    for (value, expected) in table {
        assert_eq!(canonical(&value).as_deref(), Some(expected));
    }
    for none in [json!(0.5), json!(9_007_199_254_740_992_i64), json!([1e300])] {
        assert_eq!(canonical(&none), None, "{none}");
    }
}

/// Any value that has a canonical form.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..9_007_199_254_740_991).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_json_is_read_back_as_the_same_value(value in value()) {
        let text = canonical(&value).unwrap();
        let back: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(canonical(&back).unwrap(), text);
        prop_assert_eq!(back, value);
    }
}

impl TestApp {
    /// The same database through a pool of its own, as a second server has it.
    async fn second(&self) -> Db {
        match &self.app.db {
            Db::Sqlite { write, .. } => {
                let file = write.connect_options().get_filename().to_owned();
                let url = format!("sqlite:{}", file.display());
                Db::connect(&url).await.unwrap()
            }
            Db::Postgres(pool) => Db::postgres((*pool.connect_options()).clone())
                .await
                .unwrap(),
        }
    }
}
