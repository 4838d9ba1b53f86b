//! Plans: drawn, kept with all they were drawn from, and drawn again.

use super::policies::{current, setting};
use super::{may_assure, population};
use crate::accounts::{Actor, hex};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::quality::Stage;
use crate::quality::plan::{self, Pick, Population, Reasons, Record};

/// The longest seed, characters.
const LONGEST_SEED: usize = 100;

/// A plan.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Plan {
    pub id: String,
    pub policy_id: String,
    /// Of the policy.
    pub version: i64,
    stage: String,
    pub seed: String,
    seed_from: Option<String>,
    circumstances: String,
    pub population: i64,
    pub population_hash: String,
    pub picked: i64,
    pub made_by_name: String,
    pub made_at: Millis,
    /// How many of those picked have been looked at.
    pub sampled: i64,
}

impl Plan {
    pub fn stage(&self) -> Stage {
        Stage::from_key(&self.stage).unwrap_or(Stage::Interim)
    }

    /// Where the seed is from, in words.
    pub fn seed_words(&self) -> String {
        match self.seed_from.as_deref() {
            Some("typed") => format!("typed by {}", self.made_by_name),
            Some(_) => "made by chance".to_owned(),
            None => "from before it was recorded whether chance made it".to_owned(),
        }
    }

    /// Draws the plan again from what is kept of it, and says whether the same records come out.
    pub async fn drawn_again(&self, db: &impl Read, records: &[Recorded]) -> Result<bool> {
        let policy = setting(db, &self.policy_id).await?.policy()?;
        let all: Vec<Record> = records.iter().map(Recorded::record).collect();
        let same_records = plan::hash_of(&all) == self.population_hash;
        let population = Population {
            records: all,
            circumstances: serde_json::from_str(&self.circumstances).map_err(Error::internal)?,
        };
        let again = plan::plan(&policy, &population, &self.seed);
        let mut again: Vec<(String, Reasons)> = again
            .into_iter()
            .map(|pick| (pick.record.id, pick.reasons))
            .collect();
        again.sort_by(|one, other| one.0.cmp(&other.0));
        let mut kept: Vec<(String, Reasons)> = records
            .iter()
            .filter_map(|record| Some((record.submission_id.clone(), record.reasons()?)))
            .collect();
        kept.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(same_records && again == kept)
    }
}

macro_rules! plans {
    ($rest:literal) => {
        concat!(
            "SELECT n.id, n.policy_id,
                    (SELECT COUNT(*) FROM sampling_policies e WHERE e.organisation = s.organisation AND e.version <= s.version) AS version,
                    n.stage, n.seed, n.seed_from, n.circumstances, n.population, n.population_hash, n.picked,
                    p.name AS made_by_name, n.made_at, (SELECT COUNT(*) FROM samples x WHERE x.plan_id = n.id) AS sampled
             FROM sampling_plans n JOIN sampling_policies s ON s.id = n.policy_id JOIN people p ON p.id = n.made_by ",
            $rest
        )
    };
}

/// Every plan of one's organisation, the last first.
pub async fn plans(db: &impl Read, actor: &Actor) -> Result<Vec<Plan>> {
    may_assure(actor)?;
    db.all(
        plans!("WHERE s.organisation = $1 ORDER BY n.made_at DESC, n.id DESC"),
        args![&actor.organisation],
    )
    .await
}

pub async fn plan(db: &impl Read, actor: &Actor, id: &str) -> Result<Plan> {
    may_assure(actor)?;
    db.one(
        plans!("WHERE n.id = $1 AND s.organisation = $2"),
        args![id, &actor.organisation],
    )
    .await
}

/// A record that a plan was drawn from.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Recorded {
    pub submission_id: String,
    pub learner: String,
    pub assessor_id: String,
    pub assessor: String,
    pub unit: String,
    pub method: String,
    reasons: Option<String>,
    pub sampled_at: Option<Millis>,
    pub sampled_by: Option<String>,
}

impl Recorded {
    /// Why it was taken; `None`: it was not.
    pub fn reasons(&self) -> Option<Reasons> {
        serde_json::from_str(self.reasons.as_deref()?).ok()
    }

    fn record(&self) -> Record {
        Record {
            id: self.submission_id.clone(),
            assessor: self.assessor_id.clone(),
            unit: self.unit.clone(),
            method: self.method.clone(),
        }
    }
}

