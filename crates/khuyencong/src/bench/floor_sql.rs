//! The statements of the floors: those of `register`, written down once more with the columns that
//! the page and the JSON show. The measurement compares both answers, so they cannot drift apart
//! unnoticed.

/// `COUNT` of a list narrowed to `n` provinces.
pub fn count(n: usize) -> String {
    format!(
        "SELECT COUNT(*) FROM establishment e WHERE 1 = 1 AND e.province_id IN ({})",
        marks(1, n)
    )
}

/// One page of it: 50 rows, values the provinces.
pub fn page(n: usize) -> String {
    format!(
        "SELECT e.id, e.name, e.short_name, e.tax_code, e.legal_form,
                e.industry_version, e.industry_code, i.name AS industry_name, e.unit_id,
                u.label AS unit_label, e.province_id, e.representative, e.phone, e.status,
                e.illustration
           FROM establishment e
           JOIN unit u ON u.id = e.unit_id
           JOIN industry i ON i.version = e.industry_version AND i.code = e.industry_code
          WHERE e.id IN (SELECT e.id FROM establishment e
                          WHERE 1 = 1 AND e.province_id IN ({})
                          ORDER BY e.name_fold, e.id LIMIT 50 OFFSET 0)
          ORDER BY e.name_fold, e.id",
        marks(1, n)
    )
}

/// One establishment; dates as text.
pub const ONE: &str = "SELECT e.id, e.version, e.status, CAST(e.closed_on AS TEXT),
        e.closed_reason, e.unit_id, e.province_id, e.illustration, e.name, e.short_name,
        e.legal_form, e.tax_code, e.registration_number, CAST(e.registration_date AS TEXT),
        e.registration_issuer, e.representative, e.phone, e.email, e.website,
        CAST(e.founded AS TEXT), e.industry_version, e.industry_code, e.head_office,
        e.declared_sme, e.publish_profile, e.publish_contact
   FROM establishment e WHERE e.id = $1";

/// Its sites.
pub const SITES: &str = "SELECT id, main, unit_id, province_id, address, in_craft_village,
        craft_village, cluster_note, CAST(since AS TEXT), CAST(until AS TEXT), version
   FROM establishment_site WHERE establishment_id = $1 ORDER BY id";

/// `$1, $2, …`, which both databases read.
fn marks(from: usize, n: usize) -> String {
    (from..from + n)
        .map(|i| format!("${i}"))
        .collect::<Vec<_>>()
        .join(", ")
}
