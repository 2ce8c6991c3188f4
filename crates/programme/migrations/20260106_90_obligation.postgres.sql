-- The view below asks for the day of a step, many times over; the index alone answers.
CREATE INDEX project_event_step_idx ON project_event (project_id, step, on_date);

-- What is due of projects (nghĩa vụ đến hạn), for the module that gathers and reminds. Days follow
-- from what the records hold; no number of the law stands here. The rows of a project are computed
-- when it changes and kept in kept_duty:
--   implementation  a contract is followed by implementation: by the planned first day, or by the
--                   end of the year in which it was signed;
--   acceptance      by the planned last day, or by the end of the plan's year;
--   advance         what was advanced is accepted by the end of the plan's year;
--   final_report    by the end of the year of the acceptance;
--   payment         by the end of the year of the liquidation;
--   settlement      by the end of the year after the payment, whose accounts it belongs to;
--   follow_up_N     the day kept for the Nth visit, after the terms in force at the acceptance; closing
--                   the project answers all.
-- Stopped and withdrawn projects and those that went to another budget owe nothing.
CREATE VIEW project_duty AS
SELECT 'implementation' AS kind, 'project' AS thing, p.id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, p.province_id AS province_id,
       p.id AS project_id, p.created_by AS person_id, 'officer' AS role, p.year AS year,
       CASE WHEN p.starts_on >= c.on_date THEN p.starts_on ELSE make_date(CAST(EXTRACT(YEAR FROM c.on_date) AS INTEGER), 12, 31) END AS due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'implementation') AS done_on,
       p.illustration AS illustration
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'acceptance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       COALESCE(p.ends_on, make_date(CAST(p.year AS INTEGER), 12, 31)),
       p.accepted_on,
       p.illustration
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'advance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       make_date(CAST(p.year AS INTEGER), 12, 31),
       p.accepted_on,
       p.illustration
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
   AND EXISTS (SELECT 1 FROM money_entry m WHERE m.project_id = p.id AND m.kind = 'advance')
UNION ALL
SELECT 'final_report', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       make_date(CAST(EXTRACT(YEAR FROM p.accepted_on) AS INTEGER), 12, 31),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'final-report'),
       p.illustration
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source') AND p.accepted_on IS NOT NULL
UNION ALL
SELECT 'payment', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       make_date(CAST(EXTRACT(YEAR FROM c.on_date) AS INTEGER), 12, 31),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'payment'),
       p.illustration
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'liquidation'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'settlement', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       make_date(CAST(EXTRACT(YEAR FROM c.on_date) + 1 AS INTEGER), 12, 31),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'settlement'),
       p.illustration
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'payment'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'follow_up_' || CAST(f.number AS TEXT), 'follow_up', f.id, p.code || ' · ' || p.title,
       p.implementer, p.province_id, p.id, p.created_by, 'officer', p.year, f.due_on,
       COALESCE(f.visited_on, (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'closure')),
       p.illustration
  FROM project p JOIN follow_up f ON f.project_id = p.id AND f.months IS NOT NULL
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source');
