-- The money of a project by cost line and source. What a person may not do, the table refuses.
CREATE TABLE cost_line (
    id               UUID    PRIMARY KEY,
    project_id       UUID    NOT NULL CONSTRAINT cost_line_project REFERENCES project (id),
    establishment_id UUID    CONSTRAINT cost_line_establishment REFERENCES establishment (id),
    position         BIGINT  NOT NULL,
    title            TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    quantity         BIGINT  NOT NULL CONSTRAINT cost_line_quantity CHECK (quantity > 0),
    unit_price       BIGINT  NOT NULL CONSTRAINT cost_line_unit_price CHECK (unit_price >= 0),
    amount           BIGINT  NOT NULL,
    -- Whether the norm's percentage is taken of this cost.
    counted          BOOLEAN NOT NULL,
    -- Taken out by an adjustment; its entries stay.
    removed          BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT cost_line_amount CHECK (amount = quantity * unit_price)
);
CREATE INDEX cost_line_project_idx ON cost_line (project_id, position);
-- Sums over many projects find their lines without reading them.
CREATE INDEX cost_line_kept_idx ON cost_line (project_id, removed, id);

CREATE TABLE cost_line_source (
    line_id   UUID   NOT NULL CONSTRAINT cost_line_source_line REFERENCES cost_line (id),
    source    TEXT   NOT NULL CONSTRAINT cost_line_source_source
              CHECK (source IN ('kcqg', 'kcdp', 'other_state', 'counterpart', 'loan')),
    requested BIGINT NOT NULL CONSTRAINT money_requested CHECK (requested >= 0),
    planned   BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_planned CHECK (planned >= 0),
    allotted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_allotted CHECK (allotted >= 0),
    committed BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_committed CHECK (committed >= 0),
    advanced  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_advanced CHECK (advanced >= 0),
    accepted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_accepted CHECK (accepted >= 0),
    settled   BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_settled CHECK (settled >= 0),
    paid      BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_paid CHECK (paid >= 0),
    recovered BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_recovered CHECK (recovered >= 0),
    -- The sum of its vouchers as admitted.
    admitted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_admitted CHECK (admitted >= 0),
    PRIMARY KEY (line_id, source),
    CONSTRAINT money_planned_within_requested CHECK (planned <= requested),
    CONSTRAINT money_allotted_within_planned CHECK (allotted <= planned),
    CONSTRAINT money_committed_within_allotted CHECK (committed <= allotted),
    CONSTRAINT money_advanced_within_committed CHECK (advanced <= committed),
    CONSTRAINT money_settled_within_accepted CHECK (settled <= accepted),
    CONSTRAINT money_settled_within_admitted CHECK (settled <= admitted),
    CONSTRAINT money_recovered_within_spent CHECK (recovered <= advanced + paid),
    CONSTRAINT money_paid_within_accepted CHECK (paid = 0 OR advanced + paid - recovered <= accepted),
    -- The beneficiary's own money and loans are planned and accepted, but nobody allots or pays them.
    CONSTRAINT money_accepted_within_committed
        CHECK (source NOT IN ('kcqg', 'kcdp') OR accepted <= committed),
    CONSTRAINT money_promotion_only
        CHECK (source IN ('kcqg', 'kcdp') OR allotted + committed + advanced + settled + paid + recovered = 0)
);
-- State money funds a cost line from one source only.
CREATE UNIQUE INDEX cost_line_source_line_id_key ON cost_line_source (line_id)
    WHERE requested > 0 AND source IN ('kcqg', 'kcdp', 'other_state');

-- Every movement of money. The balances above are the sums of these and are checked against them.
CREATE TABLE money_entry (
    id         UUID   PRIMARY KEY,
    project_id UUID   NOT NULL CONSTRAINT money_entry_project REFERENCES project (id),
    line_id    UUID   NOT NULL,
    source     TEXT   NOT NULL,
    kind       TEXT   NOT NULL CONSTRAINT money_entry_kind
               CHECK (kind IN ('plan', 'allot', 'commit', 'advance', 'accept', 'settle', 'pay', 'recover')),
    amount     BIGINT NOT NULL CONSTRAINT money_entry_amount CHECK (amount <> 0),
    year       BIGINT NOT NULL,
    on_date    DATE   NOT NULL,
    step       TEXT   NOT NULL,
    paper_id   UUID   CONSTRAINT money_entry_paper REFERENCES proof_paper (id),
    account_id UUID,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    CONSTRAINT money_entry_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source (line_id, source)
);
CREATE INDEX money_entry_project_idx ON money_entry (project_id);
CREATE INDEX money_entry_line_idx ON money_entry (line_id, source, kind);

-- Versions of the estimate: what was approved, what an adjustment asks for, what became of it.
CREATE TABLE cost_version (
    project_id UUID   NOT NULL CONSTRAINT cost_version_project REFERENCES project (id),
    number     BIGINT NOT NULL,
    state      TEXT   NOT NULL CONSTRAINT cost_version_state
               CHECK (state IN ('approved', 'proposed', 'superseded', 'refused')),
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number)
);
CREATE UNIQUE INDEX cost_version_project_id_key ON cost_version (project_id) WHERE state = 'proposed';

CREATE TABLE cost_version_line (
    project_id       UUID    NOT NULL,
    number           BIGINT  NOT NULL,
    line_id          UUID    NOT NULL,
    position         BIGINT  NOT NULL,
    establishment_id UUID,
    title            TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    quantity         BIGINT  NOT NULL,
    unit_price       BIGINT  NOT NULL,
    counted          BOOLEAN NOT NULL,
    kcqg             BIGINT  NOT NULL,
    kcdp             BIGINT  NOT NULL,
    other_state      BIGINT  NOT NULL,
    counterpart      BIGINT  NOT NULL,
    loan             BIGINT  NOT NULL,
    PRIMARY KEY (project_id, number, line_id),
    CONSTRAINT cost_version_line_version FOREIGN KEY (project_id, number) REFERENCES cost_version (project_id, number)
);

-- One row per project for reports and the home page: promotion money only. Its sums are subqueries,
-- so that a filter on year or province reaches the index and a count computes no money.
CREATE VIEW project_summary AS
SELECT p.id AS project_id, p.code AS code, p.title AS title, p.kind AS kind, p.scope AS scope,
       p.activity AS activity, p.year AS year, p.province_id AS province_id, p.state AS state,
       (SELECT CAST(COALESCE(SUM(s.requested), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS requested,
       (SELECT CAST(COALESCE(SUM(s.planned), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS planned,
       (SELECT CAST(COALESCE(SUM(s.allotted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS allotted,
       (SELECT CAST(COALESCE(SUM(s.accepted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS accepted,
       (SELECT CAST(COALESCE(SUM(s.advanced + s.paid - s.recovered), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS paid,
       (SELECT CAST(COALESCE(SUM(s.accepted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source IN ('counterpart', 'loan')) AS counterpart,
       p.illustration AS illustration
  FROM project p;

-- One row per cost line that the project's own budget pays: what totals over many projects add up.
CREATE VIEW project_money AS
SELECT p.id AS project_id, p.scope AS scope, p.activity AS activity, p.year AS year,
       p.province_id AS province_id, p.state AS state, s.planned AS planned,
       s.allotted AS allotted, s.advanced + s.paid - s.recovered AS paid
  FROM project p
  JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
  JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope;
