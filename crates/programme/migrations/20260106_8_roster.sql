-- Who benefits from a group project, with place and specification (danh sách đơn vị thụ hưởng và thông
-- số). It is drawn up as a draft, fixed by a paper before the contract, and then changes by
-- adjustment only, as a next list. Its money stands on the cost lines, nowhere else.
CREATE TABLE project_roster (
    project_id UUID   NOT NULL CONSTRAINT project_roster_project REFERENCES project (id),
    number     BIGINT NOT NULL CONSTRAINT project_roster_number CHECK (number > 0),
    state      TEXT   NOT NULL CONSTRAINT project_roster_state
               CHECK (state IN ('draft', 'fixed', 'superseded', 'refused')),
    paper_id   UUID   CONSTRAINT project_roster_paper REFERENCES proof_paper (id),
    fixed_on   DATE,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number),
    -- Nothing is fixed without its paper and day.
    CONSTRAINT project_roster_fixed
        CHECK ((state IN ('fixed', 'superseded')) = (paper_id IS NOT NULL AND fixed_on IS NOT NULL))
);
CREATE UNIQUE INDEX project_roster_draft_key ON project_roster (project_id) WHERE state = 'draft';
CREATE UNIQUE INDEX project_roster_fixed_key ON project_roster (project_id) WHERE state = 'fixed';

CREATE TABLE roster_entry (
    project_id       UUID   NOT NULL,
    number           BIGINT NOT NULL,
    -- The cost line that carries its money, in the estimate or in the version proposed with the list.
    line_id          UUID   NOT NULL,
    position         BIGINT NOT NULL,
    -- None for a class or a party of learners.
    establishment_id UUID   CONSTRAINT roster_entry_establishment REFERENCES establishment (id),
    name             TEXT   NOT NULL CONSTRAINT roster_entry_name CHECK (name <> ''),
    unit_id          BIGINT CONSTRAINT roster_entry_unit REFERENCES unit (id),
    place            TEXT   NOT NULL,
    -- The type of machine, the trade of the class, the topic.
    subject          TEXT   NOT NULL,
    specification    TEXT   NOT NULL,
    quantity         BIGINT NOT NULL CONSTRAINT roster_entry_quantity CHECK (quantity > 0),
    unit_word        TEXT   NOT NULL,
    -- Number and day of the list of learners.
    list_ref         TEXT   NOT NULL,
    PRIMARY KEY (project_id, number, line_id),
    CONSTRAINT roster_entry_roster
        FOREIGN KEY (project_id, number) REFERENCES project_roster (project_id, number)
);
CREATE UNIQUE INDEX roster_entry_project_id_number_establishment_id_key
    ON roster_entry (project_id, number, establishment_id);
CREATE INDEX roster_entry_establishment_idx ON roster_entry (establishment_id);
