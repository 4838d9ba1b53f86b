//! The pages: giving a pass, reading with it, and what is not opened by it.

use super::{Drawn, WITHIN};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::clock::DAY;
use crate::db::Read;
use crate::tests::quality::share;
use crate::tests::scenes::{Fields, GP, REFLECTION, UNIT, account, field};
use crate::tests::support::{Page, TestApp, on_each_engine};
use axum::http::Method;

const HOSTILE: &str = "</textarea><script>alert(1)</script>";

/// The form of a pass to everything of a plan.
fn form(page: &Page, plan: &str, until: &str) -> Fields {
    let mut fields: Fields = ["id", "secret"]
        .iter()
        .map(|name| field(*name, page.value_of(name)))
        .collect();
    fields.extend([
        field("holder", "Eve External"),
        field("organisation", "Awarding Body"),
        field("until", until),
        field("plan", plan),
    ]);
    fields
}

fn link_in(page: &Page) -> String {
    let link = page.is(200).body.split("/passes/").find(|part| {
        let start: String = part.chars().take(128).collect();
        start.len() == 128 && start.bytes().all(|b| b.is_ascii_hexdigit())
    });
    link.unwrap()[..128].to_owned()
}

#[tokio::test]
async fn an_iqa_gives_a_pass_and_sees_what_is_done_with_it() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let mut ira = test.browser();
        ira.sign_in(&drawn.iqa.email).await;
        let plan = ira.get(&format!("/quality/plans/{}", drawn.plan)).await;
        assert!(plan.has(&format!("/quality/passes/new?plan={}", drawn.plan)));
        let page = ira
            .get(&format!("/quality/passes/new?plan={}", drawn.plan))
            .await;
        let mut wrong = form(&page, "", "2026-05-31");
        wrong[2] = field("holder", HOSTILE);
        let refused = ira.post_all("/quality/passes", &wrong).await;
        assert!(
            refused
                .is(422)
                .has("Choose a plan, or single records of one.")
                && refused.has("today or later"),
            "{}",
            refused.body
        );
        assert!(refused.has("&lt;script&gt;") && !refused.has("<script>alert"));
        let right = form(&page, &drawn.plan, WITHIN);
        let given = ira.post_all("/quality/passes", &right).await;
        let link = link_in(&given);
        assert_eq!(
            link,
            link_in(&ira.post_all("/quality/passes", &right).await),
            "sent twice, it is one"
        );

        let mut eve = test.browser();
        let list = eve.get(&format!("/passes/{link}")).await;
        assert!(
            list.is(200)
                .has("2 records, drawn by internal quality assurance")
                && list.has("to the end of 14 June 2026"),
            "{}",
            list.body
        );
        assert!(!list.has("Lena Learner") && list.has("LL ") && list.has("OL "));
        for submission in &drawn.submissions {
            let page = eve
                .get(&format!("/passes/{link}/records/{submission}"))
                .await;
            assert!(
                page.is(200).has("One week I was away") && page.has("What Ada Assessor decided"),
                "{}",
                page.body
            );
            assert!(
                !page.has("Lena Learner")
                    && !page.has("Olu Learner")
                    && !page.has("<form method=\"post\" action=\"/quality")
            );
        }
        let of = format!("/quality/passes/{}", page.value_of("id"));
        let page = ira.get(&of).await;
        assert!(
            page.has("Lena Learner (LL ") && page.has("The list of what it opens"),
            "{}",
            page.body
        );
        assert!(
            ira.get("/quality/passes")
                .await
                .has("Something was opened with it 3 times.")
        );
        assert_eq!(
            ira.post(&format!("{of}/withdrawal"), &[]).await.redirects(),
            format!("{of}?said=withdrawn")
        );
        let over = eve.get(&format!("/passes/{link}")).await;
        assert!(
            over.is(410).has("It was withdrawn on 1 June 2026.") && over.has("ask Ira Iqa"),
            "{}",
            over.body
        );
        let over = eve
            .get(&format!("/passes/{link}/records/{}", drawn.submissions[0]))
            .await;
        assert!(!over.is(410).has("One week I was away"));
        assert!(ira.get(&of).await.has("Refused: /records/"));
    })
    .await;
}

