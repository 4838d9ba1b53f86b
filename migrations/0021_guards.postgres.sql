-- The guards that hold for any client of the database, PostgreSQL's way of saying it.

CREATE TRIGGER ledger_beginnings_append_only BEFORE UPDATE OR DELETE ON ledger_beginnings FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- TRUNCATE asks no trigger of a row.

CREATE TRIGGER content_versions_no_truncate BEFORE TRUNCATE ON content_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enrolments_no_truncate BEFORE TRUNCATE ON enrolments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER readings_no_truncate BEFORE TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER practice_answers_no_truncate BEFORE TRUNCATE ON practice_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sign_offs_no_truncate BEFORE TRUNCATE ON sign_offs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificates_no_truncate BEFORE TRUNCATE ON certificates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_events_no_truncate BEFORE TRUNCATE ON certificate_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plays_no_truncate BEFORE TRUNCATE ON plays FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER play_branches_no_truncate BEFORE TRUNCATE ON play_branches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER play_steps_no_truncate BEFORE TRUNCATE ON play_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER term_versions_no_truncate BEFORE TRUNCATE ON term_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reviews_no_truncate BEFORE TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outlines_no_truncate BEFORE TRUNCATE ON outlines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER countersignatures_no_truncate BEFORE TRUNCATE ON countersignatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER specification_mappings_no_truncate BEFORE TRUNCATE ON specification_mappings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_no_truncate BEFORE TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_looks_no_truncate BEFORE TRUNCATE ON transfer_looks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER carry_overs_no_truncate BEFORE TRUNCATE ON carry_overs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER prior_learning_no_truncate BEFORE TRUNCATE ON prior_learning FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assurances_no_truncate BEFORE TRUNCATE ON assurances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER purges_no_truncate BEFORE TRUNCATE ON purges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_no_truncate BEFORE TRUNCATE ON submissions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_links_no_truncate BEFORE TRUNCATE ON submission_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_files_no_truncate BEFORE TRUNCATE ON submission_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closures_no_truncate BEFORE TRUNCATE ON closures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_comments_no_truncate BEFORE TRUNCATE ON submission_comments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposals_no_truncate BEFORE TRUNCATE ON proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER testimonies_no_truncate BEFORE TRUNCATE ON testimonies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER observations_no_truncate BEFORE TRUNCATE ON observations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER learner_words_no_truncate BEFORE TRUNCATE ON learner_words FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sampling_policies_no_truncate BEFORE TRUNCATE ON sampling_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sampling_plans_no_truncate BEFORE TRUNCATE ON sampling_plans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sampling_records_no_truncate BEFORE TRUNCATE ON sampling_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER samples_no_truncate BEFORE TRUNCATE ON samples FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER findings_no_truncate BEFORE TRUNCATE ON findings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER action_answers_no_truncate BEFORE TRUNCATE ON action_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER action_reviews_no_truncate BEFORE TRUNCATE ON action_reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_requests_no_truncate BEFORE TRUNCATE ON certificate_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_releases_no_truncate BEFORE TRUNCATE ON certificate_releases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeals_no_truncate BEFORE TRUNCATE ON appeals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_withdrawals_no_truncate BEFORE TRUNCATE ON appeal_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_outcomes_no_truncate BEFORE TRUNCATE ON appeal_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exemplars_no_truncate BEFORE TRUNCATE ON exemplars FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exemplar_criteria_no_truncate BEFORE TRUNCATE ON exemplar_criteria FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exercise_ratings_no_truncate BEFORE TRUNCATE ON exercise_ratings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exercise_agreements_no_truncate BEFORE TRUNCATE ON exercise_agreements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER passes_no_truncate BEFORE TRUNCATE ON passes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_records_no_truncate BEFORE TRUNCATE ON pass_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_withdrawals_no_truncate BEFORE TRUNCATE ON pass_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_views_no_truncate BEFORE TRUNCATE ON pass_views FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_beginnings_no_truncate BEFORE TRUNCATE ON ledger_beginnings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_no_truncate BEFORE TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answers_no_truncate BEFORE TRUNCATE ON answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER files_no_truncate BEFORE TRUNCATE ON files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER role_grants_no_truncate BEFORE TRUNCATE ON role_grants FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER trainings_no_truncate BEFORE TRUNCATE ON trainings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER adjustments_no_truncate BEFORE TRUNCATE ON adjustments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER arrangements_no_truncate BEFORE TRUNCATE ON arrangements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exercises_no_truncate BEFORE TRUNCATE ON exercises FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allocations_no_truncate BEFORE TRUNCATE ON allocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the ledger covers has a name by which it is found there. What is there already is left to `ledger verify`.

