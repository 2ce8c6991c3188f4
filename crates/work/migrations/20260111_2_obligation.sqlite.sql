-- Everything that is due (nghĩa vụ đến hạn) is told by the modules that own it, each in a view
-- obligation_<module>: what kind of duty, which record, whose (the unit's name, the project, the
-- person, or the role when no one person has it), of which year, by which day, and the day it was
-- done. A new module adds its own view and names it in this module's store.
--
-- What is due of this module: tasks, and obstacles to untie. Tasks that were given up are no duty.
CREATE VIEW obligation_work AS
SELECT 'task' AS kind, 'task' AS thing, t.id AS record_id, t.title AS title,
       t.department AS owner, t.province_id AS province_id, t.project_id AS project_id,
       t.person_id AS person_id, '' AS role,
       CAST(strftime('%Y', t.due_on) AS BIGINT) AS year, t.due_on AS due_on, t.done_on AS done_on,
       t.illustration AS illustration
  FROM task t WHERE t.state <> 'dropped'
UNION ALL
SELECT 'obstacle', 'obstacle', o.id, t.title,
       CASE WHEN o.person_id IS NULL THEN o.person_name ELSE t.department END, t.province_id,
       t.project_id, o.person_id, '', CAST(strftime('%Y', o.due_on) AS BIGINT), o.due_on,
       COALESCE(o.resolved_on, t.done_on), o.illustration
  FROM task_obstacle o JOIN task t ON t.id = o.task_id WHERE t.state <> 'dropped';
