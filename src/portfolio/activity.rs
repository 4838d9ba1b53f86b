//! What a piece of evidence answers, in the version it was made against.

use crate::library::{Reflection, Scenario, Version};
use crate::portfolio::told::Told;
use crate::scenarios::{account, play::Run};
use crate::ui::paragraphs;
use leptos::prelude::*;
use std::borrow::Cow;

/// The fewest words of what a learner says about a conversation.
const COMMENTARY: u32 = 50;

/// The kinds of evidence, as they stand in the database and as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReflectiveAccount,
    ScenarioPlay,
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::ReflectiveAccount, Kind::ScenarioPlay];

    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "reflective-account",
            Kind::ScenarioPlay => "scenario-play",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "Reflective account",
            Kind::ScenarioPlay => "Conversation",
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
    /// The body is [`Told`].
    Scenario(Scenario),
}

impl Activity {
    pub fn kind(&self) -> Kind {
        match self {
            Activity::Reflection(_) => Kind::ReflectiveAccount,
            Activity::Scenario(_) => Kind::ScenarioPlay,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
            Activity::Scenario(scenario) => &scenario.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
            Activity::Scenario(scenario) => &scenario.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
            Activity::Scenario(scenario) => &scenario.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.body,
            Activity::Scenario(scenario) => &scenario.body,
        }
    }

    /// The fewest and the most words.
    pub fn limits(&self) -> (Option<u32>, Option<u32>) {
        match self {
            Activity::Reflection(reflection) => (reflection.min_words, reflection.max_words),
            Activity::Scenario(_) => (Some(COMMENTARY), None),
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
            Activity::Scenario(scenario) => &scenario.version,
        }
    }

    /// Evidence as its learner and the assessors read it, HTML.
    pub fn read(&self, body: &str) -> String {
        match self {
            Activity::Reflection(_) => paragraphs(body),
            Activity::Scenario(scenario) => told(scenario, &Told::read(body)),
        }
    }

    /// What the learner has written, of all that the body holds.
    pub fn written<'b>(&self, body: &'b str) -> Cow<'b, str> {
        match self {
            Activity::Reflection(_) => Cow::Borrowed(body),
            Activity::Scenario(_) => Cow::Owned(Told::read(body).commentary),
        }
    }

    /// The body once the learner has written this.
    pub fn with_written(&self, body: &str, text: &str) -> String {
        match self {
            Activity::Reflection(_) => text.to_owned(),
            Activity::Scenario(_) => Told::read(body).saying(text),
        }
    }

    /// What is written about, HTML; nothing for evidence that is all writing.
    pub fn about(&self, body: &str) -> Option<String> {
        match self {
            Activity::Reflection(_) => None,
            Activity::Scenario(scenario) => Some(conversation(scenario, &Told::read(body))),
        }
    }

    /// What the writing area is called, and what to write there.
    pub fn asks(&self) -> (&'static str, &'static str) {
        match self {
            Activity::Reflection(_) => ("Your account", ""),
            Activity::Scenario(_) => (
                "What you say about it now",
                "Why did you choose as you did? What would you do in a real conversation, and what have you seen like it? ",
            ),
        }
    }
}

/// A conversation with what the learner says about it.
fn told(scenario: &Scenario, told: &Told) -> String {
    let heading = "<h3>What the learner says about it</h3>";
    let commentary = paragraphs(&told.commentary);
    format!("{heading}{commentary}{}", conversation(scenario, told))
}

/// A conversation line by line, HTML.
fn conversation(scenario: &Scenario, told: &Told) -> String {
    let Some(run) = Run::replay(scenario, &told.lines) else {
        return "<p>This conversation cannot be shown.</p>".to_owned();
    };
    let (ended, sentence) = account::ending_words(scenario, &run).unwrap_or_default();
    let view = view! {
        <h3>{format!("How it ended: {ended}")}</h3>
        <p>{sentence}</p>
        {account::view(scenario, &run, None)}
    };
    view.to_html()
}
