//! What records say of the members of a council and a project: facts that exclude at once, and
//! likenesses that are questions.

use db::{CommandResult, Conn, Cx, sql};
use kernel::{AccountId, CouncilMemberId, EstablishmentId, ProjectId, fold};

use super::{
    interest::insert,
    model::{InterestKind, InterestState, Member},
    ports::{People, Representatives},
};
use crate::execution::agreement;

/// What is known of a project, for comparison with members.
struct Known {
    /// Accounts that drew the project up or changed it.
    drafters: Vec<AccountId>,
    beneficiaries: Vec<EstablishmentId>,
    /// The implementing unit, folded.
    implementer: String,
    /// Accounts that entered the need.
    needs_of: Vec<AccountId>,
    /// Who met the establishment or signed a paper of those who file, with what it was.
    proposers: Vec<(String, String)>,
    /// Who speaks for a beneficiary, with how.
    representatives: Vec<(String, String)>,
    /// Who signs for a supplier, with which.
    suppliers: Vec<(String, String)>,
}

/// Looks for what records say of members and a project, and writes down what is new.
pub(super) async fn detect(
    cx: &Cx,
    tx: &mut Conn,
    members: &[&Member],
    project: ProjectId,
) -> CommandResult<()> {
    let known = known(cx, tx, project).await?;
    for member in members {
        for (kind, detail) in found(cx, tx, member, &known).await? {
            write(cx, tx, member.id, project, kind, &detail).await?;
        }
    }
    Ok(())
}

async fn accounts(tx: &mut Conn, query: db::Sql) -> CommandResult<Vec<AccountId>> {
    let rows: Vec<(AccountId,)> = tx.all(query).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

async fn known(cx: &Cx, tx: &mut Conn, project: ProjectId) -> CommandResult<Known> {
    let drafters = sql!(
        "SELECT created_by FROM project WHERE id = ? AND created_by IS NOT NULL
         UNION SELECT account_id FROM audit_record
                WHERE thing = 'project' AND thing_id = ? AND account_id IS NOT NULL
                  AND verb IN ('create', 'edit', 'costs')",
        project,
        project.to_string(),
    );
    let drafters = accounts(tx, drafters).await?;
    let beneficiaries: Vec<(EstablishmentId,)> = tx
        .all(sql!(
            "SELECT establishment_id FROM project_beneficiary WHERE project_id = ?
              ORDER BY position",
            project
        ))
        .await?;
    let beneficiaries: Vec<EstablishmentId> = beneficiaries.into_iter().map(|(id,)| id).collect();
    let (implementer,): (String,) = tx
        .one(sql!(
            "SELECT implementer FROM project WHERE id = ?",
            project
        ))
        .await?;
    let needs: Vec<(kernel::NeedId, String)> = tx
        .all(sql!(
            "SELECT id, met_by FROM need WHERE project_id = ? ORDER BY id",
            project
        ))
        .await?;
    let mut needs_of = Vec::new();
    let mut proposers = Vec::new();
    for (need, met_by) in needs {
        let entered = sql!(
            "SELECT DISTINCT account_id FROM audit_record
              WHERE thing = 'need' AND thing_id = ? AND account_id IS NOT NULL
                AND verb = 'create'",
            need.to_string(),
        );
        needs_of.extend(accounts(tx, entered).await?);
        proposers.push((met_by, "người ghi nhận nhu cầu của cơ sở".to_owned()));
    }
    // Papers of those who file; who appraises signs letters too.
    let papers: Vec<(String, String, String)> = tx
        .all(sql!(
            "SELECT DISTINCT p.signer, p.title, p.number FROM proof_paper p
               JOIN project_event e ON e.paper_id = p.id
              WHERE e.project_id = ?
                AND e.role IN ('officer', 'centre_head', 'collaborator', 'establishment')",
            project
        ))
        .await?;
    for (signer, title, number) in papers {
        proposers.push((signer, format!("người ký {title} {number}")));
    }
    let port = cx.port::<dyn Representatives>();
    let mut representatives: Vec<(String, String)> = port
        .representatives(tx, &beneficiaries)
        .await?
        .into_iter()
        .map(|(_, name)| (name, "Người đại diện của cơ sở thụ hưởng".to_owned()))
        .collect();
    let mut suppliers = Vec::new();
    for signed in agreement::signers(tx, project, &beneficiaries).await? {
        let side = format!(
            "Người ký thay cơ sở ở biên bản thỏa thuận {}",
            signed.number
        );
        representatives.push((signed.owner_signer, side));
        let side = format!("Người ký của bên cung cấp {}", signed.supplier_name);
        suppliers.push((signed.supplier_signer, side));
    }
    Ok(Known {
        drafters,
        beneficiaries,
        implementer: fold(&implementer),
        needs_of,
        proposers,
        representatives,
        suppliers,
    })
}

/// What the records say of one member; of each kind the first.
async fn found(
    cx: &Cx,
    tx: &mut Conn,
    member: &Member,
    known: &Known,
) -> CommandResult<Vec<(InterestKind, String)>> {
    let mut all = Vec::new();
    let mut bodies = vec![fold(&member.post)];
    if let Some(account) = member.account_id {
        if known.drafters.contains(&account) {
            let detail = "Tài khoản của thành viên đã lập hoặc sửa đề án này.";
            all.push((InterestKind::Drafter, detail.to_owned()));
        }
        if let Some(person) = cx.port::<dyn People>().person(tx, account).await? {
            let own = person.establishment_id;
            if own.is_some_and(|own| known.beneficiaries.contains(&own)) {
                let detail = "Tài khoản của thành viên là tài khoản của cơ sở thụ hưởng.";
                all.push((InterestKind::Owner, detail.to_owned()));
            }
            bodies.push(fold(&person.organisation));
        }
        if known.needs_of.contains(&account) {
            let detail = "Tài khoản của thành viên đã ghi phiếu nhu cầu của đề án.";
            all.push((InterestKind::Proposer, detail.to_owned()));
        }
    }
    // Whoever is excluded by a fact is asked nothing more.
    if all.iter().any(|(kind, _)| kind.is_proven()) {
        return Ok(all);
    }
    let implementer = known.implementer.as_str();
    if !implementer.is_empty() && bodies.iter().any(|body| body.contains(implementer)) {
        let detail = "Thành viên công tác tại đơn vị thực hiện đề án.";
        all.push((InterestKind::Implementer, detail.to_owned()));
    }
    let name = person_of(&member.name);
    for (kind, people) in [
        (InterestKind::Proposer, &known.proposers),
        (InterestKind::Namesake, &known.representatives),
        (InterestKind::Supplier, &known.suppliers),
    ] {
        let alike = people
            .iter()
            .find(|(who, _)| !name.is_empty() && person_of(who) == name);
        if let Some((who, how)) = alike {
            all.push((kind, format!("{} tên là {who}.", capital(how))));
        }
    }
    Ok(all)
}

/// The name of “Nguyễn Văn An, Giám đốc”, folded.
fn person_of(text: &str) -> String {
    fold(text.split(',').next().unwrap_or_default())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

async fn write(
    cx: &Cx,
    tx: &mut Conn,
    member: CouncilMemberId,
    project: ProjectId,
    kind: InterestKind,
    detail: &str,
) -> CommandResult<()> {
    let state = match kind.is_proven() {
        true => InterestState::Excluded,
        false => InterestState::Question,
    };
    insert(cx, tx, member, project, kind, false, state, detail).await?;
    Ok(())
}
