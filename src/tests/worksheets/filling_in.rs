//! Filling a worksheet in: everything that is typed is kept, by whichever way it comes.

use super::super::scenes::{WORKSHEET, field};
use super::super::support::{TestApp, on_each_engine};
use super::{BODY, HOSTILE, LEARNER, beginning, form, kept, with};
use crate::accounts::Role;
use crate::portfolio::LONGEST;
use serde_json::json;

#[tokio::test]
async fn a_worksheet_is_begun_once_and_by_those_who_are_enrolled() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let address = format!("/worksheets/{WORKSHEET}");
        let page = browser.get(&address).await;
        assert!(
            page.is(200).has("Letting go well")
                && page.has("Endings can bring back other endings.")
        );
        assert!(
            page.has("U3.3.3") && page.has("Begin to fill it in"),
            "{}",
            page.body
        );
        assert!(
            browser
                .post(&address, &[])
                .await
                .redirects()
                .contains("said=enrol-first")
        );
        test.enrolled_on(&learner, "specialist-practitioner").await;
        let mut second = browser.clone();
        let (one, two) = tokio::join!(browser.post(&address, &[]), second.post(&address, &[]));
        assert_eq!(one.redirects(), two.redirects());
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE kind = 'worksheet'")
                .await,
            1
        );
        assert!(browser.get(&address).await.has("Go on with it"));
        let (_, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        assessor.post(&address, &[]).await.is(404);
        browser.get("/worksheets/made-up").await.is(404);
        browser.get("/worksheets/made-up/blank").await.is(404);
        browser.post("/worksheets/made-up", &[]).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn what_is_filled_in_is_kept_and_comes_back() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let page = browser.get(&address).await;
        assert_eq!(
            page.is(200).body.matches("<legend>Row ").count(),
            2,
            "as many rows as the author wants"
        );
        let saved = browser.post_all(&address, &form("save", 1)).await;
        assert!(saved.redirects().contains("said=saved&write=true"));
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
        let page = browser.get(&address).await;
        for words in [
            "value=\"a mentor from the choir\"",
            "Somebody who rings when I go quiet.</textarea>",
            "value=\"A mentor\" checked",
            "value=\"She has a copy\" checked",
            "type=\"date\" id=\"field-again\" name=\"field-again\" value=\"2027-03-31\"",
            "They meet alone</textarea>",
            "aria-describedby=\"field-next-hint\"",
        ] {
            assert!(page.has(words), "{words}: {}", page.body);
        }
        assert_eq!(
            page.body.matches("<legend>Row ").count(),
            3,
            "one row more than is filled in"
        );
        let document = browser.get(&format!("{address}/document")).await;
        assert!(
            document.is(200).has("31 March 2027") && document.has("They meet alone"),
            "{}",
            document.body
        );
        assert!(
            document.has("A draft, saved on 1 June 2026 at 12:00."),
            "{}",
            document.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_is_added_without_scripts() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let page = browser.post_all(&address, &form("row-steps", 1)).await;
        let location = page.redirects().to_owned();
        assert!(
            location.ends_with("said=saved&write=true&rows=steps.4#field-steps.2.0"),
            "{location}"
        );
        let page = browser.get(location.split('#').next().unwrap()).await;
        assert_eq!(page.body.matches("<legend>Row ").count(), 4);
        assert_eq!(kept(&test).await.0, BODY);
        for rows in ["steps.100000000", "steps.-1", "next.3", "steps", "%00"] {
            let page = browser.get(&format!("{address}?rows={rows}")).await;
            assert!(
                page.is(200).body.matches("<legend>Row ").count() <= 200,
                "{rows}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_autosave_keeps_the_same_as_the_form() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, evidence, address) = beginning(&test).await;
        let fields: Vec<_> = form("", 1).into_iter().skip(2).collect();
        let call = |fields: &[(String, String)], revision: i64| json!({"evidence": evidence, "fields": fields, "revision": revision});
        let saved = browser.call("worksheet-draft", &call(&fields, 1)).await;
        assert!(saved.is(200).has("\"revision\":2") && saved.has("12:00"), "{}", saved.body);
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
        // What was typed a moment before the button was pressed meets its own autosave, and is no conflict.
        let page = browser.post_all(&address, &form("save", 1)).await;
        page.redirects();
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
        let late = with(fields.clone(), &[("field-next", "somebody else")]);
        let refused = browser.call("worksheet-draft", &call(&late, 1)).await;
        assert!(refused.is(409).has("saved from another page"), "{}", refused.body);
        let forged = with(fields, &[("field-person", "x")]);
        browser.call("worksheet-draft", &call(&forged, 2)).await.is(422);
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
    })
    .await;
}

#[tokio::test]
async fn neither_way_of_saving_takes_the_other_sort_of_evidence() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser, evidence, _) = beginning(&test).await;
        let text = json!({"evidence": evidence, "text": "not a worksheet", "revision": 1});
        browser.call("draft", &text).await.is(404);
        let enrolment = test.enrolled(&learner).await;
        let account = test
            .begun(&learner, &enrolment, "GP1", "gp-reflection")
            .await;
        let fields = json!({"evidence": account, "fields": [["field-next", "x"]], "revision": 1});
        browser.call("worksheet-draft", &fields).await.is(404);
        let forged = [
            field("do", "save"),
            field("revision", "1"),
            field("field-next", "x"),
        ];
        browser
            .post_all(&format!("/evidence/{account}"), &forged)
            .await
            .is(422);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE body <> ''")
                .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_conflict_gives_everything_back() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let mut other = browser.clone();
        browser
            .post_all(&address, &form("save", 1))
            .await
            .redirects();
        let theirs = with(
            form("save", 1),
            &[("field-next", HOSTILE), ("field-steps.2.1", "July")],
        );
        let page = other.post_all(&address, &theirs).await;
        assert!(
            page.is(422).has("Both texts are safe") && page.has("July</textarea>"),
            "{}",
            page.body
        );
        assert!(
            page.has("&lt;script&gt;") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
        let again = with(theirs, &[("revision", page.value_of("revision"))]);
        other.post_all(&address, &again).await.redirects();
        assert!(kept(&test).await.0.contains("July"));
    })
    .await;
}

