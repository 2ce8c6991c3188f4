//! Meetings, conferences, working and study visits.

use db::{BoxFuture, Checks, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{MeetingId, RecommendationId, Thing, Verb};
use record_kit::{PartialDate, Paths, PlaceRule, Register, Words, field, paths};

use crate::recommendation::short;

record_kit::choice! {
    pub enum MeetingKind {
        WorkingVisit = "working_visit" ("Đoàn công tác làm việc", "Working visit"),
        StudyVisit = "study_visit" ("Đoàn học tập kinh nghiệm", "Study visit"),
        RegionalConference = "regional_conference"
            ("Hội nghị khuyến công khu vực", "Regional conference"),
        EvaluationConference = "evaluation_conference"
            ("Hội nghị đánh giá", "Evaluation conference"),
        Other = "other" ("Khác", "Other"),
    }
}

record_kit::record_fields! {
    /// A meeting, a conference or a visit.
    pub struct MeetingInput {
        title: String => field("Tên hội nghị, đoàn", "Title").required(),
        kind: Option<MeetingKind> => field("Loại", "Kind").required().listed(),
        /// Which one of its series, in Roman numerals.
        ordinal: String => field("Lần thứ", "Ordinal")
            .help("Số La Mã, ví dụ XII.", "In Roman numerals, as XII."),
        /// The day, the month or the year in which it was held.
        held_on: Option<PartialDate> => field("Thời gian", "When").required().key()
            .help("Ngày, tháng hoặc năm, ví dụ 13/10/2022 hoặc 08/2023.",
                  "A day, a month or a year, as 13/10/2022 or 08/2023."),
        place: String => field("Địa điểm", "Place").key(),
        /// The province or body that receives.
        host: String => field("Đơn vị chủ trì, đón tiếp", "Host").listed(),
        /// The province or body that comes.
        guest: String => field("Đơn vị đến làm việc", "Guest").listed(),
        region: String => field("Khu vực", "Region")
            .help("Ví dụ: phía Nam.", "For example: the South."),
        /// How many provinces took part.
        provinces: Option<i64> => field("Số tỉnh, thành phố", "Provinces"),
        /// How many came at least, where only “over 250” is known.
        delegates: Option<i64> => field("Số đại biểu (ít nhất)", "Delegates (at least)").listed(),
        /// One topic on a line.
        topics: String => field("Nội dung", "Topics").lines()
            .help("Mỗi dòng một nội dung.", "One topic on a line."),
        /// The document it was read from.
        source: String => field("Nguồn", "Source"),
    }
}

/// True for a number as Roman numerals write it, up to a few dozen.
fn is_roman(text: &str) -> bool {
    text.len() <= 8 && text.chars().all(|c| "IVXLC".contains(c))
}

impl Register for MeetingInput {
    type Kind = kernel::Meeting;
    const THING: &'static str = "meeting";
    const ACCESS: Thing = Thing::Meeting;
    const PATHS: Paths = paths!("/meetings");
    const PLACE: PlaceRule = PlaceRule::Anywhere;
    const ORDER: &'static str = "t.held_on DESC, t.id DESC";
    const WORDS: Words = Words {
        many: ("Hội nghị, đoàn công tác", "Meetings and visits"),
        one: ("hội nghị hoặc đoàn công tác", "meeting or visit"),
        title: ("Tên", "Title"),
        add: ("Thêm hội nghị", "Add a meeting"),
        next: (
            "ghi các kiến nghị đã nêu",
            "enter the recommendations that were raised",
        ),
    };

    fn title(&self) -> String {
        self.title.clone()
    }

    /// A meeting may lie ahead.
    fn date(&self) -> Option<Date> {
        self.held_on.map(PartialDate::first_day)
    }

    fn check(&mut self, checks: &mut Checks) {
        self.ordinal = self.ordinal.to_uppercase();
        if !is_roman(&self.ordinal) {
            checks.fail(
                "ordinal",
                checks.t(
                    "Ghi bằng số La Mã, ví dụ XII.",
                    "Write it in Roman numerals, as XII.",
                ),
            );
        }
    }

    /// The recommendations that were raised there.
    fn related<'a>(
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: MeetingId,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, DbError>> {
        Box::pin(async move {
            let rows: Vec<(RecommendationId, String)> = conn
                .all(sql!(
                    "SELECT id, content FROM recommendation WHERE meeting_id = ? ORDER BY id",
                    id
                ))
                .await?;
            let mut related: Vec<(String, String)> = rows
                .into_iter()
                .map(|(id, content)| (short(&content), format!("/recommendations/{id}")))
                .collect();
            if cx.actor.may(Verb::Create, Thing::Meeting) {
                let add = cx.t(
                    "Thêm kiến nghị nêu tại đây",
                    "Add a recommendation raised here",
                );
                related.push((
                    add.to_owned(),
                    format!("/recommendations/new?meeting_id={id}"),
                ));
            }
            Ok(related)
        })
    }

    fn sample() -> Self {
        MeetingInput {
            title: "Hội nghị khuyến công các tỉnh, thành phố khu vực phía Nam lần thứ XII".into(),
            kind: Some(MeetingKind::RegionalConference),
            ordinal: "XII".into(),
            held_on: "2022-10-13".parse().ok(),
            place: "Tây Ninh".into(),
            region: "phía Nam".into(),
            provinces: Some(20),
            delegates: Some(250),
            topics: "Kết quả năm 2021 và ước 9 tháng năm 2022\nPhương hướng năm 2023".into(),
            ..MeetingInput::default()
        }
    }
}

record_kit::record_api!(
    MeetingInput,
    "/api/v1/meetings",
    "/api/v1/meetings/{id}",
    "meetings",
    "list_meetings",
    "get_meeting",
    "create_meeting"
);

#[cfg(test)]
mod roman_tests {
    use super::is_roman;

    #[test]
    fn ordinals_are_roman_numerals() {
        for text in ["", "I", "XII", "XLIV"] {
            assert!(is_roman(text), "{text}");
        }
        for text in ["12", "lần XII", "X I"] {
            assert!(!is_roman(text), "{text}");
        }
    }
}
