//! Prior learning: how old it may be, who recognises it, and that it counts on the next version too.

use super::ASSESSOR;
use crate::accounts::Role;
use crate::args;
use crate::assessment::prior_learning::{Recognition, day, recognise, refusal};
use crate::error::Error;
use crate::library::Unit;
use crate::portfolio::{CriterionState, standings};
use crate::tests::support::{TestApp, on_each_engine};
use proptest::prelude::*;
use std::sync::LazyLock;

const SLUG: &str = "specialist-practitioner";

/// A unit of the content, compiled once.
static UNIT: LazyLock<Unit> = LazyLock::new(|| {
    let library = crate::tests::scenes::library_with(|_, text| text);
    let specification = library.specification(SLUG).unwrap();
    specification.unit("U1").unwrap().clone()
});

fn unit(years: Option<u32>) -> Unit {
    Unit {
        prior_learning_years: years,
        ..UNIT.clone()
    }
}

#[test]
fn what_is_too_old_or_has_not_come_does_not_count() {
    let unit_of = unit(Some(5));
    let old = "U1 takes prior learning of the last 5 years, and this is from ";
    let table = [
        ("2026-06-01", None),
        ("2021-06-01", None),
        ("2021-05-31", Some(format!("{old}31 May 2021."))),
        ("1999-12-31", Some(format!("{old}31 December 1999."))),
        ("2026-06-02", Some("This day has not come yet.".to_owned())),
        (
            "",
            Some("Enter the day on which it was completed.".to_owned()),
        ),
        (
            "last spring",
            Some("Enter the day on which it was completed.".to_owned()),
        ),
        (
            "2026-02-30",
            Some("Enter the day on which it was completed.".to_owned()),
        ),
    ];
    for (completed, expected) in table {
        assert_eq!(
            refusal(&unit_of, completed, "2026-06-01"),
            expected,
            "{completed}"
        );
    }
    // On 28 February four years after a leap day it is old enough to be the last day.
    assert_eq!(refusal(&unit(Some(1)), "2024-02-29", "2025-02-28"), None);
    assert!(refusal(&unit(Some(1)), "2024-02-29", "2025-03-01").is_some());
    assert_eq!(
        refusal(&unit(None), "2026-06-01", "2026-06-01").as_deref(),
        Some("U1 takes no prior learning.")
    );
    assert_eq!(
        (day("2026-06-01"), day("soon")),
        ("1 June 2026".to_owned(), "soon".to_owned())
    );
}

proptest! {
    #[test]
    fn what_counts_today_counted_yesterday(days in 0_i64..3_000) {
        let unit = unit(Some(5));
        let today: jiff::civil::Date = "2026-06-01".parse().unwrap();
        let completed = today.checked_sub(jiff::Span::new().days(days)).unwrap().to_string();
        let tomorrow = today.tomorrow().unwrap().to_string();
        let counts = |on: &str| refusal(&unit, &completed, on).is_none();
        prop_assert!(counts("2026-06-01") || !counts(&tomorrow));
    }
}

