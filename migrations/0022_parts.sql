-- Who had a part in what, so that nobody looks at their own work; actions that are withdrawn; decisions that are corrected.

-- An action that is no longer asked of anybody: the reason says why.
CREATE TABLE action_withdrawals (
    finding_id TEXT PRIMARY KEY,
    asked_of TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    withdrawn_by TEXT NOT NULL REFERENCES people (id),
    withdrawn_at BIGINT NOT NULL,
    CHECK (withdrawn_by <> asked_of),
    CHECK (withdrawn_by <> learner_id),
    CHECK (withdrawn_by <> assessor_id),
    FOREIGN KEY (finding_id, asked_of, learner_id, assessor_id) REFERENCES findings (id, asked_of, learner_id, assessor_id)
);

CREATE UNIQUE INDEX findings_criteria ON findings (id, submission_id, criterion);
CREATE UNIQUE INDEX action_answers_findings ON action_answers (id, finding_id);

-- A new decision that comes with the answer to an action. It takes the place of the first once an internal quality assurer has closed the
-- action with it: so two persons stand behind it. The first stays to be read.
CREATE TABLE corrections (
    answer_id TEXT PRIMARY KEY,
    finding_id TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,                  -- whose decision is corrected
    outcome TEXT NOT NULL CHECK (outcome IN ('achieved', 'not-yet-achieved')),
    feedback TEXT NOT NULL CHECK (feedback <> ''),
    vacs TEXT NOT NULL,
    explained TEXT NOT NULL,
    plan TEXT,
    plan_by TEXT,
    declined TEXT CHECK (declined <> ''),       -- why the evidence does not bear on the criterion
    corrected_by TEXT NOT NULL,
    corrected_at BIGINT NOT NULL,
    CHECK (corrected_by <> learner_id),
    CHECK (vacs = 'VACS' OR outcome = 'not-yet-achieved' OR explained <> ''),
    CHECK (declined IS NULL OR outcome = 'not-yet-achieved'),
    CHECK (plan IS NULL OR (plan <> '' AND plan_by IS NOT NULL AND outcome = 'not-yet-achieved')),
    FOREIGN KEY (answer_id, corrected_by, learner_id, assessor_id) REFERENCES action_answers (id, answered_by, learner_id, assessor_id),
    FOREIGN KEY (answer_id, finding_id) REFERENCES action_answers (id, finding_id),
    FOREIGN KEY (finding_id, submission_id, criterion) REFERENCES findings (id, submission_id, criterion),
    FOREIGN KEY (decision_id, submission_id, criterion, learner_id, assessor_id)
        REFERENCES decisions (id, submission_id, criterion, learner_id, assessor_id)
);
CREATE INDEX corrections_decision ON corrections (decision_id);
CREATE INDEX corrections_submission ON corrections (submission_id);

-- Every action that was asked for, with the day and the state that it has now.
DROP VIEW actions;
CREATE VIEW actions AS
SELECT f.id, f.sample_id, f.submission_id, f.learner_id, f.assessor_id, f.criterion, f.action, f.asked_of, f.iqa_id, s.sampled_at AS asked_at,
       a.id AS answer_id, a.answered_at, r.reviewed_at, w.withdrawn_at,
       CASE WHEN r.outcome = 'closed' THEN 'closed' WHEN w.finding_id IS NOT NULL THEN 'withdrawn'
            WHEN a.id IS NOT NULL AND r.outcome IS NULL THEN 'answered' ELSE 'open' END AS state,
       COALESCE(r.act_by, (SELECT p.act_by FROM action_answers b JOIN action_reviews p ON p.answer_id = b.id
                           WHERE b.finding_id = f.id AND p.outcome = 'asked-again' ORDER BY b.number DESC LIMIT 1), f.act_by) AS act_by
FROM findings f
JOIN samples s ON s.id = f.sample_id
LEFT JOIN action_answers a ON a.finding_id = f.id AND a.number = (SELECT MAX(b.number) FROM action_answers b WHERE b.finding_id = f.id)
LEFT JOIN action_reviews r ON r.answer_id = a.id
LEFT JOIN action_withdrawals w ON w.finding_id = f.id
WHERE f.outcome = 'action-required';

-- Those that somebody still has to act on or to look at.
CREATE VIEW open_actions AS SELECT * FROM actions WHERE state IN ('open', 'answered');

