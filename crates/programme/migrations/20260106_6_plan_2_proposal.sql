-- A plan is open while proposals are gathered; once approved it changes by numbered versions only.
ALTER TABLE annual_plan ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
    CONSTRAINT annual_plan_state CHECK (state IN ('open', 'approved'));
-- The version in force; 0 before the approval.
ALTER TABLE annual_plan ADD COLUMN number BIGINT NOT NULL DEFAULT 0
    CONSTRAINT annual_plan_number CHECK (number >= 0);

ALTER TABLE plan_line ADD COLUMN standing TEXT NOT NULL DEFAULT 'allotted'
    CONSTRAINT plan_line_standing
    CHECK (standing IN ('allotted', 'reserve', 'carried', 'deferred', 'shifted', 'dropped'));
-- đồng; the amount by quarters, none while it is not split
ALTER TABLE plan_line ADD COLUMN quarter_1 BIGINT;
ALTER TABLE plan_line ADD COLUMN quarter_2 BIGINT;
ALTER TABLE plan_line ADD COLUMN quarter_3 BIGINT;
ALTER TABLE plan_line ADD COLUMN quarter_4 BIGINT
    CONSTRAINT plan_line_quarters CHECK (
        (quarter_1 IS NULL AND quarter_2 IS NULL AND quarter_3 IS NULL AND quarter_4 IS NULL)
        OR (quarter_1 >= 0 AND quarter_2 >= 0 AND quarter_3 >= 0 AND quarter_4 >= 0
            AND amount IS NOT NULL
            AND quarter_1 + quarter_2 + quarter_3 + quarter_4 = amount));
-- đồng; what projects on this line have been allotted
ALTER TABLE plan_line ADD COLUMN taken BIGINT NOT NULL DEFAULT 0
    CONSTRAINT plan_line_taken CHECK (taken >= 0 AND (amount IS NULL OR taken <= amount));
UPDATE plan_line SET taken = COALESCE((
    SELECT SUM(s.allotted) FROM project p
      JOIN cost_line l ON l.project_id = p.id
      JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope
     WHERE p.plan_line_id = plan_line.id), 0);
CREATE INDEX project_plan_line_idx ON project (plan_line_id);

-- What is proposed for a plan, on its way from the commune to whoever approves.
CREATE TABLE proposal (
    id               UUID    PRIMARY KEY,
    plan_id          UUID    NOT NULL CONSTRAINT proposal_plan REFERENCES annual_plan (id),
    need_id          UUID    CONSTRAINT proposal_need REFERENCES need (id),
    project_id       UUID    CONSTRAINT proposal_project REFERENCES project (id),
    establishment_id UUID    CONSTRAINT proposal_establishment REFERENCES establishment (id),
    -- The name at the time of the proposal; empty when nobody in particular benefits.
    beneficiary      TEXT    NOT NULL,
    province_id      BIGINT  NOT NULL CONSTRAINT proposal_province REFERENCES unit (id),
    unit_id          BIGINT  CONSTRAINT proposal_unit REFERENCES unit (id),
    kind             TEXT    NOT NULL CONSTRAINT proposal_kind CHECK (kind IN ('single', 'group', 'flagship')),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    line             BOOLEAN NOT NULL,
    title            TEXT    NOT NULL,
    content          TEXT    NOT NULL,
    implementer      TEXT    NOT NULL,
    -- How many beneficiaries, machines or classes; the ceiling of a group is summed over them.
    quantity         BIGINT  NOT NULL CONSTRAINT proposal_quantity CHECK (quantity > 0),
    unit_word        TEXT    NOT NULL,
    -- đồng
    total_cost       BIGINT  NOT NULL CONSTRAINT proposal_total_cost CHECK (total_cost > 0),
    asked            BIGINT  NOT NULL CONSTRAINT proposal_asked CHECK (asked > 0),
    -- Who holds it now.
    holder           TEXT    NOT NULL CONSTRAINT proposal_holder
        CHECK (holder IN ('commune', 'centre', 'department', 'agency')),
    -- Who drew it up; it is never returned below.
    origin           TEXT    NOT NULL CONSTRAINT proposal_origin
        CHECK (origin IN ('commune', 'centre', 'department', 'agency')),
    state            TEXT    NOT NULL CONSTRAINT proposal_state CHECK (state IN
        ('open', 'returned', 'selected', 'reserve', 'deferred', 'refused', 'withdrawn', 'approved')),
    state_since      DATE    NOT NULL,
    reason           TEXT    NOT NULL,
    -- Place in the order of priority, 1 first.
    rank             BIGINT  CONSTRAINT proposal_rank CHECK (rank > 0),
    rank_reason      TEXT    NOT NULL,
    -- Share of the full score, in hundredths of a percent.
    score            BIGINT  CONSTRAINT proposal_score CHECK (score BETWEEN 0 AND 10000),
    -- đồng; what those who select would give
    granted          BIGINT  CONSTRAINT proposal_granted CHECK (granted > 0 AND granted <= asked),
    -- What the norms allowed on the day the proposal was last written or passed on.
    ceiling_on       DATE    NOT NULL,
    ceiling          BIGINT,
    ceiling_equation TEXT    NOT NULL,
    ceiling_article  TEXT    NOT NULL,
    ceiling_verified BOOLEAN NOT NULL,
    eligible         BOOLEAN NOT NULL,
    ceiling_reasons  TEXT    NOT NULL,
    plan_line_id     UUID    CONSTRAINT proposal_plan_line REFERENCES plan_line (id),
    search           TEXT    NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_by       UUID,
    created_at       TIMESTAMPTZ NOT NULL,
    CONSTRAINT proposal_money CHECK (asked <= total_cost),
    CONSTRAINT proposal_selected CHECK (state NOT IN ('selected', 'approved') OR granted IS NOT NULL),
    CONSTRAINT proposal_approved CHECK ((state = 'approved') = (plan_line_id IS NOT NULL)),
    CONSTRAINT proposal_refused CHECK (
        state NOT IN ('returned', 'reserve', 'deferred', 'refused', 'withdrawn') OR reason <> '')
);
-- A need or a project stands once in a plan.
CREATE UNIQUE INDEX proposal_plan_id_need_id_key ON proposal (plan_id, need_id)
    WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX proposal_plan_id_project_id_key ON proposal (plan_id, project_id)
    WHERE state <> 'withdrawn';
