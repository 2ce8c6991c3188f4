-- The duties of projects as project_duty computes them, kept in the transaction that moves them: the
-- view asks for nine duties and the days of their steps of every project, which for the nation takes
-- seconds. `khuyencong check` computes everything again.
CREATE TABLE kept_duty (
    project_id  UUID   NOT NULL CONSTRAINT kept_duty_project REFERENCES project (id),
    kind        TEXT   NOT NULL,
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

INSERT INTO kept_duty (project_id, kind, person_id, role, province_id, year, due_on, done_on)
SELECT project_id, kind, person_id, role, province_id, year, due_on, done_on FROM project_duty;

-- The join is left, so that a count does not look at the projects.
CREATE VIEW obligation_programme AS
SELECT d.kind AS kind, 'project' AS thing, d.project_id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, d.province_id AS province_id,
       d.project_id AS project_id, d.person_id AS person_id, d.role AS role, d.year AS year,
       d.due_on AS due_on, d.done_on AS done_on, p.illustration AS illustration
  FROM kept_duty d LEFT JOIN project p ON p.id = d.project_id;
