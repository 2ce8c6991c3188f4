-- What this database is: in earnest, or the demonstration, which every page then says.
CREATE TABLE installation (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    demo BOOLEAN NOT NULL
);
