-- Whether somebody was supported before is asked by taxpayer, by site and by name, in every province.

-- A branch (0123456789-001) is the same taxpayer as its head office.
CREATE INDEX establishment_taxpayer ON establishment (substr(tax_code, 1, 10));
CREATE INDEX establishment_registration_number ON establishment (registration_number);
CREATE INDEX establishment_name_key ON establishment (name_key);

-- The folded address: the same place written with other marks is the same.
ALTER TABLE establishment_site ADD COLUMN address_fold TEXT NOT NULL DEFAULT '';
CREATE INDEX establishment_site_address ON establishment_site (unit_id, address_fold);
