//! Why a record was taken, in words.

use super::plan::Reasons;
use super::policy::{Applied, Basis};

/// `1st`, `2nd`, `13th`.
fn ordinal(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

/// `20% of everything, and 50 points more because the assessor is new or in training: 70%.`
pub fn share(applied: &Applied) -> String {
    let of = match applied.basis {
        Basis::Everything => "of everything",
        Basis::Assessor => "of this assessor’s decisions",
        Basis::Unit => "of the decisions on this unit",
        Basis::Method => "of the decisions on this kind of evidence",
    };
    let base = format!("{}% {of}", applied.base);
    if applied.raises.is_empty() {
        return format!("{base}.");
    }
    let raises: Vec<String> = applied
        .raises
        .iter()
        .map(|(risk, points)| format!("{points} points more because {}", risk.words()))
        .collect();
    format!("{base}, and {}: {}%.", raises.join(", "), applied.share)
}

/// The whole answer to *why was this sampled?*
pub fn why(reasons: &Reasons) -> String {
    let share = share(&reasons.applied);
    let Reasons {
        of, taken, place, ..
    } = reasons;
    let kind = match of {
        1 => "It is the only one of its assessor, unit and kind of evidence.".to_owned(),
        _ => format!(
            "Of {of} of its assessor, unit and kind of evidence {taken} {} looked at; this was drawn {}.",
            if *taken == 1 { "is" } else { "are" },
            ordinal(*place)
        ),
    };
    let least = match reasons.is_least() {
        true => " The share comes to less than one; one of every kind is looked at all the same.",
        false => "",
    };
    format!("{share} {kind}{least}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::risk::Risk;

    #[test]
    fn reasons_in_words() {
        let applied = |base: u32, raises: &[(Risk, u32)]| Applied {
            basis: Basis::Everything,
            base,
            raises: raises.to_vec(),
            share: base + raises.iter().map(|(_, points)| points).sum::<u32>(),
        };
        let reasons = |applied, of, taken, place| Reasons {
            applied,
            of,
            taken,
            place,
        };
        for (reasons, expected) in [
            (
                reasons(applied(20, &[]), 10, 2, 2),
                "20% of everything. Of 10 of its assessor, unit and kind of evidence 2 are looked at; this was drawn 2nd.",
            ),
            (
                reasons(applied(20, &[(Risk::NewUnit, 25)]), 1, 1, 1),
                "20% of everything, and 25 points more because the unit is new: 45%. It is the only one of its assessor, unit and kind of \
                 evidence. The share comes to less than one; one of every kind is looked at all the same.",
            ),
        ] {
            assert_eq!(why(&reasons), expected);
        }
        let table = [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (11, "11th"),
            (22, "22nd"),
            (113, "113th"),
        ];
        for (n, words) in table {
            assert_eq!(ordinal(n), words);
        }
    }
}
