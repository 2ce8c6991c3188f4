//! Reports on the progress of the projects that are carried out, invented.

use db::CommandResult;
use jiff::{ToSpan, civil::Date};
use kernel::Role;
use programme::{
    execution::{QuantityInput, ReportInput, record_report},
    project::PaperInput,
};

use super::projects::Way;

impl Way<'_> {
    /// The Centre reports on the three months before the day of the paper.
    pub(super) async fn report(&self, on: Date, number: &str) -> CommandResult<()> {
        let cx = self.stage.invented(Role::Officer);
        let report = ReportInput {
            version: self.version(&cx).await?,
            period_from: Some(on.saturating_sub(3.months())),
            period_to: Some(on),
            work: "Đã ký hợp đồng mua máy, chuẩn bị xong mặt bằng và điện (minh họa)".into(),
            percent: Some(60),
            quantities: vec![QuantityInput {
                name: "Máy móc được hỗ trợ".into(),
                unit: "máy".into(),
                planned: 1,
                done: 0,
            }],
            paper: PaperInput {
                number: format!("{number} (minh họa)"),
                signed_on: Some(on),
                signer: cx.actor.name.clone(),
                ..PaperInput::default()
            },
            ..ReportInput::default()
        };
        record_report(&cx, self.id, report, &[], Some(&self.stage.scan)).await?;
        Ok(())
    }
}
