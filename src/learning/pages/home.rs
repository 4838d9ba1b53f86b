//! The start page: the front door for visitors, "what next" for everybody who is signed in.

use super::front;
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::learning::steps::{Step, StepKind, steps};
use crate::learning::{Progress, store};
use crate::library::{Library, Unit};
use crate::portfolio::standings;
use crate::ui::counted;
use crate::versions;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /`
pub(super) async fn home(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    match visitor.0.clone() {
        Some(actor) => what_next(&app, &visitor, &actor).await,
        None => Ok(front::front(&app, &visitor)),
    }
}

/// A unit that somebody is working on: its steps, and its modules with what is read of each.
struct Work {
    /// Whether this unit was read last.
    recent: bool,
    title: String,
    steps: Vec<Step>,
    stones: Vec<Stone>,
}

struct Stone {
    title: String,
    address: String,
    words: String,
    done: bool,
}

async fn what_next(app: &App, visitor: &Visitor, actor: &Actor) -> Result<Response> {
    let library = app.library();
    let now = app.clock.now();
    let queue = match actor.is(Role::Assessor) {
        true => assessment::queue(&app.db, actor, &Default::default(), now).await?,
        false => Vec::new(),
    };
    let queue = queue.first().map(|oldest| Step {
        kind: StepKind::Wait,
        words: format!(
            "{} for you; the oldest was handed in {}.",
            if queue.len() == 1 {
                "1 submission waits".to_owned()
            } else {
                format!("{} submissions wait", queue.len())
            },
            clock::ago(now, oldest.submitted_at),
        ),
        address: "/assessment".to_owned(),
        action: "Open the queue".to_owned(),
    });
    let works = works(app, &library, actor).await?;
    let mine = works
        .iter()
        .flat_map(|work| work.steps.first().map(|step| (work.recent, step)))
        .min_by_key(|(recent, step)| rank(step.kind, *recent))
        .map(|(_, step)| step.clone());
    let next = queue.or(mine).unwrap_or_else(|| choose(actor));
    let name = actor
        .name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();
    Ok(Layout::new(app, visitor, "What next").shape("wide").render(|| {
        view! {
            <section class="next">
                <p class="kicker">{format!("Hello {name}")}</p>
                <h1>{next.words}</h1>
                <p class="actions"><a class="button large" href=next.address>{next.action}</a></p>
            </section>
            {works.into_iter().map(work_view).collect::<Vec<_>>()}
        }
    }))
}

/// What an assessor has asked for comes first, then the unit that was read last, and what the learner can do before what they wait for.
fn rank(kind: StepKind, recent: bool) -> (u8, bool) {
    match kind {
        StepKind::Returned => (0, !recent),
        StepKind::Read | StepKind::Quiz | StepKind::Evidence => (1, !recent),
        StepKind::Wait => (2, !recent),
        StepKind::Done => (3, !recent),
    }
}

fn choose(actor: &Actor) -> Step {
    let (words, address, action) = match (actor.is(Role::Assessor), actor.is(Role::Administrator)) {
        (true, _) => (
            "No submission waits for a decision.",
            "/assessment",
            "Open the queue",
        ),
        (false, true) => (
            "Everything is running. You look after people, mail and settings.",
            "/people",
            "See the people",
        ),
        (false, false) => (
            "You are not enrolled on anything yet. Have a look at what there is.",
            "/qualifications",
            "See the qualifications and units",
        ),
    };
    Step {
        kind: StepKind::Done,
        words: words.to_owned(),
        address: address.to_owned(),
        action: action.to_owned(),
    }
}

async fn works(app: &App, library: &Library, actor: &Actor) -> Result<Vec<Work>> {
    let enrolments = store::enrolments(&app.db, &actor.id).await?;
    let read = Progress::new(&store::readings(&app.db, &actor.id).await?);
    let mut works = Vec::new();
    for enrolment in &enrolments {
        let specification =
            versions::specification(&app.db, library, &enrolment.specification_hash).await?;
        for standing in standings(&app.db, enrolment, &specification).await? {
            let Some(unit) = specification.unit(&standing.unit) else {
                continue;
            };
            let last = read.last_module(library);
            works.push(Work {
                recent: last.is_some_and(|module| unit.modules.contains(&module.slug)),
                title: format!("{}: {}", unit.code, unit.title),
                steps: steps(library, unit, &read, &standing),
                stones: stones(library, unit, &read),
            });
        }
    }
    works.sort_by_key(|work| !work.recent);
    Ok(works)
}

fn stones(library: &Library, unit: &Unit, read: &Progress) -> Vec<Stone> {
    let modules = unit.modules.iter().filter_map(|slug| library.module(slug));
    modules
        .map(|module| Stone {
            title: module.title.clone(),
            address: format!("/modules/{}", module.slug),
            words: format!(
                "{} of {} read",
                read.count(module),
                counted(module.sections.len(), "section")
            ),
            done: read.is_complete(module),
        })
        .collect()
}

fn work_view(work: Work) -> impl IntoView {
    let here = work.stones.iter().position(|stone| !stone.done);
    let stones = work.stones.into_iter().enumerate().map(|(index, stone)| {
        let state = match (stone.done, here == Some(index)) {
            (true, _) => "done",
            (false, true) => "here",
            (false, false) => "ahead",
        };
        view! { <li data-state=state><a href=stone.address>{stone.title}</a><small>{stone.words}</small></li> }
    });
    let steps = work.steps.into_iter().map(
        |step| view! { <li><p>{step.words}" "<a href=step.address>{step.action}</a></p></li> },
    );
    view! {
        <section class="sheet">
            <h2>{work.title}</h2>
            <div class="beside">
                <div>
                    <h3>"What is left"</h3>
                    <ul class="list" role="list">{steps.collect::<Vec<_>>()}</ul>
                </div>
                <div class="aside">
                    <h3>"The way so far"</h3>
                    <ol class="path" role="list">{stones.collect::<Vec<_>>()}</ol>
                </div>
            </div>
        </section>
    }
}
