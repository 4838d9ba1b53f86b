//! Who may do what, who studies what, and what was agreed with whom.

use crate::ledger::source::{Source, source};

pub(super) const ROLE_GRANTED: Source = source!(
    "role-granted",
    "id",
    ["person", "role"],
    "granted_by AS actor, granted_at AS at, person_id AS a, role AS b FROM role_grants WHERE 1 = 1"
);

pub(super) const ROLE_ENDED: Source = source!(
    "role-ended",
    "id",
    ["person", "role"],
    "ended_by AS actor, ended_at AS at, person_id AS a, role AS b FROM role_grants WHERE ended_at IS NOT NULL"
);

pub(super) const MEMBERSHIP_BEGUN: Source = source!(
    "membership-begun",
    "id",
    ["person", "organisation"],
    "begun_by AS actor, begun_at AS at, person_id AS a, organisation_id AS b FROM memberships WHERE 1 = 1"
);

pub(super) const MEMBERSHIP_ENDED: Source = source!(
    "membership-ended",
    "id",
    ["person", "organisation"],
    "ended_by AS actor, ended_at AS at, person_id AS a, organisation_id AS b FROM memberships WHERE ended_at IS NOT NULL"
);

pub(super) const TRAINING_BEGUN: Source = source!(
    "training-begun",
    "id",
    ["person"],
    "begun_by AS actor, begun_at AS at, person_id AS a FROM trainings WHERE 1 = 1"
);

pub(super) const TRAINING_ENDED: Source = source!(
    "training-ended",
    "id",
    ["person"],
    "ended_by AS actor, ended_at AS at, person_id AS a FROM trainings WHERE ended_at IS NOT NULL"
);

pub(super) const EXTRA_TIME_AGREED: Source = source!(
    "extra-time-agreed",
    "id",
    ["learner", "per_cent", "#reason"],
    "agreed_by AS actor, agreed_at AS at, person_id AS a, CAST(extra_time AS TEXT) AS b, reason AS c FROM adjustments WHERE 1 = 1"
);

pub(super) const EXTRA_TIME_ENDED: Source = source!(
    "extra-time-ended",
    "id",
    ["learner"],
    "ended_by AS actor, ended_at AS at, person_id AS a FROM adjustments WHERE ended_at IS NOT NULL"
);

pub(super) const ARRANGEMENT_AGREED: Source = source!(
    "arrangement-agreed",
    "id",
    ["learner", "form", "#described", "#reason", "from", "until"],
    "agreed_by AS actor, agreed_at AS at, learner_id AS a, kind AS b, described AS c, reason AS d, from_day AS e, until_day AS f
     FROM arrangements WHERE 1 = 1"
);

pub(super) const ARRANGEMENT_ENDED: Source = source!(
    "arrangement-ended",
    "id",
    ["learner"],
    "ended_by AS actor, ended_at AS at, learner_id AS a FROM arrangements WHERE ended_at IS NOT NULL"
);

pub(super) const ENROLLED: Source = source!(
    "enrolled",
    "id",
    ["learner", "qualification", "specification"],
    "person_id AS actor, enrolled_at AS at, person_id AS a, qualification AS b, specification_hash AS c FROM enrolments WHERE 1 = 1"
);
