-- Projects of the programme (đề án khuyến công).
CREATE TABLE project (
    id               UUID PRIMARY KEY,
    code             TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    kind             TEXT    NOT NULL CONSTRAINT project_kind CHECK (kind IN ('single', 'group', 'flagship')),
    scope            TEXT    NOT NULL CONSTRAINT project_scope CHECK (scope IN ('kcqg', 'kcdp')),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    line             BOOLEAN NOT NULL,
    year             BIGINT  NOT NULL CONSTRAINT project_year CHECK (year BETWEEN 2000 AND 2200),
    province_id      BIGINT  NOT NULL CONSTRAINT project_province REFERENCES unit (id),
    unit_id          BIGINT  CONSTRAINT project_unit REFERENCES unit (id),
    need_id          UUID    CONSTRAINT project_need REFERENCES need (id),
    plan_line_id     UUID    CONSTRAINT project_plan_line REFERENCES plan_line (id),
    workflow_id      UUID    NOT NULL CONSTRAINT project_workflow REFERENCES workflow_version (id),
    state            TEXT    NOT NULL,
    -- The state it came from, while a step may lead back there.
    origin_state     TEXT,
    implementer      TEXT    NOT NULL,
    coordinator      TEXT    NOT NULL,
    background       TEXT    NOT NULL,
    goals            TEXT    NOT NULL,
    content          TEXT    NOT NULL,
    effect           TEXT    NOT NULL,
    starts_on        DATE,
    ends_on          DATE,
    drafted_on       DATE    NOT NULL,
    -- Day of the decision that gave the money; the norms of that day hold to the end.
    approved_on      DATE,
    -- Share of the contract that may be advanced, in hundredths of a percent, as the contract says.
    advance_limit_bp BIGINT  CONSTRAINT project_advance_limit CHECK (advance_limit_bp BETWEEN 0 AND 10000),
    accepted_on      DATE,
    state_since      DATE    NOT NULL,
    beneficiaries    TEXT    NOT NULL,
    search           TEXT    NOT NULL,
    created_by       UUID,
    -- The national centre that carries it out and files it to the ministry agency itself.
    national_centre  TEXT    CONSTRAINT project_national_centre REFERENCES national_centre (code),
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT project_centre_scope CHECK (national_centre IS NULL OR scope = 'kcqg'),
    CONSTRAINT project_period CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on)
);
CREATE UNIQUE INDEX project_code_key ON project (code);
CREATE INDEX project_list_idx ON project (province_id, year, id);
-- What reports count, answered from the index alone.
CREATE INDEX project_report_idx ON project (province_id, year, scope, state, illustration, id);
CREATE INDEX project_year_idx ON project (year, id);
CREATE INDEX project_state_idx ON project (state, id);
CREATE INDEX project_national_centre_idx ON project (national_centre, id);
CREATE INDEX project_need_idx ON project (need_id);

-- Who benefits, with the name at the time it entered the project.
CREATE TABLE project_beneficiary (
    project_id       UUID   NOT NULL CONSTRAINT project_beneficiary_project REFERENCES project (id),
    establishment_id UUID   NOT NULL CONSTRAINT project_beneficiary_establishment REFERENCES establishment (id),
    position         BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    unit_id          BIGINT NOT NULL CONSTRAINT project_beneficiary_unit REFERENCES unit (id),
    PRIMARY KEY (project_id, establishment_id)
);
CREATE INDEX project_beneficiary_establishment_idx ON project_beneficiary (establishment_id);

