//! What is wrong with a conversation as a whole: scenes that nobody reaches, ends that are dead, loops without a way out.

use super::codes::Marker;
use super::explore::{Explored, MOST, SceneSeen, explore};
use super::scene::Places;
use super::{Moment, Scenario};
use crate::library::document::Scope;

/// Checks a scenario whose file is without faults.
pub(super) fn check(scope: Scope<'_>, scenario: &Scenario, places: &[Places], markers: &[Marker]) {
    if scenario.scenes.is_empty() {
        return;
    }
    let explored = explore(scenario);
    let judge = Judge { scope, scenario };
    if !explored.complete {
        let message = format!(
            "this conversation can come to more than {MOST} situations; the rest of them is not checked"
        );
        let hint = "fewer conditions on scenes that were seen make fewer situations";
        judge.warn(places[0].heading, message, hint);
    }
    for ((index, seen), place) in explored.scenes.iter().enumerate().zip(places) {
        judge.ways_on(seen, place);
        if explored.complete {
            judge.unused(index, seen, place);
        }
    }
    if explored.complete {
        judge.loops(&explored, places);
        judge.strains(&explored, markers);
    }
}

struct Judge<'j> {
    scope: Scope<'j>,
    scenario: &'j Scenario,
}

impl Judge<'_> {
    fn warn(&self, at: usize, message: String, hint: &str) {
        let fault = self.scope.source.error(at, message).hint(hint).warning();
        self.scope.findings.faults.add(fault);
    }

    fn ways_on(&self, seen: &SceneSeen, place: &Places) {
        if let Some(moment) = &seen.stuck {
            let message = format!(
                "a dead end: no line of this scene can be said{}",
                self.when(moment)
            );
            let hint = "let one line be without a condition";
            self.scope.error_with_hint(place.heading, message, hint);
        }
    }

    /// What can never be reached, said or shown. Of a scene that is not reached, the rest follows from it.
    fn unused(&self, index: usize, seen: &SceneSeen, place: &Places) {
        let scene = &self.scenario.scenes[index];
        if !seen.reached {
            let leads_here = |line: &super::Line| line.to == index;
            let mut lines = self.scenario.scenes.iter().flat_map(|scene| &scene.lines);
            let message = match lines.any(leads_here) {
                true => "this scene is never reached: no line that leads here can be said",
                false => "this scene is never reached: no line leads here",
            };
            self.scope.error(place.heading, message);
            return;
        }
        for ((line, taken), at) in scene.lines.iter().zip(&seen.lines).zip(&place.lines) {
            if !taken {
                let word = if line.automatic { "taken" } else { "said" };
                self.warn(
                    *at,
                    format!("this line can never be {word}"),
                    "its condition never holds here, or a line above takes over",
                );
            }
        }
        let passages = seen.passages.iter().zip(&place.passages);
        for (shown, at) in passages.chain(seen.debrief.iter().zip(&place.debrief)) {
            if !shown {
                self.warn(
                    *at,
                    "this can never be shown".to_owned(),
                    "its condition never holds here",
                );
            }
        }
    }

    /// One fault for all scenes that lead only to each other, at the first of them.
    fn loops(&self, explored: &Explored, places: &[Places]) {
        let mut lost = explored
            .scenes
            .iter()
            .enumerate()
            .filter_map(|(index, seen)| Some((index, seen.lost.as_ref()?)));
        let Some((first, moment)) = lost.next() else {
            return;
        };
        let ids = lost
            .map(|(index, _)| self.scenario.scenes[index].id.as_str())
            .take(8);
        let others: Vec<&str> = ids.collect();
        let others = match others.as_slice() {
            [] => String::new(),
            ids => format!("; the same is true of {}", ids.join(", ")),
        };
        let message = format!(
            "a loop: no ending can be reached from here{}{others}",
            self.when(moment)
        );
        self.scope.error_with_hint(
            places[first].heading,
            message,
            "give one of the lines a way out",
        );
    }

    fn strains(&self, explored: &Explored, markers: &[Marker]) {
        for (marker, repaired) in markers.iter().zip(&explored.repaired) {
            let name = &marker.name;
            if !marker.begins {
                let hint =
                    format!("write `marker {name}` after a line, or marker={name} in a heading");
                self.scope.error_with_hint(
                    marker.at,
                    format!("no strain `{name}` ever begins"),
                    hint,
                );
            } else if !repaired {
                let hint =
                    format!("write `repair {name}` after a line that can be said while it is open");
                self.scope.error_with_hint(
                    marker.at,
                    format!("nothing can repair the strain `{name}`"),
                    hint,
                );
            }
        }
    }

    /// A situation in words, as far as conditions ask about it: ` (with bond -2, withdrawal open, after door)`.
    fn when(&self, moment: &Moment) -> String {
        let values = self.scenario.state.iter().zip(&moment.values);
        let mut words: Vec<String> = values
            .map(|(value, now)| format!("{} {now}", value.name))
            .collect();
        let open = self
            .scenario
            .markers
            .iter()
            .zip(&moment.open)
            .filter(|(_, open)| **open);
        words.extend(open.map(|(marker, _)| format!("{marker} open")));
        let seen = self
            .scenario
            .scenes
            .iter()
            .zip(&moment.seen)
            .filter(|(_, seen)| **seen);
        let seen: Vec<&str> = seen.map(|(scene, _)| scene.id.as_str()).collect();
        if !seen.is_empty() {
            words.push(format!("after {}", seen.join(", ")));
        }
        format!(" (for example with {})", words.join(", "))
    }
}
