-- Tasks of the Centre's implementation plan (kế hoạch triển khai). The name of the person stands as
-- it was when the task was given.
CREATE TABLE task (
    id           UUID    PRIMARY KEY,
    title        TEXT    NOT NULL CONSTRAINT task_title CHECK (title <> ''),
    description  TEXT    NOT NULL,
    project_id   UUID    CONSTRAINT task_project REFERENCES project (id),
    province_id  BIGINT  NOT NULL CONSTRAINT task_province REFERENCES unit (id),
    department   TEXT    NOT NULL,
    person_id    UUID    CONSTRAINT task_person REFERENCES account (id),
    person_name  TEXT    NOT NULL,
    starts_on    DATE,
    due_on       DATE    NOT NULL,
    state        TEXT    NOT NULL CONSTRAINT task_state
        CHECK (state IN ('planned', 'doing', 'done', 'dropped')),
    -- Hundredths done.
    progress     BIGINT  NOT NULL CONSTRAINT task_progress CHECK (progress BETWEEN 0 AND 100),
    done_on      DATE,
    search       TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_by   UUID,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT task_period CHECK (starts_on IS NULL OR starts_on <= due_on),
    CONSTRAINT task_who CHECK (person_id IS NOT NULL OR department <> ''),
    CONSTRAINT task_done CHECK ((state = 'done') = (done_on IS NOT NULL)),
    CONSTRAINT task_whole CHECK ((state = 'done') = (progress = 100) OR state = 'dropped')
);
CREATE INDEX task_list_idx ON task (province_id, due_on, id);
CREATE INDEX task_person_idx ON task (person_id, due_on);
CREATE INDEX task_project_idx ON task (project_id);
CREATE INDEX task_due_idx ON task (due_on, id);

-- What was reported of a task, in its order; never changed.
CREATE TABLE task_report (
    id        UUID   PRIMARY KEY,
    task_id   UUID   NOT NULL CONSTRAINT task_report_task REFERENCES task (id),
    state     TEXT   NOT NULL,
    progress  BIGINT NOT NULL,
    note      TEXT   NOT NULL,
    actor     TEXT   NOT NULL,
    at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX task_report_task_idx ON task_report (task_id, id);

-- A task that waits for another. A circle is refused by the command, which alone sees the way.
CREATE TABLE task_dependency (
    task_id  UUID NOT NULL CONSTRAINT task_dependency_task REFERENCES task (id),
    needs_id UUID NOT NULL CONSTRAINT task_dependency_needs REFERENCES task (id),
    PRIMARY KEY (task_id, needs_id),
    CONSTRAINT task_dependency_self CHECK (task_id <> needs_id)
);
CREATE INDEX task_dependency_needs_idx ON task_dependency (needs_id);

-- What holds a task up (vướng mắc): who unties it and by when, and how it was untied.
CREATE TABLE task_obstacle (
    id           UUID    PRIMARY KEY,
    task_id      UUID    NOT NULL CONSTRAINT task_obstacle_task REFERENCES task (id),
    description  TEXT    NOT NULL CONSTRAINT task_obstacle_description CHECK (description <> ''),
    -- An account, or somebody outside by name.
    person_id    UUID    CONSTRAINT task_obstacle_person REFERENCES account (id),
    person_name  TEXT    NOT NULL CONSTRAINT task_obstacle_who CHECK (person_name <> ''),
    due_on       DATE    NOT NULL,
    raised_on    DATE    NOT NULL,
    raised_by    TEXT    NOT NULL,
    resolution   TEXT    NOT NULL DEFAULT '',
    resolved_on  DATE,
    resolved_by  TEXT    NOT NULL DEFAULT '',
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT task_obstacle_period CHECK (raised_on <= due_on),
    CONSTRAINT task_obstacle_resolved CHECK ((resolved_on IS NULL) = (resolution = ''))
);
CREATE INDEX task_obstacle_task_idx ON task_obstacle (task_id);
CREATE INDEX task_obstacle_person_idx ON task_obstacle (person_id, due_on);
