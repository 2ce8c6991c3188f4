-- Folded names are ASCII: their order is that of bytes, the same on both databases, whatever language
-- the server sorts by, and a range of it holds the names that begin with a text.
ALTER TABLE establishment ALTER COLUMN name_fold TYPE TEXT COLLATE "C";
