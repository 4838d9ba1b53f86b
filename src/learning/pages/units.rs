//! The units of a qualification: their modules, outcomes, criteria and rules, with where a learner stands.

use super::structure::rules;
use crate::frameworks;
use crate::library::{AwardKind, Criterion, Library, Outcome, Specification, Unit, UnitStatus};
use crate::portfolio::{CriterionState, Standing, words_of};
use leptos::prelude::*;

/// Mandatory, or of which optional group.
fn part(specification: &Specification, unit: &Unit) -> String {
    if specification.kind == AwardKind::StandAloneUnit {
        return String::new();
    }
    let group = specification
        .optional
        .iter()
        .find(|group| group.units.contains(&unit.code));
    match (specification.mandatory.contains(&unit.code), group) {
        (true, _) => "mandatory · ".to_owned(),
        (false, Some(group)) => format!("optional, {} · ", group.title),
        (false, None) => "optional · ".to_owned(),
    }
}

pub(super) fn unit_view(
    library: &Library,
    specification: &Specification,
    unit: &Unit,
    standings: &[Standing],
) -> impl IntoView + use<> {
    let standing = standings
        .iter()
        .find(|standing| standing.unit == unit.code)
        .cloned();
    let preparation = unit.status == UnitStatus::InPreparation;
    let state = preparation.then_some("preparation");
    let meta = format!(
        "{}{} credits{}",
        part(specification, unit),
        unit.credits,
        if preparation {
            " · in preparation"
        } else {
            ""
        }
    );
    let modules: Vec<_> = unit
        .modules
        .iter()
        .filter_map(|slug| library.module(slug))
        .map(|module| view! { <li><a href=format!("/modules/{}", module.slug)>{module.title.clone()}</a></li> })
        .collect();
    let outcomes: Vec<_> = unit
        .outcomes
        .iter()
        .map(|outcome| outcome_view(library, outcome, standing.as_ref()))
        .collect();
    let rules = (!unit.outcomes.is_empty()).then(|| rules(library, unit, standing.as_ref()));
    view! {
        <details class="unit" id=unit.code.clone() data-state=state open=standing.is_some() || specification.units.len() == 1>
            <summary>
                <h3 class="unit-title">{format!("{} {}", unit.code, unit.title)}</h3>
                <p class="meta">{meta}</p>
            </summary>
            <div class="unit-body">
                <p>{unit.summary.clone()}</p>
                {preparation.then(|| view! { <p class="meta">"The modules of this unit are being written. You can see what it will ask for."</p> })}
                {(!modules.is_empty()).then(|| view! { <h4>"Modules"</h4><ul>{modules}</ul> })}
                {outcomes}
                {rules}
            </div>
        </details>
    }
}

fn outcome_view(
    library: &Library,
    outcome: &Outcome,
    standing: Option<&Standing>,
) -> impl IntoView + use<> {
    let criteria: Vec<_> = outcome
        .criteria
        .iter()
        .map(|criterion| {
            criterion_view(
                library,
                criterion,
                standing.map(|standing| standing.state(&criterion.code)),
            )
        })
        .collect();
    view! {
        <h4 id=outcome.code.clone()><span class="code">{outcome.code.clone()}</span>" "{outcome.title.clone()}</h4>
        <ul class="criteria" role="list">{criteria}</ul>
    }
}

fn criterion_view(
    library: &Library,
    criterion: &Criterion,
    state: Option<CriterionState>,
) -> impl IntoView + use<> {
    let near: Vec<_> = frameworks::items_of(library, &criterion.code)
        .into_iter()
        .map(|(framework, item)| {
            let address = format!("/frameworks/{}#{}", framework.slug, item.id);
            view! { <li>{framework.title.clone()}": "<a href=address>{item.title.clone()}</a></li> }
        })
        .collect();
    let near = (!near.is_empty()).then(
        || view! { <details class="whole"><summary>"Close to, in other frameworks"</summary><ul>{near}</ul></details> },
    );
    let state = state.map(|state| {
        let (key, words) = words_of(state);
        view! { <span class="state" data-state=key>{words}</span> }
    });
    view! {
        <li id=criterion.code.clone()>
            <span class="code">{criterion.code.clone()}</span>
            <div>{criterion.title.clone()}<div class="meta" inner_html=criterion.guidance.clone()></div>{near}</div>
            {state}
        </li>
    }
}
