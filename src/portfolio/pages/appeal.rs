//! Beside a decision: how to appeal it, or where the appeal stands.

use crate::assessment::appeals::{self, Appeal};
use crate::clock::{self, Millis};
use crate::portfolio::Decided;
use leptos::prelude::*;

/// The way to an appeal where there is one; `is_current`: the decision was made for the version that the learner is on.
pub(super) fn way_to_appeal(
    decision: &Decided,
    appeals: &[Appeal],
    is_current: bool,
    now: Millis,
) -> Option<AnyView> {
    if decision.on_appeal || (decision.replaced && !decision.appealed) {
        return None;
    }
    let own: Vec<&Appeal> = appeals
        .iter()
        .filter(|appeal| appeal.decision_id == decision.id)
        .collect();
    let last = own.last().map(|appeal| stands(appeal).into_any());
    let refusal = appeals::refusal(
        &decision.outcome,
        decision.decided_at,
        own.iter().copied(),
        now,
    );
    let way = (refusal.is_none() && is_current).then(|| {
        let address = format!("/decisions/{}/appeal", decision.id);
        let words = format!("Ask for another look at {}", decision.criterion);
        let until = clock::date(appeals::until(decision.decided_at));
        view! { <p class="meta">"Do you see it differently? "<a href=address>{words}</a>{format!(" until {until}. It harms nothing.")}</p> }
    });
    Some(view! { {last}{way} }.into_any())
}

/// Where an appeal stands, in a line that leads to it.
fn stands(appeal: &Appeal) -> impl IntoView + use<> {
    let words = match (appeal.answered_at, appeal.withdrawn_at) {
        (Some(at), _) => format!("It was answered on {}.", clock::date(at)),
        (None, Some(at)) => format!("You took it back on {}.", clock::date(at)),
        (None, None) => "Somebody else will look at it, and you will hear from us.".to_owned(),
    };
    let link = format!("You appealed on {}", clock::date(appeal.appealed_at));
    view! { <p class="meta"><a href=format!("/appeals/{}", appeal.id)>{link}</a>". "{words}</p> }
}
