-- Moving from one version of a specification to the next. An enrolment stays as it was made; each move is a record of its own.

-- The mappings that moves were made by, as they were then.
CREATE TABLE specification_mappings (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of the source
    qualification TEXT NOT NULL,
    source TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE transfers (
    id TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    from_hash TEXT NOT NULL REFERENCES content_versions (hash),
    to_hash TEXT NOT NULL REFERENCES content_versions (hash),
    mapping_hash TEXT NOT NULL REFERENCES specification_mappings (hash),
    actor_id TEXT NOT NULL REFERENCES people (id),
    transferred_at BIGINT NOT NULL,
    UNIQUE (enrolment_id, number),
    UNIQUE (enrolment_id, from_hash),           -- a version is left once, and never returned to
    UNIQUE (id, learner_id),
    CHECK (from_hash <> to_hash),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);

-- An earlier decision that an assessor is asked to look at for a criterion of the new version.
CREATE TABLE transfer_looks (
    transfer_id TEXT NOT NULL REFERENCES transfers (id),
    criterion TEXT NOT NULL,
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    PRIMARY KEY (transfer_id, criterion, decision_id)
);

-- An earlier decision that counts for a criterion of the new version.
CREATE TABLE carry_overs (
    transfer_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    because TEXT NOT NULL CHECK (because IN ('same', 'merged', 'looked-at')),
    actor_id TEXT NOT NULL REFERENCES people (id),
    carried_at BIGINT NOT NULL,
    PRIMARY KEY (transfer_id, criterion, decision_id),
    CHECK (because <> 'looked-at' OR actor_id <> learner_id),
    FOREIGN KEY (transfer_id, learner_id) REFERENCES transfers (id, learner_id)
);

-- Every enrolment with the version that it is on now.
CREATE VIEW current_enrolments AS
SELECT n.id, n.person_id, n.qualification,
       COALESCE((SELECT t.to_hash FROM transfers t WHERE t.enrolment_id = n.id ORDER BY t.number DESC LIMIT 1), n.specification_hash)
           AS specification_hash,
       n.enrolled_at
FROM enrolments n;

-- A criterion that is met by what somebody has learned before, as an assessor found. Tied to the version whose criterion it is.
CREATE TABLE prior_learning (
    id TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    criterion TEXT NOT NULL,
    completed_on TEXT NOT NULL,                 -- ISO 8601: the day on which it was learned or shown
    what TEXT NOT NULL CHECK (what <> ''),
    assessor_id TEXT NOT NULL REFERENCES people (id),
    recorded_at BIGINT NOT NULL,
    UNIQUE (enrolment_id, specification_hash, criterion),
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);
