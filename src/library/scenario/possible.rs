//! What conditions ask about, and what can be true of it in a situation.

use super::{Effect, Fact, LEAST, Line, MOST, Moment, Passage, Scenario, Test};

/// Who asks about a value or a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Nobody,
    /// Only paragraphs: it changes what is shown, not what can be said.
    Passages,
    Lines,
}

/// What the conditions of a scenario ask about. Strains always count as asked about: repairs do.
pub(super) struct Asked {
    values: Vec<By>,
    scenes: Vec<By>,
}

/// What each value and each scene that only paragraphs ask about can be in a situation, each on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Possible {
    /// For each value a set of numbers: the lowest bit is [`LEAST`].
    values: Vec<u16>,
    /// For each scene a set: unseen, seen.
    scenes: Vec<u8>,
}

const UNSEEN: u8 = 1;
const SEEN: u8 = 2;

fn bit(number: i8) -> u16 {
    1 << (number - LEAST)
}

impl Possible {
    /// Adds what is possible elsewhere, and says whether that was more.
    pub(super) fn widen(&mut self, other: &Self) -> bool {
        let before = self.clone();
        for (mine, theirs) in self.values.iter_mut().zip(&other.values) {
            *mine |= theirs;
        }
        for (mine, theirs) in self.scenes.iter_mut().zip(&other.scenes) {
            *mine |= theirs;
        }
        *self != before
    }
}

impl Asked {
    pub(super) fn by(scenario: &Scenario) -> Self {
        let mut asked = Self {
            values: vec![By::Nobody; scenario.state.len()],
            scenes: vec![By::Nobody; scenario.scenes.len()],
        };
        let scenes = || scenario.scenes.iter();
        for passage in scenes().flat_map(|scene| scene.passages.iter().chain(&scene.debrief)) {
            asked.note_tests(&passage.when, By::Passages);
        }
        for line in scenes().flat_map(|scene| &scene.lines) {
            asked.note_tests(&line.when, By::Lines);
        }
        asked
    }

    fn note_tests(&mut self, tests: &[Test], by: By) {
        for test in tests {
            match test.fact {
                Fact::Value { value, .. } => self.values[value] = by,
                Fact::Seen(scene) => self.scenes[scene] = by,
                Fact::Open(_) => {}
            }
        }
    }

    /// The moment without what no line asks about.
    pub(super) fn of(&self, moment: &Moment) -> Moment {
        let mut situation = moment.clone();
        for (value, by) in situation.values.iter_mut().zip(&self.values) {
            *value = if *by == By::Lines { *value } else { 0 };
        }
        for (seen, by) in situation.seen.iter_mut().zip(&self.scenes) {
            *seen &= *by == By::Lines;
        }
        situation
    }

    /// What is possible at the beginning: what is.
    pub(super) fn possible(&self, first: &Moment) -> Possible {
        let value = |(value, by): (&i8, &By)| if *by == By::Passages { bit(*value) } else { 0 };
        let scene = |(seen, by): (&bool, &By)| match (by, seen) {
            (By::Passages, true) => SEEN,
            (By::Passages, false) => UNSEEN,
            _ => 0,
        };
        Possible {
            values: first.values.iter().zip(&self.values).map(value).collect(),
            scenes: first.seen.iter().zip(&self.scenes).map(scene).collect(),
        }
    }

    /// What is possible after a line.
    pub(super) fn after(&self, possible: &Possible, line: &Line) -> Possible {
        let mut next = possible.clone();
        for effect in &line.effects {
            match *effect {
                Effect::Change { value, by } => {
                    let set = next.values[value];
                    let numbers = (LEAST..=MOST).filter(|number| set & bit(*number) != 0);
                    next.values[value] = numbers
                        .map(|number| bit(number.saturating_add(by).clamp(LEAST, MOST)))
                        .fold(0, |set, bit| set | bit);
                }
                Effect::Set { value, to } if next.values[value] != 0 => {
                    next.values[value] = bit(to)
                }
                _ => {}
            }
        }
        if self.scenes[line.to] == By::Passages {
            next.scenes[line.to] = SEEN;
        }
        next
    }

    /// Notes which passages can be shown.
    pub(super) fn note(
        &self,
        found: &mut [bool],
        passages: &[Passage],
        moment: &Moment,
        possible: &Possible,
    ) {
        for (found, passage) in found.iter_mut().zip(passages) {
            let mut tests = passage.when.iter();
            *found |= tests.all(|test| self.can_hold(test, moment, possible));
        }
    }

    fn can_hold(&self, test: &Test, moment: &Moment, possible: &Possible) -> bool {
        match test.fact {
            Fact::Value {
                value,
                compare,
                number,
            } if self.values[value] == By::Passages => (LEAST..=MOST)
                .filter(|now| possible.values[value] & bit(*now) != 0)
                .any(|now| compare.holds(now, number) != test.negated),
            Fact::Seen(scene) if self.scenes[scene] == By::Passages => {
                possible.scenes[scene] & if test.negated { UNSEEN } else { SEEN } != 0
            }
            _ => moment.holds(std::slice::from_ref(test)),
        }
    }
}
