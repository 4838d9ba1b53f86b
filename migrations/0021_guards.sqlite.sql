-- The guards that hold for any client of the database, SQLite's way of saying it.

CREATE TRIGGER ledger_beginnings_no_update BEFORE UPDATE ON ledger_beginnings
BEGIN
    SELECT RAISE(ABORT, 'ledger_beginnings is append-only');
END;

CREATE TRIGGER ledger_beginnings_no_delete BEFORE DELETE ON ledger_beginnings
BEGIN
    SELECT RAISE(ABORT, 'ledger_beginnings is append-only');
END;

-- REPLACE deletes the row that is in its way without asking the triggers against deleting, so nothing is inserted where something is. Where the
-- program itself says ON CONFLICT DO NOTHING, nothing is done; everywhere else it is refused. The row's number is a key as well.

CREATE TRIGGER content_versions_no_replace BEFORE INSERT ON content_versions
WHEN EXISTS (SELECT 1 FROM content_versions WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM content_versions WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER enrolments_no_replace BEFORE INSERT ON enrolments
WHEN EXISTS (SELECT 1 FROM enrolments WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM enrolments WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM enrolments WHERE person_id = NEW.person_id AND qualification = NEW.qualification)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER readings_no_replace BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM readings WHERE person_id = NEW.person_id AND module = NEW.module AND section = NEW.section AND content_hash = NEW.content_hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER practice_answers_no_replace BEFORE INSERT ON practice_answers
WHEN EXISTS (SELECT 1 FROM practice_answers WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM practice_answers WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'practice_answers: this is there already');
END;

CREATE TRIGGER sign_offs_no_replace BEFORE INSERT ON sign_offs
WHEN EXISTS (SELECT 1 FROM sign_offs WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM sign_offs WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM sign_offs WHERE enrolment_id = NEW.enrolment_id AND unit = NEW.unit)
BEGIN
    SELECT RAISE(ABORT, 'sign_offs: this is there already');
END;

CREATE TRIGGER certificates_no_replace BEFORE INSERT ON certificates
WHEN EXISTS (SELECT 1 FROM certificates WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM certificates WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM certificates WHERE enrolment_id = NEW.enrolment_id AND award = NEW.award AND issue = NEW.issue)
    OR EXISTS (SELECT 1 FROM certificates WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'certificates: this is there already');
END;

CREATE TRIGGER certificate_events_no_replace BEFORE INSERT ON certificate_events
WHEN EXISTS (SELECT 1 FROM certificate_events WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM certificate_events WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM certificate_events WHERE certificate_id = NEW.certificate_id AND kind = NEW.kind)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log
WHEN EXISTS (SELECT 1 FROM access_log WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'access_log: this is there already');
END;

CREATE TRIGGER plays_no_replace BEFORE INSERT ON plays
WHEN EXISTS (SELECT 1 FROM plays WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM plays WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM plays WHERE person_id = NEW.person_id AND scenario = NEW.scenario AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'plays: this is there already');
END;

CREATE TRIGGER play_branches_no_replace BEFORE INSERT ON play_branches
WHEN EXISTS (SELECT 1 FROM play_branches WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM play_branches WHERE play_id = NEW.play_id AND branch = NEW.branch)
BEGIN
    SELECT RAISE(ABORT, 'play_branches: this is there already');
END;

CREATE TRIGGER play_steps_no_replace BEFORE INSERT ON play_steps
WHEN EXISTS (SELECT 1 FROM play_steps WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM play_steps WHERE play_id = NEW.play_id AND branch = NEW.branch AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'play_steps: this is there already');
END;

CREATE TRIGGER term_versions_no_replace BEFORE INSERT ON term_versions
WHEN EXISTS (SELECT 1 FROM term_versions WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM term_versions WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM reviews WHERE quiz IS NULL AND NEW.quiz IS NULL AND person_id = NEW.person_id AND item = NEW.item AND reviewed_on = NEW.reviewed_on)
    OR EXISTS (SELECT 1 FROM reviews WHERE quiz IS NOT NULL AND NEW.quiz IS NOT NULL AND person_id = NEW.person_id AND quiz = NEW.quiz AND item = NEW.item AND reviewed_on = NEW.reviewed_on)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER outlines_no_replace BEFORE INSERT ON outlines
WHEN EXISTS (SELECT 1 FROM outlines WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM outlines WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM ledger WHERE sequence = NEW.sequence)
    OR EXISTS (SELECT 1 FROM ledger WHERE kind = NEW.kind AND subject = NEW.subject)
    OR EXISTS (SELECT 1 FROM ledger WHERE hash = NEW.hash)
    OR EXISTS (SELECT 1 FROM ledger WHERE previous = NEW.previous)
BEGIN
    SELECT RAISE(ABORT, 'ledger: this is there already');
END;

CREATE TRIGGER countersignatures_no_replace BEFORE INSERT ON countersignatures
WHEN EXISTS (SELECT 1 FROM countersignatures WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM countersignatures WHERE proposal_id = NEW.proposal_id)
BEGIN
    SELECT RAISE(ABORT, 'countersignatures: this is there already');
END;

CREATE TRIGGER specification_mappings_no_replace BEFORE INSERT ON specification_mappings
WHEN EXISTS (SELECT 1 FROM specification_mappings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM specification_mappings WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER transfers_no_replace BEFORE INSERT ON transfers
WHEN EXISTS (SELECT 1 FROM transfers WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM transfers WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM transfers WHERE enrolment_id = NEW.enrolment_id AND from_hash = NEW.from_hash)
    OR EXISTS (SELECT 1 FROM transfers WHERE enrolment_id = NEW.enrolment_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'transfers: this is there already');
END;

CREATE TRIGGER transfer_looks_no_replace BEFORE INSERT ON transfer_looks
WHEN EXISTS (SELECT 1 FROM transfer_looks WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM transfer_looks WHERE transfer_id = NEW.transfer_id AND criterion = NEW.criterion AND decision_id = NEW.decision_id)
BEGIN
    SELECT RAISE(ABORT, 'transfer_looks: this is there already');
END;

CREATE TRIGGER carry_overs_no_replace BEFORE INSERT ON carry_overs
WHEN EXISTS (SELECT 1 FROM carry_overs WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM carry_overs WHERE transfer_id = NEW.transfer_id AND criterion = NEW.criterion AND decision_id = NEW.decision_id)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER prior_learning_no_replace BEFORE INSERT ON prior_learning
WHEN EXISTS (SELECT 1 FROM prior_learning WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM prior_learning WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM prior_learning WHERE enrolment_id = NEW.enrolment_id AND specification_hash = NEW.specification_hash AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'prior_learning: this is there already');
END;

CREATE TRIGGER assurances_no_replace BEFORE INSERT ON assurances
WHEN EXISTS (SELECT 1 FROM assurances WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM assurances WHERE submission_id = NEW.submission_id AND kind = NEW.kind)
BEGIN
    SELECT RAISE(ABORT, 'assurances: this is there already');
END;

CREATE TRIGGER purges_no_replace BEFORE INSERT ON purges
WHEN EXISTS (SELECT 1 FROM purges WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM purges WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM purges WHERE submission_id IS NOT NULL AND file_hash IS NOT NULL AND NEW.submission_id IS NOT NULL AND NEW.file_hash IS NOT NULL AND submission_id = NEW.submission_id AND file_hash = NEW.file_hash)
    OR EXISTS (SELECT 1 FROM purges WHERE submission_id IS NOT NULL AND file_hash IS NULL AND NEW.submission_id IS NOT NULL AND NEW.file_hash IS NULL AND submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(ABORT, 'purges: this is there already');
END;

CREATE TRIGGER submissions_no_replace BEFORE INSERT ON submissions
WHEN EXISTS (SELECT 1 FROM submissions WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM submissions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM submissions WHERE evidence_id = NEW.evidence_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'submissions: this is there already');
END;

CREATE TRIGGER submission_links_no_replace BEFORE INSERT ON submission_links
WHEN EXISTS (SELECT 1 FROM submission_links WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM submission_links WHERE submission_id = NEW.submission_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'submission_links: this is there already');
END;

CREATE TRIGGER submission_files_no_replace BEFORE INSERT ON submission_files
WHEN EXISTS (SELECT 1 FROM submission_files WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM submission_files WHERE submission_id = NEW.submission_id AND file_hash = NEW.file_hash)
BEGIN
    SELECT RAISE(ABORT, 'submission_files: this is there already');
END;

CREATE TRIGGER closures_no_replace BEFORE INSERT ON closures
WHEN EXISTS (SELECT 1 FROM closures WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM closures WHERE submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(ABORT, 'closures: this is there already');
END;

CREATE TRIGGER submission_comments_no_replace BEFORE INSERT ON submission_comments
WHEN EXISTS (SELECT 1 FROM submission_comments WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM submission_comments WHERE submission_id = NEW.submission_id AND field = NEW.field)
BEGIN
    SELECT RAISE(ABORT, 'submission_comments: this is there already');
END;

CREATE TRIGGER proposals_no_replace BEFORE INSERT ON proposals
WHEN EXISTS (SELECT 1 FROM proposals WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM proposals WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'proposals: this is there already');
END;

CREATE TRIGGER testimonies_no_replace BEFORE INSERT ON testimonies
WHEN EXISTS (SELECT 1 FROM testimonies WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM testimonies WHERE request_id = NEW.request_id)
    OR EXISTS (SELECT 1 FROM testimonies WHERE evidence_id = NEW.evidence_id)
BEGIN
    SELECT RAISE(ABORT, 'testimonies: this is there already');
END;

CREATE TRIGGER observations_no_replace BEFORE INSERT ON observations
WHEN EXISTS (SELECT 1 FROM observations WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM observations WHERE evidence_id = NEW.evidence_id)
    OR EXISTS (SELECT 1 FROM observations WHERE submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(ABORT, 'observations: this is there already');
END;

CREATE TRIGGER learner_words_no_replace BEFORE INSERT ON learner_words
WHEN EXISTS (SELECT 1 FROM learner_words WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM learner_words WHERE submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM decisions WHERE submission_id = NEW.submission_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'decisions: this is there already');
END;

CREATE TRIGGER sampling_policies_no_replace BEFORE INSERT ON sampling_policies
WHEN EXISTS (SELECT 1 FROM sampling_policies WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM sampling_policies WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM sampling_policies WHERE version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'sampling_policies: this is there already');
END;

CREATE TRIGGER sampling_plans_no_replace BEFORE INSERT ON sampling_plans
WHEN EXISTS (SELECT 1 FROM sampling_plans WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM sampling_plans WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'sampling_plans: this is there already');
END;

CREATE TRIGGER sampling_records_no_replace BEFORE INSERT ON sampling_records
WHEN EXISTS (SELECT 1 FROM sampling_records WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM sampling_records WHERE plan_id = NEW.plan_id AND submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(ABORT, 'sampling_records: this is there already');
END;

CREATE TRIGGER samples_no_replace BEFORE INSERT ON samples
WHEN EXISTS (SELECT 1 FROM samples WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM samples WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM samples WHERE plan_id = NEW.plan_id AND submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(ABORT, 'samples: this is there already');
END;

CREATE TRIGGER findings_no_replace BEFORE INSERT ON findings
WHEN EXISTS (SELECT 1 FROM findings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM findings WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM findings WHERE sample_id = NEW.sample_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'findings: this is there already');
END;

CREATE TRIGGER action_answers_no_replace BEFORE INSERT ON action_answers
WHEN EXISTS (SELECT 1 FROM action_answers WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM action_answers WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM action_answers WHERE finding_id = NEW.finding_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'action_answers: this is there already');
END;

CREATE TRIGGER action_reviews_no_replace BEFORE INSERT ON action_reviews
WHEN EXISTS (SELECT 1 FROM action_reviews WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM action_reviews WHERE answer_id = NEW.answer_id)
BEGIN
    SELECT RAISE(ABORT, 'action_reviews: this is there already');
END;

CREATE TRIGGER certificate_requests_no_replace BEFORE INSERT ON certificate_requests
WHEN EXISTS (SELECT 1 FROM certificate_requests WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM certificate_requests WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM certificate_requests WHERE enrolment_id = NEW.enrolment_id AND award = NEW.award AND issue = NEW.issue)
BEGIN
    SELECT RAISE(ABORT, 'certificate_requests: this is there already');
END;

CREATE TRIGGER certificate_releases_no_replace BEFORE INSERT ON certificate_releases
WHEN EXISTS (SELECT 1 FROM certificate_releases WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM certificate_releases WHERE request_id = NEW.request_id)
BEGIN
    SELECT RAISE(ABORT, 'certificate_releases: this is there already');
END;

CREATE TRIGGER appeals_no_replace BEFORE INSERT ON appeals
WHEN EXISTS (SELECT 1 FROM appeals WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM appeals WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM appeals WHERE decision_id = NEW.decision_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'appeals: this is there already');
END;

CREATE TRIGGER appeal_withdrawals_no_replace BEFORE INSERT ON appeal_withdrawals
WHEN EXISTS (SELECT 1 FROM appeal_withdrawals WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM appeal_withdrawals WHERE appeal_id = NEW.appeal_id)
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals: this is there already');
END;

CREATE TRIGGER appeal_outcomes_no_replace BEFORE INSERT ON appeal_outcomes
WHEN EXISTS (SELECT 1 FROM appeal_outcomes WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM appeal_outcomes WHERE appeal_id = NEW.appeal_id)
    OR EXISTS (SELECT 1 FROM appeal_outcomes WHERE decision_id = NEW.decision_id)
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes: this is there already');
END;

CREATE TRIGGER exemplars_no_replace BEFORE INSERT ON exemplars
WHEN EXISTS (SELECT 1 FROM exemplars WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM exemplars WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'exemplars: this is there already');
END;

CREATE TRIGGER exemplar_criteria_no_replace BEFORE INSERT ON exemplar_criteria
WHEN EXISTS (SELECT 1 FROM exemplar_criteria WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM exemplar_criteria WHERE exemplar_id = NEW.exemplar_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'exemplar_criteria: this is there already');
END;

CREATE TRIGGER exercise_ratings_no_replace BEFORE INSERT ON exercise_ratings
WHEN EXISTS (SELECT 1 FROM exercise_ratings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM exercise_ratings WHERE exercise_id = NEW.exercise_id AND criterion = NEW.criterion AND assessor_id = NEW.assessor_id)
BEGIN
    SELECT RAISE(ABORT, 'exercise_ratings: this is there already');
END;

CREATE TRIGGER exercise_agreements_no_replace BEFORE INSERT ON exercise_agreements
WHEN EXISTS (SELECT 1 FROM exercise_agreements WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM exercise_agreements WHERE exercise_id = NEW.exercise_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'exercise_agreements: this is there already');
END;

CREATE TRIGGER passes_no_replace BEFORE INSERT ON passes
WHEN EXISTS (SELECT 1 FROM passes WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM passes WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM passes WHERE token_hash = NEW.token_hash)
BEGIN
    SELECT RAISE(ABORT, 'passes: this is there already');
END;

CREATE TRIGGER pass_records_no_replace BEFORE INSERT ON pass_records
WHEN EXISTS (SELECT 1 FROM pass_records WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM pass_records WHERE pass_id = NEW.pass_id AND submission_id = NEW.submission_id)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER pass_withdrawals_no_replace BEFORE INSERT ON pass_withdrawals
WHEN EXISTS (SELECT 1 FROM pass_withdrawals WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM pass_withdrawals WHERE pass_id = NEW.pass_id)
BEGIN
    SELECT RAISE(ABORT, 'pass_withdrawals: this is there already');
END;

CREATE TRIGGER pass_views_no_replace BEFORE INSERT ON pass_views
WHEN EXISTS (SELECT 1 FROM pass_views WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM pass_views WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'pass_views: this is there already');
END;

CREATE TRIGGER ledger_beginnings_no_replace BEFORE INSERT ON ledger_beginnings
WHEN EXISTS (SELECT 1 FROM ledger_beginnings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM ledger_beginnings WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(ABORT, 'ledger_beginnings: this is there already');
END;

CREATE TRIGGER attempts_no_replace BEFORE INSERT ON attempts
WHEN EXISTS (SELECT 1 FROM attempts WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM attempts WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM attempts WHERE submitted_at IS NULL AND NEW.submitted_at IS NULL AND person_id = NEW.person_id AND quiz = NEW.quiz)
    OR EXISTS (SELECT 1 FROM attempts WHERE person_id = NEW.person_id AND quiz = NEW.quiz AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'attempts: this is there already');
END;

CREATE TRIGGER files_no_replace BEFORE INSERT ON files
WHEN EXISTS (SELECT 1 FROM files WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM files WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER role_grants_no_replace BEFORE INSERT ON role_grants
WHEN EXISTS (SELECT 1 FROM role_grants WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM role_grants WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM role_grants WHERE ended_at IS NULL AND NEW.ended_at IS NULL AND person_id = NEW.person_id AND role = NEW.role)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER trainings_no_replace BEFORE INSERT ON trainings
WHEN EXISTS (SELECT 1 FROM trainings WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM trainings WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM trainings WHERE ended_at IS NULL AND NEW.ended_at IS NULL AND person_id = NEW.person_id)
BEGIN
    SELECT RAISE(ABORT, 'trainings: this is there already');
END;

CREATE TRIGGER adjustments_no_replace BEFORE INSERT ON adjustments
WHEN EXISTS (SELECT 1 FROM adjustments WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM adjustments WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM adjustments WHERE ended_at IS NULL AND NEW.ended_at IS NULL AND person_id = NEW.person_id)
BEGIN
    SELECT RAISE(ABORT, 'adjustments: this is there already');
END;

CREATE TRIGGER arrangements_no_replace BEFORE INSERT ON arrangements
WHEN EXISTS (SELECT 1 FROM arrangements WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM arrangements WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'arrangements: this is there already');
END;

CREATE TRIGGER exercises_no_replace BEFORE INSERT ON exercises
WHEN EXISTS (SELECT 1 FROM exercises WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM exercises WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'exercises: this is there already');
END;

CREATE TRIGGER allocations_no_replace BEFORE INSERT ON allocations
WHEN EXISTS (SELECT 1 FROM allocations WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM allocations WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM allocations WHERE ended_at IS NULL AND NEW.ended_at IS NULL AND assessor_id = NEW.assessor_id AND learner_id = NEW.learner_id AND unit = NEW.unit)
BEGIN
    SELECT RAISE(ABORT, 'allocations: this is there already');
END;

-- A row whose number changed could take the place of another.

CREATE TRIGGER submissions_stays_in_place BEFORE UPDATE ON submissions WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'submissions is append-only');
END;

CREATE TRIGGER submission_links_stays_in_place BEFORE UPDATE ON submission_links WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'submission_links is append-only');
END;

CREATE TRIGGER submission_files_stays_in_place BEFORE UPDATE ON submission_files WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'submission_files is append-only');
END;

CREATE TRIGGER closures_stays_in_place BEFORE UPDATE ON closures WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'closures is append-only');
END;

CREATE TRIGGER submission_comments_stays_in_place BEFORE UPDATE ON submission_comments WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'submission_comments is append-only');
END;

CREATE TRIGGER proposals_stays_in_place BEFORE UPDATE ON proposals WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'proposals is append-only');
END;

CREATE TRIGGER learner_words_stays_in_place BEFORE UPDATE ON learner_words WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'learner_words is append-only');
END;

CREATE TRIGGER decisions_stays_in_place BEFORE UPDATE ON decisions WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;

CREATE TRIGGER appeals_stays_in_place BEFORE UPDATE ON appeals WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'appeals is append-only');
END;

CREATE TRIGGER appeal_outcomes_stays_in_place BEFORE UPDATE ON appeal_outcomes WHEN NEW.rowid IS NOT OLD.rowid
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes is append-only');
END;

-- What the ledger covers has a name by which it is found there. A PRIMARY KEY of TEXT alone lets NULL through here.

CREATE TRIGGER role_grants_has_a_name BEFORE INSERT ON role_grants WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'role_grants: this has no name');
END;

