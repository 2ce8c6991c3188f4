-- That a province's report went to the Ministry (báo cáo năm, báo cáo 6 tháng): by which paper, when, and
-- who recorded it. Append-only: a correction is sent, and recorded, once more.
CREATE TABLE report_sent (
    id           UUID    PRIMARY KEY,
    kind         TEXT    NOT NULL CONSTRAINT report_sent_kind CHECK (kind IN ('yearly', 'half_year')),
    province_id  BIGINT  NOT NULL CONSTRAINT report_sent_province REFERENCES unit (id),
    year         BIGINT  NOT NULL CONSTRAINT report_sent_year CHECK (year BETWEEN 2000 AND 2200),
    paper_no     TEXT    NOT NULL CONSTRAINT report_sent_paper CHECK (paper_no <> ''),
    paper_on     DATE    NOT NULL,
    sent_on      DATE    NOT NULL,
    recipient    TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    file_id      UUID    CONSTRAINT report_sent_file REFERENCES stored_file (id),
    account_id   UUID,
    actor        TEXT    NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT report_sent_order CHECK (paper_on <= sent_on)
);
CREATE INDEX report_sent_report_idx ON report_sent (province_id, year, kind);

-- By which day a report is due, as the deadline on record said when it was looked at last before that
-- day. Derived from the deadlines; written anew while the day has not come.
CREATE TABLE report_due (
    id          UUID    PRIMARY KEY,
    kind        TEXT    NOT NULL CONSTRAINT report_due_kind CHECK (kind IN ('yearly', 'half_year')),
    province_id BIGINT  NOT NULL CONSTRAINT report_due_province REFERENCES unit (id),
    year        BIGINT  NOT NULL,
    due_on      DATE    NOT NULL,
    article     TEXT    NOT NULL,
    verified    BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX report_due_kind_province_id_year_key ON report_due (kind, province_id, year);

-- What is due of this module: the reports to the Ministry, done by the first record of sending. Of a
-- province that merged before the day, the province it became reports.
CREATE VIEW obligation_report AS
SELECT CASE WHEN d.kind = 'yearly' THEN 'yearly_report' ELSE 'half_year_report' END AS kind,
       'report_due' AS thing, d.id AS record_id,
       CASE WHEN d.kind = 'yearly' THEN 'Báo cáo năm ' ELSE 'Báo cáo 6 tháng đầu năm ' END
           || CAST(d.year AS TEXT) || ' · ' || u.name AS title,
       u.name AS owner, d.province_id AS province_id, CAST(NULL AS UUID) AS project_id,
       CAST(NULL AS UUID) AS person_id, 'appraiser' AS role, d.year AS year, d.due_on AS due_on,
       (SELECT MIN(s.sent_on) FROM report_sent s
         WHERE s.kind = d.kind AND s.province_id = d.province_id AND s.year = d.year) AS done_on,
       FALSE AS illustration, NOT d.verified AS unverified
  FROM report_due d JOIN unit u ON u.id = d.province_id
 WHERE u.valid_to IS NULL OR u.valid_to > d.due_on;

