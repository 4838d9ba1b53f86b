//! Before a worksheet goes in its learner is asked about what could give a person away in what they wrote, field by field.

use super::super::support::{TestApp, on_each_engine};
use super::{HOSTILE, beginning, form, kept, with};
use crate::portfolio::asking::FIELD;
use crate::tests::scenes::field;

#[tokio::test]
async fn what_stands_in_fields_and_cells_is_asked_about() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        browser
            .post("/portfolio/names", &[("name", "May")])
            .await
            .redirects();
        let words = format!("{HOSTILE} Somebody who rings, on 07700 900123.");
        let filled = with(form("submit", 1), &[("field-words", &words)]);
        let page = browser.post_all(&address, &filled).await;
        assert!(
            page.is(422).has("<mark>07700 900123</mark>") && page.has("<mark>May</mark>"),
            "{}",
            page.body
        );
        assert!(
            page.has("In her words") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        assert!(kept(&test).await.0.contains("07700 900123"));
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
        let seal = page
            .body
            .split(&format!("name=\"{FIELD}\" value=\""))
            .nth(1)
            .unwrap();
        let mut again = with(filled, &[("revision", page.value_of("revision"))]);
        again.push(field(FIELD, seal.split('"').next().unwrap()));
        assert!(
            browser
                .post_all(&address, &again)
                .await
                .redirects()
                .contains("said=handed-in")
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
        assert_eq!(
            test.count("SELECT CAST(SUM(times) AS BIGINT) FROM assurances")
                .await,
            2
        );
    })
    .await;
}