#[tokio::test]
async fn everything_else_is_not_there_and_is_logged() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let (own, other) = (&drawn.submissions[0], &drawn.submissions[1]);
        let (_, link) = test.passed(&drawn.iqa, &drawn.plan, own).await;
        let mut eve = test.browser();
        let hash = "ab".repeat(32);
        let addresses = [
            format!("/passes/{link}/records/{other}"),
            format!("/passes/{link}/files/{other}/{hash}"),
            format!("/passes/{link}/files/{own}/{hash}"),
            format!("/passes/{link}/records/%00%F0%9F%98%80"),
            format!("/passes/{link}/people"),
            format!("/passes/{link}/records/{own}/document"),
        ];
        for (n, address) in addresses.iter().enumerate() {
            let page = eve.get(address).await;
            assert!(!page.is(404).has("One week I was away"));
            let refused = test
                .count("SELECT COUNT(*) FROM pass_views WHERE outcome = 'refused'")
                .await;
            assert_eq!(refused, n as i64 + 1, "{address}");
        }
        for address in [
            format!("/submissions/{own}"),
            format!("/quality/plans/{}", drawn.plan),
        ] {
            assert!(eve.get(&address).await.redirects().starts_with("/sign-in"));
        }
        eve.get(&format!("/passes/{}", &link[..90]))
            .await
            .is(404)
            .has("This link is not whole");
        let sent = eve
            .send(Method::POST, &format!("/passes/{link}"), None)
            .await;
        assert!(sent.status.is_client_error());
        test.app.clock.advance(14 * DAY);
        let over = eve.get(&format!("/passes/{link}/records/{own}")).await;
        assert!(
            over.is(410).has("It ended with 14 June 2026."),
            "{}",
            over.body
        );
    })
    .await;
}

#[tokio::test]
async fn files_go_out_without_their_names_and_nothing_of_another_version() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
        let enrolment = test.enrolled_on(&learner, GP).await;
        let evidence = test.begun(&learner, &enrolment, UNIT, REFLECTION).await;
        let hash = test.with_file(&learner, &evidence).await;
        let submission = test.hand_in(&learner, &evidence, &account()).await;
        test.decided(&assessor, &submission, Outcome::Achieved)
            .await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let plan = test
            .planned(&iqa, &share(100), crate::quality::Stage::Interim)
            .await;
        let (_, link) = test.passed(&iqa, &plan, &submission).await;
        let mut eve = test.browser();
        let page = eve
            .get(&format!("/passes/{link}/records/{submission}"))
            .await;
        assert!(
            page.is(200).has("file-1.pdf") && !page.has("letter.pdf"),
            "{}",
            page.body
        );
        let file = eve
            .get(&format!("/passes/{link}/files/{submission}/{hash}"))
            .await;
        assert!(
            file.is(200)
                .header("content-disposition")
                .contains("file-1.pdf")
        );
        assert!(
            file.header("content-security-policy")
                .starts_with("sandbox")
        );
        let looks = "SELECT COUNT(*) FROM pass_views WHERE file_hash IS NOT NULL";
        assert_eq!(test.count(looks).await, 1);
    })
    .await;
}

#[tokio::test]
async fn without_names_nothing_that_was_agreed_with_the_learner_is_shown() {
    on_each_engine(async |test: TestApp| {
        let drawn = Drawn::new(&test).await;
        let submission = &drawn.submissions[0];
        let sql = "SELECT p.id, p.name, p.email FROM submissions s JOIN people p ON p.id = s.person_id WHERE s.id = $1";
        let (id, name, email) = test.app.db.one(sql, args![submission]).await.unwrap();
        let roles = vec![Role::Learner];
        let learner = Actor { id, name, email, roles, organisation: String::new(), larger_print: false, session_id: String::new() };
        let other = test.person("Bea Assessor", &[Role::Assessor]).await;
        test.arranged(&other, &learner).await;
        let words = "Agreed with this learner";
        let mut ira = test.browser();
        ira.sign_in(&drawn.iqa.email).await;
        let page = ira.get(&format!("/quality/plans/{}/samples/{submission}", drawn.plan)).await;
        assert!(page.has(words), "{}", page.body);
        let (_, link) = test.passed(&drawn.iqa, &drawn.plan, submission).await;
        let page = test.browser().get(&format!("/passes/{link}/records/{submission}")).await;
        assert!(page.is(200).has("Why was this drawn?") && !page.has(words), "{}", page.body);
    })
    .await;
}
