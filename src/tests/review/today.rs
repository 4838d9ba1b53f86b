//! Which set is asked on a day. Pure.

use crate::clock::{DAY, Day, day};
use crate::review::today::{MOST, NEW_TERMS, Today, today};
use crate::review::{Card, Item, Look, Rating};
use crate::tests::support::START;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Something met so many days before today, and looked at so many days before today.
fn card(name: usize, is_term: bool, met: i64, looks: &[(i64, Rating)]) -> Card {
    let today = day(START);
    Card {
        item: match is_term {
            true => Item::Term(format!("term-{name}")),
            false => Item::Question {
                quiz: "a-quiz".to_owned(),
                question: format!("question-{name}"),
            },
        },
        met_at: START - met * DAY,
        version: None,
        looks: looks
            .iter()
            .map(|(ago, rating)| Look {
                day: today - ago,
                rating: *rating,
                reviewed: true,
            })
            .collect(),
    }
}

fn missed(name: usize, ago: i64) -> Card {
    card(name, false, ago, &[(ago, Rating::NotYet)])
}

fn names(set: &Today) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Question { question, .. } => question.replace("question-", "q"),
        Item::Term(term) => term.replace("term-", "t"),
    };
    set.set.iter().map(|entry| name(&entry.card.item)).collect()
}

#[test]
fn two_questions_then_a_term_the_longest_waiting_first() {
    let now = day(START);
    let mut cards: Vec<Card> = (0..4).map(|n| missed(n, 2 + n as i64)).collect();
    cards.extend((0..6).map(|n| card(n, true, 9 - n as i64, &[])));
    cards.push(card(7, true, 40, &[(20, Rating::Nearly)]));
    assert_eq!(
        names(&today(&cards, now)),
        ["q3", "q2", "t7", "q1", "q0", "t0", "t1", "t2"]
    );
    cards.extend((10..30).map(|n| missed(n, 1)));
    let full = today(&cards, now);
    assert_eq!(full.set.len(), MOST);
    assert_eq!(names(&full)[..6], ["q3", "q2", "t7", "q1", "q0", "t0"]);
    assert_eq!(
        full.set
            .iter()
            .filter(|entry| entry.card.item.is_term())
            .count(),
        3
    );
}

#[test]
fn what_happened_today_waits_until_tomorrow() {
    let now = day(START);
    let cards = [
        missed(0, 0),
        card(1, true, 0, &[]),
        card(2, false, 3, &[(3, Rating::Knew), (1, Rating::Knew)]),
    ];
    let set = today(&cards, now);
    assert_eq!((set.set.len(), set.next), (0, Some(now + 1)));
    assert!(!set.is_finished());
    assert_eq!(today(&[], now).next, None);
}

fn cards() -> impl Strategy<Value = Vec<Card>> {
    let rating = prop_oneof![
        Just(Rating::Knew),
        Just(Rating::Nearly),
        Just(Rating::NotYet)
    ];
    let looks = prop::collection::btree_map(0..60_i64, rating, 0..5);
    prop::collection::vec((any::<bool>(), 0..70_i64, looks), 0..40).prop_map(|all| {
        let card = |(name, (is_term, met, looks)): (
            usize,
            (bool, i64, std::collections::BTreeMap<i64, Rating>),
        )| {
            let mut looks: Vec<(i64, Rating)> = looks.into_iter().collect();
            looks.reverse();
            if !is_term && looks.is_empty() {
                looks.push((met, Rating::NotYet));
            }
            card(
                name,
                is_term,
                met.max(looks.first().map_or(0, |look| look.0)),
                &looks,
            )
        };
        all.into_iter().enumerate().map(card).collect()
    })
}

/// The cards after one of them has been answered today.
fn after(cards: &[Card], item: &Item, rating: Rating, now: Day) -> Vec<Card> {
    let mut cards = cards.to_vec();
    let look = Look {
        day: now,
        rating,
        reviewed: true,
    };
    let mut own = cards.iter_mut().filter(|card| card.item == *item);
    own.next().unwrap().looks.push(look);
    cards
}

proptest! {
    #[test]
    fn a_set_is_small_due_and_without_doubles(cards in cards()) {
        let now = day(START);
        let set = today(&cards, now);
        prop_assert!(set.set.len() <= MOST);
        let items: BTreeSet<&Item> = set.set.iter().map(|entry| &entry.card.item).collect();
        prop_assert_eq!(items.len(), set.set.len());
        for entry in &set.set {
            let before = entry.card.before(now).unwrap();
            prop_assert!(before.due() <= now);
            prop_assert_eq!(entry.done, entry.card.last_look() == Some(now));
        }
        let new = |card: &Card| card.before(now).is_some_and(|before| before.looks.is_empty());
        let terms = set.set.iter().filter(|entry| new(&entry.card)).count();
        prop_assert!(terms <= NEW_TERMS);
        let due = cards.iter().filter(|card| card.before(now).is_some_and(|before| before.due() <= now && !before.looks.is_empty()));
        prop_assert!(set.set.len() >= due.count().min(MOST), "what is due is asked before the set is small");
        prop_assert!(set.next.is_none_or(|next| next > now));
        prop_assert_eq!(set.next.is_none(), cards.is_empty());
    }

    #[test]
    fn answering_changes_nothing_in_the_set_but_what_is_done(cards in cards(), order in any::<prop::sample::Index>()) {
        let now = day(START);
        let set = today(&cards, now);
        let left: Vec<&Item> = set.set.iter().filter(|entry| !entry.done).map(|entry| &entry.card.item).collect();
        if left.is_empty() {
            return Ok(());
        }
        let item = left[order.index(left.len())];
        let then = today(&after(&cards, item, Rating::Nearly, now), now);
        prop_assert_eq!(names(&then), names(&set));
        prop_assert_eq!(then.left(), set.left() - 1);
        prop_assert_eq!(then.is_finished(), set.left() == 1);
        prop_assert!(then.after(item).is_none_or(|next| !next.done && next.card.item != *item));
    }
}
