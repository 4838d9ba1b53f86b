//! The pages: what they say about five hundred invented attempts, and about too few.

use super::{invented, noise};
use crate::accounts::Role;
use crate::quizzes::items::figures::{discrimination, facility};
use crate::quizzes::items::store::tallies;
use crate::tests::support::{TestApp, on_each_engine};

#[test]
fn the_noise_is_even() {
    let mean = (0..1_000).map(|at| noise(at, at % 7)).sum::<f64>() / 1_000.0;
    assert!((0.45..0.55).contains(&mean), "{mean}");
}

#[tokio::test]
async fn five_hundred_attempts_show_what_is_wrong_with_a_question() {
    on_each_engine(async |test: TestApp| {
        invented(&test, 500).await;
        let (author, mut browser) = test.signed_in("Aaron Author", &[Role::Author]).await;
        let questions = test.singles();
        let found = tallies(&test.app.db, &author, None).await.unwrap();
        assert_eq!(found.len(), 6);
        for (at, question) in questions.iter().enumerate() {
            let own = found
                .iter()
                .find(|own| own.hash == question.version.hash)
                .unwrap();
            let (sums, thirds) = (own.sums(), own.thirds.clone().map(|third| third.sums.n));
            assert_eq!((sums.n, thirds), (500, [167, 167, 166]));
            match (at, discrimination(&sums)) {
                (0..=3, Some(r)) => assert!(r.value > 0.0 && r.high - r.low < 0.2, "{at}: {r:?}"),
                (4, Some(r)) => assert!(r.high < 0.0, "{r:?}"),
                (5, None) => assert_eq!(facility(&sums).unwrap().value, 1.0),
                (_, r) => panic!("{at}: {r:?}"),
            }
        }
        let list = browser.get("/items").await;
        assert!(list.is(200).has("Works the wrong way round") && list.has("Very easy"));
        assert!(list.has(&format!("href=\"/items/{}\"", questions[4].id)));
        assert!(list.has("have been asked in fewer than 20 first attempts"));
        let page = browser.get(&format!("/items/{}", questions[4].id)).await;
        assert!(
            page.is(200).has("500 first attempts")
                && page.has("A wrong option draws those who know most")
        );
        assert!(page.has("of 167)") && page.has("of 166)") && page.has("role=\"img\""));
        for shown in [&list, &page] {
            assert!(!shown.has("invented-"), "nobody is named");
        }
    })
    .await;
}

#[tokio::test]
async fn too_few_attempts_say_nothing() {
    on_each_engine(async |test: TestApp| {
        invented(&test, 19).await;
        let (_, mut browser) = test.signed_in("Nadia Quality", &[Role::Iqa]).await;
        let list = browser.get("/items").await;
        assert!(list.is(200).has("No question stands out") && list.has("19 attempts"));
        let question = &test.singles()[4];
        let page = browser.get(&format!("/items/{}", question.id)).await;
        assert!(page.has("Not enough data") && page.has("19 first attempts"));
        assert!(!page.has("Facility</dt>") && !page.has("role=\"img\""));
        // Practice, and what does not exist, are not found.
        let library = test.app.library();
        let practice = library
            .quizzes
            .iter()
            .find(|quiz| quiz.id == "u3-practice-alliance")
            .unwrap();
        browser
            .get(&format!("/items/{}", practice.questions[0].id))
            .await
            .is(404);
        browser.get("/items/nothing").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn those_who_may_look_find_the_way() {
    on_each_engine(async |test: TestApp| {
        for (role, way) in [
            (Role::Iqa, true),
            (Role::Author, true),
            (Role::Learner, false),
            (Role::Assessor, false),
        ] {
            let (_, mut browser) = test.signed_in(&format!("A {role}"), &[role]).await;
            assert_eq!(
                browser.get("/modules").await.has("href=\"/items\""),
                way,
                "{role}"
            );
        }
        let (_, mut browser) = test.signed_in("Ada Admin", &[Role::Administrator]).await;
        assert!(browser.get("/people").await.has("href=\"/items\""));
    })
    .await;
}
