//! Invoices that stand among the vouchers of a settlement only: of training, fairs, broadcasts.

use jiff::civil::date;
use kernel::{ProjectId, Role};
use uuid::Uuid;

use super::{
    SearchBy,
    given::{self, Invoice},
    search,
};
use crate::{
    settlement::{
        enter,
        tests::{line_of, paid, voucher},
    },
    test_support::towns,
};

#[tokio::test]
async fn an_invoice_among_the_vouchers_is_found_by_its_number() {
    for town in towns().await {
        let id = paid(&town).await;
        let input = voucher(line_of(&town, id).await, "C22T-PT 0091", 100_000_000);
        enter(&town.cx(Role::Accountant), id, vec![input])
            .await
            .unwrap();
        let cx = town.cx(Role::Officer);
        let mut conn = cx.read().await.unwrap();
        let found = search(&cx, &mut conn, "c22t pt 0091", SearchBy::Invoice)
            .await
            .unwrap();
        let met = found.iter().find(|f| f.given.id == id.uuid());
        let why = &met.unwrap_or_else(|| panic!("{}", town.t.engine)).why;
        assert_eq!(why, &["Hóa đơn số c22t pt 0091 ngày 01/03/2022"]);
        let own = given::invoices_of(&mut conn, id).await.unwrap();
        let known = own.iter().find(|invoice| invoice.key == "c22tpt0091");
        assert_eq!(known.map(|i| i.seller.as_str()), Some("0312345678"));
        let none = search(&cx, &mut conn, "0091", SearchBy::Invoice).await;
        assert!(none.unwrap().is_empty(), "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}

#[test]
fn one_number_of_two_sellers_is_two_invoices() {
    let invoice = |seller: &str, day| Invoice {
        project_id: ProjectId::from_uuid(Uuid::nil()),
        key: "91".into(),
        issued_on: Some(day),
        seller: seller.into(),
    };
    let day = date(2022, 3, 1);
    let one = invoice("0312345678", day);
    assert!(one.is_same(&invoice("0312345678", day)));
    assert!(one.is_same(&invoice("", day)), "the seller is not known");
    assert!(!one.is_same(&invoice("3500101107", day)));
    assert!(!one.is_same(&invoice("0312345678", date(2023, 3, 1))));
}
