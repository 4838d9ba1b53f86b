//! What is left to do: where one goes on, and the steps in words.

use super::{LEARNER, MODULE, module};
use crate::accounts::Role;
use crate::assessment::Outcome;
use crate::learning::steps::{Step, StepKind, list, steps};
use crate::learning::{Progress, Reading, readings};
use crate::portfolio::requirements::Shown;
use crate::portfolio::{CriterionState, Standing, standings};
use crate::tests::scenes::{GP, account};
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn one_goes_on_after_the_section_read_last() {
    let library = TestApp::sqlite().await.app.library();
    let module = module(&library);
    let slugs: Vec<&str> = module
        .sections
        .iter()
        .map(|section| section.slug.as_str())
        .collect();
    let [first, second, third, .., last] = slugs[..] else {
        panic!("more sections")
    };
    let table = [
        (vec![], Some(first)),
        (vec![first], Some(second)),
        (vec![second], Some(third)),
        (vec![first, third, second], Some(slugs[3])),
        (vec![last], Some(first)),
        (vec![first, last], Some(second)),
        (vec![first, "a section that is gone"], Some(second)),
        (slugs.clone(), None),
    ];
    for (read, next) in table {
        let made: Vec<Reading> = read.iter().map(|slug| reading(MODULE, slug)).collect();
        let progress = Progress::new(&made);
        assert_eq!(
            progress
                .resume(&module)
                .map(|section| section.slug.as_str()),
            next,
            "{read:?}"
        );
        assert!(progress.count(&module) <= module.sections.len());
    }
    let elsewhere = Progress::new(&[reading(MODULE, second), reading("another-module", last)]);
    assert_eq!(elsewhere.resume(&module).unwrap().slug, first);
    assert_eq!(
        elsewhere.last_module(&library).map(|module| &module.slug),
        None
    );
}

fn reading(module: &str, section: &str) -> Reading {
    Reading {
        module: module.to_owned(),
        section: section.to_owned(),
        read_at: 0,
    }
}

#[tokio::test]
async fn what_is_left_is_said_in_words_and_in_order() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let kinds = async || -> Vec<StepKind> { left(&test, &learner).await.iter().map(|step| step.kind).collect() };
        let words = async || left(&test, &learner).await.remove(0).words;
        use StepKind::{Done, Evidence, Quiz, Returned, Wait};
        test.enrolled(&learner).await;
        assert!(words().await.starts_with("You have 5 sections to read in “Attachment in the consultation”"));
        let (_, submission) = test.handed_in(&learner).await;
        assert_eq!(kinds().await[2..], [Quiz, Evidence, Evidence, Wait]);
        test.decided(&ada, &submission, Outcome::NotYetAchieved).await;
        assert_eq!(kinds().await[0], Returned);
        let expected = "Your assessor has given feedback: GP1.1.1, GP1.1.2, GP1.2.1, GP1.2.2 and GP1.2.3 not yet achieved in “Reflection on one consultation”.";
        assert_eq!(words().await, expected);
        test.signed_off(&learner, &ada).await;
        assert_eq!(kinds().await, [Done]);
        assert!(words().await.contains("is signed off. Nothing is left to do."));
    })
    .await;
}

async fn left(test: &TestApp, learner: &crate::accounts::Actor) -> Vec<Step> {
    let (library, enrolment) = (test.app.library(), test.enrolled(learner).await);
    let specification = test.specification(GP);
    let standing = standings(&test.app.db, &enrolment, &specification)
        .await
        .unwrap()
        .remove(0);
    let progress = Progress::new(&readings(&test.app.db, &learner.id).await.unwrap());
    steps(
        &library,
        &specification,
        &specification.units[0],
        &progress,
        &standing,
    )
}

/// A criterion achieved in a piece of evidence.
fn shown((criterion, evidence): (&String, &&str)) -> Shown {
    Shown {
        criterion: criterion.clone(),
        kind: "reflective-account".to_owned(),
        activity: (*evidence).to_owned(),
        evidence: (*evidence).to_owned(),
        source: format!("{criterion} in {evidence}"),
    }
}

