//! What completes sections and modules: the rule as a table and as properties.

use crate::learning::completion::{Done, ModuleState, state};
use crate::learning::outline::{Outline, Part};
use crate::library::{ModuleNeed, Need};
use proptest::prelude::*;

fn part(section: &str, needs: &[Need], questions: &[&str], quizzes: &[&str]) -> Part {
    Part {
        section: section.to_owned(),
        needs: needs.to_vec(),
        questions: questions
            .iter()
            .map(|id| ("p".to_owned(), (*id).to_owned()))
            .collect(),
        quizzes: quizzes.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn outline(needs: &[ModuleNeed], quizzes: &[&str], parts: Vec<Part>) -> Outline {
    Outline {
        module: "m".to_owned(),
        needs: needs.to_vec(),
        quizzes: quizzes.iter().map(|id| (*id).to_owned()).collect(),
        parts,
    }
}

/// Records such as `r:a` (section a read), `q:1` (question 1 answered), `p:z` (quiz z passed), each one later than the one before it.
fn done(records: &[&str], seen: &[(&Outline, i64)]) -> Done {
    let mut done = Done::default();
    for (at, record) in (1..).zip(records) {
        let (kind, name) = record.split_once(':').unwrap();
        match kind {
            "r" => drop(done.read.insert(("m".to_owned(), name.to_owned()), at)),
            "q" => drop(done.answered.insert(("p".to_owned(), name.to_owned()), at)),
            _ => drop(done.passed.insert(name.to_owned(), at)),
        }
    }
    done.seen = seen
        .iter()
        .map(|(outline, last)| ((*outline).clone(), *last))
        .collect();
    done
}

const BY_SECTIONS: &[ModuleNeed] = &[ModuleNeed::Sections];

#[test]
fn a_module_is_complete_when_what_its_author_asks_has_been_done() {
    use Need::{Questions, Quiz, Read};
    let plain = outline(
        BY_SECTIONS,
        &[],
        vec![part("a", &[Read], &[], &[]), part("b", &[Read], &[], &[])],
    );
    let asking = outline(
        BY_SECTIONS,
        &[],
        vec![
            part("a", &[Read, Questions], &["1", "2"], &[]),
            part("b", &[Questions], &["3"], &[]),
        ],
    );
    let quizzed = outline(
        BY_SECTIONS,
        &[],
        vec![part("a", &[Read, Quiz], &[], &["z"])],
    );
    let own_quiz = outline(
        &[ModuleNeed::Sections, ModuleNeed::Quiz],
        &["z"],
        vec![part("a", &[Read], &[], &[])],
    );
    let only_quiz = outline(
        &[ModuleNeed::Quiz],
        &["z"],
        vec![part("a", &[Read], &[], &[])],
    );
    let table: [(&Outline, &[&str], usize, Option<i64>); 14] = [
        (&plain, &[], 0, None),
        (&plain, &["r:a"], 1, None),
        (&plain, &["r:b", "r:a"], 2, Some(2)),
        (&plain, &["r:a", "q:1", "r:b", "p:z"], 2, Some(3)),
        (&plain, &["r:gone", "r:a"], 1, None),
        (&asking, &["r:a", "r:b"], 0, None),
        (&asking, &["r:a", "q:1", "q:2"], 1, None),
        (&asking, &["q:3", "q:2", "q:1", "r:a"], 2, Some(4)),
        (&quizzed, &["r:a"], 0, None),
        (&quizzed, &["r:a", "p:z"], 1, Some(2)),
        (&own_quiz, &["r:a"], 1, None),
        (&own_quiz, &["p:z", "r:a"], 1, Some(2)),
        (&only_quiz, &["p:z"], 0, Some(1)),
        (&only_quiz, &["r:a"], 1, None),
    ];
    for (outline, records, count, at) in table {
        let state = state(outline, &done(records, &[]));
        assert_eq!(
            (state.count(), state.completed_at),
            (count, at),
            "{outline:?} {records:?}"
        );
        assert!(state.added.is_empty());
    }
}

#[test]
fn what_was_complete_stays_so_when_something_is_added() {
    use Need::{Questions, Read};
    let before = outline(
        BY_SECTIONS,
        &[],
        vec![part("a", &[Read, Questions], &["1"], &[])],
    );
    let section = outline(
        BY_SECTIONS,
        &[],
        vec![
            part("a", &[Read, Questions], &["1"], &[]),
            part("b", &[Read], &[], &[]),
        ],
    );
    let question = outline(
        BY_SECTIONS,
        &[],
        vec![part("a", &[Read, Questions], &["1", "2"], &[])],
    );
    let all = done(&["r:a", "q:1"], &[(&before, 2)]);
    let with_section = state(&section, &all);
    assert_eq!(
        (
            with_section.completed_at,
            with_section.added,
            with_section.sections.len()
        ),
        (Some(2), vec!["b".to_owned()], 2)
    );
    let with_question = state(&question, &all);
    assert_eq!(with_question.completed_at, Some(2));
    assert_eq!(
        with_question.sections[0].left.questions,
        [("p".to_owned(), "2".to_owned())]
    );
    // Whoever had not finished when it was added has the rest to do.
    let half = done(&["r:a", "q:1"], &[(&before, 1), (&section, 2)]);
    assert_eq!(state(&section, &half).completed_at, None);
    // Nor do they who never learned by it.
    assert_eq!(
        state(&section, &done(&["r:a", "q:1"], &[])).completed_at,
        None
    );
    let both = done(&["r:a", "q:1", "r:b"], &[(&before, 2), (&section, 3)]);
    let later = state(&section, &both);
    assert_eq!(
        (later.completed_at, later.added.len(), later.count()),
        (Some(2), 0, 2)
    );
}

fn needs() -> impl Strategy<Value = Vec<Need>> {
    prop_oneof![
        Just(vec![Need::Read]),
        Just(vec![Need::Questions]),
        Just(vec![Need::Read, Need::Questions]),
        Just(vec![Need::Read, Need::Quiz])
    ]
}

fn parts(from: usize) -> impl Strategy<Value = Vec<Part>> {
    let one = (needs(), 1usize..4);
    proptest::collection::vec(one, 1..4).prop_map(move |all| {
        let part = |(index, (needs, count)): (usize, (Vec<Need>, usize))| {
            let name = format!("{}", index + from);
            let questions: Vec<String> = (0..count)
                .map(|question| format!("{name}-{question}"))
                .collect();
            let ids: Vec<&str> = questions.iter().map(String::as_str).collect();
            part(
                &name,
                &needs,
                if needs.contains(&Need::Questions) {
                    &ids
                } else {
                    &[]
                },
                if needs.contains(&Need::Quiz) {
                    &["z"]
                } else {
                    &[]
                },
            )
        };
        all.into_iter().enumerate().map(part).collect()
    })
}

fn everything(outline: &Outline) -> Vec<String> {
    let parts = outline.parts.iter().flat_map(|part| {
        let read = format!("r:{}", part.section);
        let questions = part.questions.iter().map(|(_, id)| format!("q:{id}"));
        std::iter::once(read).chain(questions)
    });
    parts.chain(["p:z".to_owned()]).collect()
}

fn state_after(outline: &Outline, records: &[String], seen: &[(&Outline, i64)]) -> ModuleState {
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    state(outline, &done(&records, seen))
}

proptest! {
    #[test]
    fn doing_more_never_takes_anything_away(parts in parts(0), order in any::<proptest::sample::Index>()) {
        let outline = outline(BY_SECTIONS, &[], parts);
        let mut records = everything(&outline);
        let turn = order.index(records.len());
        records.rotate_left(turn);
        let mut before = (0, None);
        for count in 0..=records.len() {
            let now = state_after(&outline, &records[..count], &[(&outline, count as i64)]);
            prop_assert!(now.count() >= before.0 && now.count() <= now.sections.len());
            prop_assert!(before.1.is_none() || now.completed_at == before.1);
            before = (now.count(), now.completed_at);
        }
        prop_assert_eq!(before.0, outline.parts.len());
        prop_assert!(before.1.is_some());
    }

    #[test]
    fn adding_sections_and_questions_never_takes_completion_away(old in parts(0), more in parts(10), extra in 0usize..3) {
        let before = outline(BY_SECTIONS, &[], old);
        let records = everything(&before);
        let last = records.len() as i64;
        let at = state_after(&before, &records, &[]).completed_at;
        let mut after = before.clone();
        after.parts.extend(more.clone());
        let questions = (0..extra).map(|id| ("p".to_owned(), format!("new-{id}")));
        after.parts[0].questions.extend(questions);
        after.parts[0].needs = vec![Need::Read, Need::Questions];
        let now = state_after(&after, &records, &[(&before, last)]);
        prop_assert_eq!(now.completed_at, at);
        prop_assert!(now.count() <= now.sections.len() && now.count() >= before.parts.len());
        prop_assert!(now.added.len() <= more.len());
    }
}
