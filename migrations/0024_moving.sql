-- What becomes of what was shown before a move: looks at prior learning, and the answers to looks, either way.

-- Earlier prior learning that an assessor is asked to look at for a criterion of the new version.
CREATE TABLE prior_learning_looks (
    transfer_id TEXT NOT NULL REFERENCES transfers (id),
    criterion TEXT NOT NULL,
    prior_learning_id TEXT NOT NULL REFERENCES prior_learning (id),
    PRIMARY KEY (transfer_id, criterion, prior_learning_id)
);

-- What an assessor has said of a criterion that they were asked to look at: what was shown before counts, or more is needed, and why.
CREATE TABLE look_outcomes (
    transfer_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'declined')),
    feedback TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES people (id),
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (transfer_id, criterion),
    CHECK (answered_by <> learner_id),
    CHECK (outcome = 'accepted' OR feedback <> ''),
    FOREIGN KEY (transfer_id, learner_id) REFERENCES transfers (id, learner_id)
);

-- Those that were let count before.
INSERT INTO look_outcomes (transfer_id, learner_id, criterion, outcome, feedback, answered_by, answered_at)
SELECT o.transfer_id, o.learner_id, o.criterion, 'accepted', '', MIN(o.actor_id), MIN(o.carried_at)
FROM carry_overs o WHERE o.because = 'looked-at' GROUP BY o.transfer_id, o.learner_id, o.criterion;

-- Of what counts on a later version too: from where, and by which move.
ALTER TABLE prior_learning ADD COLUMN carried_from TEXT REFERENCES prior_learning (id);
ALTER TABLE prior_learning ADD COLUMN transfer_id TEXT REFERENCES transfers (id);
