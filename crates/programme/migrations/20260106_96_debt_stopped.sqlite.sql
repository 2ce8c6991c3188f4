-- A project that is to be stopped gives back what was advanced: a cause of its own. When the stop is
-- refused, the project goes on and nothing has to come back; the debt is withdrawn, and stays on
-- record. SQLite changes no CHECK, so both tables are written anew.
CREATE TABLE kept_debt AS SELECT * FROM debt;
CREATE TABLE kept_recovery AS SELECT * FROM debt_recovery;
DROP TABLE debt_recovery;
DROP TABLE debt;
CREATE TABLE debt (
    id         UUID   PRIMARY KEY,
    project_id UUID   NOT NULL CONSTRAINT debt_project REFERENCES project (id),
    number     BIGINT NOT NULL,
    cause      TEXT   NOT NULL CONSTRAINT debt_cause CHECK (cause IN ('overpaid', 'audit', 'stopped')),
    -- đồng
    amount     BIGINT NOT NULL CONSTRAINT debt_amount CHECK (amount > 0),
    recovered  BIGINT NOT NULL DEFAULT 0 CONSTRAINT debt_recovered CHECK (recovered >= 0),
    due_on     DATE   NOT NULL,
    reason     TEXT   NOT NULL,
    paper_id   UUID   NOT NULL CONSTRAINT debt_paper REFERENCES proof_paper (id),
    cleared_on DATE,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    withdrawn  BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT debt_recovered_within CHECK (recovered <= amount),
    CONSTRAINT debt_withdrawn CHECK (NOT withdrawn OR cause = 'stopped'),
    CONSTRAINT debt_cleared
        CHECK ((cleared_on IS NULL) = (recovered < amount AND NOT withdrawn))
);
INSERT INTO debt (id, project_id, number, cause, amount, recovered, due_on, reason, paper_id,
                  cleared_on, actor, at)
SELECT id, project_id, number, cause, amount, recovered, due_on, reason, paper_id, cleared_on, actor, at
  FROM kept_debt;
CREATE UNIQUE INDEX debt_project_id_number_key ON debt (project_id, number);
CREATE TABLE debt_recovery (
    id       UUID   PRIMARY KEY,
    debt_id  UUID   NOT NULL CONSTRAINT debt_recovery_debt REFERENCES debt (id),
    amount   BIGINT NOT NULL CONSTRAINT debt_recovery_amount CHECK (amount > 0),
    on_date  DATE   NOT NULL,
    paper_id UUID   CONSTRAINT debt_recovery_paper REFERENCES proof_paper (id),
    actor    TEXT   NOT NULL,
    at       TIMESTAMPTZ NOT NULL
);
INSERT INTO debt_recovery (id, debt_id, amount, on_date, paper_id, actor, at)
SELECT id, debt_id, amount, on_date, paper_id, actor, at FROM kept_recovery;
CREATE INDEX debt_recovery_debt_idx ON debt_recovery (debt_id, id);
DROP TABLE kept_recovery;
DROP TABLE kept_debt;
