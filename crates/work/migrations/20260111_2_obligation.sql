
-- Everything that is due (nghĩa vụ đến hạn), from the modules that own it: what kind of duty, which
-- record, whose (the unit's name, the project, the person, or the role when no one person has it),
-- of which year, by which day, and the day it was done. A new module adds its own view by replacing
-- this one in a later step.
CREATE VIEW obligation AS
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration
  FROM obligation_programme
UNION ALL
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration
  FROM obligation_work;