#[tokio::test]
async fn more_than_can_be_kept_comes_back_whole() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, evidence, address) = beginning(&test).await;
        let long = "é".repeat(LONGEST);
        for way in ["save", "submit", "row-steps"] {
            let page = browser
                .post_all(&address, &with(form(way, 1), &[("field-words", &long)]))
                .await;
            assert!(page.is(422).has("100000 is the most we can keep"), "{way}");
            assert!(
                page.has(&long) && page.has("href=\"#worksheet\"") && page.has("id=\"worksheet\"")
            );
        }
        let call = json!({"evidence": evidence, "fields": [["field-words", long]], "revision": 1});
        browser.call("worksheet-draft", &call).await.is(422);
        assert_eq!(kept(&test).await, (String::new(), 1));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_or_changes_a_worksheet() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, evidence, address) = beginning(&test).await;
        browser
            .post_all(&address, &form("save", 1))
            .await
            .redirects();
        for (name, role) in [
            ("Other Learner", Role::Learner),
            ("Ada Assessor", Role::Assessor),
            ("Sam Admin", Role::Administrator),
        ] {
            let (_, mut other) = test.signed_in(name, &[role]).await;
            other.get(&address).await.is(404);
            other.get(&format!("{address}/document")).await.is(404);
            other.post_all(&address, &form("save", 2)).await.is(404);
            let call =
                json!({"evidence": evidence, "fields": [["field-next", "theirs"]], "revision": 2});
            assert!(
                !other
                    .call("worksheet-draft", &call)
                    .await
                    .is(404)
                    .has("mentor")
            );
        }
        assert_eq!(test.looks(&evidence, "refused").await, 12);
        assert_eq!(kept(&test).await, (BODY.to_owned(), 2));
    })
    .await;
}

#[tokio::test]
async fn a_date_that_cannot_be_read_is_kept_as_it_was_typed() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let form = with(form("submit", 1), &[("field-again", "the first Monday in May")]);
        let page = browser.post_all(&address, &form).await;
        assert!(page.is(422).has("type=\"text\" id=\"field-again\" name=\"field-again\" value=\"the first Monday in May\""), "{}", page.body);
        assert!(page.has("aria-describedby=\"field-again-hint field-again-fault\""), "{}", page.body);
        assert!(kept(&test).await.0.contains("the first Monday in May"));
    })
    .await;
}
