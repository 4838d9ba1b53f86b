//! What a piece of evidence answers, in the version it was made against.

use crate::form::Faults;
use crate::library::{
    Field, Method, Question, Reflection, Scenario, Specification, Unit, Version, Worksheet,
};
use crate::portfolio::draft::add_faults_of_length;
use crate::portfolio::marks::marked_text;
use crate::portfolio::quiz_result::{Examined, Pinned};
use crate::portfolio::told::Told;
use crate::scenarios::{account, play::Run};
use crate::ui::{escape, paragraphs};
use crate::worksheets::{Answers, rules, sheet};
use leptos::prelude::*;
use std::borrow::Cow;

/// The fewest words of what a learner says about a conversation.
const COMMENTARY: u32 = 50;

/// The text that somebody answers with evidence. How the evidence is kept in its `body` depends on it.
#[derive(Debug, Clone)]
pub enum Activity {
    /// The body is the account as it was typed.
    Reflection(Reflection),
    /// A question that asks for a free response; the body is the answer as it was typed.
    Response(Question),
    /// The body is [`Told`].
    Scenario(Scenario),
    /// A quiz, of which one sitting is handed in; the body is [`Pinned`](super::quiz_result::Pinned).
    QuizResult(Examined),
    /// The body is [`Answers`]; also of a form, for what has happened at work.
    Worksheet(Worksheet),
}

impl Activity {
    pub fn method(&self) -> Method {
        match self {
            Activity::Reflection(_) => Method::ReflectiveAccount,
            Activity::Response(_) => Method::WrittenAnswer,
            Activity::Scenario(_) => Method::Conversation,
            Activity::QuizResult(_) => Method::QuizResult,
            Activity::Worksheet(worksheet) => worksheet.method,
        }
    }

    /// A form can show any criterion of the unit that it was begun for, and a quiz those of its questions that are the unit's; every other
    /// activity says itself which.
    pub fn within(mut self, specification: &Specification, unit: &str) -> Self {
        let unit = specification.unit(unit).into_iter();
        let codes = unit.flat_map(Unit::criteria).map(|own| own.code.clone());
        let codes: Vec<String> = codes.collect();
        match &mut self {
            Activity::Worksheet(form) if form.is_form() => form.criteria = codes,
            Activity::QuizResult(examined) if !codes.is_empty() => {
                examined.criteria.retain(|own| codes.contains(own));
            }
            _ => {}
        }
        self
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
            Activity::Response(question) => &question.id,
            Activity::Scenario(scenario) => &scenario.id,
            Activity::QuizResult(examined) => &examined.id,
            Activity::Worksheet(worksheet) => &worksheet.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
            Activity::Response(question) => &question.title,
            Activity::Scenario(scenario) => &scenario.title,
            Activity::QuizResult(examined) => &examined.quiz.title,
            Activity::Worksheet(worksheet) => &worksheet.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
            Activity::Response(question) => &question.criteria,
            Activity::Scenario(scenario) => &scenario.criteria,
            Activity::QuizResult(examined) => &examined.criteria,
            Activity::Worksheet(worksheet) => &worksheet.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> Cow<'_, str> {
        match self {
            Activity::Reflection(reflection) => Cow::Borrowed(&reflection.body),
            Activity::Response(question) => Cow::Borrowed(&question.stem),
            Activity::Scenario(scenario) => Cow::Borrowed(&scenario.body),
            Activity::QuizResult(examined) => Cow::Borrowed(&examined.quiz.body),
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
            Activity::Worksheet(_) | Activity::QuizResult(_) => (None, None),
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
            Activity::Response(question) => &question.version,
            Activity::Scenario(scenario) => &scenario.version,
            Activity::QuizResult(examined) => &examined.quiz.version,
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
            Activity::QuizResult(examined) => examined.read(body),
            Activity::Worksheet(worksheet) => {
                sheet::filled(worksheet, &Answers::from_body(body), beside).into_any()
            }
        }
    }

    /// What the learner has written, of all that the body holds; of a worksheet, all of it.
    pub fn written<'b>(&self, body: &'b str) -> Cow<'b, str> {
        match self {
            Activity::Reflection(_)
            | Activity::Response(_)
            | Activity::Worksheet(_)
            | Activity::QuizResult(_) => Cow::Borrowed(body),
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
            Activity::QuizResult(_) => body.to_owned(),
        }
    }

    /// What is written about; nothing for evidence that is all writing.
    pub fn about(&self, body: &str) -> Option<AnyView> {
        match self {
            Activity::Reflection(_)
            | Activity::Response(_)
            | Activity::Worksheet(_)
            | Activity::QuizResult(_) => None,
            Activity::Scenario(scenario) => Some(conversation(scenario, &Told::read(body))),
        }
    }

    /// What the writing area is called, and what to write there; of a worksheet, each field says so itself.
    pub fn asks(&self) -> (&'static str, &'static str) {
        match self {
            Activity::Reflection(_) | Activity::Worksheet(_) | Activity::QuizResult(_) => {
                ("Your account", "")
            }
            Activity::Response(_) => ("Your answer", ""),
            Activity::Scenario(_) => (
                "What you say about it now",
                "Why did you choose as you did? What would you do in a real conversation, and what have you seen like it? ",
            ),
        }
    }

    /// What is missing before this can be handed in, in words; nothing of what others wrote is missing.
    pub fn lacks(&self, body: &str) -> Option<String> {
        let faults = match self {
            Activity::Worksheet(worksheet) => {
                rules::faults_of_handing_in(worksheet, &Answers::from_body(body))
            }
            Activity::QuizResult(_) if Pinned::read(body).attempt.is_empty() => {
                return Some("There is no result in it.".to_owned());
            }
            Activity::QuizResult(_) => return None,
            Activity::Reflection(_) | Activity::Response(_) | Activity::Scenario(_) => {
                let (least, most) = self.limits();
                let mut faults = Faults::default();
                add_faults_of_length(&mut faults, &self.written(body), least, most);
                faults
            }
        };
        faults.iter().next().map(|(_, words)| words.clone())
    }

    /// The same after it has been handed in again: what has changed since, with the whole to unfold.
    pub fn compare(&self, before: &str, now: &str, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        if let Activity::QuizResult(examined) = self {
            return examined.compare(before, now);
        }
        let whole = self.read(now, &nothing);
        let (words, changes) = match self {
            Activity::Reflection(_) | Activity::Response(_) | Activity::QuizResult(_) => {
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
