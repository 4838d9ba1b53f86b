//! What files are called: names that do no harm, on pages and on the disks of those who save them. Pure.

use super::kind::FileKind;

/// The longest name, characters.
const LONGEST: usize = 120;

/// The name that a browser gave, without folders and without what is not seen, ending as such files do. What a file is called says nothing
/// of what it is, so another ending is kept and the right one follows it.
pub fn clean(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !is_unseen(*c)).collect();
    let name = seen.trim().trim_start_matches('.').trim_start();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let lower = ending.to_lowercase();
    let (stem, ending) = match kind.endings().contains(&lower.as_str()) {
        true => (stem, ending),
        false => (name, kind.endings()[0]),
    };
    let end = ['.', ' '];
    let stem = stem.trim_end_matches(end);
    let stem: String = stem.chars().take(LONGEST - ending.len() - 1).collect();
    let stem = match stem.trim_end_matches(end) {
        "" => "file",
        stem => stem,
    };
    format!("{stem}.{ending}")
}

/// Control characters, and those that make a name read otherwise than it is.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// The `Content-Disposition` of a file that is to be saved, after RFC 6266: a plain name for old clients, the whole one in the coding of RFC 8187.
pub fn disposition(name: &str) -> String {
    let plain = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' | ' ' | '(' | ')' | ',' => c,
        _ => '_',
    };
    let plain: String = name.chars().map(plain).collect();
    format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        coded(name)
    )
}

fn coded(name: &str) -> String {
    let byte = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
            char::from(*byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    name.as_bytes().iter().map(byte).collect()
}

/// The size of a file in words, bytes given.
pub fn size(bytes: i64) -> String {
    const KB: i64 = 1024;
    match bytes {
        1 => "1 byte".to_owned(),
        ..KB => format!("{bytes} bytes"),
        _ if bytes < KB * KB => format!("{} kB", bytes / KB),
        _ => {
            let tenths = bytes * 10 / (KB * KB);
            match tenths % 10 {
                0 => format!("{} MB", tenths / 10),
                rest => format!("{}.{rest} MB", tenths / 10),
            }
        }
    }
}
