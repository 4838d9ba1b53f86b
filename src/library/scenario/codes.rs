//! The small language between backticks: effects such as `bond +2`, strains such as `repair withdrawal`, conditions such as `if bond < 2`.

use std::cell::RefCell;

use super::{Compare, Effect, Fact, LEAST, MOST, Quantity, Test};
use crate::library::document::Scope;
use crate::library::layout::is_slug;

const EFFECTS: &str = "write bond +2, bond -1, bond = 0, marker withdrawal or repair withdrawal, each as code of its own";
const CONDITIONS: &str =
    "write if bond < 2, if seen a-scene, if open withdrawal, or if not …; join several with and";

/// The names that a file's codes can use, and the strains that they mention.
pub(super) struct Names<'n> {
    pub(super) scope: Scope<'n>,
    pub(super) state: &'n [Quantity],
    /// The ids of the scenes, in order.
    pub(super) scenes: &'n [String],
    pub(super) markers: RefCell<Vec<Marker>>,
}

/// A strain as the file mentions it.
pub(super) struct Marker {
    pub(super) name: String,
    /// Where it is first mentioned.
    pub(super) at: usize,
    pub(super) begins: bool,
}

/// One code, read.
pub(super) enum Code {
    Effect(Effect),
    Condition(Vec<Test>),
}

/// Whether a code is meant as a condition.
pub(super) fn is_condition(text: &str) -> bool {
    text.split_whitespace().next() == Some("if")
}

impl Names<'_> {
    /// Reads a code that stands at `at`; what cannot be read is a fault.
    pub(super) fn code(&self, text: &str, at: usize) -> Option<Code> {
        if is_condition(text) {
            return Some(Code::Condition(self.condition(text, at)));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let effect = match *words.as_slice() {
            ["marker", name] => Some(Effect::Begin(self.marker(name, at, true)?)),
            ["repair", name] => Some(Effect::Repair(self.marker(name, at, false)?)),
            [name, "=", number] => self.set(name, number, at),
            [name, change] => self.change(name, change, at),
            _ => self.unreadable(text, at, EFFECTS),
        };
        effect.map(Code::Effect)
    }

    /// The tests of a code that begins with `if`; one that cannot be read is a fault, and is left out.
    pub(super) fn condition(&self, text: &str, at: usize) -> Vec<Test> {
        let words: Vec<&str> = text.split_whitespace().skip(1).collect();
        let tests = words.split(|word| *word == "and");
        tests.filter_map(|test| self.test(text, test, at)).collect()
    }

    fn test(&self, text: &str, words: &[&str], at: usize) -> Option<Test> {
        let (negated, words) = match words {
            ["not", rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let fact = match *words {
            ["seen", scene] => Fact::Seen(self.scene(scene, at)?),
            ["open", marker] => Fact::Open(self.marker(marker, at, false)?),
            [name, sign, number] if !negated => {
                let Some(compare) = compare(sign) else {
                    return self.unreadable(text, at, CONDITIONS);
                };
                Fact::Value {
                    value: self.value(name, at)?,
                    compare,
                    number: self.within(number, at)?,
                }
            }
            _ => return self.unreadable(text, at, CONDITIONS),
        };
        Some(Test { negated, fact })
    }

    fn set(&self, name: &str, number: &str, at: usize) -> Option<Effect> {
        let value = self.value(name, at)?;
        let to = self.within(number, at)?;
        Some(Effect::Set { value, to })
    }

    fn change(&self, name: &str, change: &str, at: usize) -> Option<Effect> {
        let value = self.value(name, at)?;
        let signed = change.starts_with(['+', '-', '−']) || change == "0";
        let by = number(change).filter(|by| signed && by.unsigned_abs() <= MOST.unsigned_abs() * 2);
        if by.is_none() {
            let message = format!("`{change}` is no change of `{name}`");
            let hint = format!("write {name} +1 or {name} -1; {name} = 1 sets it, whatever it was");
            self.scope.error_with_hint(at, message, hint);
        }
        by.map(|by| Effect::Change { value, by })
    }

    fn within(&self, text: &str, at: usize) -> Option<i8> {
        let number = number(text).filter(|number| (LEAST..=MOST).contains(number));
        if number.is_none() {
            let message = format!("`{text}` is not a whole number from {LEAST} to {MOST}");
            self.scope.error(at, message);
        }
        number
    }

    fn value(&self, name: &str, at: usize) -> Option<usize> {
        let found = self.state.iter().position(|value| value.name == name);
        if found.is_none() {
            let known: Vec<&str> = self.state.iter().map(|value| value.name.as_str()).collect();
            let message = format!("there is no `{name}` in `state`");
            let hint = format!("the front matter names {}", known.join(", "));
            self.scope.error_with_hint(at, message, hint);
        }
        found
    }

    /// The scene with an id.
    pub(super) fn scene(&self, id: &str, at: usize) -> Option<usize> {
        let found = self.scenes.iter().position(|scene| scene == id);
        if found.is_none() {
            let known: Vec<&str> = self
                .scenes
                .iter()
                .map(String::as_str)
                .filter(|id| !id.is_empty())
                .collect();
            let hint = format!("there are {}", known.join(", "));
            self.scope
                .error_with_hint(at, format!("there is no scene `{id}`"), hint);
        }
        found
    }

    /// The strain with a name; `begins` where it does.
    pub(super) fn marker(&self, name: &str, at: usize, begins: bool) -> Option<usize> {
        if !is_slug(name) {
            let hint = "one word in lower-case letters, such as withdrawal or confrontation";
            self.scope.error_with_hint(
                at,
                format!("`{name}` cannot be the name of a strain"),
                hint,
            );
            return None;
        }
        let mut markers = self.markers.borrow_mut();
        let place = markers.iter().position(|marker| marker.name == name);
        let place = place.unwrap_or_else(|| {
            let name = name.to_owned();
            markers.push(Marker {
                name,
                at,
                begins: false,
            });
            markers.len() - 1
        });
        markers[place].begins |= begins;
        Some(place)
    }

    fn unreadable<T>(&self, text: &str, at: usize, hint: &str) -> Option<T> {
        self.scope
            .error_with_hint(at, format!("`{text}` cannot be read"), hint);
        None
    }
}

fn compare(sign: &str) -> Option<Compare> {
    Some(match sign {
        "<" => Compare::Less,
        "<=" | "≤" => Compare::AtMost,
        "=" | "==" => Compare::Equal,
        "!=" | "≠" => Compare::Unequal,
        ">=" | "≥" => Compare::AtLeast,
        ">" => Compare::More,
        _ => return None,
    })
}

/// A whole number; a minus may be the typographic one.
fn number(text: &str) -> Option<i8> {
    text.replace('−', "-").parse().ok()
}
