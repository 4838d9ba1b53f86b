//! What is drawn and not written: colours, the frame, the doorway and the QR code.

use krilla::Data;
use krilla::geom::{Path, PathBuilder, Rect};
use krilla::image::Image;
use qrcode::{Color, EcLevel, QrCode};

use super::PdfError;

/// A colour: red, green and blue of sRGB.
pub(super) type Colour = [u8; 3];

/// Body text.
pub(super) const INK: Colour = [0x18, 0x27, 0x28];
/// Labels and what is said in passing.
pub(super) const MUTED: Colour = [0x4b, 0x5c, 0x5c];
/// Hairlines; a little stronger than on the screen, where they need not survive an office printer.
pub(super) const RULE: Colour = [0xcd, 0xc3, 0xb2];
/// The green of the arch.
pub(super) const HARBOUR: Colour = [0x01, 0x57, 0x4a];
/// The open door.
pub(super) const CLAY: Colour = [0x93, 0x4d, 0x2c];

/// How far a cubic's handles reach to make a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_284_8;

/// The organisation's colour, or harbour green if it is not written as `#rrggbb`.
pub(super) fn accent(hex: &str) -> Colour {
    parse_hex(hex).unwrap_or(HARBOUR)
}

/// The organisation's colour for text: ink if it would be too pale to read on white (WCAG 2.2, 1.4.3).
pub(super) fn accent_for_text(hex: &str) -> Colour {
    match accent(hex) {
        pale if contrast_with_white(pale) < 4.5 => INK,
        dark => dark,
    }
}

fn parse_hex(hex: &str) -> Option<Colour> {
    let digits = hex.trim().strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

fn contrast_with_white(colour: Colour) -> f32 {
    let linear = |channel: u8| (f32::from(channel) / 255.0).powf(2.2);
    let [red, green, blue] = colour.map(linear);
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/// A page's frame: a doorway, square at the foot and rounded at the head.
pub(super) fn frame(bounds: Rect, radius: f32) -> Path {
    let (left, right) = (bounds.left(), bounds.right());
    let mut path = PathBuilder::new();
    path.move_to(left, bounds.bottom());
    arch_over(&mut path, (left, right), bounds.top(), radius);
    path.line_to(right, bounds.bottom());
    path.close();
    path.finish().expect("the frame has an area")
}

/// A level line.
pub(super) fn rule(length: f32) -> Path {
    let mut path = PathBuilder::new();
    path.move_to(0.0, 0.0);
    path.line_to(length, 0.0);
    path.finish().expect("the rule has a length")
}

/// The mark's arch, one wide and 1.15 high; to be stroked with a line of [`ARCH_STROKE`].
pub(super) fn doorway_arch() -> Path {
    let mut path = PathBuilder::new();
    path.move_to(0.0, DOORWAY_HEIGHT);
    arch_over(&mut path, (0.0, 1.0), 0.0, 0.5);
    path.line_to(1.0, DOORWAY_HEIGHT);
    path.finish().expect("the arch has a length")
}

/// The mark's open door, in the units of [`doorway_arch`].
pub(super) fn doorway_door() -> Path {
    let mut path = PathBuilder::new();
    path.move_to(0.5, 0.53);
    path.line_to(0.82, 0.41);
    path.line_to(0.82, DOORWAY_HEIGHT);
    path.line_to(0.5, DOORWAY_HEIGHT);
    path.close();
    path.finish().expect("the door has an area")
}

/// The height of the mark's middle lines, for a width of one.
pub(super) const DOORWAY_HEIGHT: f32 = 1.18;
/// The width of the arch's line, likewise.
pub(super) const ARCH_STROKE: f32 = 0.13;

/// Goes up the left side, around the two corners and to the top of the right side.
fn arch_over(path: &mut PathBuilder, (left, right): (f32, f32), top: f32, radius: f32) {
    let near = radius * (1.0 - QUARTER);
    let spring = top + radius;
    path.line_to(left, spring);
    path.cubic_to(left, top + near, left + near, top, left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - near, top, right, top + near, right, spring);
}

/// The dark modules of an address's QR code as runs within rows, and the number of modules along a side.
#[derive(Clone)]
pub(super) struct Code {
    pub(super) side: usize,
    /// Row, first column and length of each run.
    pub(super) runs: Vec<(usize, usize, usize)>,
}

impl Code {
    /// Encodes an address with the middle level of error correction, which survives a crease.
    pub(super) fn new(address: &str) -> Result<Self, PdfError> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M)
            .map_err(|_| PdfError::Address)?;
        let side = code.width();
        let rows = code.to_colors();
        let runs = rows
            .chunks(side)
            .enumerate()
            .flat_map(|(y, row)| runs_of(y, row))
            .collect();
        Ok(Self { side, runs })
    }

    /// All dark modules as one path, so that no seams show between them.
    pub(super) fn path(&self, size: f32) -> Path {
        let unit = size / self.side as f32;
        let mut path = PathBuilder::new();
        for (y, x, length) in &self.runs {
            let (left, top) = (*x as f32 * unit, *y as f32 * unit);
            let run = Rect::from_xywh(left, top, *length as f32 * unit, unit);
            path.push_rect(run.expect("a run has an area"));
        }
        path.finish().expect("every code has dark modules")
    }
}

fn runs_of(y: usize, row: &[Color]) -> Vec<(usize, usize, usize)> {
    let mut x = 0;
    let mut runs = Vec::new();
    for run in row.chunk_by(|a, b| a == b) {
        if run[0] == Color::Dark {
            runs.push((y, x, run.len()));
        }
        x += run.len();
    }
    runs
}

/// Reads a logo; one of more than [`LARGEST_LOGO`] pixels a side is refused before it is unpacked.
pub(super) fn logo(png: &[u8]) -> Result<Image, PdfError> {
    let image = Image::from_png(Data::from(png.to_vec()), false).map_err(PdfError::Logo)?;
    match image.size() {
        (1..=LARGEST_LOGO, 1..=LARGEST_LOGO) => Ok(image),
        (width, height) => Err(PdfError::Logo(format!(
            "{width} × {height} pixels are too many"
        ))),
    }
}

/// The most pixels along a logo's side: 200 points wide, that is 700 to the inch.
const LARGEST_LOGO: u32 = 2000;
