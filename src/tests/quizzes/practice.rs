//! Questions embedded in sections, with scripts and without.

use super::LEARNER;
use crate::library::{Block, Library, Question};
use crate::tests::support::{TestApp, on_each_engine};

/// The first question that is embedded in a section, and the section's address.
fn embedded(library: &Library) -> (String, String, &Question) {
    for module in &library.modules {
        for section in &module.sections {
            for block in &section.blocks {
                if let Block::Question { quiz, question } = block {
                    let question = library.quiz(quiz).unwrap().question(question).unwrap();
                    return (
                        format!("/modules/{}/{}", module.slug, section.slug),
                        quiz.clone(),
                        question,
                    );
                }
            }
        }
    }
    panic!("no section asks anything");
}

#[tokio::test]
async fn a_question_in_a_section_answers_at_once_with_an_account_and_without() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let (section, quiz, question) = embedded(&library);
        let (_, learner) = test.signed_in("Lena Learner", LEARNER).await;
        for (mut browser, kept) in [(test.browser(), 0), (learner, 2)] {
            for option in question.options().iter().take(2) {
                let form = [
                    ("quiz", quiz.as_str()),
                    ("question", &question.id),
                    (&format!("answer-{}", question.id), &option.key),
                ];
                let page = browser.post(&section, &form).await;
                let (there, anchor) = page.redirects().split_once('#').unwrap();
                assert_eq!(anchor, question.id);
                assert_eq!(
                    there.contains("given="),
                    kept == 0,
                    "an account keeps the answer, an address carries it: {there}"
                );
                let page = browser.get(there).await;
                assert!(
                    page.has("data-verdict") && page.has(&option.feedback),
                    "{}",
                    page.body
                );
                let words = if option.right { "Yes." } else { "Not quite." };
                assert!(page.has(words), "{}", page.body);
            }
            assert_eq!(
                test.count("SELECT COUNT(*) FROM practice_answers").await,
                kept
            );
        }
        let mut browser = test.browser();
        let form = [("quiz", quiz.as_str()), ("question", question.id.as_str())];
        assert!(
            browser
                .post(&section, &form)
                .await
                .is(422)
                .has("Choose an answer first.")
        );
        browser
            .post(&section, &[("quiz", &quiz), ("mark", "1")])
            .await
            .is(422);
    })
    .await;
}

#[tokio::test]
async fn the_island_gets_the_same_answer_as_the_form() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let (_, quiz, question) = embedded(&library);
        let right = question.options().iter().find(|option| option.right).unwrap();
        let input =
            serde_json::json!({"quiz": quiz, "question": question.id, "fields": [[format!("answer-{}", question.id), right.key]]});
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let page = browser.call("answer", &input).await;
        let told: crate::quizzes::island::Told =
            serde_json::from_str(&page.is(200).body).unwrap();
        assert!(!told.over && told.outcome.contains("Yes."), "{}", told.outcome);
        assert!(told.body.contains("Right, and you chose it."), "{}", told.body);
        for option in question.options() {
            assert!(told.body.contains(&option.feedback));
        }
        assert_eq!(
            test.count("SELECT COUNT(*) FROM practice_answers WHERE mark = 1")
                .await,
            1
        );
    })
    .await;
}
