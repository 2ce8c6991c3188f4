-- The meeting in which a level selects among the proposals of a plan: when, where, and who was there. Its
-- minutes say so.
CREATE TABLE selection_meeting (
    plan_id      UUID    NOT NULL CONSTRAINT selection_meeting_plan REFERENCES annual_plan (id),
    holder       TEXT    NOT NULL CONSTRAINT selection_meeting_holder
        CHECK (holder IN ('department', 'agency')),
    held_on      DATE    NOT NULL,
    -- As people write it; empty when not noted.
    starts_at    TEXT    NOT NULL,
    place        TEXT    NOT NULL CONSTRAINT selection_meeting_place CHECK (place <> ''),
    chair        TEXT    NOT NULL CONSTRAINT selection_meeting_chair CHECK (chair <> ''),
    secretary    TEXT    NOT NULL CONSTRAINT selection_meeting_secretary CHECK (secretary <> ''),
    -- One a line: name, post, body.
    attendees    TEXT    NOT NULL CONSTRAINT selection_meeting_attendees CHECK (attendees <> ''),
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT selection_meeting_plan_id_holder_key PRIMARY KEY (plan_id, holder)
);
