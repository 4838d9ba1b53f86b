//! What assessors decided, signed off, recognised and carried over, and appeals.

use crate::ledger::source::{Erasure, Source, source};

pub(super) const INSPECTION: Source = source!(
    "inspection",
    "id",
    ["submission", "learner", "inspected_on", "~place"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, recorded_at AS at, submission_id AS a, learner_id AS b, inspected_on AS c, place AS d
     FROM inspections WHERE 1 = 1"
);

pub(super) const PROPOSED: Source = source!(
    "proposed",
    "id",
    ["learner", "submission", "enrolment", "unit", "~fields"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, proposed_at AS at, learner_id AS a, submission_id AS b, enrolment_id AS c, unit AS d,
     fields AS e FROM proposals WHERE 1 = 1"
);

pub(super) const COUNTERSIGNATURE: Source = source!(
    "countersignature",
    "proposal_id",
    ["assessor", "learner", "outcome", "~comment", "submission", "enrolment", "unit"],
    Erasure::Words,
    "submission_id AS about, countersigned_by AS actor, countersigned_at AS at, c.assessor_id AS a, c.learner_id AS b, outcome AS c, comment AS d,
     submission_id AS e, enrolment_id AS f, unit AS g
     FROM countersignatures c JOIN proposals o ON o.id = c.proposal_id WHERE 1 = 1"
);

pub(super) const DECISION: Source = source!(
    "decision",
    "id",
    ["submission", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, decided_at AS at, submission_id AS a, learner_id AS b, criterion AS c, outcome AS d, feedback AS e,
     vacs AS f, explained AS g, plan AS h, plan_by AS i, declined AS j FROM decisions WHERE 1 = 1"
);

pub(super) const REMARK: Source = source!(
    "remark",
    "submission_id || ' ' || field",
    ["submission", "learner", "field", "~comment"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, commented_at AS at, submission_id AS a, learner_id AS b, field AS c, comment AS d
     FROM submission_comments WHERE 1 = 1"
);

pub(super) const CLOSURE: Source = source!(
    "closure",
    "submission_id",
    ["learner", "outcome", "~comment"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, closed_at AS at, learner_id AS a, outcome AS b, comment AS c FROM closures WHERE 1 = 1"
);

pub(super) const SIGN_OFF: Source = source!(
    "sign-off",
    "id",
    ["enrolment", "learner", "unit", "specification"],
    "assessor_id AS actor, signed_at AS at, enrolment_id AS a, learner_id AS b, unit AS c, specification_hash AS d
     FROM sign_offs WHERE 1 = 1"
);

pub(super) const APPEAL: Source = source!(
    "appeal",
    "id",
    ["decision", "submission", "criterion", "assessor", "confirmed_by", "~grounds"],
    Erasure::Words,
    "submission_id AS about, learner_id AS actor, appealed_at AS at, decision_id AS a, submission_id AS b, criterion AS c, assessor_id AS d,
     confirmed_by AS e, grounds AS f FROM appeals WHERE 1 = 1"
);

pub(super) const APPEAL_NUMBER: Source = source!(
    "appeal-number",
    "id",
    ["number"],
    "learner_id AS actor, appealed_at AS at, CAST(number AS TEXT) AS a FROM appeals WHERE 1 = 1"
);

pub(super) const APPEAL_WITHDRAWN: Source = source!(
    "appeal-withdrawn",
    "appeal_id",
    [],
    "withdrawn_by AS actor, withdrawn_at AS at FROM appeal_withdrawals WHERE 1 = 1"
);

pub(super) const APPEAL_OUTCOME: Source = source!(
    "appeal-outcome",
    "o.appeal_id",
    ["decision", "learner", "criterion", "outcome", "~feedback", "vacs", "~explained", "~plan", "plan_by", "~declined"],
    Erasure::Words,
    "p.submission_id AS about, o.answered_by AS actor, o.answered_at AS at, o.decision_id AS a, o.learner_id AS b,
     o.criterion AS c, o.outcome AS d, o.feedback AS e, o.vacs AS f, o.explained AS g, o.plan AS h, o.plan_by AS i, o.declined AS j
     FROM appeal_outcomes o JOIN appeals p ON p.id = o.appeal_id AND p.decision_id = o.decision_id
          AND p.submission_id = o.submission_id AND p.criterion = o.criterion AND p.learner_id = o.learner_id
          AND p.assessor_id = o.assessor_id AND p.confirmed_by = o.confirmed_by WHERE 1 = 1"
);

pub(super) const TRANSFER: Source = source!(
    "transfer",
    "id",
    ["enrolment", "learner", "from", "to", "mapping"],
    "actor_id AS actor, transferred_at AS at, enrolment_id AS a, learner_id AS b, from_hash AS c, to_hash AS d, mapping_hash AS e
     FROM transfers WHERE 1 = 1"
);

pub(super) const TRANSFER_NUMBER: Source = source!(
    "transfer-number",
    "id",
    ["number"],
    "actor_id AS actor, transferred_at AS at, CAST(number AS TEXT) AS a FROM transfers WHERE 1 = 1"
);

pub(super) const CARRY_OVER: Source = source!(
    "carry-over",
    "transfer_id || ' ' || criterion || ' ' || decision_id",
    ["transfer", "learner", "criterion", "decision"],
    "actor_id AS actor, carried_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, decision_id AS d
     FROM carry_overs WHERE because = 'looked-at'"
);

pub(super) const CARRIED_OVER: Source = source!(
    "carried-over",
    "transfer_id || ' ' || criterion || ' ' || decision_id",
    ["transfer", "learner", "criterion", "decision", "because"],
    "actor_id AS actor, carried_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, decision_id AS d, because AS e
     FROM carry_overs WHERE because <> 'looked-at'"
);

pub(super) const LOOK_ANSWERED: Source = source!(
    "look-answered",
    "transfer_id || ' ' || criterion",
    ["transfer", "learner", "criterion", "outcome", "#feedback"],
    "answered_by AS actor, answered_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, outcome AS d, feedback AS e
     FROM look_outcomes WHERE 1 = 1"
);

pub(super) const PRIOR_LEARNING: Source = source!(
    "prior-learning",
    "id",
    ["enrolment", "learner", "specification", "criterion", "completed_on", "#what", "carried_from", "transfer"],
    "assessor_id AS actor, recorded_at AS at, enrolment_id AS a, learner_id AS b, specification_hash AS c, criterion AS d,
     completed_on AS e, what AS f, carried_from AS g, transfer_id AS h FROM prior_learning WHERE 1 = 1"
);
