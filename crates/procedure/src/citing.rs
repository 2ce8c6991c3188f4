//! Which workflows, papers, questions and forms rest on a legal document.

use db::{Conn, Cx, DbError};
use kernel::{InstrumentId, Thing, Verb};
use web_kit::basis::Citation;

use crate::{area, paper_form, requirement, workflow};

/// The rules that count today, for the page of the document; none for those who may not see them.
pub async fn citing(cx: &Cx, conn: &mut Conn, id: InstrumentId) -> Result<Vec<Citation>, DbError> {
    let mut all = Vec::new();
    if !cx.actor.may(Verb::View, Thing::Workflow) {
        return Ok(all);
    }
    for version in workflow::of_instrument(conn, id).await? {
        all.push(Citation {
            kind: cx.t("Quy trình", "Workflow"),
            name: version.definition.title.get(cx.lang).to_owned(),
            about: area::name(conn, version.territory, cx.lang).await?,
            href: format!("/workflows/{}", version.id),
            place: version.basis.article,
            verified: true,
        });
    }
    for row in requirement::of_instrument(conn, id).await? {
        all.push(Citation {
            kind: row.kind.title(cx.lang),
            name: row.title().get(cx.lang).to_owned(),
            about: area::name(conn, row.territory_id, cx.lang).await?,
            href: format!("/requirements/{}", row.id),
            place: row.article,
            verified: row.verified,
        });
    }
    for (form, basis) in paper_form::of_instrument(conn, id, cx.today()).await? {
        all.push(Citation {
            kind: cx.t("Biểu mẫu", "Form"),
            name: form.title().get(cx.lang).to_owned(),
            about: form.place().get(cx.lang).to_owned(),
            href: paper_form::address(&form.code),
            place: basis.article,
            verified: basis.verified,
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use db::{CommandError, sql};
    use jiff::civil::date;
    use kernel::Role;
    use testkit::{TestDb, ba_ria_vung_tau};

    use super::*;
    use crate::{
        MIGRATIONS,
        requirement::{
            Kind,
            commands::{RequirementInput, add},
        },
        workflow::{
            commands::{BeginInput, PublishInput, begin, publish, put_head},
            edit::HeadInput,
        },
    };

    const CIRCULAR: &str = "36/2013/TT-BCT";

    /// Databases with the register of documents, which has two circulars.
    async fn both() -> Vec<(TestDb, InstrumentId, InstrumentId)> {
        let mut all = Vec::new();
        for mut t in testkit::both(&[MIGRATIONS]).await {
            t.with_instruments();
            let (first, second) = (
                t.instrument(CIRCULAR).await,
                t.instrument("17/2018/TT-BCT").await,
            );
            all.push((t, first, second));
        }
        all
    }

    async fn cited(cx: &Cx, id: InstrumentId) -> Vec<Citation> {
        let mut conn = cx.read().await.unwrap();
        citing(cx, &mut conn, id).await.unwrap()
    }

    fn paper(document: InstrumentId, article: &str) -> RequirementInput {
        RequirementInput {
            title_vi: "Phiếu khảo sát".into(),
            title_en: "Survey".into(),
            territory: Some(ba_ria_vung_tau()),
            stage: "registration".into(),
            article: article.into(),
            instrument_id: Some(document),
            valid_from: Some(date(2022, 1, 1)),
            ..RequirementInput::default()
        }
    }

    #[tokio::test]
    async fn what_comes_with_the_product_hangs_on_the_circular_it_names() {
        for (t, circular, _) in both().await {
            let admin = t.cx(Role::Administrator);
            workflow::load(&admin).await.unwrap();
            requirement::load(&admin).await.unwrap();
            let all = cited(&admin, circular).await;
            let named = |name: &str| all.iter().find(|c| c.name == name);
            let project = named("Danh mục đề án, nhiệm vụ").expect(t.engine);
            assert_eq!(project.place, "Điều 6 Thông tư 36/2013/TT-BCT");
            assert!(project.href.starts_with("/requirements/"));
            let workflows = all.iter().filter(|c| c.kind == "Quy trình").count();
            assert_eq!(workflows, 1, "only that of national money: {}", t.engine);
            assert!(named("Báo giá hoặc hợp đồng mua máy móc thiết bị").is_none());
            assert!(cited(&t.cx(Role::Establishment), circular).await.is_empty());
            t.close().await;
        }
    }

    #[tokio::test]
    async fn a_provinces_paper_quotes_the_document_that_was_picked() {
        for (t, circular, amending) in both().await {
            let department = t.cx(Role::Appraiser);
            add(&department, Kind::Paper, paper(circular, "Điều 5"))
                .await
                .unwrap();
            let all = cited(&department, circular).await;
            assert_eq!(
                all[0].place, "Điều 5 Thông tư 36/2013/TT-BCT",
                "{}",
                t.engine
            );
            let other = add(&department, Kind::Paper, paper(amending, &all[0].place)).await;
            let unknown = paper(InstrumentId::from_uuid(uuid::Uuid::nil()), "Điều 5");
            let unknown = add(&department, Kind::Paper, unknown).await;
            for refused in [other, unknown] {
                let Err(CommandError::Invalid(errors)) = refused else {
                    panic!("another number, or no document: {}", t.engine);
                };
                assert_eq!(errors[0].field, "instrument_id");
            }
            t.close().await;
        }
    }

    #[tokio::test]
    async fn a_new_workflow_keeps_the_text_of_its_draft() {
        for (t, _, circular) in both().await {
            let admin = t.cx(Role::Administrator);
            workflow::load(&admin).await.unwrap();
            let mut conn = admin.read().await.unwrap();
            let versions = workflow::all(&mut conn).await.unwrap();
            drop(conn);
            let local = versions.iter().find(|v| v.key == "kcdp").unwrap();
            let for_us = BeginInput {
                territory: Some(ba_ria_vung_tau()),
                valid_from: Some(date(2023, 1, 1)),
            };
            let department = t.cx(Role::Appraiser);
            let draft = begin(&department, local.id, for_us).await.unwrap();
            let (title, opening) = (&local.definition.title, &local.definition.opening);
            let codes = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect();
            let head = HeadInput {
                title_vi: title.vi.clone(),
                article: "Điều 10".into(),
                instrument_id: Some(circular),
                start: local.definition.start.clone(),
                opening_vi: opening.name.vi.clone(),
                roles: codes(opening.roles.iter().map(|r| r.code()).collect()),
                guards: codes(opening.guards.iter().map(|g| g.code()).collect()),
                proof: crate::workflow::edit::ProofInput {
                    vi: opening.proof.name.vi.clone(),
                    ..Default::default()
                },
                ..HeadInput::default()
            };
            let day = Some(date(2023, 1, 1));
            put_head(&department, draft, 1, &head, day).await.unwrap();
            let decision = PublishInput {
                number: "41/QĐ-SCT".into(),
                signed_on: Some(date(2022, 6, 1)),
                signer: "Giám đốc".into(),
                file: None,
            };
            let version = publish(&department, draft, 2, decision).await.unwrap();
            let all = cited(&department, circular).await;
            assert_eq!(all[0].href, format!("/workflows/{version}"), "{}", t.engine);
            assert_eq!(all[0].place, "Điều 10 Thông tư 17/2018/TT-BCT");
            t.close().await;
        }
    }

    #[tokio::test]
    async fn rows_of_the_release_before_stay_and_learn_their_document() {
        let before = MIGRATIONS.len() - 1;
        assert_eq!(MIGRATIONS[before].name, "20260105_9_basis");
        for t in testkit::both(&[&MIGRATIONS[..before]]).await {
            let circular = t.instrument(CIRCULAR).await;
            t.instrument("17/2018/TT-BCT").await;
            let admin = t.cx(Role::Administrator);
            let mut tx = t.db.begin().await.unwrap();
            for (code, article) in [
                (
                    "a",
                    "Điều 3a Thông tư 36/2013/TT-BCT, bổ sung bởi 17/2018/TT-BCT",
                ),
                ("b", "Thông lệ lập hồ sơ"),
            ] {
                tx.exec(sql!(
                    "INSERT INTO requirement (id, kind, key, version, change, reason, code, position,
                         title_vi, title_en, activities, project_kinds, article, valid_from,
                         verified, verified_by, evidence, recorded_by, recorded_at)
                     VALUES (?, 'criterion', ?, 1, 'add', '', ?, 1, 'Tên', '', '', '', ?, ?, TRUE,
                         '', '', '', ?)",
                    admin.new_id::<()>(),
                    code,
                    code,
                    article,
                    date(2014, 1, 1),
                    admin.now(),
                ))
                .await
                .unwrap();
            }
            tx.commit().await.unwrap();
            db::migrate(&t.db, MIGRATIONS).await.unwrap();
            let mut conn = admin.read().await.unwrap();
            let kept: Vec<(String, String, Option<InstrumentId>, bool)> = conn
                .all(sql!(
                    "SELECT code, article, instrument_id, verified FROM requirement_current
                      ORDER BY code"
                ))
                .await
                .unwrap();
            assert_eq!(kept.len(), 2, "{}", t.engine);
            assert_eq!(kept[0].2, Some(circular), "the text, not what amends it");
            assert_eq!(kept[1].2, None);
            assert!(kept.iter().all(|row| row.3 && !row.1.is_empty()));
            drop(conn);
            let mut tx = t.db.begin().await.unwrap();
            let changed = tx.exec(sql!("UPDATE requirement SET article = ''")).await;
            assert!(changed.is_err(), "still append-only: {}", t.engine);
            drop(tx);
            t.close().await;
        }
    }
}