CREATE TRIGGER adjustments_has_a_name BEFORE INSERT ON adjustments WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'adjustments: this has no name');
END;

CREATE TRIGGER trainings_has_a_name BEFORE INSERT ON trainings WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'trainings: this has no name');
END;

CREATE TRIGGER proposals_has_a_name BEFORE INSERT ON proposals WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'proposals: this has no name');
END;

CREATE TRIGGER countersignatures_has_a_name BEFORE INSERT ON countersignatures WHEN NEW.proposal_id IS NULL OR NEW.proposal_id = ''
BEGIN
    SELECT RAISE(ABORT, 'countersignatures: this has no name');
END;

CREATE TRIGGER decisions_has_a_name BEFORE INSERT ON decisions WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'decisions: this has no name');
END;

CREATE TRIGGER closures_has_a_name BEFORE INSERT ON closures WHEN NEW.submission_id IS NULL OR NEW.submission_id = ''
BEGIN
    SELECT RAISE(ABORT, 'closures: this has no name');
END;

CREATE TRIGGER sign_offs_has_a_name BEFORE INSERT ON sign_offs WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'sign_offs: this has no name');
END;

CREATE TRIGGER certificates_has_a_name BEFORE INSERT ON certificates WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'certificates: this has no name');
END;

CREATE TRIGGER certificate_events_has_a_name BEFORE INSERT ON certificate_events WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'certificate_events: this has no name');
END;

