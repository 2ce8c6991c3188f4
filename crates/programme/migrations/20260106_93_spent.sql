-- The money of reports is read from the kept totals, by source: adding up the cost lines of ten
-- thousand projects took half of a yearly report. `khuyencong check` computes the totals again.
DROP VIEW project_money;
DROP VIEW project_spent;
CREATE VIEW project_spent AS
SELECT province_id, scope, year, planned, allotted, advanced + paid - recovered AS paid
  FROM kept_total WHERE level = 'province';
