//! Where worksheets are named: in sections, in the portfolio, among what is left to do; and the blank one.

use super::super::scenes::{WORKSHEET, library_with};
use super::super::support::{TestApp, on_each_engine};
use super::{beginning, form, latest};
use crate::accounts::Role;
use crate::assessment::Outcome;
use crate::learning::Progress;
use crate::learning::steps::{StepKind, steps};
use crate::portfolio::standings;

#[tokio::test]
async fn a_blank_one_has_room_for_every_field() {
    let test = TestApp::sqlite().await;
    let page = test
        .browser()
        .get(&format!("/worksheets/{WORKSHEET}/blank"))
        .await;
    assert!(
        page.is(200).has("class=\"document\"") && !page.has("<script") && !page.has("<textarea"),
        "{}",
        page.body
    );
    for field in &test.worksheet().fields {
        assert!(
            page.has(&field.title) && page.has(&field.guidance),
            "{}",
            field.title
        );
    }
    assert_eq!(
        page.body.matches("<tr>").count(),
        5,
        "a header and four rows"
    );
    assert!(
        page.has("data-shape=\"ring\"") && page.has("data-shape=\"box\"") && page.has("blank-date")
    );
}

#[tokio::test]
async fn a_section_invites_to_the_worksheet() {
    let test = TestApp::sqlite().await;
    let embed = "\n\n[The plan](worksheet-letting-go.md)\n";
    let change = |path: &str, text: String| match path.ends_with("05-endings-begin-at-the-start.md")
    {
        true => text + embed,
        false => text,
    };
    test.app.replace_library(library_with(change));
    let page = test
        .browser()
        .get("/modules/rupture-and-repair/endings-begin-at-the-start")
        .await;
    assert!(
        page.is(200)
            .has("Who holds the relationship next, and how it is passed on."),
        "{}",
        page.body
    );
    assert!(
        page.has(&format!("href=\"/worksheets/{WORKSHEET}\"")),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn worksheets_are_named_among_what_is_left_to_do() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser, _, address) = beginning(&test).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let enrolment = test.enrolled_on(&learner, "specialist-practitioner").await;
        let specification = test.specification("specialist-practitioner");
        let (library, unit) = (test.app.library(), specification.unit("U3").unwrap());
        let left = async |kind: StepKind| -> Vec<(String, String)> {
            let all = standings(&test.app.db, &enrolment, &specification).await.unwrap();
            let standing = all.iter().find(|standing| standing.unit == "U3").unwrap();
            let steps = steps(&library, &specification, unit, &Progress::default(), standing).into_iter();
            steps.filter(|step| step.kind == kind).map(|step| (step.words, step.address)).collect()
        };
        let here = format!("/worksheets/{WORKSHEET}");
        let open = left(StepKind::Evidence).await;
        let expected = "“Letting go well” is a worksheet that can show U3.3.1, U3.3.2 and U3.3.3.";
        assert!(open.contains(&(expected.to_owned(), here.clone())), "{open:?}");
        browser.post_all(&address, &form("submit", 1)).await.redirects();
        assert!(!left(StepKind::Evidence).await.iter().any(|(_, address)| *address == here));
        test.decided(&ada, &latest(&test).await, Outcome::NotYetAchieved).await;
        let returned = left(StepKind::Returned).await;
        let expected = "Your assessor has given feedback: U3.3.1, U3.3.2 and U3.3.3 not yet achieved in “Letting go well”.";
        assert_eq!(returned, [(expected.to_owned(), here)], "only what was handed in was returned");
        let page = browser.get("/portfolio").await;
        assert!(page.has("Letting go well</a></th><td>U3</td><td>Worksheet</td>"), "{}", page.body);
    })
    .await;
}
