//! How much of what was decided has been looked at, by whatever one asks: counted, and said in words that are honest about small numbers. Pure.

use crate::library::Method;

/// With fewer decisions than this no percentage is said.
pub const ENOUGH: i64 = 20;

/// The decisions of one assessor on one criterion by one kind of evidence.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub assessor_id: String,
    pub assessor: String,
    pub unit: String,
    pub method: String,
    pub criterion: String,
    pub decided: i64,
    pub sampled: i64,
    /// Of those sampled.
    pub agreed: i64,
    pub with_open_actions: i64,
}

/// What rows can be put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Assessor,
    Unit,
    Method,
    Criterion,
}

impl By {
    pub const ALL: [By; 4] = [By::Assessor, By::Unit, By::Method, By::Criterion];

    pub fn words(self) -> &'static str {
        match self {
            By::Assessor => "By assessor",
            By::Unit => "By unit",
            By::Method => "By kind of evidence",
            By::Criterion => "By criterion",
        }
    }

    /// A key that tells rows apart, and what people call it.
    fn of(self, row: &Row) -> (&str, &str) {
        match self {
            By::Assessor => (&row.assessor_id, &row.assessor),
            By::Unit => (&row.unit, &row.unit),
            By::Method => (&row.method, Method::title_of(&row.method)),
            By::Criterion => (&row.criterion, &row.criterion),
        }
    }
}

/// Decisions put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    key: String,
    pub name: String,
    pub decided: i64,
    pub sampled: i64,
    pub agreed: i64,
    pub with_open_actions: i64,
}

impl Covered {
    fn add(&mut self, row: &Row) {
        self.decided += row.decided;
        self.sampled += row.sampled;
        self.agreed += row.agreed;
        self.with_open_actions += row.with_open_actions;
    }

    /// `6 of 30 decisions looked at (20%)`; with few of them no percentage.
    pub fn words(&self) -> String {
        let decisions = if self.decided == 1 {
            "decision"
        } else {
            "decisions"
        };
        let counted = format!("{} of {} {decisions} looked at", self.sampled, self.decided);
        match self.decided {
            n if n >= ENOUGH => format!("{counted} ({}%)", 100 * self.sampled / n),
            _ => format!("{counted}; too few for a percentage"),
        }
    }
}

/// The rows put together, in the order in which each first comes; criteria in the order of their codes.
pub fn covered(rows: &[Row], by: By) -> Vec<Covered> {
    let mut found: Vec<Covered> = Vec::new();
    for row in rows {
        let (key, name) = by.of(row);
        let place = found.iter().position(|covered| covered.key == key);
        let place = place.unwrap_or_else(|| {
            found.push(Covered {
                key: key.to_owned(),
                name: name.to_owned(),
                ..Covered::default()
            });
            found.len() - 1
        });
        found[place].add(row);
    }
    if by != By::Assessor {
        found.sort_by(|one, other| one.key.cmp(&other.key));
    }
    found
}

/// All of it.
pub fn total(rows: &[Row]) -> Covered {
    let mut all = Covered::default();
    rows.iter().for_each(|row| all.add(row));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(assessor: &str, unit: &str, decided: i64, sampled: i64) -> Row {
        Row {
            assessor_id: assessor.to_lowercase(),
            assessor: assessor.to_owned(),
            unit: unit.to_owned(),
            method: "worksheet".to_owned(),
            criterion: format!("{unit}.1.1"),
            decided,
            sampled,
            agreed: sampled,
            with_open_actions: 0,
        }
    }

    #[test]
    fn counts_are_put_together_and_small_ones_are_no_percentage() {
        let rows = [
            row("Ada", "U2", 15, 3),
            row("Ada", "U1", 10, 3),
            row("Ben", "U1", 1, 0),
        ];
        let said = |by| -> Vec<_> {
            let all = covered(&rows, by).into_iter();
            all.map(|one| format!("{}: {}", one.name, one.words()))
                .collect()
        };
        assert_eq!(
            said(By::Assessor),
            [
                "Ada: 6 of 25 decisions looked at (24%)",
                "Ben: 0 of 1 decision looked at; too few for a percentage"
            ]
        );
        assert_eq!(
            said(By::Unit),
            [
                "U1: 3 of 11 decisions looked at; too few for a percentage",
                "U2: 3 of 15 decisions looked at; too few for a percentage"
            ]
        );
        assert_eq!(
            said(By::Method),
            ["Worksheet: 6 of 26 decisions looked at (23%)"]
        );
        assert_eq!(total(&rows).decided, 26);
    }
}
