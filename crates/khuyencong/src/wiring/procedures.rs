//! What the procedures answer: workflows, what a project must show, numbers of papers.

use db::{BoxFuture, CommandResult, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{UnitId, WorkflowId};
use procedure::{requirement::find, series, workflow};
use programme::{
    ports::{
        CriteriaQuestion, DossierQuestion, NumberQuestion, NumberRequest, Numbers, Requirements,
        WorkflowVersion, Workflows,
    },
    project::Level,
};
use rules::{FundingScope, checklist::DossierItem, criteria::Criterion, workflow::Definition};

/// The room that keeps how a province goes about it.
pub(super) struct Procedures;

fn version(kept: workflow::WorkflowVersion) -> WorkflowVersion {
    WorkflowVersion {
        id: kept.id,
        definition: kept.definition,
    }
}

impl Workflows for Procedures {
    fn newest<'a>(
        &'a self,
        conn: &'a mut Conn,
        scope: FundingScope,
        province: UnitId,
        on: Date,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        Box::pin(async move {
            let found = workflow::newest(conn, scope, province, on).await?;
            Ok(found.map(version))
        })
    }

    fn by_id<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: WorkflowId,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        Box::pin(async move { Ok(workflow::by_id(conn, id).await?.map(version)) })
    }

    fn all<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<WorkflowVersion>, DbError>> {
        Box::pin(async move {
            let kept = workflow::all(conn).await?;
            Ok(kept.into_iter().map(version).collect())
        })
    }
}

impl Procedures {
    /// Every kept definition, for those who only name states and steps.
    async fn definitions(conn: &mut Conn) -> Result<Vec<Definition>, DbError> {
        let kept = workflow::all(conn).await?;
        Ok(kept.into_iter().map(|version| version.definition).collect())
    }
}

impl reports::state::Definitions for Procedures {
    fn all<'a>(&'a self, conn: &'a mut Conn) -> BoxFuture<'a, Result<Vec<Definition>, DbError>> {
        Box::pin(Procedures::definitions(conn))
    }
}

impl people::trail::Definitions for Procedures {
    fn all<'a>(&'a self, conn: &'a mut Conn) -> BoxFuture<'a, Result<Vec<Definition>, DbError>> {
        Box::pin(Procedures::definitions(conn))
    }
}

impl Requirements for Procedures {
    fn papers<'a>(
        &'a self,
        conn: &'a mut Conn,
        asked: DossierQuestion,
    ) -> BoxFuture<'a, Result<Vec<DossierItem>, DbError>> {
        Box::pin(async move {
            let DossierQuestion {
                scope,
                kind,
                activity,
                province,
                on,
                entered,
            } = asked;
            find::papers(conn, scope, kind, activity, province, on, &entered).await
        })
    }

    fn criteria<'a>(
        &'a self,
        conn: &'a mut Conn,
        asked: CriteriaQuestion,
    ) -> BoxFuture<'a, Result<Vec<Criterion>, DbError>> {
        Box::pin(async move {
            let level = match asked.level {
                Level::Base => rules::criteria::Level::Base,
                Level::Ministry => rules::criteria::Level::Ministry,
            };
            let CriteriaQuestion {
                scope,
                province,
                on,
                answered,
                ..
            } = asked;
            find::questions(conn, level, scope, province, on, &answered).await
        })
    }
}

fn question(asked: NumberQuestion) -> series::Question {
    series::Question {
        kind: asked.kind,
        issuer: asked.issuer,
        province: asked.province,
        on: asked.on,
    }
}

impl Numbers for Procedures {
    fn propose<'a>(
        &'a self,
        conn: &'a mut Conn,
        asked: NumberQuestion,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>> {
        Box::pin(async move { series::propose(conn, &question(asked)).await })
    }

    fn take<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        request: NumberRequest,
    ) -> BoxFuture<'a, CommandResult<Option<String>>> {
        Box::pin(async move {
            let wanted = match &request.typed {
                Some(text) => series::Wanted::Text(text),
                None => series::Wanted::Next,
            };
            let bearer = series::Bearer {
                title: request.title.clone(),
                thing: "project",
                id: request.project.to_string(),
            };
            series::take(cx, tx, &question(request.question), wanted, &bearer).await
        })
    }
}
