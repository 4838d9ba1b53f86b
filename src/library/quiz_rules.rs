//! How a quiz that counts is sat: the rules of its front matter.

use super::document::Scope;
use super::findings::DrawSpot;
use super::keys::Keys;
use super::yaml::{Node, Value};
use super::{Behaviour, Draw, QuizKind};

const TRIES: u32 = 3;

pub(crate) struct Rules {
    pub(crate) pass_mark: Option<u32>,
    pub(crate) attempts: Option<u32>,
    pub(crate) wait_hours: u32,
    pub(crate) shuffle: bool,
    pub(crate) shuffle_questions: bool,
    pub(crate) behaviour: Behaviour,
    pub(crate) confidence: bool,
    pub(crate) draws: Vec<Draw>,
}

impl Rules {
    /// Those of a practice or a bank, which have none.
    fn none() -> Self {
        Self {
            pass_mark: None,
            attempts: None,
            wait_hours: 0,
            shuffle: false,
            shuffle_questions: false,
            behaviour: Behaviour::Immediate,
            confidence: false,
            draws: Vec::new(),
        }
    }

    pub(crate) fn read(scope: Scope<'_>, keys: &mut Keys<'_>, kind: Option<QuizKind>) -> Self {
        match kind {
            Some(QuizKind::Practice | QuizKind::Bank) => Self::none(),
            _ => Self {
                pass_mark: pass_mark(scope, keys, kind),
                attempts: at_least_one(scope, keys, "attempts"),
                wait_hours: keys.optional_number("wait-hours").unwrap_or(0),
                shuffle: keys.flag("shuffle"),
                shuffle_questions: keys.flag("shuffle-questions"),
                behaviour: behaviour(scope, keys),
                confidence: keys.flag("confidence"),
                draws: draws(scope, keys),
            },
        }
    }
}

fn pass_mark(scope: Scope<'_>, keys: &mut Keys<'_>, kind: Option<QuizKind>) -> Option<u32> {
    let mark = match kind {
        Some(_) => Some(keys.number("pass-mark")),
        None => keys.optional_number("pass-mark"),
    };
    if mark.is_some_and(|mark| mark > 100) {
        let fault = keys
            .place("pass-mark")
            .error("`pass-mark` is more than 100 per cent");
        scope.findings.faults.add(fault);
    }
    mark
}

fn at_least_one(scope: Scope<'_>, keys: &mut Keys<'_>, name: &'static str) -> Option<u32> {
    let number = keys.optional_number(name);
    if number == Some(0) {
        let fault = keys
            .place(name)
            .error(format!("`{name}` must be at least 1"));
        scope.findings.faults.add(fault);
    }
    number
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Deferred,
    Immediate,
    Interactive,
    Exam,
}

fn behaviour(scope: Scope<'_>, keys: &mut Keys<'_>) -> Behaviour {
    let ways = [
        ("deferred", Way::Deferred),
        ("immediate", Way::Immediate),
        ("interactive", Way::Interactive),
        ("exam", Way::Exam),
    ];
    let way = keys
        .optional_choice("behaviour", &ways)
        .unwrap_or(Way::Deferred);
    let tries = at_least_one(scope, keys, "tries");
    let minutes = at_least_one(scope, keys, "minutes");
    let misplaced = [
        (
            "tries",
            tries.is_some() && way != Way::Interactive,
            "interactive",
        ),
        ("minutes", minutes.is_some() && way != Way::Exam, "exam"),
    ];
    for (name, is_misplaced, wanted) in misplaced {
        if is_misplaced {
            let fault = keys
                .place(name)
                .error(format!("`{name}` needs behaviour: {wanted}"));
            scope.findings.faults.add(fault);
        }
    }
    if way == Way::Exam && minutes.is_none() {
        let fault = keys
            .place("behaviour")
            .error("an exam needs `minutes`")
            .hint("the time allowed, such as minutes: 40");
        scope.findings.faults.add(fault);
    }
    match way {
        Way::Deferred => Behaviour::Deferred,
        Way::Immediate => Behaviour::Immediate,
        Way::Interactive => Behaviour::Interactive {
            tries: tries.unwrap_or(TRIES),
        },
        Way::Exam => Behaviour::Exam {
            minutes: minutes.unwrap_or(1),
        },
    }
}

const HOW: &str =
    "write - bank: its-id, and below it count: 5 and, if wanted, tag: … or criterion: …";

fn draws(scope: Scope<'_>, keys: &mut Keys<'_>) -> Vec<Draw> {
    let Some(node) = keys.node("draw") else {
        return Vec::new();
    };
    let Value::List(items) = &node.value else {
        scope.error_with_hint(node.at, "`draw` must be a list", HOW);
        return Vec::new();
    };
    items.iter().filter_map(|item| draw(scope, item)).collect()
}

fn draw(scope: Scope<'_>, item: &Node) -> Option<Draw> {
    let Value::Map(entries) = &item.value else {
        scope.error_with_hint(item.at, "this is no draw", HOW);
        return None;
    };
    let mut keys = Keys::new(scope.source, &scope.findings.faults, item.at, entries);
    let draw = Draw {
        bank: keys.text("bank"),
        count: keys.number("count"),
        tag: keys.optional_text("tag"),
        criterion: keys.optional_text("criterion"),
    };
    let place = keys.place("bank");
    keys.finish();
    scope.findings.draws.borrow_mut().push(DrawSpot {
        draw: draw.clone(),
        place,
    });
    Some(draw)
}
