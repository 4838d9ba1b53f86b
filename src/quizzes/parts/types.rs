//! What there is to answer in each type of question.

use super::Shown;
use crate::library::GAP;
use crate::quizzes::asked::{Parts, WHOLE};
use crate::ui::{TextArea, escape};
use leptos::prelude::*;

/// The stem with a field in the place of each gap.
pub(super) fn stem(shown: &Shown) -> String {
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

pub(super) fn options_view(
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
pub(super) fn places_view(
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

pub(super) fn pairs_view(
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

pub(super) fn line_view(
    shown: &Shown,
    number: bool,
    unit: Option<String>,
) -> impl IntoView + use<> {
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
pub(super) fn gaps_view(shown: &Shown, count: usize) -> impl IntoView + use<> {
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

pub(super) fn text_view(shown: &Shown) -> impl IntoView + use<> {
    view! {
        <TextArea name=shown.asked.field(WHOLE) label="Your answer" value=shown.given(WHOLE) rows=8 class="words" disabled=shown.frozen
            hint="Leave out names and anything by which somebody could be recognised."/>
    }
}
