//! Whether what was typed makes a project: texts, beneficiaries, place, eligibility.

use db::{Checks, CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{Activity, Lang, Scope, UnitId, format_date};
use rules::{FundingScope, ProjectKind};

use super::{days::plausible, draft::ProjectInput};
use crate::{
    flagship::parts,
    ports::{CeilingQuestion, Ceilings, EstablishmentFacts, Establishments},
    project::model::has_beneficiary,
};

/// An input that was found right.
pub(super) struct Draft {
    pub title: String,
    pub kind: ProjectKind,
    pub scope: FundingScope,
    pub activity: Activity,
    pub variant: String,
    pub implementer: String,
    pub coordinator: String,
    pub texts: [String; 4],
    pub drafted_on: Date,
    pub province: UnitId,
    pub unit: Option<UnitId>,
    pub beneficiaries: Vec<EstablishmentFacts>,
    /// Where in a flagship it stands.
    pub part: Option<parts::Place>,
}

impl Draft {
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.beneficiaries.iter().map(|b| b.name.as_str()).collect();
        names.join("; ")
    }
}

/// Judges an input whole, so that a person sees every mistake at once.
pub(super) async fn check(cx: &Cx, conn: &mut Conn, input: &ProjectInput) -> CommandResult<Draft> {
    let mut checks = Checks::new(cx.lang);
    let title = checks.text("title", &input.title, 500);
    let kind = checks.required("kind", input.kind);
    let scope = checks.required("scope", input.scope);
    let activity = checks.required("activity", input.activity);
    checks.number("year", input.year, 2000, 2200);
    if scope == Some(FundingScope::Kcdp) && cx.actor.scope.national_centre().is_some() {
        let text = checks.t(
            "Trung tâm khuyến công quốc gia lập đề án dùng kinh phí khuyến công quốc gia.",
            "A national centre draws up projects of the national budget.",
        );
        checks.fail("scope", text.to_owned());
    }
    let variant = checks.optional_text("variant", &input.variant, 50);
    let implementer = checks.optional_text("implementer", &input.implementer, 300);
    let coordinator = checks.optional_text("coordinator", &input.coordinator, 500);
    let texts = [
        ("background", &input.background),
        ("goals", &input.goals),
        ("content", &input.content),
        ("effect", &input.effect),
    ]
    .map(|(field, text)| long_text(&mut checks, field, text));
    let drafted_on = input.drafted_on.unwrap_or(cx.today());
    checks.date("drafted_on", Some(drafted_on), Some(cx.today()));
    plausible(&mut checks, "drafted_on", input.drafted_on);
    plausible(&mut checks, "starts_on", input.starts_on);
    plausible(&mut checks, "ends_on", input.ends_on);
    if let (Some(from), Some(to)) = (input.starts_on, input.ends_on)
        && to < from
    {
        let text = checks.t(
            "Ngày kết thúc đứng trước ngày bắt đầu.",
            "The end lies before the start.",
        );
        checks.fail("ends_on", text.to_owned());
    }
    let beneficiaries = known(cx, conn, &mut checks, input, activity, kind).await?;
    let (province, unit) = place(cx, conn, &mut checks, input, &beneficiaries, drafted_on).await?;
    if checks.is_ok() {
        eligible(cx, conn, &mut checks, input, &beneficiaries, drafted_on).await?;
    }
    if (kind == Some(ProjectKind::Flagship)) != input.flagship_id.is_some() {
        let text = checks.t(
            "Đề án điểm gồm các phần theo khung nhiều năm: mở trang “Đề án điểm”, chọn năm và tỉnh rồi “Mở đề án phần”.",
            "A flagship consists of parts in a frame of several years: open the page of flagships, choose year and province, and open a part.",
        );
        checks.fail("kind", text.to_owned());
    }
    checks.done()?;
    let part = match (input.flagship_id, scope, province) {
        (Some(flagship), Some(scope), Some(province)) => {
            let joining = parts::Joining {
                scope,
                province,
                year: input.year,
                drafted_on,
            };
            Some(parts::place(cx, conn, flagship, &joining).await?)
        }
        _ => None,
    };
    Ok(Draft {
        part,
        title,
        kind: kind.expect("checked above"),
        scope: scope.expect("checked above"),
        activity: activity.expect("checked above"),
        variant,
        implementer: match implementer.is_empty() {
            true => cx.actor.organisation.clone(),
            false => implementer,
        },
        coordinator,
        texts,
        drafted_on,
        province: province.expect("checked above"),
        unit,
        beneficiaries,
    })
}

/// Text of several lines, of at most 8 000 letters.
pub(in crate::project) fn long_text(checks: &mut Checks, field: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(kernel::clean).collect();
    let text = lines.join("\n").trim().to_owned();
    if text.chars().count() > 8_000 {
        let message = checks.t("Dài quá 8.000 chữ.", "Longer than 8,000 letters.");
        checks.fail(field, message.to_owned());
    }
    text
}

