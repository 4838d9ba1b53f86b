//! Whose a note is: two windows of one person, and everybody else.

use super::{LEARNER, SECTION, keep, notes};
use crate::accounts::Role;
use crate::error::Error;
use crate::notes::store;
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn two_windows_do_not_overwrite_each_other() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut one) = test.signed_in("Lena Learner", LEARNER).await;
        let id = test.noted(&lena, "First.").await;
        let address = format!("/notes/{id}");
        let page = one.get(&address).await;
        let (module, section) = (
            page.value_of("module").to_owned(),
            page.value_of("section").to_owned(),
        );
        let form = |text: &'static str, revision: &'static str, what: &'static str| {
            vec![
                ("do".to_owned(), what.to_owned()),
                ("revision".to_owned(), revision.to_owned()),
                ("module".to_owned(), module.clone()),
                ("section".to_owned(), section.clone()),
                ("note-text".to_owned(), text.to_owned()),
            ]
        };
        one.post_all(&address, &form("Second.", "1", "save"))
            .await
            .redirects();
        let refused = one.post_all(&address, &form("Third.", "1", "save")).await;
        assert!(
            refused.is(422).has("Both texts are safe")
                && refused.has("Third.</textarea>")
                && refused.has("<p>Second.</p>"),
            "{}",
            refused.body
        );
        assert_eq!(refused.value_of("revision"), "2");
        assert_eq!(notes(&test, &lena).await[0].body, "Second.");
        one.post_all(&address, &form("", "1", "remove"))
            .await
            .is(422);
        one.post_all(&address, &form(" ", "2", "save"))
            .await
            .is(422)
            .has("Write your note");
        one.post_all(&address, &form("Third.", "2", "save"))
            .await
            .redirects();
        assert_eq!(
            one.post_all(&address, &form("", "3", "remove"))
                .await
                .redirects(),
            "/notes?said=removed"
        );
        assert!(
            notes(&test, &lena).await.is_empty()
                && one
                    .get("/notes?said=removed")
                    .await
                    .has("The note is gone.")
        );
        // What another window still holds can be kept anew.
        let gone = one.post_all(&address, &form("Fourth.", "3", "save")).await;
        assert!(
            gone.is(422).has("Fourth.</textarea>") && gone.has("no longer there"),
            "{}",
            gone.body
        );
        one.post_all(&address, &form("", "3", "save")).await.is(404);
        one.get(&address).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_reads_changes_or_finds_a_note() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", LEARNER).await;
        let id = test.noted(&lena, "Marmalade is my secret.").await;
        let section = SECTION.to_owned();
        for role in Role::ALL {
            let (other, mut browser) = test
                .signed_in(&format!("Otto {}", role.key()), &[Role::Learner, role])
                .await;
            browser.get(&format!("/notes/{id}")).await.is(404);
            let form = [
                ("do", "save"),
                ("revision", "1"),
                ("note-text", "Mine now."),
            ];
            browser.post(&format!("/notes/{id}"), &form).await.is(404);
            browser
                .post(
                    &format!("/notes/{id}"),
                    &[("do", "remove"), ("revision", "1")],
                )
                .await
                .is(404);
            for page in [
                section.as_str(),
                "/notes",
                "/search?q=marmalade",
                "/",
                "/portfolio",
            ] {
                assert!(
                    !browser.get(page).await.has("Marmalade"),
                    "{page} as {}",
                    role.key()
                );
            }
            // Neither by an id that is taken, nor below the pages.
            let taken = [("note", id.as_str()), ("note-text", "Mine now.")];
            keep(&mut browser, &taken).await.is(404);
            let now = test.app.clock.now();
            let db = &test.app.db;
            assert!(matches!(
                store::note(db, &other, &id, now).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store::change(db, &other, &id, "x", 1, now).await,
                Err(Error::Conflict(_))
            ));
            assert!(matches!(
                store::remove(db, &other, &id, 1).await,
                Err(Error::Conflict(_))
            ));
        }
        assert!(test.looks(&id, "refused").await > 0);
        assert_eq!(notes(&test, &lena).await[0].body, "Marmalade is my secret.");
        let manager = test.person("Mo Manager", &[Role::Manager]).await;
        assert!(matches!(
            store::remove(&test.app.db, &manager, &id, 1).await,
            Err(Error::Forbidden)
        ));
    })
    .await;
}
