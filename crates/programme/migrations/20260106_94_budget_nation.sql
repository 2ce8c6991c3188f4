-- National money that is planned by province is of the nation's budget too. Where the provinces' plans
-- already pass that budget, `budget_within` stops this step: enter the missing paper first.
UPDATE budget SET allotted = COALESCE((
    SELECT SUM(l.amount) FROM plan_line l JOIN annual_plan p ON p.id = l.plan_id
     WHERE p.state = 'approved' AND l.standing = 'allotted'
       AND p.scope = budget.scope AND p.year = budget.year), 0)
 WHERE province_id IS NULL;

-- Whoever gives a budget out, or tells one, waits here for the others of that source and year, so that
-- a budget that is told while a plan is being approved counts that plan.
CREATE TABLE budget_turn (
    scope TEXT   NOT NULL,
    year  BIGINT NOT NULL,
    PRIMARY KEY (scope, year)
);

-- Why a version was put in force before a budget was told; empty when one was.
ALTER TABLE plan_version ADD COLUMN without_budget TEXT NOT NULL DEFAULT '';