CREATE TRIGGER transfers_has_a_name BEFORE INSERT ON transfers WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'transfers: this has no name');
END;

CREATE TRIGGER prior_learning_has_a_name BEFORE INSERT ON prior_learning WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'prior_learning: this has no name');
END;

CREATE TRIGGER purges_has_a_name BEFORE INSERT ON purges WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'purges: this has no name');
END;

CREATE TRIGGER testimonies_has_a_name BEFORE INSERT ON testimonies WHEN NEW.request_id IS NULL OR NEW.request_id = ''
BEGIN
    SELECT RAISE(ABORT, 'testimonies: this has no name');
END;

CREATE TRIGGER appeals_has_a_name BEFORE INSERT ON appeals WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'appeals: this has no name');
END;

CREATE TRIGGER appeal_withdrawals_has_a_name BEFORE INSERT ON appeal_withdrawals WHEN NEW.appeal_id IS NULL OR NEW.appeal_id = ''
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals: this has no name');
END;

CREATE TRIGGER appeal_outcomes_has_a_name BEFORE INSERT ON appeal_outcomes WHEN NEW.appeal_id IS NULL OR NEW.appeal_id = ''
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes: this has no name');
END;

CREATE TRIGGER sampling_policies_has_a_name BEFORE INSERT ON sampling_policies WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'sampling_policies: this has no name');
END;

