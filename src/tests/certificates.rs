//! Certificates: their numbers, their validity, and who may do what with them.

mod numbers;

use super::scenes::GP;
use super::support::{START, TestApp, on_each_engine};
use crate::accounts::Role;
use crate::certificates::number::{display, from_random};
use crate::certificates::{Certificate, Status, store};
use crate::clock::{self, DAY};
use crate::error::Error;

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];

fn certificate(expires_at: Option<i64>, revoked_at: Option<i64>) -> Certificate {
    let text = String::new;
    Certificate {
        id: text(),
        number: text(),
        enrolment_id: text(),
        learner_id: text(),
        award: text(),
        name: text(),
        title: text(),
        kind: text(),
        credits: 2,
        guided_hours: 8,
        units: "[\"One\"]".to_owned(),
        specification_label: text(),
        organisation: text(),
        statement: text(),
        issued_by_name: text(),
        issued_at: START,
        expires_at,
        revoked_at,
        revoked_because: None,
    }
}

#[test]
fn a_certificate_is_valid_until_its_last_moment_and_a_revocation_comes_first() {
    let end = START + 1_000 * DAY;
    let table = [
        (None, None, START + 90_000 * DAY, Status::Valid),
        (Some(end), None, end - 1, Status::Valid),
        (Some(end), None, end, Status::Expired { at: end }),
        (Some(end), Some(START), START, Status::Revoked { at: START }),
        (
            Some(end),
            Some(START),
            end + 1,
            Status::Revoked { at: START },
        ),
        (Some(end), None, START - DAY, Status::Valid), // a clock that was put back
    ];
    for (expires, revoked, now, status) in table {
        assert_eq!(
            certificate(expires, revoked).status(now),
            status,
            "{expires:?} {revoked:?} {now}"
        );
    }
    assert_eq!(certificate(None, None).unit_titles(), ["One"]);
}

