//! Handing evidence in: refused with everything that was typed, recorded once, and frozen.

use super::{HOSTILE, assert_escaped, form, kept, writing};
use crate::accounts::Role;
use crate::args;
use crate::assessment::Outcome;
use crate::clock::HOUR;
use crate::db::Read;
use crate::error::Error;
use crate::portfolio::Link;
use crate::portfolio::store::{self, Draft};
use crate::tests::scenes::{Fields, REFLECTION, account};
use crate::tests::support::{TestApp, on_each_engine};
use serde_json::json;

#[tokio::test]
async fn a_refused_hand_in_gives_back_and_keeps_everything() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let enough = format!("{HOSTILE} {}", account());
        let too_many = "word ".repeat(1201) + HOSTILE;
        let cases: [(&str, &[usize], &str); 4] = [
            (
                HOSTILE,
                &[0, 1, 2, 3, 4, 5],
                "Write at least 300 words; there are 1 so far.",
            ),
            (
                &too_many,
                &[0, 1, 2, 3, 4, 5],
                "Keep to 1200 words at most; there are 1202.",
            ),
            (&enough, &[0, 1, 2, 4, 5], "Tick at least one criterion"),
            (
                &enough,
                &[0, 1, 2, 3, 4],
                "Say in a line why this shows GP1.1.1.",
            ),
        ];
        for (text, fields, words) in cases {
            let (before, revision) = kept(&test).await;
            let form = form("submit", text, revision);
            let form: Fields = fields.iter().map(|index| form[*index].clone()).collect();
            let page = browser.post_all(&address, &form).await;
            assert!(page.is(422).has(words), "{words}: {}", page.body);
            assert_escaped(&page);
            assert!(
                page.has("first paragraph"),
                "a line beside a criterion comes back, ticked or not: {words}"
            );
            let (after, revision) = kept(&test).await;
            assert!(after == text && after != before || before == text);
            assert_eq!(page.value_of("revision"), revision.to_string(), "{words}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_hands_in_once() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let mut second = browser.clone();
        let form = form("submit", &account(), 1);
        let (one, two) = tokio::join!(
            browser.post_all(&address, &form),
            second.post_all(&address, &form)
        );
        for page in [one, two, browser.post_all(&address, &form).await] {
            assert!(page.redirects().contains("said=handed-in"));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM submission_links").await, 1);
    })
    .await;
}

#[tokio::test]
async fn another_text_handed_in_while_the_first_waits_is_not_dropped() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        browser
            .post_all(&address, &form("submit", &account(), 1))
            .await
            .redirects();
        let other = account() + "The last sentence, written on the bus.";
        let page = browser.post_all(&address, &form("submit", &other, 1)).await;
        assert!(
            page.is(422).has("The last sentence, written on the bus."),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_is_handed_in_only_after_a_return() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
        browser
            .post_all(&address, &form("submit", &account(), 1))
            .await
            .redirects();
        let submission = latest(&test).await;
        assert!(
            !browser
                .get(&format!("{address}?write=true"))
                .await
                .has("<textarea"),
            "it is with the assessors"
        );
        test.decided(&assessor, &submission, Outcome::NotYetAchieved)
            .await;
        test.app.clock.advance(HOUR);
        let page = browser.get(&format!("{address}?write=true")).await;
        let revision = page.value_of("revision").parse().unwrap();
        let second = account() + "Now with what I would do next.";
        browser
            .post_all(&address, &form("submit", &second, revision))
            .await
            .redirects();
        assert_ne!(latest(&test).await, submission);
        test.decided(&assessor, &latest(&test).await, Outcome::Achieved)
            .await;
        let page = browser
            .post_all(&address, &form("submit", &second, revision + 1))
            .await;
        assert!(
            page.is(422).has("accepted already") && page.has("Now with what I would do next."),
            "{}",
            page.body
        );
        let page = browser.get(&address).await;
        assert!(
            page.has("Submission 2")
                && page.has("Returned by Ada Assessor")
                && page.has("Accepted by Ada Assessor")
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 2);
    })
    .await;
}

