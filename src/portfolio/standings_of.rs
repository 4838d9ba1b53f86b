//! Where several learners stand at once, in as few queries as for one: for those who look who can be signed off.

use super::Standing;
use super::requirements::Shown;
use super::standing::Records;
use crate::clock::Millis;
use crate::db::{Args, Read, Value};
use crate::error::Result;
use crate::learning::Enrolment;
use crate::library::{Specification, UnitStatus};

/// How many enrolments are looked at together at most.
pub const TOGETHER: usize = 20;

/// The places of so many ids in a statement; `$1` comes first.
macro_rules! places {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
    };
}
pub(crate) use places;

/// The ids for these places; those that are left over find nothing.
pub fn together<'i>(ids: impl Iterator<Item = &'i String>) -> Args {
    let mut all: Args = ids.take(TOGETHER).map(Value::from).collect();
    all.resize_with(TOGETHER, || Value::from(""));
    all
}

#[derive(sqlx::FromRow)]
struct OfOne {
    enrolment_id: String,
    #[sqlx(flatten)]
    shown: Shown,
}

/// The standings of at most [`TOGETHER`] enrolments, each with the specification that it is pinned to. What was handed in and not decided is left
/// out: a criterion is achieved or open.
pub async fn standings_of(
    db: &impl Read,
    enrolments: &[(&Enrolment, &Specification)],
) -> Result<Vec<Vec<Standing>>> {
    let ids = || together(enrolments.iter().map(|(enrolment, _)| &enrolment.id));
    let people = together(enrolments.iter().map(|(enrolment, _)| &enrolment.person_id));
    let shown: Vec<OfOne> = db.all(SHOWN, ids()).await?;
    let signed: Vec<(String, String, Millis)> = db.all(SIGNED, ids()).await?;
    let asked: Vec<(String, String)> = db.all(ASKED, ids()).await?;
    let passed: Vec<(String, String, Millis)> = db.all(PASSED, people).await?;
    let standings = |(enrolment, specification): &(&Enrolment, &Specification)| {
        let of = |all: &[(String, String, Millis)], id: &str| {
            let own = all.iter().filter(|(of, ..)| of == id);
            own.map(|(_, key, at)| (key.clone(), *at)).collect()
        };
        let own = shown.iter().filter(|one| one.enrolment_id == enrolment.id);
        let actions = asked.iter().filter(|(of, _)| *of == enrolment.id);
        let records = Records {
            rows: Vec::new(),
            answered: Vec::new(),
            looking: Vec::new(),
            shown: own.map(|one| one.shown.clone()).collect(),
            passed: of(&passed, &enrolment.person_id),
            signed: of(&signed, &enrolment.id),
            asked: actions.map(|(_, code)| (code.clone(),)).collect(),
        };
        let units = specification.units.iter();
        let open = units.filter(|unit| unit.status == UnitStatus::Open);
        open.map(|unit| records.standing(unit)).collect()
    };
    Ok(enrolments.iter().map(standings).collect())
}

const SHOWN: &str = concat!(
    "SELECT enrolment_id, criterion, kind, activity, evidence, source FROM shown_criteria WHERE enrolment_id IN ",
    places!(),
    " ORDER BY source, criterion"
);

const SIGNED: &str = concat!(
    "SELECT enrolment_id, unit, signed_at FROM sign_offs WHERE enrolment_id IN ",
    places!()
);

const ASKED: &str = concat!(
    "SELECT enrolment_id, criterion FROM asked_criteria WHERE enrolment_id IN ",
    places!()
);

const PASSED: &str = concat!(
    "SELECT person_id, quiz, MIN(submitted_at) FROM attempts WHERE passed AND person_id IN ",
    places!(),
    " GROUP BY person_id, quiz"
);
