-- What a project must show: papers of its dossier (giấy tờ) and questions of its appraisal (tiêu
-- chí thẩm định). Nothing is overwritten: every row is one version of the requirement called `key`,
-- and the version with the highest number counts.
CREATE TABLE requirement (
    id               UUID    PRIMARY KEY,
    kind             TEXT    NOT NULL,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES requirement (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    -- Which paper or question it is: entries of projects name it, and a province's own row of the
    -- same code takes the place of the nation's.
    code             TEXT    NOT NULL,
    position         BIGINT  NOT NULL,
    title_vi         TEXT    NOT NULL,
    title_en         TEXT    NOT NULL,
    -- NULL: both budgets.
    scope            TEXT,
    territory_id     BIGINT  REFERENCES unit (id),
    -- Only of papers.
    stage            TEXT,
    required         BOOLEAN,
    copies           BIGINT,
    -- Codes joined by commas; empty for all.
    activities       TEXT    NOT NULL,
    project_kinds    TEXT    NOT NULL,
    -- Only of questions; NULL: both levels.
    level            TEXT,
    article          TEXT    NOT NULL,
    valid_from       DATE    NOT NULL,
    -- Last day, inclusive.
    valid_to         DATE,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT requirement_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT requirement_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT requirement_scope CHECK (scope IS NULL OR scope IN ('kcqg', 'kcdp')),
    CONSTRAINT requirement_kind CHECK (
        (kind = 'paper' AND stage IN ('registration', 'base_appraisal') AND required IS NOT NULL
            AND copies BETWEEN 1 AND 20 AND level IS NULL)
        OR (kind = 'criterion' AND stage IS NULL AND required IS NULL AND copies IS NULL
            AND activities = '' AND project_kinds = ''
            AND (level IS NULL OR level IN ('base', 'ministry')))),
    CONSTRAINT requirement_period CHECK (valid_to IS NULL OR valid_from <= valid_to)
);
CREATE UNIQUE INDEX requirement_key_version_key ON requirement (key, version);
CREATE UNIQUE INDEX requirement_supersedes_id_key ON requirement (supersedes_id);

-- The versions that count.
CREATE VIEW requirement_current AS
SELECT r.* FROM requirement r
WHERE NOT EXISTS (SELECT 1 FROM requirement later WHERE later.supersedes_id = r.id);
