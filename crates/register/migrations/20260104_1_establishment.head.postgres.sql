-- Rural industrial establishments (cơ sở công nghiệp nông thôn). `unit_id` and `province_id` are
-- those of the main site, kept here because lists filter by them.
CREATE TABLE establishment (
    id                  UUID PRIMARY KEY,
