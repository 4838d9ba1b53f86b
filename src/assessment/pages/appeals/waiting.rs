//! Where appeals wait, for those who may answer them.

use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment::appeals::Appeal;
use crate::assessment::desk;
use crate::assessment::store;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::layout::Layout;
use crate::ui::Empty;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /appeals`
pub(in crate::assessment::pages) async fn appeals(
    State(app): State<App>,
    actor: Actor,
) -> Result<Response> {
    if !(actor.is(Role::Assessor) || actor.is(Role::Iqa)) {
        return Err(Error::Forbidden);
    }
    let waiting = store::appeals_for(&app.db, &actor).await?;
    let now = app.clock.now();
    let here = desk(&actor);
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Appeals").here(here);
    Ok(layout.render(|| {
        view! {
            <h1>"Appeals"</h1>
            <p class="lead">"A learner has asked for somebody else to look at a decision. Those that you can answer are here, the oldest first: you had no part in the work, and have not looked at what was decided on it."</p>
            {waiting.is_empty().then(|| view! { <Empty words="No appeal waits for you."/> })}
            {list(&waiting, now)}
            <p class="meta"><a href="/standardisation">"Standardisation"</a></p>
        }
    }))
}

/// The appeals that wait, each with its age.
pub(in crate::assessment::pages) fn list(appeals: &[Appeal], now: Millis) -> impl IntoView + use<> {
    let items: Vec<_> = appeals
        .iter()
        .map(|appeal| {
            let words = format!(
                "Unit {}, {}: appealed {}.",
                appeal.unit,
                appeal.criterion,
                clock::ago(now, appeal.appealed_at)
            );
            view! { <li><div><h3><a href=format!("/appeals/{}", appeal.id)>{appeal.learner.clone()}</a></h3><p class="meta">{words}</p></div></li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="list apart" role="list">{items}</ul> })
}
