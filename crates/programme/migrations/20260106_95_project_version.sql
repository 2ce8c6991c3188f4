-- What a version of a project says beside its estimate (tên, địa điểm, thời gian, đơn vị thực hiện, đơn
-- vị thụ hưởng, nội dung). It has the number and the state of the estimate's version: proposed by the
-- Centre, put in force by the decision on the adjustment, or refused. The version in force is written
-- down when the first adjustment is proposed, so that old and new stand beside each other for good.
-- Beneficiaries of a group stand in its list, which has versions of its own (project_roster).
CREATE TABLE project_version (
    project_id       UUID   NOT NULL,
    number           BIGINT NOT NULL,
    title            TEXT   NOT NULL CONSTRAINT project_version_title CHECK (title <> ''),
    implementer      TEXT   NOT NULL,
    coordinator      TEXT   NOT NULL,
    unit_id          BIGINT CONSTRAINT project_version_unit REFERENCES unit (id),
    establishment_id UUID   CONSTRAINT project_version_establishment REFERENCES establishment (id),
    -- The name of the establishment when the version was drawn up.
    beneficiary      TEXT   NOT NULL,
    content          TEXT   NOT NULL,
    starts_on        DATE,
    ends_on          DATE,
    actor            TEXT   NOT NULL,
    at               TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number),
    CONSTRAINT project_version_version FOREIGN KEY (project_id, number)
        REFERENCES cost_version (project_id, number),
    CONSTRAINT project_version_named CHECK ((establishment_id IS NULL) = (beneficiary = '')),
    CONSTRAINT project_version_period
        CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on)
);
