//! No answer key leaves the server before its time: not in a page, not in an island's props, not in a refusal.

use crate::accounts::Role;
use crate::library::{Block, Library, Question, QuizKind};
use crate::quizzes::Response;
use crate::quizzes::heard::heard;
use crate::tests::scenes::{QUIZ, field};
use crate::tests::support::{Browser, Page, TestApp, on_each_engine};
use serde_json::json;

/// Of every text that gives something away, the longest stretch of plain words.
fn secrets(library: &Library) -> Vec<String> {
    let questions = library.quizzes.iter().flat_map(|quiz| &quiz.questions);
    let texts = questions.flat_map(reasons);
    let sections = || library.modules.iter().flat_map(|module| &module.sections);
    let told =
        |words: &String| sections().any(|section| section.version.source.contains(words.as_str())); // a title, a quotation
    texts
        .map(|html| plain(&html))
        .filter(|words| words.len() > 25 && !told(words))
        .collect()
}

/// Everything that is said of an answer to this question, HTML.
fn reasons(question: &Question) -> Vec<String> {
    let nothing = Response::new();
    let said = heard(question, &nothing);
    let parts = said.parts.into_iter().map(|part| part.feedback);
    parts
        .chain(said.general)
        .chain(question.hints.clone())
        .collect()
}

fn plain(html: &str) -> String {
    // Works that are cited stand in sections too.
    let without_notes = html.split("class=\"notes\"").next().unwrap_or_default();
    let without_tags = without_notes
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let stretches = without_tags
        .flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric() && c != ' ' && c != ','));
    stretches
        .max_by_key(|text| text.len())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

struct Keys(Vec<String>);

impl Keys {
    fn assert_kept(&self, page: &Page, what: &str) {
        let told = self.0.iter().find(|secret| page.has(secret));
        assert!(told.is_none(), "{what} gives away {told:?}");
        for sign in ["data-verdict", "class=\"feedback\"", "feedback&quot;:"] {
            assert!(!page.has(sign), "{what} holds {sign}: {}", page.body);
        }
    }

    async fn assert_page(&self, browser: &mut Browser, address: &str) {
        let page = browser.get(address).await;
        page.is(200);
        self.assert_kept(&page, address);
    }
}

#[test]
fn the_secrets_are_found() {
    assert_eq!(
        plain("<p>You want her to <em>stand</em>. It &amp; more</p>"),
        "You want her to"
    );
}

#[tokio::test]
async fn no_page_holds_a_key_before_the_answer() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let keys = Keys(secrets(&library));
        assert!(keys.0.len() > 100, "{}", keys.0.len());
        let (_, learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let mut embedded = 0;
        for mut browser in [test.browser(), learner] {
            for module in &library.modules {
                keys.assert_page(&mut browser, &format!("/modules/{}", module.slug))
                    .await;
                for section in &module.sections {
                    embedded += section
                        .blocks
                        .iter()
                        .filter(|b| matches!(b, Block::Question { .. }))
                        .count();
                    keys.assert_page(
                        &mut browser,
                        &format!("/modules/{}/{}", module.slug, section.slug),
                    )
                    .await;
                }
            }
            for quiz in &library.quizzes {
                match quiz.kind {
                    QuizKind::Quiz => {
                        keys.assert_page(&mut browser, &format!("/quizzes/{}", quiz.id))
                            .await
                    }
                    QuizKind::Practice | QuizKind::Bank => keys.assert_kept(
                        browser.get(&format!("/quizzes/{}", quiz.id)).await.is(404),
                        &quiz.id,
                    ),
                }
            }
        }
        assert!(embedded > 20, "{embedded}");
    })
    .await;
}

