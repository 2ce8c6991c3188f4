
-- Search by words and their beginnings.
CREATE VIRTUAL TABLE establishment_text USING fts5 (
    search, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4',
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER establishment_text_insert AFTER INSERT ON establishment BEGIN
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;
CREATE TRIGGER establishment_text_update AFTER UPDATE OF search ON establishment
WHEN OLD.search <> NEW.search BEGIN
    DELETE FROM establishment_text WHERE rowid = OLD.seq;
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;
