//! What was published record by record: the plan of 2023, the four clusters, the four meetings and
//! their recommendations. Only the tasks under the local plan are invented, since only their number
//! and their contents are known.

use clusters::{ClusterInput, ClusterStatus};
use db::CommandResult;
use jiff::civil::date;
use kernel::{Activity, Role};
use meetings::{MeetingInput, MeetingKind, RecommendationInput};
use programme::plan::{PlanInput, PlanLineInput, add_line, create as create_plan};
use record_kit::{PartialDate, create};
use rules::FundingScope;

use super::{Stage, plans};

/// The article that a fact was read from.
const ARTICLE_PLAN: &str = "Bài viết về vai trò hoạt động khuyến công tỉnh Bà Rịa – Vũng Tàu";
const ARTICLE_CLUSTERS: &str = "Bài viết về đoàn Sở Công Thương Đắk Lắk, tháng 8/2023";

const MANAGER: &str =
    "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp tỉnh Bà Rịa – Vũng Tàu";

pub async fn load(stage: &Stage) -> CommandResult<()> {
    plans(stage).await?;
    clusters(stage).await?;
    meetings(stage).await
}

async fn plans(stage: &Stage) -> CommandResult<()> {
    let cx = stage.cx(Role::Appraiser);
    let national = PlanInput {
        scope: Some(FundingScope::Kcqg),
        province_id: Some(stage.province),
        year: Some(2023),
        title: "Kế hoạch khuyến công quốc gia năm 2023 của tỉnh Bà Rịa – Vũng Tàu".into(),
        instrument_no: "2948/QĐ-BCT".into(),
        instrument_on: Some(date(2022, 12, 29)),
        issuer: "Bộ Công Thương".into(),
        stated_tasks: Some(2),
        note: ARTICLE_PLAN.into(),
        ..PlanInput::default()
    };
    let plan = create_plan(&cx, national).await?;
    for (title, activity) in [
        (
            "Hỗ trợ đầu tư phòng trưng bày giới thiệu sản phẩm tại các cơ sở công nghiệp nông thôn",
            Activity::A4c,
        ),
        (
            "Hỗ trợ các cơ sở công nghiệp nông thôn tham gia hội chợ triển lãm trong nước",
            Activity::A4b,
        ),
    ] {
        let line = PlanLineInput {
            title: title.into(),
            activity: Some(activity),
            implementer: MANAGER.into(),
            ..PlanLineInput::default()
        };
        add_line(&cx, plan, line).await?;
    }
    plans::approve(&stage.cx(Role::MinistryAgency), plan).await?;
    let local = PlanInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(stage.province),
        year: Some(2023),
        title: "Kế hoạch khuyến công địa phương năm 2023 của tỉnh Bà Rịa – Vũng Tàu".into(),
        instrument_no: "4262/UBND-VP".into(),
        instrument_on: Some(date(2023, 4, 13)),
        issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
        stated_tasks: Some(23),
        note: ARTICLE_PLAN.into(),
        ..PlanInput::default()
    };
    let plan = create_plan(&cx, local).await?;
    let invented = stage.invented(Role::Appraiser);
    for (title, activity, count) in LOCAL_TASKS {
        for n in 1..=*count {
            let title = if *count > 1 {
                format!("{title}, nhiệm vụ {n}")
            } else {
                (*title).into()
            };
            let line = PlanLineInput {
                title,
                activity: Some(*activity),
                implementer: MANAGER.into(),
                ..PlanLineInput::default()
            };
            add_line(&invented, plan, line).await?;
        }
    }
    plans::approve(&cx, plan).await
}

/// The contents named in the letter, spread over its 23 tasks.
const LOCAL_TASKS: &[(&str, Activity, usize)] = &[
    (
        "Tập huấn nâng cao năng lực cơ sở công nghiệp nông thôn",
        Activity::A2,
        3,
    ),
    ("Tập huấn kỹ thuật sản xuất sạch hơn", Activity::A3c, 1),
    (
        "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến",
        Activity::A3b,
        10,
    ),
    (
        "Phát triển sản phẩm công nghiệp nông thôn",
        Activity::A4a,
        2,
    ),
    (
        "Cung cấp thông tin về chính sách công nghiệp, khuyến công",
        Activity::A6,
        4,
    ),
    (
        "Nâng cao năng lực quản lý và tổ chức thực hiện khuyến công",
        Activity::A9,
        3,
    ),
];

