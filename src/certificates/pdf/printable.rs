//! What can be printed of the words that people wrote.

use super::text::Cut;

/// What stands for a character that no font has: a box, U+25A1.
const BOX: char = '\u{25a1}';

/// The characters of a text that no font has, leaving out those that are never seen.
pub(super) fn unprintable(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !is_space(*c) && !is_invisible(*c) && !is_printable(*c))
}

fn is_printable(c: char) -> bool {
    c.is_ascii_graphic() || Cut::Sans.covers(c.encode_utf8(&mut [0; 4]))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Joiners, marks of direction, soft hyphens and variation selectors: they say how to draw, not what.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text as it can be printed: on one line, boxes for what no font has, and at most `limit` characters.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut printable = String::with_capacity(text.len());
    for word in text.split(is_space) {
        let word = word.chars().filter(|c| !is_invisible(*c));
        let length = printable.len();
        printable.extend(word.map(|c| if is_printable(c) { c } else { BOX }));
        if printable.len() > length {
            printable.push(' ');
        }
    }
    printable.pop();
    clip(printable, limit)
}

fn clip(mut text: String, limit: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
        text.push('…');
    }
    text
}
