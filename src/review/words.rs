//! "Why am I seeing this?", and when the next ones come, in words. Pure.

use super::{Card, Today};
use crate::clock::{self, Day};

/// Why something is asked today, or why it was.
pub fn why(card: &Card) -> String {
    let met = clock::date(card.met_at);
    let reviews = card.reviews();
    match (card.item.is_term(), reviews) {
        (true, 0) => format!(
            "A section that you read on {met} uses this word. You have not been asked about it yet."
        ),
        (true, _) => format!(
            "You met this word on {met}; reviewed {}. It comes back about now, when you would be about to forget it.",
            times(reviews)
        ),
        (false, 0) => format!(
            "You met this on {met}, and it was not quite right. It comes back about now, when you would be about to forget it."
        ),
        (false, _) => format!(
            "You met this on {met}, and it was not quite right; reviewed {} since. It comes back about now, when you would be about to forget it.",
            times(reviews)
        ),
    }
}

/// The same in a line of a list.
pub fn so_far(card: &Card) -> String {
    let met = clock::date(card.met_at);
    let begin = match card.item.is_term() {
        true => format!("Read on {met}"),
        false => format!("Not quite right on {met}"),
    };
    match card.reviews() {
        0 => format!("{begin}; not reviewed yet."),
        reviews => format!("{begin}; reviewed {}.", times(reviews)),
    }
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// When something that has just been answered comes back.
pub fn comes_back(due: Day, today: Day) -> String {
    format!("It comes back {}.", on(due, today))
}

/// When the next ones come.
pub fn next_ones(today: &Today) -> String {
    match today.next {
        Some(next) => format!("Next ones from {}.", clock::day_in_words(next, today.day)),
        None => "Nothing else waits.".to_owned(),
    }
}

fn on(day: Day, today: Day) -> String {
    let words = clock::day_in_words(day, today);
    match day == today + 1 {
        true => words,
        false => format!("on {words}"),
    }
}
