//! Looking back at a conversation that has ended: a quiet second page.

use super::Which;
use super::play::{Ways, run_of};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use crate::portfolio;
use crate::scenarios::account::{self, Way, ending_words};
use crate::scenarios::talk;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /plays/{id}/debrief`: of a conversation that goes on there is none yet.
pub(super) async fn debrief(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response> {
    let (story, scenario) = talk::load(&app, &actor, &id).await?;
    let branch = which.branch.unwrap_or_else(|| story.current());
    let run = run_of(&story, &scenario, branch)?;
    let Some((ended, sentence)) = ending_words(&scenario, &run) else {
        return Ok(Redirect::to(&format!("/plays/{id}#now")).into_response());
    };
    let evidence = portfolio::begun(&app, Some(&actor), &scenario.id).await?;
    let visitor = Visitor(Some(actor));
    let layout =
        Layout::new(&app, &visitor, format!("{ended} · {}", scenario.title)).here("/modules");
    let way = Way { play: &id, branch };
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=format!("/scenarios/{}", scenario.id)>{scenario.title.clone()}</a></li></ol></nav>
            <p class="kicker">{format!("Looking back at “{}”", run.scene(&scenario).title)}</p>
            <h1>{ended}</h1>
            <p class="lead">{sentence}</p>
            <h2>"Looking back"</h2>
            {account::view(&scenario, &run, Some(&way))}
            <HandIn play=id.clone() branch evidence/>
            <Ways story=&story here=branch/>
            <p class="actions"><a href=format!("/plays/{id}?branch={branch}")>"Read the whole conversation"</a><a href=format!("/scenarios/{}", scenario.id)>"Your plays of it"</a></p>
        }
    }))
}

/// From here it can become evidence.
#[component]
fn HandIn(play: String, branch: i64, evidence: Option<String>) -> impl IntoView {
    let words = match evidence.is_some() {
        false => {
            "It can be evidence. You add why you chose as you did and what you would do next time; it stays private until you hand it in."
        }
        true => {
            "You have begun evidence from this conversation. If it has not been handed in, this way through takes the place of the one in it; what you wrote stays."
        }
    };
    view! {
        <section>
            <h2>"Hand it in?"</h2>
            <p>{words}</p>
            <form method="post" action=format!("/plays/{play}/evidence") class="actions">
                <input type="hidden" name="branch" value=branch.to_string()/>
                <button class="button">"Use this as evidence"</button>
                {evidence.map(|evidence| view! { <a href=format!("/evidence/{evidence}")>"Go to the evidence"</a> })}
            </form>
        </section>
    }
}
