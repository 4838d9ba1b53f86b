-- What was said stays said.

CREATE TRIGGER plays_no_update BEFORE UPDATE ON plays
BEGIN
    SELECT RAISE(ABORT, 'plays is append-only');
END;

CREATE TRIGGER plays_no_delete BEFORE DELETE ON plays
BEGIN
    SELECT RAISE(ABORT, 'plays is append-only');
END;

CREATE TRIGGER play_branches_no_update BEFORE UPDATE ON play_branches
BEGIN
    SELECT RAISE(ABORT, 'play_branches is append-only');
END;

CREATE TRIGGER play_branches_no_delete BEFORE DELETE ON play_branches
BEGIN
    SELECT RAISE(ABORT, 'play_branches is append-only');
END;

CREATE TRIGGER play_steps_no_update BEFORE UPDATE ON play_steps
BEGIN
    SELECT RAISE(ABORT, 'play_steps is append-only');
END;

CREATE TRIGGER play_steps_no_delete BEFORE DELETE ON play_steps
BEGIN
    SELECT RAISE(ABORT, 'play_steps is append-only');
END;