-- Corrections that count: the action was closed with them.
CREATE VIEW confirmed_corrections AS
SELECT c.*, r.reviewed_at AS confirmed_at
FROM corrections c JOIN action_reviews r ON r.answer_id = c.answer_id AND r.outcome = 'closed';

-- Every decision as it stands now: the last of the first one, the answer to an appeal and a correction. Whatever counts decisions reads
-- them here.
DROP VIEW current_closures;
DROP VIEW current_decisions;
CREATE VIEW current_decisions AS
SELECT n.id, n.submission_id, n.learner_id, n.criterion,
       CASE WHEN n.is_corrected THEN n.corrected_outcome ELSE COALESCE(n.appealed_outcome, n.first_outcome) END AS outcome,
       CASE WHEN n.is_corrected THEN n.corrected_by ELSE COALESCE(n.answered_by, n.assessor_id) END AS assessor_id,
       CASE WHEN n.is_corrected THEN n.confirmed_at ELSE COALESCE(n.answered_at, n.decided_at) END AS decided_at,
       CASE WHEN n.is_corrected THEN NULL ELSE n.appeal_id END AS appeal_id
FROM (
    SELECT d.id, d.submission_id, d.learner_id, d.criterion, d.outcome AS first_outcome, d.assessor_id, d.decided_at,
           o.appeal_id, o.outcome AS appealed_outcome, o.answered_by, o.answered_at,
           k.outcome AS corrected_outcome, k.corrected_by, r.reviewed_at AS confirmed_at,
           k.answer_id IS NOT NULL AND (o.appeal_id IS NULL OR o.answered_at <= r.reviewed_at) AS is_corrected
    FROM decisions d
    LEFT JOIN appeal_outcomes o ON o.decision_id = d.id
    LEFT JOIN corrections k ON k.answer_id = (
        SELECT l.answer_id FROM confirmed_corrections l WHERE l.decision_id = d.id ORDER BY l.confirmed_at DESC, l.answer_id DESC LIMIT 1)
    LEFT JOIN action_reviews r ON r.answer_id = k.answer_id
) n;

-- Every closure as it stands now: accepted while every criterion is achieved, and when it became so, or ceased to be, by an appeal or a
-- correction.
CREATE VIEW current_closures AS
SELECT n.submission_id, n.learner_id, n.outcome, n.comment, n.assessor_id, n.closed_at,
       CASE WHEN n.outcome <> n.was THEN (
           SELECT MAX(o.answered_at) FROM appeal_outcomes o WHERE o.submission_id = n.submission_id AND o.outcome = 'achieved') END AS appealed_at,
       CASE WHEN n.outcome <> n.was THEN (
           SELECT MAX(k.confirmed_at) FROM confirmed_corrections k WHERE k.submission_id = n.submission_id) END AS corrected_at
FROM (
    SELECT c.submission_id, c.learner_id, c.comment, c.assessor_id, c.closed_at, c.outcome AS was,
           CASE WHEN NOT EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.submission_id = c.submission_id)
                 AND NOT EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.submission_id = c.submission_id) THEN c.outcome
                WHEN EXISTS (SELECT 1 FROM current_decisions d WHERE d.submission_id = c.submission_id AND d.outcome <> 'achieved') THEN 'returned'
                ELSE 'accepted' END AS outcome
    FROM closures c
) n;

-- The one place that says who had a part in a submission.
CREATE VIEW submission_parts AS
SELECT s.id AS submission_id, s.person_id, 'learner' AS part FROM submissions s
UNION ALL SELECT d.submission_id, d.assessor_id, 'assessor' FROM decisions d
UNION ALL SELECT c.submission_id, c.assessor_id, 'assessor' FROM closures c
UNION ALL SELECT k.submission_id, k.corrected_by, 'assessor' FROM corrections k
UNION ALL SELECT p.submission_id, c.countersigned_by, 'countersigner'
          FROM proposals p JOIN countersignatures c ON c.proposal_id = p.id
          WHERE p.submission_id IS NOT NULL AND c.outcome = 'countersigned'
UNION ALL SELECT o.submission_id, o.answered_by, 'appeal' FROM appeal_outcomes o
UNION ALL SELECT s.id, o.assessor_id, 'observer' FROM submissions s JOIN observations o ON o.evidence_id = s.evidence_id
UNION ALL SELECT s.id, t.person_id, 'witness' FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
          WHERE t.person_id IS NOT NULL
UNION ALL SELECT s.id, p.id, 'witness' FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
          JOIN people p ON LOWER(p.email) = t.email;

