//! As much of a PDF reader as the tests need, for files written without compression.

use std::collections::HashMap;

use qrcode::Color;

/// How many pages a PDF has.
pub(super) fn pages(pdf: &[u8]) -> usize {
    latin1(pdf).matches("/Type /Page\n").count()
}

/// Bytes as characters of the same number, so that text and binary parts can be searched alike.
pub(super) fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// What stands between the first occurrences of two marks.
pub(super) fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let text = text.split_once(start).unwrap().1;
    text.split_once(end).unwrap().0
}

/// The text of a PDF with one page, a line for each line on it, as a reader would extract it.
pub(super) fn extract(pdf: &[u8]) -> String {
    let pdf = latin1(pdf);
    let content = between(&pdf, "/Artifact <<", "\nendstream");
    let mut maps = HashMap::new();
    let mut text = String::new();
    for part in content.split("\nBT\n").skip(1) {
        let font = between(part, "/", " ");
        let map = maps.entry(font).or_insert_with(|| unicode_map(&pdf, font));
        let glyphs = strings(part.split("\nET\n").next().unwrap());
        for glyph in glyphs.chunks(2) {
            text.push_str(&map[&u16::from_be_bytes([glyph[0], glyph[1]])]);
        }
        text.push('\n');
    }
    text
}

/// A font's map from glyphs to text.
fn unicode_map(pdf: &str, font: &str) -> HashMap<u16, String> {
    let object = between(pdf, &format!("/{font} "), " 0 R");
    let object = between(pdf, &format!("\n{object} 0 obj"), "endobj");
    let map = object
        .split_once("/ToUnicode ")
        .unwrap()
        .1
        .split_once(" 0 R")
        .unwrap()
        .0;
    let map = between(pdf, &format!("\n{map} 0 obj"), "endstream");
    let pairs = map
        .lines()
        .filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    pairs
        .filter_map(|(glyph, text)| Some((u16::from_str_radix(glyph, 16).ok()?, utf16(text))))
        .collect()
}

fn utf16(hex: &str) -> String {
    let units = hex
        .as_bytes()
        .chunks(4)
        .map(|unit| str::from_utf8(unit).unwrap());
    let units: Vec<u16> = units
        .map(|unit| u16::from_str_radix(unit, 16).unwrap())
        .collect();
    String::from_utf16(&units).unwrap()
}

/// All literal strings of some content, unescaped and joined (ISO 32000-1, 7.3.4.2).
fn strings(content: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut inside = false;
    let mut chars = content.chars().peekable();
    while let Some(c) = chars.next() {
        match (inside, c) {
            (false, c) => inside = c == '(',
            (true, ')') => inside = false,
            (true, '\\') => {
                let escaped = chars.next().unwrap();
                if let Some(mut octal) = escaped.to_digit(8) {
                    for _ in 0..2 {
                        octal = octal * 8 + chars.next().unwrap().to_digit(8).unwrap();
                    }
                    bytes.push(u8::try_from(octal).unwrap());
                } else {
                    let names = [('n', 10), ('r', 13), ('t', 9), ('b', 8), ('f', 12)];
                    let named = names.iter().find(|(name, _)| *name == escaped);
                    bytes.push(named.map_or(escaped as u8, |(_, byte)| *byte));
                }
            }
            (true, c) => bytes.push(c as u8),
        }
    }
    bytes
}

/// The modules that a path of rectangles covers.
pub(super) fn modules(path: &str, side: usize) -> Vec<Color> {
    let corners = |line: &str| {
        let mut numbers = line
            .split(' ')
            .map_while(|number| number.parse::<f32>().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    let lines: Vec<&str> = path.lines().collect();
    let starts = (0..lines.len()).filter(|i| lines[*i].ends_with(" m"));
    let runs: Vec<_> = starts
        .map(|i| (corners(lines[i]).unwrap(), corners(lines[i + 2]).unwrap()))
        .collect();
    let unit = runs[0].1.1;
    let mut modules = vec![Color::Light; side * side];
    for ((left, top), (right, _)) in runs {
        let [left, top, right] = [left, top, right].map(|edge| (edge / unit).round() as usize);
        modules[top * side + left..top * side + right].fill(Color::Dark);
    }
    modules
}
