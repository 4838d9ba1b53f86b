//! Where a passage is found again, and a section with many of them.

use super::MODULE;
use crate::notes::Note;
use crate::notes::passage::{self, Passage};
use crate::notes::text::Text;
use crate::tests::support::TestApp;
use proptest::prelude::*;

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