CREATE TRIGGER sampling_plans_has_a_name BEFORE INSERT ON sampling_plans WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'sampling_plans: this has no name');
END;

CREATE TRIGGER observations_has_a_name BEFORE INSERT ON observations WHEN NEW.evidence_id IS NULL OR NEW.evidence_id = ''
BEGIN
    SELECT RAISE(ABORT, 'observations: this has no name');
END;

CREATE TRIGGER arrangements_has_a_name BEFORE INSERT ON arrangements WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'arrangements: this has no name');
END;

CREATE TRIGGER samples_has_a_name BEFORE INSERT ON samples WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'samples: this has no name');
END;

CREATE TRIGGER findings_has_a_name BEFORE INSERT ON findings WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'findings: this has no name');
END;

CREATE TRIGGER action_answers_has_a_name BEFORE INSERT ON action_answers WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'action_answers: this has no name');
END;

CREATE TRIGGER action_reviews_has_a_name BEFORE INSERT ON action_reviews WHEN NEW.answer_id IS NULL OR NEW.answer_id = ''
BEGIN
    SELECT RAISE(ABORT, 'action_reviews: this has no name');
END;

CREATE TRIGGER certificate_requests_has_a_name BEFORE INSERT ON certificate_requests WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'certificate_requests: this has no name');
END;

