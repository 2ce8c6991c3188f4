-- Flagship projects (đề án điểm): a frame of several years and provinces. Its parts are ordinary
-- projects, one per year, province and centre; they alone run a workflow and carry money.
CREATE TABLE flagship (
    id               UUID    PRIMARY KEY,
    code             TEXT    NOT NULL,
    title            TEXT    NOT NULL CONSTRAINT flagship_title CHECK (title <> ''),
    scope            TEXT    NOT NULL CONSTRAINT flagship_scope CHECK (scope IN ('kcqg', 'kcdp')),
    from_year        BIGINT  NOT NULL CONSTRAINT flagship_from CHECK (from_year BETWEEN 2000 AND 2200),
    to_year          BIGINT  NOT NULL,
    -- Đơn vị chủ trì, and whose frame it is; neither for the nation's.
    leader           TEXT    NOT NULL,
    lead_province_id BIGINT  CONSTRAINT flagship_lead_province REFERENCES unit (id),
    lead_centre      TEXT    CONSTRAINT flagship_lead_centre REFERENCES national_centre (code),
    goals            TEXT    NOT NULL,
    effect           TEXT    NOT NULL,
    search           TEXT    NOT NULL,
    created_by       UUID,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    -- A flagship takes several years; how many at most is a limit of the law, kept as data.
    CONSTRAINT flagship_years CHECK (to_year > from_year AND to_year < from_year + 10)
);
CREATE UNIQUE INDEX flagship_code_key ON flagship (code);

-- What the frame plans for a year in a province. The parts ask for no more together.
CREATE TABLE flagship_cell (
    flagship_id UUID   NOT NULL CONSTRAINT flagship_cell_flagship REFERENCES flagship (id),
    year        BIGINT NOT NULL,
    province_id BIGINT NOT NULL CONSTRAINT flagship_cell_province REFERENCES unit (id),
    implementer TEXT   NOT NULL,
    content     TEXT   NOT NULL,
    -- đồng of promotion money
    amount      BIGINT NOT NULL CONSTRAINT flagship_cell_amount CHECK (amount > 0),
    -- đồng that the parts ask for, those broken off left out
    used        BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (flagship_id, year, province_id),
    CONSTRAINT flagship_cell_used CHECK (used >= 0 AND used <= amount)
);
CREATE INDEX flagship_cell_province_idx ON flagship_cell (province_id);

-- Which project is a part of which frame, and where in it.
CREATE TABLE flagship_part (
    project_id  UUID    PRIMARY KEY CONSTRAINT flagship_part_project REFERENCES project (id),
    flagship_id UUID    NOT NULL,
    year        BIGINT  NOT NULL,
    province_id BIGINT  NOT NULL,
    -- False when the project was broken off: it takes nothing of the frame any more.
    counted     BOOLEAN NOT NULL DEFAULT TRUE,
    CONSTRAINT flagship_part_cell FOREIGN KEY (flagship_id, year, province_id)
        REFERENCES flagship_cell (flagship_id, year, province_id)
);
CREATE INDEX flagship_part_cell_idx ON flagship_part (flagship_id, year, province_id);
