-- What was spent of carried-over money before the ledger kept its budget year: spending dated in a
-- later year than its plan's, from the day of the decision on. More than was carried, which nothing
-- stopped then, is told by `khuyencong check`.
UPDATE money_entry SET budget_year = year + 1, carried_line_id = (
    SELECT p.plan_line_id FROM project p WHERE p.id = money_entry.project_id)
 WHERE kind IN ('advance', 'pay') AND EXISTS (
    SELECT 1 FROM project p JOIN plan_transfer t ON t.from_line = p.plan_line_id
     WHERE p.id = money_entry.project_id AND t.kind = 'carry_over'
       AND money_entry.on_date >= t.instrument_on
       AND CAST(SUBSTR(CAST(money_entry.on_date AS TEXT), 1, 4) AS BIGINT) > money_entry.year);
UPDATE carried_money SET spent = COALESCE((
    SELECT CAST(CASE WHEN SUM(e.amount) > carried_money.carried THEN carried_money.carried
                     ELSE SUM(e.amount) END AS BIGINT)
      FROM money_entry e WHERE e.carried_line_id = carried_money.line_id), 0);
