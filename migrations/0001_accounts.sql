-- People, how they come in, and what they may do.
-- Identifiers are UUIDv7 text made by the program; times are milliseconds since 1970 in UTC, given by the program's one clock.

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,                 -- lower case
    name TEXT NOT NULL CHECK (name <> ''),
    password_hash TEXT,                         -- none until an invitation is accepted
    created_at BIGINT NOT NULL
);

-- A role is held from its grant to its end; nothing is deleted, so that it can be told who could do what, and when.
CREATE TABLE role_grants (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('learner', 'assessor', 'iqa', 'manager', 'author', 'administrator')),
    granted_by TEXT REFERENCES people (id),     -- none: the program itself, at sign-up or from the command line
    granted_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT
);
CREATE UNIQUE INDEX role_grants_current ON role_grants (person_id, role) WHERE ended_at IS NULL;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,            -- SHA-256 of the cookie's 32 bytes
    person_id TEXT NOT NULL REFERENCES people (id),
    agent TEXT NOT NULL,                        -- the browser, as it names itself, for the list of one's sessions
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

-- One-time links: invitations and password resets.
CREATE TABLE one_time_links (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'password-reset')),
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- Failed sign-ins, for the limits by account and by address.
CREATE TABLE sign_in_failures (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    failed_at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_account ON sign_in_failures (account, failed_at);
CREATE INDEX sign_in_failures_address ON sign_in_failures (address, failed_at);

-- Mail. Where no mail server is configured it stays here for an administrator to read.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    failure TEXT                                -- what the mail server said last
);
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE sent_at IS NULL;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_by TEXT REFERENCES people (id),
    changed_at BIGINT NOT NULL
);

-- Who looked at somebody else's work, and who was refused.
CREATE TABLE access_log (
    id TEXT PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL,                      -- what kind of record: evidence, submission, attempt
    subject_id TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES people (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('viewed', 'refused')),
    logged_at BIGINT NOT NULL
);
CREATE INDEX access_log_owner ON access_log (owner_id, logged_at);
