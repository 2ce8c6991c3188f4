-- An invoice is looked for by its number: of vouchers the claim "invoice:NUMBER@yyyy-mm-dd" holds it as it
-- is compared.
CREATE INDEX voucher_number_idx ON voucher
    ((CASE WHEN length(claim) > 19 THEN substr(claim, 9, length(claim) - 19) ELSE '' END));
