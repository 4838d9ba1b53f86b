//! Plays in the database: beginning one, saying a line, going back.

use super::play::Run;
use super::records::{LONGEST, MOST_BRANCHES, Play, Step, Story};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::library::Scenario;
use crate::portfolio::{Access, log_access};
use crate::versions;

/// A line that a page wants said: the branch that it shows, the number that the line would have, and its place in the scene from 0.
#[derive(Debug, Clone, Copy)]
pub struct Say {
    pub branch: i64,
    pub step: usize,
    pub line: usize,
}

/// Begins a play, or gives back one of the same version in which nothing has been said yet.
pub async fn begin(db: &Db, actor: &Actor, scenario: &Scenario, now: Millis) -> Result<String> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    let untouched: Option<(String,)> = tx
        .first(
            "SELECT p.id FROM plays p
             WHERE p.person_id = $1 AND p.scenario = $2 AND p.scenario_hash = $3
               AND NOT EXISTS (SELECT 1 FROM play_steps s WHERE s.play_id = p.id)
             ORDER BY p.number DESC",
            args![&actor.id, &scenario.id, &scenario.version.hash],
        )
        .await?;
    if let Some((untouched,)) = untouched {
        return Ok(untouched);
    }
    versions::pin(&tx, &scenario.version, now).await?;
    let id = new_id();
    tx.run(
        "INSERT INTO plays (id, person_id, scenario, scenario_hash, number, started_at)
         SELECT $1, $2, $3, $4, (SELECT COUNT(*) + 1 FROM plays WHERE person_id = $2 AND scenario = $3), $5",
        args![&id, &actor.id, &scenario.id, &scenario.version.hash, now],
    )
    .await?;
    write_branch(&tx, &id, 1, None, 0, now).await?;
    tx.commit().await?;
    Ok(id)
}

async fn write_branch(
    tx: &Tx,
    play: &str,
    branch: i64,
    leaves: Option<i64>,
    kept: i64,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO play_branches (play_id, branch, leaves, kept, begun_at) VALUES ($1, $2, $3, $4, $5)",
        args![play, branch, leaves, kept, now],
    )
    .await?;
    Ok(())
}

/// Everything that somebody has played of one scenario, the last begun first.
pub async fn stories_of(db: &impl Read, actor: &Actor, scenario: &str) -> Result<Vec<Story>> {
    let plays: Vec<Play> = db
        .all(
            "SELECT * FROM plays WHERE person_id = $1 AND scenario = $2 ORDER BY number DESC",
            args![&actor.id, scenario],
        )
        .await?;
    let mut stories = Vec::new();
    for play in plays {
        stories.push(story(db, play).await?);
    }
    Ok(stories)
}

async fn story(db: &impl Read, play: Play) -> Result<Story> {
    let branches = db
        .all(
            "SELECT branch, leaves, kept, begun_at FROM play_branches WHERE play_id = $1 ORDER BY branch",
            args![&play.id],
        )
        .await?;
    let steps: Vec<Step> = db
        .all(
            "SELECT branch, number, line, chosen_at FROM play_steps WHERE play_id = $1 ORDER BY branch, number",
            args![&play.id],
        )
        .await?;
    Ok(Story {
        play,
        branches,
        steps,
    })
}

/// One's own play. Somebody else's is not found, which is logged.
pub async fn own_story(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<Story> {
    let play: Play = db
        .one("SELECT * FROM plays WHERE id = $1", args![id])
        .await?;
    if play.person_id != actor.id {
        let refused = Access {
            subject: "play",
            id,
            owner: &play.person_id,
            outcome: "refused",
        };
        log_access(db, actor, refused, now).await?;
        return Err(Error::NotFound);
    }
    story(db, play).await
}

/// The play as this transaction sees it, to write in it.
async fn story_to_write(tx: &Tx, actor: &Actor, id: &str) -> Result<Story> {
    actor.require(Role::Learner)?;
    let play = tx
        .one(
            "SELECT * FROM plays WHERE id = $1 AND person_id = $2",
            args![id, &actor.id],
        )
        .await?;
    story(tx, play).await
}

/// Says a line in the branch that goes on, and gives the run after it. The same line from a second click makes no second record; another one
/// in its place, or in a branch that has been left, is refused: two windows cannot part ways without anybody meaning it.
pub async fn say(
    db: &Db,
    actor: &Actor,
    id: &str,
    scenario: &Scenario,
    say: Say,
    now: Millis,
) -> Result<Run> {
    let tx = db.begin().await?;
    let story = story_to_write(&tx, actor, id).await?;
    story.branch(say.branch).ok_or(Error::NotFound)?;
    let path = story.path(say.branch);
    let mut run = Run::replay(scenario, &path).ok_or_else(|| does_not_replay(id))?;
    let is_said = say.step >= 1 && path.get(say.step - 1) == Some(&say.line);
    if is_said {
        return Ok(run);
    }
    if say.step != path.len() + 1 || say.branch != story.current() {
        return Err(Error::conflict(
            "This conversation has gone on in another window. What was said there stands; to try another line, go back to it.",
        ));
    }
    if path.len() >= LONGEST {
        return Err(Error::conflict(
            "This conversation has gone round for a long time. Go back to a line from which it can end.",
        ));
    }
    let from = run.scene(scenario).id.clone();
    run.choose(scenario, say.line)
        .map_err(|_| Error::conflict("That cannot be said at this point."))?;
    tx.run(
        "INSERT INTO play_steps (play_id, branch, number, from_scene, line, to_scene, chosen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, say.branch, whole(say.step), from, whole(say.line + 1), &run.scene(scenario).id, now],
    )
    .await?;
    tx.commit().await?;
    Ok(run)
}

fn does_not_replay(id: &str) -> Error {
    Error::internal(format!("the stored path of the play {id} does not replay"))
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Goes back to where a line was said, and begins a branch there; gives its number. The second of two clicks begins none.
pub async fn go_back(
    db: &Db,
    actor: &Actor,
    id: &str,
    branch: i64,
    kept: usize,
    now: Millis,
) -> Result<i64> {
    let tx = db.begin().await?;
    let story = story_to_write(&tx, actor, id).await?;
    story.branch(branch).ok_or(Error::NotFound)?;
    let last = story.branches.last().ok_or(Error::NotFound)?;
    let is_fresh = !story.steps.iter().any(|step| step.branch == last.branch);
    if is_fresh && last.leaves == Some(branch) && last.kept == whole(kept) {
        return Ok(last.branch);
    }
    let length = story.path(branch).len();
    // The end of a way that was left is a place to go back to; that of the present one is where one is.
    if kept > length || kept == length && branch == last.branch {
        return Err(Error::invalid("There is no line there to go back to."));
    }
    if story.branches.len() >= MOST_BRANCHES {
        return Err(Error::conflict(
            "You have tried very many ways in this one. Begin the conversation anew to try more.",
        ));
    }
    let new = last.branch + 1;
    write_branch(&tx, id, new, Some(branch), whole(kept), now).await?;
    tx.commit().await?;
    Ok(new)
}
