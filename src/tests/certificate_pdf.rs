//! The certificate's PDF: what it says can be read back, whatever it is given.

mod reader;

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use qrcode::{EcLevel, QrCode};

use crate::certificates::pdf::{Face, PdfError, render, render_with};
use reader::{between, extract, latin1, modules, pages};

fn face() -> Face {
    Face {
        organisation: "Harbourside Training".into(),
        learner: "Amira Khan".into(),
        award: "Attachment in the therapeutic alliance".into(),
        kind: "Stand-alone unit".into(),
        credits: Some(4),
        guided_learning_hours: Some(28),
        specification: "2026.1".into(),
        units: vec![
            "Goals, tasks and bond".into(),
            "Endings begin at the start".into(),
        ],
        issued_on: "31 March 2026".into(),
        expires_on: Some("31 March 2029".into()),
        number: "SB-2026-000417".into(),
        address: "https://learn.example.org/certificates/SB-2026-000417".into(),
        assessor: "Joan O’Neill".into(),
        statement: "Awarded on our own authority.".into(),
        ..Face::default()
    }
}

/// Prints under the writer's own checks for PDF/UA-1: tags, alternative texts and no missing glyph.
fn render_checked(face: &Face) -> Vec<u8> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = accessible.finish().unwrap();
    render_with(
        face,
        SerializeSettings {
            configuration,
            ..readable()
        },
    )
    .unwrap()
}

fn readable() -> SerializeSettings {
    SerializeSettings {
        compress_content_streams: false,
        pretty: true,
        ..Default::default()
    }
}

#[test]
fn says_everything_in_text_that_can_be_copied() {
    let text = extract(&render_checked(&face()));
    for said in [
        "Harbourside Training",
        "Amira Khan",
        "Attachment in the therapeutic alliance",
        "Stand-alone unit",
        "28 hours",
        "2026.1",
        "Goals, tasks and bond",
        "31 March 2026",
        "31 March 2029",
        "SB-2026-000417",
        "Joan O’Neill",
        "Awarded on our own authority.",
    ] {
        assert!(text.contains(said), "“{said}” is not in:\n{text}");
    }
    assert!(text.replace('\n', "").contains(&face().address));
}

#[test]
fn names_its_title_language_and_author_and_is_tagged() {
    let pdf = latin1(&render_checked(&face()));
    for part in [
        "/Lang (en-GB)",
        "/StructTreeRoot",
        "/S /H1",
        "/S /Figure",
        "/S /Link",
        "/S /LBody",
    ] {
        assert!(pdf.contains(part), "no {part}");
    }
    assert!(pdf.contains("Certificate for Amira Khan: Attachment in the therapeutic alliance"));
    assert!(pdf.contains("/Author (Harbourside Training)"));
}

#[test]
fn the_same_face_gives_the_same_bytes() {
    assert_eq!(render(&face()).unwrap(), render(&face()).unwrap());
    let elsewhere = std::thread::spawn(|| render(&face()).unwrap())
        .join()
        .unwrap();
    assert_eq!(render(&face()).unwrap(), elsewhere);
}

#[test]
fn sets_names_in_latin_greek_and_cyrillic() {
    for name in [
        "Małgorzata Żółkiewska",
        "Nguyễn Thị Ánh Tuyết",
        "Νίκος Παπαδόπουλος",
        "Олександра Їжак",
        "Siân Ŵyn",
        "Şükrü İnönü",
        "Ŧábmá Ɛfua",
        "ʻAolani Kahoʻolawe",
        "Šárka Ďurišová",
        "Þóra Ægisdóttir",
        "fi ffi fl office",
    ] {
        let text = extract(&render_checked(&Face {
            learner: name.into(),
            ..face()
        }));
        assert!(
            text.lines().any(|line| line == name),
            "“{name}” is not in:\n{text}"
        );
    }
}

#[test]
fn sets_decomposed_accents() {
    let learner = "Zoe\u{308} S\u{323}ade\u{301}".into();
    let text = extract(&render_checked(&Face { learner, ..face() }));
    assert!(
        text.contains("Zoe\u{308}") || text.contains("Zoë"),
        "{text}"
    );
}

#[test]
fn every_character_a_font_has_is_drawn_by_some_glyph() {
    let all: Vec<char> = ('\u{20}'..'\u{3000}').collect();
    for block in all.chunks(200) {
        let statement = block.iter().flat_map(|c| [*c, ' ']).collect();
        render_checked(&Face {
            statement,
            ..face()
        });
    }
}

#[test]
fn a_name_or_title_that_cannot_be_printed_is_an_error() {
    let error = render(&Face {
        learner: "李小龍 🙂 李".into(),
        ..face()
    })
    .unwrap_err();
    assert_eq!(
        error,
        PdfError::Unprintable {
            field: "learner’s name",
            characters: "李小龍🙂".into()
        }
    );
    assert!(error.to_string().contains("李小龍"));
    let error = render(&Face {
        award: "Alliance 🤝".into(),
        ..face()
    })
    .unwrap_err();
    assert!(matches!(
        error,
        PdfError::Unprintable {
            field: "award’s title",
            ..
        }
    ));
}

