//! What a piece of evidence answers, in the version it was made against.

use crate::library::{Field, Question, Reflection, Scenario, Version, Worksheet};
use crate::portfolio::marks::marked_text;
use crate::portfolio::told::Told;
use crate::scenarios::{account, play::Run};
use crate::ui::{escape, paragraphs};
use crate::worksheets::{Answers, sheet};
use leptos::prelude::*;
use std::borrow::Cow;

/// The fewest words of what a learner says about a conversation.
const COMMENTARY: u32 = 50;

/// The kinds of evidence, as they stand in the database and as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReflectiveAccount,
    FreeResponse,
    ScenarioPlay,
    Worksheet,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [
        Kind::ReflectiveAccount,
        Kind::FreeResponse,
        Kind::ScenarioPlay,
        Kind::Worksheet,
    ];

    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "reflective-account",
            Kind::FreeResponse => "free-response",
            Kind::ScenarioPlay => "scenario-play",
            Kind::Worksheet => "worksheet",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "Reflective account",
            Kind::FreeResponse => "Answer in a quiz",
            Kind::ScenarioPlay => "Conversation",
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
    /// A question that asks for a free response; the body is the answer as it was typed.
    Response(Question),
    /// The body is [`Told`].
    Scenario(Scenario),
    /// The body is [`Answers`].
    Worksheet(Worksheet),
}

impl Activity {
    pub fn kind(&self) -> Kind {
        match self {
            Activity::Reflection(_) => Kind::ReflectiveAccount,
            Activity::Response(_) => Kind::FreeResponse,
            Activity::Scenario(_) => Kind::ScenarioPlay,
            Activity::Worksheet(_) => Kind::Worksheet,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
            Activity::Response(question) => &question.id,
            Activity::Scenario(scenario) => &scenario.id,
            Activity::Worksheet(worksheet) => &worksheet.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
            Activity::Response(question) => &question.title,
            Activity::Scenario(scenario) => &scenario.title,
            Activity::Worksheet(worksheet) => &worksheet.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
            Activity::Response(question) => &question.criteria,
            Activity::Scenario(scenario) => &scenario.criteria,
            Activity::Worksheet(worksheet) => &worksheet.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> Cow<'_, str> {
        match self {
            Activity::Reflection(reflection) => Cow::Borrowed(&reflection.body),
            Activity::Response(question) => Cow::Borrowed(&question.stem),
            Activity::Scenario(scenario) => Cow::Borrowed(&scenario.body),
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
            Activity::Response(question) => question.word_limits(),
            Activity::Scenario(_) => (Some(COMMENTARY), None),
            Activity::Worksheet(_) => (None, None),
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
            Activity::Response(question) => &question.version,
            Activity::Scenario(scenario) => &scenario.version,
            Activity::Worksheet(worksheet) => &worksheet.version,
        }
    }

    /// Evidence as its learner and the assessors read it; `beside` is what stands beside each field of a worksheet.
    pub fn read(&self, body: &str, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        match self {
            Activity::Reflection(_) | Activity::Response(_) => {
                view! { <div inner_html=paragraphs(body)></div> }.into_any()
            }
            Activity::Scenario(scenario) => told(scenario, &Told::read(body)),
            Activity::Worksheet(worksheet) => {
                sheet::filled(worksheet, &Answers::from_body(body), beside).into_any()
            }
        }
    }

    /// What the learner has written, of all that the body holds; of a worksheet, all of it.
    pub fn written<'b>(&self, body: &'b str) -> Cow<'b, str> {
        match self {
            Activity::Reflection(_) | Activity::Response(_) | Activity::Worksheet(_) => {
                Cow::Borrowed(body)
            }
            Activity::Scenario(_) => Cow::Owned(Told::read(body).commentary),
        }
    }

    /// The body once the learner has written this.
    pub fn with_written(&self, body: &str, text: &str) -> String {
        match self {
            Activity::Reflection(_) | Activity::Response(_) | Activity::Worksheet(_) => {
                text.to_owned()
            }
            Activity::Scenario(_) => Told::read(body).saying(text),
        }
    }

    /// What is written about; nothing for evidence that is all writing.
    pub fn about(&self, body: &str) -> Option<AnyView> {
        match self {
            Activity::Reflection(_) | Activity::Response(_) | Activity::Worksheet(_) => None,
            Activity::Scenario(scenario) => Some(conversation(scenario, &Told::read(body))),
        }
    }

    /// What the writing area is called, and what to write there; of a worksheet, each field says so itself.
    pub fn asks(&self) -> (&'static str, &'static str) {
        match self {
            Activity::Reflection(_) | Activity::Worksheet(_) => ("Your account", ""),
            Activity::Response(_) => ("Your answer", ""),
            Activity::Scenario(_) => (
                "What you say about it now",
                "Why did you choose as you did? What would you do in a real conversation, and what have you seen like it? ",
            ),
        }
    }

    /// The same after it has been handed in again: what has changed since, with the whole to unfold.
    pub fn compare(&self, before: &str, now: &str, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        let whole = self.read(now, &nothing);
        let (words, changes) = match self {
            Activity::Reflection(_) | Activity::Response(_) => {
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
            Activity::Scenario(scenario) => {
                told_again(scenario, &Told::read(before), &Told::read(now))
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

/// A conversation with what the learner says about it.
fn told(scenario: &Scenario, told: &Told) -> AnyView {
    said(scenario, told, paragraphs(&told.commentary))
}

/// A conversation with what the learner says about it as HTML.
fn said(scenario: &Scenario, told: &Told, commentary: String) -> AnyView {
    view! {
        <h3>"What the learner says about it"</h3>
        <div inner_html=commentary></div>
        {conversation(scenario, told)}
    }
    .into_any()
}

/// A conversation line by line.
fn conversation(scenario: &Scenario, told: &Told) -> AnyView {
    let Some(run) = Run::replay(scenario, &told.lines) else {
        return view! { <p>"This conversation cannot be shown."</p> }.into_any();
    };
    let (ended, sentence) = account::ending_words(scenario, &run).unwrap_or_default();
    view! {
        <h3>{format!("How it ended: {ended}")}</h3>
        <p>{sentence}</p>
        {account::view(scenario, &run, None)}
    }
    .into_any()
}

/// What is different when a conversation has been handed in again: the words about it, and whether it is another.
fn told_again(scenario: &Scenario, before: &Told, now: &Told) -> (String, AnyView) {
    let words = match (
        before.lines == now.lines,
        before.commentary == now.commentary,
    ) {
        (true, true) => "Nothing has changed",
        (true, false) => "What is said about it has changed",
        (false, _) => "It is another way through the conversation",
    };
    let commentary = marked_text(&before.commentary, &now.commentary);
    (words.to_owned(), said(scenario, now, commentary))
}
