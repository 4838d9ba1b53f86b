//! What could give a person away is found; what only looks like it is left alone.

use crate::portfolio::identifiers::{Bit, What, find, folded, passages};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// 24 November 2026.
const TODAY: i64 = 20_781;

/// What is found in a text, in words of its own.
fn found<'a>(text: &'a str, names: &[&str]) -> Vec<(What, &'a str)> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    find(text, &names, TODAY)
        .into_iter()
        .map(|found| (found.what, &text[found.at]))
        .collect()
}

#[test]
fn each_kind_is_found_as_people_write_it() {
    use What::*;
    let table: &[(&str, What, &str)] = &[
        ("Her NHS number is 943 476 5919.", NhsNumber, "943 476 5919"),
        ("NHS no 9434765919", NhsNumber, "9434765919"),
        ("943-476-5919, she said", NhsNumber, "943-476-5919"),
        ("She moved to SW1A 1AA.", Postcode, "SW1A 1AA"),
        ("near m1 1ae, by the canal", Postcode, "m1 1ae"),
        ("(EC1A1BB)", Postcode, "EC1A1BB"),
        ("B33 8TH", Postcode, "B33 8TH"),
        ("ring 07700 900123 after five", PhoneNumber, "07700 900123"),
        ("07700900123", PhoneNumber, "07700900123"),
        ("07700 900123 10 mg", PhoneNumber, "07700 900123"),
        ("(020) 7946 0958", PhoneNumber, "020) 7946 0958"),
        ("0161 496 0000", PhoneNumber, "0161 496 0000"),
        ("+44 7700 900123", PhoneNumber, "+44 7700 900123"),
        ("+44 (0)20 7946 0958", PhoneNumber, "+44 (0)20 7946 0958"),
        ("+447700900123", PhoneNumber, "+447700900123"),
        ("0044 7700 900123", PhoneNumber, "0044 7700 900123"),
        ("to kim.b@example.org.", EmailAddress, "kim.b@example.org"),
        (
            "<a-b+c@mail.example.co.uk>",
            EmailAddress,
            "a-b+c@mail.example.co.uk",
        ),
        (
            "NI: AB 12 34 56 C",
            NationalInsuranceNumber,
            "AB 12 34 56 C",
        ),
        ("ab123456c", NationalInsuranceNumber, "ab123456c"),
        ("NHS9434765919", NhsNumber, "NHS9434765919"),
        ("nhsNo9434765919 on file", NhsNumber, "nhsNo9434765919"),
        ("NHS943 476 5919", NhsNumber, "NHS943 476 5919"),
        ("+353 86 123 4567", PhoneNumber, "+353 86 123 4567"),
        ("+1 (212) 555-0123", PhoneNumber, "+1 (212) 555-0123"),
        ("call +48221234567 today", PhoneNumber, "+48221234567"),
    ];
    for (text, what, words) in table {
        assert_eq!(found(text, &[]), [(*what, *words)], "{text}");
    }
}

