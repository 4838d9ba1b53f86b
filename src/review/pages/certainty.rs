//! How sure somebody was over all their attempts, and where they were sure and not right.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::layout::Layout;
use crate::library::Library;
use crate::quizzes::{calibration, certainty as chart, encounters};
use crate::review::lesson::{Lesson, lesson};
use crate::review::store;
use crate::review::surprises::{Surprise, surprises};
use crate::ui::Empty;
use crate::versions;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// A surprise as it stands on the page.
#[derive(Clone)]
pub struct Told {
    title: String,
    /// The question in the review of its attempt.
    address: String,
    met_at: Millis,
    right_since: Option<Millis>,
    lesson: Option<Lesson>,
}

/// `GET /review/certainty`
pub(super) async fn certainty(State(app): State<App>, actor: Actor) -> Result<Response> {
    let library = app.library();
    let met = encounters(&app.db, &actor.id).await?;
    let submitted = met.iter().filter(|met| met.submitted_at.is_some());
    let answers: Vec<(i64, f64)> = submitted
        .filter_map(|met| Some((met.confidence?, met.mark)))
        .collect();
    let levels = calibration::levels(&answers);
    let reviews = store::reviews(&app.db, &actor.id).await?;
    let surprises = told(&app, &library, &surprises(&met, &reviews)).await?;
    let work = library.works.get("gardnermedwin1995").cloned();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "How sure you were").here("/review");
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/review">"Today’s review"</a></li></ol></nav>
            <h1>"How sure you were, and how often you were right"</h1>
            {match answers.is_empty() {
                true => view! { <Empty words="Some quizzes ask how sure you are of each answer. When you have handed one in, you see here how often you were right when you were guessing, fairly sure and very sure."/> }.into_any(),
                false => chart::view(levels).into_any(),
            }}
            <Surprises surprises is_any=!answers.is_empty()/>
            <p class="meta">
                "Only you see this, and it is no part of any mark. "
                {work.map(|work| view! { "On asking how sure one is: "<span inner_html=work></span> })}
            </p>
        }
    }))
}

/// The surprises, with where to look at each and where to read again.
async fn told(app: &App, library: &Library, surprises: &[Surprise<'_>]) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for surprise in surprises {
        let met = surprise.met;
        let question = versions::question(&app.db, library, &met.question_hash).await?;
        told.push(Told {
            title: question.title.clone(),
            address: format!("/attempts/{}#{}", surprise.attempt, met.question),
            met_at: met.met_at,
            right_since: surprise.right_since,
            lesson: lesson(library, &met.quiz, &question),
        });
    }
    Ok(told)
}

#[component]
fn Surprises(surprises: Vec<Told>, is_any: bool) -> impl IntoView {
    let items: Vec<_> = surprises.into_iter().map(surprise).collect();
    is_any.then(|| {
        view! {
            <section>
                <h2>"Very sure, and not quite right"</h2>
                <p>"Being sure and not right is where one learns most: what surprises us stays. It happens to everybody who thinks for themselves."</p>
                {match items.is_empty() {
                    true => view! { <p>"There is no such answer so far."</p> }.into_any(),
                    false => view! { <ul class="list" role="list">{items}</ul> }.into_any(),
                }}
            </section>
        }
    })
}

fn surprise(one: Told) -> impl IntoView {
    let when = match one.right_since {
        Some(since) => format!(
            "{}; right since {}.",
            clock::date(one.met_at),
            clock::date(since)
        ),
        None => format!("{}.", clock::date(one.met_at)),
    };
    view! {
        <li>
            <h3><a href=one.address>{one.title}</a></h3>
            <p class="meta">{when}</p>
            {one.lesson.map(|lesson| view! { <p>"What teaches it: "<a href=lesson.address>{lesson.title}</a></p> })}
        </li>
    }
}