CREATE TRIGGER certificate_releases_has_a_name BEFORE INSERT ON certificate_releases WHEN NEW.request_id IS NULL OR NEW.request_id = ''
BEGIN
    SELECT RAISE(ABORT, 'certificate_releases: this has no name');
END;

CREATE TRIGGER passes_has_a_name BEFORE INSERT ON passes WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'passes: this has no name');
END;

CREATE TRIGGER pass_withdrawals_has_a_name BEFORE INSERT ON pass_withdrawals WHEN NEW.pass_id IS NULL OR NEW.pass_id = ''
BEGIN
    SELECT RAISE(ABORT, 'pass_withdrawals: this has no name');
END;

CREATE TRIGGER enrolments_has_a_name BEFORE INSERT ON enrolments WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'enrolments: this has no name');
END;

CREATE TRIGGER submissions_has_a_name BEFORE INSERT ON submissions WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'submissions: this has no name');
END;

CREATE TRIGGER learner_words_has_a_name BEFORE INSERT ON learner_words WHEN NEW.submission_id IS NULL OR NEW.submission_id = ''
BEGIN
    SELECT RAISE(ABORT, 'learner_words: this has no name');
END;

CREATE TRIGGER content_versions_has_a_name BEFORE INSERT ON content_versions WHEN NEW.hash IS NULL OR NEW.hash = ''
BEGIN
    SELECT RAISE(ABORT, 'content_versions: this has no name');
