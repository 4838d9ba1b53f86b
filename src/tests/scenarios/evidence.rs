//! A conversation as evidence: begun from an ended play, commented, handed in, marked.

use super::*;
use crate::accounts::Actor;
use crate::args;
use crate::assessment::Outcome;
use crate::db::Read;
use crate::portfolio::told::Told;
use crate::tests::scenes::{Fields, field};
use crate::tests::support::Browser;

const QUALIFICATION: &str = "specialist-practitioner";

fn commentary() -> String {
    "I explained first because I was afraid of the form, and then I went back for her. ".repeat(5)
}

/// The writing page's form.
fn form(way: &str, revision: &str) -> Fields {
    vec![
        field("do", way),
        field("revision", revision),
        field("text", commentary()),
        field("criteria", "U3.2.1"),
        field("where-U3.2.1", "line 2"),
        field("why-U3.2.1", "It names the withdrawal and my part in it."),
    ]
}

/// Somebody enrolled with an ended play, and the evidence begun from it.
async fn begun(test: &TestApp) -> (Actor, Browser, String, String) {
    let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
    test.scenario();
    test.enrolled_on(&lena, QUALIFICATION).await;
    let play = test.played(&lena, &[0, 0, 1]).await;
    let address = format!("/plays/{play}/evidence");
    let evidence = browser
        .post(&address, &[("branch", "1")])
        .await
        .redirects()
        .to_owned();
    (
        lena,
        browser,
        play,
        evidence.trim_end_matches("?write=true").to_owned(),
    )
}

#[tokio::test]
async fn enrolling_comes_first_and_only_an_ended_play_is_evidence() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ended, open) = (
            test.played(&lena, &[2]).await,
            test.played(&lena, &[0]).await,
        );
        let post = async |browser: &mut Browser, play: &str, branch: &str| {
            browser
                .post(&format!("/plays/{play}/evidence"), &[("branch", branch)])
                .await
        };
        let first = post(&mut browser, &ended, "1").await;
        assert_eq!(
            first.redirects(),
            "/qualifications/specialist-practitioner?said=enrol-first"
        );
        test.enrolled_on(&lena, QUALIFICATION).await;
        post(&mut browser, &open, "1").await.is(409);
        post(&mut browser, &ended, "2").await.is(404);
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 0);
        let address = post(&mut browser, &ended, "1").await.redirects().to_owned();
        assert_eq!(post(&mut browser, &ended, "1").await.redirects(), address);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE kind = 'scenario-play'")
                .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn it_is_commented_handed_in_and_marked_like_other_evidence() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, evidence) = begun(&test).await;
        let page = browser.get(&evidence).await;
        for words in [
            "Conversation · unit U3",
            "What you say about it now",
            "With this line a withdrawal began.",
            "U3.2.1",
            "at least 50 are asked for",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        let short = [("do", "submit"), ("revision", "1"), ("text", "Too short.")];
        let refused = browser.post(&evidence, &short).await;
        assert!(
            refused
                .is(422)
                .has("Write at least 50 words; there are 2 so far.")
                && refused.has("Too short."),
            "{}",
            refused.body
        );
        let revision = refused.value_of("revision").to_owned();
        assert_eq!(
            browser
                .post_all(&evidence, &form("submit", &revision))
                .await
                .redirects(),
            format!("{evidence}?said=handed-in")
        );

        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let queue = assessor.get("/assessment").await;
        let submission = queue
            .body
            .split("/submissions/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let page = assessor.get(&format!("/submissions/{submission}")).await;
        for words in [
            "As it was handed in",
            "afraid of the form",
            "Right. Yeah.",
            "Content over process",
            "How it ended: Looked at, and mended",
            "class=\"alliance\"",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        assert!(
            !page.has("say something else here"),
            "the assessor has nothing to go back to: {}",
            page.body
        );
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let page = browser.get(&evidence).await;
        assert!(
            page.has("Write the next version") && page.has("Say more."),
            "{}",
            page.body
        );
        let next = browser.get(&format!("{evidence}?write=true")).await;
        assert!(
            next.has("afraid of the form") && next.has("With this line a withdrawal began."),
            "{}",
            next.body
        );
        let overview = browser.get("/portfolio").await;
        assert!(
            overview.has("<td>Conversation</td>") && overview.has("The door"),
            "{}",
            overview.body
        );
    })
    .await;
}

