//! What is entered, and what of it: one row of a table for every kind of act.
//!
//! The facts of an entry come from the record of the act, by the query here. An act is entered by it ([`super::record`]), acts from
//! before the ledger are ([`super::open`]), and later the tables are compared with the ledger by it ([`super::state`]).

use super::{ERASED, canonical::text, hash_of};
use crate::clock::Millis;

/// The columns of a query besides `subject`, `actor` and `at`, in the order of the names.
const COLUMNS: usize = 10;

/// A kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    RoleGranted,
    RoleEnded,
    ExtraTimeAgreed,
    ExtraTimeEnded,
    TrainingBegun,
    TrainingEnded,
    Countersignature,
    Decision,
    Closure,
    SignOff,
    CertificateIssued,
    CertificateRevoked,
    Transfer,
    CarryOver,
    PriorLearning,
    Purge,
    Testimony,
    Appeal,
    AppealWithdrawn,
    AppealOutcome,
    SamplingPolicySet,
    SamplingPlanned,
    Observation,
    ArrangementAgreed,
    ArrangementEnded,
    Sample,
    Finding,
    ActionAnswered,
    ActionReviewed,
    CertificateRequested,
    CertificateReleased,
    PassGiven,
    PassWithdrawn,
    Inspection,
}

/// How the acts of one kind are read from the database.
pub(super) struct Source {
    pub(super) kind: &'static str,
    /// What the columns `a`, `b`, … are; a name that begins with `#` is a text, of which the entry holds a hash.
    pub(super) names: &'static [&'static str],
    /// The act with this id.
    pub(super) one: &'static str,
    /// The next acts after this id, in the order of their ids.
    pub(super) page: &'static str,
}

/// How many acts a page has at most.
pub(super) const PAGE: usize = 5_000;

macro_rules! source {
    ($kind:literal, $id:literal, [$($name:literal),*], $select:literal) => {
        Source {
            kind: $kind,
            names: &[$($name),*],
            one: concat!("SELECT ", $id, " AS subject, ", $select, " AND ", $id, " = $1"),
            page: concat!("SELECT ", $id, " AS subject, ", $select, " AND ", $id, " > $1 ORDER BY ", $id, " LIMIT 5000"),
        }
    };
}

impl Act {
    /// In the order in which acts of the same moment are entered.
    pub const ALL: &[Act] = &[
        Act::RoleGranted,
        Act::RoleEnded,
        Act::ExtraTimeAgreed,
        Act::ExtraTimeEnded,
        Act::TrainingBegun,
        Act::TrainingEnded,
        Act::Countersignature,
        Act::Decision,
        Act::Closure,
        Act::SignOff,
        Act::CertificateIssued,
        Act::CertificateRevoked,
        Act::Transfer,
        Act::CarryOver,
        Act::PriorLearning,
        Act::Purge,
        Act::Testimony,
        Act::Appeal,
        Act::AppealWithdrawn,
        Act::AppealOutcome,
        Act::SamplingPolicySet,
        Act::SamplingPlanned,
        Act::Observation,
        Act::ArrangementAgreed,
        Act::ArrangementEnded,
        Act::Sample,
        Act::Finding,
        Act::ActionAnswered,
        Act::ActionReviewed,
        Act::CertificateRequested,
        Act::CertificateReleased,
        Act::PassGiven,
        Act::PassWithdrawn,
        Act::Inspection,
    ];

