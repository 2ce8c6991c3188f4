-- Vouchers of a project's settlement (bảng kê chứng từ): entered by one person, admitted by another.
-- What is admitted is summed beside the balances, so that the table itself refuses to settle more.
CREATE TABLE voucher (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT voucher_project REFERENCES project (id),
    line_id       UUID   NOT NULL,
    source        TEXT   NOT NULL,
    number        TEXT   NOT NULL,
    issued_on     DATE   NOT NULL,
    seller        TEXT   NOT NULL,
    tax_code      TEXT   NOT NULL,
    content       TEXT   NOT NULL,
    -- đồng, without value-added tax; the whole invoice, of which one source may pay a part
    amount        BIGINT NOT NULL CONSTRAINT voucher_amount CHECK (amount > 0),
    vat           BIGINT NOT NULL CONSTRAINT voucher_vat CHECK (vat >= 0),
    claimed       BIGINT NOT NULL CONSTRAINT voucher_claimed CHECK (claimed > 0),
    -- None until somebody looked at it.
    admitted      BIGINT CONSTRAINT voucher_admitted CHECK (admitted >= 0),
    refusal       TEXT   NOT NULL,
    -- The invoice as it is claimed for one project only; see item_claim.
    claim         TEXT   NOT NULL,
    entered_by    UUID,
    entered_name  TEXT   NOT NULL,
    entered_at    TIMESTAMPTZ NOT NULL,
    admitted_by   UUID,
    admitted_name TEXT   NOT NULL,
    admitted_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT voucher_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source (line_id, source),
    CONSTRAINT voucher_claimed_within_invoice CHECK (claimed <= amount + vat),
    CONSTRAINT voucher_admitted_within_claimed CHECK (admitted <= claimed),
    CONSTRAINT voucher_refusal_said CHECK (admitted IS NULL OR admitted = claimed OR refusal <> ''),
    CONSTRAINT voucher_two_people CHECK (admitted_by <> entered_by)
);
CREATE UNIQUE INDEX voucher_claim_line_id_source_key ON voucher (claim, line_id, source);
CREATE INDEX voucher_project_idx ON voucher (project_id, id);

-- Money that has to come back (khoản phải thu hồi): too much advanced, vouchers not admitted, or the
-- finding of an audit. It stays open until the ledger's recoveries make it up.
CREATE TABLE debt (
    id         UUID   PRIMARY KEY,
    project_id UUID   NOT NULL CONSTRAINT debt_project REFERENCES project (id),
    number     BIGINT NOT NULL,
    cause      TEXT   NOT NULL CONSTRAINT debt_cause CHECK (cause IN ('overpaid', 'audit')),
    -- đồng
    amount     BIGINT NOT NULL CONSTRAINT debt_amount CHECK (amount > 0),
    recovered  BIGINT NOT NULL DEFAULT 0 CONSTRAINT debt_recovered CHECK (recovered >= 0),
    due_on     DATE   NOT NULL,
    reason     TEXT   NOT NULL,
    paper_id   UUID   NOT NULL CONSTRAINT debt_paper REFERENCES proof_paper (id),
    cleared_on DATE,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    CONSTRAINT debt_recovered_within CHECK (recovered <= amount),
    CONSTRAINT debt_cleared CHECK ((cleared_on IS NULL) = (recovered < amount))
);
CREATE UNIQUE INDEX debt_project_id_number_key ON debt (project_id, number);

-- What came back for a debt, each with its paper.
CREATE TABLE debt_recovery (
    id       UUID   PRIMARY KEY,
    debt_id  UUID   NOT NULL CONSTRAINT debt_recovery_debt REFERENCES debt (id),
    amount   BIGINT NOT NULL CONSTRAINT debt_recovery_amount CHECK (amount > 0),
    on_date  DATE   NOT NULL,
    paper_id UUID   CONSTRAINT debt_recovery_paper REFERENCES proof_paper (id),
    actor    TEXT   NOT NULL,
    at       TIMESTAMPTZ NOT NULL
);
CREATE INDEX debt_recovery_debt_idx ON debt_recovery (debt_id, id);

-- The money of projects by cost line and source: what every report of the ledger adds up, at
-- whatever grain.
CREATE VIEW ledger_balance AS
SELECT p.id AS project_id, p.year AS year, p.province_id AS province_id, p.activity AS activity,
       l.plan_id AS plan_id, s.source AS source, p.illustration AS illustration,
       s.requested AS requested, s.planned AS planned, s.allotted AS allotted,
       s.committed AS committed, s.advanced AS advanced, s.accepted AS accepted,
       s.settled AS settled, s.paid AS paid, s.recovered AS recovered
  FROM project p
  JOIN cost_line c ON c.project_id = p.id AND NOT c.removed
  JOIN cost_line_source s ON s.line_id = c.id
  LEFT JOIN plan_line l ON l.id = p.plan_line_id;
