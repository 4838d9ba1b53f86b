//! What was handed in, who studies what, and what the entries of other acts do not say.

use crate::ledger::source::{Erasure, Source, source};

pub(super) const SUBMITTED: Source = source!(
    "submitted",
    "id",
    ["evidence", "learner", "enrolment", "unit", "number", "activity", "specification", "~body"],
    Erasure::Text,
    "id AS about, person_id AS actor, submitted_at AS at, evidence_id AS a, person_id AS b, enrolment_id AS c, unit AS d,
     CAST(number AS TEXT) AS e, activity_hash AS f, specification_hash AS g, body AS h FROM submissions WHERE 1 = 1"
);

pub(super) const SUBMITTED_LINK: Source = source!(
    "submitted-link",
    "l.submission_id || ' ' || l.criterion",
    ["submission", "criterion", "~locator", "~justification"],
    Erasure::Text,
    "l.submission_id AS about, s.person_id AS actor, s.submitted_at AS at, l.submission_id AS a, l.criterion AS b, l.locator AS c,
     l.justification AS d FROM submission_links l JOIN submissions s ON s.id = l.submission_id WHERE 1 = 1"
);

pub(super) const SUBMITTED_FILE: Source = source!(
    "submitted-file",
    "l.submission_id || ' ' || l.file_hash",
    ["submission", "learner", "file", "media_type", "size", "added", "~name", "~description"],
    Erasure::File,
    "l.submission_id || ' ' || l.file_hash AS about, s.person_id AS actor, s.submitted_at AS at, l.submission_id AS a, l.person_id AS b,
     l.file_hash AS c, f.media_type AS d, CAST(f.size AS TEXT) AS e, CAST(l.added_at AS TEXT) AS f, l.name AS g, l.description AS h
     FROM submission_files l JOIN submissions s ON s.id = l.submission_id JOIN files f ON f.hash = l.file_hash WHERE 1 = 1"
);

pub(super) const PROPOSED: Source = source!(
    "proposed",
    "id",
    ["learner", "submission", "enrolment", "unit", "~fields"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, proposed_at AS at, learner_id AS a, submission_id AS b, enrolment_id AS c, unit AS d,
     fields AS e FROM proposals WHERE 1 = 1"
);

pub(super) const REMARK: Source = source!(
    "remark",
    "submission_id || ' ' || field",
    ["submission", "learner", "field", "~comment"],
    Erasure::Words,
    "submission_id AS about, assessor_id AS actor, commented_at AS at, submission_id AS a, learner_id AS b, field AS c, comment AS d
     FROM submission_comments WHERE 1 = 1"
);

pub(super) const ENROLLED: Source = source!(
    "enrolled",
    "id",
    ["learner", "qualification", "specification"],
    "person_id AS actor, enrolled_at AS at, person_id AS a, qualification AS b, specification_hash AS c FROM enrolments WHERE 1 = 1"
);

pub(super) const CARRIED_OVER: Source = source!(
    "carried-over",
    "transfer_id || ' ' || criterion || ' ' || decision_id",
    ["transfer", "learner", "criterion", "decision", "because"],
    "actor_id AS actor, carried_at AS at, transfer_id AS a, learner_id AS b, criterion AS c, decision_id AS d, because AS e
     FROM carry_overs WHERE because <> 'looked-at'"
);

pub(super) const WORDS_PURGED: Source = source!(
    "words-purged",
    "id",
    ["submission"],
    "purged_by AS actor, purged_at AS at, submission_id AS a FROM purges WHERE words_too"
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

pub(super) const TRANSFER_NUMBER: Source = source!(
    "transfer-number",
    "id",
    ["number"],
    "actor_id AS actor, transferred_at AS at, CAST(number AS TEXT) AS a FROM transfers WHERE 1 = 1"
);

pub(super) const APPEAL_NUMBER: Source = source!(
    "appeal-number",
    "id",
    ["number"],
    "learner_id AS actor, appealed_at AS at, CAST(number AS TEXT) AS a FROM appeals WHERE 1 = 1"
);

pub(super) const ANSWER_NUMBER: Source = source!(
    "answer-number",
    "id",
    ["number"],
    "answered_by AS actor, answered_at AS at, CAST(number AS TEXT) AS a FROM action_answers WHERE 1 = 1"
);

pub(super) const REQUEST_TITLE: Source = source!(
    "request-title",
    "id",
    ["#title"],
    "requested_by AS actor, requested_at AS at, title AS a FROM certificate_requests WHERE 1 = 1"
);

pub(super) const WITNESS: Source = source!(
    "witness",
    "request_id",
    ["#role", "#organisation"],
    "person_id AS actor, given_at AS at, role AS a, organisation AS b FROM testimonies WHERE 1 = 1"
);

pub(super) const COUNTERSIGNER: Source = source!(
    "countersigner",
    "id",
    ["countersigner"],
    "iqa_id AS actor, sampled_at AS at, countersigner_id AS a FROM samples WHERE countersigner_id IS NOT NULL"
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

pub(super) const LEARNER_WORDS: Source = source!(
    "learner-words",
    "submission_id",
    ["learner", "~comment"],
    Erasure::Either,
    "submission_id AS about, learner_id AS actor, said_at AS at, learner_id AS a, comment AS b FROM learner_words WHERE 1 = 1"
);