#[tokio::test]
async fn an_assessors_turn_is_told_from_ones_own() {
    let test = TestApp::sqlite().await;
    let (library, specification) = (test.app.library(), test.specification(GP));
    let unit = &specification.units[0];
    let codes: Vec<String> = unit
        .criteria()
        .map(|criterion| criterion.code.clone())
        .collect();
    let all_read: Vec<Reading> = unit
        .modules
        .iter()
        .flat_map(|slug| {
            library
                .module(slug)
                .unwrap()
                .sections
                .iter()
                .map(move |section| reading(slug, &section.slug))
        })
        .collect();
    let table = [
        (
            10,
            0,
            "Everything in GP1 is achieved. An assessor signs the unit off next.",
        ),
        (
            9,
            1,
            "1 criterion is with the assessors; you will hear from them.",
        ),
        (
            8,
            2,
            "2 criteria are with the assessors; you will hear from them.",
        ),
    ];
    for (achieved, waiting, words) in table {
        let state = |index: usize| {
            if index < achieved {
                CriterionState::Achieved
            } else {
                CriterionState::Waiting
            }
        };
        let standing = Standing {
            unit: unit.code.clone(),
            criteria: codes
                .iter()
                .enumerate()
                .map(|(index, code)| (code.clone(), state(index)))
                .collect(),
            quiz: unit.quiz.clone(),
            quiz_passed_at: Some(1),
            signed_off_at: None,
            asked: Vec::new(),
            answered: Vec::new(),
            waiting: Vec::new(),
            rules: unit.rules.clone(),
            shown: codes[..achieved]
                .iter()
                .zip(["one", "two"].iter().cycle())
                .map(shown)
                .collect(),
        };
        let left = steps(
            &library,
            &specification,
            unit,
            &Progress::new(&all_read),
            &standing,
        );
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(
            (left[0].kind, left[0].words.as_str()),
            (StepKind::Wait, words)
        );
        assert_eq!(standing.count(CriterionState::Waiting), waiting);
    }
    assert_eq!(
        (list(&[]), list(&["a"]), list(&["a", "b"])),
        (String::new(), "a".to_owned(), "a and b".to_owned())
    );
    assert_eq!(list(&["a", "b", "c"]), "a, b and c");
}

#[tokio::test]
async fn a_conversation_is_named_among_what_can_show_open_criteria() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        test.scenario();
        let enrolment = test.enrolled_on(&learner, "specialist-practitioner").await;
        let specification = test.specification("specialist-practitioner");
        let unit = specification
            .units
            .iter()
            .find(|unit| unit.code == "U3")
            .unwrap();
        let about = async || -> Vec<(StepKind, String)> {
            let all = standings(&test.app.db, &enrolment, &specification)
                .await
                .unwrap();
            let standing = all.iter().find(|standing| standing.unit == "U3").unwrap();
            let left = steps(
                &test.app.library(),
                &specification,
                unit,
                &Progress::new(&[]),
                standing,
            );
            let here = left
                .into_iter()
                .filter(|step| step.address == "/scenarios/sample-door");
            here.map(|step| (step.kind, step.words)).collect()
        };
        let words = "“The door” is a conversation that can show U3.2.1 and U3.2.2.";
        assert_eq!(about().await, [(StepKind::Evidence, words.to_owned())]);
        // Feedback on an account leads back to the account, not to what was never handed in.
        let evidence = test
            .begun(&learner, &enrolment, "U3", "u3-alliance-reflection")
            .await;
        let submission = test.hand_in(&learner, &evidence, &account()).await;
        assert_eq!(about().await, []);
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        assert_eq!(about().await, []);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_is_still_open_leads_to_what_would_meet_it() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let slug = "specialist-practitioner";
        let enrolment = test.enrolled_on(&learner, slug).await;
        let specification = test.specification(slug);
        let unit = specification.unit("U7").unwrap();
        let evidence = test.begun(&learner, &enrolment, "U7", "u7-reflection-endings").await;
        let submission = test.hand_in(&learner, &evidence, &account()).await;
        let about = async || -> Vec<String> {
            let all = standings(&test.app.db, &enrolment, &specification).await.unwrap();
            let standing = all.iter().find(|standing| standing.unit == "U7").unwrap();
            let left = steps(&test.app.library(), &specification, unit, &Progress::new(&[]), standing);
            let of_rules = left.into_iter().filter(|step| step.kind == StepKind::Evidence);
            of_rules.map(|step| format!("{} → {}", step.words, step.address)).collect()
        };
        assert_eq!(about().await.len(), 1, "{:?}", about().await);
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let expected = [
            "The unit is shown by 1 method so far, and 2 are asked for. → /scenarios/planning-the-ending",
            "U7.2 needs the worksheet “The agreed disengagement plan”. → /worksheets/agreed-disengagement-plan",
        ];
        assert_eq!(about().await, expected);
        let page = browser.get(&format!("/qualifications/{slug}")).await;
        for words in ["What the whole still needs", "U7.2 is shown by the worksheet “The agreed disengagement plan”.", "6 to 12 credits from U5 (6 credits), U8 (6 credits)", "You have earned 0 of 45 credits."] {
            assert!(page.has(words), "{words}");
        }
        let other = test.browser().get(&format!("/qualifications/{slug}")).await;
        assert!(other.has("Before it is signed off") && !other.has("Still open"));
    })
    .await;
}
