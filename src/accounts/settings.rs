//! What an installation says about itself: who issues certificates and what stands behind them.

use super::Administrator;
use super::token::hex;
use crate::args;
use crate::certificates::pdf;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::Result;

/// The settings as they are now; what was never set has its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Who issues certificates.
    pub organisation: String,
    /// What stands behind them; empty if nothing is claimed.
    pub statement: String,
    /// The colour of certificates, `#rrggbb`.
    pub accent: String,
    /// A PNG.
    pub logo: Option<Vec<u8>>,
    /// Keys of other installations, one on a line, each with a name.
    pub trusted: String,
}

impl Settings {
    /// The keys whose portfolios are known here, with their names.
    pub fn trusted_keys(&self) -> Vec<(String, String)> {
        let lines = self.trusted.lines().filter_map(trusted_key);
        lines.collect()
    }
}

/// A key of 64 hexadecimal digits and a name, of a line that holds both.
fn trusted_key(line: &str) -> Option<(String, String)> {
    let (key, name) = line.trim().split_once(char::is_whitespace)?;
    let key = key.to_lowercase();
    let is_key = key.len() == 64 && bytes(&key).is_some();
    is_key.then(|| (key, name.trim().to_owned()))
}

/// What is wrong with a list of keys, if anything.
pub(super) fn fault_of_trusted(lines: &str) -> Option<String> {
    let wrong = |(_, line): &(usize, &str)| !line.trim().is_empty() && trusted_key(line).is_none();
    let (index, _) = lines.lines().enumerate().find(wrong)?;
    Some(format!(
        "Line {}: enter a key of 64 digits or letters from a to f, a space, and whose key it is.",
        index + 1
    ))
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            organisation: "Secure Base demonstration".to_owned(),
            statement: String::new(),
            accent: "#0b5d4d".to_owned(),
            logo: None,
            trusted: String::new(),
        }
    }
}

/// Every setting. One query.
pub async fn load(db: &impl Read) -> Result<Settings> {
    let rows: Vec<(String, String)> = db.all("SELECT name, value FROM settings", args![]).await?;
    let mut settings = Settings::default();
    for (name, value) in rows {
        match name.as_str() {
            "organisation" => settings.organisation = value,
            "statement" => settings.statement = value,
            "accent" => settings.accent = value,
            "trusted" => settings.trusted = value,
            "logo" => settings.logo = bytes(&value),
            _ => {}
        }
    }
    Ok(settings)
}

/// Keeps what an administrator has set; the logo has its own way in.
pub(crate) async fn save(
    by: &Administrator,
    tx: &Tx,
    settings: &Settings,
    now: Millis,
) -> Result<()> {
    set(by, tx, "organisation", &settings.organisation, now).await?;
    set(by, tx, "statement", &settings.statement, now).await?;
    set(by, tx, "trusted", &settings.trusted, now).await?;
    set(by, tx, "accent", &settings.accent, now).await
}

/// Keeps a logo, or none.
pub(crate) async fn save_logo(by: &Administrator, tx: &Tx, png: &[u8], now: Millis) -> Result<()> {
    set(by, tx, "logo", &hex(png), now).await
}

async fn set(
    Administrator(by): &Administrator,
    tx: &Tx,
    name: &str,
    value: &str,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO settings (name, value, changed_by, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        args![name, value, &by.id, now],
    )
    .await?;
    Ok(())
}

/// The bytes of an even number of hexadecimal digits; none of them is none at all.
pub(crate) fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = hex.chars().map(|c| Some(c.to_digit(16)? as u8)).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() % 2 == 0)?;
    Some(
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}

/// What is wrong with a colour, if anything. White text stands on it, so it must be dark enough (WCAG 2.2, 1.4.3).
pub(super) fn fault_of_accent(colour: &str) -> Option<&'static str> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6);
    let Some(rgb) = digits.and_then(bytes) else {
        return Some(
            "Enter the colour as # and six digits or letters from a to f, such as #0b5d4d.",
        );
    };
    let contrast = 1.05 / (luminance(&rgb) + 0.05);
    (contrast < 4.5)
        .then_some("This colour is too light for white text to be read on it. Choose a darker one.")
}

/// Relative luminance from 0 (black) to 1 (white), by WCAG's formula.
fn luminance(rgb: &[u8]) -> f64 {
    let linear = |channel: &u8| {
        let part = f64::from(*channel) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    rgb.iter()
        .zip([0.2126, 0.7152, 0.0722])
        .map(|(channel, weight)| linear(channel) * weight)
        .sum()
}

/// What is wrong with an uploaded logo, if anything. The file's own signature counts, not its name.
pub(super) fn fault_of_logo(file: &[u8]) -> Option<&'static str> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    if file.is_empty() {
        return Some("Choose a file.");
    }
    if !file.starts_with(SIGNATURE) {
        return Some("This is no PNG image. Save the logo as PNG and choose that file.");
    }
    if file.len() > LOGO_LIMIT {
        return Some("The logo is larger than 200 kB. Choose a smaller one.");
    }
    let unreadable = "This image cannot be read, or it is more than 2,000 pixels wide or high.";
    pdf::check_logo(file).is_err().then_some(unreadable)
}

/// The largest logo, bytes.
const LOGO_LIMIT: usize = 200 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_six_digits_and_dark_enough() {
        assert_eq!(fault_of_accent("#0b5d4d"), None);
        assert_eq!(fault_of_accent("#000000"), None);
        for not in [
            "0b5d4d", "#0b5d4", "#0b5d4g", "#0b5d4d;", "red", "", "#ffffff", "#ffd800",
        ] {
            assert!(fault_of_accent(not).is_some(), "{not}");
        }
    }

    #[test]
    fn logos_are_small_pngs() {
        let png = include_bytes!("../tests/accounts/dot.png").to_vec();
        assert_eq!(fault_of_logo(&png), None);
        assert!(fault_of_logo(b"\x89PNG\r\n\x1a\nrest").is_some());
        assert!(fault_of_logo(b"").is_some());
        assert!(fault_of_logo(b"<svg onload=alert(1)>").is_some());
        let large = [png, vec![0; LOGO_LIMIT]].concat();
        assert!(fault_of_logo(&large).is_some());
    }

    #[test]
    fn bytes_come_back() {
        assert_eq!(bytes(&hex(&[0, 1, 254, 255])), Some(vec![0, 1, 254, 255]));
        assert_eq!(bytes(""), None);
        assert_eq!(bytes("abc"), None);
    }
}
