//! Taking over the machines of an accepted project.

use db::{CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{ActivityRecordId, Dong, EstablishmentId, ProjectId, UnitId};

use crate::machine::MachineInput;

/// One machine as the minutes of acceptance name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptedMachine {
    pub establishment_id: Option<EstablishmentId>,
    pub name: String,
    pub model: String,
    pub serial: String,
    pub maker: String,
    pub origin: String,
    pub made_year: Option<i64>,
    pub quantity: i64,
    /// The price of one.
    pub price: Dong,
}

/// The machines of one project.
#[derive(Clone, Debug)]
pub struct AcceptedMachines {
    pub project_id: ProjectId,
    /// The number of the project, for the note.
    pub project_code: String,
    /// Whose machines they are where a machine does not say.
    pub establishment_id: EstablishmentId,
    /// The commune of the site; the establishment's when absent.
    pub unit_id: Option<UnitId>,
    pub accepted_on: Date,
    /// The accepted promotion money of the whole project; divided by the price of the machines.
    pub support: Dong,
    pub machines: Vec<AcceptedMachine>,
}

/// Enters one row for each machine, within the transaction that accepts the project, and answers
/// with the new rows. Machines that the project has already are left as they are, so a repeated
/// call adds nothing. The role is not asked again: accepting was allowed by the workflow.
pub async fn record_accepted(
    cx: &Cx,
    tx: &mut Conn,
    accepted: AcceptedMachines,
) -> CommandResult<Vec<ActivityRecordId>> {
    let mut there: Vec<(String, String, String)> = tx
        .all(sql!(
            "SELECT name, model, serial FROM machine_support WHERE project_id = ?",
            accepted.project_id
        ))
        .await?;
    let shares = divide(accepted.support, &accepted.machines);
    let unit_id = match accepted.unit_id {
        Some(unit) => place_on(tx, unit, accepted.accepted_on).await?,
        None => None,
    };
    let mut entered = Vec::new();
    for (machine, support) in accepted.machines.into_iter().zip(shares) {
        let known = there.iter().position(|(name, model, serial)| {
            let named = (kernel::clean(&machine.name), kernel::clean(&machine.model));
            *serial == kernel::clean(&machine.serial) && (*name == named.0 && *model == named.1)
        });
        if let Some(at) = known {
            there.swap_remove(at);
            continue;
        }
        let row = MachineInput {
            establishment_id: machine.establishment_id.or(Some(accepted.establishment_id)),
            // Another establishment's machine stands at that establishment.
            unit_id: unit_id.filter(|_| {
                machine
                    .establishment_id
                    .is_none_or(|id| id == accepted.establishment_id)
            }),
            name: machine.name,
            model: machine.model,
            serial: machine.serial,
            maker: machine.maker,
            origin: machine.origin,
            made_year: machine.made_year,
            quantity: machine.quantity,
            price: machine.price,
            support,
            accepted_on: Some(accepted.accepted_on),
            project_id: Some(accepted.project_id),
            note: accepted.project_code.clone(),
        };
        let title = row.name.clone();
        let id = record_kit::record_in(cx, tx, row).await;
        entered.push(id.map_err(|error| unfit(cx, &title, error))?);
    }
    Ok(entered)
}

/// The unit that held the place of the site on the day of acceptance.
async fn place_on(tx: &mut Conn, unit: UnitId, on: Date) -> CommandResult<Option<UnitId>> {
    Ok(reference::units::at(tx, unit, on)
        .await?
        .first()
        .map(|unit| unit.id))
}

/// The fields belong to another form here: one sentence that names the machine.
fn unfit(cx: &Cx, machine: &str, error: CommandError) -> CommandError {
    match error {
        CommandError::Invalid(fields) => {
            let why: Vec<&str> = fields.iter().map(|f| f.message.as_str()).collect();
            let head = cx.t("Chưa ghi được máy", "This machine cannot be entered:");
            CommandError::refused(
                "machine-refused",
                format!("{head} {machine}: {}", why.join(" ")),
            )
        }
        other => other,
    }
}

/// Divides the support by what each row cost; what rounding leaves goes to the last priced row.
fn divide(support: Dong, machines: &[AcceptedMachine]) -> Vec<Dong> {
    let worth: Vec<i128> = machines
        .iter()
        .map(|m| i128::from(m.price.0) * i128::from(m.quantity))
        .collect();
    let total: i128 = worth.iter().sum();
    let mut shares = vec![Dong::ZERO; machines.len()];
    if total <= 0 {
        if let Some(first) = shares.first_mut() {
            *first = support;
        }
        return shares;
    }
    let mut left = support;
    for (share, worth) in shares.iter_mut().zip(&worth) {
        let part = i128::from(support.0) * worth / total;
        *share = Dong(i64::try_from(part).expect("a part is not larger than the whole"));
        left = left - *share;
    }
    if let Some(last) = worth.iter().rposition(|worth| *worth > 0) {
        shares[last] += left;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(price: i64, quantity: i64) -> AcceptedMachine {
        AcceptedMachine {
            price: Dong(price),
            quantity,
            ..AcceptedMachine::default()
        }
    }

    #[test]
    fn support_is_divided_by_price_without_losing_a_dong() {
        let machines = [
            machine(100, 1),
            machine(100, 1),
            machine(100, 1),
            machine(0, 1),
        ];
        let shares = divide(Dong(100), &machines);
        assert_eq!(shares, [Dong(33), Dong(33), Dong(34), Dong(0)]);
    }

    #[test]
    fn support_of_machines_without_a_price_stands_in_the_first_row() {
        assert_eq!(
            divide(Dong(70), &[machine(0, 1), machine(0, 2)]),
            [Dong(70), Dong(0)]
        );
        assert!(divide(Dong(70), &[]).is_empty());
    }
}
