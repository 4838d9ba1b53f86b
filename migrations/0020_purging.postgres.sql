-- Why a link was declined is among the words that a purge can remove.

DROP TRIGGER decisions_append_only ON decisions;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW
    EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'feedback', 'explained', 'plan', 'declined');
