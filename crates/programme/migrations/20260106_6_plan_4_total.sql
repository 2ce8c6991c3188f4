-- Totals of projects by unit path (province, and commune below it), plan year and source, kept in
-- the transaction that moves them, so that the nation at a glance reads a few hundred rows. Money is
-- that of the project's own source. `khuyencong check` adds everything up again.
CREATE TABLE kept_total (
    -- The province's id, or the province's and the commune's with a slash between.
    path          TEXT   NOT NULL,
    level         TEXT   NOT NULL CONSTRAINT kept_total_level CHECK (level IN ('province', 'commune')),
    province_id   BIGINT NOT NULL CONSTRAINT kept_total_province REFERENCES unit (id),
    -- The commune; None on the row of the province.
    unit_id       BIGINT CONSTRAINT kept_total_unit REFERENCES unit (id),
    year          BIGINT NOT NULL,
    scope         TEXT   NOT NULL CONSTRAINT kept_total_scope CHECK (scope IN ('kcqg', 'kcdp')),
    projects      BIGINT NOT NULL,
    -- of these invented for the demonstration
    illustrations BIGINT NOT NULL,
    -- đồng
    planned       BIGINT NOT NULL,
    allotted      BIGINT NOT NULL,
    advanced      BIGINT NOT NULL,
    accepted      BIGINT NOT NULL,
    settled       BIGINT NOT NULL,
    paid          BIGINT NOT NULL,
    recovered     BIGINT NOT NULL,
    PRIMARY KEY (path, year, scope)
);
CREATE INDEX kept_total_level_idx ON kept_total (level, year, province_id);

-- One row of the kind above per project; what the totals are checked against.
CREATE VIEW project_total AS
SELECT p.id AS project_id, p.province_id AS province_id, p.unit_id AS unit_id, p.year AS year,
       p.scope AS scope, CASE WHEN p.illustration THEN 1 ELSE 0 END AS illustration,
       COALESCE(SUM(s.planned), 0) AS planned, COALESCE(SUM(s.allotted), 0) AS allotted,
       COALESCE(SUM(s.advanced), 0) AS advanced, COALESCE(SUM(s.accepted), 0) AS accepted,
       COALESCE(SUM(s.settled), 0) AS settled, COALESCE(SUM(s.paid), 0) AS paid,
       COALESCE(SUM(s.recovered), 0) AS recovered
  FROM project p
  LEFT JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
  LEFT JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope
 GROUP BY p.id, p.province_id, p.unit_id, p.year, p.scope, p.illustration;

INSERT INTO kept_total (path, level, province_id, unit_id, year, scope, projects, illustrations,
    planned, allotted, advanced, accepted, settled, paid, recovered)
SELECT CAST(province_id AS TEXT), 'province', province_id, NULL, year, scope, COUNT(*),
       CAST(SUM(illustration) AS BIGINT), CAST(SUM(planned) AS BIGINT),
       CAST(SUM(allotted) AS BIGINT), CAST(SUM(advanced) AS BIGINT),
       CAST(SUM(accepted) AS BIGINT), CAST(SUM(settled) AS BIGINT), CAST(SUM(paid) AS BIGINT),
       CAST(SUM(recovered) AS BIGINT)
  FROM project_total GROUP BY province_id, year, scope;
INSERT INTO kept_total (path, level, province_id, unit_id, year, scope, projects, illustrations,
    planned, allotted, advanced, accepted, settled, paid, recovered)
SELECT CAST(province_id AS TEXT) || '/' || CAST(unit_id AS TEXT), 'commune', province_id, unit_id,
       year, scope, COUNT(*), CAST(SUM(illustration) AS BIGINT), CAST(SUM(planned) AS BIGINT),
       CAST(SUM(allotted) AS BIGINT), CAST(SUM(advanced) AS BIGINT),
       CAST(SUM(accepted) AS BIGINT), CAST(SUM(settled) AS BIGINT), CAST(SUM(paid) AS BIGINT),
       CAST(SUM(recovered) AS BIGINT)
  FROM project_total WHERE unit_id IS NOT NULL GROUP BY province_id, unit_id, year, scope;

-- The money of a province's projects of a year, for the overview.
CREATE VIEW project_spent AS
SELECT province_id, year, allotted, advanced + paid - recovered AS paid
  FROM kept_total WHERE level = 'province';
