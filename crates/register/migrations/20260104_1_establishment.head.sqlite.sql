-- Rural industrial establishments (cơ sở công nghiệp nông thôn). `unit_id` and `province_id` are
-- those of the main site, kept here because lists filter by them.
--
-- `seq` is the row id that the search index points at: a whole number that never changes, which an
-- implicit rowid is not.
CREATE TABLE establishment (
    seq                 INTEGER PRIMARY KEY,
    id                  UUID NOT NULL UNIQUE,
