-- Sessions of people who are signed in.
CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    -- Who is signed in, so that all sessions of a person can be ended.
    account_id UUID,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_expires_at ON session (expires_at);
