//! What there is to do in quality assurance, at a glance.

use crate::accounts::{Iqa, Visitor};
use crate::app::App;
use crate::certificates;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::library::Method;
use crate::quality::store::{self, Action, Drawn, Plan, Progress, Setting};
use crate::ui::{Empty, counted};
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    pub(super) said: String,
}

/// `GET /quality`
pub(super) async fn overview(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Query(said): Query<Said>,
) -> Result<Response> {
    let setting = store::current(&app.db, &actor.organisation).await?;
    let plans = store::plans(&app.db, &actor).await?;
    let waiting = store::to_sample(&app.db, &actor).await?;
    let actions = store::actions(&app.db, &actor).await?;
    let held = certificates::held(&app.db, &actor).await?.len();
    let recognitions = store::recognitions(&app.db, &actor).await?;
    let unseen = recognitions
        .iter()
        .filter(|one| one.outcome.is_none())
        .count();
    let recognised = match (unseen, recognitions.is_empty()) {
        (_, true) => "Nothing has been recognised.".to_owned(),
        (0, _) => "All that was recognised has been looked at.".to_owned(),
        (n, _) => format!("{} to look at.", counted(n, "recognition")),
    };
    let released = match held {
        0 => "No certificate waits to be released.".to_owned(),
        1 => "One certificate waits to be released.".to_owned(),
        n => format!("{n} certificates wait to be released."),
    };
    let heading = match waiting.len() {
        0 => "Nothing waits to be sampled".to_owned(),
        1 => "One submission is to be sampled".to_owned(),
        n => format!("{n} submissions are to be sampled"),
    };
    let notice = match said.said.as_str() {
        "policy" => Some("Set. It holds for every plan from now on."),
        "sampled" => Some("Closed. Whoever decided hears of what you say and ask."),
        _ => None,
    };
    let today = app.clock.today();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "Quality assurance")
        .here("/quality")
        .notice(notice);
    Ok(layout.render(|| {
        view! {
            <p class="kicker">"Quality assurance"</p>
            <h1>{heading}</h1>
            <p class="lead">"You look again at some of what assessors have decided. A policy says how much, and a plan draws which."</p>
            <Waiting waiting/>
            <h2>"Actions"</h2>
            <Actions actions today/>
            <h2>"Prior learning"</h2>
            <p>{recognised}" "<a href="/quality/prior-learning">"See what was recognised"</a></p>
            <h2>"Certificates"</h2>
            <p>{released}" "<a href="/quality/releases">"See what waits"</a></p>
            <h2>"Coverage"</h2>
            <p><a href="/quality/coverage">"How much has been looked at, by assessor, unit, evidence and criterion"</a></p>
            <h2>"Plans"</h2>
            <Plans plans/>
            <h2>"The policy"</h2>
            <Policy setting/>
            <h2>"Beside sampling"</h2>
            <ul class="list" role="list">
                <li><p><a href="/appeals">"Appeals"</a>": a learner asks for somebody else to look at a decision."</p></li>
                <li><p><a href="/standardisation">"Standardisation"</a>": assessors judge the same work, and see how far they agree."</p></li>
                <li><p><a href="/quality/passes">"Passes"</a>": an external quality assurer looks at just what was sampled."</p></li>
            </ul>
        }
    }))
}

/// What is to be looked at; what one had a part in is for somebody else.
#[component]
fn Waiting(waiting: Vec<Drawn>) -> impl IntoView {
    let items: Vec<_> = waiting.iter().map(to_sample).collect();
    view! { <ul class="list" role="list">{items}</ul> }
}

fn to_sample(drawn: &Drawn) -> impl IntoView + use<> {
    let title = format!(
        "{}: unit {}, {}",
        Method::title_of(&drawn.method),
        drawn.unit,
        drawn.learner
    );
    let by = format!("Decided by {}", drawn.assessor);
    let address = format!(
        "/quality/plans/{}/samples/{}",
        drawn.plan_id, drawn.submission_id
    );
    match drawn.is_party {
        true => view! { <li><h2>{title}</h2><p class="meta">{by}". Somebody else looks at it: you had a part in it."</p></li> }.into_any(),
        false => view! { <li><h2><a href=address>{title}</a></h2><p class="meta">{by}</p></li> }.into_any(),
    }
}

/// How many actions are in which state.
#[component]
fn Actions(actions: Vec<Action>, today: String) -> impl IntoView {
    let count = |progress: Progress| actions.iter().filter(|a| a.progress() == progress).count();
    let is_late = |action: &&Action| action.progress() == Progress::Open && action.act_by < today;
    let late = actions.iter().filter(is_late).count();
    let words = match (count(Progress::Open), count(Progress::Answered)) {
        (0, 0) => "No action is open.".to_owned(),
        (open, answered) => {
            format!("{open} open, of them {late} overdue; {answered} answered and waiting for you.")
        }
    };
    view! { <p>{words}" "<a href="/quality/actions">"See the actions"</a></p> }
}

#[component]
fn Policy(setting: Option<Setting>) -> impl IntoView {
    let (words, action) = match setting {
        None => ("No policy has been set yet.".to_owned(), "Set a policy"),
        Some(setting) => {
            let share = setting
                .policy()
                .map(|policy| policy.share)
                .unwrap_or_default();
            let words = format!(
                "Version {}, set by {} on {}: {share}% of what is decided, where nothing else is said.",
                setting.version,
                setting.set_by_name,
                clock::date(setting.set_at)
            );
            (words, "Look at it, or change it")
        }
    };
    view! { <p>{words}</p><p class="actions"><a class="button quiet" href="/quality/policy">{action}</a></p> }
}

#[component]
fn Plans(plans: Vec<Plan>) -> impl IntoView {
    let is_empty = plans.is_empty();
    let items: Vec<_> = plans.into_iter().map(item).collect();
    view! {
        {is_empty.then(|| view! { <Empty words="Plans will be here. Each is drawn from what has been decided since the one before."/> })}
        <ul class="list" role="list">{items}</ul>
        <p class="actions"><a class="button" href="/quality/plans">"Draw a plan"</a></p>
    }
}

fn item(plan: Plan) -> impl IntoView {
    let state = match (plan.picked - plan.sampled, plan.picked) {
        (_, 0) => ("ahead", "Nothing to look at".to_owned()),
        (0, _) => ("done", "All looked at".to_owned()),
        (left, _) => ("here", format!("{left} to look at")),
    };
    let stage = plan.stage().name();
    let drawn = format!(
        "{} of {}, drawn by {} on {}.",
        plan.picked,
        counted(plan.population as usize, "decided submission"),
        plan.made_by_name,
        clock::date_and_time(plan.made_at)
    );
    view! {
        <li>
            <h3><a href=format!("/quality/plans/{}", plan.id)>{format!("{stage} plan of {}", clock::date(plan.made_at))}</a></h3>
            <p class="meta">{drawn}</p>
            <p><span class="state" data-state=state.0>{state.1}</span></p>
        </li>
    }
}
