//! A run as a page tells it: turn by turn, and what can be said now. Nothing in it lies ahead.

use super::island::{Now, Said, Shown, Turn};
use super::play::Run;
use super::records::Story;
use super::store::{self, Say};
use super::words;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::calls::CallError;
use crate::edge;
use crate::error::{Error, Result};
use crate::library::Scenario;
use crate::versions;
use leptos::prelude::expect_context;

/// What was said and what happened then, up to where it was the learner's turn again; 0 is the beginning.
pub fn turn(scenario: &Scenario, run: &Run, step: usize) -> Turn {
    let shown = |visit: &super::play::Visit| {
        let scene = &scenario.scenes[visit.moment.scene];
        let passages = visit.moment.shown(&scene.passages).into_iter();
        Shown {
            title: scene.title.clone(),
            passages: passages
                .map(|passage| (passage.said, passage.html.clone()))
                .collect(),
        }
    };
    let scenes = run.visits_of(step).map(shown);
    Turn {
        step: number(step),
        said: said(scenario, run, step),
        scenes: scenes.filter(|scene| !scene.passages.is_empty()).collect(),
        notes: Vec::new(),
    }
}

fn said(scenario: &Scenario, run: &Run, step: usize) -> Option<Said> {
    let line = run.said(scenario, step)?;
    let moment = |step| run.visits_of(step).last().map(|visit| &visit.moment);
    let hint = moment(step.checked_sub(1)?).zip(moment(step));
    Some(Said {
        html: line.html.clone(),
        comment: line.comment.as_ref().map(|html| own_ids(html, step)),
        hint: hint.and_then(|(before, after)| words::hint(scenario, before, after)),
    })
}

/// A line can be said twice in one conversation: the ids of its notes say when.
fn own_ids(html: &str, step: usize) -> String {
    html.replace(" id=\"", &format!(" id=\"at-{step}-"))
        .replace(" href=\"#", &format!(" href=\"#at-{step}-"))
}

/// Every turn of a run.
pub fn turns(scenario: &Scenario, run: &Run) -> Vec<Turn> {
    (0..=run.steps())
        .map(|step| turn(scenario, run, step))
        .collect()
}

/// The last turn, and what can be said now.
pub fn now(scenario: &Scenario, run: &Run, branch: i64) -> Now {
    let lines = run.lines(scenario).into_iter();
    Now {
        branch,
        turn: turn(scenario, run, run.steps()),
        lines: lines
            .map(|(line, words)| (number(line + 1), words.html.clone()))
            .collect(),
        ended: run.ending(scenario).is_some(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// One's own play with the scenario as it was when it began.
pub async fn load(app: &App, actor: &Actor, id: &str) -> Result<(Story, Scenario)> {
    let story = store::own_story(&app.db, actor, id, app.clock.now()).await?;
    let library = app.library();
    let scenario = versions::scenario(&app.db, &library, &story.play.scenario_hash).await?;
    Ok((story, scenario.into_owned()))
}

/// Says a line in one's own play.
pub async fn say(app: &App, actor: &Actor, id: &str, say: Say) -> Result<Now> {
    let (_, scenario) = load(app, actor, id).await?;
    let run = store::say(&app.db, actor, id, &scenario, say, app.clock.now()).await?;
    Ok(now(&scenario, &run, say.branch))
}

/// A line as a page names it: numbers from 1.
pub fn read(branch: i64, step: usize, line: usize) -> Result<Say> {
    let line = line.checked_sub(1).ok_or(Error::NotFound)?;
    Ok(Say { branch, step, line })
}

/// The server's half of [`super::island::say`].
pub(super) async fn say_call(
    play: String,
    branch: i64,
    step: u32,
    line: u32,
) -> Result<Now, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    edge::again(|| async {
        let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
        say(
            &app,
            actor,
            &play,
            read(branch, step as usize, line as usize)?,
        )
        .await
    })
    .await
    .map_err(edge::refuse_call)
}
