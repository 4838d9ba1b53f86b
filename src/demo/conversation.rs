//! A conversation that somebody of the demonstration has played, if the library holds one.

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::{MINUTE, Millis};
use crate::error::Result;
use crate::library::scenario::{Effect, Line};
use crate::library::{Library, Scenario};
use crate::scenarios::play::Run;
use crate::scenarios::store::{self, Say};

/// Longer than any conversation whose lines are not said twice.
const MOST: usize = 60;

/// Plays the first conversation to its end, a line every two minutes.
pub(super) async fn play_one(
    app: &App,
    library: &Library,
    actor: &Actor,
    from: Millis,
) -> Result<()> {
    let ways = library
        .scenarios
        .iter()
        .map(|scenario| (scenario, kind_way(scenario)));
    let Some((scenario, way)) = ways
        .into_iter()
        .find_map(|(scenario, way)| Some((scenario, way?)))
    else {
        return Ok(());
    };
    let play = store::begin(&app.db, actor, scenario, from).await?;
    for ((index, line), at) in way
        .into_iter()
        .enumerate()
        .zip((from..).step_by(2 * MINUTE as usize))
    {
        let say = Say {
            branch: 1,
            step: index + 1,
            line,
        };
        store::say(&app.db, actor, &play, scenario, say, at).await?;
    }
    Ok(())
}

/// The lines of somebody who says what does most good, and nothing twice; `None` if they come to no end.
fn kind_way(scenario: &Scenario) -> Option<Vec<usize>> {
    let mut run = Run::start(scenario);
    let mut said = Vec::new();
    while run.ending(scenario).is_none() && run.steps() < MOST {
        let scene = run.moment().scene;
        let lines = run.lines(scenario).into_iter();
        let fresh = lines.filter(|(line, _)| !said.contains(&(scene, *line)));
        let (line, _) = fresh.max_by_key(|(_, line)| good(line))?;
        said.push((scene, line));
        run.choose(scenario, line).ok()?;
    }
    run.ending(scenario).map(|_| run.path())
}

/// How much good a line does.
fn good(line: &Line) -> i32 {
    let one = |effect: &Effect| match *effect {
        Effect::Change { by, .. } => i32::from(by),
        Effect::Repair(_) => 2,
        Effect::Begin(_) => -2,
        Effect::Set { .. } => 0,
    };
    line.effects.iter().map(one).sum()
}