END;

CREATE TRIGGER term_versions_has_a_name BEFORE INSERT ON term_versions WHEN NEW.hash IS NULL OR NEW.hash = ''
BEGIN
    SELECT RAISE(ABORT, 'term_versions: this has no name');
END;

CREATE TRIGGER outlines_has_a_name BEFORE INSERT ON outlines WHEN NEW.hash IS NULL OR NEW.hash = ''
BEGIN
    SELECT RAISE(ABORT, 'outlines: this has no name');
END;

CREATE TRIGGER specification_mappings_has_a_name BEFORE INSERT ON specification_mappings WHEN NEW.hash IS NULL OR NEW.hash = ''
BEGIN
    SELECT RAISE(ABORT, 'specification_mappings: this has no name');
END;

CREATE TRIGGER ledger_has_a_number BEFORE INSERT ON ledger WHEN NEW.sequence IS NULL
BEGIN
    SELECT RAISE(ABORT, 'an entry has a number');
END;

-- What is agreed, granted or opened ends, once; nothing else of it changes.

CREATE TRIGGER role_grants_end_once BEFORE UPDATE ON role_grants
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.person_id IS OLD.person_id AND NEW.role IS OLD.role AND NEW.granted_by IS OLD.granted_by AND NEW.granted_at IS OLD.granted_at
    AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'role_grants only end');
