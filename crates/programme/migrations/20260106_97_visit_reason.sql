-- Why an establishment gives no figures at a visit; empty where it gave them.
ALTER TABLE follow_up_figure ADD COLUMN reason TEXT NOT NULL DEFAULT '';
