//! Where a conversation stands, and what a line makes of it. Pure.

use super::{Effect, Fact, LEAST, MOST, Passage, Scenario, Test};

/// Everything that a condition can ask about. Of a scenario it belongs to: the lists are as long as that one's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Moment {
    pub scene: usize,
    pub values: Vec<i8>,
    /// Which strains have begun and have not been met.
    pub open: Vec<bool>,
    /// Which scenes have been entered.
    pub seen: Vec<bool>,
}

impl Moment {
    /// The beginning, in the first scene.
    pub fn first(scenario: &Scenario) -> Self {
        let mut moment = Self {
            scene: 0,
            values: scenario.state.iter().map(|value| value.first).collect(),
            open: vec![false; scenario.markers.len()],
            seen: vec![false; scenario.scenes.len()],
        };
        moment.enter(scenario, 0);
        moment
    }

    fn enter(&mut self, scenario: &Scenario, scene: usize) {
        self.scene = scene;
        self.seen[scene] = true;
        if let Some(marker) = scenario.scenes[scene].marker {
            self.open[marker] = true;
        }
    }

    /// After a line of the present scene: its effects, in the order in which they are written, then the scene that it leads to.
    pub fn after(&self, scenario: &Scenario, line: usize) -> Self {
        let line = &scenario.scenes[self.scene].lines[line];
        let mut next = self.clone();
        for effect in &line.effects {
            match *effect {
                Effect::Change { value, by } => {
                    next.values[value] = next.values[value].saturating_add(by).clamp(LEAST, MOST);
                }
                Effect::Set { value, to } => next.values[value] = to.clamp(LEAST, MOST),
                Effect::Begin(marker) => next.open[marker] = true,
                Effect::Repair(marker) => next.open[marker] = false,
            }
        }
        next.enter(scenario, line.to);
        next
    }

    /// Whether a condition holds; one without tests does.
    pub fn holds(&self, tests: &[Test]) -> bool {
        tests.iter().all(|test| {
            let fact = match test.fact {
                Fact::Value {
                    value,
                    compare,
                    number,
                } => compare.holds(self.values[value], number),
                Fact::Seen(scene) => self.seen[scene],
                Fact::Open(marker) => self.open[marker],
            };
            fact != test.negated
        })
    }

    /// The line that is taken by itself now: the first of them whose condition holds.
    pub fn automatic(&self, scenario: &Scenario) -> Option<usize> {
        let mut lines = scenario.scenes[self.scene].lines.iter();
        lines.position(|line| line.automatic && self.holds(&line.when))
    }

    /// The lines that the learner may say now.
    pub fn lines(&self, scenario: &Scenario) -> Vec<usize> {
        if self.automatic(scenario).is_some() {
            return Vec::new();
        }
        let lines = scenario.scenes[self.scene].lines.iter().enumerate();
        lines
            .filter(|(_, line)| !line.automatic && self.holds(&line.when))
            .map(|(index, _)| index)
            .collect()
    }

    /// The lines that lead on from here: the one that is taken by itself, or else those that may be said.
    pub fn ways_on(&self, scenario: &Scenario) -> Vec<usize> {
        match self.automatic(scenario) {
            Some(line) => vec![line],
            None => self.lines(scenario),
        }
    }

    /// Those of some passages that are shown now.
    pub fn shown<'p>(&self, passages: &'p [Passage]) -> Vec<&'p Passage> {
        let shown = |passage: &&Passage| self.holds(&passage.when);
        passages.iter().filter(shown).collect()
    }
}
