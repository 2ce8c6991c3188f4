-- The budget told for a year (dự toán được giao), per source and area, and what of it approved plans
-- have given out. Both totals are kept here, so that the table itself refuses to give out more.
CREATE TABLE budget (
    id           UUID    PRIMARY KEY,
    scope        TEXT    NOT NULL CONSTRAINT budget_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None for the nation.
    province_id  BIGINT  CONSTRAINT budget_province REFERENCES unit (id),
    year         BIGINT  NOT NULL CONSTRAINT budget_year CHECK (year BETWEEN 2000 AND 2200),
    -- đồng; the sum of the grants below
    amount       BIGINT  NOT NULL CONSTRAINT budget_amount CHECK (amount >= 0),
    -- đồng; the sum of the lines of approved plans of this source, area and year
    allotted     BIGINT  NOT NULL DEFAULT 0 CONSTRAINT budget_allotted CHECK (allotted >= 0),
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT budget_within CHECK (allotted <= amount),
    CONSTRAINT budget_local_province CHECK (scope = 'kcqg' OR province_id IS NOT NULL)
);
CREATE UNIQUE INDEX budget_scope_province_id_year_key ON budget (scope, province_id, year);
CREATE UNIQUE INDEX budget_scope_year_key ON budget (scope, year) WHERE province_id IS NULL;

-- The papers that gave, added to or cut a budget. Never changed; a mistake is put right by another.
CREATE TABLE budget_grant (
    id            UUID   PRIMARY KEY,
    budget_id     UUID   NOT NULL CONSTRAINT budget_grant_budget REFERENCES budget (id),
    -- đồng; negative for a cut
    amount        BIGINT NOT NULL CONSTRAINT budget_grant_amount CHECK (amount <> 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    note          TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL
);
CREATE INDEX budget_grant_budget_idx ON budget_grant (budget_id, id);
