-- Plans of a year (kế hoạch khuyến công), of the nation or a province, national or local money.
CREATE TABLE annual_plan (
    id            UUID    PRIMARY KEY,
    scope         TEXT    NOT NULL CONSTRAINT annual_plan_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None for the nation.
    province_id   BIGINT  CONSTRAINT annual_plan_province REFERENCES unit (id),
    year          BIGINT  NOT NULL CONSTRAINT annual_plan_year CHECK (year BETWEEN 2000 AND 2200),
    title         TEXT    NOT NULL,
    instrument_no TEXT    NOT NULL,
    instrument_on DATE,
    issuer        TEXT    NOT NULL,
    -- What the document itself states, beside the lines entered here.
    stated_tasks  BIGINT  CONSTRAINT annual_plan_stated_tasks CHECK (stated_tasks >= 0),
    stated_amount BIGINT  CONSTRAINT annual_plan_stated_amount CHECK (stated_amount >= 0),
    note          TEXT    NOT NULL,
    search        TEXT    NOT NULL,
    version       BIGINT  NOT NULL DEFAULT 1,
    illustration  BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL,
    CONSTRAINT annual_plan_local_province CHECK (scope = 'kcqg' OR province_id IS NOT NULL)
);
CREATE UNIQUE INDEX annual_plan_scope_province_id_year_key
    ON annual_plan (scope, province_id, year);
CREATE UNIQUE INDEX annual_plan_scope_year_key
    ON annual_plan (scope, year) WHERE province_id IS NULL;
CREATE INDEX annual_plan_list_idx ON annual_plan (year, id);

-- Tasks of a plan.
CREATE TABLE plan_line (
    id           UUID    PRIMARY KEY,
    plan_id      UUID    NOT NULL CONSTRAINT plan_line_plan REFERENCES annual_plan (id),
    position     BIGINT  NOT NULL,
    title        TEXT    NOT NULL,
    activity     TEXT    NOT NULL,
    quantity     BIGINT  CONSTRAINT plan_line_quantity CHECK (quantity > 0),
    unit_word    TEXT    NOT NULL,
    -- đồng
    amount       BIGINT  CONSTRAINT plan_line_amount CHECK (amount >= 0),
    implementer  TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX plan_line_plan_idx ON plan_line (plan_id, position, id);