/// Every record that a plan was drawn from, by assessor, unit and kind of evidence.
pub async fn records_of(db: &impl Read, actor: &Actor, plan_id: &str) -> Result<Vec<Recorded>> {
    may_assure(actor)?;
    db.all(
        "SELECT r.submission_id, l.name AS learner, r.assessor_id, a.name AS assessor, r.unit, r.method, r.reasons,
                x.sampled_at, q.name AS sampled_by
         FROM sampling_records r JOIN people l ON l.id = r.learner_id JOIN people a ON a.id = r.assessor_id
         LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
         LEFT JOIN people q ON q.id = x.iqa_id
         WHERE r.plan_id = $1 ORDER BY a.name, r.assessor_id, r.unit, r.method, r.submission_id",
        args![plan_id],
    )
    .await
}

/// Draws a plan from everything of this stage that no plan has covered yet, and gives its id. Without a seed the system's chance makes one; who has
/// decided something of it themselves types none, because a seed decides what is looked at.
pub async fn draw(
    db: &Db,
    actor: &Actor,
    stage: Stage,
    seed: Option<&str>,
    now: Millis,
) -> Result<String> {
    may_assure(actor)?;
    let (chosen, seed_from) = seeded(seed)?;
    let tx = db.begin_recording().await?;
    let setting = current(&tx, &actor.organisation).await?;
    let setting = setting.ok_or_else(|| Error::conflict("Set a policy first."))?;
    let policy = setting.policy()?;
    let population = population(&tx, actor, &policy, stage, now).await?;
    if population.records.is_empty() {
        return Err(Error::conflict(
            "Nothing has been decided that a plan of this stage has not covered already.",
        ));
    }
    if seed.is_some()
        && population
            .records
            .iter()
            .any(|one| one.assessor == actor.id)
    {
        return Err(Error::conflict(
            "You decided some of this yourself, so the seed is left to chance. Draw it without one.",
        ));
    }
    let picks = plan::plan(&policy, &population, &chosen);
    let id = new_id();
    let new = New {
        id: &id,
        policy_id: &setting.id,
        stage,
        seed: (&chosen, seed_from),
        population: &population,
        picked: picks.len(),
    };
    insert(&tx, actor, &new, now).await?;
    for record in &population.records {
        keep(&tx, &id, record, &picks).await?;
    }
    ledger::record(&tx, Act::SamplingPlanned, &id).await?;
    tx.commit().await?;
    Ok(id)
}

/// The seed that was typed, or one that nobody has chosen; and which of the two.
fn seeded(typed: Option<&str>) -> Result<(String, &'static str)> {
    match typed {
        Some(seed) if seed.chars().count() > LONGEST_SEED => {
            let words = format!("A seed has at most {LONGEST_SEED} characters.");
            Err(Error::invalid(words))
        }
        Some(seed) => Ok((seed.to_owned(), "typed")),
        None => Ok((chance()?, "chance")),
    }
}

/// A plan that has been drawn and is to be kept.
struct New<'a> {
    id: &'a str,
    policy_id: &'a str,
    stage: Stage,
    /// The seed, and where it came from.
    seed: (&'a str, &'static str),
    population: &'a Population,
    picked: usize,
}

async fn insert(tx: &Tx, actor: &Actor, new: &New<'_>, now: Millis) -> Result<()> {
    let population = new.population;
    let circumstances =
        serde_json::to_string(&population.circumstances).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO sampling_plans (id, policy_id, stage, seed, circumstances, population, population_hash, picked, made_by, made_at, seed_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            new.id,
            new.policy_id,
            new.stage.key(),
            new.seed.0,
            circumstances,
            population.records.len() as i64,
            plan::hash_of(&population.records),
            new.picked as i64,
            &actor.id,
            now,
            new.seed.1
        ],
    )
    .await?;
    Ok(())
}

async fn keep(tx: &Tx, plan_id: &str, record: &Record, picks: &[Pick]) -> Result<()> {
    let pick = picks.iter().find(|pick| pick.record.id == record.id);
    let reasons = pick.map(|pick| serde_json::to_string(&pick.reasons));
    tx.run(
        "INSERT INTO sampling_records (plan_id, submission_id, learner_id, assessor_id, unit, method, reasons)
         SELECT $1, c.submission_id, c.learner_id, c.assessor_id, $3, $4, $5 FROM closures c WHERE c.submission_id = $2",
        args![
            plan_id,
            &record.id,
            &record.unit,
            &record.method,
            reasons.transpose().map_err(Error::internal)?
        ],
    )
    .await?;
    Ok(())
}

/// A seed that nobody has chosen.
fn chance() -> Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(hex(&bytes))
}
