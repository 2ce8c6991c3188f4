-- Needs of establishments (phiếu đề xuất nhu cầu, F01). Name and place stand as they were when the
-- sheet was written.
CREATE TABLE need (
    id                 UUID    PRIMARY KEY,
    establishment_id   UUID    NOT NULL CONSTRAINT need_establishment REFERENCES establishment (id),
    establishment_name TEXT    NOT NULL,
    site_id            UUID,
    unit_id            BIGINT  NOT NULL CONSTRAINT need_unit REFERENCES unit (id),
    province_id        BIGINT  NOT NULL CONSTRAINT need_province REFERENCES unit (id),
    activity           TEXT    NOT NULL,
    variant            TEXT    NOT NULL,
    line               BOOLEAN NOT NULL,
    title              TEXT    NOT NULL,
    description        TEXT    NOT NULL,
    -- đồng
    total_cost         BIGINT  NOT NULL CONSTRAINT need_total_cost CHECK (total_cost > 0),
    own_money          BIGINT  NOT NULL CONSTRAINT need_own_money CHECK (own_money >= 0),
    help_wanted        BIGINT  NOT NULL CONSTRAINT need_help_wanted CHECK (help_wanted >= 0),
    year               BIGINT  NOT NULL CONSTRAINT need_year CHECK (year BETWEEN 2000 AND 2200),
    met_by             TEXT    NOT NULL,
    met_on             DATE    NOT NULL,
    source             TEXT    NOT NULL CONSTRAINT need_source
        CHECK (source IN ('visit', 'letter', 'phone', 'meeting', 'online')),
    state              TEXT    NOT NULL CONSTRAINT need_state
        CHECK (state IN ('new', 'accepted', 'rejected')),
    reason             TEXT    NOT NULL,
    decided_on         DATE,
    project_id         UUID,
    project_code       TEXT    NOT NULL,
    search             TEXT    NOT NULL,
    version            BIGINT  NOT NULL DEFAULT 1,
    illustration       BOOLEAN NOT NULL DEFAULT FALSE,
    created_at         TIMESTAMPTZ NOT NULL,
    CONSTRAINT need_money CHECK (own_money + help_wanted <= total_cost),
    CONSTRAINT need_decision CHECK (
        (state = 'new' AND project_id IS NULL AND decided_on IS NULL)
        OR (state = 'accepted' AND project_id IS NOT NULL AND decided_on IS NOT NULL)
        OR (state = 'rejected' AND project_id IS NULL AND decided_on IS NOT NULL AND reason <> ''))
);
CREATE INDEX need_list_idx ON need (province_id, met_on, id);
CREATE INDEX need_establishment_idx ON need (establishment_id);
CREATE INDEX need_met_idx ON need (met_on, id);
