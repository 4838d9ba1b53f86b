//! Handing a worksheet in: refused with everything that was filled in, recorded once, frozen, and compared the next time.

use super::super::support::{TestApp, on_each_engine};
use super::{BODY, HOSTILE, beginning, form, kept, latest, with};
use crate::accounts::Role;
use crate::args;
use crate::assessment::Outcome;
use crate::clock::HOUR;
use crate::db::Read;
use crate::portfolio::links_of;

#[tokio::test]
async fn a_refused_hand_in_gives_back_and_keeps_everything() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let half = with(
            form("submit", 1),
            &[("field-next", ""), ("field-words", HOSTILE)],
        );
        let page = browser.post_all(&address, &half).await;
        assert!(
            page.is(422).has("href=\"#field-next\"") && page.has("id=\"field-next-fault\""),
            "{}",
            page.body
        );
        assert!(
            page.has("“In her words”: write at least 5 words; there are 1 so far."),
            "{}",
            page.body
        );
        for words in [
            "They meet alone",
            "value=\"She has a copy\" checked",
            "2027-03-31",
            "&lt;/textarea&gt;",
        ] {
            assert!(page.has(words), "{words}");
        }
        let (body, revision) = kept(&test).await;
        assert!(
            body.contains("They meet alone") && revision == 2,
            "what cannot be handed in is saved all the same"
        );
        assert_eq!(page.value_of("revision"), "2");
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_hands_in_once_for_what_is_filled_in() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let mut second = browser.clone();
        let form = with(
            form("submit", 1),
            &[
                ("field-again", ""),
                ("field-steps.0.0", ""),
                ("field-steps.0.1", ""),
                ("field-steps.2.0", ""),
                ("field-steps.2.1", ""),
            ],
        );
        let (one, two) = tokio::join!(
            browser.post_all(&address, &form),
            second.post_all(&address, &form)
        );
        for page in [one, two, browser.post_all(&address, &form).await] {
            assert!(page.redirects().contains("said=handed-in"));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
        let links = links_of(&test.app.db, &latest(&test).await).await.unwrap();
        let codes: Vec<&str> = links.iter().map(|link| link.criterion.as_str()).collect();
        assert_eq!(codes, ["U3.3.1", "U3.3.3"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_in_stays_and_is_printed_with_its_version() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let submission = latest(&test).await;
        let changed = with(form("save", 2), &[("field-next", "somebody else")]);
        browser.post_all(&address, &changed).await.redirects();
        let (_, assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let (_, mut other) = test.signed_in("Other Learner", &[Role::Learner]).await;
        other
            .get(&format!("/submissions/{submission}/document"))
            .await
            .is(404);
        for (mut reader, looks) in [(browser, 0), (assessor, 2)] {
            let page = reader.get(&format!("/submissions/{submission}")).await;
            assert!(
                page.is(200).has("a mentor from the choir") && !page.has("somebody else"),
                "{}",
                page.body
            );
            let page = reader
                .get(&format!("/submissions/{submission}/document"))
                .await;
            assert!(
                page.is(200).has("They meet alone")
                    && page.has("31 March 2027")
                    && page.has("Lena Learner"),
                "{}",
                page.body
            );
            assert!(
                page.has(&test.worksheet().version.hash[..8]) && page.has("Waiting for a decision"),
                "{}",
                page.body
            );
            assert_eq!(test.looks(&submission, "viewed").await, looks);
        }
        let (body,): (String,) = test
            .app
            .db
            .one("SELECT body FROM submissions", args![])
            .await
            .unwrap();
        assert_eq!(body, BODY);
        assert!(
            test.app
                .db
                .one::<(String,)>(
                    "SELECT kind FROM content_versions WHERE kind = 'worksheet'",
                    args![]
                )
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn an_older_version_of_the_worksheet_stays_readable() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let library = super::super::scenes::library_with(|_, text| {
            text.replace("## In her words", "## What she says")
        });
        test.app.replace_library(library);
        let page = browser
            .get(&format!("/submissions/{}", latest(&test).await))
            .await;
        assert!(
            page.is(200).has("In her words") && !page.has("What she says"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_next_version_shows_what_has_changed() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let first = latest(&test).await;
        assert!(
            !browser
                .get(&address)
                .await
                .has("since it was handed in before")
        );
        test.decided(&ada, &first, Outcome::NotYetAchieved).await;
        test.app.clock.advance(HOUR);
        let changes = [
            ("field-words", "Somebody who writes when I go quiet."),
            ("field-kind", "A worker"),
            ("field-again", "2027-04-15"),
            ("field-steps.0.1", "July"),
            ("field-steps.2.0", "She gives her the card"),
            ("field-steps.2.1", ""),
        ];
        let mut second = with(form("submit", 2), &changes);
        second.retain(|(_, value)| value != "She has read it");
        browser.post_all(&address, &second).await.redirects();
        let submission = latest(&test).await;
        let frozen = format!("/submissions/{submission}");
        for page in [
            assessor.get(&frozen).await,
            browser.get(&frozen).await,
            browser.get(&address).await,
        ] {
            assert!(
                page.is(200)
                    .has("5 of 6 fields have changed since it was handed in before."),
                "{}",
                page.body
            );
            for words in [
                "who <del><span class=\"unseen\">[taken out: </span>rings<span",
                "<ins><span class=\"unseen\">[new: </span>writes<span",
                "[taken out: </span>A mentor<span",
                "[new: </span>15 April 2027<span",
                "<th scope=\"row\">Changed</th><td>They meet</td>",
                "<th scope=\"row\">New</th>",
                "<th scope=\"row\">Taken out</th>",
                "<span class=\"unseen\">Not ticked: </span><del>",
                "As before. Show it",
                "Show the whole, without marks",
            ] {
                assert!(page.has(words), "{words}: {}", page.body);
            }
        }
        let first = assessor.get(&format!("/submissions/{first}")).await;
        assert!(
            first.is(200).has("rings when I go quiet") && !first.has("<ins>"),
            "the first one is as it was"
        );
        let document = browser.get(&format!("{frozen}/document")).await;
        assert!(
            !document.has("<del>") && document.has("writes when I go quiet"),
            "{}",
            document.body
        );
    })
    .await;
}
