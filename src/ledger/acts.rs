//! What is entered, and what of it: one row of a table for every kind of act.
//!
//! The facts of an entry come from the record of the act, by the query here. An act is entered by it ([`super::record`]), acts from
//! before the ledger are ([`super::open`]), and later the tables are compared with the ledger by it ([`super::state`]).
//!
//! What an entry says never changes, so a column that no entry says yet gets a kind of its own ([`Act::companions`]), entered with the act.
//! A column that repeats one of another record is compared by joining the two: a row in which they differ is no row of the act.

mod more;

use super::source::{Erasure, Source, source};

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
    MembershipBegun,
    MembershipEnded,
    Submitted,
    SubmittedLink,
    SubmittedFile,
    Proposed,
    Remark,
    Enrolled,
    CarriedOver,
    WordsPurged,
    CertificateFace,
    TransferNumber,
    AppealNumber,
    AnswerNumber,
    RequestTitle,
    Witness,
    Countersigner,
    PopulationDrawn,
    PassScope,
    LearnerWords,
    ActionWithdrawn,
    Correction,
    LookAnswered,
    Inspection,
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
        Act::MembershipBegun,
        Act::MembershipEnded,
        Act::Submitted,
        Act::SubmittedLink,
        Act::SubmittedFile,
        Act::Proposed,
        Act::Remark,
        Act::Enrolled,
        Act::CarriedOver,
        Act::WordsPurged,
        Act::CertificateFace,
        Act::TransferNumber,
        Act::AppealNumber,
        Act::AnswerNumber,
        Act::RequestTitle,
        Act::Witness,
        Act::Countersigner,
        Act::PopulationDrawn,
        Act::PassScope,
        Act::LearnerWords,
        Act::ActionWithdrawn,
        Act::Correction,
        Act::LookAnswered,
        Act::Inspection,
    ];

    /// What is entered with an act: what its own entry does not say, as far as there is any.
    pub(super) fn companions(self) -> &'static [Act] {
        match self {
            Act::CertificateIssued => &[Act::CertificateFace],
            Act::CertificateRequested => &[Act::RequestTitle],
            Act::Transfer => &[Act::TransferNumber],
            Act::Appeal => &[Act::AppealNumber],
            Act::ActionAnswered => &[Act::AnswerNumber],
            Act::Testimony => &[Act::Witness],
            Act::Sample => &[Act::Countersigner],
            Act::SamplingPlanned => &[Act::PopulationDrawn],
            Act::PassGiven => &[Act::PassScope],
            Act::Purge => &[Act::WordsPurged],
            _ => &[],
        }
    }

    /// The tables that it is read from.
    #[cfg(test)]
    pub(crate) fn tables(self) -> Vec<String> {
        let source = self.source();
        let sql = format!("{} {}", source.one, source.lines.unwrap_or_default());
        let words: Vec<&str> = sql.split_whitespace().collect();
        let named = words
            .windows(2)
            .filter(|pair| ["FROM", "JOIN"].contains(&pair[0]));
        named.map(|pair| pair[1].to_owned()).collect()
    }

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
                ["assessor", "learner", "outcome", "~comment", "submission", "enrolment", "unit"],
                Erasure::Words,
                "submission_id AS about, countersigned_by AS actor, countersigned_at AS at, c.assessor_id AS a, c.learner_id AS b, outcome AS c, comment AS d,
                 submission_id AS e, enrolment_id AS f, unit AS g
                 FROM countersignatures c JOIN proposals o ON o.id = c.proposal_id WHERE 1 = 1"
            ),
            Act::Decision => source!(
                "decision",
                "id",
                ["submission", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
                Erasure::Words,
                "submission_id AS about, assessor_id AS actor, decided_at AS at, submission_id AS a, learner_id AS b, criterion AS c, outcome AS d, feedback AS e,
                 vacs AS f, explained AS g, plan AS h, plan_by AS i, declined AS j FROM decisions WHERE 1 = 1"
            ),
            Act::Closure => source!(
                "closure",
                "submission_id",
                ["learner", "outcome", "~comment"],
                Erasure::Words,
                "submission_id AS about, assessor_id AS actor, closed_at AS at, learner_id AS a, outcome AS b, comment AS c FROM closures WHERE 1 = 1"
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
                ["enrolment", "learner", "specification", "criterion", "completed_on", "#what", "carried_from", "transfer"],
                "assessor_id AS actor, recorded_at AS at, enrolment_id AS a, learner_id AS b, specification_hash AS c, criterion AS d,
                 completed_on AS e, what AS f, carried_from AS g, transfer_id AS h FROM prior_learning WHERE 1 = 1"
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
                ["learner", "evidence", "#witness", "#email", "~said"],
                Erasure::Draft,
                "t.evidence_id AS about, t.person_id AS actor, given_at AS at, learner_id AS a, evidence_id AS b, t.name AS c, t.email AS d,
                 CASE WHEN body = '' THEN '[erased]' ELSE body END AS e
                 FROM testimonies t JOIN evidence e ON e.id = t.evidence_id AND e.person_id = t.learner_id WHERE 1 = 1"
            ),
            Act::Appeal => source!(
                "appeal",
                "id",
                ["decision", "submission", "criterion", "assessor", "confirmed_by", "~grounds"],
                Erasure::Words,
                "submission_id AS about, learner_id AS actor, appealed_at AS at, decision_id AS a, submission_id AS b, criterion AS c, assessor_id AS d,
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
                "o.appeal_id",
                ["decision", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
                Erasure::Words,
                "p.submission_id AS about, o.answered_by AS actor, o.answered_at AS at, o.decision_id AS a, o.learner_id AS b,
                 o.criterion AS c, o.outcome AS d, o.feedback AS e, o.vacs AS f, o.explained AS g, o.plan AS h, o.plan_by AS i, o.declined AS j
                 FROM appeal_outcomes o JOIN appeals p ON p.id = o.appeal_id AND p.decision_id = o.decision_id
                      AND p.submission_id = o.submission_id AND p.criterion = o.criterion AND p.learner_id = o.learner_id
                      AND p.assessor_id = o.assessor_id AND p.confirmed_by = o.confirmed_by WHERE 1 = 1"
            ),
            Act::SamplingPolicySet => source!(
                "sampling-policy-set",
                "id",
                ["version", "share", "#rules", "organisation"],
                "set_by AS actor, set_at AS at, CAST(version AS TEXT) AS a, CAST(share AS TEXT) AS b, rules AS c, organisation AS d
                 FROM sampling_policies WHERE 1 = 1"
            ),
            Act::SamplingPlanned => source!(
                "sampling-planned",
                "id",
                ["policy", "stage", "seed", "population", "records", "picked", "#circumstances", "seed_from"],
                "made_by AS actor, made_at AS at, policy_id AS a, stage AS b, seed AS c, CAST(population AS TEXT) AS d,
                 population_hash AS e, CAST(picked AS TEXT) AS f, circumstances AS g, seed_from AS h FROM sampling_plans WHERE 1 = 1"
            ),
            Act::Observation => source!(
                "observation",
                "evidence_id",
                ["learner", "submission", "form", "#occasion", "minutes", "~said"],
                Erasure::Draft,
                "evidence_id AS about, assessor_id AS actor, recorded_at AS at, learner_id AS a, submission_id AS b, kind AS c,
                 happened_on || ' ' || place AS d, CAST(minutes AS TEXT) AS e,
                 CASE WHEN body = '' THEN '[erased]' ELSE body END AS f
                 FROM observations o JOIN evidence e ON e.id = o.evidence_id AND e.person_id = o.learner_id WHERE 1 = 1"
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
                ["plan", "submission", "learner", "assessor", "~comment"],
                Erasure::Words,
                "submission_id AS about, iqa_id AS actor, sampled_at AS at, plan_id AS a, submission_id AS b, learner_id AS c, assessor_id AS d, comment AS e
                 FROM samples WHERE 1 = 1"
            ),
            Act::Finding => source!(
                "finding",
                "f.id",
                ["sample", "submission", "criterion", "outcome", "~action", "act_by", "asked_of"],
                Erasure::Words,
                "f.submission_id AS about, f.iqa_id AS actor, s.sampled_at AS at, f.sample_id AS a, f.submission_id AS b, f.criterion AS c, f.outcome AS d,
                 f.action AS e, f.act_by AS f, f.asked_of AS g
                 FROM findings f JOIN samples s ON s.id = f.sample_id AND s.submission_id = f.submission_id AND s.learner_id = f.learner_id
                      AND s.assessor_id = f.assessor_id AND s.iqa_id = f.iqa_id WHERE 1 = 1"
            ),
            Act::ActionAnswered => source!(
                "action-answered",
                "w.id",
                ["finding", "~answer"],
                Erasure::Words,
                "f.submission_id AS about, w.answered_by AS actor, w.answered_at AS at, w.finding_id AS a, w.answer AS b
                 FROM action_answers w JOIN findings f ON f.id = w.finding_id AND f.asked_of = w.answered_by AND f.learner_id = w.learner_id
                      AND f.assessor_id = w.assessor_id WHERE 1 = 1"
            ),
            Act::ActionReviewed => source!(
                "action-reviewed",
                "r.answer_id",
                ["outcome", "~comment", "act_by"],
                Erasure::Words,
                "f.submission_id AS about, r.reviewed_by AS actor, r.reviewed_at AS at, r.outcome AS a, r.comment AS b, r.act_by AS c
                 FROM action_reviews r JOIN action_answers w ON w.id = r.answer_id AND w.answered_by = r.answered_by
                      AND w.learner_id = r.learner_id AND w.assessor_id = r.assessor_id
                 JOIN findings f ON f.id = w.finding_id WHERE 1 = 1"
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
                "l.request_id",
                ["learner", "policy", "#said"],
                "l.released_by AS actor, l.released_at AS at, l.learner_id AS a, l.policy_id AS b, l.said AS c
                 FROM certificate_releases l JOIN certificate_requests q ON q.id = l.request_id AND q.learner_id = l.learner_id
                      AND q.requested_by = l.requested_by WHERE 1 = 1"
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
                ["submission", "learner", "inspected_on", "~place"],
                Erasure::Words,
                "submission_id AS about, assessor_id AS actor, recorded_at AS at, submission_id AS a, learner_id AS b, inspected_on AS c, place AS d
                 FROM inspections WHERE 1 = 1"
            ),
            Act::PassWithdrawn => source!(
                "pass-withdrawn",
                "pass_id",
                [],
                "withdrawn_by AS actor, withdrawn_at AS at FROM pass_withdrawals WHERE 1 = 1"
            ),
            Act::MembershipBegun => source!(
                "membership-begun",
                "id",
                ["person", "organisation"],
                "begun_by AS actor, begun_at AS at, person_id AS a, organisation_id AS b FROM memberships WHERE 1 = 1"
            ),
            Act::MembershipEnded => source!(
                "membership-ended",
                "id",
                ["person", "organisation"],
                "ended_by AS actor, ended_at AS at, person_id AS a, organisation_id AS b FROM memberships WHERE ended_at IS NOT NULL"
            ),
            Act::Submitted => more::SUBMITTED,
            Act::SubmittedLink => more::SUBMITTED_LINK,
            Act::SubmittedFile => more::SUBMITTED_FILE,
            Act::Proposed => more::PROPOSED,
            Act::Remark => more::REMARK,
            Act::Enrolled => more::ENROLLED,
            Act::CarriedOver => more::CARRIED_OVER,
            Act::WordsPurged => more::WORDS_PURGED,
            Act::CertificateFace => more::CERTIFICATE_FACE,
            Act::TransferNumber => more::TRANSFER_NUMBER,
            Act::AppealNumber => more::APPEAL_NUMBER,
            Act::AnswerNumber => more::ANSWER_NUMBER,
            Act::RequestTitle => more::REQUEST_TITLE,
            Act::Witness => more::WITNESS,
            Act::Countersigner => more::COUNTERSIGNER,
            Act::PopulationDrawn => more::POPULATION_DRAWN,
            Act::PassScope => more::PASS_SCOPE,
            Act::LearnerWords => more::LEARNER_WORDS,
            Act::ActionWithdrawn => source!(
                "action-withdrawn",
                "w.finding_id",
                ["#reason"],
                "w.withdrawn_by AS actor, w.withdrawn_at AS at, w.reason AS a
                 FROM action_withdrawals w JOIN findings f ON f.id = w.finding_id AND f.asked_of = w.asked_of AND f.learner_id = w.learner_id
                      AND f.assessor_id = w.assessor_id WHERE 1 = 1"
            ),
            Act::Correction => source!(
                "correction",
                "c.answer_id",
                ["decision", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
                Erasure::Words,
                "c.submission_id AS about, c.corrected_by AS actor, c.corrected_at AS at, c.decision_id AS a, c.learner_id AS b, c.criterion AS c,
                 c.outcome AS d, c.feedback AS e, c.vacs AS f, c.explained AS g, c.plan AS h, c.plan_by AS i, c.declined AS j
                 FROM corrections c JOIN action_answers w ON w.id = c.answer_id AND w.finding_id = c.finding_id AND w.answered_by = c.corrected_by
                      AND w.learner_id = c.learner_id AND w.assessor_id = c.assessor_id
                 JOIN decisions d ON d.id = c.decision_id AND d.submission_id = c.submission_id AND d.criterion = c.criterion WHERE 1 = 1"
            ),
            Act::LookAnswered => source!(
                "look-answered",
                "transfer_id || ' ' || criterion",
                ["transfer", "learner", "criterion", "outcome", "#feedback"],
                "answered_by AS actor, answered_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, outcome AS d, feedback AS e
                 FROM look_outcomes WHERE 1 = 1"
            ),
        }
    }
}
