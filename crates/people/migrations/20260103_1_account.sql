-- People who sign in. Officials are named by post and body, not by their private names.
CREATE TABLE account (
    id               UUID PRIMARY KEY,
    username         TEXT NOT NULL CHECK (username <> ''),
    name             TEXT NOT NULL CHECK (name <> ''),
    role             TEXT NOT NULL CHECK (role IN ('officer', 'centre_head', 'appraiser',
                         'accountant', 'ministry_agency', 'collaborator', 'establishment',
                         'administrator')),
    organisation     TEXT NOT NULL,
    home_id          BIGINT REFERENCES unit (id),
    establishment_id UUID,
    -- The national centre somebody works for, and with it the region.
    centre_code      TEXT CONSTRAINT account_centre REFERENCES national_centre (code),
    password_hash    TEXT NOT NULL,
    active           BOOLEAN NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_establishment_role
        CHECK ((role = 'establishment') = (establishment_id IS NOT NULL)),
    CONSTRAINT account_centre_role
        CHECK (centre_code IS NULL OR role IN ('officer', 'centre_head', 'accountant'))
);
CREATE UNIQUE INDEX account_username_key ON account (username);

-- The communes of a collaborator.
CREATE TABLE account_commune (
    account_id UUID   NOT NULL REFERENCES account (id),
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (account_id, unit_id)
);

-- Keys of programs. Only the hash is kept.
CREATE TABLE api_token (
    hash       TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    label      TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- Wrong passwords, to slow guessing down.
CREATE TABLE sign_in_failure (
    username TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_failure_username ON sign_in_failure (username, at);
