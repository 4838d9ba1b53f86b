-- What an internal quality assurer found of prior learning that was recognised: agreed, or it counts no longer. Found once.
CREATE UNIQUE INDEX prior_learning_parties ON prior_learning (id, learner_id, assessor_id);

CREATE TABLE recognition_samples (
    prior_learning_id TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,                  -- who recognised it
    iqa_id TEXT NOT NULL REFERENCES people (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'not-agreed')),
    comment TEXT NOT NULL,
    sampled_at BIGINT NOT NULL,
    CHECK (iqa_id <> learner_id),
    CHECK (iqa_id <> assessor_id),
    CHECK (outcome = 'agreed' OR comment <> ''),
    FOREIGN KEY (prior_learning_id, learner_id, assessor_id) REFERENCES prior_learning (id, learner_id, assessor_id)
);

-- Everything that shows a criterion, as in 0027, but for prior learning that counts no longer.
DROP VIEW lost_criteria;
DROP VIEW shown_criteria;
CREATE VIEW shown_criteria AS
SELECT c.enrolment_id, c.criterion, e.kind, e.activity, e.id AS evidence, c.decision_id AS source
FROM counted_decisions c
JOIN submissions s ON s.id = c.submission_id
JOIN evidence e ON e.id = s.evidence_id
WHERE c.outcome = 'achieved'
UNION ALL
SELECT n.id, l.criterion, 'prior-learning', 'prior-learning', l.id, l.id
FROM current_enrolments n
JOIN prior_learning l ON l.enrolment_id = n.id AND l.specification_hash = n.specification_hash
WHERE NOT EXISTS (SELECT 1 FROM recognition_samples x WHERE x.prior_learning_id = l.id AND x.outcome = 'not-agreed');

-- Criteria that a correction found not yet achieved, or whose prior learning counts no longer, where nothing else shows them.
CREATE VIEW lost_criteria AS
SELECT DISTINCT t.enrolment_id, t.criterion
FROM (
    SELECT c.enrolment_id, c.criterion
    FROM counted_decisions c JOIN confirmed_corrections k ON k.decision_id = c.decision_id
    WHERE c.outcome <> 'achieved'
    UNION ALL
    SELECT n.id, l.criterion
    FROM current_enrolments n
    JOIN prior_learning l ON l.enrolment_id = n.id AND l.specification_hash = n.specification_hash
    JOIN recognition_samples x ON x.prior_learning_id = l.id AND x.outcome = 'not-agreed'
) t
WHERE NOT EXISTS (SELECT 1 FROM shown_criteria x WHERE x.enrolment_id = t.enrolment_id AND x.criterion = t.criterion);

-- Prior learning that a certificate rests on which was asked for, in the last version to which it was carried, and whether somebody has looked at
-- it there or just before.
CREATE VIEW request_recognitions AS
SELECT u.request_id, l.id AS prior_learning_id, l.criterion,
       EXISTS (SELECT 1 FROM recognition_samples x WHERE x.prior_learning_id IN (l.id, l.carried_from)) AS is_seen
FROM request_units u
JOIN prior_learning l ON l.enrolment_id = u.enrolment_id AND l.criterion LIKE u.unit || '.%'
WHERE NOT EXISTS (SELECT 1 FROM prior_learning k WHERE k.carried_from = l.id);
