//! The demonstration: Bà Rịa – Vũng Tàu in 2022 and 2023, entered through the same commands as a
//! user's.
//!
//! The totals are those that the Centre published. The records under them are invented, and carry
//! the mark of illustration on every page and export; what was published record by record (the
//! clusters, the meetings, the two instruments) carries none.

mod accounts;
mod council;
mod dates;
mod documents;
mod establishments;
mod frameworks;
mod kinds;
mod names;
mod national;
mod plans;
mod progress;
mod projects;
mod published;
mod results;
mod tasks;

use db::{CommandResult, Cx, DbError, Upload};
use kernel::{AccountId, Actor, Role, Scope, UnitId, UnitLevel};
use papers::{Block, Paper, PaperKind};
use web_kit::App;

pub use names::Names;
pub use national::Scale;

/// Bà Rịa – Vũng Tàu as it was until 30/6/2025.
pub const OLD_PROVINCE: &str = "77";

/// The people of the demonstration and the places they work in.
pub struct Stage {
    app: App,
    province: UnitId,
    /// Thành phố Hồ Chí Minh, into which the province merged.
    city: UnitId,
    family: Vec<UnitId>,
    /// The accounts made so far.
    accounts: Vec<(Role, AccountId)>,
    /// The national centre of the region, when the list of centres has it.
    regional: Option<accounts::Regional>,
    /// What stands in for the signed file of every invented paper.
    scan: Upload,
}

/// A page that says of itself that it is no real paper.
fn invented_scan() -> CommandResult<Upload> {
    let mut paper = Paper::new(PaperKind::Report, "Bản minh họa", "MH");
    paper.subject = "Bản minh họa, thay cho bản quét của văn bản".into();
    paper.body = vec![Block::text(
        "Đây là tệp minh họa của bản dùng thử, không phải văn bản thật.",
    )];
    paper.illustration = true;
    let bytes = papers::docx(&paper).map_err(|e| DbError::Setup(e.to_string()))?;
    Ok(Upload {
        name: "van-ban-minh-hoa.docx".into(),
        bytes: bytes.into(),
    })
}

impl Stage {
    pub async fn new(app: &App) -> CommandResult<Stage> {
        let mut conn = app.db.read().await?;
        let missing = || DbError::Setup("the administrative units are not loaded".into());
        let province = reference::units::by_code(&mut conn, OLD_PROVINCE, None)
            .await?
            .ok_or_else(missing)?;
        let city = reference::units::by_code(&mut conn, "79", None)
            .await?
            .ok_or_else(missing)?;
        let family = reference::units::family(&mut conn, city.id).await?;
        Ok(Stage {
            app: app.clone(),
            province: province.id,
            city: city.id,
            family,
            accounts: Vec::new(),
            regional: None,
            scan: invented_scan()?,
        })
    }

    /// The context of somebody of that role, as the account of the demonstration has it.
    pub fn cx(&self, role: Role) -> Cx {
        let scope = match role {
            Role::MinistryAgency | Role::Administrator => Scope::Nation,
            _ => Scope::Provinces(self.family.clone()),
        };
        let (name, organisation) = accounts::post(role);
        self.app.cx(Actor {
            account: self
                .accounts
                .iter()
                .find(|(r, _)| *r == role)
                .map(|(_, id)| *id),
            name: name.to_owned(),
            role,
            scope,
            organisation: organisation.to_owned(),
            home: Some(self.province),
        })
    }

    /// Somebody of that role in the national centre of the region, writing invented records.
    pub fn of_region(&self, role: Role) -> Option<Cx> {
        let regional = self.regional.as_ref()?;
        let (_, account, name) = regional.people.iter().find(|(r, ..)| *r == role)?;
        let mut cx = self.invented(role);
        cx.actor.account = Some(*account);
        cx.actor.name = (*name).to_owned();
        cx.actor.organisation = regional.organisation.clone();
        cx.actor.scope = regional.scope.clone();
        cx.actor.home = None;
        Some(cx)
    }

    /// The same, writing invented records.
    pub fn invented(&self, role: Role) -> Cx {
        Cx {
            illustration: true,
            ..self.cx(role)
        }
    }
}

/// Adds every other province of today at the given size, after [`load`].
pub async fn load_national(app: &App, scale: Scale, say: impl Fn(&str)) -> CommandResult<()> {
    national::load(&Stage::new(app).await?, scale, say).await
}

/// Fills an empty, migrated database. `say` is told how far it is.
pub async fn load(app: &App, say: impl Fn(&str)) -> CommandResult<()> {
    let mut stage = Stage::new(app).await?;
    say("tài khoản");
    let places = establishments::communes(app, stage.province).await?;
    accounts::load(&mut stage, &places).await?;
    stage.regional = accounts::load_centre(&stage).await?;
    say("văn bản và thời hạn của tỉnh");
    documents::load(&stage).await?;
    say("cơ sở công nghiệp nông thôn");
    let establishments = establishments::load(&stage, &places).await?;
    accounts::load_establishment(&stage, establishments[0]).await?;
    say("kết quả năm 2022");
    results::load(&stage, &establishments).await?;
    say("kế hoạch 2023, cụm công nghiệp, hội nghị");
    published::load(&stage).await?;
    say("đề án");
    projects::load(&stage, &establishments).await?;
    frameworks::load(&stage).await?;
    say("đề án nhóm và đề án điểm");
    kinds::load(&stage).await?;
    say("nhiệm vụ của Trung tâm");
    tasks::load(&stage).await?;
    Ok(())
}

/// True when the unit is a commune of the countryside: xã or thị trấn.
pub(crate) fn is_rural(unit: &reference::Unit) -> bool {
    unit.level == UnitLevel::Commune
        && matches!(unit.kind, kernel::UnitKind::Xa | kernel::UnitKind::ThiTran)
}
