use jiff::civil::date;
use kernel::{EstablishmentId, Role};
use testkit::TestDb;

use super::{
    create,
    matching::{at_site, called_alike, same_identity, same_name, same_site, same_taxpayer},
};
use crate::test_support::{databases, establishment, hoa_long, long_phuoc, with_tax_code};

async fn enter(t: &TestDb, name: &str, code: &str, address: &str) -> EstablishmentId {
    let mut input = with_tax_code(name, code);
    input.site.address = address.into();
    input.confirm_duplicate = true;
    create(&t.cx(Role::Officer), input).await.expect("creates")
}

#[tokio::test]
async fn a_branch_and_its_head_office_are_one_taxpayer() {
    for t in databases().await {
        let head = enter(&t, "Công ty TNHH Phước Hải", "3500101107", "").await;
        let branch = enter(&t, "Chi nhánh Công ty TNHH Phước Hải", "3500101107-001", "").await;
        let household = enter(&t, "Hộ kinh doanh Nguyễn Văn An", "350010110799", "").await;
        let mut conn = t.db.read().await.unwrap();
        for asked in ["3500101107", "3500 101107-002", "3500101107-001"] {
            let found = same_identity(&mut conn, asked).await.unwrap();
            let ids: Vec<_> = found.iter().map(|p| p.id).collect();
            assert_eq!(ids, [head, branch], "{asked}");
        }
        let found = same_identity(&mut conn, "350010110799").await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, household);
        let others = same_taxpayer(&mut conn, branch).await.unwrap();
        assert_eq!(others.iter().map(|p| p.id).collect::<Vec<_>>(), [head]);
        assert!(
            same_taxpayer(&mut conn, household)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(same_identity(&mut conn, " ").await.unwrap().is_empty());
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_registration_number_names_the_same_taxpayer() {
    for t in databases().await {
        let mut input = establishment("Cơ sở Mộc Hòa Long");
        input.establishment.registration_number = "3500101107".into();
        let paper = create(&t.cx(Role::Officer), input).await.unwrap();
        let taxed = enter(&t, "Công ty TNHH Gỗ Hòa Long", "3500101107", "").await;
        let mut conn = t.db.read().await.unwrap();
        let of = same_taxpayer(&mut conn, taxed).await.unwrap();
        assert_eq!(of.iter().map(|p| p.id).collect::<Vec<_>>(), [paper]);
        let of = same_taxpayer(&mut conn, paper).await.unwrap();
        assert_eq!(of.iter().map(|p| p.id).collect::<Vec<_>>(), [taxed]);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_like_name_is_found_whatever_the_legal_form_and_a_far_one_is_not() {
    for t in databases().await {
        let hai = enter(&t, "Công ty TNHH Cơ khí Phước Hải", "", "").await;
        let slip = enter(&t, "DNTN Cơ khí Phước Hãi", "", "").await;
        let near = enter(&t, "Cơ sở Cơ khí Phước Hảo", "", "").await;
        let far = enter(&t, "Công ty CP Dệt may Thành Công", "", "").await;
        let shares_a_word = enter(&t, "Cơ khí Hòa Long", "", "").await;
        let mut conn = t.db.read().await.unwrap();
        let found = called_alike(&mut conn, "co khi phuoc hai", 70)
            .await
            .unwrap();
        let ids: Vec<_> = found.iter().map(|p| p.party.id).collect();
        assert_eq!(ids, [hai, slip, near]);
        assert_eq!(found[1].percent, 100);
        assert!((70..100).contains(&found[2].percent));
        let loose = called_alike(&mut conn, "Cơ khí Phước Hải", 20)
            .await
            .unwrap();
        assert!(loose.iter().any(|p| p.party.id == shares_a_word));
        assert!(loose.iter().all(|p| p.party.id != far));
        let others = same_name(&mut conn, hai, 70).await.unwrap();
        assert_eq!(others.len(), 2);
        assert!(
            called_alike(&mut conn, "'\"*", 50)
                .await
                .unwrap()
                .is_empty()
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_name_of_many_words_is_found_with_two_of_them_misspelt() {
    for t in databases().await {
        let name = "Hợp tác xã Chế biến hải sản xuất khẩu Minh Quang Bà Rịa";
        let id = enter(&t, name, "", "").await;
        let mut conn = t.db.read().await.unwrap();
        let typed = "che bien hai san xuat khau minh qang ba ria vt";
        let found = called_alike(&mut conn, typed, 70).await.unwrap();
        assert_eq!(found.iter().map(|p| p.party.id).collect::<Vec<_>>(), [id]);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_site_is_found_by_its_address_and_commune() {
    for t in databases().await {
        let one = enter(&t, "Cơ sở Gốm Một", "", "Tổ 5, Ấp Đông").await;
        let two = enter(&t, "Cơ sở Gốm Hai", "", "tổ 5 ấp đông").await;
        let mut input = with_tax_code("Cơ sở Gốm Ba", "");
        input.site.unit_id = Some(hoa_long());
        input.site.address = "Tổ 5, ấp Đông".into();
        let elsewhere = create(&t.cx(Role::Officer), input).await.unwrap();
        let mut conn = t.db.read().await.unwrap();
        let all = at_site(&mut conn, "to 5 ap dong").await.unwrap();
        let ids: Vec<_> = all.iter().map(|p| p.party.id).collect();
        assert_eq!(ids, [one, two, elsewhere]);
        let there = at_site(&mut conn, "Ấp Đông, Hòa Long").await.unwrap();
        let ids: Vec<_> = there.iter().map(|p| p.party.id).collect();
        assert_eq!(ids, [elsewhere]);
        assert!(at_site(&mut conn, "ap don").await.unwrap().is_empty());
        let same = same_site(&mut conn, one).await.unwrap();
        assert_eq!(same.iter().map(|p| p.party.id).collect::<Vec<_>>(), [two]);
        assert!(same_site(&mut conn, elsewhere).await.unwrap().is_empty());
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_place_is_the_same_under_the_names_of_then_and_now() {
    for t in databases().await {
        let old = enter(&t, "Cơ sở Gốm Một", "", "Thôn 3").await;
        let mut conn = t.db.read().await.unwrap();
        let today = reference::units::at(&mut conn, long_phuoc(), date(2026, 1, 1)).await;
        let today = today.unwrap().remove(0);
        drop(conn);
        let mut input = with_tax_code("Cơ sở Gốm Hai", "");
        input.site.unit_id = Some(today.id);
        input.site.address = "Ấp 3".into();
        t.on(date(2026, 1, 1));
        let now = create(&t.cx(Role::Officer), input).await.unwrap();
        t.on(date(2022, 6, 15));
        let mut input = with_tax_code("Cơ sở Gốm Ba", "");
        input.site.unit_id = Some(hoa_long());
        input.site.address = "Thôn 3".into();
        create(&t.cx(Role::Officer), input).await.unwrap();

        let mut conn = t.db.read().await.unwrap();
        let of = |found: Vec<super::matching::PartyAt>| -> Vec<EstablishmentId> {
            found.into_iter().map(|p| p.party.id).collect()
        };
        let same = same_site(&mut conn, old).await.unwrap();
        assert_eq!(of(same), [now], "{}", t.engine);
        let printed = "Thôn 3, Xã Long Phước, Thành phố Bà Rịa, Tỉnh Bà Rịa - Vũng Tàu";
        let today = format!("thon 3, {}", today.short_name);
        for typed in [
            printed,
            "Thôn 3, Long Phước",
            "thon 3 long phuoc",
            "Long Phước, Bà Rịa",
            "Xã Long Phước",
            "Long Phước",
            today.as_str(),
        ] {
            let found = of(at_site(&mut conn, typed).await.unwrap());
            assert!(found.contains(&old), "{typed}: {found:?}, {}", t.engine);
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_part_of_a_long_name_is_found_when_typed_but_is_no_like_name() {
    for t in databases().await {
        let name = "Công ty Cổ phần máy gặt, máy sạ Quê Hương Hồng 002";
        let long = enter(&t, name, "", "").await;
        let short = enter(&t, "Công ty TNHH Quê Hương Hồng", "", "").await;
        let mut conn = t.db.read().await.unwrap();
        for typed in ["quê hương hồng", "cong ty quê hương hồng"] {
            let found = called_alike(&mut conn, typed, 50).await.unwrap();
            let ids: Vec<_> = found.iter().map(|p| p.party.id).collect();
            assert_eq!(ids, [short, long], "{typed}, {}", t.engine);
        }
        let like = same_name(&mut conn, short, 70).await.unwrap();
        assert!(like.is_empty(), "{}", t.engine);
        drop(conn);
        t.close().await;
    }
}
