-- Every countable result, from the modules that own them. A new module adds its own view by
-- replacing this one in a later step.
CREATE VIEW report_fact AS
SELECT indicator, province_id, year, quantity, subject_id, thing, record_id, title, illustration
  FROM report_fact_activities;