async fn clusters(stage: &Stage) -> CommandResult<()> {
    let cx = stage.cx(Role::Officer);
    let mut conn = cx.read().await?;
    let district = async |conn: &mut db::Conn, name: &str| {
        let row: Result<Option<(kernel::UnitId,)>, _> = conn
            .opt(db::sql!(
                "SELECT id FROM unit WHERE province_id = ? AND level = 'district' AND name = ?",
                stage.province,
                name
            ))
            .await;
        row.map(|row| row.map(|(id,)| id))
    };
    // The list of units knows the districts as they were on 30/6/2025, when huyện Đất Đỏ had
    // become part of huyện Long Đất; the place keeps the words of 2023.
    for (name, place, unit) in [
        ("CCN Hòa Long", "thành phố Bà Rịa", "Thành phố Bà Rịa"),
        (
            "CCN chế biến thực phẩm Long Phước",
            "thành phố Bà Rịa",
            "Thành phố Bà Rịa",
        ),
        (
            "CCN chế biến hải sản Bình Châu",
            "huyện Xuyên Mộc",
            "Huyện Xuyên Mộc",
        ),
        (
            "CCN chế biến hải sản Lộc An",
            "huyện Đất Đỏ",
            "Huyện Long Đất",
        ),
    ] {
        let input = ClusterInput {
            name: name.into(),
            unit_id: district(&mut conn, unit).await?,
            place: place.into(),
            manager: MANAGER.into(),
            managed_since: "2023-07".parse::<PartialDate>().ok(),
            status: Some(ClusterStatus::Unknown),
            source: ARTICLE_CLUSTERS.into(),
            ..ClusterInput::default()
        };
        create(&cx, input).await?;
    }
    Ok(())
}

async fn meetings(stage: &Stage) -> CommandResult<()> {
    let cx = stage.cx(Role::MinistryAgency);
    let when = |text: &str| text.parse::<PartialDate>().ok();
    create(
        &cx,
        MeetingInput {
            title: "Đoàn Sở Công Thương Đắk Lắk trao đổi kinh nghiệm".into(),
            kind: Some(MeetingKind::WorkingVisit),
            held_on: when("2023-08"),
            host: "Bà Rịa – Vũng Tàu".into(),
            guest: "Đắk Lắk".into(),
            topics: "Xây dựng kế hoạch và tổ chức hoạt động khuyến công\n\
                     Truyền thông, bình chọn sản phẩm\n\
                     Hỗ trợ phòng trưng bày\n\
                     Duy trì mạng lưới cộng tác viên\n\
                     Quản lý cụm công nghiệp, thu hút đầu tư"
                .into(),
            source: ARTICLE_CLUSTERS.into(),
            ..MeetingInput::default()
        },
    )
    .await?;
    create(
        &cx,
        MeetingInput {
            title: "Đoàn Bình Dương học tập kinh nghiệm tại Bình Định".into(),
            kind: Some(MeetingKind::StudyVisit),
            held_on: when("2016-11-23"),
            host: "Bình Định".into(),
            guest: "Bình Dương".into(),
            topics: "Kết quả năm 2016 và giai đoạn 2012-2016: đào tạo nghề, máy móc, sản xuất \
                     sạch hơn, tiết kiệm và kiểm toán năng lượng, làng nghề\n\
                     Văn bản khuyến công và định mức hỗ trợ\n\
                     Công tác tư vấn"
                .into(),
            source: "Bài viết về đoàn học tập kinh nghiệm tại Bình Định".into(),
            ..MeetingInput::default()
        },
    )
    .await?;
    let regional = create(
        &cx,
        MeetingInput {
            title: "Hội nghị công tác khuyến công các tỉnh, thành phố khu vực phía Nam".into(),
            kind: Some(MeetingKind::RegionalConference),
            ordinal: "XII".into(),
            held_on: when("2022-10-13"),
            place: "Tây Ninh".into(),
            region: "phía Nam".into(),
            provinces: Some(20),
            delegates: Some(250),
            topics: "Kết quả năm 2021, ước thực hiện 9 tháng năm 2022\nPhương hướng năm 2023"
                .into(),
            source: "Bài viết về hội nghị khuyến công khu vực phía Nam lần thứ XII".into(),
            ..MeetingInput::default()
        },
    )
    .await?;
    let evaluation = create(
        &cx,
        MeetingInput {
            title: "Hội nghị đánh giá đề án điểm giai đoạn 2018-2020".into(),
            kind: Some(MeetingKind::EvaluationConference),
            held_on: when("2020-11-05"),
            place: "Nam Định".into(),
            topics: "Đề án khuyến công quốc gia điểm giai đoạn 2018-2020 do IPC1 thực hiện".into(),
            source: "Bài viết về hội nghị đánh giá đề án điểm".into(),
            ..MeetingInput::default()
        },
    )
    .await?;
    create(
        &cx,
        RecommendationInput {
            content:
                "Rà soát, hoàn thiện văn bản của địa phương về khuyến công; xây dựng định mức \
                      kinh tế - kỹ thuật của địa phương; tăng cường tuyên truyền kết quả"
                    .into(),
            proposer: "Cục Công Thương địa phương".into(),
            addressee: "Các tỉnh, thành phố".into(),
            meeting_id: Some(regional),
            raised_on: Some(date(2022, 10, 13)),
            source: "Bài viết về hội nghị khuyến công khu vực phía Nam lần thứ XII".into(),
            ..RecommendationInput::default()
        },
    )
    .await?;
    create(
        &cx,
        RecommendationInput {
            content: "Tiếp tục đề án điểm; có giải pháp liên tỉnh, liên vùng để hình thành chuỗi \
                      cung ứng, chuỗi giá trị"
                .into(),
            proposer: "Các trung tâm khuyến công".into(),
            addressee: "Cục Công Thương địa phương".into(),
            meeting_id: Some(evaluation),
            raised_on: Some(date(2020, 11, 5)),
            source: "Bài viết về hội nghị đánh giá đề án điểm".into(),
            ..RecommendationInput::default()
        },
    )
    .await?;
    Ok(())
}
