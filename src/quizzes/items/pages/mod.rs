//! The pages of item analysis: every question, and one question with its versions.

mod list;
mod question;

use super::figures::Figure;
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/items", get(list::list))
        .route("/items/{question}", get(question::show))
}

/// `62%, and with 95% certainty between 55% and 68%`.
fn facility_words(figure: &Figure) -> String {
    let percent = super::chart::percent;
    format!(
        "{}, and with 95% certainty between {} and {}",
        percent(figure.value),
        percent(figure.low),
        percent(figure.high)
    )
}

/// `0.31, and with 95% certainty between 0.18 and 0.43`.
fn discrimination_words(figure: Option<&Figure>) -> String {
    match figure {
        Some(figure) => format!(
            "{}, and with 95% certainty between {} and {}",
            hundredths(figure.value),
            hundredths(figure.low),
            hundredths(figure.high)
        ),
        None => "cannot be told: everybody had the same mark here, or on the rest".to_owned(),
    }
}

fn hundredths(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Not “-0.00”, and with a minus that does not break.
    format!("{:.2}", if rounded == 0.0 { 0.0 } else { rounded }).replace('-', "−")
}
