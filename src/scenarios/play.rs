//! A run of a conversation: what has been said, and where that has led. Pure, and the same for the same lines.

use crate::library::scenario::{Effect, Ending, Line, Moment, Scenario, Scene};

/// So many lines in a row are taken by themselves, and no more. The checker refuses circles of them.
const MOST_BY_ITSELF: usize = 1_000;

/// A conversation from its beginning to where it stands. Of one version of a scenario, which every function is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The first scene and every one since; never empty.
    visits: Vec<Visit>,
}

/// A scene, as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub moment: Moment,
    /// How many lines the learner had said by then.
    pub step: usize,
    /// The line of the scene before that led here, by its place there.
    pub by: Option<usize>,
}

/// Why a line cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The conversation has ended.
    Ended,
    /// It is not among the lines of this moment.
    NotOffered,
}

/// Something that was strained between two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strain {
    pub marker: usize,
    /// After so many lines of the learner; 0 is the beginning.
    pub began: usize,
    /// Whether a line began it, and not what happened next.
    pub by_line: bool,
    /// The line with which it was met.
    pub met: Option<usize>,
}

impl Run {
    /// The beginning.
    pub fn start(scenario: &Scenario) -> Self {
        let first = Visit {
            moment: Moment::first(scenario),
            step: 0,
            by: None,
        };
        let mut run = Self {
            visits: vec![first],
        };
        run.go_on_by_itself(scenario);
        run
    }

    /// The run in which these lines were said; `None` if one of them could not be.
    pub fn replay(scenario: &Scenario, path: &[usize]) -> Option<Self> {
        let mut run = Self::start(scenario);
        for line in path {
            run.choose(scenario, *line).ok()?;
        }
        Some(run)
    }

    /// The run as it was after the first so many lines.
    pub fn back(&self, scenario: &Scenario, kept: usize) -> Self {
        let path = self.path();
        let kept = &path[..kept.min(path.len())];
        Self::replay(scenario, kept).unwrap_or_else(|| Self::start(scenario))
    }

    /// Says a line of the present scene, and goes on to where it is the learner's turn again.
    pub fn choose(&mut self, scenario: &Scenario, line: usize) -> Result<(), Refused> {
        if self.ending(scenario).is_some() {
            return Err(Refused::Ended);
        }
        if !self.moment().lines(scenario).contains(&line) {
            return Err(Refused::NotOffered);
        }
        let step = self.steps() + 1;
        self.visits.push(Visit {
            moment: self.moment().after(scenario, line),
            step,
            by: Some(line),
        });
        self.go_on_by_itself(scenario);
        Ok(())
    }

    fn go_on_by_itself(&mut self, scenario: &Scenario) {
        let step = self.steps();
        for _ in 0..MOST_BY_ITSELF {
            if self.ending(scenario).is_some() {
                return;
            }
            let Some(line) = self.moment().automatic(scenario) else {
                return;
            };
            let moment = self.moment().after(scenario, line);
            let by = Some(line);
            self.visits.push(Visit { moment, step, by });
        }
    }

    fn last(&self) -> &Visit {
        self.visits.last().expect("a run begins with a visit")
    }

    pub fn moment(&self) -> &Moment {
        &self.last().moment
    }

    /// How many lines the learner has said.
    pub fn steps(&self) -> usize {
        self.last().step
    }

    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    pub fn scene<'s>(&self, scenario: &'s Scenario) -> &'s Scene {
        &scenario.scenes[self.moment().scene]
    }

    /// How it has ended, if it has.
    pub fn ending(&self, scenario: &Scenario) -> Option<Ending> {
        self.scene(scenario).ending
    }

    /// The lines that the learner may say now, each with its place in the scene.
    pub fn lines<'s>(&self, scenario: &'s Scenario) -> Vec<(usize, &'s Line)> {
        if self.ending(scenario).is_some() {
            return Vec::new();
        }
        let lines = self.moment().lines(scenario).into_iter();
        lines
            .map(|line| (line, &self.scene(scenario).lines[line]))
            .collect()
    }

    /// The lines that the learner has said.
    pub fn path(&self) -> Vec<usize> {
        let pairs = self.visits.windows(2);
        pairs
            .filter(|pair| pair[1].step > pair[0].step)
            .filter_map(|pair| pair[1].by)
            .collect()
    }

    /// The visits after so many lines; what happened by itself follows the first.
    pub fn visits_of(&self, step: usize) -> impl Iterator<Item = &Visit> {
        self.visits.iter().filter(move |visit| visit.step == step)
    }

    /// The line that the learner said as their `step`th.
    pub fn said<'s>(&self, scenario: &'s Scenario, step: usize) -> Option<&'s Line> {
        let index = self.visits.iter().position(|visit| visit.step == step)?;
        let before = self.visits.get(index.checked_sub(1)?)?;
        let line = self.visits[index].by?;
        scenario.scenes[before.moment.scene].lines.get(line)
    }

    /// The values after each line of the learner, the first ones first.
    pub fn values(&self) -> Vec<Vec<i8>> {
        let last_of = |step| self.visits_of(step).last();
        (0..=self.steps())
            .filter_map(last_of)
            .map(|visit| visit.moment.values.clone())
            .collect()
    }

    /// Every strain in the order in which they began.
    pub fn strains(&self, scenario: &Scenario) -> Vec<Strain> {
        let mut strains: Vec<Strain> = Vec::new();
        let mut open: Vec<Option<usize>> = vec![None; scenario.markers.len()];
        for (index, visit) in self.visits.iter().enumerate() {
            let mut begin = |open: &mut Vec<Option<usize>>, marker: usize, by_line: bool| {
                if open[marker].is_none() {
                    open[marker] = Some(strains.len());
                    let (began, met) = (visit.step, None);
                    strains.push(Strain {
                        marker,
                        began,
                        by_line,
                        met,
                    });
                }
            };
            let mut met = Vec::new();
            let before = index.checked_sub(1).map(|before| &self.visits[before]);
            let line = before
                .zip(visit.by)
                .map(|(before, line)| &scenario.scenes[before.moment.scene].lines[line]);
            for effect in line.into_iter().flat_map(|line| &line.effects) {
                match *effect {
                    Effect::Begin(marker) => begin(&mut open, marker, true),
                    Effect::Repair(marker) => met.extend(open[marker].take()),
                    _ => {}
                }
            }
            if let Some(marker) = scenario.scenes[visit.moment.scene].marker {
                begin(&mut open, marker, false);
            }
            for strain in met {
                strains[strain].met = Some(visit.step);
            }
        }
        strains
    }
}
