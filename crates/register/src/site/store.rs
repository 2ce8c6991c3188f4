use db::{Conn, DbError, Val, sql};
use kernel::{EstablishmentId, SiteId, fold};

use super::model::Site;

pub(crate) const COLUMNS: &str = "s.id, s.establishment_id, s.main, s.unit_id, s.province_id, \
    s.address, s.in_craft_village, s.craft_village, s.cluster_note, s.since, s.until, s.version, \
    s.illustration, s.created_at";

/// The sites of an establishment, the main one first. Whether somebody may see them is the
/// question of the establishment.
pub(crate) async fn of(conn: &mut Conn, id: EstablishmentId) -> Result<Vec<Site>, DbError> {
    let mut sites: Vec<Site> = conn
        .all(sql!(
            &format!(
                "SELECT {COLUMNS} FROM establishment_site s
                  WHERE s.establishment_id = ? ORDER BY s.id"
            ),
            id
        ))
        .await?;
    sites.sort_by_key(|site| !site.main);
    Ok(sites)
}

/// One site of this establishment.
pub(crate) async fn get(
    conn: &mut Conn,
    owner: EstablishmentId,
    id: SiteId,
) -> Result<Option<Site>, DbError> {
    conn.opt(sql!(
        &format!(
            "SELECT {COLUMNS} FROM establishment_site s WHERE s.id = ? AND s.establishment_id = ?"
        ),
        id,
        owner
    ))
    .await
}

pub(crate) async fn insert(tx: &mut Conn, site: &Site) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO establishment_site (id, establishment_id, main, unit_id, province_id, address,
            address_fold, in_craft_village, craft_village, cluster_note, since, until, version,
            illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site.id,
        site.establishment_id,
        site.main,
        site.unit_id,
        site.province_id,
        &site.address,
        fold(&site.address),
        site.in_craft_village,
        &site.craft_village,
        &site.cluster_note,
        site.since,
        site.until,
        site.version,
        site.illustration,
        site.created_at,
    ))
    .await
    .map(drop)
}

/// Writes the site when nobody changed it since `version`; says whether it did.
pub(crate) async fn update(tx: &mut Conn, site: &Site, version: i64) -> Result<bool, DbError> {
    let changed = tx
        .exec(sql!(
            "UPDATE establishment_site SET version = version + 1, main = ?, unit_id = ?,
                province_id = ?, address = ?, address_fold = ?, in_craft_village = ?,
                craft_village = ?, cluster_note = ?, since = ?, until = ?
             WHERE id = ? AND version = ?",
            site.main,
            site.unit_id,
            site.province_id,
            &site.address,
            fold(&site.address),
            site.in_craft_village,
            &site.craft_village,
            &site.cluster_note,
            site.since,
            site.until,
            site.id,
            version,
        ))
        .await?;
    Ok(changed == 1)
}

/// Takes the mark of the main site away from the others, and gives the establishment its place.
pub(crate) async fn make_main(tx: &mut Conn, site: &Site) -> Result<(), DbError> {
    tx.exec(sql!(
        "UPDATE establishment_site SET main = ?, version = version + 1
         WHERE establishment_id = ? AND main AND id <> ?",
        Val::from(false),
        site.establishment_id,
        site.id,
    ))
    .await?;
    place(tx, site).await
}

/// Gives the establishment the place of its main site.
pub(crate) async fn place(tx: &mut Conn, main: &Site) -> Result<(), DbError> {
    tx.exec(sql!(
        "UPDATE establishment SET unit_id = ?, province_id = ?, version = version + 1
         WHERE id = ? AND (unit_id <> ? OR province_id <> ?)",
        main.unit_id,
        main.province_id,
        main.establishment_id,
        main.unit_id,
        main.province_id,
    ))
    .await
    .map(drop)
}