-- The paper that proves a step. Never changed; a file may follow later, and a better one after it.
CREATE TABLE proof_paper (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT proof_paper_project REFERENCES project (id),
    step       TEXT NOT NULL,
    title      TEXT NOT NULL,
    number     TEXT NOT NULL,
    signed_on  DATE NOT NULL,
    signer     TEXT NOT NULL,
    account_id UUID,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX proof_paper_project_idx ON proof_paper (project_id);

CREATE TABLE proof_file (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT proof_file_project REFERENCES project (id),
    paper_id   UUID NOT NULL CONSTRAINT proof_file_paper REFERENCES proof_paper (id),
    file_id    UUID NOT NULL CONSTRAINT proof_file_file REFERENCES stored_file (id),
    sha256     TEXT NOT NULL CONSTRAINT proof_file_sha256 CHECK (length(sha256) = 64),
    account_id UUID,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX proof_file_project_idx ON proof_file (project_id);

-- Every step that was taken.
CREATE TABLE project_event (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT project_event_project REFERENCES project (id),
    step       TEXT NOT NULL,
    from_state TEXT,
    to_state   TEXT NOT NULL,
    on_date    DATE NOT NULL,
    reason     TEXT NOT NULL,
    note       TEXT NOT NULL,
    paper_id   UUID CONSTRAINT project_event_paper REFERENCES proof_paper (id),
    account_id UUID,
    actor      TEXT NOT NULL,
    role       TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX project_event_project_idx ON project_event (project_id);

-- The dossier: which paper of the check-list is there.
CREATE TABLE dossier_entry (
    project_id UUID    NOT NULL CONSTRAINT dossier_entry_project REFERENCES project (id),
    item       TEXT    NOT NULL,
    present    BOOLEAN NOT NULL,
    note       TEXT    NOT NULL,
    file_id    UUID    CONSTRAINT dossier_entry_file REFERENCES stored_file (id),
    actor      TEXT    NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, item)
);

-- The appraisal: a verdict on each criterion and a conclusion, at each level.
CREATE TABLE appraisal_verdict (
    project_id UUID NOT NULL CONSTRAINT appraisal_verdict_project REFERENCES project (id),
    level      TEXT NOT NULL CONSTRAINT appraisal_verdict_level CHECK (level IN ('base', 'ministry')),
    criterion  TEXT NOT NULL,
    verdict    TEXT NOT NULL CONSTRAINT appraisal_verdict_verdict CHECK (verdict IN ('pass', 'fail', 'needs_more')),
    note       TEXT NOT NULL,
    actor      TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, level, criterion)
);

CREATE TABLE appraisal (
    project_id UUID   NOT NULL CONSTRAINT appraisal_project REFERENCES project (id),
    level      TEXT   NOT NULL CONSTRAINT appraisal_level CHECK (level IN ('base', 'ministry')),
    conclusion TEXT   NOT NULL CONSTRAINT appraisal_conclusion CHECK (conclusion IN ('passed', 'passed_with_changes', 'failed')),
    proposed   BIGINT NOT NULL CONSTRAINT appraisal_proposed CHECK (proposed >= 0),
    -- Ministry appraisal: the place among the projects appraised for the year, and whether the budget
    -- told holds it.
    rank       BIGINT CONSTRAINT appraisal_rank CHECK (rank > 0),
    budget_fit TEXT   CONSTRAINT appraisal_budget_fit CHECK (budget_fit IN ('fits', 'reduced', 'beyond')),
    note       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    on_date    DATE   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, level),
    CONSTRAINT appraisal_ministry
        CHECK (level = 'ministry' OR (rank IS NULL AND budget_fit IS NULL))
);

-- Ceilings that a step rested on; the decision itself is kept by the law module.
CREATE TABLE project_ceiling (
    id               UUID   PRIMARY KEY,
    project_id       UUID   NOT NULL CONSTRAINT project_ceiling_project REFERENCES project (id),
    step             TEXT   NOT NULL,
    on_date          DATE   NOT NULL,
    establishment_id UUID,
    ceiling_id       UUID   NOT NULL,
    asked            BIGINT NOT NULL,
    ceiling          BIGINT,
    equation         TEXT   NOT NULL,
    article          TEXT   NOT NULL,
    verified         BOOLEAN NOT NULL,
    at               TIMESTAMPTZ NOT NULL
);
CREATE INDEX project_ceiling_project_idx ON project_ceiling (project_id);

-- What is to be accepted: machines with serials and invoices, classes held, booths.
CREATE TABLE acceptance_item (
    id               UUID   PRIMARY KEY,
    project_id       UUID   NOT NULL CONSTRAINT acceptance_item_project REFERENCES project (id),
    establishment_id UUID   CONSTRAINT acceptance_item_establishment REFERENCES establishment (id),
    position         BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    model            TEXT   NOT NULL,
    serial           TEXT   NOT NULL,
    maker            TEXT   NOT NULL,
    origin           TEXT   NOT NULL,
    made_year        BIGINT,
    quantity         BIGINT NOT NULL CONSTRAINT acceptance_item_quantity CHECK (quantity > 0),
    price            BIGINT NOT NULL CONSTRAINT acceptance_item_price CHECK (price >= 0),
    invoice_no       TEXT   NOT NULL,
    invoice_on       DATE
);
CREATE INDEX acceptance_item_project_idx ON acceptance_item (project_id);

-- A serial number or an invoice belongs to one project only: State money pays an item once.
CREATE TABLE item_claim (
    claim      TEXT NOT NULL,
    project_id UUID NOT NULL CONSTRAINT item_claim_project REFERENCES project (id)
);
CREATE UNIQUE INDEX item_claim_claim_key ON item_claim (claim);
CREATE INDEX item_claim_project_idx ON item_claim (project_id);

-- Results by indicator, as the final report states them.
CREATE TABLE project_result (
    project_id UUID   NOT NULL CONSTRAINT project_result_project REFERENCES project (id),
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    unit       TEXT   NOT NULL,
    planned    BIGINT,
    actual     BIGINT NOT NULL,
    PRIMARY KEY (project_id, position)
);
