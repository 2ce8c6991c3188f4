-- Support norms (định mức hỗ trợ). Nothing is overwritten: every row is one version of the norm
-- called `key`, and the version with the highest number counts.
CREATE TABLE norm (
    id               UUID    PRIMARY KEY,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES norm (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    territory_id     BIGINT  REFERENCES unit (id),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    title_vi         TEXT    NOT NULL,
    title_en         TEXT    NOT NULL,
    -- Share of the cost in hundredths of a percent.
    pct_bp           BIGINT,
    -- đồng, before any multiplier.
    cap              BIGINT,
    per              TEXT    NOT NULL,
    multiplier_x100  BIGINT  NOT NULL,
    condition_vi     TEXT    NOT NULL,
    condition_en     TEXT    NOT NULL,
    cost_items_vi    TEXT    NOT NULL,
    cost_items_en    TEXT    NOT NULL,
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
    source           TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT norm_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT norm_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT norm_scope CHECK (scope IN ('kcqg', 'kcdp')),
    CONSTRAINT norm_territory CHECK (territory_id IS NULL OR scope = 'kcdp'),
    CONSTRAINT norm_pct CHECK (pct_bp IS NULL OR (pct_bp >= 1 AND pct_bp <= 10000)),
    CONSTRAINT norm_cap CHECK (cap IS NULL OR cap > 0),
    CONSTRAINT norm_multiplier CHECK (multiplier_x100 >= 100 AND multiplier_x100 <= 1000),
    CONSTRAINT norm_period CHECK (
        valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
CREATE UNIQUE INDEX norm_key_version_key ON norm (key, version);
CREATE UNIQUE INDEX norm_supersedes_id_key ON norm (supersedes_id);
CREATE INDEX norm_activity ON norm (activity, variant);
CREATE INDEX norm_instrument ON norm (instrument_id);

-- The versions that count.
CREATE VIEW norm_current AS
SELECT n.* FROM norm n
WHERE NOT EXISTS (SELECT 1 FROM norm later WHERE later.supersedes_id = n.id);
