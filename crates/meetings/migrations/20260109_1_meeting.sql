-- Meetings, conferences and delegations. held_on is a date as far as it is known: 2023, 2023-08 or
-- 2023-08-15. Everybody whose role allows it sees all of them.
CREATE TABLE meeting (
    id           UUID PRIMARY KEY,
    version      BIGINT NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    year         BIGINT,
    search       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    ordinal      TEXT NOT NULL,
    title        TEXT NOT NULL,
    held_on      TEXT NOT NULL,
    place        TEXT NOT NULL,
    host         TEXT NOT NULL,
    guest        TEXT NOT NULL,
    region       TEXT NOT NULL,
    provinces    BIGINT,
    delegates    BIGINT,
    topics       TEXT NOT NULL,
    source       TEXT NOT NULL,
    CONSTRAINT meeting_kind CHECK (kind IN
        ('working_visit', 'study_visit', 'regional_conference', 'evaluation_conference', 'other')),
    CONSTRAINT meeting_held CHECK (length(held_on) IN (4, 7, 10)),
    CONSTRAINT meeting_counts CHECK ((provinces IS NULL OR provinces >= 0)
        AND (delegates IS NULL OR delegates >= 0))
);
CREATE INDEX meeting_held_on ON meeting (held_on);

-- Recommendations (kiến nghị), from being raised until they are answered and closed.
CREATE TABLE recommendation (
    id              UUID PRIMARY KEY,
    version         BIGINT NOT NULL DEFAULT 1,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE,
    created_at      TIMESTAMPTZ NOT NULL,
    year            BIGINT,
    search          TEXT NOT NULL,
    content         TEXT NOT NULL,
    proposer        TEXT NOT NULL,
    addressee       TEXT NOT NULL,
    meeting_id      UUID,
    raised_on       DATE,
    sent_number     TEXT NOT NULL,
    sent_on         DATE,
    answered_number TEXT NOT NULL,
    answered_on     DATE,
    answer          TEXT NOT NULL,
    closed_on       DATE,
    outcome         TEXT,
    source          TEXT NOT NULL,
    note            TEXT NOT NULL,
    CONSTRAINT recommendation_meeting FOREIGN KEY (meeting_id) REFERENCES meeting (id),
    CONSTRAINT recommendation_outcome CHECK (outcome IS NULL OR outcome IN
        ('accepted', 'partly', 'rejected', 'forwarded')),
    CONSTRAINT recommendation_order CHECK (
        (raised_on IS NULL OR sent_on IS NULL OR raised_on <= sent_on)
        AND (sent_on IS NULL OR answered_on IS NULL OR sent_on <= answered_on)
        AND (answered_on IS NULL OR closed_on IS NULL OR answered_on <= closed_on))
);
CREATE INDEX recommendation_meeting_id ON recommendation (meeting_id);
