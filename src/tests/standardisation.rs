//! Exercises: judged blind, once, and seen together; what was agreed; and how often each differs.

use super::quality::share;
use super::scenes::{Fields, GP, field};
use super::support::{START, TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::db::new_id;
use crate::error::Error;
use crate::quality::Stage;
use crate::quality::risk::Risk;
use crate::quality::store::population;
use crate::standardisation::{Judged, drift, drifts, store};

const CRITERIA: [&str; 6] = [
    "GP1.1.1", "GP1.1.2", "GP1.2.1", "GP1.2.3", "GP1.3.1", "GP1.3.2",
];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";

fn found(outcomes: [bool; 6]) -> Vec<Judged> {
    let one = |(code, achieved): (&&str, bool)| Judged {
        criterion: (*code).to_owned(),
        outcome: if achieved {
            Outcome::Achieved
        } else {
            Outcome::NotYetAchieved
        },
        reason: "It says so in the first paragraph.".to_owned(),
    };
    CRITERIA.iter().zip(outcomes).map(one).collect()
}

fn judging(outcome: &str, reason: &str) -> Fields {
    let fields = |code: &&str| {
        [
            field(format!("outcome-{code}"), outcome),
            field(format!("reason-{code}"), reason),
        ]
    };
    CRITERIA.iter().flat_map(fields).collect()
}

impl TestApp {
    /// An exemplar, and an exercise opened with it.
    pub(crate) async fn exercise(&self, iqa: &Actor) -> (String, String) {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let (id, exercise) = (new_id(), new_id());
        let new = store::New {
            id: &id,
            source: None,
            title: "One consultation",
            unit: "GP1",
            body: "I asked, and then I waited.",
            criteria: CRITERIA.to_vec(),
        };
        for _ in 0..2 {
            store::keep(db, iqa, &self.specification(GP), &new, now)
                .await
                .unwrap();
            store::open(db, iqa, &exercise, &id, now).await.unwrap();
        }
        (id, exercise)
    }

    /// An exercise that this assessor has judged, closed, with something agreed.
    pub(crate) async fn exercised(&self, assessor: &Actor) {
        let iqa = self.person("Iris Quality", &[Role::Iqa]).await;
        let (_, exercise) = self.exercise(&iqa).await;
        let db = &self.app.db;
        let all = found([true; 6]);
        store::judge(db, assessor, &exercise, &all, START)
            .await
            .unwrap();
        store::close(db, &iqa, &exercise, START).await.unwrap();
        store::agree(db, &iqa, &exercise, &all[0], START)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nobody_sees_what_the_others_find_before_it_is_over() {
    on_each_engine(async |test: TestApp| {
        let (iris, mut iqa) = test.signed_in("Iris Quality", &[Role::Iqa]).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", &[Role::Assessor]).await;
        let (_, exercise) = test.exercise(&iris).await;
        let address = format!("/standardisation/exercises/{exercise}");
        assert!(
            ada.get("/standardisation")
                .await
                .has("Waiting for you to judge")
        );
        let mut form = judging("achieved", HOSTILE);
        form[1].1.clear();
        let page = ada.post_all(&address, &form).await;
        assert!(
            page.is(422).has("Enter why, for GP1.1.1.") && page.has("&lt;script&gt;"),
            "{}",
            page.body
        );
        form[1].1 = HOSTILE.to_owned();
        ada.post_all(&address, &form).await.redirects();
        ada.post_all(&address, &form).await.is(409);
        let page = ada.get(&address).await;
        assert!(
            page.has("What you found")
                && page.has("Judged so far by 1; 1 left.")
                && !page.has("<script>alert"),
            "{}",
            page.body
        );
        for browser in [&mut iqa, &mut ben] {
            let page = browser.get(&address).await;
            assert!(
                page.is(200).has("I asked, and then I waited.") && !page.has("alert(1)"),
                "{}",
                page.body
            );
        }
        ben.post_all(&address, &judging("not-yet-achieved", "I do not find it."))
            .await
            .redirects();
        for browser in [&mut iqa, &mut ben, &mut ada] {
            let page = browser.get(&address).await;
            assert!(
                page.has("Achieved: 1. Not yet achieved: 1.")
                    && page.has("alert(1)")
                    && page.has("I do not find it."),
                "{}",
                page.body
            );
            assert!(page.has("agree in 0% of the criteria"));
        }
        assert!(!ada.get(&address).await.has("Record what you agreed"));
        let agreements = format!("{address}/agreements");
        let form = [
            ("criterion", "GP1.1.1"),
            ("outcome-GP1.1.1", "achieved"),
            ("reason-GP1.1.1", ""),
        ];
        assert!(
            iqa.post(&agreements, &form)
                .await
                .is(422)
                .has("Enter why you agreed so.")
        );
        let form = [form[0], form[1], ("reason-GP1.1.1", "The pause shows it.")];
        iqa.post(&agreements, &form).await.redirects();
        iqa.post(&agreements, &form).await.is(409);
        assert!(ben.get(&address).await.has("The pause shows it."));
        // Of one it was agreed what it shows; of the rest two differ, and neither is more right.
        let page = iqa.get("/standardisation").await;
        assert!(
            page.has("Differs in 0 of 1 criteria") && page.has("Differs in 1 of 1 criteria"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn who_judges_when_and_how_often() {
    on_each_engine(async |test: TestApp| {
        let both = test.person("Iris Both", &[Role::Iqa, Role::Assessor]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ben = test.person("Ben Assessor", &[Role::Assessor]).await;
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, exercise) = test.exercise(&both).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let all = found([true; 6]);
        for nobody in [&both, &lena] {
            let refused = store::judge(db, nobody, &exercise, &all, now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{}: {refused:?}", nobody.name);
        }
        let tx = db.begin().await.unwrap();
        let sql = "INSERT INTO exercise_ratings (exercise_id, exemplar_id, opened_by, criterion, assessor_id, outcome, reason, rated_at)
                   SELECT id, exemplar_id, opened_by, 'GP1.1.1', $1, 'achieved', 'Why.', 1 FROM exercises";
        assert!(tx.run(sql, args![&both.id]).await.is_err(), "the schema refuses who has opened it");
        drop(tx);
        for wrong in [&all[1..], &[]] {
            let refused = store::judge(db, &ada, &exercise, wrong, now).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        let early = store::agree(db, &both, &exercise, &all[0], now).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
        store::judge(db, &ada, &exercise, &all, now).await.unwrap();
        let round = store::exercise(db, &both, &exercise).await.unwrap();
        assert!((round.judged, round.left, round.is_over()) == (1, 1, false));
        assert!(store::visible(db, &both, &round).await.unwrap().is_empty());
        for _ in 0..2 {
            store::close(db, &both, &exercise, now).await.unwrap();
        }
        let late = store::judge(db, &ben, &exercise, &all, now).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let round = store::exercise(db, &both, &exercise).await.unwrap();
        assert_eq!(store::visible(db, &ben, &round).await.unwrap().len(), 6);
        assert!(drifts(db, &both).await.unwrap().is_empty(), "one alone is compared with nobody");
        for refused in [store::close(db, &ada, &exercise, now).await, store::open(db, &ada, "y", "x", now).await] {
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn drift_is_counted_over_the_last_exercises() {
    on_each_engine(async |test: TestApp| {
        let iqa = test.person("Iris Quality", &[Role::Iqa]).await;
        let mut panel = Vec::new();
        for name in ["Ada", "Ben", "Cleo"] {
            panel.push(
                test.person(&format!("{name} Assessor"), &[Role::Assessor])
                    .await,
            );
        }
        let (db, now) = (&test.app.db, test.app.clock.now());
        for _ in 0..2 {
            let (_, exercise) = test.exercise(&iqa).await;
            let judged = [
                [true; 6],
                [true; 6],
                [true, true, true, false, false, false],
            ];
            for (assessor, outcomes) in panel.iter().zip(judged) {
                store::judge(db, assessor, &exercise, &found(outcomes), now)
                    .await
                    .unwrap();
            }
        }
        let all = drifts(db, &iqa).await.unwrap();
        assert_eq!(
            (all[0].assessor.as_str(), all[0].differs, all[0].of),
            ("Cleo Assessor", 6, 12)
        );
        assert!(all[0].interval().unwrap().1 > 0.2 && all[0].words().contains("50%"));
        let ada = drift(db, &iqa, &panel[0].id).await.unwrap().unwrap();
        // Where Cleo differs, she and Ben are divided: nothing to compare Ada with.
        assert_eq!((ada.differs, ada.of), (0, 6));
        assert!(drift(db, &iqa, &iqa.id).await.unwrap().is_none());
        let policy = share(0);
        let found = population(db, &iqa, &policy, Stage::Interim, now)
            .await
            .unwrap();
        let risks = |of: &Actor| found.circumstances.of(&of.id, "none");
        assert!(
            risks(&panel[2]).contains(&Risk::Drift),
            "{:?}",
            found.circumstances
        );
        assert!(!risks(&panel[0]).contains(&Risk::Drift));
    })
    .await;
}

#[tokio::test]
async fn an_exemplar_is_looked_through_for_what_gives_a_person_away() {
    on_each_engine(async |test: TestApp| {
        let (iris, mut iqa) = test.signed_in("Iris Quality", &[Role::Iqa]).await;
        let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
        let learner = test.person("Lena Lighthouse", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let address = format!("/standardisation/exemplars?submission={submission}");
        iqa.get(&address).await.is(404);
        assert_eq!(test.looks(&submission, "refused").await, 1);
        test.decided(&assessor, &submission, Outcome::Achieved)
            .await;
        test.planned(&iris, &share(100), Stage::Interim).await;
        let page = iqa.get(&address).await;
        assert!(
            page.is(200).has("One week I was away") && page.has("value=\"gp-attachment-unit GP1\""),
            "{}",
            page.body
        );
        assert_eq!(test.looks(&submission, "viewed").await, 1);
        let mut form = vec![
            field("unit", "gp-attachment-unit GP1"),
            field("submission", submission.clone()),
            field("title", "One consultation"),
            field("body", "Lena rang 07700 900123. Then I waited."),
            field("criteria", "GP1.1.1"),
            field("id", page.value_of("id")),
        ];
        let page = iqa.post_all("/standardisation/exemplars", &form).await;
        assert!(
            page.is(422).has("<mark>Lena</mark>") && page.has("a phone number"),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM exemplars").await, 0);
        let (_, after) = page.body.split_once("name=\"identifies-nobody\"").unwrap();
        let seal = after
            .split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        form.push(field("identifies-nobody", seal));
        form[3].1 = "Lena rang 07700 900456. Then I waited.".to_owned();
        iqa.post_all("/standardisation/exemplars", &form)
            .await
            .is(422);
        form[3].1 = "Lena rang 07700 900123. Then I waited.".to_owned();
        let kept = iqa
            .post_all("/standardisation/exemplars", &form)
            .await
            .redirects()
            .to_owned();
        assert!(iqa.get(&kept).await.has("Open an exercise"));
        let again = iqa.post_all("/standardisation/exemplars", &form).await;
        assert_eq!(again.redirects(), kept);
        assert_eq!(test.count("SELECT COUNT(*) FROM exemplars").await, 1, "sent twice, it is one");
        let page = iqa.get(&kept).await;
        let id = page.value_of("id").to_owned();
        let mut opened = String::new();
        for _ in 0..2 {
            let sent = iqa.post(&format!("{kept}/exercises"), &[("id", &id)]).await;
            opened = sent.redirects().to_owned();
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM exercises").await, 1, "sent twice, it is one");
        assert!(iqa.get(&opened).await.has("Close the exercise"));
        let (db, now) = (&test.app.db, test.app.clock.now());
        let one = [Judged { criterion: "GP1.1.1".to_owned(), outcome: Outcome::Achieved, reason: "Why.".to_owned() }];
        let known = store::judge(db, &assessor, &id, &one, now).await;
        assert!(matches!(known, Err(Error::Forbidden)), "who decided on the work: {known:?}");
        let tx = db.begin().await.unwrap();
        let sql = "INSERT INTO exercise_ratings (exercise_id, exemplar_id, opened_by, criterion, assessor_id, outcome, reason, rated_at)
                   SELECT id, exemplar_id, opened_by, 'GP1.1.1', $1, 'achieved', 'Why.', 1 FROM exercises";
        assert!(tx.run(sql, args![&assessor.id]).await.is_err(), "the schema refuses who decided on the work");
        drop(tx);
        let other = test.person("Ben Assessor", &[Role::Assessor]).await;
        store::judge(db, &other, &id, &one, now).await.unwrap();
    })
    .await;
}