    pub(super) fn source(self) -> Source {
        match self {
            Act::RoleGranted => source!(
                "role-granted",
                "id",
                ["person", "role"],
                "granted_by AS actor, granted_at AS at, person_id AS a, role AS b FROM role_grants WHERE 1 = 1"
            ),
            Act::RoleEnded => source!(
                "role-ended",
                "id",
                ["person", "role"],
                "ended_by AS actor, ended_at AS at, person_id AS a, role AS b FROM role_grants WHERE ended_at IS NOT NULL"
            ),
            Act::ExtraTimeAgreed => source!(
                "extra-time-agreed",
                "id",
                ["learner", "per_cent", "#reason"],
                "agreed_by AS actor, agreed_at AS at, person_id AS a, CAST(extra_time AS TEXT) AS b, reason AS c FROM adjustments WHERE 1 = 1"
            ),
            Act::ExtraTimeEnded => source!(
                "extra-time-ended",
                "id",
                ["learner"],
                "ended_by AS actor, ended_at AS at, person_id AS a FROM adjustments WHERE ended_at IS NOT NULL"
            ),
            Act::TrainingBegun => source!(
                "training-begun",
                "id",
                ["person"],
                "begun_by AS actor, begun_at AS at, person_id AS a FROM trainings WHERE 1 = 1"
            ),
            Act::TrainingEnded => source!(
                "training-ended",
                "id",
                ["person"],
                "ended_by AS actor, ended_at AS at, person_id AS a FROM trainings WHERE ended_at IS NOT NULL"
            ),
            Act::Countersignature => source!(
                "countersignature",
                "proposal_id",
                ["assessor", "learner", "outcome", "#comment", "submission", "enrolment", "unit"],
                "countersigned_by AS actor, countersigned_at AS at, c.assessor_id AS a, c.learner_id AS b, outcome AS c, comment AS d,
                 submission_id AS e, enrolment_id AS f, unit AS g
                 FROM countersignatures c JOIN proposals o ON o.id = c.proposal_id WHERE 1 = 1"
            ),
            Act::Decision => source!(
                "decision",
                "id",
                ["submission", "learner", "criterion", "outcome", "#feedback", "vacs", "#explained", "#plan", "plan_by", "#declined"],
                "assessor_id AS actor, decided_at AS at, submission_id AS a, learner_id AS b, criterion AS c, outcome AS d, feedback AS e,
                 vacs AS f, explained AS g, plan AS h, plan_by AS i, declined AS j FROM decisions WHERE 1 = 1"
            ),
            Act::Closure => source!(
                "closure",
                "submission_id",
                ["learner", "outcome", "#comment"],
                "assessor_id AS actor, closed_at AS at, learner_id AS a, outcome AS b, comment AS c FROM closures WHERE 1 = 1"
            ),
            Act::SignOff => source!(
                "sign-off",
                "id",
                ["enrolment", "learner", "unit", "specification"],
                "assessor_id AS actor, signed_at AS at, enrolment_id AS a, learner_id AS b, unit AS c, specification_hash AS d
                 FROM sign_offs WHERE 1 = 1"
            ),
            Act::CertificateIssued => source!(
                "certificate-issued",
                "id",
                ["enrolment", "learner", "number", "award", "issue", "specification", "expires"],
                "issued_by AS actor, issued_at AS at, enrolment_id AS a, learner_id AS b, number AS c, award AS d, CAST(issue AS TEXT) AS e,
                 specification_hash AS f, CAST(expires_at AS TEXT) AS g FROM certificates WHERE 1 = 1"
            ),
            Act::CertificateRevoked => source!(
                "certificate-revoked",
                "certificate_id",
                ["#reason"],
                "actor_id AS actor, happened_at AS at, reason AS a FROM certificate_events WHERE kind = 'revoked'"
            ),
            Act::Transfer => source!(
                "transfer",
                "id",
                ["enrolment", "learner", "from", "to", "mapping"],
                "actor_id AS actor, transferred_at AS at, enrolment_id AS a, learner_id AS b, from_hash AS c, to_hash AS d, mapping_hash AS e
                 FROM transfers WHERE 1 = 1"
            ),
            Act::CarryOver => source!(
                "carry-over",
                "transfer_id || ' ' || criterion || ' ' || decision_id",
                ["transfer", "learner", "criterion", "decision"],
                "actor_id AS actor, carried_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, decision_id AS d
                 FROM carry_overs WHERE because = 'looked-at'"
            ),
            Act::PriorLearning => source!(
                "prior-learning",
                "id",
                ["enrolment", "learner", "specification", "criterion", "completed_on", "#what"],
                "assessor_id AS actor, recorded_at AS at, enrolment_id AS a, learner_id AS b, specification_hash AS c, criterion AS d,
                 completed_on AS e, what AS f FROM prior_learning WHERE 1 = 1"
            ),
            Act::Purge => source!(
                "purge",
                "id",
                ["evidence", "learner", "submission", "file", "content", "#reason", "of"],
                "purged_by AS actor, purged_at AS at, evidence_id AS a, learner_id AS b, submission_id AS c, file_hash AS d, content_hash AS e,
                 reason AS f, CASE WHEN of_words THEN 'words' END AS g FROM purges WHERE 1 = 1"
            ),
            Act::Testimony => source!(
                "testimony",
                "request_id",
                ["learner", "evidence", "#witness", "#email", "#said"],
                "t.person_id AS actor, given_at AS at, learner_id AS a, evidence_id AS b, t.name AS c, t.email AS d,
                 CASE WHEN body = '' THEN '[erased]' ELSE body END AS e
                 FROM testimonies t JOIN evidence e ON e.id = t.evidence_id WHERE 1 = 1"
            ),
            Act::Appeal => source!(
                "appeal",
                "id",
                ["decision", "submission", "criterion", "assessor", "confirmed_by", "#grounds"],
                "learner_id AS actor, appealed_at AS at, decision_id AS a, submission_id AS b, criterion AS c, assessor_id AS d,
                 confirmed_by AS e, grounds AS f FROM appeals WHERE 1 = 1"
            ),
            Act::AppealWithdrawn => source!(
                "appeal-withdrawn",
                "appeal_id",
                [],
                "withdrawn_by AS actor, withdrawn_at AS at FROM appeal_withdrawals WHERE 1 = 1"
            ),
            Act::AppealOutcome => source!(
                "appeal-outcome",
                "appeal_id",
                ["decision", "learner", "criterion", "outcome", "#feedback", "vacs", "#explained", "#plan", "plan_by", "#declined"],
                "answered_by AS actor, answered_at AS at, decision_id AS a, learner_id AS b, criterion AS c, outcome AS d,
                 feedback AS e, vacs AS f, explained AS g, plan AS h, plan_by AS i, declined AS j FROM appeal_outcomes WHERE 1 = 1"
            ),
            Act::SamplingPolicySet => source!(
                "sampling-policy-set",
                "id",
                ["version", "share", "#rules"],
                "set_by AS actor, set_at AS at, CAST(version AS TEXT) AS a, CAST(share AS TEXT) AS b, rules AS c
                 FROM sampling_policies WHERE 1 = 1"
            ),
            Act::SamplingPlanned => source!(
                "sampling-planned",
                "id",
                ["policy", "stage", "seed", "population", "records", "picked", "#circumstances"],
                "made_by AS actor, made_at AS at, policy_id AS a, stage AS b, seed AS c, CAST(population AS TEXT) AS d,
                 population_hash AS e, CAST(picked AS TEXT) AS f, circumstances AS g FROM sampling_plans WHERE 1 = 1"
            ),
            Act::Observation => source!(
                "observation",
                "evidence_id",
                ["learner", "submission", "form", "#occasion", "minutes", "#said"],
                "assessor_id AS actor, recorded_at AS at, learner_id AS a, submission_id AS b, kind AS c,
                 happened_on || ' ' || place AS d, CAST(minutes AS TEXT) AS e,
                 CASE WHEN body = '' THEN '[erased]' ELSE body END AS f
                 FROM observations o JOIN evidence e ON e.id = o.evidence_id WHERE 1 = 1"
            ),
            Act::ArrangementAgreed => source!(
                "arrangement-agreed",
                "id",
                ["learner", "form", "#described", "#reason", "from", "until"],
                "agreed_by AS actor, agreed_at AS at, learner_id AS a, kind AS b, described AS c, reason AS d, from_day AS e, until_day AS f
                 FROM arrangements WHERE 1 = 1"
            ),
            Act::ArrangementEnded => source!(
                "arrangement-ended",
                "id",
                ["learner"],
                "ended_by AS actor, ended_at AS at, learner_id AS a FROM arrangements WHERE ended_at IS NOT NULL"
            ),
            Act::Sample => source!(
                "sample",
                "id",
                ["plan", "submission", "learner", "assessor", "#comment"],
                "iqa_id AS actor, sampled_at AS at, plan_id AS a, submission_id AS b, learner_id AS c, assessor_id AS d, comment AS e
                 FROM samples WHERE 1 = 1"
            ),
            Act::Finding => source!(
                "finding",
                "f.id",
                ["sample", "submission", "criterion", "outcome", "#action", "act_by", "asked_of"],
                "f.iqa_id AS actor, s.sampled_at AS at, f.sample_id AS a, f.submission_id AS b, f.criterion AS c, f.outcome AS d,
                 f.action AS e, f.act_by AS f, f.asked_of AS g FROM findings f JOIN samples s ON s.id = f.sample_id WHERE 1 = 1"
            ),
            Act::ActionAnswered => source!(
                "action-answered",
                "id",
                ["finding", "#answer"],
                "answered_by AS actor, answered_at AS at, finding_id AS a, answer AS b FROM action_answers WHERE 1 = 1"
            ),
            Act::ActionReviewed => source!(
                "action-reviewed",
                "answer_id",
                ["outcome", "#comment", "act_by"],
                "reviewed_by AS actor, reviewed_at AS at, outcome AS a, comment AS b, act_by AS c FROM action_reviews WHERE 1 = 1"
            ),
            Act::CertificateRequested => source!(
                "certificate-requested",
                "id",
                ["enrolment", "learner", "award", "issue", "specification"],
                "requested_by AS actor, requested_at AS at, enrolment_id AS a, learner_id AS b, award AS c, CAST(issue AS TEXT) AS d,
                 specification_hash AS e FROM certificate_requests WHERE 1 = 1"
            ),
            Act::CertificateReleased => source!(
                "certificate-released",
                "request_id",
                ["learner", "policy"],
                "released_by AS actor, released_at AS at, learner_id AS a, policy_id AS b FROM certificate_releases WHERE 1 = 1"
            ),
            Act::PassGiven => source!(
                "pass-given",
                "id",
                ["#holder", "names", "records", "until"],
                "given_by AS actor, given_at AS at, holder || ', ' || organisation AS a, CASE WHEN shows_names THEN 'shown' ELSE 'not-shown' END AS b,
                 CAST((SELECT COUNT(*) FROM pass_records r WHERE r.pass_id = passes.id) AS TEXT) AS c, CAST(expires_at AS TEXT) AS d
                 FROM passes WHERE 1 = 1"
            ),
            Act::Inspection => source!(
                "inspection",
                "id",
                ["submission", "learner", "inspected_on", "#place"],
                "assessor_id AS actor, recorded_at AS at, submission_id AS a, learner_id AS b, inspected_on AS c, place AS d
                 FROM inspections WHERE 1 = 1"
            ),
            Act::PassWithdrawn => source!(
                "pass-withdrawn",
                "pass_id",
                [],
                "withdrawn_by AS actor, withdrawn_at AS at FROM pass_withdrawals WHERE 1 = 1"
            ),
        }
    }
}

