//! Quizzes and practices: files of questions, each compiled from its own slice of the file alone.

use super::document::{Document, Scope};
use super::findings::Sort;
use super::keys::Keys;
use super::markdown::{self, Style};
use super::module::review_by;
use super::reflection::own_id;
use super::{Question, Quiz, QuizKind, Version, VersionKind, compiler, question};

impl Quiz {
    /// A quiz as it was when its source was stored; its module is not in its source and stays empty.
    pub fn from_source(source: &str) -> Option<Self> {
        compiler::lenient("", source, |scope, document| compile(scope, document, ""))
    }

    /// The question with an id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

/// How a quiz that counts is sat.
#[derive(Default)]
struct Rules {
    pass_mark: Option<u32>,
    attempts: Option<u32>,
    wait_hours: u32,
    shuffle: bool,
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Quiz {
    let mut keys = document.keys(&scope.findings.faults);
    let id = own_id(scope, &mut keys, Sort::Quiz);
    let title = keys.text("title");
    let kind = keys.choice(
        "kind",
        &[("quiz", QuizKind::Quiz), ("practice", QuizKind::Practice)],
    );
    let rules = rules(scope, &mut keys, kind);
    review_by(scope, &mut keys);
    keys.finish();
    let headings: Vec<_> = document
        .markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level == 2 && !heading.nested)
        .collect();
    let (introduction, _) = document.markdown.parts(&headings);
    if headings.is_empty() {
        let message = "there is no question here";
        scope.error_with_hint(
            document.body.saturating_sub(1),
            message,
            "write ## Title {#its-id type=single criteria=U1.1.1}",
        );
    }
    let mut questions = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let end = headings
            .get(index + 1)
            .map_or(scope.source.text.len(), |next| next.range.start);
        questions.extend(question::compile(scope, heading.range.start..end, &id));
    }
    Quiz {
        body: markdown::html(
            scope,
            &document.markdown,
            introduction,
            Style::prose(format!("{id}-"), 1),
        ),
        version: Version::new(VersionKind::Quiz, id.clone(), scope.source.text),
        id,
        title,
        kind: kind.unwrap_or(QuizKind::Quiz),
        module: module.to_owned(),
        pass_mark: rules.pass_mark,
        attempts: rules.attempts,
        wait_hours: rules.wait_hours,
        shuffle: rules.shuffle,
        questions,
    }
}

fn rules(scope: Scope<'_>, keys: &mut Keys<'_>, kind: Option<QuizKind>) -> Rules {
    if kind == Some(QuizKind::Practice) {
        return Rules::default();
    }
    let pass_mark = if kind.is_some() {
        Some(keys.number("pass-mark"))
    } else {
        keys.optional_number("pass-mark")
    };
    if pass_mark.is_some_and(|mark| mark > 100) {
        scope.findings.faults.add(
            keys.place("pass-mark")
                .error("`pass-mark` is more than 100 per cent"),
        );
    }
    let attempts = keys.optional_number("attempts");
    if attempts == Some(0) {
        scope.findings.faults.add(
            keys.place("attempts")
                .error("`attempts` must be at least 1"),
        );
    }
    Rules {
        pass_mark,
        attempts,
        wait_hours: keys.optional_number("wait-hours").unwrap_or(0),
        shuffle: keys.flag("shuffle"),
    }
}
