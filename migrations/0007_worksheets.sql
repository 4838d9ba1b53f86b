-- What an assessor wrote beside one field of what was handed in. Recorded with the decisions, and never changed.
CREATE TABLE submission_comments (
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    field TEXT NOT NULL,                        -- the id of a field of the worksheet, in the version of the submission
    comment TEXT NOT NULL CHECK (comment <> ''),
    assessor_id TEXT NOT NULL REFERENCES people (id),
    commented_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, field),
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);
