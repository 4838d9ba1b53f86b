-- What was handed in stays, files among it, and a hash goes on standing for the same bytes.

CREATE TRIGGER submission_files_no_update BEFORE UPDATE ON submission_files
BEGIN
    SELECT RAISE(ABORT, 'submission_files is append-only');
END;

CREATE TRIGGER submission_files_no_delete BEFORE DELETE ON submission_files
BEGIN
    SELECT RAISE(ABORT, 'submission_files is append-only');
END;

CREATE TRIGGER files_stay_the_same BEFORE UPDATE ON files
BEGIN
    SELECT RAISE(ABORT, 'files do not change');
END;
