//! What records are pinned to.

use super::sample::{TODAY, files, library};
use crate::library::{
    Block, Library, Question, Quiz, Reflection, Section, Specification, Worksheet, compile,
};

#[test]
fn the_same_files_make_the_same_library() {
    let text = "Theory [@bowlby1988] and [safe haven](../../glossary.md#safe-haven).\n";
    assert_eq!(
        format!("{:?}", library(text)),
        format!("{:?}", library(text))
    );
}

#[test]
fn what_was_stored_can_be_shown_again() {
    let library = library(
        "See [haven](02-haven.md), [@nice] and [a term](../../glossary.md#safe-haven).\n\n[Check](practice.md#tuesday)\n",
    );
    let section = library
        .module("attachment")
        .and_then(|module| module.section("base"))
        .expect("it is there");
    let again = Section::from_source(&section.version.reference, &section.version.source)
        .expect("it compiles");
    assert_eq!(
        (&again.version, &again.title, &again.slug),
        (&section.version, &section.title, &section.slug)
    );
    let prose = "<p>See <a href=\"/modules/attachment/haven\">haven</a>, [@nice] and <a class=\"term\" href=\"/glossary#safe-haven\">a term</a>.</p>\n<p>Check</p>\n";
    assert_eq!(again.blocks, [Block::Prose(prose.into())]);

    let quiz = library.quiz("attachment-practice").expect("it is there");
    let again = Quiz::from_source(&quiz.version.source).expect("it compiles");
    assert_eq!((&again.version, again.questions.len()), (&quiz.version, 2));
    for question in &quiz.questions {
        let again = Question::from_source(&question.version.reference, &question.version.source)
            .expect("it compiles");
        assert_eq!(again.version, question.version);
        let marks = |question: &Question| {
            question
                .options()
                .iter()
                .map(|option| (option.key.clone(), option.right))
                .collect::<Vec<_>>()
        };
        assert_eq!(marks(&again), marks(question));
    }
    let reflection = library
        .reflection("attachment-reflection")
        .expect("it is there");
    assert_eq!(
        Reflection::from_source(&reflection.version.source)
            .expect("it compiles")
            .version,
        reflection.version
    );
    let worksheet = library
        .worksheet("attachment-worksheet")
        .expect("it is there");
    let again = Worksheet::from_source(&worksheet.version.source).expect("it compiles");
    assert_eq!(again.version, worksheet.version);
    let kinds = |worksheet: &Worksheet| -> Vec<_> {
        let fields = worksheet.fields.iter();
        fields
            .map(|field| (field.id.clone(), field.kind.clone()))
            .collect()
    };
    assert_eq!(kinds(&again), kinds(worksheet));
    let specification = library.specification("practitioner").expect("it is there");
    let again = Specification::from_source(&specification.version.source).expect("it compiles");
    assert_eq!(format!("{again:?}"), format!("{specification:?}"));
    assert!(again.unit("U1").is_some() && again.criterion("U1.1.1").is_some());
}

#[test]
fn a_version_changes_with_its_own_text_only() {
    let before = library("Text.");
    let mut changed = files("Text.");
    for (path, text) in &mut changed {
        if *path == "modules/attachment/practice.md" {
            *text = text.replace("Her mind", "Her own mind");
        }
    }
    let after = compile(&changed.into_iter().collect(), TODAY)
        .library
        .expect("no faults");
    let hash = |library: &Library, id: &str| {
        library
            .quiz("attachment-practice")
            .and_then(|quiz| quiz.question(id))
            .map(|question| question.version.hash.clone())
    };
    assert_ne!(hash(&before, "tuesday"), hash(&after, "tuesday"));
    assert_eq!(hash(&before, "wednesday"), hash(&after, "wednesday"));
    assert_eq!(
        before.specifications[0].version,
        after.specifications[0].version
    );
}