#[tokio::test]
async fn asking_twice_issues_once() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (ada, mut hers) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut his) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let enrolment = test.signed_off(&learner, &ada).await;
        let address = format!("/enrolments/{}/certificates", enrolment.id);
        let award = [("award", GP)];
        let (one, two) = tokio::join!(hers.post(&address, &award), his.post(&address, &award));
        assert_eq!(one.redirects(), two.redirects());
        assert_eq!(
            his.post(&address, &award).await.redirects(),
            one.redirects()
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM certificates").await, 1);
        hers.post(&address, &[("award", "GP1")]).await.is(409);
        hers.post(&address, &[("award", GP), ("expires_at", "9")])
            .await
            .is(422);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_certificate_stays_and_a_new_one_can_be_issued() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut holder) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, mut admin) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let number = test.certified(&learner, &ada).await;
        let address = format!("/certificates/{}", display(&number));
        let revocation = format!("{address}/revocation");
        let page = admin.post(&revocation, &[("reason", " ")]).await;
        assert!(page.is(422).has("Enter the reason."), "{}", page.body);
        for reason in ["Issued in the wrong name.", "A second thought."] {
            assert_eq!(
                admin
                    .post(&revocation, &[("reason", reason)])
                    .await
                    .redirects(),
                address
            );
        }
        assert_eq!(
            test.count("SELECT COUNT(*) FROM certificate_events").await,
            1
        );
        let page = test.browser().get(&address).await;
        assert!(
            page.has("has been revoked") && !page.has("wrong name"),
            "{}",
            page.body
        );
        let page = holder.get(&address).await;
        assert!(page.has("Issued in the wrong name.") && !page.has("Download the PDF"));
        assert_eq!(
            holder.get(&format!("{address}.pdf")).await.redirects(),
            address,
            "what was revoked is not handed out any more"
        );
        assert!(admin.get(&address).await.has("Issued in the wrong name."));

        let enrolment = test.enrolled(&learner).await;
        let again = test.issue(&ada, &enrolment).await.unwrap();
        assert_ne!(again, number);
        assert!(
            test.browser()
                .get(&format!("/certificates/{again}"))
                .await
                .has("This certificate is valid")
        );
        assert_eq!(test.count("SELECT MAX(issue) FROM certificates").await, 2);
        admin
            .post(
                "/certificates/SB-00000-00000-0/revocation",
                &[("reason", "None such.")],
            )
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_revokes() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let number = test.certified(&learner, &ada).await;
        for role in Role::ALL
            .into_iter()
            .filter(|role| *role != Role::Administrator)
        {
            let actor = test.person(role.key(), &[role]).await;
            let revoked = store::revoke(&test.app.db, &actor, &number, "A reason.", START).await;
            assert!(
                matches!(revoked, Err(Error::Forbidden)),
                "{role}: {revoked:?}"
            );
        }
        assert_eq!(
            test.count("SELECT COUNT(*) FROM certificate_events").await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn the_document_is_for_its_holder() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut holder) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (_, mut other) = test.signed_in("Other Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let number = display(&test.certified(&learner, &ada).await);
        let address = format!("/certificates/{number}.pdf");
        let page = holder.get(&address).await;
        assert!(page.is(200).body.starts_with("%PDF-"));
        assert_eq!(page.header("content-type"), "application/pdf");
        assert_eq!(
            page.header("content-disposition"),
            format!("attachment; filename=\"certificate-{number}.pdf\"")
        );
        other.get(&address).await.is(404);
        assert!(
            test.browser()
                .get(&address)
                .await
                .redirects()
                .starts_with("/sign-in?next=")
        );
        holder
            .get("/certificates/SB-00000-00000-0.pdf")
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn anybody_can_verify_and_sees_no_more_than_the_certificate_says() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena <b>Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let number = test.certified(&learner, &ada).await;
        let mut anybody = test.browser();
        let page = anybody
            .get(&format!("/certificates/{}", number.to_lowercase()))
            .await;
        assert!(
            page.is(200).has("This certificate is valid") && page.has("Lena &lt;b&gt;Learner"),
            "{}",
            page.body
        );
        assert!(page.has("1 June 2026") && page.has("1 June 2029") && page.has(&display(&number)));
        for private in ["example.org", &learner.id, "Revoke", "Download"] {
            assert!(!page.has(private), "{private}: {}", page.body);
        }
        let looked_up = anybody
            .get(&format!("/certificates?number=+{number}+"))
            .await;
        assert_eq!(looked_up.redirects(), format!("/certificates/{number}"));
        let slip = format!(
            "{}{}",
            &number[..10],
            if number.ends_with('A') { 'B' } else { 'A' }
        );
        assert!(
            anybody
                .get(&format!("/certificates/{slip}"))
                .await
                .is(404)
                .has("There is a slip in it")
        );
        let unknown = from_random([3; 10]);
        assert!(
            anybody
                .get(&format!("/certificates/{unknown}"))
                .await
                .is(404)
                .has("We know no certificate with this number")
        );
        for odd in [
            "//evil.example",
            "../people",
            "<script>",
            "%0d%0aSet-Cookie: a=b",
            "é",
        ] {
            let encoded: String = form_urlencoded::byte_serialize(odd.as_bytes()).collect();
            let page = anybody
                .get(&format!("/certificates?number={encoded}"))
                .await;
            assert!(
                page.location().starts_with("/certificates")
                    && !page.location().contains([':', '<', '%']),
                "{}",
                page.location()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn after_three_years_a_certificate_has_expired() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let address = format!("/certificates/{}", test.certified(&learner, &ada).await);
        let end = clock::months_after(START, 36);
        test.app.clock.advance(end - START - 1);
        assert!(
            test.browser()
                .get(&address)
                .await
                .has("This certificate is valid")
        );
        test.app.clock.advance(1);
        let page = test.browser().get(&address).await;
        assert!(
            page.has("This certificate has expired") && page.has("1 June 2029"),
            "{}",
            page.body
        );
    })
    .await;
}
