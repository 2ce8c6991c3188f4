//! Recommendations: who asks what of whom, when it was sent on and answered, and how it ended.

use db::{BoxFuture, Checks, Conn, Cx, DbError, PageRequest, sql};
use jiff::civil::Date;
use kernel::{Lang, MeetingId, Thing};
use record_kit::{Badge, Names, Paths, PlaceRule, Record, Register, Words, field, paths};

record_kit::choice! {
    /// How a recommendation ended.
    #[schema(as = RecommendationOutcome)]
    pub enum Outcome {
        Accepted = "accepted" ("được tiếp thu", "accepted"),
        Partly = "partly" ("tiếp thu một phần", "partly accepted"),
        Rejected = "rejected" ("không tiếp thu", "rejected"),
        Forwarded = "forwarded" ("chuyển cơ quan khác", "forwarded"),
    }
}

record_kit::record_fields! {
    /// A recommendation and its way.
    pub struct RecommendationInput {
        /// What is asked for.
        content: String => field("Nội dung kiến nghị", "Recommendation").required().lines(),
        /// Who asks.
        proposer: String => field("Bên kiến nghị", "From").required().key(),
        /// Of whom.
        addressee: String => field("Nơi nhận", "To").required().key(),
        meeting_id: Option<MeetingId> => field("Nêu tại hội nghị", "Raised at").listed()
            .picked("/meetings/search", "/meetings/"),
        raised_on: Option<Date> => field("Ngày nêu", "Raised on").past(),
        sent_number: String => field("Số văn bản gửi", "Sent under number"),
        sent_on: Option<Date> => field("Ngày gửi", "Sent on").past().listed(),
        answered_number: String => field("Số văn bản trả lời", "Answer number"),
        answered_on: Option<Date> => field("Ngày trả lời", "Answered on").past().listed(),
        answer: String => field("Tóm tắt trả lời", "The answer in short").lines(),
        outcome: Option<Outcome> => field("Kết quả", "Outcome"),
        closed_on: Option<Date> => field("Ngày kết thúc", "Closed on").past(),
        /// The document it was read from.
        source: String => field("Nguồn", "Source"),
        note: String => field("Ghi chú", "Note").lines(),
    }
}

impl RecommendationInput {
    /// How many days it has been open: from being raised, or sent, until closed, or today. None
    /// when neither day is known.
    pub fn days_open(&self, today: Date) -> Option<i64> {
        let from = self.raised_on.or(self.sent_on)?;
        let until = self.closed_on.unwrap_or(today);
        from.until(until)
            .ok()
            .map(|span| i64::from(span.get_days()))
    }
}

/// The first line, cut at a word to what fits a table.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

impl Register for RecommendationInput {
    type Kind = kernel::Recommendation;
    const THING: &'static str = "recommendation";
    const ACCESS: Thing = Thing::Meeting;
    const PATHS: Paths = paths!("/recommendations");
    const PLACE: PlaceRule = PlaceRule::Anywhere;
    const ORDER: &'static str = "t.id DESC";
    const WORDS: Words = Words {
        many: ("Kiến nghị", "Recommendations"),
        one: ("kiến nghị", "recommendation"),
        title: ("Nội dung", "Recommendation"),
        add: ("Thêm kiến nghị", "Add a recommendation"),
        next: (
            "gửi nơi nhận và theo dõi trả lời",
            "send it and watch for the answer",
        ),
    };

    fn title(&self) -> String {
        short(&self.content)
    }

    fn date(&self) -> Option<Date> {
        self.raised_on.or(self.sent_on)
    }

