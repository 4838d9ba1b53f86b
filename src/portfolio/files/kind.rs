//! What a file is, from its content: its name and what the browser says of it are not asked. Pure.
//!
//! Only what is listed here is taken. What could run in a browser, such as HTML and SVG, is not, nor is video.

/// How many bytes at the beginning of a WebM name its tracks.
const TRACKS: usize = 16 * 1024;

/// A kind of file that evidence can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Png,
    Jpeg,
    WebP,
    Gif,
    Mp3,
    Mp4Audio,
    Ogg,
    Wav,
    WebM,
}

impl FileKind {
    pub const ALL: [FileKind; 10] = [
        FileKind::Pdf,
        FileKind::Png,
        FileKind::Jpeg,
        FileKind::WebP,
        FileKind::Gif,
        FileKind::Mp3,
        FileKind::Mp4Audio,
        FileKind::Ogg,
        FileKind::Wav,
        FileKind::WebM,
    ];

    /// The kind of these bytes, the whole file; `None` for everything that is not taken.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let riff = |form: &[u8]| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(form);
        Some(match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => FileKind::Pdf,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => FileKind::Png,
            [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
            _ if riff(b"WEBP") => FileKind::WebP,
            _ if riff(b"WAVE") => FileKind::Wav,
            _ if is_ogg_audio(bytes) => FileKind::Ogg,
            _ if is_webm_audio(bytes) => FileKind::WebM,
            _ if is_mp4_audio(bytes) => FileKind::Mp4Audio,
            _ if is_mp3(bytes) => FileKind::Mp3,
            _ => return None,
        })
    }

    /// As it stands in the database, and is sent to browsers.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Png => "image/png",
            FileKind::Jpeg => "image/jpeg",
            FileKind::WebP => "image/webp",
            FileKind::Gif => "image/gif",
            FileKind::Mp3 => "audio/mpeg",
            FileKind::Mp4Audio => "audio/mp4",
            FileKind::Ogg => "audio/ogg",
            FileKind::Wav => "audio/wav",
            FileKind::WebM => "audio/webm",
        }
    }

    pub fn from_media_type(media_type: &str) -> Option<Self> {
        FileKind::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
    }

    pub fn words(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF document",
            FileKind::Png => "PNG picture",
            FileKind::Jpeg => "JPEG picture",
            FileKind::WebP => "WebP picture",
            FileKind::Gif => "GIF picture",
            FileKind::Mp3 => "MP3 recording",
            FileKind::Mp4Audio => "M4A recording",
            FileKind::Ogg => "Ogg recording",
            FileKind::Wav => "WAV recording",
            FileKind::WebM => "WebM recording",
        }
    }

    /// How names of such files end, the usual way first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Png => &["png"],
            FileKind::Jpeg => &["jpg", "jpeg"],
            FileKind::WebP => &["webp"],
            FileKind::Gif => &["gif"],
            FileKind::Mp3 => &["mp3"],
            FileKind::Mp4Audio => &["m4a", "mp4", "m4b"],
            FileKind::Ogg => &["ogg", "oga", "opus"],
            FileKind::Wav => &["wav"],
            FileKind::WebM => &["webm", "weba"],
        }
    }
}

/// The first page of an Ogg holds nothing but the head of its codec, after 28 bytes.
fn is_ogg_audio(bytes: &[u8]) -> bool {
    let heads: [&[u8]; 4] = [b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   "];
    let head = bytes.get(28..).unwrap_or_default();
    bytes.starts_with(b"OggS") && heads.iter().any(|known| head.starts_with(known))
}

fn is_webm_audio(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(TRACKS)];
    let audio = has(start, b"A_OPUS") || has(start, b"A_VORBIS");
    bytes.starts_with(&[0x1a, 0x45, 0xdf, 0xa3])
        && has(start, b"webm")
        && audio
        && !has(start, b"V_")
}

/// An MP4 whose tracks are sound and not pictures; where they are named in it differs.
fn is_mp4_audio(bytes: &[u8]) -> bool {
    let is_mp4 = bytes.get(4..8) == Some(b"ftyp");
    is_mp4 && has_track(bytes, b"soun") && !has_track(bytes, b"vide")
}

fn has_track(bytes: &[u8], kind: &[u8; 4]) -> bool {
    bytes
        .windows(16)
        .any(|w| w.starts_with(b"hdlr") && &w[12..] == kind)
}

/// Tags before the sound, or the header of its first frame: layer III, with a bit rate and a sample rate that exist.
fn is_mp3(bytes: &[u8]) -> bool {
    match bytes {
        [b'I', b'D', b'3', 2..=4, ..] => true,
        [0xff, second, third, _, ..] => {
            let is_layer_three = second & 0xe6 == 0xe2 && second & 0x18 != 0x08;
            let (bit_rate, sample_rate) = (third >> 4, third >> 2 & 3);
            is_layer_three && !matches!(bit_rate, 0 | 15) && sample_rate != 3
        }
        _ => false,
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
