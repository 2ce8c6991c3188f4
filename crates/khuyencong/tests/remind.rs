//! Reminders by e-mail, from a task that is late to the letter in a mail box: through a real SMTP
//! server (aiosmtpd, in Python) on loopback.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use jiff::{SignedDuration, civil::date};
use kernel::{AccountId, Actor, Role};
use khuyencong::{modules, wiring};
use people::account::{NewAccount, create};
use testkit::TestDb;
use web_kit::App;
use work::{
    reminder::{self, SettingInput, Smtp, Stage},
    task::{self, TaskInput},
};

/// The environment variable with a Python that has the packages of e2e/api/requirements.txt.
const PYTHON: &str = "KHUYENCONG_TEST_PYTHON";

fn python() -> String {
    std::env::var(PYTHON)
        .unwrap_or_else(|_| panic!("set {PYTHON}, or run the tests by `cargo xtask test`"))
}

/// A mail server that ends with the value.
struct Post {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Post {
    fn open(folder: &Path) -> Post {
        let folder = folder.join("mail");
        let mut child = Command::new(python())
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smtp_server.py"))
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("its port");
        Post {
            child,
            port: line.trim().parse().expect("a port"),
            folder,
        }
    }

    fn way(&self) -> Smtp {
        let server = format!("smtp://127.0.0.1:{}", self.port);
        Smtp::new(&server, "Trung tâm Khuyến công <khuyencong@example.vn>").expect("settings")
    }

    /// What lies in the mail box, as Python's own reader of e-mail understands it: recipient,
    /// subject, message id and text.
    fn letters(&self) -> Vec<String> {
        const READ: &str = "import email, email.policy, sys\n\
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n\
            print(m['to'], m['from'], m['subject'], m['message-id'], m.get_content(), sep='\\n')";
        let entries = std::fs::read_dir(self.folder.join("new")).expect("a mail box");
        entries
            .map(|entry| {
                let read = Command::new(python())
                    .env("PYTHONIOENCODING", "utf-8")
                    .args(["-c", READ])
                    .arg(entry.expect("a letter").path())
                    .output()
                    .expect("Python reads");
                assert!(
                    read.status.success(),
                    "{:?}",
                    String::from_utf8_lossy(&read.stderr)
                );
                String::from_utf8(read.stdout).expect("text")
            })
            .collect()
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An app with a head of the Centre and an officer, who has a task that is a day late.
async fn late_task(t: &TestDb) -> (App, AccountId) {
    let app = App::new(
        t.db.clone(),
        t.files.clone(),
        t.clock.clone(),
        wiring::ports(),
        Arc::new(people::Directory::default()),
        modules::ALL,
    );
    t.on(date(2022, 6, 1));
    let administrator = t.cx(Role::Administrator);
    let mut ids = Vec::new();
    for role in [Role::CentreHead, Role::Officer] {
        let account = NewAccount {
            username: role.code().into(),
            name: role.label(kernel::Lang::Vi).into(),
            role: Some(role),
            home_id: Some(testkit::ho_chi_minh()),
            password: "khuyencong".into(),
            ..NewAccount::default()
        };
        ids.push(create(&administrator, account).await.expect("an account"));
    }
    let officer = ids[1];
    let mut conn = app.db.read().await.expect("connects");
    let mut people = Vec::new();
    for id in ids {
        let actor = people::account::actor(&mut conn, id).await.expect("reads");
        people.push(actor.expect("active"));
    }
    drop(conn);
    let wish = SettingInput {
        version: 0,
        email: "chuyenvien@example.vn".into(),
        days_ahead: Some(3),
    };
    reminder::save_setting(&app.cx(people[1].clone()), wish)
        .await
        .expect("saved");
    let given = TaskInput {
        title: "Lập báo cáo tiến độ đề án".into(),
        person_id: Some(officer),
        due_on: Some(date(2022, 6, 14)),
        ..TaskInput::default()
    };
    task::create(&app.cx(people[0].clone()), given)
        .await
        .expect("given");
    t.on(date(2022, 6, 15));
    (app, officer)
}

async fn databases() -> Vec<TestDb> {
    let steps: &'static [db::Migration] = Vec::leak(
        modules::migrations()
            .into_iter()
            .filter(|m| !testkit::FOUNDATION.contains(&m.name))
            .collect(),
    );
    testkit::both(&[steps]).await
}

#[tokio::test]
async fn a_late_task_reaches_the_mail_box_of_who_has_it_once_also_after_a_failure() {
    for t in databases().await {
        let (app, officer) = late_task(&t).await;
        let cx = app.cx(Actor::operator());
        let url = Some("https://khuyencong.example.vn");
        let collected = reminder::collect(&cx, url, false).await.expect("collects");
        let stages: Vec<Stage> = collected.reminders.iter().map(|r| r.stage).collect();
        assert_eq!(stages, [Stage::Late], "{}", t.engine);
        assert_eq!(
            collected.mails, 1,
            "what was given and what is late go together"
        );

        // Nobody listens at the first try.
        let gone = Post::open(&t.folder().join("gone"));
        let way = gone.way();
        drop(gone);
        let failed = reminder::deliver(&cx, &way).await.expect("goes on");
        assert_eq!(
            (failed.sent, failed.failed),
            (0, 1),
            "{}",
            failed.last_error
        );

        t.clock.set(t.clock.now() + SignedDuration::from_hours(1));
        let post = Post::open(t.folder());
        let sent = reminder::deliver(&cx, &post.way()).await.expect("sends");
        assert_eq!((sent.sent, sent.failed), (1, 0), "{}", sent.last_error);
        reminder::collect(&cx, url, false).await.expect("collects");
        reminder::deliver(&cx, &post.way())
            .await
            .expect("nothing left");

        let letters = post.letters();
        let [letter] = letters.as_slice() else {
            panic!("{letters:?}");
        };
        for part in [
            "chuyenvien@example.vn",
            "Trung tâm Khuyến công",
            "Nhắc việc khuyến công: 2 việc, trong đó 1 việc quá hạn",
            "@example.vn>",
            "Nhiệm vụ: Lập báo cáo tiến độ đề án, hạn 14/06/2022",
            "https://khuyencong.example.vn/records/task/",
        ] {
            assert!(letter.contains(part), "{}: {part} in {letter}", t.engine);
        }
        let mut conn = app.db.read().await.expect("connects");
        assert_eq!(
            reminder::unread(&mut conn, officer).await.expect("counts"),
            2
        );
        drop(conn);
        t.close().await;
    }
}
