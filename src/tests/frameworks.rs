//! The pages of frameworks, and the ways from criteria to them and back.

use super::support::TestApp;

#[tokio::test]
async fn a_framework_shows_what_comes_close_and_what_does_not() {
    let test = TestApp::sqlite().await;
    let mut browser = test.browser();
    let page = browser.get("/frameworks").await;
    for words in [
        "/frameworks/danos",
        "Criteria come close to 9 of 13 items listed here",
        "Criteria come close to 3 of 8 items listed here",
        "nobody who owns one of them has checked or approved it",
    ] {
        assert!(page.is(200).has(words), "{words}: {}", page.body);
    }
    let page = browser.get("/frameworks/rcgp-capabilities").await;
    for words in [
        "/qualifications/gp-attachment-unit#GP1.4.2",
        "Nothing here comes close",
        "The owner, Royal College of General Practitioners, has neither checked nor approved it",
        "Caring for the whole person, the wider community and the environment",
        "id=\"rcgp-team\"",
    ] {
        assert!(page.is(200).has(words), "{words}: {}", page.body);
    }
    assert!(
        !page.has("Criteria that come close to none of these"),
        "every criterion of the unit comes close to something"
    );
    let page = browser.get("/frameworks/danos").await;
    for words in [
        "Indicative and incomplete: only some of the items are listed.",
        "AF3.2014 Carry out comprehensive assessment for alcohol and other substances",
        "Criteria that come close to none of these",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    let page = browser.get("/qualifications/gp-attachment-unit").await;
    assert!(
        page.has("href=\"/frameworks/rcgp-capabilities#rcgp-team\"")
            && page.has("<a href=\"/frameworks/rcgp-capabilities\">Which criterion of this unit comes closest")
            && !page.has("RCGP curriculum, indicative"),
        "{}",
        page.body
    );
    browser.get("/frameworks/nothing").await.is(404);
}
