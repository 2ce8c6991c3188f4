-- Money carried over to the next year (chuyển kinh phí sang năm sau), by the line of the plan that it
-- left. The projects of that line spend it once their own year has closed, never more than was carried.
-- `khuyencong check` adds both columns up again.
CREATE TABLE carried_money (
    line_id UUID   PRIMARY KEY CONSTRAINT carried_money_line REFERENCES plan_line (id),
    -- đồng
    carried BIGINT NOT NULL CONSTRAINT carried_money_carried CHECK (carried > 0),
    spent   BIGINT NOT NULL DEFAULT 0 CONSTRAINT carried_money_spent CHECK (spent >= 0),
    CONSTRAINT carried_money_spent_within CHECK (spent <= carried)
);
INSERT INTO carried_money (line_id, carried)
SELECT from_line, CAST(SUM(amount) AS BIGINT) FROM plan_transfer
 WHERE kind = 'carry_over' GROUP BY from_line;

-- The budget year (niên độ ngân sách) in which money was spent or came back, beside the plan year that
-- the entry belongs to; None is the plan year.
ALTER TABLE money_entry ADD COLUMN budget_year BIGINT
    CONSTRAINT money_entry_budget_year
    CHECK (budget_year IS NULL OR (budget_year >= year AND kind IN ('advance', 'pay', 'recover')));
-- The line whose carried-over money was spent: every spending outside its plan year names one.
ALTER TABLE money_entry ADD COLUMN carried_line_id UUID
    CONSTRAINT money_entry_carried REFERENCES carried_money (line_id)
    CONSTRAINT money_entry_carried_said
    CHECK ((carried_line_id IS NOT NULL) = (kind IN ('advance', 'pay') AND COALESCE(budget_year, year) > year));
CREATE INDEX money_entry_carried_idx ON money_entry (carried_line_id);

-- The money that left the budget or came back, by the budget year it did so in. Carried-over money
-- stands under the plan that it was carried to.
CREATE VIEW ledger_spending AS
SELECT p.id AS project_id, COALESCE(e.budget_year, e.year) AS year, p.province_id AS province_id,
       p.activity AS activity, COALESCE(g.plan_id, l.plan_id) AS plan_id, e.source AS source,
       p.illustration AS illustration,
       CASE WHEN e.kind = 'advance' THEN e.amount ELSE 0 END AS advanced,
       CASE WHEN e.kind = 'pay' THEN e.amount ELSE 0 END AS paid,
       CASE WHEN e.kind = 'recover' THEN e.amount ELSE 0 END AS recovered
  FROM money_entry e
  JOIN project p ON p.id = e.project_id
  LEFT JOIN plan_line l ON l.id = p.plan_line_id
  LEFT JOIN plan_line g ON g.id = (SELECT t.to_line FROM plan_transfer t
                                    WHERE t.from_line = e.carried_line_id AND t.kind = 'carry_over'
                                    ORDER BY t.id LIMIT 1)
 WHERE e.kind IN ('advance', 'pay', 'recover');
