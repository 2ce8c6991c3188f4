-- Deadlines, limits and terms (thời hạn, giới hạn). Nothing is overwritten: every row is one
-- version of the parameter called `key`, and the version with the highest number counts.
CREATE TABLE parameter (
    id               UUID    PRIMARY KEY,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES parameter (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    -- Only of deadlines that offices name themselves.
    title            TEXT    NOT NULL,
    -- NULL: both budgets.
    scope            TEXT,
    territory_id     BIGINT  REFERENCES unit (id),
    measure          TEXT    NOT NULL,
    -- A day of the year, counted from the plan year; all empty while no text sets one.
    month            BIGINT,
    day              BIGINT,
    year_offset      BIGINT,
    -- Whether the day itself still counts.
    inclusive        BOOLEAN,
    -- Hundredths of a percent.
    share_bp         BIGINT,
    months           BIGINT,
    instrument_id    UUID    REFERENCES instrument (id),
    legal_doc        TEXT    NOT NULL,
    locator          TEXT    NOT NULL,
    valid_from       DATE,
    -- Last day, inclusive.
    valid_to         DATE,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    note             TEXT    NOT NULL,
    source           TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT parameter_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT parameter_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT parameter_scope CHECK (scope IS NULL OR scope IN ('kcqg', 'kcdp')),
    CONSTRAINT parameter_measure CHECK (
        (measure = 'deadline' AND share_bp IS NULL AND months IS NULL)
        OR (measure = 'share' AND month IS NULL AND months IS NULL)
        OR (measure = 'months' AND month IS NULL AND share_bp IS NULL)),
    CONSTRAINT parameter_day CHECK (
        (month IS NULL AND day IS NULL AND year_offset IS NULL AND inclusive IS NULL)
        OR (month BETWEEN 1 AND 12 AND day BETWEEN 1 AND 31 AND year_offset BETWEEN -2 AND 2
            AND inclusive IS NOT NULL)),
    CONSTRAINT parameter_share CHECK (share_bp IS NULL OR share_bp BETWEEN 1 AND 10000),
    CONSTRAINT parameter_months CHECK (months IS NULL OR months BETWEEN 1 AND 120),
    CONSTRAINT parameter_period CHECK (
        valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
CREATE UNIQUE INDEX parameter_key_version_key ON parameter (key, version);
CREATE UNIQUE INDEX parameter_supersedes_id_key ON parameter (supersedes_id);
CREATE INDEX parameter_instrument ON parameter (instrument_id);

-- The versions that count.
CREATE VIEW parameter_current AS
SELECT p.* FROM parameter p
WHERE NOT EXISTS (SELECT 1 FROM parameter later WHERE later.supersedes_id = p.id);
