//! What learners see of what completes sections and modules.

use super::{LEARNER, MODULE, address, module};
use crate::clock::HOUR;
use crate::learning::outline::Outline;
use crate::tests::scenes::{GP, field, library_and, library_with};
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn adding_a_section_is_said_and_undoes_nothing() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        browser
            .post(&format!("/qualifications/{GP}"), &[])
            .await
            .redirects();
        let library = test.app.library();
        for section in &module(&library).sections {
            browser.post(&format!("{}/reading", address(section)), &[]).await.redirects();
        }
        let page = format!("/modules/{MODULE}");
        assert!(browser.get(&page).await.has("You completed this module on 1 June 2026."));
        test.app.clock.advance(HOUR);
        test.app.replace_library(with_one_more());
        let after = browser.get(&page).await;
        assert!(after.has("You completed this module on 1 June 2026. 1 section has been added since: “One more”."), "{}", after.body);
        let home = browser.get("/").await;
        assert!(home.has("on 1 June 2026; 1 section has been added since."));
        assert!(home.has("done on 1 June 2026; 1 section added since"));
        assert!(browser.get("/modules").await.has("Done on 1 June 2026"));
        assert!(browser.get("/modules").await.has("data-state=\"done\""));
    })
    .await;
}

/// The library with one more section in the module.
fn with_one_more() -> crate::library::Library {
    let path = format!("modules/{MODULE}/99-one-more.md");
    let text = "---\ntitle: \"One more\"\ncriteria: []\n---\n\nIt is new.\n";
    library_and(&[(&path, text)], |_, text| text)
}

#[tokio::test]
async fn a_section_can_ask_for_its_questions() {
    on_each_engine(async |test: TestApp| {
        let section_of = |path: &str| path.contains("the-therapeutic-alliance/01-");
        test.app
            .replace_library(library_with(move |path, text| match section_of(path) {
                true => text.replacen("criteria:", "complete: [read, questions]\ncriteria:", 1),
                false => text,
            }));
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let library = test.app.library();
        let module = library.module("the-therapeutic-alliance").unwrap();
        let section = &module.sections[0];
        let page = format!("/modules/{}/{}", module.slug, section.slug);
        browser
            .post(&format!("{page}/reading"), &[])
            .await
            .redirects();
        let overview = browser.get(&format!("/modules/{}", module.slug)).await;
        assert!(
            overview.has("read; ") && overview.has("to answer"),
            "{}",
            overview.body
        );
        let outline = Outline::of(&library, module);
        for (quiz, id) in &outline.parts[0].questions {
            let question = library.quiz(quiz).unwrap().question(id).unwrap();
            let mut form = vec![field("quiz", quiz.as_str()), field("question", id.as_str())];
            let right = question.options().iter().filter(|option| option.right);
            form.extend(right.map(|option| field(format!("answer-{id}"), option.key.as_str())));
            browser.post_all(&page, &form).await.redirects();
        }
        let overview = browser.get(&format!("/modules/{}", module.slug)).await;
        assert!(overview.has("done on 1 June 2026"), "{}", overview.body);
    })
    .await;
}

#[tokio::test]
async fn questions_that_are_left_are_the_next_thing_after_reading() {
    let test = TestApp::sqlite().await;
    test.app.replace_library(library_with(|path, text| {
        match path.contains("attachment-in-the-consultation/02-") {
            true => text.replacen("criteria:", "complete: [read, questions]\ncriteria:", 1),
            false => text,
        }
    }));
    let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
    browser
        .post(&format!("/qualifications/{GP}"), &[])
        .await
        .redirects();
    let library = test.app.library();
    let module = module(&library);
    for section in &module.sections {
        let reading = format!("{}/reading", address(section));
        browser.post(&reading, &[]).await.redirects();
    }
    let home = browser.get("/").await;
    let next = home.body.split("<h1>").nth(1).unwrap();
    let next = next.split("</p>").next().unwrap();
    assert!(next.contains("still to be answered."), "{next}");
    let question = &Outline::of(&library, &module).parts[1].questions[0].1;
    assert!(next.contains(&format!("#{question}")), "{next}");
    let contents = browser.get(&address(&module.sections[0])).await;
    assert!(contents.has("data-state=\"begun\"") && contents.has("(read; "));
}
