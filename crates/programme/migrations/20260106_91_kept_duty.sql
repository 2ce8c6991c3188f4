-- The duties of projects as project_duty computes them, kept in the transaction that moves them: the
-- view asks for nine duties and the days of their steps of every project, which for the nation takes
-- seconds. `khuyencong check` computes everything again.
CREATE TABLE kept_duty (
    project_id  UUID   NOT NULL CONSTRAINT kept_duty_project REFERENCES project (id),
    kind        TEXT   NOT NULL,
    -- The record that answers it: the project, or a visit after the support.
    thing       TEXT   NOT NULL,
    record_id   UUID   NOT NULL,
    person_id   UUID,
    role        TEXT   NOT NULL,
    province_id BIGINT NOT NULL,
    year        BIGINT NOT NULL,
    due_on      DATE   NOT NULL,
    done_on     DATE
);
CREATE INDEX kept_duty_project_idx ON kept_duty (project_id);
-- Lists are walked in the order of days, and what is counted stands in the index.
CREATE INDEX kept_duty_year_idx
    ON kept_duty (year, due_on, kind, project_id, done_on, province_id, person_id, role);
CREATE INDEX kept_duty_province_idx
    ON kept_duty (province_id, year, due_on, done_on, kind, person_id, role);
CREATE INDEX kept_duty_open_idx
    ON kept_duty (due_on, kind, project_id, province_id, person_id, role, year)
    WHERE done_on IS NULL;

INSERT INTO kept_duty (project_id, kind, thing, record_id, person_id, role, province_id, year, due_on, done_on)
SELECT project_id, kind, thing, record_id, person_id, role, province_id, year, due_on, done_on FROM project_duty;

-- What people owe each other one by one stands beside them as it is: the day set in minutes of an
-- inspection or of a failed acceptance, until it is answered; the day set for money to come back,
-- until all of it has, whatever became of the project. The join of what is kept is left, so that a
-- count does not look at the projects.
CREATE VIEW obligation_programme AS
SELECT d.kind AS kind, d.thing AS thing, d.record_id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, d.province_id AS province_id,
       d.project_id AS project_id, d.person_id AS person_id, d.role AS role, d.year AS year,
       d.due_on AS due_on, d.done_on AS done_on, p.illustration AS illustration
  FROM kept_duty d LEFT JOIN project p ON p.id = d.project_id
UNION ALL
SELECT CASE WHEN r.kind = 'defect' THEN 'defect' ELSE 'inspection_request' END, 'request', r.id,
       p.code || ' · ' || r.finding, p.implementer, p.province_id, p.id, p.created_by, 'officer',
       p.year, r.due_on, r.answered_on, p.illustration
  FROM project p JOIN project_request r ON r.project_id = p.id
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'debt', 'debt', d.id, p.code || ' · ' || p.title, p.implementer, p.province_id, p.id,
       CAST(NULL AS UUID), 'accountant', p.year, d.due_on, d.cleared_on, p.illustration
  FROM project p JOIN debt d ON d.project_id = p.id;
