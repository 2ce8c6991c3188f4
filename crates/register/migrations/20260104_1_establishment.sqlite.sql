
-- Search by words and their beginnings. FTS5 wants whole-number row ids that never change, which
-- an implicit rowid is not; `seq` is one.
ALTER TABLE establishment ADD COLUMN seq INTEGER;
CREATE UNIQUE INDEX establishment_seq_key ON establishment (seq);
CREATE VIRTUAL TABLE establishment_text USING fts5 (
    search, content = '', contentless_delete = 1, detail = none, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER establishment_text_insert AFTER INSERT ON establishment BEGIN
    UPDATE establishment SET seq = (SELECT COALESCE(MAX(seq), 0) + 1 FROM establishment)
        WHERE id = NEW.id;
    INSERT INTO establishment_text (rowid, search)
        SELECT seq, search FROM establishment WHERE id = NEW.id;
END;
CREATE TRIGGER establishment_text_update AFTER UPDATE OF search ON establishment BEGIN
    DELETE FROM establishment_text WHERE rowid = OLD.seq;
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;
