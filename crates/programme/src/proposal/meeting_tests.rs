use db::CommandError;
use jiff::civil::date;
use kernel::Role;
use rules::FundingScope;

use super::{
    meeting::{MeetingInput, of_plan, record},
    tests::{messages, plan_of},
    *,
};
use crate::{plan, test_support::towns};

fn input() -> MeetingInput {
    MeetingInput {
        held_on: Some(date(2022, 6, 14)),
        starts_at: "8 giờ 30".into(),
        place: "Sở Công Thương".into(),
        chair: "Phó Giám đốc Sở".into(),
        secretary: "Chuyên viên".into(),
        attendees: " Đại diện Sở Tài chính \n\nGiám đốc Trung tâm".into(),
    }
}

#[tokio::test]
async fn the_minutes_say_when_where_and_who_once_the_meeting_is_entered() {
    for town in towns().await {
        let id = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let paper = async || {
            let mut conn = cx.read().await.unwrap();
            let shown = plan::store::find(&cx, &mut conn, id).await.unwrap();
            let made = minutes::paper(&cx, &mut conn, &shown, Holder::Department)
                .await
                .unwrap();
            format!("{made:?}")
        };
        assert!(!paper().await.contains("THÀNH PHẦN"));
        let empty = messages(
            record(&cx, id, 0, MeetingInput::default())
                .await
                .unwrap_err(),
        );
        for field in ["held_on", "place", "chair", "secretary", "attendees"] {
            assert!(empty.contains(&format!("{field}: ")), "{empty}");
        }
        record(&cx, id, 0, input()).await.unwrap();
        let twice = record(&cx, id, 0, input()).await;
        assert!(
            matches!(twice, Err(CommandError::Stale)),
            "{}",
            town.t.engine
        );
        let moved = MeetingInput {
            place: "UBND tỉnh".into(),
            ..input()
        };
        record(&cx, id, 1, moved).await.unwrap();
        let said = paper().await;
        for text in [
            "8 giờ 30, ngày 14/06/2022",
            "UBND tỉnh",
            "Đại diện Sở Tài chính;",
            "Giám đốc Trung tâm;",
            "III. KẾT QUẢ XÉT CHỌN",
        ] {
            assert!(said.contains(text), "{text}: {said}");
        }
        let mut conn = cx.read().await.unwrap();
        let other = of_plan(&mut conn, id, Holder::Agency).await.unwrap();
        assert_eq!(other, None, "each level has its own");
        drop(conn);
        let centre = record(&town.cx(Role::CentreHead), id, 0, input()).await;
        assert!(
            matches!(centre, Err(CommandError::Forbidden(_))),
            "{centre:?}"
        );
        town.t.close().await;
    }
}