CREATE INDEX proposal_plan_idx ON proposal (plan_id, state, holder);
CREATE INDEX proposal_list_idx ON proposal (province_id, id);
CREATE INDEX proposal_need_idx ON proposal (need_id);
CREATE INDEX proposal_project_idx ON proposal (project_id);

-- What was said when a proposal was sent back.
CREATE TABLE proposal_remark (
    id          UUID PRIMARY KEY,
    proposal_id UUID NOT NULL CONSTRAINT proposal_remark_proposal REFERENCES proposal (id),
    from_holder TEXT NOT NULL,
    to_holder   TEXT NOT NULL,
    remark      TEXT NOT NULL CONSTRAINT proposal_remark_remark CHECK (remark <> ''),
    actor       TEXT NOT NULL,
    at          TIMESTAMPTZ NOT NULL
);
CREATE INDEX proposal_remark_proposal_idx ON proposal_remark (proposal_id, id);

-- By what proposals are weighed against each other. Never a condition: the score gives an order,
-- and people decide. A criterion is ended and replaced, not changed.
CREATE TABLE selection_criterion (
    id          UUID    PRIMARY KEY,
    scope       TEXT    CONSTRAINT selection_criterion_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None: everywhere.
    province_id BIGINT  CONSTRAINT selection_criterion_province REFERENCES unit (id),
    position    BIGINT  NOT NULL,
    title       TEXT    NOT NULL,
    hint        TEXT    NOT NULL,
    -- Points that may be given, from 0, and what each counts.
    most        BIGINT  NOT NULL CONSTRAINT selection_criterion_most CHECK (most BETWEEN 1 AND 100),
    weight      BIGINT  NOT NULL CONSTRAINT selection_criterion_weight CHECK (weight BETWEEN 1 AND 100),
    -- The text it comes from; empty when it is the department's own.
    article     TEXT    NOT NULL,
    verified    BOOLEAN NOT NULL,
    valid_from  DATE    NOT NULL,
    -- The first day on which it is no more.
    valid_to    DATE    CONSTRAINT selection_criterion_valid CHECK (valid_to >= valid_from),
    version     BIGINT  NOT NULL DEFAULT 1,
    created_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE proposal_score (
    proposal_id  UUID   NOT NULL CONSTRAINT proposal_score_proposal REFERENCES proposal (id),
    criterion_id UUID   NOT NULL CONSTRAINT proposal_score_criterion REFERENCES selection_criterion (id),
    points       BIGINT NOT NULL CONSTRAINT proposal_score_points CHECK (points >= 0),
    reason       TEXT   NOT NULL,
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, criterion_id)
);
