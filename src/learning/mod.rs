//! Learning: finding and reading modules, enrolling, and seeing what is left to do.
//!
//! A [`Reading`] is a record that somebody finished one version of a section. Progress is counted from the sections that the library
//! holds now and the readings of any version of them, so that it never passes the whole. What completes a section or a module is its
//! author's to say, and is judged by what there was to do when somebody did it: see [`completion`] and [`outline`].

pub mod completion;
pub mod outline;
pub mod pages;
mod rule_steps;
mod sources;
pub mod steps;
pub mod store;
pub mod told;
pub mod way;

use crate::clock::Millis;
use crate::library::{Library, Module, Section};
use completion::{Done, ModuleState};
use std::collections::HashSet;

pub use outline::Outline;
pub use rule_steps::title_of;
pub use steps::list;
pub use store::{enrolment, enrolments, progress, readings, still_on};

/// A learner on a qualification or a stand-alone unit, with the version of its specification that they are on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Enrolment {
    pub id: String,
    pub person_id: String,
    pub qualification: String,
    pub specification_hash: String,
    pub enrolled_at: Millis,
}

/// A section that somebody has read.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Reading {
    pub module: String,
    pub section: String,
    pub read_at: Millis,
}

/// What somebody has read and done, for looking up.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    sections: HashSet<(String, String)>,
    last: Option<(String, String)>,
    done: Done,
}

impl Progress {
    /// From readings in the order in which they were made.
    pub fn new(readings: &[Reading]) -> Self {
        let key = |r: &Reading| (r.module.clone(), r.section.clone());
        let mut done = Done::default();
        for reading in readings {
            done.read.entry(key(reading)).or_insert(reading.read_at);
        }
        Progress {
            sections: readings.iter().map(key).collect(),
            last: readings.last().map(key),
            done,
        }
    }

    /// With what has been answered and passed, and the outlines of these records.
    fn and(mut self, done: Done) -> Self {
        self.done = Done {
            read: self.done.read,
            ..done
        };
        self
    }

    /// How far they are in a module, by what completes it.
    pub fn state(&self, library: &Library, module: &Module) -> ModuleState {
        completion::state(&Outline::of(library, module), &self.done)
    }

    pub fn has(&self, module: &str, section: &str) -> bool {
        self.sections
            .contains(&(module.to_owned(), section.to_owned()))
    }

    /// How many of the module's sections have been read.
    pub fn count(&self, module: &Module) -> usize {
        module
            .sections
            .iter()
            .filter(|s| self.has(&module.slug, &s.slug))
            .count()
    }

    pub fn is_complete(&self, module: &Module) -> bool {
        self.count(module) == module.sections.len()
    }

    /// Minutes of reading left in the module.
    pub fn minutes_left(&self, module: &Module) -> u32 {
        let unread = module
            .sections
            .iter()
            .filter(|s| !self.has(&module.slug, &s.slug));
        unread.map(|s| s.minutes).sum()
    }

    /// Where to go on in the module: the first unread section after the one read last, else the first unread one.
    pub fn resume<'a>(&self, module: &'a Module) -> Option<&'a Section> {
        let unread = |section: &&Section| !self.has(&module.slug, &section.slug);
        let last = self.last.as_ref().filter(|(slug, _)| *slug == module.slug);
        let after = last
            .and_then(|(_, last)| module.sections.iter().position(|s| s.slug == *last))
            .map_or(0, |index| index + 1);
        module.sections[after..]
            .iter()
            .find(unread)
            .or_else(|| module.sections.iter().find(unread))
    }

    /// The module read last, if the library still has it.
    pub fn last_module<'a>(&self, library: &'a Library) -> Option<&'a Module> {
        self.last
            .as_ref()
            .and_then(|(module, _)| library.module(module))
    }
}
