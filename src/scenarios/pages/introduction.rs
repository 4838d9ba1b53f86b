//! What a conversation is about, and beginning it or going on.

use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Library, Scenario};
use crate::portfolio;
use crate::scenarios::account::ending_words;
use crate::scenarios::play::Run;
use crate::scenarios::{Story, store};
use crate::ui::counted;
use crate::versions;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// A play in the list: how it stands in the way that goes on.
struct Earlier {
    story: Story,
    /// How it ended, if it has.
    ended: Option<&'static str>,
    lines: usize,
}

/// `GET /scenarios/{id}`: open to everybody.
pub(super) async fn scenario(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let scenario = library.scenario(&id).ok_or(Error::NotFound)?;
    let earlier = match &visitor.0 {
        Some(actor) => earlier(&app, &library, actor, &id).await?,
        None => Vec::new(),
    };
    let evidence = portfolio::begun(&app, visitor.0.as_ref(), &id).await?;
    let layout = Layout::new(&app, &visitor, scenario.title.clone())
        .here("/modules")
        .description(scenario.summary.clone());
    let signed_in = visitor.0.is_some();
    let open = open_play(scenario, &earlier);
    Ok(layout.render(|| {
        view! {
            <Crumbs library=&library scenario/>
            <p class="kicker">{kicker(scenario)}</p>
            <h1>{scenario.title.clone()}</h1>
            <p class="lead">{scenario.summary.clone()}</p>
            {scenario.content_note.clone().map(|note| view! { <p class="before"><strong>"Before you begin. "</strong>{note}</p> })}
            <div class="text" inner_html=scenario.body.clone()></div>
            <p>"You choose what to say, and see what comes of it. You can stop at any time, come back, and go back to try another line. Nothing is scored, and only you see it unless you hand it in."</p>
            <Begin id=scenario.id.clone() signed_in open/>
            <Shows library=&library scenario/>
            {evidence.map(|evidence| view! { <p><a href=format!("/evidence/{evidence}")>"Your evidence from this conversation"</a></p> })}
            <Plays earlier/>
        }
    }))
}

async fn earlier(app: &App, library: &Library, actor: &Actor, id: &str) -> Result<Vec<Earlier>> {
    let mut earlier = Vec::new();
    for story in store::stories_of(&app.db, actor, id).await? {
        let scenario = versions::scenario(&app.db, library, &story.play.scenario_hash).await?;
        let path = story.path(story.current());
        let run = Run::replay(&scenario, &path);
        let ended = run.and_then(|run| ending_words(&scenario, &run));
        earlier.push(Earlier {
            ended: ended.map(|(words, _)| words),
            lines: path.len(),
            story,
        });
    }
    Ok(earlier)
}

/// The last play that has not ended, if it is of this very version.
fn open_play(scenario: &Scenario, earlier: &[Earlier]) -> Option<String> {
    let goes_on = |play: &&Earlier| {
        play.ended.is_none() && play.story.play.scenario_hash == scenario.version.hash
    };
    earlier
        .iter()
        .find(goes_on)
        .map(|play| play.story.play.id.clone())
}

fn kicker(scenario: &Scenario) -> String {
    match scenario.minutes {
        Some(minutes) => format!(
            "Conversation · about {}",
            counted(minutes as usize, "minute")
        ),
        None => "Conversation".to_owned(),
    }
}

#[component]
fn Crumbs<'a>(library: &'a Library, scenario: &'a Scenario) -> impl IntoView + use<> {
    library.module(&scenario.module).map(|module| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/modules">"Modules"</a></li><li><a href=format!("/modules/{}", module.slug)>{module.title.clone()}</a></li></ol></nav>
        }
    })
}

#[component]
fn Begin(id: String, signed_in: bool, open: Option<String>) -> impl IntoView {
    if !signed_in {
        return view! { <p class="actions"><a class="button large" href=format!("/sign-in?next=/scenarios/{id}")>"Sign in to begin"</a></p> }.into_any();
    }
    let class = if open.is_some() {
        "button quiet"
    } else {
        "button large"
    };
    let words = if open.is_some() {
        "Begin anew"
    } else {
        "Begin"
    };
    view! {
        <form method="post" action=format!("/scenarios/{id}") class="actions">
            {open.map(|play| view! { <a class="button large" href=format!("/plays/{play}#now")>"Go on where you stopped"</a> })}
            <button class=class>{words}</button>
        </form>
    }
    .into_any()
}

/// The criteria for which it can be evidence, in the unit that it belongs to.
#[component]
fn Shows<'a>(library: &'a Library, scenario: &'a Scenario) -> impl IntoView + use<> {
    let all = library
        .specifications
        .iter()
        .flat_map(|specification| &specification.units)
        .flat_map(|unit| unit.criteria());
    let criteria: Vec<_> = all
        .filter(|criterion| scenario.criteria.contains(&criterion.code))
        .map(|criterion| view! { <li><span class="code">{criterion.code.clone()}</span><span>{criterion.title.clone()}</span></li> })
        .collect();
    (!criteria.is_empty())
        .then(|| view! { <h2>"It can show"</h2><ul class="criteria" role="list">{criteria}</ul> })
}

#[component]
fn Plays(earlier: Vec<Earlier>) -> impl IntoView {
    let rows: Vec<_> = earlier.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>"How it went before"</h2>
            <div class="table" role="region" aria-label="How it went before" tabindex="0">
                <table>
                    <caption class="unseen">"Your plays of this conversation, the last begun first"</caption>
                    <thead><tr><th scope="col">"Play"</th><th scope="col">"Begun"</th><th scope="col">"How it stands"</th><th scope="col"><span class="unseen">"Open"</span></th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn row(earlier: &Earlier) -> impl IntoView + use<> {
    let play = &earlier.story.play;
    let ways = match earlier.story.branches.len() {
        1 => String::new(),
        ways => format!(", {ways} ways tried"),
    };
    let (state, address, open) = match earlier.ended {
        Some(words) => (
            format!("Ended: {words}{ways}"),
            format!("/plays/{}/debrief", play.id),
            "Look back",
        ),
        None => (
            format!("{} so far{ways}", counted(earlier.lines, "line")),
            format!("/plays/{}#now", play.id),
            "Go on",
        ),
    };
    view! {
        <tr>
            <th scope="row">{play.number}</th>
            <td>{clock::date_and_time(play.started_at)}</td>
            <td>{state}</td>
            <td><a href=address>{open}<span class="unseen">{format!(" with play {}", play.number)}</span></a></td>
        </tr>
    }
}

/// `POST /scenarios/{id}`: begins a play.
pub(super) async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let scenario = library.scenario(&id).ok_or(Error::NotFound)?;
    let play = store::begin(&app.db, &actor, scenario, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/plays/{play}#now")).into_response())
}