/// The record of an act, as the queries give it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) subject: String,
    pub(super) actor: Option<String>,
    pub(super) at: Millis,
    #[sqlx(default)]
    a: Option<String>,
    #[sqlx(default)]
    b: Option<String>,
    #[sqlx(default)]
    c: Option<String>,
    #[sqlx(default)]
    d: Option<String>,
    #[sqlx(default)]
    e: Option<String>,
    #[sqlx(default)]
    f: Option<String>,
    #[sqlx(default)]
    g: Option<String>,
    #[sqlx(default)]
    h: Option<String>,
    #[sqlx(default)]
    i: Option<String>,
    #[sqlx(default)]
    j: Option<String>,
}

impl Row {
    fn columns(&self) -> [&Option<String>; COLUMNS] {
        [
            &self.a, &self.b, &self.c, &self.d, &self.e, &self.f, &self.g, &self.h, &self.i,
            &self.j,
        ]
    }

    /// What there is to say, by name; what is empty is not said.
    pub(super) fn facts(&self, source: &Source) -> Vec<(&'static str, String)> {
        let named = source.names.iter().zip(self.columns());
        let mut facts: Vec<_> = named
            .filter_map(|(name, value)| {
                let value = value.as_deref().filter(|value| !value.is_empty())?;
                Some(match name.strip_prefix('#') {
                    Some(name) => (name, hash_of(&format!("{}\n{value}", self.subject))),
                    None => (*name, value.to_owned()),
                })
            })
            .collect();
        facts.sort_unstable();
        facts
    }

    /// The names of the texts that have been erased since.
    pub(super) fn erased(&self, source: &Source) -> Vec<&'static str> {
        let named = source.names.iter().zip(self.columns());
        named
            .filter(|(_, value)| value.as_deref() == Some(ERASED))
            .filter_map(|(name, _)| name.strip_prefix('#'))
            .collect()
    }
}

/// Facts as canonical JSON: names are ASCII and sorted, values are texts.
pub(super) fn json(facts: &[(&'static str, String)]) -> String {
    let members: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("{}:{}", text(name), text(value)))
        .collect();
    format!("{{{}}}", members.join(","))
}
