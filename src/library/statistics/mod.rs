//! What the content amounts to, unit by unit: how much there is to read, to answer and to do, and what is still missing.
//!
//! `secure-base check --stats` prints it. Everything is counted from the compiled [`Library`] and the sources it is pinned to, so that the
//! figures are those of what learners see. A unit's figures are those of its modules; a module that two units share counts once in the total.

mod reading_age;
mod syllables;
mod table;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

pub use reading_age::Reading;
pub use syllables::syllables;

use super::{Library, Module, Question, Quiz, QuizKind, Specification, Unit};
use texts::Text;

/// What a content folder amounts to.
#[derive(Debug)]
pub struct Statistics {
    /// Each qualification with its units.
    pub qualifications: Vec<(Figures, Vec<Figures>)>,
    /// Everything, also modules that no unit has.
    pub total: Figures,
}

/// What some modules amount to.
#[derive(Debug, Default)]
pub struct Figures {
    /// A unit's code, a qualification's slug.
    pub code: String,
    pub title: String,
    pub modules: usize,
    /// The words of each section.
    pub sections: Vec<u32>,
    pub reading: Reading,
    /// How many questions there are of each type.
    pub types: BTreeMap<&'static str, usize>,
    pub practice: usize,
    pub banks: usize,
    /// Questions that stand in a quiz itself.
    pub quizzes: usize,
    pub coverage: Coverage,
    pub citations: usize,
    /// The keys of the works cited.
    pub works: BTreeSet<String>,
    pub scenarios: usize,
    pub worksheets: usize,
    pub reflections: usize,
    pub diagrams: usize,
    /// ISO 8601 dates.
    pub reviews: BTreeSet<String>,
}

/// Which criteria the content covers.
#[derive(Debug, Default)]
pub struct Coverage {
    pub criteria: usize,
    pub untaught: Vec<String>,
    pub untested: Vec<String>,
    pub unassessed: Vec<String>,
}

impl Figures {
    pub fn words(&self) -> u32 {
        self.sections.iter().sum()
    }

    pub fn questions(&self) -> usize {
        self.types.values().sum()
    }

    /// Adds what a text cites, and until when it is held to be right.
    fn add(&mut self, text: &Text) {
        self.citations += text.cited.len();
        self.works.extend(text.cited.iter().cloned());
        self.reviews.extend(text.review_by.clone());
    }

    fn add_questions(&mut self, quiz: &Quiz) {
        for question in &quiz.questions {
            *self.types.entry(question.type_key()).or_default() += 1;
        }
        let place = match quiz.kind {
            QuizKind::Practice => &mut self.practice,
            QuizKind::Bank => &mut self.banks,
            QuizKind::Quiz => &mut self.quizzes,
        };
        *place += quiz.questions.len();
    }
}

impl Library {
    /// Counts everything.
    pub fn statistics(&self) -> Statistics {
        let qualifications = self.specifications.iter().map(|specification| {
            let units = specification.units.iter();
            let whole = figures(self, specification, &specification.units);
            let each = units.map(|unit| Figures {
                code: unit.code.clone(),
                title: unit.title.clone(),
                ..figures(self, specification, std::slice::from_ref(unit))
            });
            (whole, each.collect())
        });
        Statistics {
            qualifications: qualifications.collect(),
            total: total(self),
        }
    }
}

/// The figures of some units of a qualification, under the qualification's name.
fn figures(library: &Library, specification: &Specification, units: &[Unit]) -> Figures {
    let slugs: BTreeSet<&str> = units
        .iter()
        .flat_map(|unit| unit.modules.iter().map(String::as_str))
        .collect();
    let mut figures = of_modules(library, |module| slugs.contains(module));
    figures.code.clone_from(&specification.slug);
    figures.title.clone_from(&specification.title);
    figures.coverage = coverage(library, units.iter());
    let codes: BTreeSet<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    for (code, text) in texts::of_units(specification) {
        if codes.contains(code.as_str()) {
            figures.add(&text);
        }
    }
    figures
}

fn total(library: &Library) -> Figures {
    let mut figures = of_modules(library, |_| true);
    for specification in &library.specifications {
        figures.reviews.insert(specification.care.review_by.clone());
        for (_, text) in texts::of_units(specification) {
            figures.add(&text);
        }
    }
    let units = library.specifications.iter().flat_map(|own| &own.units);
    figures.coverage = coverage(library, units);
    "In all".clone_into(&mut figures.title);
    figures
}

/// The figures of the modules that are wanted.
fn of_modules(library: &Library, wanted: impl Fn(&str) -> bool) -> Figures {
    let mut figures = Figures::default();
    for module in library.modules.iter().filter(|own| wanted(&own.slug)) {
        figures.modules += 1;
        figures.reviews.insert(module.care.review_by.clone());
        add_sections(&mut figures, module);
        let images = format!("{}/images/", module.slug);
        let own = library.images.keys().filter(|key| key.starts_with(&images));
        figures.diagrams += own.count();
    }
    for quiz in library.quizzes.iter().filter(|own| wanted(&own.module)) {
        figures.add_questions(quiz);
        figures.add(&Text::read(&quiz.version.source));
    }
    let reflections = library.reflections.iter();
    for own in reflections.filter(|own| wanted(&own.module)) {
        figures.reflections += 1;
        figures.add(&Text::read(&own.version.source));
    }
    for own in library.scenarios.iter().filter(|own| wanted(&own.module)) {
        figures.scenarios += 1;
        figures.add(&Text::read(&own.version.source));
    }
    for own in library.worksheets.iter().filter(|own| wanted(&own.module)) {
        figures.worksheets += 1;
        figures.add(&Text::read(&own.version.source));
    }
    figures
}

fn add_sections(figures: &mut Figures, module: &Module) {
    for section in &module.sections {
        let text = Text::read(&section.version.source);
        figures.sections.push(section.words);
        figures.reading.add(&text.prose);
        figures.add(&text);
    }
}

/// Which criteria some section teaches, some question tests, and some activity can show, wherever in the library it stands.
fn coverage<'a>(library: &'a Library, units: impl Iterator<Item = &'a Unit>) -> Coverage {
    let sections = library.modules.iter().flat_map(|module| &module.sections);
    let taught: BTreeSet<&String> = sections.flat_map(|own| &own.criteria).collect();
    let tested: BTreeSet<&String> = questions(library).flat_map(|own| &own.criteria).collect();
    let scenarios = library.scenarios.iter().flat_map(|own| &own.criteria);
    let worksheets = library.worksheets.iter().flat_map(|own| &own.criteria);
    let reflections = library.reflections.iter().flat_map(|own| &own.criteria);
    let assessed: BTreeSet<&String> = scenarios.chain(worksheets).chain(reflections).collect();
    let mut coverage = Coverage::default();
    for criterion in units.flat_map(Unit::criteria) {
        coverage.criteria += 1;
        let ways = [
            (&taught, &mut coverage.untaught),
            (&tested, &mut coverage.untested),
            (&assessed, &mut coverage.unassessed),
        ];
        for (covered, missing) in ways {
            if !covered.contains(&criterion.code) {
                missing.push(criterion.code.clone());
            }
        }
    }
    coverage
}

fn questions(library: &Library) -> impl Iterator<Item = &Question> {
    library.quizzes.iter().flat_map(|quiz| &quiz.questions)
}
