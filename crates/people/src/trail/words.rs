//! What the trail's codes are called. The codes themselves stay in the records, which are hashed.

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::Lang;
use rules::workflow::{self, Definition};

/// Who keeps the workflows, whose steps are verbs of the trail.
pub trait Definitions: Send + Sync {
    /// Every kept version, the nation's before those of provinces, newest first.
    fn all<'a>(&'a self, conn: &'a mut Conn) -> BoxFuture<'a, Result<Vec<Definition>, DbError>>;
}

/// The workflows by whose steps acts are called: those of the product, then what is kept.
pub(super) async fn ways(cx: &Cx, conn: &mut Conn) -> Result<Vec<Definition>, DbError> {
    let mut ways = workflow::builtin();
    if let Some(kept) = cx.ports.find::<dyn Definitions>() {
        ways.extend(kept.all(conn).await?);
    }
    Ok(ways)
}

/// What was done: a plain act, or a step of a project's way by its name.
pub(super) fn act(verb: &str, thing: &str, ways: &[Definition], lang: Lang) -> String {
    let known = match verb {
        "acceptance" if thing == "need" => lang.t("Đưa vào đề án", "Taken up by a project"),
        "create" | "add" => lang.t("Ghi mới", "Entered"),
        "edit" => lang.t("Sửa", "Changed"),
        "correct" => lang.t("Đính chính", "Corrected"),
        "verify" => lang.t("Kiểm chứng", "Verified"),
        "end" if thing == "calendar_key" => lang.t("Bỏ địa chỉ lịch", "Calendar address removed"),
        "end" => lang.t("Kết thúc hiệu lực", "Ended"),
        "withdraw" if thing == "form_basis" => lang.t("Bỏ căn cứ ghi nhầm", "Basis taken back"),
        "relation" => lang.t("Ghi quan hệ", "Related"),
        "relation-removal" => lang.t("Bỏ quan hệ", "Relation removed"),
        "article" => lang.t("Ghi điều, phụ lục", "Article entered"),
        "article-removal" => lang.t("Bỏ điều, phụ lục", "Article removed"),
        "site" => lang.t("Ghi địa điểm", "Site entered"),
        "year" => lang.t("Ghi số liệu năm", "Figures of a year"),
        "line" => lang.t("Ghi dòng kế hoạch", "Line entered"),
        "line-removal" => lang.t("Bỏ dòng kế hoạch", "Line removed"),
        "continuation" => lang.t(
            "Lập đề án tiếp tục bằng kinh phí địa phương",
            "Went on with local money",
        ),
        "costs" => lang.t("Sửa dự toán", "Estimate edited"),
        "dossier" => lang.t("Cập nhật hồ sơ", "Dossier updated"),
        "appraisal" => lang.t("Ghi kết quả thẩm định", "Appraisal entered"),
        "supplement-round" => lang.t("Ghi điểm cần bổ sung hồ sơ", "Gaps of a dossier listed"),
        "supplement-answer" => lang.t("Trả lời điểm cần bổ sung", "Gaps of a dossier answered"),
        "member" => lang.t("Thêm thành viên", "Member added"),
        "member-departure" => lang.t("Thành viên thôi tham gia", "Membership ended"),
        "agenda" => lang.t("Đưa đề án vào chương trình họp", "Project put on an agenda"),
        "agenda-remarks" => lang.t("Ghi ý kiến của hội đồng", "Council's remarks recorded"),
        "postponement" => lang.t("Hoãn đề án sang phiên sau", "Project postponed"),
        "presence" => lang.t("Điểm danh", "Presence noted"),
        "interest" => lang.t("Khai báo lợi ích liên quan", "Interest declared"),
        "interest-answer" => lang.t(
            "Trả lời câu hỏi về lợi ích",
            "Question on an interest answered",
        ),
        "interest-settlement" => lang.t("Làm rõ lợi ích liên quan", "Interest settled"),
        "ballot" => lang.t("Ghi phiếu thẩm định", "Ballot recorded"),
        "opening" if thing == "council_session" => lang.t("Mở phiên họp", "Session opened"),
        "closure" if thing == "council_session" => {
            lang.t("Ghi kết quả, kết thúc phiên họp", "Session closed")
        }
        "cancellation" if thing == "council_session" => {
            lang.t("Hủy phiên họp", "Session cancelled")
        }
        "publication" => lang.t("Ban hành", "Published"),
        "published" => lang.t("Đóng bản thảo đã ban hành", "Draft published"),
        "discarded" => lang.t("Bỏ bản thảo", "Draft discarded"),
        "state" => lang.t("Ghi trạng thái của quy trình", "State of a workflow saved"),
        "state-removal" => lang.t("Bỏ trạng thái của quy trình", "State of a workflow removed"),
        "step" => lang.t("Ghi bước của quy trình", "Step of a workflow saved"),
        "step-removal" => lang.t("Bỏ bước của quy trình", "Step of a workflow removed"),
        "conclude" => lang.t("Ghi kết luận rà soát", "Concluded"),
        "revise" if thing == "conclusion" => lang.t("Kết luận lại", "Concluded anew"),
        "complete" if thing == "conclusion" => lang.t("Ghi đã thực hiện", "Carried out"),
        "selection-meeting" => lang.t("Ghi cuộc họp xét chọn", "Meeting of the selection"),
        "attach-file" => lang.t("Gắn tệp", "File attached"),
        "rejection" => lang.t("Ghi là không đáp ứng", "Rejected"),
        "closure" => lang.t("Ngừng hoạt động", "Closed"),
        "reopening" => lang.t("Mở lại", "Reopened"),
        "progress" if thing == "task" => lang.t("Báo tiến độ", "Reported"),
        "dependency" => lang.t("Ghi nhiệm vụ phải xong trước", "Dependency entered"),
        "dependency-removal" => lang.t("Bỏ nhiệm vụ phải xong trước", "Dependency removed"),
        "obstacle" => lang.t("Ghi vướng mắc", "Obstacle noted"),
        "obstacle-resolution" => lang.t("Gỡ vướng mắc", "Obstacle untied"),
        "export" => lang.t("Xuất dữ liệu", "Exported"),
        "figures" => lang.t("Ghi chỉ tiêu và kinh phí", "Targets and money saved"),
        "amendment" => lang.t("Điều chỉnh chương trình", "Programme amended"),
        "funding-resolution" => lang.t("Kết luận dấu hiệu trùng", "Match settled"),
        "funding-search" => lang.t("Tra cứu theo số căn cước", "Searched by citizen number"),
        "password" => lang.t("Đặt lại mật khẩu", "Password reset"),
        "token" => lang.t("Cấp mã truy cập", "Token issued"),
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let step = ways.iter().find_map(|way| way.transition(verb));
    step.map_or(verb, |step| step.name.get(lang)).to_owned()
}

/// The kind of record.
pub(super) fn thing(code: &str, lang: Lang) -> &str {
    match code {
        "establishment" => lang.t("cơ sở", "establishment"),
        "establishment-list" => lang.t("danh sách cơ sở", "establishment list"),
        "need" => lang.t("nhu cầu", "need"),
        "norm" => lang.t("định mức", "norm"),
        "ceiling" => lang.t("mức tối đa", "ceiling"),
        "instrument" => lang.t("văn bản", "document"),
        "framework" => lang.t("chương trình giai đoạn", "multi-year programme"),
        "funding_match" => lang.t("trùng hỗ trợ", "double funding"),
        "funding_match_rule" => lang.t("quy tắc trùng hỗ trợ", "double funding rule"),
        "parameter" => lang.t("thời hạn, giới hạn", "deadline or limit"),
        "conclusion" => lang.t("kết luận rà soát", "conclusion of the review"),
        "criterion" => lang.t("tiêu chí xét chọn", "selection criterion"),
        "plan" => lang.t("kế hoạch năm", "annual plan"),
        "project" => lang.t("đề án", "project"),
        "report" => lang.t("báo cáo", "report"),
        "report_sent" => lang.t("gửi báo cáo", "report sent"),
        "machine_support" => lang.t("hỗ trợ máy móc", "machine support"),
        "training_class" => lang.t("lớp đào tạo", "training class"),
        "recognised_product" => lang.t("sản phẩm tiêu biểu", "recognised product"),
        "bulletin_issue" => lang.t("bản tin", "bulletin"),
        "broadcast_item" => lang.t("tin, bài phát sóng", "broadcast item"),
        "showroom_support" => lang.t("phòng trưng bày", "showroom"),
        "published_establishment" => lang.t("cơ sở đăng trang tin", "published establishment"),
        "cluster" => lang.t("cụm công nghiệp", "cluster"),
        "meeting" => lang.t("hội nghị, đoàn công tác", "meeting"),
        "recommendation" => lang.t("kiến nghị", "recommendation"),
        "task" => lang.t("nhiệm vụ", "task"),
        "obligation" => lang.t("nghĩa vụ đến hạn", "what is due"),
        "reminder_setting" => lang.t("cách nhắc việc", "reminder settings"),
        "calendar_key" => lang.t("địa chỉ lịch", "calendar address"),
        "account" => lang.t("tài khoản", "account"),
        "council" => lang.t("hội đồng thẩm định", "appraisal council"),
        "council_session" => lang.t("phiên họp thẩm định", "council session"),
        "workflow" => lang.t("quy trình", "workflow"),
        "workflow_draft" => lang.t("bản thảo quy trình", "draft of a workflow"),
        "requirement" => lang.t("giấy tờ, tiêu chí", "paper or criterion"),
        "form_basis" => lang.t("căn cứ của biểu mẫu", "basis of a form"),
        "paper_series" => lang.t("mẫu số văn bản", "paper series"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_steps_and_records_are_called_by_their_names() {
        let mut ways = workflow::builtin();
        let act = |verb: &str, thing: &str| act(verb, thing, &ways, Lang::Vi);
        assert_eq!(act("create", "project"), "Ghi mới");
        assert_eq!(act("acceptance", "need"), "Đưa vào đề án");
        assert_ne!(act("registration", "project"), "registration");
        assert_eq!(thing("machine_support", Lang::En), "machine support");
        let own = "xin-y-kien";
        assert_eq!(act(own, "project"), own, "never hidden");
        // A step that a province added.
        ways[0].transitions[0].code = own.into();
        ways[0].transitions[0].name.vi = "Xin ý kiến Sở Tài chính".into();
        let said = super::act(own, "project", &ways, Lang::Vi);
        assert_eq!(said, "Xin ý kiến Sở Tài chính");
    }
}
