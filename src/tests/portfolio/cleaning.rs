//! Files before they are kept: what they are, what they are called, and what is left out of pictures.

use crate::portfolio::files::cleaning::cleaned;
use crate::portfolio::files::kind::FileKind;
use crate::portfolio::files::names::{clean, disposition, size};
use proptest::prelude::*;

/// A JPEG as a telephone makes it: which way up, where it was taken, a comment, a second picture after its end.
pub(super) fn photograph() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0GPS 51.5 N");
    let mut jpeg = vec![0xff, 0xd8];
    for (marker, part) in [
        (0xe0, &b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"[..]),
        (0xe1, &exif),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta GPS/>"),
        (0xed, b"Photoshop 3.0\0Leeds"),
        (0xfe, b"<script>alert(1)</script>"),
        (0xdb, &[0; 65]),
        (0xda, b"\x01\x01\0\0\x3f\0"),
    ] {
        jpeg.extend([0xff, marker]);
        jpeg.extend(u16::try_from(part.len() + 2).unwrap().to_be_bytes());
        jpeg.extend(part);
    }
    jpeg.extend(b"\x12\xff\0\x34\xff\xd0\x56\xff\xd9trailing GPS");
    jpeg
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &name[..], data, b"crc!"].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_photograph_does_not_say_where_it_was_taken() {
    let photograph = photograph();
    assert_eq!(FileKind::of(&photograph), Some(FileKind::Jpeg));
    let clean = cleaned(FileKind::Jpeg, photograph).unwrap();
    for gone in [&b"GPS"[..], b"Leeds", b"<script>", b"xmpmeta", b"trailing"] {
        assert!(!has(&clean, gone), "{gone:?}");
    }
    assert!(has(&clean, b"JFIF") && clean.ends_with(b"\x12\xff\0\x34\xff\xd0\x56\xff\xd9"));
    let way_up =
        b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    assert!(has(&clean, way_up), "it stays the right way up");
    assert_eq!(cleaned(FileKind::Jpeg, clean.clone()), Some(clean));
}

#[test]
fn pngs_and_webps_lose_what_stands_beside_the_picture() {
    let head = b"\x89PNG\r\n\x1a\n".to_vec();
    let parts = [
        chunk(b"IHDR", &[0; 13]),
        chunk(b"eXIf", b"GPS"),
        chunk(b"tEXt", b"Comment\0<script>"),
        chunk(b"IDAT", b"picture"),
        chunk(b"IEND", b""),
    ];
    let png = [head, parts.concat(), b"GPS after".to_vec()].concat();
    let clean = cleaned(FileKind::of(&png).unwrap(), png).unwrap();
    assert!(has(&clean, b"IDATpicture") && !has(&clean, b"GPS") && !has(&clean, b"script"));
    let riff = |name: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        let fill = &b"\0"[..data.len() % 2];
        [&name[..], &length, data, fill].concat()
    };
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &[0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        riff(b"VP8 ", b"picture"),
        riff(b"EXIF", b"GPS"),
    ];
    let webp = riff(b"RIFF", &body.concat());
    let clean = cleaned(FileKind::of(&webp).unwrap(), webp).unwrap();
    assert!(has(&clean, b"picture") && !has(&clean, b"GPS"));
    assert_eq!(clean[20], 0x20, "it does not promise what is gone");
    assert_eq!(clean.len() - 8, usize::from(clean[4]));
}

#[test]
fn a_kind_is_found_from_the_content() {
    let frame = |codec: &[u8]| [&b"OggS"[..], &[0; 24], codec].concat();
    let mp4 = |track: &[u8]| [&b"\0\0\0\x18ftypisom...hdlr\0\0\0\0\0\0\0\0"[..], track].concat();
    let webm = |codec: &[u8]| [&b"\x1a\x45\xdf\xa3...webm..."[..], codec].concat();
    let table: [(Vec<u8>, Option<FileKind>); 19] = [
        (b"%PDF-1.4".to_vec(), Some(FileKind::Pdf)),
        (b"GIF89a...".to_vec(), Some(FileKind::Gif)),
        (b"RIFF....WAVEfmt ".to_vec(), Some(FileKind::Wav)),
        (frame(b"OpusHead"), Some(FileKind::Ogg)),
        (frame(b"\x80theora"), None),
        (mp4(b"soun"), Some(FileKind::Mp4Audio)),
        (mp4(b"vide"), None),
        (webm(b"A_OPUS"), Some(FileKind::WebM)),
        (webm(b"A_OPUS V_VP9"), None),
        (b"ID3\x04\0\0".to_vec(), Some(FileKind::Mp3)),
        (vec![0xff, 0xfb, 0x90, 0x00], Some(FileKind::Mp3)),
        (vec![0xff, 0xf1, 0x90, 0x00], None),
        (b"<!DOCTYPE html><script>".to_vec(), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>".to_vec(), None),
        (b"\n%PDF-1.4".to_vec(), None),
        (b"PK\x03\x04".to_vec(), None),
        (b"MZ".to_vec(), None),
        (b"plain".to_vec(), None),
        (Vec::new(), None),
    ];
    for (bytes, expected) in table {
        assert_eq!(FileKind::of(&bytes), expected, "{bytes:?}");
    }
    for kind in FileKind::ALL {
        assert_eq!(FileKind::from_media_type(kind.media_type()), Some(kind));
    }
}

#[test]
fn names_do_no_harm() {
    let table = [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\Letter.PDF", "Letter.PDF"),
        ("page.html", "page.html.pdf"),
        ("photo.pdf.exe", "photo.pdf.exe.pdf"),
        ("fdp.\u{202e}exe", "fdp.exe.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (" . .pdf", "file.pdf"),
    ];
    let long = "a".repeat(115);
    let cut = format!("{long}.b.pdf");
    assert_eq!(clean(&cut, FileKind::Pdf), format!("{long}.pdf"));
    for (given, expected) in table {
        assert_eq!(clean(given, FileKind::Pdf), expected, "{given:?}");
    }
    let header = disposition("a \"b\"; é\\.pdf");
    assert_eq!(
        header,
        "attachment; filename=\"a _b__ __.pdf\"; filename*=UTF-8''a%20%22b%22%3B%20%C3%A9%5C.pdf"
    );
    let sizes = [
        (1, "1 byte"),
        (2048, "2 kB"),
        (20 << 20, "20 MB"),
        (2_621_440, "2.5 MB"),
    ];
    for (bytes, words) in sizes {
        assert_eq!(size(bytes), words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_cleaning(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..400) {
        for kind in FileKind::ALL {
            let _ = cleaned(kind, bytes.clone());
        }
        let mut photograph = photograph();
        photograph.truncate(cut);
        photograph.extend(bytes);
        if let Some(clean) = cleaned(FileKind::Jpeg, photograph) {
            prop_assert!(!has(&clean, b"GPS 51.5"));
        }
    }

    #[test]
    fn every_name_is_one_line_without_a_folder(given in "\\PC{0,300}|[\\x00-\\x7f]{0,300}") {
        for kind in FileKind::ALL {
            let name = clean(&given, kind);
            prop_assert!(!name.contains(['/', '\\', '\n', '\r', '\0']) && !name.starts_with('.'));
            prop_assert!(name.chars().count() <= 120);
            prop_assert_eq!(clean(&name, kind), name.clone());
            let header = disposition(&name);
            prop_assert!(header.is_ascii() && axum::http::HeaderValue::from_str(&header).is_ok());
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
