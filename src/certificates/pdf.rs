//! A certificate as a PDF: one framed page, and further ones when the units do not fit on it.
//!
//! Pure: the same [`Face`] gives the same bytes, without a clock or a database. [`layout`] decides what stands
//! where, [`text`] sets lines in the fonts inside the binary, [`shapes`] draws frame, doorway and code, and
//! [`paint`] writes it all, with [`tags`] for every line in reading order.

mod layout;
mod paint;
mod printable;
mod shapes;
mod tags;
mod text;

use std::fmt;

use krilla::SerializeSettings;

/// Everything a certificate says, in words that are ready to print.
#[derive(Clone, Debug, Default)]
pub struct Face {
    /// The issuing organisation's name.
    pub organisation: String,
    /// The organisation's logo as a PNG; without one the doorway stands in its place.
    pub logo: Option<Vec<u8>>,
    /// The organisation's colour as `#rrggbb`; anything else means harbour green.
    pub accent: String,
    /// The learner's name.
    pub learner: String,
    /// The title of what was awarded.
    pub award: String,
    /// What kind of award it is, such as "Stand-alone unit".
    pub kind: String,
    /// Credits; nothing is said of none.
    pub credits: Option<u32>,
    /// Guided learning in hours; nothing is said of none.
    pub guided_learning_hours: Option<u32>,
    /// The version of the specification that was assessed against.
    pub specification: String,
    /// The titles of the units achieved, in order.
    pub units: Vec<String>,
    /// The day of issue, in words.
    pub issued_on: String,
    /// The day of expiry, in words; nothing says that the certificate does not expire.
    pub expires_on: Option<String>,
    /// The certificate's number.
    pub number: String,
    /// The address at which anybody can verify the certificate.
    pub address: String,
    /// The assessor's name.
    pub assessor: String,
    /// What stands behind the certificate, in the organisation's own words; may be empty.
    pub statement: String,
}

/// Why a certificate could not be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// The learner's name or the award's title has characters that no font of ours can print.
    Unprintable {
        /// Which of the two it is.
        field: &'static str,
        /// The characters, each once, in the order in which they were met.
        characters: String,
    },
    /// The logo is not a PNG that can be read.
    Logo(String),
    /// The verification address is too long for a QR code.
    Address,
    /// The PDF could not be written.
    Writing(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unprintable { field, characters } => {
                write!(
                    f,
                    "the certificate's fonts cannot print “{characters}” in the {field}"
                )
            }
            Self::Logo(cause) => write!(f, "the logo cannot be read as a PNG: {cause}"),
            Self::Address => write!(f, "the verification address is too long for a QR code"),
            Self::Writing(cause) => write!(f, "the PDF could not be written: {cause}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Prints a certificate on A4; a missing character is an error in the name and the title, and a box elsewhere.
pub fn render(certificate: &Face) -> Result<Vec<u8>, PdfError> {
    render_with(certificate, SerializeSettings::default())
}

/// Prints a certificate as [`render`] does, with the writer's settings in the caller's hands.
pub(crate) fn render_with(
    certificate: &Face,
    settings: SerializeSettings,
) -> Result<Vec<u8>, PdfError> {
    require_printable("learner’s name", &certificate.learner)?;
    require_printable("award’s title", &certificate.award)?;
    let sheets = layout::compose(certificate)?;
    paint::write(certificate, &sheets, settings)
}

/// Whether a logo can be printed: a PNG that can be read, and not too large.
pub fn check_logo(png: &[u8]) -> Result<(), PdfError> {
    shapes::logo(png).map(|_| ())
}

/// Refuses a name that no font of the certificate can print, before it stands on one for good.
pub fn check_name(name: &str) -> Result<(), PdfError> {
    require_printable("name", name)
}

/// Refuses a text that would be printed with boxes in it: nobody should be handed a name with holes.
fn require_printable(field: &'static str, text: &str) -> Result<(), PdfError> {
    let mut characters = String::new();
    for c in printable::unprintable(text) {
        if !characters.contains(c) {
            characters.push(c);
        }
    }
    if characters.is_empty() {
        return Ok(());
    }
    Err(PdfError::Unprintable { field, characters })
}
