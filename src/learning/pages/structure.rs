//! What a qualification is made of, how much of it is earned, and the rules of its units, in words.

use crate::learning::title_of;
use crate::library::{AwardKind, Completeness, Library, OptionalGroup, Specification, Unit};
use crate::portfolio::Standing;
use crate::portfolio::requirements;
use crate::ui::counted;
use leptos::prelude::*;

/// Mandatory units and optional groups with their credits; for a learner also what the whole still needs.
#[component]
pub fn Structure(specification: Specification, standings: Vec<Standing>) -> impl IntoView {
    if specification.kind == AwardKind::StandAloneUnit {
        return ().into_any();
    }
    let signed: Vec<&str> = standings
        .iter()
        .filter(|standing| standing.is_signed_off())
        .map(|standing| standing.unit.as_str())
        .collect();
    let completeness = specification.completeness(&signed);
    let groups: Vec<_> = specification
        .optional
        .iter()
        .map(|group| view! { <dt>{group.title.clone()}</dt><dd>{choice(&specification, group)}</dd> })
        .collect();
    let mine = (!standings.is_empty()).then(|| whole(&completeness));
    view! {
        <h2>"How it is made up"</h2>
        <dl class="facts broad">
            <dt>"Mandatory"</dt>
            <dd>{mandatory(&specification)}</dd>
            {groups}
            <dt>"The whole"</dt>
            <dd>{format!("{} credits: every mandatory unit, and what each choice asks for.", specification.credits)}</dd>
        </dl>
        {mine}
    }
    .into_any()
}

fn units<'s>(specification: &'s Specification, codes: &[String]) -> Vec<&'s Unit> {
    let units = specification.units.iter();
    units.filter(|unit| codes.contains(&unit.code)).collect()
}

fn mandatory(specification: &Specification) -> String {
    let units = units(specification, &specification.mandatory);
    let credits: u32 = units.iter().map(|unit| unit.credits).sum();
    let count = counted(units.len(), "unit");
    format!("{}: {count}, {credits} credits", codes(&units))
}

/// How much of a group counts, and of which units.
fn choice(specification: &Specification, group: &OptionalGroup) -> String {
    let of: Vec<String> = units(specification, &group.units)
        .iter()
        .map(|unit| format!("{} ({} credits)", unit.code, unit.credits))
        .collect();
    let (min, max) = (group.min_credits, group.max_credits);
    let count = match min == max {
        true => format!("{min} credits"),
        false => format!("{min} to {max} credits"),
    };
    format!("{count} from {}", of.join(", "))
}

fn codes(units: &[&Unit]) -> String {
    let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    codes.join(", ")
}

/// How far somebody is with the whole.
fn whole(completeness: &Completeness) -> impl IntoView + use<> {
    let open = completeness.open_points();
    let earned = format!(
        "You have earned {} of {} credits.",
        completeness.credits, completeness.asked
    );
    let rest = match open.is_empty() {
        true => view! { <p>"Everything that the whole qualification needs is signed off."</p> }
            .into_any(),
        false => {
            let points: Vec<_> = open
                .into_iter()
                .map(|point| view! { <li>{point}</li> })
                .collect();
            view! { <details class="whole"><summary>"What the whole still needs"</summary><ul>{points}</ul></details> }
                .into_any()
        }
    };
    view! { <p>{earned}</p>{rest} }
}

/// The rules of a unit; for a learner each with whether it is met.
pub fn rules(library: &Library, unit: &Unit, standing: Option<&Standing>) -> impl IntoView + use<> {
    let items: Vec<_> = unit
        .rules
        .iter()
        .map(|rule| {
            let state = standing.map(|standing| {
                let criteria: Vec<&str> = standing
                    .criteria
                    .iter()
                    .map(|(code, _)| code.as_str())
                    .collect();
                let passed = standing.quiz_passed_at.is_some();
                let alone = std::slice::from_ref(rule);
                match requirements::open(alone, &criteria, passed, &standing.shown).is_empty() {
                    true => view! { " "<span class="state" data-state="achieved">"Met"</span> },
                    false => {
                        view! { " "<span class="state" data-state="ahead">"Still open"</span> }
                    }
                }
            });
            view! { <li>{rule.sentence(&|id| title_of(library, id))}{state}</li> }
        })
        .collect();
    view! { <h4>"Before it is signed off"</h4><ul>{items}</ul> }
}
