-- The schema after all steps. Written by `cargo xtask codegen`.

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
    password_hash    TEXT NOT NULL,
    active           BOOLEAN NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_establishment_role
        CHECK ((role = 'establishment') = (establishment_id IS NOT NULL))
);

CREATE TABLE account_commune (
    account_id UUID   NOT NULL REFERENCES account (id),
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (account_id, unit_id)
);

CREATE TABLE api_token (
    hash       TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    label      TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE audit_head (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL
);

CREATE TABLE audit_record (
    seq         BIGINT PRIMARY KEY,
    at          TIMESTAMPTZ NOT NULL,
    account_id  UUID,
    actor       TEXT NOT NULL,
    role        TEXT NOT NULL,
    verb        TEXT NOT NULL,
    thing       TEXT NOT NULL,
    thing_id    TEXT NOT NULL,
    before_json TEXT NOT NULL,
    after_json  TEXT NOT NULL,
    prev_hash   TEXT NOT NULL,
    hash        TEXT NOT NULL
);

CREATE TABLE form_submission (
    key        UUID PRIMARY KEY,
    account_id UUID,
    at         TIMESTAMPTZ NOT NULL,
    thing      TEXT NOT NULL,
    thing_id   TEXT NOT NULL
);

CREATE TABLE industry (
    version     BIGINT NOT NULL CHECK (version IN (2018, 2025)),
    code        TEXT   NOT NULL,
    level       BIGINT NOT NULL,
    parent_code TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    search      TEXT   NOT NULL,
    PRIMARY KEY (version, code)
);

CREATE TABLE industry_map (
    code_2018 TEXT   NOT NULL,
    code_2025 TEXT   NOT NULL,
    level     BIGINT NOT NULL,
    relation  TEXT   NOT NULL,
    PRIMARY KEY (code_2018, code_2025)
);

CREATE TABLE installation (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    demo BOOLEAN NOT NULL
);

CREATE TABLE migration (name TEXT PRIMARY KEY);

CREATE TABLE number_series (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL CHECK (last > 0)
);

CREATE TABLE reference_load (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
);

CREATE TABLE region_member (
    region_set  TEXT   NOT NULL,
    region_code TEXT   NOT NULL,
    region_name TEXT   NOT NULL,
    era         TEXT   NOT NULL,
    province_id BIGINT NOT NULL REFERENCES unit (id),
    confidence  TEXT   NOT NULL,
    PRIMARY KEY (region_set, era, region_code, province_id)
);

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE sign_in_failure (
    username TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL
);

CREATE TABLE stored_file (
    id         UUID PRIMARY KEY,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL CHECK (size > 0),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    at         TIMESTAMPTZ NOT NULL,
    account_id UUID
);

CREATE TABLE unit (
    id          BIGINT PRIMARY KEY,
    code        TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    short_name  TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    level       TEXT   NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    parent_id   BIGINT REFERENCES unit (id),
    province_id BIGINT NOT NULL,
    valid_from  DATE,
    valid_to    DATE,
    label       TEXT   NOT NULL,
    search      TEXT   NOT NULL,
    CONSTRAINT unit_validity CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to)
);

CREATE TABLE unit_family (
    province_id BIGINT NOT NULL REFERENCES unit (id),
    member_id   BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (province_id, member_id)
);

CREATE TABLE unit_succession (
    old_id     BIGINT  NOT NULL REFERENCES unit (id),
    new_id     BIGINT  NOT NULL REFERENCES unit (id),
    whole      BOOLEAN NOT NULL,
    on_date    DATE    NOT NULL,
    is_default BOOLEAN NOT NULL,
    PRIMARY KEY (old_id, new_id)
);

CREATE UNIQUE INDEX account_username_key ON account (username);

CREATE INDEX audit_record_thing ON audit_record (thing, thing_id);

CREATE INDEX session_expires_at ON session (expires_at);

CREATE INDEX sign_in_failure_username ON sign_in_failure (username, at);

CREATE UNIQUE INDEX unit_level_code_valid_from_key ON unit (level, code, valid_from);

CREATE INDEX unit_parent ON unit (parent_id);

CREATE INDEX unit_province ON unit (province_id, level);

CREATE INDEX unit_succession_new ON unit_succession (new_id);

CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
