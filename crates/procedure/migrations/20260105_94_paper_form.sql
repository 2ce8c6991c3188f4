-- The texts that forms of papers (biểu mẫu) rest on. The forms come with the program. Nothing is
-- overwritten: every row is one version of the basis of a form from a day; the version with the highest
-- number counts, and the basis that began last applies until another begins.
CREATE TABLE form_basis (
    id               UUID    PRIMARY KEY,
    -- Which form it is, as the program calls it.
    code             TEXT    NOT NULL CONSTRAINT form_basis_code CHECK (code <> ''),
    valid_from       DATE    NOT NULL,
    version          BIGINT  NOT NULL CONSTRAINT form_basis_version CHECK (version >= 1),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    -- From this day the form is no longer used.
    ended            BOOLEAN NOT NULL,
    -- As officials quote it; empty while the basis is not known.
    article          TEXT    NOT NULL,
    instrument_id    UUID    CONSTRAINT form_basis_instrument REFERENCES instrument (id),
    note             TEXT    NOT NULL,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    CONSTRAINT form_basis_account REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT form_basis_change CHECK (
        (change IN ('add', 'verify') OR (change IN ('correct', 'withdraw') AND reason <> ''))
        AND (change = 'add' OR version > 1)),
    CONSTRAINT form_basis_verified CHECK (NOT verified OR article <> ''),
    CONSTRAINT form_basis_document CHECK (instrument_id IS NULL OR article <> '')
);
CREATE UNIQUE INDEX form_basis_code_valid_from_version_key ON form_basis (code, valid_from, version);
CREATE INDEX form_basis_instrument_idx ON form_basis (instrument_id);

-- The versions that count; one that was entered by mistake and taken back does not.
CREATE VIEW form_basis_current AS
SELECT b.* FROM form_basis b
WHERE b.change <> 'withdraw'
  AND NOT EXISTS (
    SELECT 1 FROM form_basis later
    WHERE later.code = b.code AND later.valid_from = b.valid_from AND later.version > b.version);