#[test]
fn emoji_elsewhere_become_boxes() {
    let statement = "Thank you 👩‍⚕️!\nReally\u{0}.".into();
    let text = extract(&render_checked(&Face {
        statement,
        ..face()
    }));
    assert!(text.contains("Thank you □□! Really ."), "{text}");
}

#[test]
fn empty_words_leave_no_trace() {
    let pdf = render_checked(&Face::default());
    assert_eq!(pages(&pdf), 1);
    assert!(!extract(&pdf).contains("Certificate number"));
}

#[test]
fn long_words_stay_on_the_page() {
    for pattern in ["W", "Wolfeschlegelstein ", "Щербакова-", "a "] {
        let long: String = pattern.chars().cycle().take(200).collect();
        let face = Face {
            learner: long.clone(),
            award: long.clone(),
            kind: long.clone(),
            ..face()
        };
        let pdf = render_checked(&face);
        assert_eq!(pages(&pdf), 1, "{pattern}");
        let text = extract(&pdf).replace(['\n', ' '], "");
        assert_eq!(text.matches(&long.replace(' ', "")).count(), 3, "{pattern}");
        let heights = latin1(&pdf);
        let heights = heights.lines().filter_map(|line| line.strip_suffix(" cm"));
        let heights = heights.map(|line| line.rsplit(' ').next().unwrap().parse::<f32>().unwrap());
        assert!(
            heights.into_iter().all(|y| (40.0..842.0).contains(&y)),
            "{pattern}"
        );
    }
}

#[test]
fn the_worst_case_goes_overleaf() {
    let long: String = "Working with women who use drugs "
        .chars()
        .cycle()
        .take(300)
        .collect();
    let units = vec![long.clone(); 20];
    let statement = long.repeat(10);
    let words = || long.clone();
    let face = Face {
        organisation: words(),
        learner: words(),
        award: words(),
        kind: words(),
        units,
        statement,
        specification: words(),
        issued_on: words(),
        expires_on: Some(words()),
        number: words(),
        assessor: words(),
        ..face()
    };
    let pdf = render_checked(&face);
    assert!(pages(&pdf) >= 2);
}

#[test]
fn a_text_beyond_all_bounds_is_cut_with_an_ellipsis() {
    let face = Face {
        kind: "word ".repeat(100_000),
        ..face()
    };
    assert!(extract(&render_checked(&face)).contains('…'));
}

#[test]
fn draws_the_modules_of_the_address() {
    let face = face();
    let pdf = latin1(&render_checked(&face));
    let drawn = between(&pdf, "/P <<", "EMC");
    let code = QrCode::with_error_correction_level(&face.address, EcLevel::M).unwrap();
    let side = code.width();
    assert_eq!(modules(drawn, side), code.to_colors());
}

#[test]
fn the_longest_address_that_can_be_coded_fits() {
    let address = format!("https://example.org/{}", "a".repeat(2300));
    render_checked(&Face { address, ..face() });
}

#[test]
fn an_address_too_long_for_a_code_is_an_error() {
    let address = format!("https://example.org/{}", "a".repeat(3000));
    assert_eq!(render(&Face { address, ..face() }), Err(PdfError::Address));
}

#[test]
fn a_broken_logo_is_an_error() {
    let logo = |bytes: &[u8]| {
        render(&Face {
            logo: Some(bytes.to_vec()),
            ..face()
        })
    };
    assert!(matches!(logo(b"<svg/>"), Err(PdfError::Logo(_))));
    assert!(matches!(logo(&PIXEL[..45]), Err(PdfError::Logo(_))));
    let mut huge = PIXEL.to_vec();
    huge[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    assert!(matches!(logo(&huge), Err(PdfError::Logo(_))));
}

#[test]
fn a_logo_takes_the_doorways_place() {
    let face = Face {
        logo: Some(PIXEL.to_vec()),
        ..face()
    };
    assert!(latin1(&render_checked(&face)).contains("Logo of Harbourside Training"));
}

/// A PNG of one white pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0x0, 0x0, 0x0, 0xd, 0x49, 0x48, 0x44, 0x52, 0x0,
    0x0, 0x0, 0x1, 0x0, 0x0, 0x0, 0x1, 0x8, 0x0, 0x0, 0x0, 0x0, 0x3a, 0x7e, 0x9b, 0x55, 0x0, 0x0,
    0x0, 0xa, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xf, 0x0, 0x1, 0x1, 0x1, 0x0, 0xb1,
    0x38, 0xf6, 0x14, 0x0, 0x0, 0x0, 0x0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn a_strange_accent_is_no_reason_to_fail() {
    for accent in ["", "red", "#12", "#ffffff", "#1f3a6e", "#ééé", " #000000 "] {
        render_checked(&Face {
            accent: accent.into(),
            ..face()
        });
    }
}
