-- How projects are carried out: agreements on machines, annexes, reports, inspections, visits.

-- Biên bản thỏa thuận, hợp đồng ba bên: the Centre, the beneficiary and the supplier of machines.
CREATE TABLE agreement (
    id               UUID    PRIMARY KEY,
    project_id       UUID    NOT NULL CONSTRAINT agreement_project REFERENCES project (id),
    number           TEXT    NOT NULL,
    signed_on        DATE,
    centre_name      TEXT    NOT NULL,
    centre_signer    TEXT    NOT NULL,
    establishment_id UUID    NOT NULL CONSTRAINT agreement_establishment REFERENCES establishment (id),
    owner_name       TEXT    NOT NULL,
    owner_signer     TEXT    NOT NULL,
    -- Empty when only two sides sign.
    supplier_name    TEXT    NOT NULL,
    supplier_code    TEXT    NOT NULL,
    supplier_signer  TEXT    NOT NULL,
    -- đồng; the sum of the machines below
    price            BIGINT  NOT NULL CONSTRAINT agreement_price CHECK (price > 0),
    -- of it from the promotion money
    support          BIGINT  NOT NULL CONSTRAINT agreement_support CHECK (support >= 0),
    deliver_on       DATE,
    -- How long the machine is kept, counted from acceptance.
    keep_years       BIGINT  NOT NULL CONSTRAINT agreement_keep CHECK (keep_years BETWEEN 0 AND 30),
    no_resale        BOOLEAN NOT NULL,
    visits           BOOLEAN NOT NULL,
    terms            TEXT    NOT NULL,
    file_id          UUID    CONSTRAINT agreement_file REFERENCES stored_file (id),
    actor            TEXT    NOT NULL,
    at               TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    CONSTRAINT agreement_support_within CHECK (support <= price)
);
CREATE UNIQUE INDEX agreement_project_id_number_key ON agreement (project_id, number);

CREATE TABLE agreement_machine (
    agreement_id UUID   NOT NULL CONSTRAINT agreement_machine_agreement REFERENCES agreement (id),
    position     BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    model        TEXT   NOT NULL,
    quantity     BIGINT NOT NULL CONSTRAINT agreement_machine_quantity CHECK (quantity > 0),
    price        BIGINT NOT NULL CONSTRAINT agreement_machine_price CHECK (price >= 0),
    PRIMARY KEY (agreement_id, position)
);

-- Phụ lục hợp đồng: one for each adjustment that was approved after the contract.
CREATE TABLE contract_annex (
    project_id   UUID   NOT NULL CONSTRAINT contract_annex_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    -- The version of the estimate that it put in force.
    cost_version BIGINT NOT NULL,
    paper_id     UUID   NOT NULL CONSTRAINT contract_annex_paper REFERENCES proof_paper (id),
    PRIMARY KEY (project_id, number),
    CONSTRAINT contract_annex_version FOREIGN KEY (project_id, cost_version)
        REFERENCES cost_version (project_id, number)
);

-- Báo cáo tiến độ.
CREATE TABLE progress_report (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT progress_report_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    period_from  DATE   NOT NULL,
    period_to    DATE   NOT NULL,
    work         TEXT   NOT NULL,
    percent      BIGINT NOT NULL CONSTRAINT progress_report_percent CHECK (percent BETWEEN 0 AND 100),
    -- đồng: by the ledger on the day of the report, and what was spent as reported
    allotted     BIGINT NOT NULL,
    advanced     BIGINT NOT NULL,
    spent        BIGINT NOT NULL CONSTRAINT progress_report_spent CHECK (spent >= 0),
    counterpart  BIGINT NOT NULL CONSTRAINT progress_report_counterpart CHECK (counterpart >= 0),
    problems     TEXT   NOT NULL,
    proposals    TEXT   NOT NULL,
    paper_id     UUID   CONSTRAINT progress_report_paper REFERENCES proof_paper (id),
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    CONSTRAINT progress_report_period CHECK (period_from <= period_to)
);
CREATE UNIQUE INDEX progress_report_project_id_number_key ON progress_report (project_id, number);

CREATE TABLE progress_quantity (
    report_id UUID   NOT NULL CONSTRAINT progress_quantity_report REFERENCES progress_report (id),
    position  BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    unit      TEXT   NOT NULL,
    planned   BIGINT NOT NULL CONSTRAINT progress_quantity_planned CHECK (planned >= 0),
    done      BIGINT NOT NULL CONSTRAINT progress_quantity_done CHECK (done >= 0),
    PRIMARY KEY (report_id, position)
);

