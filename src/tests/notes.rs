//! Notes: kept and found again, changed and taken away by their owner, read by nobody else.

use super::scenes::library_with;
use super::support::{Browser, Page, TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::error::Error;
use crate::notes::passage::{self, Passage};
use crate::notes::text::Text;
use crate::notes::{Note, Spot, store};
use proptest::prelude::*;

const LEARNER: &[Role] = &[Role::Learner];
const MODULE: &str = "the-therapeutic-alliance";
const SECTION: &str = "/modules/the-therapeutic-alliance/goals-tasks-bond";
const QUOTE: &str = "Warmth matters.";

fn quoted(quote: &str, prefix: &str, suffix: &str) -> Passage {
    Passage {
        quote: quote.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
    }
}

#[test]
fn a_passage_is_found_where_its_surroundings_are_most_alike() {
    let text = "She came. She  came\nback — “home”, and she left. She came late.";
    let table = [
        (quoted("She came", "", ""), Some("She came")),
        (quoted("She came back", "", ""), Some("She  came\nback")),
        (quoted("She came", "she left. ", " late."), Some("She came")),
        (quoted("back - \"home\"", "", ""), Some("back — “home”")),
        (quoted("she stayed", "", ""), None),
        (quoted(" \n ", "", ""), None),
        (quoted("", "", ""), None),
        (quoted(&text.repeat(2), "", ""), None),
    ];
    for (passage, expected) in table {
        let found = passage::find(text, &passage).map(|range| &text[range]);
        assert_eq!(found, expected, "{passage:?}");
    }
    let last = passage::find(text, &quoted("She came", "and she left.", "late.")).unwrap();
    assert_eq!(last.start, text.rfind("She came").unwrap());
    assert_eq!(
        passage::find(text, &quoted("She came", "", ""))
            .unwrap()
            .start,
        0
    );
}

proptest! {
    #[test]
    fn a_passage_is_found_again_also_when_the_text_around_it_has_grown(
        words in proptest::collection::vec("[a-zé’]{1,6}", 16..40), from in 0usize..10, count in 1usize..6, before in "[A-Z ]{0,30}", after in "[A-Z ]{0,30}",
    ) {
        let text = words.join(" ");
        let starts: Vec<usize> = words.iter().scan(0, |at, word| { let start = *at; *at += word.len() + 1; Some(start) }).collect();
        let last = from + count - 1;
        let range = starts[from]..starts[last] + words[last].len();
        let kept = passage::at(&text, &range);
        prop_assert_eq!(passage::find(&text, &kept), Some(range.clone()));
        let grown = format!("{before}{text}{after}");
        let found = passage::find(&grown, &kept).unwrap();
        prop_assert_eq!(&grown[found.clone()], &text[range.clone()]);
        prop_assert_eq!(found.start, range.start + before.len());
    }

    #[test]
    fn nothing_that_is_sought_makes_it_stumble(text in any::<String>(), quote in any::<String>(), around in any::<String>()) {
        if let Some(range) = passage::find(&text, &quoted(&quote, &around, &around)) {
            prop_assert!(text.get(range).is_some());
        }
    }
}

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
async fn two_windows_do_not_overwrite_each_other() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut one) = test.signed_in("Lena Learner", LEARNER).await;
        let id = test.noted(&lena, "First.").await;
        let address = format!("/notes/{id}");
        let page = one.get(&address).await;
        let (module, section) = (
            page.value_of("module").to_owned(),
            page.value_of("section").to_owned(),
        );
        let form = |text: &'static str, revision: &'static str, what: &'static str| {
            vec![
                ("do".to_owned(), what.to_owned()),
                ("revision".to_owned(), revision.to_owned()),
                ("module".to_owned(), module.clone()),
                ("section".to_owned(), section.clone()),
                ("note-text".to_owned(), text.to_owned()),
            ]
        };
        one.post_all(&address, &form("Second.", "1", "save"))
            .await
            .redirects();
        let refused = one.post_all(&address, &form("Third.", "1", "save")).await;
        assert!(
            refused.is(422).has("Both texts are safe")
                && refused.has("Third.</textarea>")
                && refused.has("<p>Second.</p>"),
            "{}",
            refused.body
        );
        assert_eq!(refused.value_of("revision"), "2");
        assert_eq!(notes(&test, &lena).await[0].body, "Second.");
        one.post_all(&address, &form("", "1", "remove"))
            .await
            .is(422);
        one.post_all(&address, &form(" ", "2", "save"))
            .await
            .is(422)
            .has("Write your note");
        one.post_all(&address, &form("Third.", "2", "save"))
            .await
            .redirects();
        assert_eq!(
            one.post_all(&address, &form("", "3", "remove"))
                .await
                .redirects(),
            "/notes?said=removed"
        );
        assert!(
            notes(&test, &lena).await.is_empty()
                && one
                    .get("/notes?said=removed")
                    .await
                    .has("The note is gone.")
        );
        // What another window still holds can be kept anew.
        let gone = one.post_all(&address, &form("Fourth.", "3", "save")).await;
        assert!(
            gone.is(422).has("Fourth.</textarea>") && gone.has("no longer there"),
            "{}",
            gone.body
        );
        one.post_all(&address, &form("", "3", "save")).await.is(404);
        one.get(&address).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_reads_changes_or_finds_a_note() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", LEARNER).await;
        let id = test.noted(&lena, "Marmalade is my secret.").await;
        let section = SECTION.to_owned();
        for role in Role::ALL {
            let (other, mut browser) = test
                .signed_in(&format!("Otto {}", role.key()), &[Role::Learner, role])
                .await;
            browser.get(&format!("/notes/{id}")).await.is(404);
            let form = [
                ("do", "save"),
                ("revision", "1"),
                ("note-text", "Mine now."),
            ];
            browser.post(&format!("/notes/{id}"), &form).await.is(404);
            browser
                .post(
                    &format!("/notes/{id}"),
                    &[("do", "remove"), ("revision", "1")],
                )
                .await
                .is(404);
            for page in [
                section.as_str(),
                "/notes",
                "/search?q=marmalade",
                "/",
                "/portfolio",
            ] {
                assert!(
                    !browser.get(page).await.has("Marmalade"),
                    "{page} as {}",
                    role.key()
                );
            }
            // Neither by an id that is taken, nor below the pages.
            let taken = [("note", id.as_str()), ("note-text", "Mine now.")];
            keep(&mut browser, &taken).await.is(404);
            let now = test.app.clock.now();
            let db = &test.app.db;
            assert!(matches!(
                store::note(db, &other, &id, now).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store::change(db, &other, &id, "x", 1, now).await,
                Err(Error::Conflict(_))
            ));
            assert!(matches!(
                store::remove(db, &other, &id, 1).await,
                Err(Error::Conflict(_))
            ));
        }
        assert!(test.looks(&id, "refused").await > 0);
        assert_eq!(notes(&test, &lena).await[0].body, "Marmalade is my secret.");
        let manager = test.person("Mo Manager", &[Role::Manager]).await;
        assert!(matches!(
            store::remove(&test.app.db, &manager, &id, 1).await,
            Err(Error::Forbidden)
        ));
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
async fn overlapping_passages_across_blocks_keep_the_page_whole() {
    let test = TestApp::sqlite().await;
    let library = test.app.library();
    let section = library
        .module(MODULE)
        .unwrap()
        .section("goals-tasks-bond")
        .unwrap();
    let text = Text::of(section);
    let passage = |from: usize, length: usize| {
        let at = |place: usize| {
            (place..)
                .find(|place| text.text.is_char_boundary(*place))
                .unwrap()
        };
        passage::at(
            &text.text,
            &(at(from)..at((from + length).min(text.text.len()))),
        )
    };
    let note = |number: usize, passage: Passage| Note {
        id: format!("n{number}"),
        person_id: String::new(),
        module: MODULE.to_owned(),
        section: section.slug.clone(),
        content_hash: String::new(),
        anchor: String::new(),
        quote: passage.quote,
        prefix: passage.prefix,
        suffix: passage.suffix,
        body: "A thought.".to_owned(),
        revision: 1,
        created_at: 0,
        changed_at: 0,
    };
    let notes: Vec<Note> = (0..text.text.len() / 150)
        .map(|number| note(number, passage(number * 150 + 3, 700)))
        .collect();
    let blocks = crate::notes::beside::blocks(section, &notes);
    let html: String = blocks.iter().filter_map(|block| block.prose()).collect();
    assert_eq!(
        html.matches("<mark").count(),
        html.matches("</mark>").count()
    );
    assert_eq!(html.matches("notes mine").count(), notes.len());
    assert!(
        !html.contains("<mark class=\"mine\"><mark")
            && !html.contains("<mark class=\"mine\"></mark>")
    );
    // Taken out again, it is the section as it was.
    let mut bare = html
        .replace("<mark class=\"mine\">", "")
        .replace("</mark>", "");
    for note in &notes {
        let (id, said) = (&note.id, "<p>A thought.</p>");
        bare = bare.replace(&format!("<span id=\"passage-{id}\"></span>"), "");
        let beside = format!(
            "<div class=\"notes mine\" role=\"note\" aria-label=\"Your note\">{said}<p><a href=\"/notes/{id}\">Change this note</a></p></div>"
        );
        bare = bare.replace(&beside, "");
    }
    let original: String = section
        .blocks
        .iter()
        .filter_map(|block| block.prose())
        .collect();
    assert_eq!(bare, original);
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