END;

CREATE TRIGGER role_grants_no_delete BEFORE DELETE ON role_grants
BEGIN
    SELECT RAISE(ABORT, 'role_grants only end');
END;

CREATE TRIGGER trainings_end_once BEFORE UPDATE ON trainings
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.person_id IS OLD.person_id AND NEW.begun_by IS OLD.begun_by AND NEW.begun_at IS OLD.begun_at
    AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'trainings only end');
END;

CREATE TRIGGER trainings_no_delete BEFORE DELETE ON trainings
BEGIN
    SELECT RAISE(ABORT, 'trainings only end');
END;

CREATE TRIGGER adjustments_end_once BEFORE UPDATE ON adjustments
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.person_id IS OLD.person_id AND NEW.extra_time IS OLD.extra_time AND NEW.reason IS OLD.reason AND NEW.agreed_by IS OLD.agreed_by AND NEW.agreed_at IS OLD.agreed_at
    AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'adjustments only end');
END;

CREATE TRIGGER adjustments_no_delete BEFORE DELETE ON adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments only end');
END;

CREATE TRIGGER arrangements_end_once BEFORE UPDATE ON arrangements
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.learner_id IS OLD.learner_id AND NEW.kind IS OLD.kind AND NEW.described IS OLD.described AND NEW.reason IS OLD.reason AND NEW.from_day IS OLD.from_day AND NEW.until_day IS OLD.until_day AND NEW.agreed_by IS OLD.agreed_by AND NEW.agreed_at IS OLD.agreed_at
    AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'arrangements only end');
END;

CREATE TRIGGER arrangements_no_delete BEFORE DELETE ON arrangements
BEGIN
    SELECT RAISE(ABORT, 'arrangements only end');
END;

CREATE TRIGGER exercises_end_once BEFORE UPDATE ON exercises
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.exemplar_id IS OLD.exemplar_id AND NEW.opened_by IS OLD.opened_by AND NEW.opened_at IS OLD.opened_at
    AND OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'exercises only end');
END;

CREATE TRIGGER exercises_no_delete BEFORE DELETE ON exercises
BEGIN
    SELECT RAISE(ABORT, 'exercises only end');
END;

CREATE TRIGGER allocations_end_once BEFORE UPDATE ON allocations
WHEN NOT (
    NEW.rowid IS OLD.rowid AND NEW.id IS OLD.id AND NEW.assessor_id IS OLD.assessor_id AND NEW.learner_id IS OLD.learner_id AND NEW.unit IS OLD.unit AND NEW.allocated_by IS OLD.allocated_by AND NEW.allocated_at IS OLD.allocated_at
    AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'allocations only end');
END;

CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations
BEGIN
    SELECT RAISE(ABORT, 'allocations only end');
END;
