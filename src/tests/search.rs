//! Search: what is found, in which order, how it is shown, and by whom.

use super::scenes::library_with;
use super::support::{Browser, Page, TestApp, on_each_engine};
use crate::accounts::Role;
use crate::library::Plain;
use crate::search::{Entry, Index, Kind, Query};
use proptest::prelude::*;

const LEARNER: &[Role] = &[Role::Learner];

fn entry(title: &str, text: &str) -> Entry {
    Entry {
        kind: Kind::Section,
        title: title.to_owned(),
        within: "A module".to_owned(),
        address: format!("/{title}"),
        text: text.to_owned(),
        headings: Vec::new(),
        definition: None,
        version: String::new(),
    }
}

fn small() -> Index {
    Index::new([
        entry(
            "Ruptures",
            "A rupture is a strain in the alliance. It can be repaired.",
        ),
        entry(
            "Repair",
            "Repairing begins with noticing. The worker’s own part comes first.",
        ),
        entry(
            "Endings",
            "An ending hands the alliance on. Some <ruptures> & \"endings\" hurt.",
        ),
        entry(
            "Attachment",
            "A secure base, and a safe haven: safe enough to explore, a haven to return to.",
        ),
        entry(
            "Safety",
            "A haven is one thing; to be called safe is another.",
        ),
    ])
}

fn titles(index: &Index, typed: &str) -> Vec<String> {
    let hits = index.find(&Query::new(typed), |_| true);
    hits.iter().map(|hit| hit.entry.title.clone()).collect()
}

#[test]
fn words_are_found_in_every_form_and_what_holds_all_comes_first() {
    let index = small();
    let table: [(&str, &[&str]); 16] = [
        ("rupture", &["Ruptures", "Endings"]),
        ("RUPTURED", &["Ruptures", "Endings"]),
        ("repaired", &["Repair", "Ruptures"]),
        ("attach", &["Attachment"]),
        ("attachm", &["Attachment"]),
        ("atachment", &["Attachment"]),
        ("attahcment", &["Attachment"]),
        ("alliance ending", &["Endings", "Ruptures"]),
        ("worker's", &["Repair"]),
        ("worker’s", &["Repair"]),
        ("safe haven", &["Attachment", "Safety"]),
        ("the and of", &[]),
        ("", &[]),
        ("zzz", &[]),
        ("🙂 ؟ \u{0} ﷽", &[]),
        ("xy", &[]),
    ];
    for (typed, expected) in table {
        assert_eq!(titles(&index, typed), expected, "{typed}");
    }
    assert!(Query::new("the and of").is_everywhere && !Query::new(" ").is_everywhere);
    let taken = index.taken_for(&Query::new("atachment rupture"));
    assert_eq!(taken, [("atachment".to_owned(), "attachment".to_owned())]);
}

#[test]
fn what_stands_together_comes_before_what_stands_apart() {
    let far = "A base camp. Nothing is quite as secure as it looks, they say, and so on.";
    let index = Index::new([
        entry("One", far),
        entry(
            "Two",
            "What is a secure base for? One returns to it, and goes out again.",
        ),
    ]);
    assert_eq!(titles(&index, "secure base"), ["Two", "One"]);
}

#[test]
fn an_excerpt_is_escaped_and_marked() {
    let index = small();
    let hits = index.find(&Query::new("rupture ending"), |_| true);
    assert_eq!(
        hits[0].excerpt(),
        "An <mark>ending</mark> hands the alliance on. Some &lt;<mark>ruptures</mark>&gt; &amp; &quot;<mark>endings</mark>&quot; hurt."
    );
    assert_eq!(hits[0].title(), "<mark>Endings</mark>");
}

#[test]
fn plain_words_leave_out_what_stands_beside_the_text() {
    let html = "<h2 id=\"a\">Tom &amp; <em>Ann</em></h2>\n<p>One<sup class=\"cite\"><a href=\"#r\">1</a></sup> two.</p>\n\
                <div class=\"notes\" role=\"note\"><p>Not <strong>this</strong><br/></p></div>\n<p>Three.</p>";
    let plain = Plain::of(html);
    assert_eq!(plain.text, "Tom & Ann\nOne two.\n\nThree.");
    assert_eq!(
        (
            plain.headings[0].id.as_str(),
            plain.headings[0].words.clone()
        ),
        ("a", 0..9)
    );
    let at = plain.text.find("& Ann").unwrap();
    let runs: Vec<&str> = plain
        .in_html(&(at..at + 5))
        .into_iter()
        .map(|range| &html[range])
        .collect();
    assert_eq!(runs, ["&amp; ", "Ann"]);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered(typed in any::<String>(), text in "[a-z<>&é’ ]{0,400}") {
        let index = Index::new([entry("Ruptures", &text), entry(&typed, &typed)]);
        let query = Query::new(&typed);
        let hits = index.find(&query, |_| true);
        let mut held = usize::MAX;
        for hit in &hits {
            let html = hit.excerpt() + &hit.title();
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
            let bare = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!bare.contains('<') && !bare.contains('>'), "{}", bare);
            prop_assert!(hit.is_named || hit.held <= held);
            held = hit.held;
        }
    }

    #[test]
    fn a_word_is_found_by_itself_and_by_its_beginning(word in "[a-z]{5,12}", cut in 3usize..5) {
        prop_assume!(!Query::new(&word).is_everywhere && !Query::new(&word[..cut]).is_everywhere);
        let index = Index::new([entry("Title", &format!("before {word} after"))]);
        prop_assert_eq!(index.find(&Query::new(&word), |_| true).len(), 1);
        prop_assert_eq!(index.find(&Query::new(&word[..cut]), |_| true).len(), 1);
    }
}

