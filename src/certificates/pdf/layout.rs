//! What stands where: a face becomes sheets of marks, each at its place.
//!
//! [`front`] sets the first sheet. If it is too full, it is set a little smaller, then the units go [`overleaf`],
//! then the statement, and then all of it shrinks until it fits: nothing overlaps or falls off the page.

mod front;
mod overleaf;
mod stack;
mod words;

use krilla::image::Image;
use parley::Alignment;

use super::shapes::{Code, MUTED};
use super::text::{Block, Style};
use super::{Face, PdfError};
use stack::Stack;
use words::Words;

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);
/// Where the content starts.
pub(super) const ORIGIN: (f32, f32) = (72.0, 64.0);
/// The content's width and height.
const CONTENT: (f32, f32) = (PAGE.0 - 2.0 * ORIGIN.0, 714.0);
/// Where the line with the page's number stands, below the content.
const FOLIO: f32 = CONTENT.1 + 12.0;

/// The width of a unit's number.
const NUMBER: f32 = 18.0;

/// One page; places are in points from [`ORIGIN`], before they are multiplied by `scale`.
pub(super) struct Sheet {
    pub(super) scale: f32,
    pub(super) marks: Vec<Mark>,
}

/// Something at its place.
pub(super) struct Mark {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) what: What,
}

/// What a mark shows.
pub(super) enum What {
    Text(Box<Block>, Role),
    /// The doorway, this wide between the middles of its posts.
    Doorway(f32),
    /// The organisation's logo, with its width and height.
    Logo(Image, f32, f32),
    /// The QR code, with its width.
    Code(Code, f32),
    /// A hairline, this long.
    Rule(f32),
}

/// What a text is to somebody who hears the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u16),
    Paragraph,
    /// A label or number, followed by its [`Role::Detail`].
    Term,
    Detail,
    /// The verification address.
    Link,
    /// Seen, not heard: the pages' numbers.
    Furniture,
}

/// Lays a certificate out.
pub(super) fn compose(face: &Face) -> Result<Vec<Sheet>, PdfError> {
    let words = Words::new(face)?;
    let (plan, first) = fullest_front(&words);
    let mut sheets = vec![first];
    sheets.extend(overleaf::set(&words, plan));
    number_pages(&words, &mut sheets);
    Ok(sheets)
}

/// What the first page carries, and how large.
#[derive(Clone, Copy)]
struct Plan {
    scale: f32,
    units: bool,
    statement: bool,
}

/// The first page with as much on it as fits, in the first plan that does.
fn fullest_front(words: &Words) -> (Plan, Sheet) {
    let plan = |scale, units, statement| Plan {
        scale,
        units,
        statement,
    };
    let plans = [
        plan(1.0, true, true),
        plan(0.95, true, true),
        plan(0.9, true, true),
        plan(1.0, false, true),
        plan(0.9, false, true),
        plan(1.0, false, false),
    ];
    let mut smaller = plan(0.9, false, false);
    let shrinking = std::iter::repeat_with(|| {
        smaller.scale *= 0.95;
        smaller
    });
    plans
        .into_iter()
        .chain(shrinking)
        .find_map(|plan| front::set(words, plan).map(|sheet| (plan, sheet)))
        .expect("texts of limited length fit when they are small enough")
}

/// Says on every sheet which of how many it is, if there is more than one.
fn number_pages(words: &Words, sheets: &mut [Sheet]) {
    let count = sheets.len();
    if count < 2 {
        return;
    }
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let number = &words.number;
        let folio = format!("Certificate {number} · page {} of {count}", index + 1);
        let width = CONTENT.0 / sheet.scale;
        let style = Style {
            align: Alignment::Center,
            ..words.label()
        };
        let folio = Block::fitted(folio, style, width, &[8.0, 6.0, 4.0, 2.0], 1);
        let y = FOLIO / sheet.scale;
        let what = What::Text(Box::new(folio), Role::Furniture);
        sheet.marks.push(Mark { x: 0.0, y, what });
    }
}

/// A numbered list of units in a column.
fn units(words: &Words, units: &[String], first: usize, x: f32, width: f32) -> Vec<Stack> {
    let numbered = units.iter().zip(first..);
    numbered
        .map(|(unit, number)| {
            let mut stack = Stack::default();
            let style = Style {
                colour: MUTED,
                ..words.body()
            };
            let number = Block::new(number.to_string(), style, NUMBER);
            stack.push(What::Text(Box::new(number), Role::Term), x, 0.0);
            let unit = Block::new(unit.clone(), words.body(), width - NUMBER);
            stack.push_text(unit, Role::Detail, x + NUMBER);
            stack.skip(3.0);
            stack
        })
        .collect()
}