#[test]
fn dates_of_birth_are_found_and_dates_of_meetings_are_not() {
    let dates = [
        "3/4/1985",
        "03/04/1985",
        "3/4/85",
        "03-04-85",
        "3.4.1985",
        "1985-04-03",
        "3 April 1985",
        "3rd April 1985",
        "3rd of April, 1985",
        "April 3, 1985",
        "3-Apr-1985",
        "3 Sept 1985",
        "12/25/1985",
        "1 January 1917",
    ];
    for date in dates {
        let text = format!("She came, {date}, with her sister.");
        assert_eq!(found(&text, &[]), [(What::DateOfBirth, date)], "{date}");
    }
    let called = [
        "born 3/4/2024",
        "born on the 3rd April 2024",
        "DOB: 3/4/24",
        "d.o.b. 3/4/24",
        "Date of birth: 2024-04-03",
        "born 3 May 24",
        "DOB: 03.04.85",
        "DOB 3-4-85",
        "d.o.b. 3.4.85",
        "born 3-4-85",
    ];
    for text in called {
        assert_eq!(found(text, &[]).len(), 1, "{text}");
    }
    let none = [
        "We met on 3/4/2026.",
        "on 12 October 2025",
        "the review of 2026-11-01",
        "next on 3 March 2027",
        "by 31/3/2030",
        "26 August 1789",
        "born in 1985",
        "in April 1985",
        "3 April",
        "32/4/1985",
        "30 February 1985",
        "3 May 10 people came",
        "1.2.10",
        "3-2-10",
        "10.3.4.1985",
        "3/4/1985/7",
        "1914-18",
    ];
    for text in none {
        assert_eq!(found(text, &[]), [], "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    let none = [
        "NHS9434765918",
        "NHS and 943",
        "+1 point, +2 points",
        "+10 to +20",
        "+353",
        "U3.2.1",
        "GP1.4.2",
        "10 mg",
        "2019",
        "9 am to 5 pm",
        "NG58",
        "CG52 and NG58",
        "30-40 units",
        "120/80",
        "10 000 people",
        "1 in 4",
        "vitamin B12 5mg",
        "B12 5ml",
        "E3 1st floor",
        "N1 2nd line",
        "SW1",
        "M1 was slow",
        "Zone 2 3AB",
        "943 476 5918",
        "1234567890",
        "0800 1111",
        "0300 123 6600",
        "0808 2000 247",
        "01-02-2026 10:30",
        "0.5 mg, then 0.25 mg",
        "methadone 60 ml, 2 x 30 ml",
        "@home",
        "a @ b",
        "a@b",
        "ratio 3:4",
        "AB 12 34 56 Z",
        "GB 12 34 56 A",
        "£1,234,567,890.00",
        "ISBN 978-0-415-00640-8",
        "pp. 210–215",
    ];
    for text in none {
        assert_eq!(found(text, &["Kim"]), [], "{text}");
    }
}

#[test]
fn listed_names_are_found_as_whole_words() {
    let names = ["Kim", "Mary Ann", "Zoë", "J.D.", "..."];
    let table: &[(&str, &[&str])] = &[
        ("Kim came.", &["Kim"]),
        ("KIM's plan, and kim again", &["KIM", "kim"]),
        ("Kimberley skimmed it; akin", &[]),
        ("with Mary  Ann and Mary", &["Mary  Ann"]),
        ("Mary\nAnn", &[]),
        ("ZOË", &["ZOË"]),
        ("J. D. said, jd did not", &["J. D"]),
    ];
    for (text, words) in table {
        let expected: Vec<_> = words.iter().map(|word| (What::Name, *word)).collect();
        assert_eq!(found(text, &names), expected, "{text}");
    }
    assert_eq!(
        found("kim@example.org", &names),
        [(What::EmailAddress, "kim@example.org")]
    );
    assert_eq!(
        (folded("  Mary  ANN "), folded("...")),
        ("mary ann".to_owned(), String::new())
    );
}

#[test]
fn passages_show_the_sentence_with_what_was_found_marked() {
    let text = "We met. Kim came from M1 1AE at last! Then more.\nKim left";
    let found = find(text, &["Kim".to_owned()], TODAY);
    let plain = |words: &str| Bit::Plain(words.to_owned());
    let marked = |words: &str| Bit::Marked(words.to_owned());
    assert_eq!(
        passages(text, &found),
        [
            vec![
                marked("Kim"),
                plain(" came from "),
                marked("M1 1AE"),
                plain(" at last!")
            ],
            vec![marked("Kim"), plain(" left")],
        ]
    );
    let long = format!("{} Kim {}", "word ".repeat(200), "word ".repeat(200));
    let shown = passages(&long, &find(&long, &["Kim".to_owned()], TODAY));
    assert_eq!(shown[0].len(), 3);
    assert!(
        matches!(&shown[0][0], Bit::Plain(before) if before.starts_with("word ") && before.len() <= 160)
    );
}

#[test]
fn a_megabyte_is_looked_through_quickly() {
    let names: Vec<String> = (0..200).map(|number| format!("name{number}")).collect();
    // Without optimisation, beside other tests: some hundred times slower than when it is used.
    for part in [
        "Kim met her at 9. ",
        "943 476 5918 ",
        "0123 ",
        "3/4/",
        "a@",
        "AB 12 ",
        "@",
        "3 April ",
    ] {
        let text = part.repeat(1024 * 1024 / part.len());
        let began = Instant::now();
        let found = find(&text, &names, TODAY);
        passages(&text, &found);
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "{part}: {:?}",
            began.elapsed()
        );
    }
}

/// Nine digits with their check digit, if there is one.
fn nhs_number(nine: &[u32]) -> Option<String> {
    let sum: u32 = nine
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        10 => return None,
        check => check,
    };
    Some(nine.iter().chain([&check]).map(u32::to_string).collect())
}

proptest! {
    #[test]
    fn any_text_can_be_looked_through(text in "\\PC{0,200}", pieces in prop::collection::vec("[0-9]{1,4}|[-/. @+()]|[A-Za-zéあß]{1,4}|\\n", 0..60)) {
        for text in [text, pieces.concat()] {
            let names = ["a".to_owned(), "é b".to_owned()];
            let found = find(&text, &names, TODAY);
            let mut end = 0;
            for one in &found {
                prop_assert!(one.at.start >= end && one.at.end > one.at.start);
                prop_assert!(text.get(one.at.clone()).is_some());
                end = one.at.end;
            }
            let marks: Vec<String> = passages(&text, &found).into_iter().flatten().filter_map(|bit| match bit {
                Bit::Marked(words) => Some(words),
                Bit::Plain(_) => None,
            }).collect();
            let words: Vec<String> = found.into_iter().map(|one| text[one.at].to_owned()).collect();
            prop_assert_eq!(marks, words);
        }
    }

    #[test]
    fn every_valid_nhs_number_is_found_and_no_other(nine in prop::collection::vec(0u32..10, 9), off in 1u32..10, between in "[ -]?") {
        prop_assume!(nhs_number(&nine).is_some());
        let number = nhs_number(&nine).unwrap();
        let written = |number: &str| format!("{}{between}{}{between}{}", &number[..3], &number[3..6], &number[6..]);
        let right = written(&number);
        let text = format!("It is {right}.");
        prop_assert_eq!(found(&text, &[]), [(What::NhsNumber, right.as_str())]);
        let last = (number[9..].parse::<u32>().unwrap() + off) % 10;
        let wrong = written(&format!("{}{last}", &number[..9]));
        prop_assert!(found(&wrong, &[]).iter().all(|(what, _)| *what != What::NhsNumber));
    }
}

#[test]
fn a_name_is_found_however_its_accents_were_typed() {
    let (composed, decomposed) = ("Ren\u{e9}e", "Rene\u{301}e");
    for (text, name) in [
        (composed, decomposed),
        (decomposed, composed),
        (decomposed, decomposed),
        ("RENE\u{301}E", composed),
    ] {
        let said = format!("Then {text} left.");
        assert_eq!(
            found(&said, &[name]),
            [(What::Name, text)],
            "{name} in {said}"
        );
    }
    assert_eq!(folded(decomposed), folded(composed));
    assert_eq!(found("Then Rene left.", &[composed]), []);
    let alone = "\u{301}\u{301} Renee \u{301}";
    assert_eq!(found(alone, &["Renee"]), [(What::Name, "Renee")]);
}
