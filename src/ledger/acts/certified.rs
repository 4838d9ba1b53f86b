//! Certificates: asked for, released, issued and revoked.

use crate::ledger::source::{Source, source};

pub(super) const CERTIFICATE_REQUESTED: Source = source!(
    "certificate-requested",
    "id",
    ["enrolment", "learner", "award", "issue", "specification"],
    "requested_by AS actor, requested_at AS at, enrolment_id AS a, learner_id AS b, award AS c, CAST(issue AS TEXT) AS d,
     specification_hash AS e FROM certificate_requests WHERE 1 = 1"
);

pub(super) const REQUEST_TITLE: Source = source!(
    "request-title",
    "id",
    ["#title"],
    "requested_by AS actor, requested_at AS at, title AS a FROM certificate_requests WHERE 1 = 1"
);

pub(super) const CERTIFICATE_RELEASED: Source = source!(
    "certificate-released",
    "l.request_id",
    ["learner", "policy", "#said"],
    "l.released_by AS actor, l.released_at AS at, l.learner_id AS a, l.policy_id AS b, l.said AS c
     FROM certificate_releases l JOIN certificate_requests q ON q.id = l.request_id AND q.learner_id = l.learner_id
          AND q.requested_by = l.requested_by WHERE 1 = 1"
);

pub(super) const CERTIFICATE_ISSUED: Source = source!(
    "certificate-issued",
    "id",
    ["enrolment", "learner", "number", "award", "issue", "specification", "expires"],
    "issued_by AS actor, issued_at AS at, enrolment_id AS a, learner_id AS b, number AS c, award AS d, CAST(issue AS TEXT) AS e,
     specification_hash AS f, CAST(expires_at AS TEXT) AS g FROM certificates WHERE 1 = 1"
);

pub(super) const CERTIFICATE_FACE: Source = source!(
    "certificate-face",
    "id",
    [
        "#name", "#title", "#form", "credits", "guided_hours", "#units", "#label", "#organisation", "#statement", "#issuer"
    ],
    "issued_by AS actor, issued_at AS at, name AS a, title AS b, kind AS c, CAST(credits AS TEXT) AS d, CAST(guided_hours AS TEXT) AS e,
     units AS f, specification_label AS g, organisation AS h, statement AS i, issued_by_name AS j FROM certificates WHERE 1 = 1"
);

pub(super) const CERTIFICATE_REVOKED: Source = source!(
    "certificate-revoked",
    "certificate_id",
    ["#reason"],
    "actor_id AS actor, happened_at AS at, reason AS a FROM certificate_events WHERE kind = 'revoked'"
);
