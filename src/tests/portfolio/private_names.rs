//! Names to look for: one's own, listed once, taken away for good, and nobody else's to see.

use super::LEARNER;
use crate::accounts::Role;
use crate::portfolio::private_names::{self, LONGEST, MOST};
use crate::tests::support::{TestApp, on_each_engine};

const LIST: &str = "/portfolio/names";

#[tokio::test]
async fn a_name_is_listed_once_and_taken_away() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        for name in ["  Mary   Ann ", "MARY ann", "<b>Zoe</b>"] {
            let page = browser.post(LIST, &[("name", name)]).await;
            assert_eq!(page.redirects(), "/portfolio/names?said=added");
        }
        let page = browser.get(LIST).await;
        assert!(
            page.has("<span>Mary Ann</span>") && page.has("&lt;b&gt;Zoe") && !page.has("<b>Zoe"),
            "{}",
            page.body
        );
        let names = private_names::names_of(&test.app.db, &lena.id)
            .await
            .unwrap();
        assert_eq!(names.len(), 2);
        let away = format!("{LIST}/{}/remove", names[0].id);
        browser.post(&away, &[]).await.redirects();
        browser.post(&away, &[]).await.is(404);
        assert_eq!(test.count("SELECT COUNT(*) FROM private_names").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_looked_for_comes_back_as_it_was_typed() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let long = "a".repeat(LONGEST + 1);
        for (name, words) in [(" . ", "Enter a name"), (&long, "a first name is enough")] {
            let page = browser.post(LIST, &[("name", name)]).await;
            assert!(page.is(422).has(words) && page.has(name), "{}", page.body);
        }
        for number in 0..MOST {
            let name = format!("Name{number}");
            private_names::add(&test.app.db, &lena, &name, 0)
                .await
                .unwrap();
        }
        let page = browser.post(LIST, &[("name", "One more")]).await;
        assert!(
            page.is(422).has("the most we can look for"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_or_takes_away_a_name() {
    on_each_engine(async |test: TestApp| {
        let (lena, _) = test.signed_in("Lena Learner", LEARNER).await;
        private_names::add(&test.app.db, &lena, "Rosalind", 0)
            .await
            .unwrap();
        let id = private_names::names_of(&test.app.db, &lena.id)
            .await
            .unwrap()[0]
            .id
            .clone();
        let away = format!("{LIST}/{id}/remove");
        for role in [Role::Assessor, Role::Iqa, Role::Administrator] {
            let (_, mut other) = test
                .signed_in(&format!("A {role:?}"), &[Role::Learner, role])
                .await;
            assert!(!other.get(LIST).await.is(200).has("Rosalind"));
            let made_up = other.post(&format!("{LIST}/made-up/remove"), &[]).await;
            assert_eq!(
                other.post(&away, &[]).await.is(404).body,
                made_up.is(404).body
            );
        }
        assert_eq!(test.looks(&id, "refused").await, 3);
        let (manager, mut browser) = test.signed_in("A Manager", &[Role::Manager]).await;
        browser.get(LIST).await.is(404);
        assert!(
            private_names::add(&test.app.db, &manager, "Kim", 0)
                .await
                .is_err()
        );
        assert!(
            private_names::remove(&test.app.db, &manager, &id, 0)
                .await
                .is_err()
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM private_names").await, 1);
    })
    .await;
}
