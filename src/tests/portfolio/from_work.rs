//! Evidence from one's own work: begun for a unit, called by a name of its own, and handed in for what is ticked.

use super::LEARNER;
use crate::accounts::Role;
use crate::args;
use crate::db::Read;
use crate::tests::scenes::{Fields, account, field, library_with};
use crate::tests::support::{Browser, Page, TestApp, on_each_engine};

const BEGIN: &str = "/portfolio/from-work";

fn beginning(page: &Page, method: &str) -> Fields {
    let unit = page.body.split("<option value=\"").nth(1).unwrap();
    let unit = unit.split('"').next().unwrap();
    vec![
        field("method", method),
        field("unit", unit),
        field("key", page.value_of("key")),
    ]
}

async fn begun(browser: &mut Browser, method: &str) -> String {
    let page = browser.get(BEGIN).await;
    let fields = beginning(page.is(200), method);
    let page = browser.post_all(BEGIN, &fields).await;
    page.redirects().to_owned()
}

/// A case study filled in, with one criterion ticked.
fn case_study(way: &str, revision: i64) -> Fields {
    let text = account();
    let mut fields = vec![
        field("do", way),
        field("revision", revision.to_string()),
        field("field-about", "The <third> missed appointment"),
        field("field-when", "March to June 2026"),
        field("criteria", "GP1.1.1"),
        field("where-GP1.1.1", "What you did"),
        field("why-GP1.1.1", "It names my part."),
    ];
    for name in ["situation", "did", "between", "outcome", "learned"] {
        fields.push(field(format!("field-{name}"), text.clone()));
    }
    fields
}

fn without(mut fields: Fields, name: &str) -> Fields {
    fields.retain(|(own, _)| own != name);
    fields
}

#[tokio::test]
async fn it_is_begun_once_for_each_page_and_as_often_as_wanted() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let page = browser.get(BEGIN).await;
        assert!(
            page.has("Your") || page.has("once you are enrolled"),
            "{}",
            page.body
        );
        test.enrolled(&learner).await;
        let page = browser.get(BEGIN).await;
        let fields = beginning(&page, "case-study");
        let once = browser.post_all(BEGIN, &fields).await;
        let twice = browser.post_all(BEGIN, &fields).await;
        assert_eq!(once.redirects(), twice.redirects());
        let other = begun(&mut browser, "case-study").await;
        assert_ne!(once.redirects(), other);
        begun(&mut browser, "workplace-held").await;
        let rows: Vec<(String, String)> = test
            .app
            .db
            .all("SELECT kind, unit FROM evidence ORDER BY kind", args![])
            .await
            .unwrap();
        let kinds: Vec<_> = rows.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["case-study", "case-study", "workplace-held"]);
        assert!(rows.iter().all(|(_, unit)| unit == "GP1"));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_may_begin_is_refused() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let enrolment = test.enrolled(&learner).await;
        let page = browser.get(BEGIN).await;
        let right = beginning(&page, "case-study");
        for method in ["", "witness-testimony", "observation", "reflective-account"] {
            let mut fields = right.clone();
            fields[0].1 = method.to_owned();
            let page = browser.post_all(BEGIN, &fields).await;
            assert!(page.is(422).has("href=\"#method\""), "{method}");
        }
        let mut nowhere = right.clone();
        nowhere[1].1 = format!("{} U9", enrolment.id);
        assert!(
            browser
                .post_all(BEGIN, &nowhere)
                .await
                .is(422)
                .has("href=\"#unit\"")
        );
        let (_, mut other) = test.signed_in("Other Learner", LEARNER).await;
        other.post_all(BEGIN, &right).await.is(422);
        for key in ["", "../x", "0"] {
            let mut fields = right.clone();
            fields[2].1 = key.to_owned();
            browser.post_all(BEGIN, &fields).await.is(404);
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 0);
    })
    .await;
}