#[tokio::test]
async fn another_way_takes_the_place_of_the_first_and_the_words_stay() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser, play, evidence) = begun(&test).await;
        browser
            .post_all(&evidence, &form("save", "1"))
            .await
            .redirects();
        browser
            .post(
                &format!("/plays/{play}/branches"),
                &[("branch", "1"), ("kept", "0")],
            )
            .await
            .redirects();
        browser
            .post(
                &format!("/plays/{play}"),
                &[("branch", "2"), ("step", "1"), ("line", "3")],
            )
            .await
            .redirects();
        let address = format!("/plays/{play}/evidence");
        browser.post(&address, &[("branch", "2")]).await.redirects();
        let kept = async || {
            let all = crate::portfolio::store::evidence_of(&test.app.db, &lena)
                .await
                .unwrap();
            Told::read(&all[0].body)
        };
        assert_eq!((kept().await.branch, kept().await.lines), (2, vec![2]));
        assert_eq!(kept().await.commentary, commentary());
        let page = browser.get(&evidence).await;
        let revision = page.value_of("revision").to_owned();
        browser
            .post_all(&evidence, &form("submit", &revision))
            .await
            .redirects();
        // While it waits for its decisions it stays as it is.
        browser.post(&address, &[("branch", "1")]).await.redirects();
        assert_eq!(kept().await.branch, 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_in_is_read_in_the_version_that_was_played() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser, _, evidence) = begun(&test).await;
        browser
            .post_all(&evidence, &form("submit", "1"))
            .await
            .redirects();
        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let sql = "SELECT id FROM submissions";
        let (first,): (String,) = test.app.db.one(sql, args![]).await.unwrap();
        test.decided(&ada, &first, Outcome::NotYetAchieved).await;
        let edited = library_with(|_, text| text.replace("Right. Yeah.", "Well. Perhaps."));
        test.app.replace_library(edited);
        let play = test.played(&lena, &[0, 0, 1]).await;
        let address = format!("/plays/{play}/evidence");
        browser.post(&address, &[("branch", "1")]).await.redirects();
        let page = browser.get(&evidence).await;
        assert!(
            page.is(200).has("Right. Yeah.") && !page.has("Well. Perhaps."),
            "as it was handed in: {}",
            page.body
        );
        let page = browser.get(&format!("{evidence}?write=true")).await;
        assert!(
            page.is(200).has("Well. Perhaps."),
            "the next version: {}",
            page.body
        );
        let revision = page.value_of("revision").to_owned();
        browser
            .post_all(&evidence, &form("submit", &revision))
            .await
            .redirects();
        let sql = "SELECT id FROM submissions WHERE number = 2";
        let (second,): (String,) = test.app.db.one(sql, args![]).await.unwrap();
        let now = test.app.clock.now();
        crate::assessment::store::claim(&test.app.db, &ada, &second, now)
            .await
            .unwrap();
        let page = assessor.get(&format!("/submissions/{second}")).await;
        assert!(
            page.is(200).has("Well. Perhaps.") && page.has("Right. Yeah."),
            "each in its own: {}",
            page.body
        );
        let mut file = crate::portfolio::export::pack(&test.app, &lena)
            .await
            .unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        let archive = String::from_utf8_lossy(&bytes);
        let page = archive.split("<!DOCTYPE html>").nth(1).unwrap();
        assert!(page.contains("Well. Perhaps.") && page.contains("Right. Yeah."));
    })
    .await;
}

#[tokio::test]
async fn an_autosave_keeps_the_conversation_beside_the_words() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser, play, evidence) = begun(&test).await;
        let id = evidence.strip_prefix("/evidence/").unwrap();
        let call = serde_json::json!({"evidence": id, "text": "Only this.", "revision": 1});
        browser.call("draft", &call).await.is(200);
        let all = crate::portfolio::store::evidence_of(&test.app.db, &lena)
            .await
            .unwrap();
        let told = Told {
            play,
            branch: 1,
            lines: vec![0, 0, 1],
            commentary: "Only this.".to_owned(),
        };
        assert_eq!(Told::read(&all[0].body), told);
        assert!(browser.get(&evidence).await.has("\nOnly this.</textarea>"));
    })
    .await;
}

#[test]
fn a_body_that_cannot_be_read_is_an_empty_conversation() {
    for body in ["", "{}", "An account.", "{\"play\": 1}"] {
        assert_eq!(Told::read(body), Told::default(), "{body}");
    }
    let told = Told {
        play: "p".into(),
        branch: 2,
        lines: vec![1, 0],
        commentary: "</script>".into(),
    };
    assert_eq!(Told::read(&told.to_body()), told);
}
