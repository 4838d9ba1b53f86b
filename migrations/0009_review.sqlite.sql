-- What was reviewed stays reviewed.

CREATE TRIGGER term_versions_no_update BEFORE UPDATE ON term_versions
BEGIN
    SELECT RAISE(ABORT, 'term_versions is append-only');
END;

CREATE TRIGGER term_versions_no_delete BEFORE DELETE ON term_versions
BEGIN
    SELECT RAISE(ABORT, 'term_versions is append-only');
END;

CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'reviews is append-only');
END;

CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'reviews is append-only');
END;