    fn check(&mut self, checks: &mut Checks) {
        let later = checks.t(
            "Các ngày cần theo thứ tự: nêu, gửi, trả lời, kết thúc.",
            "The days must follow one another: raised, sent, answered, closed.",
        );
        let steps = [
            ("raised_on", self.raised_on),
            ("sent_on", self.sent_on),
            ("answered_on", self.answered_on),
            ("closed_on", self.closed_on),
        ];
        let mut last = None;
        for (field, day) in steps {
            if day.is_some() && day < last {
                checks.fail(field, later);
            }
            last = day.or(last);
        }
        for (field, number, day, day_field) in [
            ("sent_number", &self.sent_number, self.sent_on, "sent_on"),
            (
                "answered_number",
                &self.answered_number,
                self.answered_on,
                "answered_on",
            ),
        ] {
            if !number.is_empty() && day.is_none() {
                checks.fail(
                    day_field,
                    checks.t("Văn bản này cần có ngày.", "This paper needs its day."),
                );
            }
            if number.is_empty() && day.is_some() {
                checks.fail(
                    field,
                    checks.t("Cần ghi số văn bản.", "The paper's number is needed."),
                );
            }
        }
        if self.closed_on.is_some() && self.outcome.is_none() {
            checks.fail(
                "outcome",
                checks.t(
                    "Đã kết thúc thì cần chọn kết quả.",
                    "A closed one needs an outcome.",
                ),
            );
        }
    }

    fn badge(&self, lang: Lang, _: Date) -> Option<Badge> {
        Some(match (self.closed_on, self.answered_on, self.sent_on) {
            (Some(_), _, _) => Badge {
                label: lang.t("đã kết thúc", "closed"),
                colour: "green",
                icon: "check",
            },
            (_, Some(_), _) => Badge {
                label: lang.t("đã trả lời", "answered"),
                colour: "blue",
                icon: "check",
            },
            (_, _, Some(_)) => Badge {
                label: lang.t("chờ trả lời", "waiting"),
                colour: "amber",
                icon: "clock",
            },
            _ => Badge {
                label: lang.t("mới nêu", "raised"),
                colour: "grey",
                icon: "pencil",
            },
        })
    }

    fn facts(&self, lang: Lang, today: Date) -> Vec<(String, String)> {
        let days = self
            .days_open(today)
            .map(|days| days.to_string())
            .unwrap_or_default();
        vec![(lang.t("Số ngày theo dõi", "Days open").to_owned(), days)]
    }

    fn names<'a>(
        _: &'a Cx,
        conn: &'a mut Conn,
        rows: &'a [Record<Self>],
        names: &'a mut Names,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            let ids: Vec<MeetingId> = rows
                .iter()
                .filter_map(|row| row.fields.meeting_id)
                .collect();
            if ids.is_empty() {
                return Ok(());
            }
            let mut query = sql!("SELECT id, title FROM meeting WHERE id IN ");
            query.push_list(ids);
            for (id, title) in conn.all::<(MeetingId, String)>(query).await? {
                names.add(id, title);
            }
            Ok(())
        })
    }

    fn find<'a>(
        cx: &'a Cx,
        conn: &'a mut Conn,
        field: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Option<(String, String)>, DbError>> {
        Box::pin(async move {
            if field != "meeting_id" {
                return Ok(None);
            }
            let filter = record_kit::Filter {
                q: text.to_owned(),
                ..record_kit::Filter::default()
            };
            let request = PageRequest { page: 1, size: 2 };
            let found = record_kit::list::<crate::MeetingInput>(cx, conn, &filter, request).await?;
            Ok(match found.rows.as_slice() {
                [one] => Some((one.id.to_string(), one.fields.title.clone())),
                _ => None,
            })
        })
    }

    fn sample() -> Self {
        RecommendationInput {
            content: "Tiếp tục hỗ trợ đề án điểm; có giải pháp liên tỉnh, liên vùng để hình thành \
                      chuỗi cung ứng, chuỗi giá trị"
                .into(),
            proposer: "Trung tâm Khuyến công các tỉnh".into(),
            addressee: "Cục Công Thương địa phương".into(),
            meeting_id: Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(1))),
            sent_number: "12/BC-TTKC".into(),
            sent_on: Some(jiff::civil::date(2022, 3, 1)),
            ..RecommendationInput::default()
        }
    }
}

record_kit::record_api!(
    RecommendationInput,
    "/api/v1/recommendations",
    "/api/v1/recommendations/{id}",
    "meetings",
    "list_recommendations",
    "get_recommendation",
    "create_recommendation"
);