async fn search(browser: &mut Browser, query: &str) -> Page {
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", query)
        .finish();
    let page = browser.get(&format!("/search?{query}")).await;
    page.is(200);
    page
}

#[tokio::test]
async fn the_real_content_is_found_by_anybody() {
    let test = TestApp::sqlite().await;
    let mut browser = test.browser();
    assert!(browser.get("/modules").await.has("role=\"search\""));
    let page = search(&mut browser, "withdrawal rupture").await;
    assert!(
        page.has("Section · ") && page.has("<mark>"),
        "{}",
        page.body
    );
    let term = search(&mut browser, "secure base").await;
    let first = term
        .body
        .split("class=\"list found\"")
        .nth(1)
        .unwrap()
        .split("</li>")
        .next()
        .unwrap();
    assert!(
        first.contains("Glossary") && first.contains("class=\"definition\""),
        "{first}"
    );
    for kind in ["A conversation", "worksheet"] {
        assert!(!search(&mut browser, kind).await.has("Nothing was found"));
    }
    assert!(search(&mut browser, "").await.has("Sections, the glossary"));
    assert!(
        search(&mut browser, "the of")
            .await
            .has("stands on nearly every page")
    );
    assert!(
        search(&mut browser, "xqzzk")
            .await
            .has("Nothing was found for “xqzzk”.")
    );
    assert!(
        search(&mut browser, "atachmnt")
            .await
            .has("stands nowhere: shown is “attachment”")
    );
    let hostile = search(&mut browser, "\"><script>alert(1)</script>").await;
    assert!(!hostile.has("<script>alert"), "{}", hostile.body);
    let long = search(&mut browser, &"rupture ".repeat(5_000)).await;
    assert!(long.has("That was long"));
    for odd in [
        "/search?q=%FF%FE",
        "/search?q=a&q=b",
        "/search?x=1",
        "/search?q=%00%e2%80%ae",
    ] {
        browser.get(odd).await.is(200);
    }
}

#[tokio::test]
async fn a_question_is_found_by_those_who_have_met_it_and_by_nobody_else() {
    on_each_engine(async |test: TestApp| {
        let (_, mut lena) = test.signed_in("Lena Learner", LEARNER).await;
        let (_, mut otto) = test.signed_in("Otto Other", LEARNER).await;
        let library = test.app.library();
        let practice = library.quiz("u3-practice-alliance").unwrap();
        let question = &practice.questions[0];
        let option = &question.options()[0].key;
        let section = "/modules/the-therapeutic-alliance/goals-tasks-bond";
        const MET: &str = "A question you have met";
        assert!(!search(&mut lena, &question.title).await.has(MET));
        let field = format!("answer-{}", question.id);
        let form = [
            ("quiz", practice.id.as_str()),
            ("question", &question.id),
            (&field, option),
        ];
        lena.post(section, &form).await.redirects();
        let page = search(&mut lena, &question.title).await;
        assert!(
            page.has(MET) && page.has(&format!("#{}\"", question.id)),
            "{}",
            page.body
        );
        for feedback in question.options().iter().map(|option| &option.feedback) {
            assert!(!page.has(feedback.as_str()));
        }
        assert!(!search(&mut otto, &question.title).await.has(MET));
        assert!(!search(&mut test.browser(), &question.title).await.has(MET));

        // It is still found by the words in which it was met when it has been edited since.
        let title = question.title.clone();
        test.app.replace_library(library_with(move |_, text| {
            text.replace(&title, "Zanzibar")
        }));
        assert!(search(&mut lena, &question.title).await.has(MET));
        assert!(!search(&mut lena, "Zanzibar").await.has(MET));

        let quiz = test.quiz();
        let asked = quiz.questions[0].title.clone();
        assert!(!search(&mut otto, &asked).await.has(MET));
        otto.post(&format!("/quizzes/{}", quiz.id), &[])
            .await
            .redirects();
        let page = search(&mut otto, &asked).await;
        assert!(page.has(MET) && page.has("/attempts/"), "{}", page.body);
        assert!(!search(&mut lena, &asked).await.has(MET));
    })
    .await;
}

#[tokio::test]
async fn what_the_author_changes_is_found_at_once() {
    let test = TestApp::sqlite().await;
    let mut browser = test.browser();
    assert!(!search(&mut browser, "quokka").await.has("Section · "));
    test.app.replace_library(library_with(|path, text| {
        match path.contains("the-therapeutic-alliance/01-") {
            true => text + "\nA quokka is no metaphor.\n",
            false => text,
        }
    }));
    assert!(
        search(&mut browser, "quokkas")
            .await
            .has("A <mark>quokka</mark> is no metaphor.")
    );
}
