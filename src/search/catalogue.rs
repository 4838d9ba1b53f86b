//! What of the library can be found, and by which of its words.

use super::{Entry, Index, Kind};
use crate::library::{Library, Module, Place, Plain, Question, Section};

/// The index of a whole library, its questions included; who may find those is asked with every query.
pub fn index(library: &Library) -> Index {
    let modules = library.modules.iter().map(module);
    let sections = library
        .modules
        .iter()
        .flat_map(|module| module.sections.iter().map(move |one| section(module, one)));
    let terms = library.terms.iter().map(|term| Entry {
        definition: Some(term.body.clone()),
        ..entry(
            Kind::Term,
            &term.title,
            "",
            format!("/glossary#{}", term.id),
            [term.body.as_str()],
        )
    });
    let questions = library.quizzes.iter().flat_map(|quiz| {
        quiz.questions
            .iter()
            .map(move |one| question(one, &quiz.title))
    });
    let entries = modules
        .chain(sections)
        .chain(terms)
        .chain(activities(library))
        .chain(questions);
    Index::new(entries)
}

fn activities(library: &Library) -> impl Iterator<Item = Entry> + '_ {
    let within = |slug: &str| {
        library
            .module(slug)
            .map_or("", |module| module.title.as_str())
    };
    let scenarios = library.scenarios.iter().map(move |one| {
        let address = format!("/scenarios/{}", one.id);
        // The scenes are for those who play.
        entry(
            Kind::Scenario,
            &one.title,
            within(&one.module),
            address,
            [one.summary.as_str(), &one.body],
        )
    });
    let worksheets = library.worksheets.iter().map(move |one| {
        let fields = one.fields.iter().map(|field| field.title.as_str());
        let parts = [one.summary.as_str(), &one.body].into_iter().chain(fields);
        entry(
            Kind::Worksheet,
            &one.title,
            within(&one.module),
            format!("/worksheets/{}", one.id),
            parts,
        )
    });
    let reflections = library.reflections.iter().map(move |one| {
        let address = format!("/reflections/{}", one.id);
        entry(
            Kind::Reflection,
            &one.title,
            within(&one.module),
            address,
            [one.body.as_str()],
        )
    });
    scenarios.chain(worksheets).chain(reflections)
}

fn module(module: &Module) -> Entry {
    let parts = [module.summary.as_str(), &module.body];
    entry(
        Kind::Module,
        &module.title,
        "",
        format!("/modules/{}", module.slug),
        parts,
    )
}

fn section(module: &Module, section: &Section) -> Entry {
    let address = format!("/modules/{}/{}", module.slug, section.slug);
    let prose = section.blocks.iter().filter_map(|block| block.prose());
    entry(Kind::Section, &section.title, &module.title, address, prose)
}

/// A question, by its title and what it asks.
pub(super) fn question(question: &Question, quiz: &str) -> Entry {
    Entry {
        version: question.version.hash.clone(),
        ..entry(
            Kind::Question,
            &question.title,
            quiz,
            String::new(),
            [question.stem.as_str()],
        )
    }
}

/// An entry with the words of some HTML.
fn entry<'h>(
    kind: Kind,
    title: &str,
    within: &str,
    address: String,
    parts: impl IntoIterator<Item = &'h str>,
) -> Entry {
    let (mut text, mut headings) = (String::new(), Vec::new());
    for html in parts {
        let plain = Plain::of(html);
        let mut at = 0;
        for heading in plain.headings {
            text.push_str(&plain.text[at..heading.words.start]);
            let start = text.len();
            text.push_str(&plain.text[heading.words.clone()]);
            let words = start..text.len();
            headings.push(Place {
                id: heading.id,
                words,
            });
            // In an excerpt a heading and what follows it stand in one line.
            if text.ends_with(char::is_alphanumeric) {
                text.push(':');
            }
            at = heading.words.end;
        }
        text.push_str(&plain.text[at..]);
        text.push('\n');
    }
    Entry {
        kind,
        title: title.to_owned(),
        within: within.to_owned(),
        address,
        text,
        headings: if kind == Kind::Section {
            headings
        } else {
            Vec::new()
        },
        definition: None,
        version: String::new(),
    }
}
