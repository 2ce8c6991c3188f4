-- Industrial clusters (cụm công nghiệp), in a plain first form. managed_since is a date as far as
-- it is known: 2023, 2023-07 or 2023-07-15.
CREATE TABLE cluster (
    id            UUID PRIMARY KEY,
    version       BIGINT NOT NULL DEFAULT 1,
    illustration  BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL,
    year          BIGINT,
    search        TEXT NOT NULL,
    province_id   BIGINT NOT NULL,
    unit_id       BIGINT NOT NULL,
    name          TEXT NOT NULL,
    place         TEXT NOT NULL,
    manager       TEXT NOT NULL,
    managed_since TEXT,
    area_m2       BIGINT,
    status        TEXT NOT NULL,
    source        TEXT NOT NULL,
    note          TEXT NOT NULL,
    CONSTRAINT cluster_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT cluster_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT cluster_since CHECK (managed_since IS NULL OR length(managed_since) IN (4, 7, 10)),
    CONSTRAINT cluster_area CHECK (area_m2 IS NULL OR area_m2 >= 0),
    CONSTRAINT cluster_status CHECK (status IN
        ('planned', 'established', 'building', 'operating', 'suspended', 'revoked', 'unknown'))
);
CREATE UNIQUE INDEX cluster_province_id_name_key ON cluster (province_id, name);
