use db::CommandResult;
use kernel::{AccountId, EstablishmentId, Role, Scope};
use people::account::{DEMO_ACCOUNTS, NewAccount, create};
use reference::Unit;

use super::Stage;

/// Everybody's password in the demonstration.
const PASSWORD: &str = "khuyencong";

const CENTRE: &str = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp";

/// Post and body of a role. Persons of the published articles are named by post.
pub fn post(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Officer => ("Chuyên viên phòng Nghiệp vụ", CENTRE),
        Role::CentreHead => ("Giám đốc Trung tâm", CENTRE),
        Role::Appraiser => ("Chuyên viên phòng Quản lý công nghiệp", "Sở Công Thương"),
        Role::Accountant => ("Kế toán Trung tâm", CENTRE),
        Role::MinistryAgency => (
            "Chuyên viên Cục",
            "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
        ),
        Role::Collaborator => ("Cộng tác viên khuyến công", "Ủy ban nhân dân xã"),
        Role::Establishment => ("Chủ cơ sở", "Cơ sở công nghiệp nông thôn"),
        Role::Administrator => ("Quản trị hệ thống", CENTRE),
    }
}

/// One account for each role but the establishment's. The collaborator works in the first commune,
/// in the one it became, and in those around it.
pub async fn load(stage: &mut Stage, places: &[Unit]) -> CommandResult<()> {
    let cx = stage.cx(Role::Administrator);
    let mut conn = cx.read().await?;
    let city = reference::units::by_code(&mut conn, "79", None)
        .await?
        .map(|unit| unit.id);
    let mut communes = Vec::new();
    for place in places.iter().take(6) {
        communes.push(place.id);
        let now = reference::units::at(&mut conn, place.id, cx.today()).await?;
        communes.extend(now.into_iter().map(|unit| unit.id));
    }
    communes.sort_unstable();
    communes.dedup();
    drop(conn);
    for (username, role) in DEMO_ACCOUNTS
        .iter()
        .filter(|(_, r)| *r != Role::Establishment)
    {
        let (name, organisation) = post(*role);
        let nationwide = matches!(role, Role::MinistryAgency | Role::Administrator);
        let id = create(
            &cx,
            NewAccount {
                username: (*username).to_owned(),
                name: name.to_owned(),
                organisation: organisation.to_owned(),
                role: Some(*role),
                home_id: city.filter(|_| !nationwide),
                establishment_id: None,
                centre_code: None,
                communes: if *role == Role::Collaborator {
                    communes.clone()
                } else {
                    Vec::new()
                },
                password: PASSWORD.to_owned(),
            },
        )
        .await?;
        stage.accounts.push((*role, id));
    }
    Ok(())
}

/// Two people of the national centre of the south, who file to the agency directly; none when the
/// list of centres does not have it.
pub async fn load_centre(stage: &Stage) -> CommandResult<Option<Regional>> {
    let cx = stage.cx(Role::Administrator);
    let mut conn = cx.read().await?;
    let centre = reference::centres::get(&mut conn, "IPC2").await?;
    let Some(centre) = centre else {
        return Ok(None);
    };
    let provinces = reference::centres::provinces(&mut conn, &centre.code).await?;
    drop(conn);
    let mut people = Vec::new();
    for (username, role, name) in [
        ("vungnam", Role::Officer, "Chuyên viên Trung tâm vùng"),
        ("giamdocvung", Role::CentreHead, "Giám đốc Trung tâm vùng"),
    ] {
        let account = NewAccount {
            username: username.to_owned(),
            name: name.to_owned(),
            organisation: centre.name.clone(),
            role: Some(role),
            centre_code: Some(centre.code.clone()),
            password: PASSWORD.to_owned(),
            ..NewAccount::default()
        };
        people.push((role, create(&cx, account).await?, name));
    }
    Ok(Some(Regional {
        people,
        organisation: centre.name,
        scope: Scope::Region {
            centre: centre.code,
            provinces,
        },
    }))
}

/// A national centre of a region: its people and what they see.
pub struct Regional {
    pub people: Vec<(Role, AccountId, &'static str)>,
    pub organisation: String,
    pub scope: Scope,
}

/// The account of an establishment, which sees itself only.
pub async fn load_establishment(stage: &Stage, id: EstablishmentId) -> CommandResult<()> {
    let (name, organisation) = post(Role::Establishment);
    let account = NewAccount {
        username: "coso".to_owned(),
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        role: Some(Role::Establishment),
        establishment_id: Some(id),
        password: PASSWORD.to_owned(),
        ..NewAccount::default()
    };
    create(&stage.cx(Role::Administrator), account).await?;
    Ok(())
}
