//! The words of a certificate, ready to print, and the styles they are set in.

use krilla::image::Image;
use parley::Alignment;

use super::super::printable::clean;
use super::super::shapes::{self, Code, Colour, INK, MUTED};
use super::super::text::{Cut, Style};
use super::super::{Face, PdfError};

/// More than this many characters are cut off with an ellipsis; statement and address may have ten times as many.
const LONGEST: usize = 300;

/// The face's words as they can be printed, and its colours.
pub(super) struct Words {
    pub(super) organisation: String,
    pub(super) learner: String,
    pub(super) award: String,
    pub(super) kind: String,
    /// Label and value, in rows.
    pub(super) details: [Vec<(&'static str, String)>; 2],
    pub(super) units: Vec<String>,
    pub(super) number: String,
    pub(super) address: String,
    pub(super) statement: String,
    pub(super) accent: Colour,
    pub(super) logo: Option<Image>,
    pub(super) code: Option<Code>,
}

impl Words {
    pub(super) fn new(face: &Face) -> Result<Self, PdfError> {
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

    /// Small and quiet, above a value.
    pub(super) fn label(&self) -> Style {
        Style {
            size: 9.0,
            colour: MUTED,
            ..self.body()
        }
    }

    /// What a label names.
    pub(super) fn value(&self) -> Style {
        Style {
            cut: Cut::SansBold,
            size: 10.5,
            leading: 1.3,
            ..self.body()
        }
    }

    /// Running text.
    pub(super) fn body(&self) -> Style {
        Style {
            cut: Cut::Sans,
            size: 9.5,
            leading: 1.4,
            colour: INK,
            align: Alignment::Start,
        }
    }

    /// In the serif and the accent.
    pub(super) fn heading(&self) -> Style {
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
        None | Some(0) => String::new(),
        Some(count) => format!("{count}{unit}"),
    };
    let hours = if face.guided_learning_hours == Some(1) {
        " hour"
    } else {
        " hours"
    };
    let expiry = match &face.expires_on {
        Some(date) => ("Expires on", date.clone()),
        None => ("Validity", "Does not expire".into()),
    };
    [
        vec![
            ("Issued on", face.issued_on.clone()),
            expiry,
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
