//! What a piece of evidence answers, in the version it was made against.

use crate::library::{Field, Reflection, Version, Worksheet};
use crate::portfolio::marks::marked_text;
use crate::ui::{escape, paragraphs};
use crate::worksheets::{Answers, sheet};
use leptos::prelude::*;
use std::borrow::Cow;

/// The kinds of evidence, as they stand in the database and as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReflectiveAccount,
    Worksheet,
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::ReflectiveAccount, Kind::Worksheet];

    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "reflective-account",
            Kind::Worksheet => "worksheet",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "Reflective account",
            Kind::Worksheet => "Worksheet",
        }
    }

    /// The words for what stands in the database.
    pub fn words_of(key: &str) -> &'static str {
        let found = Kind::ALL.into_iter().find(|kind| kind.key() == key);
        found.map_or("Evidence", Kind::words)
    }
}

/// The text that somebody answers with evidence. How the evidence is kept in its `body` depends on it.
#[derive(Debug, Clone)]
pub enum Activity {
    /// The body is the account as it was typed.
    Reflection(Reflection),
    /// The body is [`Answers`].
    Worksheet(Worksheet),
}

impl Activity {
    pub fn kind(&self) -> Kind {
        match self {
            Activity::Reflection(_) => Kind::ReflectiveAccount,
            Activity::Worksheet(_) => Kind::Worksheet,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
            Activity::Worksheet(worksheet) => &worksheet.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
            Activity::Worksheet(worksheet) => &worksheet.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
            Activity::Worksheet(worksheet) => &worksheet.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> Cow<'_, str> {
        match self {
            Activity::Reflection(reflection) => Cow::Borrowed(&reflection.body),
            Activity::Worksheet(worksheet) => {
                let asked =
                    |field: &Field| format!("<h3>{}</h3>{}", escape(&field.title), field.guidance);
                let fields = worksheet.fields.iter().map(asked);
                Cow::Owned(worksheet.body.clone() + &fields.collect::<String>())
            }
        }
    }

    /// The fewest and the most words of a text; of a worksheet, each field has its own.
    pub fn limits(&self) -> (Option<u32>, Option<u32>) {
        match self {
            Activity::Reflection(reflection) => (reflection.min_words, reflection.max_words),
            Activity::Worksheet(_) => (None, None),
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
            Activity::Worksheet(worksheet) => &worksheet.version,
        }
    }

    /// Evidence as its learner and the assessors read it; `beside` is what stands beside each field of a worksheet.
    pub fn read(&self, body: &str, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        match self {
            Activity::Reflection(_) => view! { <div inner_html=paragraphs(body)></div> }.into_any(),
            Activity::Worksheet(worksheet) => {
                sheet::filled(worksheet, &Answers::from_body(body), beside).into_any()
            }
        }
    }

    /// The same after it has been handed in again: what has changed since, with the whole to unfold.
    pub fn compare(&self, before: &str, now: &str, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        let whole = self.read(now, &nothing);
        let (words, changes) = match self {
            Activity::Reflection(_) => {
                let html = marked_text(before, now);
                let words = if before == now {
                    "Nothing has changed"
                } else {
                    "What has changed"
                };
                (
                    words.to_owned(),
                    view! { <div inner_html=html></div> }.into_any(),
                )
            }
            Activity::Worksheet(worksheet) => {
                let (before, now) = (Answers::from_body(before), Answers::from_body(now));
                let words = sheet::count_of_changes(worksheet, &before, &now);
                (
                    words,
                    sheet::compared(worksheet, &before, &now, beside).into_any(),
                )
            }
        };
        let words = format!(
            "{words} since it was handed in before. New words are underlined, those taken out are struck through."
        );
        view! {
            <p class="meta">{words}</p>
            {changes}
            <details class="whole"><summary>"Show the whole, without marks"</summary>{whole}</details>
        }
        .into_any()
    }
}

/// For evidence with nothing beside its fields.
pub fn nothing(_: &Field) -> AnyView {
    ().into_any()
}
