//! The review of a submitted attempt: every question with its reasons, in the version that was sat.

use super::points;
use crate::clock;
use crate::library::Question;
use crate::quizzes::asked::Heard;
use crate::quizzes::calibration;
use crate::quizzes::certainty::OfOneAttempt;
use crate::quizzes::heard;
use crate::quizzes::parts::{Body, Outcome, Shown};
use crate::quizzes::sat::Sat;
use crate::ui::counted;
use leptos::prelude::*;

#[component]
pub fn Review(sat: Sat, changed: bool) -> impl IntoView {
    let attempt = &sat.attempt;
    let passed = attempt.passed == Some(true);
    let (score, of) = (points(attempt.score.unwrap_or(0.0)), sat.marked());
    let heading = match passed {
        true => format!("Passed, with {score} of {of}"),
        false => format!("{score} of {of}: not yet there"),
    };
    let lead = match passed {
        true => "The reasons for every option are below, for the questions that went well too.",
        false => {
            "Below is every question with the reasons. They say where to read again before the next attempt."
        }
    };
    let when = attempt
        .submitted_at
        .map(clock::date_and_time)
        .unwrap_or_default();
    let time_up = attempt.due_at.is_some() && attempt.due_at == attempt.submitted_at;
    let free = sat.questions.len() - of;
    let back = format!("/quizzes/{}", sat.quiz.id);
    let reviews: Vec<_> = sat
        .questions
        .iter()
        .enumerate()
        .map(|(index, (bank, question))| review(index + 1, &sat, bank, question))
        .collect();
    let levels = calibration::levels(&sat.certainties());
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.clone()>{sat.quiz.title.clone()}</a></li></ol></nav>
        <p class="kicker">{format!("Attempt {} · handed in on {when} · quiz version {}", attempt.number, &attempt.quiz_hash[..8])}</p>
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
        {time_up.then(|| view! { <p class="meta">{format!("The time was up on {when}. What had been saved by then counted.")}</p> })}
        {(free > 0).then(|| view! { <p class="meta">{free_words(free)}</p> })}
        {changed.then(|| view! { <p class="meta">"The quiz has been edited since. You see it as it was when you sat it."</p> })}
        <p class="actions"><a class="button" href="/">"What next"</a><a href=back>"Your attempts"</a></p>
        {evidence(&sat)}
        <OfOneAttempt levels/>
        {reviews}
    }
}

/// The way to make evidence of it, where its questions are about criteria.
fn evidence(sat: &Sat) -> Option<impl IntoView + use<>> {
    let mut questions = sat.questions.iter();
    let shows = questions.any(|(_, question)| !question.is_free() && !question.criteria.is_empty());
    let action = format!("/attempts/{}/evidence", sat.attempt.id);
    shows.then(|| {
        view! {
            <form method="post" action=action class="actions">
                <button class="button quiet">"Use this result as evidence"</button>
                <span class="meta">"Private until you hand it in. You say which criteria it shows, and where."</span>
            </form>
        }
    })
}

fn free_words(free: usize) -> String {
    format!(
        "{} in your own words {} not part of this result. If you are enrolled on the unit, you will find it in your portfolio: with the assessors, or waiting for you to look through it.",
        counted(free, "answer"),
        if free == 1 { "is" } else { "are" },
    )
}

fn review(number: usize, sat: &Sat, bank: &str, question: &Question) -> impl IntoView + use<> {
    let given = sat.given(&question.id);
    let said = heard::heard(question, &given);
    let words = match given.is_empty() {
        true => "No answer was given.".to_owned(),
        false => said.words.clone(),
    };
    let heard = Heard { words, ..said };
    let shown = Shown {
        asked: sat.asked(bank, question),
        given,
        sure: sat.sure(&question.id),
        frozen: true,
        heard: Some(heard.clone()),
    };
    let worth = sat.answer(&question.id).and_then(|answer| answer.mark);
    view! {
        <div class="question" id=question.id.clone()>
            <fieldset>
                <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                <Body shown/>
            </fieldset>
            <Outcome heard/>
            {worth.map(|worth| view! { <p class="meta">{format!("This counted {} of 1.", hundredths(worth))}</p> })}
        </div>
    }
}

fn hundredths(worth: f64) -> String {
    ((worth * 100.0).round() / 100.0).to_string()
}
