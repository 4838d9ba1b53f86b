//! What keeps an attempt from being handed in for now: gaps, and what could give a person away in its learner's own words.

use super::sit::Refused;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::form::Form;
use crate::layout::Layout;
use crate::portfolio::asking::{Asking, seals};
use crate::portfolio::{self, Assurance, Screening, Written};
use crate::quizzes::heard::in_words;
use crate::quizzes::sat::Sat;
use crate::quizzes::{response, store};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// What to ask about before an open attempt is handed in. The answers so far are saved.
pub(super) async fn asked(
    app: &App,
    actor: &Actor,
    sat: &Sat,
    form: &Form,
) -> Result<Option<Asking>> {
    let (now, attempt) = (app.clock.now(), &sat.attempt);
    if !attempt.is_open() || attempt.is_overdue(now) {
        return Ok(None);
    }
    let said = seals(form);
    let assurance = Assurance {
        about: attempt.id.clone(),
        seals: &said,
    };
    let mut all = Vec::new();
    for (title, screening) in looked_through(app, sat, form, &assurance).await? {
        all.push((title, screening.seal(&attempt.id), screening));
    }
    if all.is_empty() {
        return Ok(None);
    }
    if sat.tries_allowed().is_none() {
        store::save(&app.db, actor, &attempt.id, &sat.given_in(form), now).await?;
    }
    Ok(Some(asking(sat, form, said, all)))
}

/// The free responses in which something is found that has not been said to identify nobody, each with the title of its question.
async fn looked_through(
    app: &App,
    sat: &Sat,
    form: &Form,
    assurance: &Assurance<'_>,
) -> Result<Vec<(String, Screening)>> {
    let (library, now) = (app.library(), app.clock.now());
    let at_once = sat.tries_allowed().is_some();
    let mut all = Vec::new();
    for given in sat.given_in(form) {
        if !given.question.is_free() {
            continue;
        }
        let answer = match at_once {
            true => sat.given(&given.question.id),
            false => given.response,
        };
        let written = Written {
            person_id: &sat.attempt.person_id,
            question: given.question,
            text: in_words(&answer),
        };
        let held = portfolio::held_responses(&app.db, &library, &written, assurance, now).await?;
        all.extend(held.map(|screening| (given.question.title.clone(), screening)));
    }
    Ok(all)
}

/// One page for all of them. What has been said of others stays said.
fn asking(
    sat: &Sat,
    form: &Form,
    mut said: Vec<String>,
    all: Vec<(String, String, Screening)>,
) -> Asking {
    let mut asking = Asking::new(form, &Screening(Vec::new()), |_| String::new());
    for (title, seal, screening) in all {
        said.push(seal);
        for (what, count) in screening.counts() {
            *asking.counts.entry(what).or_default() += count;
        }
        let looked = screening.0.into_iter();
        asking
            .looked
            .extend(looked.map(|looked| (title.clone(), looked)));
    }
    asking.kicker = format!("Quiz · {}", sat.quiz.title);
    asking.action = format!("/attempts/{}", sat.attempt.id);
    asking.change = asking.action.clone();
    asking.seals = said.join(" ");
    asking
}

pub(super) fn page(app: &App, actor: Actor, asking: Asking) -> Response {
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, "Could anybody be recognised?").here("/modules");
    let page = layout.render(|| asking.view());
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What keeps an open attempt from being handed in: gaps that have not been asked about. The answers so far are saved.
pub(super) async fn gaps(
    app: &App,
    actor: &Actor,
    sat: &Sat,
    form: &Form,
) -> Result<Option<Refused>> {
    let now = app.clock.now();
    if form.text("do") != "submit" || !sat.attempt.is_open() || sat.attempt.is_overdue(now) {
        return Ok(None);
    }
    let given = sat.given_in(form);
    let has_answer = |at: usize| match sat.tries_allowed() {
        Some(_) => sat.answer(&given[at].question.id).is_some(),
        None => response::is_complete(given[at].question, &given[at].response),
    };
    let unanswered: Vec<String> = (0..given.len())
        .filter(|at| !has_answer(*at))
        .map(|at| given[at].question.id.clone())
        .collect();
    if unanswered.is_empty() {
        return Ok(None);
    }
    if sat.tries_allowed().is_none() {
        store::save(&app.db, actor, &sat.attempt.id, &given, now).await?;
    }
    Ok(Some(Refused {
        unanswered,
        fault: None,
    }))
}
