//! What was handed in, by learners, witnesses and assessors, and what was removed of it.

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

pub(super) const TESTIMONY: Source = source!(
    "testimony",
    "request_id",
    ["learner", "evidence", "#witness", "#email", "~said"],
    Erasure::Draft,
    "t.evidence_id AS about, t.person_id AS actor, given_at AS at, learner_id AS a, evidence_id AS b, t.name AS c, t.email AS d,
     CASE WHEN body = '' THEN '[erased]' ELSE body END AS e
     FROM testimonies t JOIN evidence e ON e.id = t.evidence_id AND e.person_id = t.learner_id WHERE 1 = 1"
);

pub(super) const WITNESS: Source = source!(
    "witness",
    "request_id",
    ["#role", "#organisation"],
    "person_id AS actor, given_at AS at, role AS a, organisation AS b FROM testimonies WHERE 1 = 1"
);

pub(super) const OBSERVATION: Source = source!(
    "observation",
    "evidence_id",
    ["learner", "submission", "form", "~occasion", "minutes", "~said"],
    Erasure::Draft,
    "evidence_id AS about, assessor_id AS actor, recorded_at AS at, learner_id AS a, submission_id AS b, kind AS c,
     CASE WHEN place = '[erased]' THEN place ELSE happened_on || ' ' || place END AS d, CAST(minutes AS TEXT) AS e,
     CASE WHEN body = '' THEN '[erased]' ELSE body END AS f
     FROM observations o JOIN evidence e ON e.id = o.evidence_id AND e.person_id = o.learner_id WHERE 1 = 1"
);

pub(super) const OBSERVATION_DAY: Source = source!(
    "observation-day",
    "evidence_id",
    ["happened_on"],
    "assessor_id AS actor, recorded_at AS at, happened_on AS a FROM observations WHERE 1 = 1"
);

pub(super) const LEARNER_WORDS: Source = source!(
    "learner-words",
    "submission_id",
    ["learner", "~comment"],
    Erasure::Either,
    "submission_id AS about, learner_id AS actor, said_at AS at, learner_id AS a, comment AS b FROM learner_words WHERE 1 = 1"
);

pub(super) const PURGE: Source = source!(
    "purge",
    "id",
    ["evidence", "learner", "submission", "file", "content", "#reason", "of"],
    "purged_by AS actor, purged_at AS at, evidence_id AS a, learner_id AS b, submission_id AS c, file_hash AS d, content_hash AS e,
     reason AS f, CASE WHEN of_words THEN 'words' END AS g FROM purges WHERE 1 = 1"
);

pub(super) const WORDS_PURGED: Source = source!(
    "words-purged",
    "id",
    ["submission"],
    "purged_by AS actor, purged_at AS at, submission_id AS a FROM purges WHERE words_too"
);
