-- What the review of local documents concluded (kết luận rà soát) of each. Nothing is overwritten: every
-- row is one version, the highest counts, and what was concluded before stays readable.
CREATE TABLE instrument_conclusion (
    instrument_id      UUID    NOT NULL REFERENCES instrument (id),
    version            BIGINT  NOT NULL,
    change             TEXT    NOT NULL,
    outcome            TEXT    NOT NULL,
    reason             TEXT    NOT NULL,
    concluded_on       DATE    NOT NULL,
    -- Who is to do it, and until when; nobody when the document stays as it is.
    executor           TEXT    NOT NULL,
    due_on             DATE,
    -- The day of the paper that did it, and which that was: a document of the register, or a number.
    done_on            DATE,
    done_instrument_id UUID    REFERENCES instrument (id),
    done_paper         TEXT    NOT NULL,
    recorded_by        TEXT    NOT NULL,
    recorded_account   UUID    REFERENCES account (id),
    recorded_at        TIMESTAMPTZ NOT NULL,
    illustration       BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT instrument_conclusion_instrument_id_version_key PRIMARY KEY (instrument_id, version),
    CONSTRAINT instrument_conclusion_version CHECK (version >= 1),
    CONSTRAINT instrument_conclusion_change CHECK (
        (change = 'conclude' AND version = 1 AND done_on IS NULL)
        OR (change = 'revise' AND version > 1 AND done_on IS NULL)
        OR (change = 'complete' AND version > 1 AND done_on IS NOT NULL)),
    CONSTRAINT instrument_conclusion_outcome
        CHECK (outcome IN ('repeal', 'amend', 'replace', 'keep')),
    CONSTRAINT instrument_conclusion_reason CHECK (reason <> ''),
    CONSTRAINT instrument_conclusion_due CHECK (
        (outcome = 'keep' AND executor = '' AND due_on IS NULL AND done_on IS NULL)
        OR (outcome <> 'keep' AND executor <> '' AND due_on IS NOT NULL AND due_on >= concluded_on)),
    CONSTRAINT instrument_conclusion_done CHECK (
        (done_on IS NULL AND done_instrument_id IS NULL AND done_paper = '')
        OR (done_on IS NOT NULL AND done_on >= concluded_on
            AND (done_instrument_id IS NOT NULL OR done_paper <> ''))),
    CONSTRAINT instrument_conclusion_other
        CHECK (done_instrument_id IS NULL OR done_instrument_id <> instrument_id)
);
CREATE INDEX instrument_conclusion_done_idx ON instrument_conclusion (done_instrument_id);

-- The versions that count.
CREATE VIEW instrument_conclusion_current AS
SELECT c.* FROM instrument_conclusion c
WHERE NOT EXISTS (SELECT 1 FROM instrument_conclusion later
                  WHERE later.instrument_id = c.instrument_id AND later.version > c.version);
