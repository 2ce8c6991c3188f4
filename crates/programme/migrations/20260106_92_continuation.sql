-- A project of national money that was moved to local money goes on as a project of its own.
CREATE TABLE project_continuation (
    -- The project of local money.
    project_id   UUID PRIMARY KEY CONSTRAINT project_continuation_project REFERENCES project (id),
    -- The project it goes on with; a project is continued once.
    continues_id UUID NOT NULL CONSTRAINT project_continuation_once UNIQUE
                 CONSTRAINT project_continuation_continues REFERENCES project (id),
    CONSTRAINT project_continuation_other CHECK (project_id <> continues_id)
);
