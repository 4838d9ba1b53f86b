//! Every situation that a conversation can come to, found by trying every line in each of them.
//!
//! Two moments that the lines' conditions cannot tell apart are one situation: values and scenes that no line asks about are left out. Of
//! those that only a paragraph asks about, each situation keeps what each of them alone can be there ([`Possible`]). So a paragraph that
//! asks about two of them at once may be taken for possible although it is not; nothing is ever taken for impossible that can happen. The
//! number of situations stays small; where it does not, [`MOST`] ends the search, and what has not been seen by then is not judged.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::possible::{Asked, Possible};
use super::{Effect, Moment, Scenario, Scene};

/// So many situations are looked at, and no more.
pub(super) const MOST: usize = 100_000;

/// What was found, each list as long as the scenario's own.
#[derive(Debug, Default)]
pub(super) struct Explored {
    /// Whether everything has been seen.
    pub(super) complete: bool,
    pub(super) scenes: Vec<SceneSeen>,
    /// Which strains a line repairs while they are open.
    pub(super) repaired: Vec<bool>,
}

/// What was found of one scene.
#[derive(Debug, Default, Clone)]
pub(super) struct SceneSeen {
    pub(super) reached: bool,
    pub(super) passages: Vec<bool>,
    pub(super) lines: Vec<bool>,
    pub(super) debrief: Vec<bool>,
    /// A situation in which nothing can be said, and no ending.
    pub(super) stuck: Option<Moment>,
    /// A situation from which one can go on for ever and never come to an ending.
    pub(super) lost: Option<Moment>,
}

struct Situation {
    moment: Moment,
    possible: Possible,
    /// Whether it waits to be looked at.
    waits: bool,
    looked_at: bool,
    /// Those that lead here.
    before: Vec<usize>,
}

struct Search<'s> {
    scenario: &'s Scenario,
    asked: Asked,
    situations: Vec<Situation>,
    known: HashMap<Moment, usize>,
    waiting: Vec<usize>,
    found: Explored,
}

/// Looks at everything that can happen.
pub(super) fn explore(scenario: &Scenario) -> Explored {
    let mut search = Search::new(scenario);
    let first = Moment::first(scenario);
    let possible = search.asked.possible(&first);
    search.meet(&first, possible);
    while let Some(number) = search.waiting.pop() {
        search.look(number);
    }
    search.find_loops();
    search.found
}

impl<'s> Search<'s> {
    fn new(scenario: &'s Scenario) -> Self {
        let unseen = |scene: &Scene| SceneSeen {
            passages: vec![false; scene.passages.len()],
            lines: vec![false; scene.lines.len()],
            debrief: vec![false; scene.debrief.len()],
            ..SceneSeen::default()
        };
        Self {
            scenario,
            asked: Asked::by(scenario),
            situations: Vec::new(),
            known: HashMap::new(),
            waiting: Vec::new(),
            found: Explored {
                complete: true,
                scenes: scenario.scenes.iter().map(unseen).collect(),
                repaired: vec![false; scenario.markers.len()],
            },
        }
    }

    /// The number of a moment's situation, which waits to be looked at if anything about it is new; `None` if there are too many.
    fn meet(&mut self, moment: &Moment, possible: Possible) -> Option<usize> {
        let next = self.situations.len();
        let number = match self.known.entry(self.asked.of(moment)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(_) if next == MOST => {
                self.found.complete = false;
                return None;
            }
            Entry::Vacant(new) => {
                self.situations.push(Situation {
                    moment: new.key().clone(),
                    possible: possible.clone(),
                    waits: true,
                    looked_at: false,
                    before: Vec::new(),
                });
                self.waiting.push(next);
                return Some(*new.insert(next));
            }
        };
        let situation = &mut self.situations[number];
        if situation.possible.widen(&possible) && !situation.waits {
            situation.waits = true;
            self.waiting.push(number);
        }
        Some(number)
    }

    fn look(&mut self, number: usize) {
        let situation = &mut self.situations[number];
        situation.waits = false;
        let first_look = !std::mem::replace(&mut situation.looked_at, true);
        let (moment, possible) = (situation.moment.clone(), situation.possible.clone());
        let scene = &self.scenario.scenes[moment.scene];
        let found = &mut self.found.scenes[moment.scene];
        found.reached = true;
        for (found, passages) in [
            (&mut found.passages, &scene.passages),
            (&mut found.debrief, &scene.debrief),
        ] {
            self.asked.note(found, passages, &moment, &possible);
        }
        let lines = moment.ways_on(self.scenario);
        if scene.ending.is_some() {
            return;
        }
        if lines.is_empty() {
            found.stuck.get_or_insert(moment);
            return;
        }
        for line in lines {
            self.take(number, line, (&moment, &possible), first_look);
        }
    }

    fn take(
        &mut self,
        number: usize,
        line: usize,
        (moment, possible): (&Moment, &Possible),
        first_look: bool,
    ) {
        self.found.scenes[moment.scene].lines[line] = true;
        let taken = &self.scenario.scenes[moment.scene].lines[line];
        for effect in &taken.effects {
            if let Effect::Repair(marker) = *effect {
                self.found.repaired[marker] |= moment.open[marker];
            }
        }
        let next = moment.after(self.scenario, line);
        let possible = self.asked.after(possible, taken);
        if let Some(next) = self.meet(&next, possible)
            && first_look
        {
            self.situations[next].before.push(number);
        }
    }

    /// Walks back from every end, a dead one too; what is not met on the way has no way out.
    fn find_loops(&mut self) {
        if !self.found.complete {
            return;
        }
        let mut has_way_out: Vec<bool> = self
            .situations
            .iter()
            .map(|situation| self.ends(&situation.moment))
            .collect();
        let mut open: Vec<usize> = (0..has_way_out.len())
            .filter(|number| has_way_out[*number])
            .collect();
        while let Some(number) = open.pop() {
            for before in &self.situations[number].before {
                if !std::mem::replace(&mut has_way_out[*before], true) {
                    open.push(*before);
                }
            }
        }
        let lost = self.situations.iter().zip(has_way_out);
        for (situation, _) in lost.filter(|(_, has_way_out)| !has_way_out) {
            let moment = &situation.moment;
            let scene = &mut self.found.scenes[moment.scene];
            scene.lost.get_or_insert_with(|| moment.clone());
        }
    }

    fn ends(&self, moment: &Moment) -> bool {
        let is_ending = self.scenario.scenes[moment.scene].ending.is_some();
        is_ending || moment.ways_on(self.scenario).is_empty()
    }
}
