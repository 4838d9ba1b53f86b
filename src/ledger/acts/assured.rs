//! What quality assurance drew, found and asked for, and what it showed to others.

use crate::ledger::source::{Erasure, Source, source};

pub(super) const SAMPLING_POLICY_SET: Source = source!(
    "sampling-policy-set",
    "id",
    ["version", "share", "#rules", "organisation"],
    "set_by AS actor, set_at AS at, CAST(version AS TEXT) AS a, CAST(share AS TEXT) AS b, rules AS c, organisation AS d
     FROM sampling_policies WHERE 1 = 1"
);

pub(super) const SAMPLING_PLANNED: Source = source!(
    "sampling-planned",
    "id",
    ["policy", "stage", "seed", "population", "records", "picked", "#circumstances", "seed_from"],
    "made_by AS actor, made_at AS at, policy_id AS a, stage AS b, seed AS c, CAST(population AS TEXT) AS d,
     population_hash AS e, CAST(picked AS TEXT) AS f, circumstances AS g, seed_from AS h FROM sampling_plans WHERE 1 = 1"
);

/// What a plan was drawn from, and what of it was taken.
pub(super) const POPULATION_DRAWN: Source = Source {
    lines: Some(
        "SELECT submission_id AS a, learner_id AS b, assessor_id AS c, unit AS d, method AS e, reasons AS f
         FROM sampling_records WHERE plan_id = $1",
    ),
    ..source!(
        "population-drawn",
        "id",
        ["#records"],
        "made_by AS actor, made_at AS at FROM sampling_plans WHERE 1 = 1"
    )
};

pub(super) const SAMPLE: Source = source!(
    "sample",
    "id",
    ["plan", "submission", "learner", "assessor", "~comment"],
    Erasure::Words,
    "submission_id AS about, iqa_id AS actor, sampled_at AS at, plan_id AS a, submission_id AS b, learner_id AS c, assessor_id AS d, comment AS e
     FROM samples WHERE 1 = 1"
);

pub(super) const COUNTERSIGNER: Source = source!(
    "countersigner",
    "id",
    ["countersigner"],
    "iqa_id AS actor, sampled_at AS at, countersigner_id AS a FROM samples WHERE countersigner_id IS NOT NULL"
);

pub(super) const FINDING: Source = source!(
    "finding",
    "f.id",
    ["sample", "submission", "criterion", "outcome", "~action", "act_by", "asked_of"],
    Erasure::Words,
    "f.submission_id AS about, f.iqa_id AS actor, s.sampled_at AS at, f.sample_id AS a, f.submission_id AS b, f.criterion AS c, f.outcome AS d,
     f.action AS e, f.act_by AS f, f.asked_of AS g
     FROM findings f JOIN samples s ON s.id = f.sample_id AND s.submission_id = f.submission_id AND s.learner_id = f.learner_id
          AND s.assessor_id = f.assessor_id AND s.iqa_id = f.iqa_id WHERE 1 = 1"
);

pub(super) const ACTION_ANSWERED: Source = source!(
    "action-answered",
    "w.id",
    ["finding", "~answer"],
    Erasure::Words,
    "f.submission_id AS about, w.answered_by AS actor, w.answered_at AS at, w.finding_id AS a, w.answer AS b
     FROM action_answers w JOIN findings f ON f.id = w.finding_id AND f.asked_of = w.answered_by AND f.learner_id = w.learner_id
          AND f.assessor_id = w.assessor_id WHERE 1 = 1"
);

pub(super) const ANSWER_NUMBER: Source = source!(
    "answer-number",
    "id",
    ["number"],
    "answered_by AS actor, answered_at AS at, CAST(number AS TEXT) AS a FROM action_answers WHERE 1 = 1"
);

pub(super) const ACTION_REVIEWED: Source = source!(
    "action-reviewed",
    "r.answer_id",
    ["outcome", "~comment", "act_by"],
    Erasure::Words,
    "f.submission_id AS about, r.reviewed_by AS actor, r.reviewed_at AS at, r.outcome AS a, r.comment AS b, r.act_by AS c
     FROM action_reviews r JOIN action_answers w ON w.id = r.answer_id AND w.answered_by = r.answered_by
          AND w.learner_id = r.learner_id AND w.assessor_id = r.assessor_id
     JOIN findings f ON f.id = w.finding_id WHERE 1 = 1"
);

pub(super) const ACTION_WITHDRAWN: Source = source!(
    "action-withdrawn",
    "w.finding_id",
    ["~reason"],
    Erasure::Words,
    "f.submission_id AS about, w.withdrawn_by AS actor, w.withdrawn_at AS at, w.reason AS a
     FROM action_withdrawals w JOIN findings f ON f.id = w.finding_id AND f.asked_of = w.asked_of AND f.learner_id = w.learner_id
          AND f.assessor_id = w.assessor_id WHERE 1 = 1"
);

pub(super) const CORRECTION: Source = source!(
    "correction",
    "c.answer_id",
    ["decision", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
    Erasure::Words,
    "c.submission_id AS about, c.corrected_by AS actor, c.corrected_at AS at, c.decision_id AS a, c.learner_id AS b, c.criterion AS c,
     c.outcome AS d, c.feedback AS e, c.vacs AS f, c.explained AS g, c.plan AS h, c.plan_by AS i, c.declined AS j
     FROM corrections c JOIN action_answers w ON w.id = c.answer_id AND w.finding_id = c.finding_id AND w.answered_by = c.corrected_by
          AND w.learner_id = c.learner_id AND w.assessor_id = c.assessor_id
     JOIN decisions d ON d.id = c.decision_id AND d.submission_id = c.submission_id AND d.criterion = c.criterion WHERE 1 = 1"
);

pub(super) const PASS_GIVEN: Source = source!(
    "pass-given",
    "id",
    ["#holder", "names", "records", "until"],
    "given_by AS actor, given_at AS at, holder || ', ' || organisation AS a, CASE WHEN shows_names THEN 'shown' ELSE 'not-shown' END AS b,
     CAST((SELECT COUNT(*) FROM pass_records r WHERE r.pass_id = passes.id) AS TEXT) AS c, CAST(expires_at AS TEXT) AS d
     FROM passes WHERE 1 = 1"
);

/// What a pass opens, and by which link.
pub(super) const PASS_SCOPE: Source = Source {
    lines: Some("SELECT plan_id AS a, submission_id AS b FROM pass_records WHERE pass_id = $1"),
    ..source!(
        "pass-scope",
        "id",
        ["#records", "#link"],
        "given_by AS actor, given_at AS at, token_hash AS b FROM passes WHERE 1 = 1"
    )
};

pub(super) const PASS_WITHDRAWN: Source = source!(
    "pass-withdrawn",
    "pass_id",
    [],
    "withdrawn_by AS actor, withdrawn_at AS at FROM pass_withdrawals WHERE 1 = 1"
);

pub(super) const RECOGNITION_SAMPLED: Source = source!(
    "recognition-sampled",
    "prior_learning_id",
    ["learner", "assessor", "outcome", "#comment"],
    "iqa_id AS actor, sampled_at AS at, learner_id AS a, assessor_id AS b, outcome AS c, comment AS d FROM recognition_samples WHERE 1 = 1"
);
