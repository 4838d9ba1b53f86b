//! The chart of a question: bars for the bottom and the top third. Beside it stands the same as a table, which says everything.

use super::Tally;
use crate::library::Question;
use leptos::prelude::*;

const ROW: u32 = 34;
const BAR: u32 = 11;
const LEFT: u32 = 34;
const WIDTH: u32 = 170;

/// One pair of bars: what they are for, and the shares of the bottom and the top third.
struct Pair {
    right: bool,
    shares: [f64; 2],
}

/// Options, or for other types the mean mark.
pub(super) fn chart(question: &Question, tally: &Tally) -> impl IntoView + use<> {
    let (bottom, top) = (tally.bottom(), tally.top());
    let options = question.options();
    let pairs: Vec<Pair> = match options {
        [] => vec![Pair {
            right: true,
            shares: [bottom.mean(), top.mean()],
        }],
        options => options
            .iter()
            .map(|option| Pair {
                right: option.right,
                shares: [bottom.share(&option.key), top.share(&option.key)],
            })
            .collect(),
    };
    let height = ROW * u32::try_from(pairs.len()).unwrap_or(0) + 22;
    let bars: Vec<_> = (0..).zip(&pairs).map(|(at, pair)| bars(at, pair)).collect();
    let label = match options {
        [] => {
            "Bars: the mean mark of the bottom and the top third. The table has the same numbers."
        }
        _ => {
            "Bars: for each option the share of the bottom and of the top third who chose it. The table has the same numbers."
        }
    };
    view! {
        <figure class="pulls">
            <svg viewBox=format!("0 0 {} {height}", LEFT + WIDTH + 36) role="img" aria-label=label>
                <path class="zero" d=format!("M{LEFT} 0V{}", height - 20)/>
                {bars}
            </svg>
            <figcaption><ul class="key" role="list">
                <li><svg viewBox="0 0 34 12" aria-hidden="true"><rect class="top-third" width="34" height="12"/></svg>"Top third"</li>
                <li><svg viewBox="0 0 34 12" aria-hidden="true"><rect class="bottom-third" width="34" height="12"/></svg>"Bottom third"</li>
            </ul></figcaption>
        </figure>
    }
}

fn bars(at: u32, pair: &Pair) -> impl IntoView + use<> {
    let y = at * ROW + 4;
    let name = letter(at) + if pair.right { " ✓" } else { "" };
    let [bottom, top] = pair.shares;
    view! {
        <text x="2" y=y + 15>{name}</text>
        {bar("top-third", y, top)}
        {bar("bottom-third", y + BAR + 2, bottom)}
    }
}

fn bar(class: &'static str, y: u32, share: f64) -> impl IntoView + use<> {
    let length = f64::from(WIDTH) * share.clamp(0.0, 1.0);
    view! {
        <rect class=class x=LEFT y=y width=format!("{length:.0}") height=BAR/>
        <text x=format!("{:.0}", f64::from(LEFT) + length + 5.0) y=y + 10>{percent(share)}</text>
    }
}

/// A for the first option.
pub(super) fn letter(at: u32) -> String {
    char::from_digit(at + 10, 36).map_or_else(String::new, |c| c.to_ascii_uppercase().to_string())
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
