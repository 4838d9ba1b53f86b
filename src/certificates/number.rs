//! Certificate numbers: ten random symbols and a check symbol, so that a slip of the pen is told from an unknown number. Pure.
//!
//! The alphabet is Crockford's base 32 (no I, L, O, U); the check symbol is Luhn's algorithm modulo 32, which finds every wrong
//! symbol and nearly every exchange of two neighbours.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 11;

/// A number that was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Well formed, without separators, in capitals.
    Number(String),
    /// Cannot be a number of ours: a slip.
    Slip,
}

/// A new number from ten bytes of randomness.
pub fn from_random(random: [u8; LENGTH - 1]) -> String {
    let mut values: Vec<u32> = random.iter().map(|byte| u32::from(byte % 32)).collect();
    values.push(check(&values));
    values
        .iter()
        .map(|value| char::from(ALPHABET[*value as usize]))
        .collect()
}

/// Reads a number as people type it: small letters, spaces, hyphens, the prefix, O for 0, I and L for 1.
pub fn parse(text: &str) -> Typed {
    let bare: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_uppercase();
    let bare = match bare.strip_prefix("SB") {
        Some(rest) if bare.len() > LENGTH => rest.to_owned(),
        _ => bare,
    };
    let values: Option<Vec<u32>> = bare.chars().map(value).collect();
    match values {
        Some(values)
            if values.len() == LENGTH && check(&values[..LENGTH - 1]) == values[LENGTH - 1] =>
        {
            Typed::Number(
                values
                    .iter()
                    .map(|value| char::from(ALPHABET[*value as usize]))
                    .collect(),
            )
        }
        _ => Typed::Slip,
    }
}

/// As it is printed: `SB-7K2M9-QX4T8-C`.
pub fn display(number: &str) -> String {
    match (number.get(..5), number.get(5..10), number.get(10..)) {
        (Some(first), Some(second), Some(check)) => format!("SB-{first}-{second}-{check}"),
        _ => number.to_owned(),
    }
}

fn value(symbol: char) -> Option<u32> {
    let symbol = match symbol {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let index = ALPHABET
        .iter()
        .position(|known| char::from(*known) == symbol)?;
    u32::try_from(index).ok()
}

/// Luhn modulo 32: from the right, every other value is doubled and its digits in base 32 added.
fn check(values: &[u32]) -> u32 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(place, value)| {
            if place % 2 == 0 {
                value * 2 / 32 + value * 2 % 32
            } else {
                *value
            }
        })
        .sum();
    (32 - sum % 32) % 32
}
