//! How a question looks: what there is to answer, and, once it has been answered, what is said of each part.

use super::asked::{Asked, Heard, Parts, Response, WHOLE, confidence_field};
use super::island::{Answering, Told};
use crate::library::GAP;
use crate::ui::escape;
use leptos::prelude::*;

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

/// The stem with a field in the place of each gap.
fn stem(shown: &Shown) -> String {
    let Parts::Gaps(_) = shown.asked.parts else {
        return shown.asked.stem.clone();
    };
    let mut stretches = shown.asked.stem.split(GAP);
    let mut html = stretches.next().unwrap_or_default().to_owned();
    for (number, stretch) in stretches.enumerate() {
        let part = format!("gap-{}", number + 1);
        let disabled = if shown.frozen { " disabled" } else { "" };
        html.push_str(&format!(
            r#"<input class="gap" type="text" id="{}" name="{}" value="{}" aria-label="Gap {}" autocomplete="off" maxlength="300"{disabled}>"#,
            shown.id(&part),
            shown.asked.field(&part),
            escape(&shown.given(&part)),
            number + 1,
        ));
        html.push_str(stretch);
    }
    html
}

fn hint(words: &'static str) -> impl IntoView {
    view! { <p class="hint">{words}</p> }
}

fn options_view(
    shown: &Shown,
    several: bool,
    options: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let words = match several {
        true => "Choose all that apply.",
        false => "Choose one.",
    };
    let options: Vec<_> = options
        .into_iter()
        .map(|option| option_view(shown, several, option))
        .collect();
    view! { {(!shown.frozen).then(|| hint(words))}{options} }
}

fn option_view(
    shown: &Shown,
    several: bool,
    (key, html): (String, String),
) -> impl IntoView + use<> {
    let id = shown.id(&key);
    let kind = if several { "checkbox" } else { "radio" };
    let name = match shown.frozen {
        true => format!("review-{}", shown.asked.id),
        false => shown.asked.field(WHOLE),
    };
    let checked = shown.given.contains_key(&key);
    view! {
        <div class="option" data-verdict=shown.verdict(&key)>
            <label for=id.clone()>
                <input type=kind id=id.clone() name=name value=key.clone() checked=checked disabled=shown.frozen/>
                <span inner_html=html></span>
            </label>
            {shown.said(&key)}
        </div>
    }
}

/// Things to put in order: a place to choose for each, so that it works with a keyboard, a thumb, and no scripts.
fn places_view(
    shown: &Shown,
    ranking: bool,
    items: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let words = match ranking {
        true => "Give each line its place: 1 is what you would do first, or think best.",
        false => "Give each line its place in the order: 1 comes first.",
    };
    let count = items.len();
    let rows: Vec<_> = items
        .into_iter()
        .map(|(key, html)| {
            let places = (1..=count).map(|place| (place.to_string(), place.to_string()));
            let label = shown.id(&format!("{key}-text"));
            let select = select_view(shown, &key, "–", places.collect(), label.clone());
            view! {
                <li data-verdict=shown.verdict(&key)>
                    {select}
                    <div><span id=label.clone() inner_html=html></span>{shown.said(&key)}</div>
                </li>
            }
        })
        .collect();
    view! { {(!shown.frozen).then(|| hint(words))}<ul class="ranks" role="list">{rows}</ul> }
}

/// A list to choose one of, named by the text beside it.
fn select_view(
    shown: &Shown,
    part: &str,
    nothing: &'static str,
    choices: Vec<(String, String)>,
    label: String,
) -> impl IntoView + use<> {
    let given = shown.given(part);
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == given;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect();
    view! {
        <select id=shown.id(part) name=shown.asked.field(part) aria-labelledby=label disabled=shown.frozen>
            <option value="">{nothing}</option>
            {options}
        </select>
    }
}

fn pairs_view(
    shown: &Shown,
    heads: [String; 2],
    rows: Vec<(String, String)>,
    matches: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(key, html)| {
            let label = shown.id(&format!("{key}-text"));
            let select = select_view(shown, &key, "Choose…", matches.clone(), label.clone());
            view! {
                <li data-verdict=shown.verdict(&key)>
                    <span id=label.clone() inner_html=html></span>
                    {select}
                    {shown.said(&key)}
                </li>
            }
        })
        .collect();
    let [what, matching] = heads;
    let words = format!("For each line choose: {matching}.");
    view! {
        <p class="hint">{words}</p>
        <ul class="ranks match" role="list" aria-label=what.clone()>{rows}</ul>
    }
}

fn line_view(shown: &Shown, number: bool, unit: Option<String>) -> impl IntoView + use<> {
    let id = shown.id(WHOLE);
    let label = match (number, &unit) {
        (true, Some(unit)) => format!("Your answer, in {unit}"),
        _ => "Your answer".to_owned(),
    };
    let mode = number.then_some("decimal");
    view! {
        <div class="field" data-verdict=shown.verdict(WHOLE)>
            <label for=id.clone()>{label}</label>
            <input type="text" class=number.then_some("short") id=id.clone() name=shown.asked.field(WHOLE) value=shown.given(WHOLE)
                inputmode=mode autocomplete="off" maxlength="300" disabled=shown.frozen/>
            {shown.said(WHOLE)}
        </div>
    }
}

/// What is said of the gaps, which stand in the text above.
fn gaps_view(shown: &Shown, count: usize) -> impl IntoView + use<> {
    let line = |number: usize| {
        let part = format!("gap-{number}");
        let said = shown.said(&part)?;
        Some(view! { <li data-verdict=shown.verdict(&part)>{format!("Gap {number}")}{said}</li> })
    };
    let lines: Vec<_> = (1..=count).filter_map(line).collect();
    view! { {(!shown.frozen).then(|| hint("Fill the gaps."))}
        {(!lines.is_empty()).then(|| view! { <ul class="gaps" role="list">{lines}</ul> })}
    }
}

fn text_view(shown: &Shown) -> impl IntoView + use<> {
    let id = shown.id(WHOLE);
    let text = format!("\n{}", escape(&shown.given(WHOLE)));
    view! {
        <div class="field">
            <label for=id.clone()>"Your answer"</label>
            <p class="hint">"Leave out names and anything by which somebody could be recognised."</p>
            <textarea class="words" id=id.clone() name=shown.asked.field(WHOLE) rows="8" disabled=shown.frozen inner_html=text></textarea>
        </div>
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
