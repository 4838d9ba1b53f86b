//! Policies: versions, none of which is ever changed.

use super::may_assure;
use crate::accounts::Actor;
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::quality::Release;
use crate::quality::policy::Policy;

/// A policy as it was set.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Setting {
    pub id: String,
    /// Counted from 1 in its organisation.
    pub version: i64,
    rules: String,
    pub set_by_name: String,
    pub set_at: Millis,
}

impl Setting {
    pub fn policy(&self) -> Result<Policy> {
        serde_json::from_str(&self.rules).map_err(Error::internal)
    }
}

macro_rules! settings {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, (SELECT COUNT(*) FROM sampling_policies e WHERE e.organisation = s.organisation AND e.version <= s.version) AS version,
                    s.rules, p.name AS set_by_name, s.set_at
             FROM sampling_policies s JOIN people p ON p.id = s.set_by ",
            $rest
        )
    };
}

/// The policy that holds now in an organisation; `None` until one is set there.
pub async fn current(db: &impl Read, organisation: &str) -> Result<Option<Setting>> {
    db.first(
        settings!("WHERE s.organisation = $1 ORDER BY s.version DESC LIMIT 1"),
        args![organisation],
    )
    .await
}

/// The policy with this id.
pub(super) async fn setting(db: &impl Read, id: &str) -> Result<Setting> {
    db.one(settings!("WHERE s.id = $1"), args![id]).await
}

/// Sets the policy of one's organisation from now on, as a new version. The same as before makes no version. Nobody has less of their own
/// decisions looked at than of everybody's.
pub async fn set(db: &Db, actor: &Actor, policy: &Policy, now: Millis) -> Result<()> {
    may_assure(actor)?;
    let of_some = [&policy.assessors, &policy.units, &policy.methods];
    let mut shares = of_some.iter().flat_map(|shares| shares.values());
    if policy.share > 100 || shares.any(|share| *share > 100) {
        return Err(Error::invalid("A share is from 0 to 100 per cent."));
    }
    if policy.release == Release::All && !policy.is_of_everything() {
        return Err(Error::invalid(
            "Where certificates wait for all, every share is 100 per cent.",
        ));
    }
    if policy
        .assessors
        .get(&actor.id)
        .is_some_and(|own| *own < policy.share)
    {
        return Err(Error::invalid(
            "Nobody lowers the share of their own decisions: ask a colleague to set it.",
        ));
    }
    let tx = db.begin_recording().await?;
    let before = current(&tx, &actor.organisation).await?;
    let rules = serde_json::to_string(policy).map_err(Error::internal)?;
    if before.as_ref().is_some_and(|before| before.rules == rules) {
        return Ok(());
    }
    let id = new_id();
    tx.run(
        "INSERT INTO sampling_policies (id, version, share, rules, organisation, set_by, set_at)
         SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3, $4, $5, $6 FROM sampling_policies",
        args![
            &id,
            policy.share,
            rules,
            &actor.organisation,
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(&tx, Act::SamplingPolicySet, &id).await?;
    tx.commit().await
}