ALTER TABLE role_grants ADD CONSTRAINT role_grants_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE adjustments ADD CONSTRAINT adjustments_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE trainings ADD CONSTRAINT trainings_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE proposals ADD CONSTRAINT proposals_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE countersignatures ADD CONSTRAINT countersignatures_has_a_name CHECK (proposal_id <> '') NOT VALID;
ALTER TABLE decisions ADD CONSTRAINT decisions_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE closures ADD CONSTRAINT closures_has_a_name CHECK (submission_id <> '') NOT VALID;
ALTER TABLE sign_offs ADD CONSTRAINT sign_offs_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE certificates ADD CONSTRAINT certificates_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE certificate_events ADD CONSTRAINT certificate_events_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE transfers ADD CONSTRAINT transfers_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE prior_learning ADD CONSTRAINT prior_learning_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE purges ADD CONSTRAINT purges_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE testimonies ADD CONSTRAINT testimonies_has_a_name CHECK (request_id <> '') NOT VALID;
ALTER TABLE appeals ADD CONSTRAINT appeals_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE appeal_withdrawals ADD CONSTRAINT appeal_withdrawals_has_a_name CHECK (appeal_id <> '') NOT VALID;
ALTER TABLE appeal_outcomes ADD CONSTRAINT appeal_outcomes_has_a_name CHECK (appeal_id <> '') NOT VALID;
ALTER TABLE sampling_policies ADD CONSTRAINT sampling_policies_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE sampling_plans ADD CONSTRAINT sampling_plans_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE observations ADD CONSTRAINT observations_has_a_name CHECK (evidence_id <> '') NOT VALID;
ALTER TABLE arrangements ADD CONSTRAINT arrangements_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE samples ADD CONSTRAINT samples_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE findings ADD CONSTRAINT findings_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE action_answers ADD CONSTRAINT action_answers_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE action_reviews ADD CONSTRAINT action_reviews_has_a_name CHECK (answer_id <> '') NOT VALID;
ALTER TABLE certificate_requests ADD CONSTRAINT certificate_requests_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE certificate_releases ADD CONSTRAINT certificate_releases_has_a_name CHECK (request_id <> '') NOT VALID;
ALTER TABLE passes ADD CONSTRAINT passes_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE pass_withdrawals ADD CONSTRAINT pass_withdrawals_has_a_name CHECK (pass_id <> '') NOT VALID;
ALTER TABLE enrolments ADD CONSTRAINT enrolments_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE submissions ADD CONSTRAINT submissions_has_a_name CHECK (id <> '') NOT VALID;
ALTER TABLE learner_words ADD CONSTRAINT learner_words_has_a_name CHECK (submission_id <> '') NOT VALID;
ALTER TABLE content_versions ADD CONSTRAINT content_versions_has_a_name CHECK (hash <> '') NOT VALID;
ALTER TABLE term_versions ADD CONSTRAINT term_versions_has_a_name CHECK (hash <> '') NOT VALID;
ALTER TABLE outlines ADD CONSTRAINT outlines_has_a_name CHECK (hash <> '') NOT VALID;
ALTER TABLE specification_mappings ADD CONSTRAINT specification_mappings_has_a_name CHECK (hash <> '') NOT VALID;

-- What is agreed, granted or opened ends, once; nothing else of it changes. Its arguments: the columns that say by whom and when.
CREATE FUNCTION refuse_all_but_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV
        AND to_jsonb(OLD) ->> TG_ARGV[1] IS NULL AND to_jsonb(NEW) ->> TG_ARGV[1] IS NOT NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% only end', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER role_grants_end_once BEFORE UPDATE OR DELETE ON role_grants FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('ended_by', 'ended_at');
CREATE TRIGGER trainings_end_once BEFORE UPDATE OR DELETE ON trainings FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('ended_by', 'ended_at');
CREATE TRIGGER adjustments_end_once BEFORE UPDATE OR DELETE ON adjustments FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('ended_by', 'ended_at');
CREATE TRIGGER arrangements_end_once BEFORE UPDATE OR DELETE ON arrangements FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('ended_by', 'ended_at');
CREATE TRIGGER exercises_end_once BEFORE UPDATE OR DELETE ON exercises FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('closed_by', 'closed_at');
CREATE TRIGGER allocations_end_once BEFORE UPDATE OR DELETE ON allocations FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending('ended_by', 'ended_at');