#[tokio::test]
async fn it_is_handed_in_for_what_is_ticked_and_read_under_its_name() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&learner).await;
        let address = begun(&mut browser, "case-study").await;
        let page = browser.get(&address).await;
        assert!(page.is(200).has("Case study · unit GP1") && page.has("value=\"GP1.4.2\""), "any criterion of the unit: {}", page.body);
        let unticked = without(case_study("submit", 1), "criteria");
        let page = browser.post_all(&address, &unticked).await;
        assert!(page.is(422).has("href=\"#criteria\"") && page.has("It names my part."), "{}", page.body);
        let unjustified = without(case_study("submit", 2), "why-GP1.1.1");
        let page = browser.post_all(&address, &unjustified).await;
        assert!(page.is(422).has("href=\"#why-GP1.1.1\""), "{}", page.body);
        let page = browser.post_all(&address, &case_study("submit", 3)).await;
        assert!(page.redirects().ends_with("said=handed-in"));
        let page = browser.get("/portfolio").await;
        assert!(page.has("The &lt;third&gt; missed appointment") && page.has("Case study"));
        let (submission, links): (String, i64) = test
            .app
            .db
            .one(
                "SELECT s.id, (SELECT COUNT(*) FROM submission_links l WHERE l.submission_id = s.id) FROM submissions s",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(links, 1);
        let (_, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let page = assessor.get(&format!("/submissions/{submission}")).await;
        for words in ["missed appointment", "March to June 2026", "It names my part.", "GP1.1.1"] {
            assert!(page.is(200).has(words), "{words}: {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn what_could_give_a_person_away_is_asked_about_in_every_field() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&learner).await;
        let address = begun(&mut browser, "case-study").await;
        let mut fields = case_study("submit", 1);
        fields[2].1 = "Ring 07700 900123".to_owned();
        fields[5].1 = "near M1 1AE".to_owned();
        let page = browser.post_all(&address, &fields).await;
        for found in ["<mark>07700 900123</mark>", "<mark>M1 1AE</mark>"] {
            assert!(page.is(422).has(found), "{found}: {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_unit_takes_the_kinds_from_work_that_it_names() {
    on_each_engine(async |test: TestApp| {
        let change = |path: &str, text: String| match path.ends_with("units/gp1.md") {
            true => text.replacen("quiz: ", "workplace: [observation]\nquiz: ", 1),
            false => text,
        };
        test.app.replace_library(library_with(change));
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (_, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let enrolment = test.enrolled(&learner).await;
        let page = browser.get(BEGIN).await;
        let page = browser
            .post_all(BEGIN, &beginning(&page, "case-study"))
            .await;
        let takes = "From work it takes: observation.";
        assert!(
            page.is(422)
                .has("GP1 does not take a case study as evidence.")
                && page.has(takes),
            "{}",
            page.body
        );
        let ask = format!("/witnesses/ask?enrolment={}&unit=GP1", enrolment.id);
        let page = browser.get(&ask).await;
        let fields = [
            ("id", page.value_of("id")),
            ("secret", page.value_of("secret")),
            ("enrolment", enrolment.id.as_str()),
            ("unit", "GP1"),
            ("name", "Wil"),
            ("way", "link"),
            ("about", "The visit in May."),
            ("criteria", "GP1.1.1"),
        ];
        let page = browser.post("/witnesses", &fields).await;
        assert!(
            page.is(422).has("GP1 does not take a witness testimony")
                && page.has("The visit in May."),
            "{}",
            page.body
        );
        let observations = format!("/enrolments/{}/observations", enrolment.id);
        for (kind, taken) in [("professional-discussion", false), ("observation", true)] {
            let fields = [("kind", kind), ("unit", "GP1"), ("why-GP1.1.1", "Typed.")];
            let page = assessor.post(&observations, &fields).await;
            assert_eq!(!page.is(422).has(takes), taken, "{}", page.body);
            assert!(page.has("Typed."), "{}", page.body);
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 0);
    })
    .await;
}
