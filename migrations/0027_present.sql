-- What counts now: on the version that a learner is on, in the organisation that they belong to, as it stands after appeals and corrections.

-- Every decision that counts under an enrolment on the version that it is on now, with the criterion that it is about there: decisions on what
-- was handed in on that version, and those that were carried over to it.
CREATE VIEW counted_decisions AS
SELECT n.id AS enrolment_id, d.criterion, d.id AS decision_id, d.submission_id, d.outcome
FROM current_enrolments n
JOIN submissions s ON s.enrolment_id = n.id AND s.specification_hash = n.specification_hash
JOIN current_decisions d ON d.submission_id = s.id
UNION ALL
SELECT n.id, o.criterion, d.id, d.submission_id, d.outcome
FROM current_enrolments n
JOIN transfers t ON t.enrolment_id = n.id AND t.to_hash = n.specification_hash
JOIN carry_overs o ON o.transfer_id = t.id
JOIN current_decisions d ON d.id = o.decision_id;

-- Everything that shows a criterion there: decisions that found it achieved, and prior learning.
CREATE VIEW shown_criteria AS
SELECT c.enrolment_id, c.criterion, e.kind, e.activity, e.id AS evidence, c.decision_id AS source
FROM counted_decisions c
JOIN submissions s ON s.id = c.submission_id
JOIN evidence e ON e.id = s.evidence_id
WHERE c.outcome = 'achieved'
UNION ALL
SELECT n.id, l.criterion, 'prior-learning', 'prior-learning', l.id, l.id
FROM current_enrolments n
JOIN prior_learning l ON l.enrolment_id = n.id AND l.specification_hash = n.specification_hash;

-- Criteria that a correction found not yet achieved, where nothing else shows them.
DROP VIEW lost_criteria;
CREATE VIEW lost_criteria AS
SELECT DISTINCT c.enrolment_id, c.criterion
FROM counted_decisions c
JOIN confirmed_corrections k ON k.decision_id = c.decision_id
WHERE c.outcome <> 'achieved'
  AND NOT EXISTS (SELECT 1 FROM shown_criteria x WHERE x.enrolment_id = c.enrolment_id AND x.criterion = c.criterion);

-- What plans were drawn from, with what became of it: of the plans of the organisation that the learner belongs to now. Whoever moves begins anew
-- there.
CREATE VIEW present_records AS
SELECT r.plan_id, r.submission_id, r.reasons, p.stage, x.id AS sample_id, x.sampled_at
FROM sampling_records r
JOIN sampling_plans p ON p.id = r.plan_id
JOIN sampling_policies y ON y.id = p.policy_id
JOIN belonging b ON b.person_id = r.learner_id AND b.organisation = y.organisation
LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id;

-- Work that a plan has drawn, as it stands now: a sample from before an appeal was answered is no look at what stands since.
CREATE VIEW present_draws AS
SELECT r.submission_id
FROM present_records r
WHERE r.reasons IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.submission_id = r.submission_id AND o.answered_at > r.sampled_at);

-- Actions that somebody still has to act on or to look at, asked for where the learner belongs now.
DROP VIEW open_actions;
CREATE VIEW open_actions AS
SELECT a.*
FROM actions a
JOIN samples x ON x.id = a.sample_id
JOIN present_records r ON r.plan_id = x.plan_id AND r.submission_id = x.submission_id
WHERE a.state IN ('open', 'answered');

-- Criteria about which something is asked that is not done.
CREATE VIEW asked_criteria AS
SELECT DISTINCT c.enrolment_id, c.criterion
FROM counted_decisions c
JOIN decisions d ON d.id = c.decision_id
JOIN open_actions a ON a.submission_id = d.submission_id AND a.criterion = d.criterion;

-- Evidence that its learner cannot change now: it is with the assessors, or accepted on the version that they are on.
CREATE VIEW closed_evidence AS
SELECT s.evidence_id, CASE WHEN c.outcome IS NULL THEN 'waiting' ELSE 'accepted' END AS because
FROM submissions s
JOIN current_enrolments n ON n.id = s.enrolment_id
LEFT JOIN current_closures c ON c.submission_id = s.id
WHERE c.outcome IS NULL OR (c.outcome = 'accepted' AND s.specification_hash = n.specification_hash);

-- What an assessor in training has proposed and nobody has answered.
CREATE VIEW open_proposals AS
SELECT o.*
FROM proposals o
WHERE o.fields <> '[erased]' AND NOT EXISTS (SELECT 1 FROM countersignatures c WHERE c.proposal_id = o.id);

-- Allocations to assessors who still are assessors, where the learner is.
DROP VIEW current_allocations;
CREATE VIEW current_allocations AS
SELECT a.id, a.assessor_id, a.learner_id, a.unit, a.allocated_by, a.allocated_at
FROM allocations a
JOIN role_grants g ON g.person_id = a.assessor_id AND g.role = 'assessor' AND g.ended_at IS NULL
JOIN belonging b ON b.person_id = a.assessor_id
JOIN belonging l ON l.person_id = a.learner_id AND l.organisation = b.organisation
WHERE a.ended_at IS NULL;

-- Work that waits, and whom it is allocated to.
CREATE VIEW allocated_work AS
SELECT DISTINCT s.id AS submission_id, a.assessor_id
FROM submissions s
JOIN current_allocations a ON a.learner_id = s.person_id AND (a.unit = '' OR a.unit = s.unit)
WHERE NOT EXISTS (SELECT 1 FROM closures c WHERE c.submission_id = s.id);
