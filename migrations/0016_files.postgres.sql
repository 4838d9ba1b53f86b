-- What was handed in stays, files among it, and a hash goes on standing for the same bytes. One change is let through: a text of what was
-- purged becomes "[erased]", and nothing else with it.

CREATE TRIGGER files_stay_the_same BEFORE UPDATE ON files FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER purges_append_only BEFORE UPDATE OR DELETE ON purges FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_purge_by_assessor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM submissions s
        LEFT JOIN decisions d ON d.submission_id = s.id
        LEFT JOIN closures c ON c.submission_id = s.id
        WHERE s.evidence_id = NEW.evidence_id AND (d.assessor_id = NEW.purged_by OR c.assessor_id = NEW.purged_by)) THEN
        RAISE EXCEPTION 'nobody purges what they decided on';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER purges_by_somebody_else BEFORE INSERT ON purges FOR EACH ROW EXECUTE FUNCTION refuse_purge_by_assessor();

-- Its arguments: the column with the submission's id, whether the purge must be one of the assessors' words too, then the texts.
CREATE FUNCTION refuse_all_but_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before JSONB := to_jsonb(OLD);
    erased JSONB := to_jsonb(OLD);
    text_column TEXT;
BEGIN
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT 1 FROM purges p WHERE p.submission_id = before ->> TG_ARGV[0]
        AND CASE WHEN TG_ARGV[1] = 'words' THEN p.words_too ELSE p.file_hash IS NOT DISTINCT FROM before ->> 'file_hash' END)
    THEN
        FOREACH text_column IN ARRAY TG_ARGV[2:] LOOP
            IF to_jsonb(NEW) ->> text_column = '[erased]' THEN
                erased := jsonb_set(erased, ARRAY[text_column], '"[erased]"');
            END IF;
        END LOOP;
        IF erased = to_jsonb(NEW) AND erased <> before THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;

DROP TRIGGER submissions_append_only ON submissions;
CREATE TRIGGER submissions_append_only BEFORE UPDATE OR DELETE ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('id', 'content', 'body');
DROP TRIGGER submission_links_append_only ON submission_links;
CREATE TRIGGER submission_links_append_only BEFORE UPDATE OR DELETE ON submission_links FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'content', 'locator', 'justification');
CREATE TRIGGER submission_files_append_only BEFORE UPDATE OR DELETE ON submission_files FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'content', 'name', 'description');
DROP TRIGGER decisions_append_only ON decisions;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'feedback', 'explained', 'plan');
DROP TRIGGER closures_append_only ON closures;
CREATE TRIGGER closures_append_only BEFORE UPDATE OR DELETE ON closures FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'comment');
DROP TRIGGER submission_comments_append_only ON submission_comments;
CREATE TRIGGER submission_comments_append_only BEFORE UPDATE OR DELETE ON submission_comments FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'comment');
DROP TRIGGER proposals_append_only ON proposals;
CREATE TRIGGER proposals_append_only BEFORE UPDATE OR DELETE ON proposals FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'fields');
