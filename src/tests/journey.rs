//! The whole way, from signing up to a certificate that anybody can verify, through the real routes.

use super::support::{TestApp, on_each_engine};
use crate::accounts::Role;
use crate::args;
use crate::clock::HOUR;
use crate::db::Read;

const ACCOUNT: &str = "One week I was away and had not said so. ";

#[tokio::test]
async fn a_gp_trainee_earns_a_certificate() {
    on_each_engine(async |test: TestApp| {
        let mut gp = test.browser();
        let fields = [
            ("name", "Jo Trainee"),
            ("email", "jo@example.org"),
            ("password", "eleven boats at anchor"),
        ];
        gp.post("/sign-up", &fields).await.redirects();
        gp.post("/qualifications/gp-attachment-unit", &[])
            .await
            .redirects();

        let library = test.app.library();
        let unit = library
            .specification("gp-attachment-unit")
            .unwrap()
            .unit("GP1")
            .unwrap();
        let quiz = library.quiz(unit.quiz.as_deref().unwrap()).unwrap();
        let attempt = gp
            .post(&format!("/quizzes/{}", quiz.id), &[])
            .await
            .redirects()
            .to_owned();
        let mut answers = vec![("do".to_owned(), "submit".to_owned())];
        for question in &quiz.questions {
            for option in question.options().iter().filter(|option| option.right) {
                answers.push((format!("answer-{}", question.id), option.key.clone()));
            }
        }
        let answers: Vec<(&str, &str)> = answers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        gp.post(&attempt, &answers).await.redirects();
        assert!(gp.get(&attempt).await.has("Passed"));

        let (_, mut assessor) = test
            .signed_in("Ada Assessor", &[Role::Learner, Role::Assessor])
            .await;
        let codes: Vec<&str> = unit
            .criteria()
            .map(|criterion| criterion.code.as_str())
            .collect();
        for reflection in library
            .reflections
            .iter()
            .filter(|r| codes.contains(&r.criteria[0].as_str()))
        {
            let evidence = gp
                .post(&format!("/reflections/{}", reflection.id), &[])
                .await
                .redirects()
                .to_owned();
            hand_in(&mut gp, &evidence, &reflection.criteria, 1).await;
            decide(
                &test,
                &mut assessor,
                &reflection.criteria,
                "not-yet-achieved",
            )
            .await;
            let page = gp.get(&evidence).await;
            assert!(
                page.has("Not yet achieved") && page.has("Say more."),
                "{}",
                page.body
            );
            test.app.clock.advance(HOUR);
            hand_in(&mut gp, &evidence, &reflection.criteria, 3).await;
            decide(&test, &mut assessor, &reflection.criteria, "achieved").await;
        }

        let (enrolment,): (String,) = test
            .app
            .db
            .one("SELECT id FROM enrolments", args![])
            .await
            .unwrap();
        let address = format!("/enrolments/{enrolment}");
        assert!(assessor.get("/assessment").await.has("Jo Trainee"));
        assessor
            .post(&format!("{address}/sign-offs"), &[("unit", "GP1")])
            .await
            .redirects();
        let certificate = assessor
            .post(
                &format!("{address}/certificates"),
                &[("award", "gp-attachment-unit")],
            )
            .await
            .redirects()
            .to_owned();
        let page = test.browser().get(&certificate).await;
        assert!(
            page.has("This certificate is valid")
                && page.has("Jo Trainee")
                && !page.has("jo@example.org")
        );
        let pdf = gp.get(&format!("{certificate}.pdf")).await;
        assert!(pdf.body.starts_with("%PDF"), "{}", pdf.status);
    })
    .await;
}

/// Writes the account and hands it in; `revision` is what the page shows.
async fn hand_in(
    gp: &mut super::support::Browser,
    evidence: &str,
    criteria: &[String],
    revision: i64,
) {
    let (text, revision) = (ACCOUNT.repeat(40), revision.to_string());
    let mut fields = vec![
        ("do".to_owned(), "submit".to_owned()),
        ("revision".to_owned(), revision),
        ("text".to_owned(), text),
    ];
    for code in criteria {
        fields.push(("criteria".to_owned(), code.clone()));
        fields.push((format!("where-{code}"), "first paragraph".to_owned()));
        fields.push((format!("why-{code}"), "It names my part.".to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = gp.post(evidence, &fields).await;
    assert!(page.redirects().contains("handed-in"), "{}", page.body);
}

/// Decides the oldest submission, every criterion the same way.
async fn decide(
    test: &TestApp,
    assessor: &mut super::support::Browser,
    criteria: &[String],
    outcome: &str,
) {
    let (submission,): (String,) = test
        .app
        .db
        .one(
            "SELECT s.id FROM submissions s LEFT JOIN closures c ON c.submission_id = s.id WHERE c.submission_id IS NULL",
            args![],
        )
        .await
        .unwrap();
    let mut fields = vec![
        ("do".to_owned(), "decide".to_owned()),
        ("comment".to_owned(), "Thank you.".to_owned()),
    ];
    for code in criteria {
        fields.push((format!("outcome-{code}"), outcome.to_owned()));
        fields.push((format!("feedback-{code}"), "Say more.".to_owned()));
        for word in ["valid", "authentic", "current", "sufficient"] {
            fields.push((format!("{word}-{code}"), "yes".to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let address = format!("/submissions/{submission}");
    assessor
        .post(&format!("{address}/lease"), &[("do", "claim")])
        .await
        .redirects();
    assert!(assessor.get(&address).await.has("as it was handed in"));
    assessor.post(&address, &fields).await.redirects();
}