async fn latest(test: &TestApp) -> String {
    let sql = "SELECT id FROM submissions ORDER BY number DESC";
    test.app.db.one::<(String,)>(sql, args![]).await.unwrap().0
}

#[tokio::test]
async fn what_was_handed_in_stays_when_the_draft_changes() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        browser
            .post_all(&address, &form("submit", &account(), 1))
            .await
            .redirects();
        let call =
            json!({"evidence": evidence, "text": "Something else altogether.", "revision": 2});
        browser.call("draft", &call).await.is(200);
        let frozen = format!("/submissions/{}", latest(&test).await);
        let (_, assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        for mut reader in [browser, assessor] {
            let page = reader.get(&frozen).await;
            assert!(
                page.is(200).has("One week I was away") && !page.has("Something else altogether.")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_store_takes_nothing_that_shows_no_criterion_or_is_not_what_was_asked_for() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let enrolment = test.enrolled(&learner).await;
        let evidence = test.begun(&learner, &enrolment, "GP1", REFLECTION).await;
        let link = |why: &str| Link {
            criterion: "GP1.1.1".to_owned(),
            locator: String::new(),
            justification: why.to_owned(),
        };
        let draft = |body: &str, links: Vec<Link>| Draft {
            body: body.to_owned(),
            links: Some(links),
            revision: 1,
        };
        let (db, now) = (&test.app.db, test.app.clock.now());
        for wrong in [
            draft(&account(), Vec::new()),
            draft(&account(), vec![link(" ")]),
            draft("Too short.", vec![link("It names my part.")]),
            draft(&"word ".repeat(1_201), vec![link("It names my part.")]),
        ] {
            let refused = store::submit(db, &learner, &evidence, &wrong, now).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        assert_eq!(
            kept(&test).await,
            (String::new(), 1),
            "nor is it saved by the way"
        );
        let right = draft(&account(), vec![link("It names my part.")]);
        store::submit(db, &learner, &evidence, &right, now)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_next_version_says_what_has_changed_in_what_it_is_handed_in_for() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        browser
            .post_all(&address, &form("submit", &account(), 1))
            .await
            .redirects();
        let sql = "SELECT id FROM submissions ORDER BY number DESC";
        let (first,): (String,) = test.app.db.one(sql, args![]).await.unwrap();
        test.decided(&ada, &first, Outcome::NotYetAchieved).await;
        let mut next = form("submit", &account(), 2);
        for (name, value) in &mut next {
            if name == "where-GP1.1.1" {
                *value = "second paragraph".to_owned();
            }
        }
        next.extend([
            ("criteria".to_owned(), "GP1.1.2".to_owned()),
            ("why-GP1.1.2".to_owned(), "It says why.".to_owned()),
        ]);
        browser.post_all(&address, &next).await.redirects();
        let second: Vec<(String,)> = test.app.db.all(sql, args![]).await.unwrap();
        let second = &second[0].0;
        let mut assessor = test.browser();
        assessor.sign_in(&ada.email).await;
        let frozen = assessor.get(&format!("/submissions/{second}")).await;
        let now = test.app.clock.now();
        crate::assessment::store::claim(&test.app.db, &ada, second, now)
            .await
            .unwrap();
        let marking = assessor.get(&format!("/submissions/{second}")).await;
        for page in [browser.get(&address).await, frozen, marking] {
            assert!(
                page.is(200).has("Changed since the version before"),
                "{}",
                page.body
            );
            assert!(
                page.has("New in this version") && page.has("It says why."),
                "{}",
                page.body
            );
            assert!(page.has("<del>") && page.has("<ins>"), "{}", page.body);
        }
        test.decided(&ada, second, Outcome::NotYetAchieved).await;
        let decided = assessor.get(&format!("/submissions/{second}")).await;
        assert!(
            decided.is(200).has("second paragraph · It names my part."),
            "where and why stay to be read: {}",
            decided.body
        );
        assert!(decided.has(&format!("/submissions/{second}/purge")));
    })
    .await;
}