#[tokio::test]
async fn an_assessor_recognises_what_is_recent_once_and_the_learner_reads_it() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.enrolled_on(&lena, SLUG).await;
        let own = test.enrolled_on(&ada, SLUG).await;
        let address = format!("/enrolments/{}/prior-learning", enrolment.id);
        let page = assessor.get(&address).await;
        assert!(
            page.has("U1.1.1 ") && page.has("U4.3.2 ") && !page.has("U3.1.1 "),
            "{}",
            page.body
        );
        let form = |criterion: &'static str, completed: &'static str| {
            [
                ("criterion", criterion),
                ("completed", completed),
                ("what", "A <course> on beginnings, certificate seen."),
            ]
        };
        let page = assessor.post(&address, &form("U1.1.1", "2019-05-03")).await;
        assert!(
            page.is(422).has("this is from 3 May 2019")
                && page.has("A &lt;course&gt; on beginnings"),
            "{}",
            page.body
        );
        assert!(
            assessor
                .post(&address, &form("U3.1.1", "2025-05-03"))
                .await
                .is(422)
                .has("U3 takes no prior learning.")
        );
        assessor
            .post(&address, &form("U9.1.1", "2025-05-03"))
            .await
            .is(404);
        assert_eq!(test.count("SELECT COUNT(*) FROM prior_learning").await, 0);
        assessor
            .post(&address, &form("U1.1.1", "2025-05-03"))
            .await
            .redirects();
        let page = assessor.post(&address, &form("U1.1.1", "2025-05-03")).await;
        assert!(
            page.is(409).has("has been recognised for U1.1.1 already"),
            "{}",
            page.body
        );
        assessor
            .get(&format!("/enrolments/{}/prior-learning", own.id))
            .await
            .is(404);
        browser
            .post(&address, &form("U1.1.2", "2025-05-03"))
            .await
            .is(404);
        let page = browser.get("/portfolio").await;
        assert!(
            page.has("Recognised from before")
                && page.has("From 3 May 2025. Recognised on 1 June 2026 by Ada Assessor."),
            "{}",
            page.body
        );
        let specification = test.specification(SLUG);
        let all = standings(&test.app.db, &enrolment, &specification)
            .await
            .unwrap();
        assert_eq!(all[0].state("U1.1.1"), CriterionState::Achieved);

        let recognition = Recognition {
            criterion: "U1.1.2".to_owned(),
            completed_on: "2025-05-03".to_owned(),
            what: "A course.".to_owned(),
        };
        let now = ("2026-06-01", test.app.clock.now());
        let result = recognise(
            &test.app.db,
            &lena,
            &enrolment,
            &specification,
            &recognition,
            now,
        )
        .await;
        assert!(matches!(result, Err(Error::Forbidden)), "{result:?}");
        let result = recognise(&test.app.db, &ada, &own, &specification, &recognition, now).await;
        assert!(matches!(result, Err(Error::Forbidden)), "{result:?}");
        let sql = "UPDATE prior_learning SET what = 'another'";
        let tx = test.app.db.begin().await.unwrap();
        assert!(
            tx.run(sql, args![])
                .await
                .unwrap_err()
                .to_string()
                .contains("append-only")
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_recognised_where_nothing_is_left_to_recognise() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, ("2026-06-01", test.app.clock.now()));
        // The stand-alone unit, as if it took prior learning.
        let mut specification = test.specification(crate::tests::scenes::GP);
        specification.units[0].prior_learning_years = Some(5);
        let recognition = Recognition {
            criterion: "GP1.1.1".to_owned(),
            completed_on: "2025-05-03".to_owned(),
            what: "A course.".to_owned(),
        };
        let tried = async |enrolment, specification: &crate::library::Specification| {
            let refused = recognise(db, &ada, enrolment, specification, &recognition, now).await;
            let Err(Error::Conflict(words)) = refused else {
                panic!("{refused:?}");
            };
            words
        };
        let enrolment = test.achieved(&lena, &ada).await;
        let words = tried(&enrolment, &specification).await;
        assert_eq!(words, "GP1.1.1 has been achieved already.");
        let current = test.specification(crate::tests::scenes::GP);
        let signed =
            crate::assessment::store::sign_off(db, &ada, &enrolment, &current, "GP1", now.1);
        signed.await.unwrap();
        let words = tried(&enrolment, &specification).await;
        assert_eq!(words, "GP1 is signed off already.");
        let mut closed = specification.clone();
        closed.units[0].status = crate::library::UnitStatus::InPreparation;
        let words = tried(&enrolment, &closed).await;
        assert_eq!(
            words,
            "GP1 is in preparation, and takes no prior learning yet."
        );
        let moved = crate::learning::Enrolment {
            specification_hash: "another".to_owned(),
            ..enrolment.clone()
        };
        let words = tried(&moved, &specification).await;
        assert!(words.contains("moved to another version"), "{words}");
        let settings = crate::accounts::settings::load(db).await.unwrap();
        let issued =
            crate::certificates::issue(db, &ada, &moved, &specification, "GP1", &settings, now.1)
                .await;
        assert!(matches!(issued, Err(Error::Conflict(_))), "{issued:?}");
        let signed =
            crate::assessment::store::sign_off(db, &ada, &moved, &specification, "GP1", now.1)
                .await;
        assert!(matches!(signed, Err(Error::Conflict(_))), "{signed:?}");
        assert_eq!(test.count("SELECT COUNT(*) FROM prior_learning").await, 0);
    })
    .await;
}
