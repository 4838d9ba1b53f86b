//! Which answers count.

use super::{Sitting, answer, chosen, somebody};
use crate::accounts::Role;
use crate::args;
use crate::db::new_id;
use crate::error::Error;
use crate::library::Question;
use crate::quizzes::items::Tally;
use crate::quizzes::items::store::tallies;
use crate::quizzes::store as quizzes;
use crate::tests::scenes::QUIZ;
use crate::tests::support::{START, TestApp, on_each_engine};

async fn all(test: &TestApp) -> Vec<Tally> {
    let iqa = test.person("Nadia Quality", &[Role::Iqa]).await;
    tallies(&test.app.db, &iqa, None).await.unwrap()
}

#[tokio::test]
async fn only_the_roles_that_write_and_assure_may_look() {
    on_each_engine(async |test: TestApp| {
        for role in Role::ALL {
            let actor = test.person(&format!("A {role}"), &[role]).await;
            let found = tallies(&test.app.db, &actor, None).await;
            match role {
                Role::Iqa | Role::Author | Role::Administrator => {
                    assert!(found.unwrap().is_empty())
                }
                _ => assert!(matches!(found, Err(Error::Forbidden)), "{role}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn first_attempts_that_were_handed_in_count_once() {
    on_each_engine(async |test: TestApp| {
        let questions = test.singles();
        let [one, two] = [&questions[0], &questions[1]];
        let sitting = |person, number, handed_in, right| Sitting {
            person,
            quiz: QUIZ,
            number,
            handed_in,
            given: vec![(one, Some(chosen(one, right, 0))), (two, None)],
        };
        let tx = test.app.db.begin().await.unwrap();
        let hash = test.quiz_pinned(&tx).await;
        for name in ["first", "second", "third"] {
            somebody(&tx, name).await;
        }
        sitting("first", 1, Some(1), false).write(&tx, &hash).await;
        sitting("first", 2, Some(2), true).write(&tx, &hash).await;
        sitting("second", 1, None, true).write(&tx, &hash).await;
        sitting("third", 1, Some(3), true).write(&tx, &hash).await;
        // The same question in another quiz is not the first time any more.
        let elsewhere = Sitting {
            quiz: "another-quiz",
            ..sitting("third", 1, Some(4), false)
        };
        elsewhere.write(&tx, &hash).await;
        // Practice is another matter.
        tx.run(
            "INSERT INTO practice_answers (id, person_id, quiz, question, question_hash, response, mark, answered_at) VALUES ($1, 'second', 'practice', $2, $3, '{}', 1, $4)",
            args![new_id(), &one.id, &one.version.hash, START],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let found = all(&test).await;
        let of = |question: &Question| found.iter().find(|own| own.hash == question.version.hash).unwrap();
        let sums = of(one).sums();
        assert_eq!((sums.n, sums.x), (2, 1.0));
        let chose = one.options().iter().map(|own| of(one).chose(&own.key));
        assert_eq!(chose.sum::<u32>(), 2);
        let left = of(two).sums();
        assert_eq!((left.n, left.x, left.y), (2, 0.0, 1.0), "no answer is worth nothing, and the rest is that of the other question");
        assert!(of(two).thirds.iter().all(|third| third.chosen.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn the_first_of_several_tries_counts_and_versions_stay_apart() {
    on_each_engine(async |test: TestApp| {
        let questions = test.singles();
        let [one, two] = [&questions[0], &questions[1]];
        let mut older = one.clone();
        older.version.source = older.version.source.replacen("\n\n", "\n\nEdited[^a].\n\n[^a]: A note.\n\n", 1);
        older.version.hash = "0".repeat(64);
        let tx = test.app.db.begin().await.unwrap();
        let hash = test.quiz_pinned(&tx).await;
        for (name, question) in [("first", one), ("second", &older)] {
            somebody(&tx, name).await;
            let sitting = Sitting {
                person: name,
                quiz: QUIZ,
                number: 1,
                handed_in: None,
                given: vec![(question, Some(chosen(question, true, 0))), (two, None)],
            };
            let attempt = sitting.write(&tx, &hash).await;
            let first = serde_json::Value::from_iter(chosen(question, false, 0)).to_string();
            tx.run(
                "INSERT INTO tries (attempt_id, question, number, response, mark, tried_at) VALUES ($1, $2, 1, $3, 0, $4), ($1, $2, 2, '{}', 1, $4)",
                args![&attempt, &question.id, first, START],
            )
            .await
            .unwrap();
            answer(&tx, &attempt, two, &chosen(two, true, 0)).await;
            tx.run(
                "UPDATE attempts SET submitted_at = $2, score = 2, max_score = 2, passed = TRUE WHERE id = $1",
                args![&attempt, START],
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let found = all(&test).await;
        assert_eq!(found.len(), 3, "two versions of one question, and another question");
        for version in [one, &older] {
            let own = found.iter().find(|own| own.hash == version.version.hash).unwrap();
            assert_eq!((own.sums().n, own.sums().x, own.sums().y), (1, 0.0, 1.0));
            let wrong = version.options().iter().find(|option| !option.right).unwrap();
            assert_eq!(own.chose(&wrong.key), 1);
        }
        let (admin, mut browser) = test.signed_in("Ada Admin", &[Role::Administrator]).await;
        let of_one = tallies(&test.app.db, &admin, Some(&one.id)).await.unwrap();
        assert_eq!(of_one.len(), 2);
        let page = browser.get(&format!("/items/{}", one.id)).await;
        assert!(page.has("The question as it stands") && page.has("An earlier version"));
        let own = format!("-{}-cite-1\"", one.id);
        assert!(page.has("id=\"v") && page.has(&own), "notes of earlier versions have ids of their own");
    })
    .await;
}

/// What the quizzes themselves write is what is counted.
#[tokio::test]
async fn a_real_sitting_is_counted() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        test.quiz_passed(&learner).await;
        let (quiz, found) = (test.quiz(), all(&test).await);
        assert_eq!(found.len(), quiz.questions.len());
        for own in &found {
            let question = quiz.question(&own.question).unwrap();
            let right = question.options().iter().filter(|option| option.right);
            assert!(
                right.clone().all(|option| own.chose(&option.key) == 1),
                "{}",
                own.question
            );
            assert_eq!((own.sums().n, own.sums().x), (1, 1.0));
        }
        assert!(
            quizzes::attempts_at(&test.app.db, &learner.id, QUIZ)
                .await
                .unwrap()
                .len()
                == 1
        );
    })
    .await;
}
