CREATE TRIGGER recognition_samples_no_update BEFORE UPDATE ON recognition_samples
BEGIN
    SELECT RAISE(ABORT, 'recognition_samples is append-only');
END;

CREATE TRIGGER recognition_samples_no_delete BEFORE DELETE ON recognition_samples
BEGIN
    SELECT RAISE(ABORT, 'recognition_samples is append-only');
END;

CREATE TRIGGER recognition_samples_no_replace BEFORE INSERT ON recognition_samples
WHEN EXISTS (SELECT 1 FROM recognition_samples WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM recognition_samples WHERE prior_learning_id = NEW.prior_learning_id)
BEGIN
    SELECT RAISE(ABORT, 'recognition_samples: this is there already');
END;

CREATE TRIGGER recognition_samples_has_a_name BEFORE INSERT ON recognition_samples WHEN NEW.prior_learning_id IS NULL OR NEW.prior_learning_id = ''
BEGIN
    SELECT RAISE(ABORT, 'recognition_samples: this has no name');
END;
