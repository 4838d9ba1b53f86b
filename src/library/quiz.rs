//! Quizzes, practices and banks: files of questions, each compiled from its own slice of the file alone.

use super::document::{Document, Scope};
use super::findings::Sort;
use super::markdown::{self, Style};
use super::module::review_by;
use super::quiz_rules::Rules;
use super::reflection::own_id;
use super::{Draw, Question, Quiz, QuizKind, Version, VersionKind, compiler, question};

impl Quiz {
    /// A quiz as it was when its source was stored; its module is not in its source and stays empty.
    pub fn from_source(source: &str) -> Option<Self> {
        compiler::lenient("", source, |scope, document| compile(scope, document, ""))
    }

    /// How many questions a sitting has: its own and those that are drawn.
    pub fn length(&self) -> usize {
        let drawn: u32 = self.draws.iter().map(|draw| draw.count).sum();
        self.questions.len() + drawn as usize
    }

    /// The question with an id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

impl Draw {
    /// Whether a question may be drawn.
    pub fn takes(&self, question: &Question) -> bool {
        let tagged = |tag: &String| question.tags.contains(tag);
        let tests = |code: &String| {
            let below = format!("{code}.");
            question
                .criteria
                .iter()
                .any(|own| own == code || own.starts_with(&below))
        };
        self.tag.as_ref().is_none_or(tagged) && self.criterion.as_ref().is_none_or(tests)
    }
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Quiz {
    let mut keys = document.keys(&scope.findings.faults);
    let id = own_id(scope, &mut keys, Sort::Quiz);
    let title = keys.text("title");
    let kind = keys.choice(
        "kind",
        &[
            ("quiz", QuizKind::Quiz),
            ("practice", QuizKind::Practice),
            ("bank", QuizKind::Bank),
        ],
    );
    let rules = Rules::read(scope, &mut keys, kind);
    review_by(scope, &mut keys);
    keys.finish();
    let headings: Vec<_> = document
        .markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level == 2 && !heading.nested)
        .collect();
    let (introduction, _) = document.markdown.parts(&headings);
    if headings.is_empty() && rules.draws.is_empty() {
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
        shuffle_questions: rules.shuffle_questions,
        behaviour: rules.behaviour,
        confidence: rules.confidence,
        draws: rules.draws,
        questions,
    }
}
