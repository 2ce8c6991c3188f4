-- What is due of this module, once more: an obstacle that somebody outside unties is followed by
-- whoever has the task, whose owner it then names; it is called by what holds up, and what is given to a
-- department alone is its head's.
DROP VIEW obligation_work;
CREATE VIEW obligation_work AS
SELECT 'task' AS kind, 'task' AS thing, t.id AS record_id, t.title AS title,
       t.department AS owner, t.province_id AS province_id, t.project_id AS project_id,
       t.person_id AS person_id,
       CASE WHEN t.person_id IS NULL THEN 'centre_head' ELSE '' END AS role,
       CAST(strftime('%Y', t.due_on) AS BIGINT) AS year, t.due_on AS due_on, t.done_on AS done_on,
       t.illustration AS illustration, FALSE AS unverified
  FROM task t WHERE t.state <> 'dropped'
UNION ALL
SELECT 'obstacle', 'obstacle', o.id, o.description || ' · ' || t.title,
       CASE WHEN o.person_id IS NULL THEN o.person_name ELSE t.department END, t.province_id,
       t.project_id, COALESCE(o.person_id, t.person_id),
       CASE WHEN COALESCE(o.person_id, t.person_id) IS NULL THEN 'centre_head' ELSE '' END,
       CAST(strftime('%Y', o.due_on) AS BIGINT), o.due_on,
       COALESCE(o.resolved_on, t.done_on), o.illustration, FALSE
  FROM task_obstacle o JOIN task t ON t.id = o.task_id WHERE t.state <> 'dropped';

-- Whether the sum of a week was told is asked at every run.
CREATE INDEX reminder_week_idx ON reminder (due_on) WHERE kind = 'late_week';
