//! The conversation so far, what the other says, and what one may say.

use super::Which;
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::Scenario;
use crate::scenarios::island::{Conversation, Turn, told};
use crate::scenarios::play::Run;
use crate::scenarios::{Story, store, talk};
use crate::ui::counted;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /plays/{id}`
pub(super) async fn play(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response> {
    let (story, scenario) = talk::load(&app, &actor, &id).await?;
    let branch = which.branch.unwrap_or_else(|| story.current());
    page(&app, &Visitor(Some(actor)), &story, &scenario, branch, None)
}

/// The run of one way through a play.
pub(super) fn run_of(story: &Story, scenario: &Scenario, branch: i64) -> Result<Run> {
    story.branch(branch).ok_or(Error::NotFound)?;
    let run = Run::replay(scenario, &story.path(branch));
    run.ok_or_else(|| Error::internal(format!("the play {} does not replay", story.play.id)))
}

fn page(
    app: &App,
    visitor: &Visitor,
    story: &Story,
    scenario: &Scenario,
    branch: i64,
    trouble: Option<String>,
) -> Result<Response> {
    let run = run_of(story, scenario, branch)?;
    let goes_on = branch == story.current();
    let mut turns = talk::turns(scenario, &run);
    if goes_on {
        turns.pop();
    }
    let layout = Layout::new(app, visitor, scenario.title.clone())
        .here("/modules")
        .islands(goes_on);
    let play = story.play.id.clone();
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=format!("/scenarios/{}", scenario.id)>{scenario.title.clone()}</a></li></ol></nav>
            <div class="unseen"><h1>{format!("Conversation: {}", scenario.title)}</h1></div>
            {trouble.map(|words| view! { <p class="notice" role="alert">{words}</p> })}
            <SoFar play=play.clone() branch turns folded=goes_on/>
            {match goes_on {
                true => view! { <Conversation play=play.clone() now=talk::now(scenario, &run, branch)/> }.into_any(),
                false => left(&play, branch, &run, scenario).into_any(),
            }}
            <Ways story here=branch/>
            <p class="meta">"Everything that was said is kept. You can "<a href=format!("/scenarios/{}", scenario.id)>"leave here"</a>" and come back whenever you like."</p>
        }
    }))
}

/// What was said before, folded up while the conversation goes on.
#[component]
fn SoFar(play: String, branch: i64, turns: Vec<Turn>, folded: bool) -> impl IntoView {
    let lines = turns.iter().filter(|turn| turn.said.is_some()).count();
    let words = match lines {
        0 => "How it began".to_owned(),
        lines => format!("The conversation so far, {}", counted(lines, "line")),
    };
    let turns: Vec<_> = turns
        .into_iter()
        .map(|turn| told(&play, branch, turn))
        .collect();
    (!turns.is_empty()).then(|| {
        view! {
            <details class="so-far" open=!folded>
                <summary>{words}</summary>
                <ol class="talk" role="list">{turns}</ol>
            </details>
        }
    })
}

/// The end of a way that somebody has left.
fn left(play: &str, branch: i64, run: &Run, scenario: &Scenario) -> impl IntoView + use<> {
    match run.ending(scenario) {
        Some(_) => view! { <p class="actions"><a class="button" href=format!("/plays/{play}/debrief?branch={branch}")>"Look back at it"</a></p> }.into_any(),
        None => view! {
            <form method="post" action=format!("/plays/{play}/branches") class="actions">
                <input type="hidden" name="branch" value=branch.to_string()/>
                <input type="hidden" name="kept" value=run.steps().to_string()/>
                <button class="button">"Go on from here"</button>
            </form>
        }
        .into_any(),
    }
}

/// The ways that have been tried, if there are several.
#[component]
pub fn Ways<'a>(story: &'a Story, here: i64) -> impl IntoView + use<> {
    let current = story.current();
    let item = |branch: &crate::scenarios::Branch| {
        let number = branch.branch;
        let from = match branch.kept {
            _ if branch.leaves.is_none() => "from the beginning".to_owned(),
            0 => "from the beginning again".to_owned(),
            kept => format!(
                "from line {} of way {}",
                kept + 1,
                branch.leaves.unwrap_or_default()
            ),
        };
        let goes_on = if number == current {
            ", the one that goes on"
        } else {
            ""
        };
        let words = format!("Way {number}, {from}{goes_on}");
        match number == here {
            true => view! { <li aria-current="true">{words}</li> }.into_any(),
            false => view! { <li><a href=format!("/plays/{}?branch={number}", story.play.id)>{words}</a></li> }.into_any(),
        }
    };
    let items: Vec<_> = story.branches.iter().map(item).collect();
    (items.len() > 1).then(|| view! { <h2>"The ways you have tried"</h2><ul>{items}</ul> })
}

/// `POST /plays/{id}`: says a line.
pub(super) async fn say(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["branch", "step", "line"])?;
    let number = |name: &str| {
        form.text(name)
            .parse()
            .map_err(|_| Error::invalid("Choose one of the lines."))
    };
    let (branch, step, line) = (number("branch")?, number("step")?, number("line")?);
    let say = talk::read(i64::try_from(branch).unwrap_or_default(), step, line)?;
    match talk::say(&app, &actor, &id, say).await {
        Ok(_) => Ok(Redirect::to(&format!("/plays/{id}#now")).into_response()),
        Err(Error::Conflict(words)) => {
            let (story, scenario) = talk::load(&app, &actor, &id).await?;
            let branch = story.current();
            let visitor = Visitor(Some(actor));
            let page = page(&app, &visitor, &story, &scenario, branch, Some(words))?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// `POST /plays/{id}/branches`: goes back, to say something else.
pub(super) async fn go_back(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["branch", "kept"])?;
    let lost = || Error::invalid("There is no line there to go back to.");
    let branch = form.text("branch").parse().map_err(|_| lost())?;
    let kept = form.text("kept").parse().map_err(|_| lost())?;
    // Somebody else's play is not found, and that is logged.
    talk::load(&app, &actor, &id).await?;
    store::go_back(&app.db, &actor, &id, branch, kept, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/plays/{id}#now")).into_response())
}