-- Biên bản kiểm tra, giám sát.
CREATE TABLE inspection (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT inspection_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    inspected_on DATE   NOT NULL,
    members      TEXT   NOT NULL,
    papers_seen  TEXT   NOT NULL,
    facts        TEXT   NOT NULL,
    conclusion   TEXT   NOT NULL,
    paper_id     UUID   CONSTRAINT inspection_paper REFERENCES proof_paper (id),
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX inspection_project_id_number_key ON inspection (project_id, number);

-- What somebody has to put right by a day: asked by an inspection, or a defect found at acceptance.
CREATE TABLE project_request (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT project_request_project REFERENCES project (id),
    kind          TEXT   NOT NULL CONSTRAINT project_request_kind CHECK (kind IN ('inspection', 'defect')),
    inspection_id UUID   CONSTRAINT project_request_inspection REFERENCES inspection (id),
    -- The minutes that ask for it.
    paper_id      UUID   CONSTRAINT project_request_paper REFERENCES proof_paper (id),
    position      BIGINT NOT NULL,
    finding       TEXT   NOT NULL,
    wanted        TEXT   NOT NULL,
    asked_on      DATE   NOT NULL,
    due_on        DATE   NOT NULL,
    answered_on   DATE,
    answer        TEXT   NOT NULL,
    answered_by   TEXT   NOT NULL,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT project_request_source CHECK ((kind = 'inspection') = (inspection_id IS NOT NULL)),
    CONSTRAINT project_request_days CHECK (due_on >= asked_on),
    CONSTRAINT project_request_answered CHECK ((answered_on IS NULL) = (answer = ''))
);
CREATE INDEX project_request_project_idx ON project_request (project_id, id);

-- Theo dõi sau hỗ trợ: the visits that the terms in force on the day of acceptance ask for.
CREATE TABLE follow_up (
    id         UUID    PRIMARY KEY,
    project_id UUID    NOT NULL CONSTRAINT follow_up_project REFERENCES project (id),
    number     BIGINT  NOT NULL,
    -- months after the acceptance; None for a visit beyond those that are asked for
    months     BIGINT,
    due_on     DATE    NOT NULL,
    -- Which text asks for it, and whether it was compared with a published one.
    article    TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    visited_on DATE,
    note       TEXT    NOT NULL,
    paper_id   UUID    CONSTRAINT follow_up_paper REFERENCES proof_paper (id),
    actor      TEXT    NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    version    BIGINT  NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX follow_up_project_id_number_key ON follow_up (project_id, number);

-- The figures of a visit, for each beneficiary.
CREATE TABLE follow_up_figure (
    follow_up_id     UUID   NOT NULL CONSTRAINT follow_up_figure_visit REFERENCES follow_up (id),
    position         BIGINT NOT NULL,
    establishment_id UUID   CONSTRAINT follow_up_figure_establishment REFERENCES establishment (id),
    name             TEXT   NOT NULL,
    machine          TEXT   NOT NULL CONSTRAINT follow_up_figure_machine
                     CHECK (machine IN ('in_use', 'partly', 'idle', 'gone', 'none')),
    output           TEXT   NOT NULL,
    -- đồng a year, people, đồng a month and person, đồng a year, đồng a year, kWh a year
    revenue          BIGINT CONSTRAINT follow_up_figure_revenue CHECK (revenue >= 0),
    labour           BIGINT CONSTRAINT follow_up_figure_labour CHECK (labour >= 0),
    income           BIGINT CONSTRAINT follow_up_figure_income CHECK (income >= 0),
    tax              BIGINT CONSTRAINT follow_up_figure_tax CHECK (tax >= 0),
    exports          BIGINT CONSTRAINT follow_up_figure_exports CHECK (exports >= 0),
    energy           BIGINT CONSTRAINT follow_up_figure_energy CHECK (energy >= 0),
    PRIMARY KEY (follow_up_id, position)
);

-- Photographs of a report or a visit.
CREATE TABLE execution_photo (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT execution_photo_project REFERENCES project (id),
    report_id    UUID   CONSTRAINT execution_photo_report REFERENCES progress_report (id),
    follow_up_id UUID   CONSTRAINT execution_photo_follow_up REFERENCES follow_up (id),
    position     BIGINT NOT NULL,
    file_id      UUID   NOT NULL CONSTRAINT execution_photo_file REFERENCES stored_file (id),
    caption      TEXT   NOT NULL,
    CONSTRAINT execution_photo_of_one CHECK ((report_id IS NULL) <> (follow_up_id IS NULL))
);
CREATE INDEX execution_photo_project_idx ON execution_photo (project_id);
