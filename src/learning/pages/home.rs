//! The start page: the front door for visitors, "what next" for everybody who is signed in.

use super::front;
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::learning::steps::{Step, StepKind, steps};
use crate::learning::way::{Stone, Way};
use crate::learning::{Progress, store, told};
use crate::library::{Library, Unit};
use crate::portfolio::{CriterionState, Standing, standings};
use crate::review;
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

/// A unit that somebody is working on: its steps, and the way through it.
struct Work {
    /// Whether this unit was read last.
    recent: bool,
    /// Whether anything of it has been read or handed in.
    begun: bool,
    title: String,
    steps: Vec<Step>,
    stones: Vec<Stone>,
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
    let left = match actor.is(Role::Learner) {
        true => review::today(&app.db, &library, actor, now).await?.left(),
        false => 0,
    };
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
    let (begun, later): (Vec<_>, Vec<_>) = works.into_iter().partition(|work| work.begun);
    let notes = actor
        .is(Role::Learner)
        .then(|| view! { <p><a href="/notes">"Your notes and highlights"</a></p> });
    Ok(Layout::new(app, visitor, "What next").shape("wide").render(|| {
        view! {
            <section class="next">
                <p class="kicker">{format!("Hello {name}")}</p>
                <h1>{next.words}</h1>
                <p class="actions"><a class="button large" href=next.address>{next.action}</a></p>
            </section>
            {(left > 0).then(|| view! { <Review left/> })}
            {begun.into_iter().map(work_view).collect::<Vec<_>>()}
            <Later works=later/>
            {notes}
        }
    }))
}

/// What would be about to be forgotten today; said quietly, below what is next.
#[component]
fn Review(left: usize) -> impl IntoView {
    let words = format!(
        "{} from what you have met before.",
        counted(left, "short question")
    );
    view! {
        <p class="resume"><strong>"Today’s review: "</strong><span>{words}</span><a href="/review">"Open it"</a></p>
    }
}

/// What an assessor has asked for comes first, then the unit that was read last, and what the learner can do before what they wait for.
fn rank(kind: StepKind, recent: bool) -> (u8, bool) {
    match kind {
        StepKind::Returned => (0, !recent),
        StepKind::Read | StepKind::Practise | StepKind::Quiz | StepKind::Evidence => (1, !recent),
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
    let read = store::progress(&app.db, &actor.id).await?;
    let mut works = Vec::new();
    for enrolment in &enrolments {
        let specification =
            versions::specification(&app.db, library, &enrolment.specification_hash).await?;
        for standing in standings(&app.db, enrolment, &specification).await? {
            let Some(unit) = specification.unit(&standing.unit) else {
                continue;
            };
            let last = read.last_module(library);
            let modules = unit.modules.iter().filter_map(|slug| library.module(slug));
            let open = standing.count(CriterionState::Open);
            works.push(Work {
                begun: modules.into_iter().any(|module| read.count(module) > 0)
                    || open < standing.criteria.len(),
                recent: last.is_some_and(|module| unit.modules.contains(&module.slug)),
                title: format!("{}: {}", unit.code, unit.title),
                steps: steps(library, &specification, unit, &read, &standing),
                stones: stones(library, unit, &read, &standing),
            });
        }
    }
    works.sort_by_key(|work| (!work.recent, !work.begun));
    // Somebody who has begun nothing sees where it begins.
    if let Some(first) = works.first_mut() {
        first.begun = true;
    }
    Ok(works)
}

/// The way through a unit: its modules, its quiz, what is shown of it, and the sign-off.
fn stones(library: &Library, unit: &Unit, read: &Progress, standing: &Standing) -> Vec<Stone> {
    let modules = unit.modules.iter().filter_map(|slug| library.module(slug));
    let learning = modules.map(|module| {
        let state = read.state(library, module);
        Stone {
            title: module.title.clone(),
            address: format!("/modules/{}", module.slug),
            words: match (state.completed_at, state.added.len()) {
                (Some(at), 0) => format!("done on {}", clock::date(at)),
                (Some(at), added) => format!(
                    "done on {}; {} added since",
                    clock::date(at),
                    counted(added, "section")
                ),
                (None, _) => told::count(&state),
            },
            done: state.completed_at.is_some(),
        }
    });
    let quiz = unit
        .quiz
        .as_deref()
        .and_then(|id| library.quiz(id))
        .map(|quiz| Stone {
            title: "The quiz".to_owned(),
            address: format!("/quizzes/{}", quiz.id),
            words: match standing.quiz_passed_at {
                Some(at) => format!("passed on {}", clock::date(at)),
                None => "to be passed".to_owned(),
            },
            done: standing.quiz_passed_at.is_some(),
        });
    learning.chain(quiz).chain(shown(standing)).collect()
}

/// What an assessor looks at: the criteria, and the unit as a whole.
fn shown(standing: &Standing) -> [Stone; 2] {
    let (achieved, all) = (
        standing.count(CriterionState::Achieved),
        standing.criteria.len(),
    );
    let criteria = Stone {
        title: "Shown in your practice".to_owned(),
        address: "/portfolio".to_owned(),
        words: format!("{achieved} of {all} criteria achieved"),
        done: achieved == all,
    };
    let signed_off = Stone {
        title: "Signed off".to_owned(),
        address: "/portfolio".to_owned(),
        words: match standing.signed_off_at {
            Some(at) => format!("on {}", clock::date(at)),
            None => "by an assessor, when all is achieved".to_owned(),
        },
        done: standing.is_signed_off(),
    };
    [criteria, signed_off]
}

fn work_view(work: Work) -> impl IntoView {
    view! {
        <section class="sheet">
            <h2>{work.title}</h2>
            {way_and_steps(work.stones, work.steps)}
        </section>
    }
}

fn way_and_steps(stones: Vec<Stone>, steps: Vec<Step>) -> impl IntoView {
    let steps = steps.into_iter().map(
        |step| view! { <li><p>{step.words}" "<a href=step.address>{step.action}</a></p></li> },
    );
    view! {
        <h3>"The way so far"</h3>
        <Way stones/>
        <h3>"What is left"</h3>
        <ul class="list" role="list">{steps.collect::<Vec<_>>()}</ul>
    }
}

/// The units that nothing has been done in yet, folded.
#[component]
fn Later(works: Vec<Work>) -> impl IntoView {
    let units = works.into_iter().map(|work| {
        let first = work.steps.first().map(|step| step.words.clone());
        view! {
            <details class="unit">
                <summary>
                    <h3 class="unit-title">{work.title}</h3>
                    <p class="meta">{first}</p>
                </summary>
                <div class="unit-body">{way_and_steps(work.stones, work.steps)}</div>
            </details>
        }
    });
    let units: Vec<_> = units.collect();
    (!units.is_empty()).then(|| view! { <h2>"For later, in any order you like"</h2>{units} })
}
