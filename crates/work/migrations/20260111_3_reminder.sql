-- E-mails, kept until they are sent. next_try_at is when a waiting one may be tried, and until when
-- one that is being sent belongs to its sender.
CREATE TABLE mail (
    id          UUID   PRIMARY KEY,
    account_id  UUID   NOT NULL CONSTRAINT mail_account REFERENCES account (id),
    recipient   TEXT   NOT NULL CONSTRAINT mail_recipient CHECK (recipient <> ''),
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL CONSTRAINT mail_state
        CHECK (state IN ('waiting', 'sending', 'sent', 'withdrawn')),
    tries       BIGINT NOT NULL DEFAULT 0,
    next_try_at TIMESTAMPTZ NOT NULL,
    last_error  TEXT   NOT NULL DEFAULT '',
    created_at  TIMESTAMPTZ NOT NULL,
    sent_at     TIMESTAMPTZ,
    CONSTRAINT mail_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX mail_state_idx ON mail (state, next_try_at);
CREATE INDEX mail_account_idx ON mail (account_id, created_at);

-- Reminders: one thing that is due, told to one person. The unique index lets each be told once; a
-- new day makes a new one. mail_id is the e-mail it went out with.
CREATE TABLE reminder (
    id         UUID PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT reminder_account REFERENCES account (id),
    stage      TEXT NOT NULL CONSTRAINT reminder_stage CHECK (stage IN ('assigned', 'soon', 'late')),
    kind       TEXT NOT NULL,
    thing      TEXT NOT NULL,
    record_id  UUID NOT NULL,
    title      TEXT NOT NULL,
    due_on     DATE NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    read_at    TIMESTAMPTZ,
    mail_id    UUID CONSTRAINT reminder_mail REFERENCES mail (id)
);
CREATE UNIQUE INDEX reminder_account_id_stage_kind_record_id_due_on_key
    ON reminder (account_id, stage, kind, record_id, due_on);
CREATE INDEX reminder_unread_idx ON reminder (account_id, read_at);
CREATE INDEX reminder_list_idx ON reminder (account_id, id);
CREATE INDEX reminder_mail_idx ON reminder (mail_id);

-- How a person wants to be reminded. Without an address nothing is sent by e-mail.
CREATE TABLE reminder_setting (
    account_id UUID   PRIMARY KEY CONSTRAINT reminder_setting_account REFERENCES account (id),
    email      TEXT   NOT NULL,
    -- How many days before the day itself.
    days_ahead BIGINT NOT NULL CONSTRAINT reminder_setting_days CHECK (days_ahead BETWEEN 0 AND 60),
    -- Reminders made before the address was given do not go out.
    since      TIMESTAMPTZ NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);

-- The secret address of a person's calendar. Only its hash is kept.
CREATE TABLE calendar_key (
    account_id UUID PRIMARY KEY CONSTRAINT calendar_key_account REFERENCES account (id),
    hash       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX calendar_key_hash_key ON calendar_key (hash);
