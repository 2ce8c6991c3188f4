-- The versions of an approved plan, each with the decision that put it in force.
CREATE TABLE plan_version (
    plan_id       UUID   NOT NULL CONSTRAINT plan_version_plan REFERENCES annual_plan (id),
    number        BIGINT NOT NULL CONSTRAINT plan_version_number CHECK (number > 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    file_id       UUID   CONSTRAINT plan_version_file REFERENCES stored_file (id),
    lines         BIGINT NOT NULL,
    -- đồng; the lines that are allotted, without reserve
    amount        BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, number)
);

CREATE TABLE plan_version_line (
    plan_id     UUID   NOT NULL,
    number      BIGINT NOT NULL,
    line_id     UUID   NOT NULL,
    position    BIGINT NOT NULL,
    title       TEXT   NOT NULL,
    activity    TEXT   NOT NULL,
    quantity    BIGINT,
    unit_word   TEXT   NOT NULL,
    amount      BIGINT,
    quarter_1   BIGINT,
    quarter_2   BIGINT,
    quarter_3   BIGINT,
    quarter_4   BIGINT,
    standing    TEXT   NOT NULL,
    implementer TEXT   NOT NULL,
    PRIMARY KEY (plan_id, number, line_id),
    CONSTRAINT plan_version_line_version
        FOREIGN KEY (plan_id, number) REFERENCES plan_version (plan_id, number)
);

-- What the next version would change, until its decision.
CREATE TABLE plan_change (
    line_id     UUID    PRIMARY KEY,
    plan_id     UUID    NOT NULL CONSTRAINT plan_change_plan REFERENCES annual_plan (id),
    -- A line that the version in force does not have.
    fresh       BOOLEAN NOT NULL,
    title       TEXT    NOT NULL,
    activity    TEXT    NOT NULL,
    quantity    BIGINT  CONSTRAINT plan_change_quantity CHECK (quantity > 0),
    unit_word   TEXT    NOT NULL,
    amount      BIGINT  CONSTRAINT plan_change_amount CHECK (amount >= 0),
    quarter_1   BIGINT,
    quarter_2   BIGINT,
    quarter_3   BIGINT,
    quarter_4   BIGINT,
    standing    TEXT    NOT NULL,
    implementer TEXT    NOT NULL,
    proposal_id UUID    CONSTRAINT plan_change_proposal REFERENCES proposal (id),
    actor       TEXT    NOT NULL,
    at          TIMESTAMPTZ NOT NULL
);
CREATE INDEX plan_change_plan_idx ON plan_change (plan_id, line_id);

-- Money that left a line for another plan: to local money, or to the next year, each by decision.
CREATE TABLE plan_transfer (
    id            UUID   PRIMARY KEY,
    kind          TEXT   NOT NULL CONSTRAINT plan_transfer_kind
                  CHECK (kind IN ('source_shift', 'carry_over', 'deferral')),
    from_line     UUID   NOT NULL CONSTRAINT plan_transfer_from REFERENCES plan_line (id),
    to_line       UUID   NOT NULL CONSTRAINT plan_transfer_to REFERENCES plan_line (id),
    -- đồng
    amount        BIGINT NOT NULL CONSTRAINT plan_transfer_amount CHECK (amount > 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    file_id       UUID   CONSTRAINT plan_transfer_file REFERENCES stored_file (id),
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL
);
CREATE INDEX plan_transfer_from_idx ON plan_transfer (from_line);
CREATE INDEX plan_transfer_to_idx ON plan_transfer (to_line);
