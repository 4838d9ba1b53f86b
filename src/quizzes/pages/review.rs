//! The review of a submitted attempt: every option with its reason, in the version that was sat.

use super::{ordered, points};
use crate::clock;
use crate::library::{Choice, Question, QuestionKind, Quiz};
use crate::quizzes::island::Heard;
use crate::quizzes::{Answer, Attempt, practice};
use leptos::prelude::*;

#[component]
pub fn Review(attempt: Attempt, quiz: Quiz, answers: Vec<Answer>, changed: bool) -> impl IntoView {
    let passed = attempt.passed == Some(true);
    let heading = match passed {
        true => format!(
            "Passed, with {} of {}",
            points(attempt.score.unwrap_or(0.0)),
            quiz.questions.len()
        ),
        false => format!(
            "{} of {}: not yet there",
            points(attempt.score.unwrap_or(0.0)),
            quiz.questions.len()
        ),
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
    let reviews: Vec<_> = quiz
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let chosen = answers
                .iter()
                .find(|a| a.question == question.id)
                .map(|a| a.chosen.clone())
                .unwrap_or_default();
            review(
                index + 1,
                question,
                &ordered(&quiz, &attempt.id, question),
                &chosen,
            )
        })
        .collect();
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=format!("/quizzes/{}", quiz.id)>{quiz.title.clone()}</a></li></ol></nav>
        <p class="kicker">{format!("Attempt {} · handed in on {when} · quiz version {}", attempt.number, &attempt.quiz_hash[..8])}</p>
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
        {changed.then(|| view! { <p class="meta">"The quiz has been edited since. You see it as it was when you sat it."</p> })}
        <p class="actions"><a class="button" href="/">"What next"</a><a href=format!("/quizzes/{}", quiz.id)>"Your attempts"</a></p>
        {reviews}
    }
}

fn review(
    number: usize,
    question: &Question,
    options: &[&Choice],
    chosen: &[String],
) -> impl IntoView + use<> {
    let heard = practice::heard(question, chosen);
    let options: Vec<_> = options
        .iter()
        .map(|option| review_option(question, option, &heard))
        .collect();
    let words = if chosen.is_empty() {
        "No answer was given.".to_owned()
    } else {
        heard.words.clone()
    };
    view! {
        <div class="question">
            <fieldset>
                <legend><span class="number">{format!("Question {number}")}</span>{question.title.clone()}</legend>
                <div class="stem" inner_html=question.stem.clone()></div>
                {options}
            </fieldset>
            <div class="outcome" data-verdict=if heard.right { "right" } else { "not-right" }>
                <strong>{words}</strong>
                <div inner_html=heard.general.unwrap_or_default()></div>
            </div>
        </div>
    }
}

fn review_option(question: &Question, option: &Choice, heard: &Heard) -> impl IntoView + use<> {
    let several = question.kind == QuestionKind::Multiple;
    let kind = if several { "checkbox" } else { "radio" };
    let checked = heard.chosen.contains(&option.key);
    let note = match (option.right, checked) {
        (true, true) => Some("Right, and you chose it. "),
        (true, false) => Some("This is right. "),
        (false, true) => Some("You chose this. "),
        (false, false) => None,
    };
    view! {
        <div class="option" data-verdict=heard.verdict(&option.key)>
            <label>
                <input type=kind name=format!("review-{}", question.id) checked=checked disabled/>
                <span inner_html=option.text.clone()></span>
            </label>
            <div class="feedback">{note.map(|note| view! { <strong>{note}</strong> })}<div inner_html=option.feedback.clone()></div></div>
        </div>
    }
}
