//! How a question looks: what there is to answer, and, once it has been answered, what is said of each part.

mod types;

use crate::quizzes::asked::{Asked, Heard, Parts, Response, confidence_field};
use crate::quizzes::island::{Answering, Told};
use leptos::prelude::*;
use types::{gaps_view, line_view, options_view, pairs_view, places_view, stem, text_view};

/// How sure somebody is of an answer; never part of the mark.
pub const CONFIDENCE: [(u8, &str); 3] = [(1, "Guessing"), (2, "Fairly sure"), (3, "Very sure")];

/// A question with what was given as its answer.
#[derive(Clone)]
pub struct Shown {
    pub asked: Asked,
    pub given: Response,
    pub sure: Option<u8>,
    /// Nothing can be changed any more.
    pub frozen: bool,
    pub heard: Option<Heard>,
}

impl Shown {
    fn given(&self, part: &str) -> String {
        self.given.get(part).cloned().unwrap_or_default()
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.asked.id)
    }

    fn verdict(&self, part: &str) -> Option<&'static str> {
        self.heard.as_ref()?.verdict_of(part)
    }

    /// What is said of one part, if there is anything.
    fn said(&self, part: &str) -> Option<AnyView> {
        let heard = self.heard.as_ref()?;
        let said = heard.of(part)?;
        let right = said.verdict.key() == Some("right");
        let note = match (&self.asked.parts, right, heard.given.contains_key(part)) {
            (Parts::Options { .. }, true, true) => Some("Right, and you chose it. ".to_owned()),
            (Parts::Options { .. }, true, false) => Some("This is right. ".to_owned()),
            (Parts::Options { .. }, false, true) => Some("You chose this. ".to_owned()),
            (Parts::Options { .. } | Parts::Text, ..) => None,
            (_, true, _) => Some("Right. ".to_owned()),
            (_, false, _) => Some(match &said.answer {
                Some(answer) => format!("Not quite: {answer}. "),
                None => "Not quite. ".to_owned(),
            }),
        };
        if note.is_none() && said.feedback.is_empty() {
            return None;
        }
        let feedback = said.feedback.clone();
        let view = view! {
            <div class="feedback">
                {note.map(|note| view! { <strong>{note}</strong> })}
                <div inner_html=feedback></div>
            </div>
        };
        Some(view.into_any())
    }

    /// The question as HTML, for the island.
    pub fn told(self) -> Told {
        let heard = self.heard.clone();
        Told {
            over: heard.as_ref().is_some_and(|heard| !heard.again),
            outcome: outcome_html(heard),
            body: view! { <Body shown=self/> }.to_html(),
        }
    }
}

fn outcome_html(heard: Option<Heard>) -> String {
    heard.map_or_else(String::new, |heard| view! { <Outcome heard/> }.to_html())
}

/// A question in a form of its own that answers at once; in a sitting there is an `attempt`. `fault` says what was wrong with the answer.
#[component]
pub fn QuestionForm(
    shown: Shown,
    action: String,
    attempt: Option<String>,
    fault: Option<String>,
) -> impl IntoView {
    let asked = shown.asked.clone();
    let outcome = outcome_html(shown.heard.clone());
    let words = match shown.heard {
        Some(_) => "Answer again",
        None => "Answer",
    };
    let send = (!shown.frozen).then(|| {
        view! { <div class="actions"><button class="button" name="do" value="answer">{words}</button></div> }
    });
    view! {
        <form class="question sheet" id=asked.id.clone() method="post" action=action>
            <input type="hidden" name="quiz" value=asked.quiz.clone()/>
            <input type="hidden" name="question" value=asked.id.clone()/>
            <fieldset aria-describedby=format!("{}-stem", asked.id)>
                <legend><span class="number">{asked.title.clone()}</span></legend>
                <div class="body"><Body shown/></div>
            </fieldset>
            {send}
            <Answering quiz=asked.quiz question=asked.id.clone() attempt outcome fault=fault.unwrap_or_default()/>
        </form>
    }
}

/// The inside of a question's fieldset: stem, hint, and everything that can be answered.
#[component]
pub fn Body(shown: Shown) -> impl IntoView {
    let stem = stem(&shown);
    let id = shown.id("stem");
    let parts = match shown.asked.parts.clone() {
        Parts::Options { several, options } => options_view(&shown, several, options).into_any(),
        Parts::Places { ranking, items } => places_view(&shown, ranking, items).into_any(),
        Parts::Pairs {
            heads,
            rows,
            matches,
        } => pairs_view(&shown, heads, rows, matches).into_any(),
        Parts::Line { number, unit } => line_view(&shown, number, unit).into_any(),
        Parts::Gaps(count) => gaps_view(&shown, count).into_any(),
        Parts::Text => text_view(&shown).into_any(),
    };
    view! {
        <div class="stem" id=id inner_html=stem></div>
        {parts}
        {shown.asked.confidence.then(|| confidence_view(&shown))}
    }
}

fn confidence_view(shown: &Shown) -> impl IntoView + use<> {
    let name = confidence_field(&shown.asked.id);
    let choices: Vec<_> = CONFIDENCE
        .iter()
        .map(|(level, words)| {
            let id = format!("{name}-{level}");
            view! {
                <label for=id.clone()>
                    <input type="radio" id=id.clone() name=name.clone() value=level.to_string() checked=shown.sure == Some(*level) disabled=shown.frozen/>
                    {*words}
                </label>
            }
        })
        .collect();
    let label = format!("{name}-label");
    view! {
        <div class="sure" role="radiogroup" aria-labelledby=label.clone()>
            <span id=label.clone()>"How sure are you?"<span class="meta">" It does not count; it is for you."</span></span>
            {choices}
        </div>
    }
}

/// The verdict in words, hints, and the general feedback.
#[component]
pub fn Outcome(heard: Heard) -> impl IntoView {
    let hints = heard.hints.into_iter();
    let hints: Vec<_> = hints
        .map(|html| view! { <div class="tip" inner_html=html></div> })
        .collect();
    view! {
        <div class="outcome" data-verdict=heard.verdict.key()>
            <strong>{heard.words}</strong>
            {hints}
            <div inner_html=heard.general.unwrap_or_default()></div>
        </div>
    }
}
