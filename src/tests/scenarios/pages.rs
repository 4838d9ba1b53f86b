//! The pages of a conversation, without scripts and as the island calls.

use super::*;
use crate::tests::scenes::SCENARIO;
use crate::tests::support::Page;
use serde_json::{Value, json};

const ADDRESS: &str = "/scenarios/sample-door";

/// The words of lines that have not been said, of scenes that have not been reached, and all that is said about them.
const AHEAD: [&str; 6] = [
    "Content over process",
    "You named what you noticed",
    "Nobody asks that",
    "late repair",
    "She writes the day",
    "you can still go back for it",
];

fn tells_nothing_ahead(page: &Page, but: &[&str]) {
    for words in AHEAD.iter().filter(|words| !but.contains(words)) {
        assert!(!page.has(words), "{words} in {}", page.body);
    }
}

#[tokio::test]
async fn anybody_reads_what_it_is_and_signs_in_to_play() {
    on_each_engine(async |test: TestApp| {
        test.scenario();
        let mut nobody = test.browser();
        let page = nobody.get(ADDRESS).await;
        for words in [
            "The door",
            "about 5 minutes",
            "Before you begin.",
            "Kerry is 34",
            "U3.2.1",
            "/sign-in?next=/scenarios/sample-door",
            "Nothing is scored",
        ] {
            assert!(page.is(200).has(words), "{words}: {}", page.body);
        }
        assert!(
            !page.has("<form method=\"post\" action=\"/scenarios"),
            "{}",
            page.body
        );
        tells_nothing_ahead(&page, &[]);
        nobody.get("/scenarios/nowhere").await.is(404);
        let (_, mut learner) = test.signed_in("Lena Learner", LEARNER).await;
        let page = learner.get(ADDRESS).await;
        assert!(
            page.has(">Begin</button>") && !page.has("How it went before"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_played_with_forms_and_looked_back_at() {
    on_each_engine(async |test: TestApp| {
        test.scenario();
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let begun = browser.post(ADDRESS, &[]).await.redirects().to_owned();
        let play = begun.strip_suffix("#now").unwrap().to_owned();
        let page = browser.get(&play).await;
        assert!(
            page.has("You’re all the same")
                && page.has("Explain why the conditions matter.")
                && page.has("value=\"3\""),
            "{}",
            page.body
        );
        tells_nothing_ahead(&page, &[]);
        assert_eq!(
            browser.get(&format!("{play}/debrief")).await.redirects(),
            begun
        );

        let say = async |browser: &mut crate::tests::support::Browser, step: &str, line: &str| {
            let fields = [("branch", "1"), ("step", step), ("line", line)];
            browser.post(&play, &fields).await.redirects().to_owned()
        };
        assert_eq!(say(&mut browser, "1", "1").await, begun);
        assert_eq!(say(&mut browser, "1", "1").await, begun);
        let page = browser.get(&play).await;
        assert!(
            page.has("Content over process")
                && page.has("You are a little further apart.")
                && page.has("Right. Yeah."),
            "{}",
            page.body
        );
        assert!(
            page.has("How it began") && !page.has("withdrawal"),
            "{}",
            page.body
        );
        tells_nothing_ahead(&page, &["Content over process"]);
        let list = browser.get(ADDRESS).await;
        assert!(
            list.has("Go on where you stopped") && list.has("1 line so far"),
            "{}",
            list.body
        );

        say(&mut browser, "2", "1").await;
        say(&mut browser, "3", "2").await;
        let page = browser.get(&play).await;
        assert!(
            page.has("The conversation ends here.") && page.has("Tuesday. Don’t be late."),
            "{}",
            page.body
        );
        let page = browser.get(&format!("{play}/debrief?branch=1")).await;
        for words in [
            "Looked at, and mended",
            "You explained first, and came back for it.",
            "With this line a withdrawal began.",
            "You met the withdrawal here.",
            "You met it with “You’ve gone quiet, and I think I did that.” (line 2).",
            "aria-label=\"The alliance over the conversation: bond rose, task ended as it began",
            "<caption class=\"unseen\">The alliance after each line, from -5 to 5",
            "Go back, and say something else here",
            "Use this as evidence",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        assert!(
            !page.has("You named what you noticed"),
            "what was not said is not commented: {}",
            page.body
        );
        assert!(
            browser
                .get(ADDRESS)
                .await
                .has("Ended: Looked at, and mended")
        );
    })
    .await;
}

#[tokio::test]
async fn one_goes_back_and_the_old_way_can_still_be_read() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let play = format!("/plays/{}", test.played(&lena, &[0, 0, 1]).await);
        let back = [("branch", "1"), ("kept", "0")];
        assert_eq!(
            browser
                .post(&format!("{play}/branches"), &back)
                .await
                .redirects(),
            format!("{play}#now")
        );
        let page = browser.get(&play).await;
        assert!(
            page.has("The ways you have tried")
                && page.has("Way 2, from the beginning again, the one that goes on"),
            "{}",
            page.body
        );
        assert!(
            page.has("You’re all the same") && !page.has("Content over process"),
            "{}",
            page.body
        );
        let old = browser.get(&format!("{play}?branch=1")).await;
        assert!(
            old.has("Content over process")
                && old.has("Tuesday. Don’t be late.")
                && old.has("Look back at it"),
            "{}",
            old.body
        );
        assert!(!old.has("<leptos-island"), "{}", old.body);
        let page = browser
            .post(&play, &[("branch", "1"), ("step", "4"), ("line", "1")])
            .await;
        assert!(
            page.is(409).has("has gone on in another window") && page.has("What do you say?"),
            "{}",
            page.body
        );
        for (form, status) in [
            ([("branch", "2"), ("step", "1"), ("line", "0")], 404),
            ([("branch", "2"), ("step", "1"), ("line", "x")], 422),
            ([("branch", "2"), ("step", "1"), ("more", "1")], 422),
        ] {
            browser.post(&play, &form).await.is(status);
        }
        browser
            .post(
                &format!("{play}/branches"),
                &[("branch", "2"), ("kept", "3")],
            )
            .await
            .is(422);
        browser.get(&format!("{play}?branch=9")).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn the_island_hears_what_happened_and_nothing_more() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let play = test.played(&lena, &[]).await;
        let call =
            |step: u32, line: u32| json!({"play": play, "branch": 1, "step": step, "line": line});
        let page = browser.call("say", &call(1, 1)).await;
        let now: Value = serde_json::from_str(&page.is(200).body).unwrap();
        assert_eq!(now["turn"]["step"], 1);
        assert_eq!(
            now["turn"]["said"]["hint"],
            "You are a little further apart."
        );
        assert_eq!(
            (&now["ended"], now["lines"].as_array().unwrap().len()),
            (&json!(false), 3)
        );
        tells_nothing_ahead(&page, &["Content over process"]);
        let again = browser.call("say", &call(1, 1)).await;
        assert_eq!(again.body, page.body);
        let refused = browser.call("say", &call(1, 2)).await;
        assert!(
            refused.is(409).has("Refused") && refused.has("another window"),
            "{}",
            refused.body
        );
        let (_, mut other) = test.signed_in("Otto Other", LEARNER).await;
        other.call("say", &call(2, 1)).await.is(404);
        test.browser().call("say", &call(2, 1)).await.is(401);
        assert_eq!(test.count("SELECT COUNT(*) FROM play_steps").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_play_stays_as_it_was_begun_when_the_file_is_edited_or_gone() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let play = format!("/plays/{}", test.played(&lena, &[0]).await);
        test.app.replace_library(library_with(|_, text| {
            text.replace("Go on to the form.", "Turn the page.")
        }));
        let page = browser.get(&play).await;
        assert!(
            page.has("Go on to the form.") && !page.has("Turn the page."),
            "{}",
            page.body
        );
        let list = browser.get(ADDRESS).await;
        assert!(
            !list.has("Go on where you stopped") && list.has("1 line so far"),
            "{}",
            list.body
        );
        test.app
            .replace_library(library_and(&[WORKSHEET_FILE], |_, text| text));
        browser.get(&format!("/scenarios/{SCENARIO}")).await.is(404);
        assert!(browser.get(&play).await.has("Go on to the form."));
    })
    .await;
}