#[tokio::test]
async fn an_open_attempt_holds_no_key_empty_half_done_or_refused() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let keys = Keys(secrets(&library));
        let (_, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        for quiz in library
            .quizzes
            .iter()
            .filter(|quiz| quiz.kind == QuizKind::Quiz)
        {
            let attempt = learner
                .post(&format!("/quizzes/{}", quiz.id), &[])
                .await
                .redirects()
                .to_owned();
            keys.assert_page(&mut learner, &attempt).await;
            let page = learner.get(&attempt).await.body;
            let name = page.split("name=\"answer-").nth(1).unwrap();
            let (name, rest) = name.split_once('"').unwrap();
            let value = rest.split("value=\"").nth(1).unwrap();
            let answer = field(
                format!("answer-{name}"),
                value.split('"').next().unwrap_or("1"),
            );
            learner
                .post_all(&attempt, &[answer.clone(), field("do", "save")])
                .await
                .redirects();
            keys.assert_page(&mut learner, &attempt).await;
            let page = learner
                .post_all(&attempt, &[answer, field("do", "submit")])
                .await;
            keys.assert_kept(page.is(422), "a refused attempt");
            assert!(page.has("without an answer"), "{}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_that_answers_nothing_tells_nothing() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let keys = Keys(secrets(&library));
        let practice = library
            .quizzes
            .iter()
            .find(|quiz| quiz.kind == QuizKind::Practice)
            .unwrap();
        let question = &practice.questions[0];
        let counted = library.quiz(QUIZ).unwrap();
        let (id, key) = (&question.id, &question.options()[0].key);
        let (counted_id, counted_key) = (
            &counted.questions[0].id,
            &counted.questions[0].options()[0].key,
        );
        let table = [
            (
                json!({"quiz": practice.id, "question": id, "fields": []}),
                422,
            ),
            (
                json!({"quiz": practice.id, "question": id, "fields": [[format!("answer-{id}"), "no such option"]]}),
                422,
            ),
            (
                json!({"quiz": practice.id, "question": "no such question", "fields": [[format!("answer-{id}"), key]]}),
                404,
            ),
            (
                json!({"quiz": "no such quiz", "question": id, "fields": [[format!("answer-{id}"), key]]}),
                404,
            ),
            (
                json!({"quiz": QUIZ, "question": counted_id, "fields": [[format!("answer-{counted_id}"), counted_key]]}),
                404,
            ),
        ];
        let (_, learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        for mut browser in [test.browser(), learner] {
            for (input, status) in &table {
                let page = browser.call("answer", input).await;
                keys.assert_kept(page.is(*status), &input.to_string());
            }
            for malformed in [
                json!({"quiz": practice.id}),
                json!([]),
                json!({"fields": {}}),
            ] {
                let page = browser.call("answer", &malformed).await;
                assert!(
                    page.status.is_client_error() || page.status.is_server_error(),
                    "{}",
                    page.status
                );
                keys.assert_kept(&page, &malformed.to_string());
            }
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM practice_answers").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_address_with_a_made_up_answer_tells_nothing() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let keys = Keys(secrets(&library));
        let (address, quiz, question) = library
            .modules
            .iter()
            .flat_map(|module| module.sections.iter().map(move |section| (module, section)))
            .find_map(|(module, section)| {
                section.blocks.iter().find_map(|block| match block {
                    Block::Question { quiz, question } => Some((
                        format!("/modules/{}/{}", module.slug, section.slug),
                        quiz.clone(),
                        question.clone(),
                    )),
                    _ => None,
                })
            })
            .unwrap();
        let counted = &library.quiz(QUIZ).unwrap().questions[0];
        let given = |key: &str| format!("%7B%22{key}%22:%22chosen%22%7D");
        for (quiz, question, given) in [
            (quiz.as_str(), question.as_str(), String::new()),
            (quiz.as_str(), question.as_str(), given("made-up")),
            (quiz.as_str(), question.as_str(), "%5B%5D".to_owned()),
            (QUIZ, counted.id.as_str(), given(&counted.options()[0].key)),
        ] {
            let address = format!("{address}?quiz={quiz}&question={question}&given={given}");
            keys.assert_page(&mut test.browser(), &address).await;
        }
    })
    .await;
}
