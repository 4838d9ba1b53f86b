//! The part “From earlier versions” of a portfolio and of a learner's page: what was shown before a move, and what has become of it.

use super::earlier::{CarriedTo, Earlier, Moved, ShownBefore};
use super::looks::Look;
use crate::clock;
use crate::ui::paragraphs;
use leptos::prelude::*;

/// Moves, what was shown before them, and what assessors have said of it; nothing for whoever has never moved.
#[component]
pub fn FromEarlier(earlier: Earlier) -> impl IntoView {
    let moves: Vec<_> = earlier.moves.iter().map(moved).collect();
    let shown: Vec<_> = earlier.shown.iter().map(shown_before).collect();
    let declined = earlier.looks.chunk_by(|a, b| a.criterion == b.criterion);
    let declined: Vec<_> = declined
        .filter_map(|looks| more_needed(&looks[0]))
        .collect();
    (!moves.is_empty()).then(|| {
        view! {
            <h2>"From earlier versions"</h2>
            <ul role="list" class="list">{moves}</ul>
            {declined}
            {(!shown.is_empty()).then(|| view! {
                <details class="unit">
                    <summary><h3 class="unit-title">"What was shown on them"</h3><p class="meta">"All of it stays readable, with its decisions."</p></summary>
                    <ul class="list unit-body" role="list">{shown}</ul>
                </details>
            })}
        }
    })
}

fn moved(moved: &Moved) -> impl IntoView + use<> {
    let words = format!(
        "On {} from version {} to {}.",
        clock::date(moved.at),
        moved.from,
        moved.to
    );
    let by = format!(
        "By the mapping {}….",
        &moved.mapping.chars().take(8).collect::<String>()
    );
    view! { <li><p>{words}" "<span class="meta">{by}</span></p></li> }
}

fn shown_before(shown: &ShownBefore) -> impl IntoView + use<> {
    let how = match &shown.what {
        Some(what) => format!("recognised from before: {what}"),
        None => "achieved".to_owned(),
    };
    let words = format!(
        "Version {}: {how}, {}, {}.",
        shown.version,
        shown.by,
        clock::date(shown.at)
    );
    let carried: Vec<String> = shown.carried.iter().map(CarriedTo::words).collect();
    let carried = match carried.is_empty() {
        true => "It has not been carried over.".to_owned(),
        false => carried.join(" "),
    };
    let read = shown.submission.as_ref().map(|id| {
        let label = format!("Read what was handed in for {}", shown.criterion);
        view! { <a href=format!("/submissions/{id}")>{label}</a> }
    });
    view! {
        <li>
            <p><span class="code">{shown.criterion.clone()}</span>" "{shown.title.clone()}</p>
            <p class="meta">{words}" "{carried}" "{read}</p>
        </li>
    }
}

impl CarriedTo {
    /// Where it counts, why, and by whom.
    pub fn words(&self) -> String {
        let why = match self.because.as_str() {
            "merged" => "all that has been merged was shown",
            "looked-at" => "an assessor has looked at it",
            _ => "it asks for the same",
        };
        format!(
            "It counts for {} in version {}: {why} ({}, {}).",
            self.criterion,
            self.version,
            self.by,
            clock::date(self.at)
        )
    }
}

/// What an assessor asks for beyond what was shown before.
fn more_needed(look: &Look) -> Option<impl IntoView + use<>> {
    let declined = look.outcome.as_deref() == Some("declined");
    let feedback = look.feedback.as_ref().filter(|_| declined)?;
    let words = format!(
        "{}: what was shown before does not show this yet. More is needed.",
        look.criterion
    );
    let by = look.answered_by.clone().unwrap_or_default();
    let when = look.answered_at.map(clock::date).unwrap_or_default();
    Some(view! {
        <p>{words}</p>
        <blockquote class="voice"><div inner_html=paragraphs(feedback)></div><footer>{format!("{by}, {when}")}</footer></blockquote>
    })
}
