//! Certificate numbers: read however they are typed, and every slip found.

use crate::certificates::number::{Typed, display, from_random, parse};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

proptest! {
    #[test]
    fn a_number_is_read_back_however_it_is_typed(random: [u8; 10], spaced: bool) {
        let number = from_random(random);
        let printed = display(&number);
        let typed = if spaced { printed.replace('-', " ").to_lowercase() } else { printed };
        prop_assert_eq!(parse(&typed), Typed::Number(number.clone()));
        prop_assert_eq!(parse(&number), Typed::Number(number));
    }

    #[test]
    fn nothing_that_is_typed_breaks_the_reader(typed in "\\PC{0,60}") {
        if let Typed::Number(number) = parse(&typed) {
            prop_assert_eq!(number.len(), 11);
        }
    }
}

#[test]
fn every_slip_of_one_symbol_is_found() {
    let number = from_random([7, 31, 0, 19, 255, 4, 128, 66, 1, 90]);
    for place in 0..number.len() {
        for symbol in ALPHABET
            .chars()
            .filter(|symbol| !number[place..].starts_with(*symbol))
        {
            let slip = format!("{}{symbol}{}", &number[..place], &number[place + 1..]);
            assert_eq!(parse(&slip), Typed::Slip, "{number} as {slip}");
        }
        assert_eq!(
            parse(&format!("{}{}", &number[..place], &number[place + 1..])),
            Typed::Slip,
            "a symbol left out"
        );
    }
}

#[test]
fn look_alikes_are_read_as_what_they_look_like() {
    let number = (0..=255u8)
        .map(|seed| from_random([0, 1, seed, 0, 1, 2, 3, 4, 5, 6]))
        .find(|number| number.contains('0') && number.contains('1'))
        .unwrap();
    for (like, symbol) in [
        ('O', '0'),
        ('o', '0'),
        ('I', '1'),
        ('i', '1'),
        ('L', '1'),
        ('l', '1'),
    ] {
        assert_eq!(
            parse(&number.replace(symbol, &like.to_string())),
            Typed::Number(number.clone())
        );
    }
    for slip in [
        "",
        "SB",
        "SB-",
        "U",
        "-----------",
        "SB-7K2M9-QX4T8",
        "é",
        "١٢٣٤٥٦٧٨٩٠١",
    ] {
        assert_eq!(parse(slip), Typed::Slip, "{slip}");
    }
}