-- Those who have looked at what was decided on a submission, or of whom something was asked about it: they do not answer an appeal,
-- nor does who had a part in it, but for answering an appeal about another criterion.
CREATE VIEW submission_looks AS
SELECT x.submission_id, x.iqa_id AS person_id FROM samples x
UNION ALL SELECT f.submission_id, f.asked_of FROM findings f WHERE f.asked_of IS NOT NULL
UNION ALL SELECT f.submission_id, r.reviewed_by
          FROM findings f JOIN action_answers a ON a.finding_id = f.id JOIN action_reviews r ON r.answer_id = a.id;

-- Criteria that a correction found not yet achieved, where nothing else under the enrolment shows them.
CREATE VIEW lost_criteria AS
SELECT s.enrolment_id, s.unit, d.criterion
FROM confirmed_corrections k
JOIN current_decisions d ON d.id = k.decision_id AND d.outcome <> 'achieved'
JOIN submissions s ON s.id = d.submission_id
WHERE NOT EXISTS (SELECT 1 FROM submissions t JOIN current_decisions e ON e.submission_id = t.id
                  WHERE t.enrolment_id = s.enrolment_id AND e.criterion = d.criterion AND e.outcome = 'achieved')
  AND NOT EXISTS (SELECT 1 FROM prior_learning l WHERE l.enrolment_id = s.enrolment_id AND l.criterion = d.criterion);

-- The units that a certificate rests on, which was asked for: its own, or all that were signed off where it is for the whole.
CREATE VIEW request_units AS
SELECT r.id AS request_id, r.enrolment_id, g.unit, g.assessor_id AS signed_by
FROM certificate_requests r JOIN sign_offs g ON g.enrolment_id = r.enrolment_id
WHERE g.unit = r.award OR NOT EXISTS (SELECT 1 FROM sign_offs h WHERE h.enrolment_id = r.enrolment_id AND h.unit = r.award);

-- The work in these units, with what was carried over into them from a version before.
CREATE VIEW request_work AS
SELECT u.request_id, s.id AS submission_id FROM request_units u JOIN submissions s ON s.enrolment_id = u.enrolment_id AND s.unit = u.unit
UNION ALL
SELECT u.request_id, d.submission_id
FROM request_units u JOIN transfers t ON t.enrolment_id = u.enrolment_id JOIN carry_overs o ON o.transfer_id = t.id
JOIN decisions d ON d.id = o.decision_id
WHERE o.criterion LIKE u.unit || '.%';

-- Whoever had a part in what a certificate rests on, and so does not release it.
CREATE VIEW request_parts AS
SELECT r.id AS request_id, r.learner_id AS person_id FROM certificate_requests r
UNION ALL SELECT r.id, r.requested_by FROM certificate_requests r
UNION ALL SELECT w.request_id, p.person_id FROM request_work w JOIN submission_parts p ON p.submission_id = w.submission_id
UNION ALL SELECT u.request_id, u.signed_by FROM request_units u
UNION ALL SELECT u.request_id, c.countersigned_by
      FROM request_units u JOIN proposals p ON p.enrolment_id = u.enrolment_id AND p.unit = u.unit
      JOIN countersignatures c ON c.proposal_id = p.id AND c.outcome = 'countersigned'
UNION ALL SELECT u.request_id, l.assessor_id
      FROM request_units u JOIN prior_learning l ON l.enrolment_id = u.enrolment_id AND l.criterion LIKE u.unit || '.%'
UNION ALL SELECT u.request_id, o.actor_id
      FROM request_units u JOIN transfers t ON t.enrolment_id = u.enrolment_id
      JOIN carry_overs o ON o.transfer_id = t.id AND o.because = 'looked-at' AND o.criterion LIKE u.unit || '.%';

-- Why a certificate is released of whose work nobody has looked at anything, as whoever releases it says.
ALTER TABLE certificate_releases ADD COLUMN said TEXT CHECK (said <> '');

-- The submission that an exemplar was made from, if it was from one: whoever had a part in that knows the work already.
ALTER TABLE exemplars ADD COLUMN source_id TEXT REFERENCES submissions (id);

-- A name as it is looked for, in small letters; the program keeps it, because SQLite knows the small letters of English alone.
ALTER TABLE people ADD COLUMN folded TEXT NOT NULL DEFAULT '';

-- Whether chance made the seed of a plan, or whoever drew it has typed it; nothing in plans from before.
ALTER TABLE sampling_plans ADD COLUMN seed_from TEXT CHECK (seed_from IN ('chance', 'typed'));
