-- Rounds of supplement: what an appraisal found missing in a dossier, and when it was answered.
CREATE TABLE supplement_round (
    id          UUID   PRIMARY KEY,
    project_id  UUID   NOT NULL CONSTRAINT supplement_round_project REFERENCES project (id),
    level       TEXT   NOT NULL CONSTRAINT supplement_round_level CHECK (level IN ('base', 'ministry')),
    number      BIGINT NOT NULL,
    -- None while it is being prepared.
    asked_on    DATE,
    due_on      DATE,
    -- The gaps were listed one by one; each is answered before the project goes back.
    listed      BOOLEAN NOT NULL,
    asked_by    TEXT   NOT NULL,
    letter      TEXT   NOT NULL,
    answered_on DATE,
    answered_by TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    version     BIGINT NOT NULL DEFAULT 1,
    created_at  TIMESTAMPTZ NOT NULL,
    CONSTRAINT supplement_round_order
        CHECK (answered_on IS NULL OR (asked_on IS NOT NULL AND asked_on <= answered_on))
);
CREATE UNIQUE INDEX supplement_round_project_id_level_number_key
    ON supplement_round (project_id, level, number);
-- One round at a time is open.
CREATE UNIQUE INDEX supplement_round_project_id_key
    ON supplement_round (project_id) WHERE answered_on IS NULL;

-- What is missing or wrong, for a paper of the check-list or in general.
CREATE TABLE supplement_gap (
    id       UUID   PRIMARY KEY,
    round_id UUID   NOT NULL CONSTRAINT supplement_gap_round REFERENCES supplement_round (id),
    position BIGINT NOT NULL,
    -- Code of the paper in the check-list; empty for the dossier as a whole.
    item     TEXT   NOT NULL,
    gap      TEXT   NOT NULL,
    answer   TEXT   NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX supplement_gap_round_id_position_key ON supplement_gap (round_id, position);