/// The beneficiaries within the actor's scope, each once.
async fn known(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &ProjectInput,
    activity: Option<Activity>,
    kind: Option<ProjectKind>,
) -> CommandResult<Vec<EstablishmentFacts>> {
    let register = cx.port::<dyn Establishments>();
    let mut found: Vec<EstablishmentFacts> = Vec::new();
    if input.establishments.len() > 200 {
        let text = checks.t("Nhiều nhất 200 cơ sở.", "At most 200 establishments.");
        checks.fail("establishment_1", text.to_owned());
        return Ok(found);
    }
    for (i, id) in input.establishments.iter().enumerate() {
        let field = format!("establishment_{}", i + 1);
        match register.facts(cx, conn, *id).await? {
            None => {
                let text = checks.t(
                    "Không có cơ sở này trong phạm vi của bạn.",
                    "There is no such establishment within your scope.",
                );
                checks.fail(&field, text.to_owned());
            }
            Some(facts) if found.iter().any(|f| f.id == facts.id) => {
                let text = checks.t("Cơ sở này đã có ở trên.", "It is listed above.");
                checks.fail(&field, text.to_owned());
            }
            Some(facts) => found.push(facts),
        }
    }
    // Groups and flagships may name them later.
    let needed = activity.is_some_and(has_beneficiary) && kind == Some(ProjectKind::Single);
    if needed && input.establishments.is_empty() {
        let text = checks.t(
            "Nội dung này cần cơ sở thụ hưởng. Gõ hai chữ của tên để chọn.",
            "This activity needs a beneficiary. Type two letters of its name.",
        );
        checks.fail("establishment_1", text.to_owned());
    }
    if kind == Some(ProjectKind::Group) && activity.is_some_and(|a| !rules::may_be_group(a)) {
        let text = checks.t(
            "Nội dung này không lập đề án nhóm được: chỉ đào tạo nghề, quản lý và khởi sự, tư vấn, hội chợ, máy móc tiên tiến, nhãn hiệu (Điều 3a Thông tư 36/2013/TT-BCT).",
            "No group project may be made of this: only training, management, consultancy, fairs, machines, trademarks (Điều 3a of Thông tư 36/2013/TT-BCT).",
        );
        checks.fail("kind", text.to_owned());
    }
    if kind == Some(ProjectKind::Single) && input.establishments.len() > 1 {
        let text = checks.t(
            "Đề án đơn lẻ có một cơ sở thụ hưởng; nhiều cơ sở thì chọn đề án nhóm.",
            "A single project has one beneficiary; choose a group project for several.",
        );
        checks.fail("kind", text.to_owned());
    }
    Ok(found)
}

/// Province and commune: those of the first beneficiary, else those of the form.
pub(in crate::project) async fn place(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &ProjectInput,
    beneficiaries: &[EstablishmentFacts],
    on: Date,
) -> CommandResult<(Option<UnitId>, Option<UnitId>)> {
    if let Some(first) = beneficiaries.first() {
        return Ok((Some(first.province_id), Some(first.unit_id)));
    }
    if !input.establishments.is_empty() {
        return Ok((None, None));
    }
    let chosen = input.unit_id.or(input.province_id).or(cx.actor.home);
    let Some(chosen) = checks.required("province_id", chosen) else {
        return Ok((None, None));
    };
    let field = if input.unit_id.is_some() {
        "unit_id"
    } else {
        "province_id"
    };
    let Some(unit) = reference::units::get(conn, chosen).await? else {
        let text = checks.t("Không có địa bàn này.", "There is no such unit.");
        checks.fail(field, text.to_owned());
        return Ok((None, None));
    };
    if !unit.in_force(on) && input.unit_id.or(input.province_id).is_some() {
        checks.fail(field, ended(cx, conn, &unit, on).await?);
    }
    let inside = match &cx.actor.scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) | Scope::Region { provinces, .. } => {
            provinces.contains(&unit.province_id)
        }
        Scope::Communes { communes, .. } => communes.contains(&unit.id),
        Scope::Own(_) => false,
    };
    if !inside {
        let text = checks.t(
            "Địa bàn này nằm ngoài phạm vi của bạn.",
            "This unit lies outside your scope.",
        );
        checks.fail(field, text.to_owned());
    }
    let commune = (unit.id != unit.province_id).then_some(unit.id);
    Ok((Some(unit.province_id), commune))
}

async fn ended(
    cx: &Cx,
    conn: &mut Conn,
    unit: &reference::Unit,
    on: Date,
) -> CommandResult<String> {
    let successors = reference::units::at(conn, unit.id, on).await?;
    let names: Vec<&str> = successors.iter().map(|u| u.label.as_str()).collect();
    let (name, day) = (&unit.name, format_date(on));
    Ok(match cx.lang {
        Lang::Vi => format!(
            "{name} không tồn tại vào ngày {day}; khi đó là: {}.",
            names.join("; ")
        ),
        Lang::En => format!(
            "{name} did not exist on {day}; it was: {}.",
            names.join("; ")
        ),
    })
}

/// Refuses a beneficiary that is not eligible at its place on the day.
pub(in crate::project) async fn eligible(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &ProjectInput,
    beneficiaries: &[EstablishmentFacts],
    on: Date,
) -> CommandResult<()> {
    let (Some(activity), Some(scope)) = (input.activity, input.scope) else {
        return Ok(());
    };
    if !has_beneficiary(activity) {
        return Ok(());
    }
    let norms = cx.port::<dyn Ceilings>();
    for (i, facts) in beneficiaries.iter().enumerate() {
        let question = CeilingQuestion {
            activity,
            variant: kernel::clean(&input.variant),
            scope,
            unit: facts.unit_id,
            on,
            cost: kernel::Dong::ZERO,
            line: input.line,
            legal_form: Some(facts.legal_form.clone()),
            industries: facts.industry.clone().into_iter().collect(),
            in_craft_village: facts.in_craft_village,
            is_sme: facts.is_sme,
        };
        let answer = norms.assess(cx, conn, question).await?;
        if !answer.eligible {
            let reasons = answer.reasons.join(" ");
            checks.fail(
                &format!("establishment_{}", i + 1),
                match cx.lang {
                    Lang::Vi => format!("{} chưa đủ điều kiện: {reasons}", facts.name),
                    Lang::En => format!("{} is not eligible: {reasons}", facts.name),
                },
            );
        }
    }
    Ok(())
}
