-- Conversations that somebody has played, line by line. Going back begins a branch; nothing that was said is taken back.

CREATE TABLE plays (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    scenario TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES content_versions (hash),
    number BIGINT NOT NULL CHECK (number >= 1),
    started_at BIGINT NOT NULL,
    UNIQUE (person_id, scenario, number)
);

-- The first branch begins at the beginning; another keeps the first lines of the one that it leaves.
CREATE TABLE play_branches (
    play_id TEXT NOT NULL REFERENCES plays (id),
    branch BIGINT NOT NULL CHECK (branch >= 1),
    leaves BIGINT,
    kept BIGINT NOT NULL CHECK (kept >= 0),     -- how many lines of the branch that it leaves come before its own
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (play_id, branch),
    FOREIGN KEY (play_id, leaves) REFERENCES play_branches (play_id, branch),
    CHECK ((branch = 1) = (leaves IS NULL)),
    CHECK (leaves < branch),
    CHECK (leaves IS NOT NULL OR kept = 0)
);

-- One line that the learner said. What the conversation did by itself follows from it.
CREATE TABLE play_steps (
    play_id TEXT NOT NULL,
    branch BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1), -- counted from the beginning of the conversation, those kept included
    from_scene TEXT NOT NULL,
    line BIGINT NOT NULL CHECK (line >= 1),     -- its place in the scene, in the version that is played
    to_scene TEXT NOT NULL,                     -- where it was the learner's turn again, or the ending
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (play_id, branch, number),
    FOREIGN KEY (play_id, branch) REFERENCES play_branches (play_id, branch)
);
