//! Pictures without what a camera writes beside them: where and when a photograph was taken, with what, and a small copy of it. Pure.
//!
//! A picture is a row of parts. Those that are needed to show it are kept, every other is left out, and so is whatever follows its end. Of a
//! JPEG's notes one thing is needed: which way up it is.

use super::kind::FileKind;

/// The picture without anything beside it; `None` if it is broken. Other files stay as they are.
pub fn cleaned(kind: FileKind, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match kind {
        FileKind::Jpeg => jpeg(&bytes),
        FileKind::Png => png(&bytes),
        FileKind::WebP => webp(&bytes),
        _ => Some(bytes),
    }
}

/// After T.81, B.1: a marker of two bytes, then, for nearly all of them, the length of what follows and that.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const START: [u8; 2] = [0xff, 0xd8];
    let mut clean = START.to_vec();
    let mut rest = bytes.strip_prefix(&START)?;
    loop {
        let (&[0xff, marker], after) = rest.split_first_chunk()? else {
            return None;
        };
        match marker {
            0xff => rest = &rest[1..],
            0xd9 => {
                clean.extend([0xff, 0xd9]);
                return Some(clean);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
                let part = after.get(2..length)?;
                keep_segment(marker, part, &rest[..length + 2], &mut clean);
                rest = &after[length..];
                if marker == 0xda {
                    let scan = end_of_scan(rest);
                    clean.extend(&rest[..scan]);
                    rest = &rest[scan..];
                }
            }
        }
    }
}

/// Notes for programs are APP0 to APP15 (E0 to EF) and comments (FE). Of them JFIF, colour profiles and Adobe's transform change what is seen.
fn keep_segment(marker: u8, part: &[u8], whole: &[u8], clean: &mut Vec<u8>) {
    let is_kept = match marker {
        0xe0 => part.starts_with(b"JFIF\0"),
        0xe2 => part.starts_with(b"ICC_PROFILE\0"),
        0xee => part.starts_with(b"Adobe"),
        0xe1 => {
            if let Some(way_up) = part.strip_prefix(b"Exif\0\0").and_then(orientation) {
                clean.extend(only_orientation(way_up));
            }
            false
        }
        0xe3..=0xef | 0xfe => false,
        _ => true,
    };
    if is_kept {
        clean.extend(whole);
    }
}

/// How long the coded picture is: up to a marker that is neither a stuffed byte nor a restart.
fn end_of_scan(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

/// Which way up, 2 to 8, from a TIFF as Exif has it; 1 need not be said.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.first_chunk()? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(match is_little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let four = *tiff.get(4..)?.first_chunk::<4>()?;
    let directory = match is_little {
        true => u32::from_le_bytes(four),
        false => u32::from_be_bytes(four),
    };
    let directory = usize::try_from(directory).ok()?;
    let count = usize::from(two(directory)?);
    let entries = (0..count).map(|entry| directory + 2 + entry * 12);
    let mut found = entries.filter(|at| two(*at) == Some(0x0112));
    let way_up = u8::try_from(two(found.next()? + 8)?).ok()?;
    (2..=8).contains(&way_up).then_some(way_up)
}

/// A segment that says which way up, and nothing else: a TIFF with one entry (0112, a short, once).
fn only_orientation(way_up: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([way_up, 0, 0, 0, 0, 0, 0]);
    segment
}

/// Chunks of length, name, data and checksum.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 16] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
        b"bKGD", b"pHYs", b"cICP", b"acTL", b"fcTL", b"fdAT",
    ];
    let (head, mut rest) = bytes.split_at_checked(8)?;
    let mut clean = head.to_vec();
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let length = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(length)?;
        let name: &[u8; 4] = chunk[4..].first_chunk()?;
        if KEPT.contains(&name) {
            clean.extend(chunk);
        }
        if name == b"IEND" {
            return Some(clean);
        }
        rest = after;
    }
}

/// Chunks of name, length and data, filled up to an even length.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 7] = [
        b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
    ];
    let (head, rest) = bytes.split_at_checked(12)?;
    let declared = u32::from_le_bytes(*head[4..].first_chunk()?);
    let mut rest = rest.get(..usize::try_from(declared).ok()?.checked_sub(4)?)?;
    let mut clean = head.to_vec();
    while !rest.is_empty() {
        let name: &[u8; 4] = rest.first_chunk()?;
        let length = u32::from_le_bytes(*rest.get(4..)?.first_chunk()?);
        let length = usize::try_from(length).ok()?.checked_add(8)?;
        let (chunk, after) = rest.split_at_checked((length + length % 2).min(rest.len()))?;
        chunk.get(..length)?;
        if KEPT.contains(&name) {
            let at = clean.len();
            clean.extend(chunk);
            if let (b"VP8X", Some(flags)) = (name, clean.get_mut(at + 8)) {
                *flags &= !0x0c; // there is neither Exif nor XMP any more
            }
        }
        rest = after;
    }
    let size = u32::try_from(clean.len() - 8).ok()?;
    clean[4..8].copy_from_slice(&size.to_le_bytes());
    Some(clean)
}
