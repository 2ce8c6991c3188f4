//! The text of an e-mail: all that is new for one person.

use kernel::{Lang, MailId};

use super::model::{Reminder, Stage};

/// An e-mail as a server gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its Message-ID is made of this, so that a second sending of the same can be recognised.
    pub id: MailId,
    pub recipient: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// “Nhắc việc khuyến công: 3 việc, trong đó 1 việc quá hạn”
pub(super) fn subject(reminders: &[Reminder]) -> String {
    let late = reminders.iter().filter(|r| r.stage == Stage::Late).count();
    let all = reminders.len();
    match late {
        0 => format!("Nhắc việc khuyến công: {all} việc"),
        _ => format!("Nhắc việc khuyến công: {all} việc, trong đó {late} việc quá hạn"),
    }
}

/// The lines of the e-mail, with an address for each thing when the program knows its own.
pub(super) fn body(reminders: &[Reminder], public_url: &str) -> String {
    let root = public_url.trim_end_matches('/');
    let mut text = String::from("Kính gửi anh/chị,\n");
    for (stage, head) in [
        (Stage::Late, "Quá hạn"),
        (Stage::Soon, "Sắp đến hạn"),
        (Stage::Assigned, "Mới giao"),
    ] {
        let some: Vec<&Reminder> = reminders.iter().filter(|r| r.stage == stage).collect();
        if some.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{head}:\n"));
        for reminder in some {
            let due = match reminder.due() {
                day if day.is_empty() => day,
                day => format!(", hạn {day}"),
            };
            text.push_str(&format!(
                "- {}: {}{due}\n",
                reminder.label(Lang::Vi),
                reminder.title,
            ));
            if !root.is_empty() {
                text.push_str(&format!(
                    "  {root}/records/{}/{}\n",
                    reminder.thing, reminder.record_id
                ));
            }
        }
    }
    text.push_str(
        "\nThư này do phần mềm khuyến công gửi vì anh/chị đã ghi địa chỉ thư ở trang Nhắc việc. \
         Muốn thôi nhận thư, xóa địa chỉ ở trang đó.\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};
    use kernel::Id;
    use uuid::Uuid;

    use super::*;

    fn reminder(stage: Stage) -> Reminder {
        Reminder {
            id: Id::from_uuid(Uuid::nil()),
            account_id: Id::from_uuid(Uuid::nil()),
            stage,
            kind: "payment".into(),
            thing: "project".into(),
            record_id: Uuid::nil(),
            title: "77-2022-001 · Đề án".into(),
            due_on: date(2022, 12, 31),
            made_at: Timestamp::UNIX_EPOCH,
            read_at: None,
            mail_id: None,
        }
    }

    #[test]
    fn what_is_late_comes_first_and_each_thing_has_its_address() {
        let all = [reminder(Stage::Soon), reminder(Stage::Late)];
        assert_eq!(
            subject(&all),
            "Nhắc việc khuyến công: 2 việc, trong đó 1 việc quá hạn"
        );
        let text = body(&all, "https://kc.example.vn/");
        let late = text.find("Quá hạn:").unwrap();
        assert!(late < text.find("Sắp đến hạn:").unwrap());
        assert!(!text.contains("Mới giao"));
        let line = "- Thanh toán sau thanh lý: 77-2022-001 · Đề án, hạn 31/12/2022\n";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("https://kc.example.vn/records/project/00000000-"));
        assert!(!body(&all, "").contains("http"));
    }
}
