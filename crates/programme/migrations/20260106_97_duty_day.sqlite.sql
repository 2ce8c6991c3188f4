-- Days that deadlines and terms on record give a project: when its list goes to the department and its
-- plan to the Ministry, and the periods whose progress is reported. Kept when the project moves, by the
-- row in force then, whose article and whether it was compared with its text they remember.
CREATE TABLE project_day (
    project_id UUID    NOT NULL CONSTRAINT project_day_project REFERENCES project (id),
    kind       TEXT    NOT NULL CONSTRAINT project_day_kind
               CHECK (kind IN ('registration_request', 'registration', 'progress_report')),
    -- That of the period, 1 where there are none.
    number     BIGINT  NOT NULL,
    -- The first day of the period.
    starts_on  DATE,
    due_on     DATE    NOT NULL,
    article    TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    PRIMARY KEY (project_id, kind, number),
    CONSTRAINT project_day_period CHECK ((kind = 'progress_report') = (starts_on IS NOT NULL)),
    CONSTRAINT project_day_order CHECK (starts_on IS NULL OR starts_on <= due_on)
);

-- Whether a kept day follows from a row that nobody compared with its text.
ALTER TABLE kept_duty ADD COLUMN unverified BOOLEAN NOT NULL DEFAULT FALSE;

-- What is due of projects, in place of the view before. To its kinds come:
--   registration_request  the list of projects reaches the department, by the deadline on record;
--   registration          the plan of national money is registered with the Ministry, likewise;
--   progress_report       each period from the contract to the planned end is reported on, by a report
--                         that reaches into it or beyond; the acceptance answers what is left.
-- Beside the person who drew the project up stands the role that alone may take the step. Where a person
-- is enough, the role is empty.
DROP VIEW obligation_programme;
DROP VIEW project_duty;
CREATE VIEW project_duty AS
SELECT 'implementation' AS kind, 'project' AS thing, p.id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, p.province_id AS province_id,
       p.id AS project_id, p.created_by AS person_id,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END AS role, p.year AS year,
       CASE WHEN p.starts_on >= c.on_date THEN p.starts_on
            ELSE printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER)) END AS due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'implementation') AS done_on,
       p.illustration AS illustration, FALSE AS unverified
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'acceptance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       COALESCE(p.ends_on, printf('%04d-12-31', p.year)),
       p.accepted_on,
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'advance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       printf('%04d-12-31', p.year),
       p.accepted_on,
       p.illustration, FALSE
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
   AND EXISTS (SELECT 1 FROM money_entry m WHERE m.project_id = p.id AND m.kind = 'advance')
UNION ALL
SELECT 'final_report', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', p.accepted_on) AS INTEGER)),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'final-report'),
       p.illustration, FALSE
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source') AND p.accepted_on IS NOT NULL
UNION ALL
SELECT 'payment', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER)),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'payment'),
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'liquidation'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'settlement', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER) + 1),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'settlement'),
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'payment'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'follow_up_' || CAST(f.number AS TEXT), 'follow_up', f.id, p.code || ' · ' || p.title,
       p.implementer, p.province_id, p.id, p.created_by,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END, p.year,
       f.due_on,
       COALESCE(f.visited_on, (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'closure')),
       p.illustration, NOT f.verified
  FROM project p JOIN follow_up f ON f.project_id = p.id AND f.months IS NOT NULL
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       d.due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step IN ('registration', 'direct-submission')),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'registration_request'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source', 'need_rejected')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'appraiser', p.year,
       d.due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND
               e.step IN ('selection', 'non-selection', 'direct-submission')),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'registration'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source', 'need_rejected')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END, p.year,
       d.due_on,
       COALESCE((SELECT MIN(e.on_date) FROM project_event e
           LEFT JOIN progress_report r ON r.project_id = e.project_id AND r.paper_id = e.paper_id
          WHERE e.project_id = p.id AND e.step = 'progress'
            AND COALESCE(r.period_to, e.on_date) >= d.starts_on), p.accepted_on),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'progress_report'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
   AND (p.accepted_on IS NULL OR d.due_on < p.accepted_on);

DELETE FROM kept_duty;
INSERT INTO kept_duty (project_id, kind, thing, record_id, person_id, role, province_id, year, due_on,
    done_on, unverified)
SELECT project_id, kind, thing, record_id, person_id, role, province_id, year, due_on, done_on,
    unverified FROM project_duty;

-- What is kept, by itself: of one table both databases find the first rows in an index, and the sums
-- without looking at the projects, which the second view leaves out.
CREATE VIEW obligation_kept AS
SELECT d.kind AS kind, d.thing AS thing, d.record_id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, d.province_id AS province_id,
       d.project_id AS project_id, d.person_id AS person_id, d.role AS role, d.year AS year,
       d.due_on AS due_on, d.done_on AS done_on, p.illustration AS illustration,
       d.unverified AS unverified
  FROM kept_duty d LEFT JOIN project p ON p.id = d.project_id;

CREATE VIEW obligation_kept_sum AS
SELECT kind, province_id, person_id, role, year, due_on, done_on FROM kept_duty;

-- What people owe each other one by one, as it is: the day set in minutes of an inspection or of a
-- failed acceptance, and in the letter that asks for supplements, until it is answered; the day set for
-- money to come back, until all of it has, whatever became of the project.
CREATE VIEW obligation_asked AS
SELECT CASE WHEN r.kind = 'defect' THEN 'defect' ELSE 'inspection_request' END AS kind,
       'request' AS thing, r.id AS record_id, p.code || ' · ' || r.finding AS title,
       p.implementer AS owner, p.province_id AS province_id, p.id AS project_id,
       p.created_by AS person_id,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END AS role, p.year AS year,
       r.due_on AS due_on, r.answered_on AS done_on, p.illustration AS illustration,
       FALSE AS unverified
  FROM project p JOIN project_request r ON r.project_id = p.id
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'supplement', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id, p.id,
       p.created_by, CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END,
       p.year, r.due_on, r.answered_on, p.illustration, FALSE
  FROM project p JOIN supplement_round r ON r.project_id = p.id
   AND r.asked_on IS NOT NULL AND r.due_on IS NOT NULL
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'debt', 'debt', d.id, p.code || ' · ' || p.title, p.implementer, p.province_id, p.id,
       CAST(NULL AS UUID), 'accountant', p.year, d.due_on, d.cleared_on, p.illustration, FALSE
  FROM project p JOIN debt d ON d.project_id = p.id;

CREATE VIEW obligation_programme AS
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration, unverified FROM obligation_kept
UNION ALL
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration, unverified FROM obligation_asked;
