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
    "SELECT n.id AS enrolment_id, d.criterion, e.kind, e.activity, e.id AS evidence, d.id AS decision
     FROM current_enrolments n JOIN submissions s ON s.enrolment_id = n.id AND s.specification_hash = n.specification_hash
     JOIN current_decisions d ON d.submission_id = s.id AND d.outcome = 'achieved' JOIN evidence e ON e.id = s.evidence_id
     WHERE n.id IN ",
    places!(),
    " UNION ALL
     SELECT n.id, o.criterion, e.kind, e.activity, e.id, d.id
     FROM current_enrolments n JOIN transfers t ON t.enrolment_id = n.id AND t.to_hash = n.specification_hash
     JOIN carry_overs o ON o.transfer_id = t.id JOIN current_decisions d ON d.id = o.decision_id AND d.outcome = 'achieved'
     JOIN submissions s ON s.id = d.submission_id JOIN evidence e ON e.id = s.evidence_id
     WHERE n.id IN ",
    places!(),
    " UNION ALL
     SELECT n.id, l.criterion, 'prior-learning', 'prior-learning', l.id, l.id
     FROM current_enrolments n JOIN prior_learning l ON l.enrolment_id = n.id AND l.specification_hash = n.specification_hash
     WHERE n.id IN ",
    places!(),
    " ORDER BY decision, criterion"
);

const SIGNED: &str = concat!(
    "SELECT enrolment_id, unit, signed_at FROM sign_offs WHERE enrolment_id IN ",
    places!()
);

const ASKED: &str = concat!(
    "SELECT DISTINCT s.enrolment_id, a.criterion FROM submissions s JOIN open_actions a ON a.submission_id = s.id WHERE s.enrolment_id IN ",
    places!()
);

const PASSED: &str = concat!(
    "SELECT person_id, quiz, MIN(submitted_at) FROM attempts WHERE passed AND person_id IN ",
    places!(),
    " GROUP BY person_id, quiz"
);
