//! What stands where: a face becomes sheets of marks, each at its place.
//!
//! [`front`] sets the first sheet. If it is too full, it is set a little smaller, then the units go [`overleaf`],
//! then the statement, and then all of it shrinks until it fits: nothing overlaps or falls off the page.

mod front;
mod overleaf;

use krilla::image::Image;
use parley::Alignment;

use super::shapes::{self, Code, Colour, INK, MUTED};
use super::text::{Block, Cut, Style, clean};
use super::{Face, PdfError};

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);
/// Where the content starts.
pub(super) const ORIGIN: (f32, f32) = (72.0, 64.0);
/// The content's width and height.
const CONTENT: (f32, f32) = (PAGE.0 - 2.0 * ORIGIN.0, 714.0);
/// Where the line with the page's number stands, below the content.
const FOLIO: f32 = CONTENT.1 + 12.0;
/// More than this many characters are cut off with an ellipsis; the statement may have ten times as many.
const LONGEST: usize = 300;

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
    Text(Block, Role),
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
        sheet
            .marks
            .push(Mark::text(folio, Role::Furniture, 0.0, FOLIO / sheet.scale));
    }
}

/// The face's words as they can be printed, and its colours.
struct Words {
    organisation: String,
    learner: String,
    award: String,
    kind: String,
    /// Label and value, in rows.
    details: [Vec<(&'static str, String)>; 2],
    units: Vec<String>,
    number: String,
    address: String,
    statement: String,
    accent: Colour,
    logo: Option<Image>,
    code: Option<Code>,
}

impl Words {
    fn new(face: &Face) -> Result<Self, PdfError> {
        let coded = !face.address.is_empty();
        Ok(Self {
            organisation: clean(&face.organisation, LONGEST),
            learner: clean(&face.learner, LONGEST),
            award: clean(&face.award, LONGEST),
            kind: clean(&face.kind, LONGEST),
            details: details(face).map(present),
            units: face.units.iter().map(|unit| clean(unit, LONGEST)).collect(),
            number: clean(&face.number, LONGEST),
            address: clean(&face.address, 10 * LONGEST),
            statement: clean(&face.statement, 10 * LONGEST),
            accent: shapes::accent_for_text(&face.accent),
            logo: face.logo.as_deref().map(shapes::logo).transpose()?,
            code: coded.then(|| Code::new(&face.address)).transpose()?,
        })
    }

    fn label(&self) -> Style {
        Style {
            size: 9.0,
            colour: MUTED,
            ..self.body()
        }
    }

    fn value(&self) -> Style {
        Style {
            cut: Cut::SansBold,
            size: 10.5,
            leading: 1.3,
            ..self.body()
        }
    }

    fn body(&self) -> Style {
        Style {
            cut: Cut::Sans,
            size: 9.5,
            leading: 1.4,
            colour: INK,
            align: Alignment::Start,
        }
    }

    fn heading(&self) -> Style {
        Style {
            cut: Cut::DisplayBold,
            size: 22.0,
            leading: 1.18,
            colour: self.accent,
            ..self.body()
        }
    }
}

fn details(face: &Face) -> [Vec<(&'static str, String)>; 2] {
    let count = |count: Option<u32>, unit: &str| match count {
        Some(count) => format!("{count}{unit}"),
        None => String::new(),
    };
    let hours = if face.guided_learning_hours == Some(1) {
        " hour"
    } else {
        " hours"
    };
    [
        vec![
            ("Issued on", face.issued_on.clone()),
            (
                "Expires on",
                face.expires_on.clone().unwrap_or("Does not expire".into()),
            ),
            ("Assessed by", face.assessor.clone()),
        ],
        vec![
            ("Credits", count(face.credits, "")),
            ("Guided learning", count(face.guided_learning_hours, hours)),
            ("Specification version", face.specification.clone()),
        ],
    ]
}

/// The details that there are, ready to print.
fn present(row: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let cleaned = row
        .into_iter()
        .map(|(label, value)| (label, clean(&value, LONGEST)));
    cleaned.filter(|(_, value)| !value.is_empty()).collect()
}

impl Mark {
    fn text(block: Block, role: Role, x: f32, y: f32) -> Self {
        Self {
            x,
            y,
            what: What::Text(block, role),
        }
    }
}

/// Marks stacked from the top down: a part of a page that knows its height.
#[derive(Default)]
struct Stack {
    marks: Vec<Mark>,
    height: f32,
}

impl Stack {
    fn push(&mut self, what: What, x: f32, height: f32) {
        self.marks.push(Mark {
            x,
            y: self.height,
            what,
        });
        self.height += height;
    }

    /// Adds a text, unless it is empty.
    fn push_text(&mut self, block: Block, role: Role, x: f32) {
        if !block.text.is_empty() {
            let height = block.height();
            self.push(What::Text(block, role), x, height);
        }
    }

    fn skip(&mut self, height: f32) {
        self.height += height;
    }

    /// Puts another stack beside this one's next line, without moving on.
    fn beside(&mut self, other: Stack) {
        let y = self.height;
        self.marks.extend(other.marks.into_iter().map(|mark| Mark {
            y: mark.y + y,
            ..mark
        }));
    }

    /// Puts another stack below.
    fn below(&mut self, other: Stack) {
        let height = other.height;
        self.beside(other);
        self.height += height;
    }

    /// Lets the marks stand at the bottom of a height.
    fn sink(&mut self, height: f32) {
        let drop = height - self.height;
        self.marks.iter_mut().for_each(|mark| mark.y += drop);
        self.height = height;
    }

    /// Puts stacks next to each other.
    fn row(&mut self, others: Vec<Stack>) {
        let height = others.iter().map(|other| other.height).fold(0.0, f32::max);
        others.into_iter().for_each(|other| self.beside(other));
        self.height += height;
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
            stack.push(What::Text(number, Role::Term), x, 0.0);
            let unit = Block::new(unit.clone(), words.body(), width - NUMBER);
            stack.push_text(unit, Role::Detail, x + NUMBER);
            stack.skip(3.0);
            stack
        })
        .collect()
}

/// The width of a unit's number.
const NUMBER: f32 = 18.0;
