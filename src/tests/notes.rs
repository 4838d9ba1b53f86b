//! Notes: kept and found again, changed and taken away by their owner, read by nobody else.

mod owner;
mod passages;

use super::scenes::library_with;
use super::support::{Browser, Page, TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::notes::text::Text;
use crate::notes::{Note, Spot, store};

const LEARNER: &[Role] = &[Role::Learner];
const MODULE: &str = "the-therapeutic-alliance";
const SECTION: &str = "/modules/the-therapeutic-alliance/goals-tasks-bond";
const QUOTE: &str = "Warmth matters.";

async fn notes(test: &TestApp, actor: &Actor) -> Vec<Note> {
    store::all(&test.app.db, actor).await.unwrap()
}

async fn keep(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{SECTION}/notes"), fields).await
}

#[tokio::test]
async fn a_highlight_and_a_note_stand_at_their_passage() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let before = browser.get(SECTION).await;
        assert!(
            before.has("Your notes") && before.has("Nothing yet.") && !before.has("class=\"mine\"")
        );
        let id = before.value_of("note").to_owned();
        let form = [
            ("note", id.as_str()),
            ("note-quote", "  Warmth\r\nmatters. "),
            ("note-text", "Not <b>enough</b>, though."),
        ];
        for _ in 0..2 {
            assert_eq!(
                keep(&mut browser, &form).await.redirects(),
                format!("{SECTION}#note-{id}")
            );
        }
        let page = browser.get(SECTION).await;
        assert!(
            page.has(&format!(
                "<span id=\"passage-{id}\"></span><mark class=\"mine\">{QUOTE}</mark>"
            )),
            "{}",
            page.body
        );
        assert!(page.has("aria-label=\"Your note\"><p>Not &lt;b&gt;enough&lt;/b&gt;, though.</p>"));
        let kept = notes(&test, &lena).await;
        assert_eq!(
            (kept.len(), kept[0].quote.as_str(), kept[0].revision),
            (1, QUOTE, 1)
        );
        let library = test.app.library();
        let section = library
            .module(MODULE)
            .unwrap()
            .section("goals-tasks-bond")
            .unwrap();
        assert_eq!(kept[0].content_hash, section.version.hash);
        assert!(Text::of(section).text.contains(&kept[0].suffix[..8]));
        // Everybody else's page is as it was.
        let visitor = test.browser().get(SECTION).await;
        assert!(!visitor.has("Your notes") && !visitor.has("class=\"mine\""));
        let all = browser.get("/notes").await;
        assert!(
            all.has(&format!("{SECTION}#passage-{id}"))
                && all.has("1 note by Lena Learner")
                && all.has("Not &lt;b&gt;enough")
        );
        let found = browser.get("/search?q=enough+though").await;
        assert!(
            found.has("Your note · ") && found.has(&format!("#passage-{id}")),
            "{}",
            found.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_note_under_a_heading_or_on_the_whole_section_needs_no_passage() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let library = test.app.library();
        let (module, section, heading) = library
            .modules
            .iter()
            .flat_map(|module| module.sections.iter().map(move |section| (module, section)))
            .find_map(|(module, section)| {
                Some((
                    module,
                    section,
                    Text::of(section).headings.first()?.id.clone(),
                ))
            })
            .expect("a section with a heading");
        let page = format!("/modules/{}/{}", module.slug, section.slug);
        let form = [
            ("note-place", heading.as_str()),
            ("note-text", "About this part."),
        ];
        browser
            .post(&format!("{page}/notes"), &form)
            .await
            .redirects();
        browser
            .post(
                &format!("{page}/notes"),
                &[("note-place", "nowhere"), ("note-text", "In all.")],
            )
            .await
            .redirects();
        let shown = browser.get(&page).await;
        let after = shown
            .body
            .split(&format!("id=\"{heading}\""))
            .nth(1)
            .unwrap();
        let beside = after.split("</div>").next().unwrap();
        assert!(
            beside.contains("<div class=\"notes mine\"") && beside.contains("About this part."),
            "{beside}"
        );
        let text = Text::of(section);
        let spots: Vec<Spot> = notes(&test, &lena)
            .await
            .iter()
            .map(|note| note.spot(&text))
            .collect();
        assert_eq!(spots, [Spot::Heading(heading), Spot::Section]);
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_comes_back_as_it_was_typed() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let long = "x".repeat(5_001);
        let table: [(&[(&str, &str)], &str); 4] = [
            (&[("note-text", "  ")], "Write your note"),
            (
                &[
                    ("note-quote", "words that stand nowhere"),
                    ("note-text", "My <thought>"),
                ],
                "do not stand in this section",
            ),
            (&[("note-text", &long)], "5000 is the most"),
            (&[("note-quote", &long)], "2000 characters long"),
        ];
        for (form, words) in table {
            let page = keep(&mut browser, form).await;
            assert!(page.is(422).has(words), "{}", page.body);
            for (_, typed) in form {
                assert!(page.has(&crate::ui::escape(typed.trim())));
            }
        }
        keep(&mut browser, &[("person_id", "x"), ("note-text", "y")])
            .await
            .is(422);
        assert!(notes(&test, &lena).await.is_empty());
        browser
            .post("/modules/none/none/notes", &[("note-text", "y")])
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn a_note_follows_its_passage_and_says_when_that_has_changed() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        keep(
            &mut browser,
            &[("note-quote", QUOTE), ("note-text", "Yes.")],
        )
        .await
        .redirects();
        let is_it = |path: &str| path.contains("the-therapeutic-alliance/01-");
        test.app
            .replace_library(library_with(move |path, text| match is_it(path) {
                true => text.replace("Ask five colleagues", "A new opening. Ask six colleagues"),
                false => text,
            }));
        assert!(
            browser
                .get(SECTION)
                .await
                .has(&format!("<mark class=\"mine\">{QUOTE}</mark>"))
        );
        test.app
            .replace_library(library_with(move |path, text| match is_it(path) {
                true => text.replace(QUOTE, "Warmth is not everything."),
                false => text,
            }));
        let page = browser.get(SECTION).await;
        assert!(
            page.has("The passage has changed since you made this note")
                && page.has(QUOTE)
                && !page.has("<mark class=\"mine\">")
        );
        assert!(
            browser
                .get("/notes")
                .await
                .has("The passage has changed since")
        );
    })
    .await;
}

#[tokio::test]
async fn the_island_keeps_a_note_and_gets_the_list() {
    let test = TestApp::sqlite().await;
    let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
    let input = |fields: serde_json::Value| serde_json::json!({"module": MODULE, "section": "goals-tasks-bond", "fields": fields});
    let kept = browser
        .call(
            "note",
            &input(serde_json::json!([
                ["note-quote", QUOTE],
                ["note-text", ""]
            ])),
        )
        .await;
    assert!(
        kept.is(200).has("Warmth matters.") && kept.has("\"next\""),
        "{}",
        kept.body
    );
    assert_eq!(notes(&test, &lena).await.len(), 1);
    let refused = browser
        .call("note", &input(serde_json::json!([["note-text", ""]])))
        .await;
    assert!(refused.is(422).has("Write your note"), "{}", refused.body);
    test.browser()
        .call("note", &input(serde_json::json!([["note-text", "x"]])))
        .await
        .is(401);
}
