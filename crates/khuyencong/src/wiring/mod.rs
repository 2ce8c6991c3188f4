//! The answers of one module to the questions (ports) of another.

mod citations;
mod deadlines;
mod procedures;

use std::sync::Arc;

use citations::Citing;
use procedures::Procedures;

use activities::machine::{AcceptedMachine, AcceptedMachines, record_accepted};
use db::{BoxFuture, CommandResult, Conn, Cx, DbError, Ports};
use kernel::{
    AccountId, Activity, Actor, CeilingId, EstablishmentId, ProjectId, Thing, Verb, WorkflowId,
};
use programme::ports::{Party, PartyQuestion, ResultCount, ResultQuestion, SupportedMachine};
use register::{establishment::matching, support::SupportLine};
use rules::eligibility::LegalForm;

/// Every port with its answer.
pub fn ports() -> Ports {
    Ports::default()
        .with(Arc::new(reference::units::KnownProvinces::default()))
        .with::<dyn papers::PdfPrinter>(Arc::new(Typesetter))
        .with::<dyn record_kit::ports::Establishments>(Arc::new(Register))
        .with::<dyn programme::ports::Establishments>(Arc::new(Register))
        .with::<dyn programme::ports::Ceilings>(Arc::new(Law))
        .with::<dyn programme::ports::Parameters>(Arc::new(Law))
        .with::<dyn programme::ports::Workflows>(Arc::new(Procedures))
        .with::<dyn programme::ports::Requirements>(Arc::new(Procedures))
        .with::<dyn programme::ports::Numbers>(Arc::new(Procedures))
        .with::<dyn reports::sending::due::Deadlines>(Arc::new(Law))
        .with::<dyn reports::state::Definitions>(Arc::new(Procedures))
        .with::<dyn people::trail::Definitions>(Arc::new(Procedures))
        .with::<dyn procedure::ports::Projects>(Arc::new(Programme))
        .with::<dyn programme::ports::Acceptances>(Arc::new(ActivityRegisters))
        .with::<dyn programme::ports::Parties>(Arc::new(Register))
        .with::<dyn programme::ports::SupportedMachines>(Arc::new(ActivityRegisters))
        .with::<dyn programme::ports::Results>(Arc::new(Reports))
        .with::<dyn programme::council::ports::People>(Arc::new(Accounts))
        .with::<dyn programme::council::ports::Representatives>(Arc::new(Register))
        .with::<dyn reports::subjects::Subjects>(Arc::new(Register))
        .with::<dyn register::support::SupportHistory>(Arc::new(Programme))
        .with::<dyn work::ports::Projects>(Arc::new(Programme))
        .with::<dyn work::ports::People>(Arc::new(Accounts))
        .with::<dyn web_kit::basis::Instruments>(Arc::new(Law))
        .with::<dyn web_kit::basis::Citations>(Arc::new(Citing))
        .with::<dyn web_kit::Notices>(Arc::new(Reminders))
}

/// PDFs by typst.
struct Typesetter;

impl papers::PdfPrinter for Typesetter {
    fn pdf(&self, paper: &papers::Paper) -> Result<Vec<u8>, String> {
        papers_pdf::pdf(paper).map_err(|error| error.to_string())
    }
}

/// The register of establishments answers for others.
struct Register;

fn brief(
    facts: register::establishment::EstablishmentFacts,
) -> record_kit::ports::EstablishmentFacts {
    record_kit::ports::EstablishmentFacts {
        id: facts.id,
        name: facts.name,
        unit_id: facts.unit_id,
        province_id: facts.province_id,
    }
}

impl record_kit::ports::Establishments for Register {
    fn facts<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, Result<Option<record_kit::ports::EstablishmentFacts>, DbError>> {
        Box::pin(async move {
            let facts = register::establishment::facts_in_scope(cx, conn, id, None).await?;
            Ok(facts.map(brief))
        })
    }

    fn names<'a>(
        &'a self,
        _cx: &'a Cx,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>> {
        Box::pin(register::establishment::names(conn, ids))
    }

    fn matching<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        text: &'a str,
        limit: i64,
    ) -> BoxFuture<'a, Result<Vec<record_kit::ports::EstablishmentFacts>, DbError>> {
        Box::pin(async move {
            let mut found = Vec::new();
            for row in register::establishment::pick(cx, text, limit).await? {
                if let Some(facts) = register::establishment::facts(conn, row.id, None).await? {
                    found.push(brief(facts));
                }
            }
            Ok(found)
        })
    }
}

impl programme::ports::Establishments for Register {
    fn facts<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, CommandResult<Option<programme::ports::EstablishmentFacts>>> {
        Box::pin(async move {
            let facts = register::establishment::facts_in_scope(cx, conn, id, None).await?;
            Ok(facts.map(|facts| programme::ports::EstablishmentFacts {
                id: facts.id,
                name: facts.name,
                tax_code: facts.tax_code,
                legal_form: facts.legal_form.0.code().to_owned(),
                industry: Some(facts.industry_code),
                site_id: Some(facts.site_id),
                unit_id: facts.unit_id,
                province_id: facts.province_id,
                in_craft_village: facts.in_craft_village,
                is_sme: facts.declared_sme,
                illustration: facts.illustration,
            }))
        })
    }
}

fn party(found: matching::Party) -> Party {
    Party {
        id: found.id,
        name: found.name,
        address: String::new(),
        percent: None,
    }
}

fn party_at(found: matching::PartyAt) -> Party {
    Party {
        address: found.address,
        ..party(found.party)
    }
}

fn party_alike(found: matching::PartyAlike) -> Party {
    Party {
        percent: Some(found.percent),
        ..party(found.party)
    }
}

impl programme::ports::Parties for Register {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        conn: &'a mut Conn,
        question: PartyQuestion,
    ) -> BoxFuture<'a, CommandResult<Vec<Party>>> {
        Box::pin(async move {
            let all = |found: Vec<matching::Party>| found.into_iter().map(party).collect();
            let sites = |found: Vec<matching::PartyAt>| found.into_iter().map(party_at).collect();
            let names =
                |found: Vec<matching::PartyAlike>| found.into_iter().map(party_alike).collect();
            Ok(match question {
                PartyQuestion::Identity(code) => all(matching::same_identity(conn, &code).await?),
                PartyQuestion::Site(text) => sites(matching::at_site(conn, &text).await?),
                PartyQuestion::Name(name, least) => {
                    names(matching::called_alike(conn, &name, least).await?)
                }
                PartyQuestion::SameTaxpayer(id) => all(matching::same_taxpayer(conn, id).await?),
                PartyQuestion::SameSite(id) => sites(matching::same_site(conn, id).await?),
                PartyQuestion::SameName(id, least) => {
                    names(matching::same_name(conn, id, least).await?)
                }
            })
        })
    }
}

impl reports::subjects::Subjects for Register {
    fn names<'a>(
        &'a self,
        _cx: &'a Cx,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>> {
        Box::pin(register::establishment::names(conn, ids))
    }
}

impl programme::council::ports::Representatives for Register {
    fn representatives<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>> {
        Box::pin(register::establishment::representatives(conn, ids))
    }
}

/// The accounts answer who may sit on a council.
struct Accounts;

fn person(account: people::account::Account) -> programme::council::ports::Person {
    programme::council::ports::Person {
        id: account.id,
        name: account.name,
        organisation: account.organisation,
        establishment_id: account.establishment_id,
    }
}

impl programme::council::ports::People for Accounts {
    fn person<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: AccountId,
    ) -> BoxFuture<'a, Result<Option<programme::council::ports::Person>, DbError>> {
        Box::pin(async move {
            let account = people::account::open_account(conn, id).await?;
            Ok(account.map(person))
        })
    }

    fn matching<'a>(
        &'a self,
        conn: &'a mut Conn,
        text: &'a str,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<programme::council::ports::Person>, DbError>> {
        Box::pin(async move {
            let found = people::account::matching(conn, text, limit).await?;
            let may_sit = |account: &people::account::Account| {
                kernel::may(account.role, Verb::Decide, Thing::Council)
            };
            Ok(found.into_iter().filter(may_sit).map(person).collect())
        })
    }
}

/// The law answers how much may be supported.
struct Law;

fn question(asked: programme::ports::CeilingQuestion) -> law::ceiling::Question {
    law::ceiling::Question {
        activity: asked.activity,
        variant: asked.variant,
        scope: asked.scope,
        unit: asked.unit,
        on: asked.on,
        cost: asked.cost,
        line: asked.line,
        legal_form: asked.legal_form.as_deref().and_then(LegalForm::from_code),
        industries: asked.industries,
        in_craft_village: asked.in_craft_village,
        is_sme: asked.is_sme,
    }
}

impl programme::ports::Ceilings for Law {
    fn assess<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        asked: programme::ports::CeilingQuestion,
    ) -> BoxFuture<'a, CommandResult<programme::ports::Assessment>> {
        Box::pin(async move {
            let lang = cx.lang;
            let assessment = law::ceiling::assess(cx, conn, question(asked)).await?;
            let findings = assessment.verdict.eligibility.findings.iter();
            Ok(programme::ports::Assessment {
                eligible: assessment.eligible(),
                findings: findings
                    .map(|finding| programme::ports::CeilingFinding {
                        passed: match finding.passed {
                            rules::eligibility::Answer::Yes => Some(true),
                            rules::eligibility::Answer::No => Some(false),
                            rules::eligibility::Answer::Unknown => None,
                        },
                        text: finding.text.get(lang).to_owned(),
                        article: finding.article.clone(),
                        verified: finding.verified,
                    })
                    .collect(),
                ceiling: assessment.ceiling(),
                equation: assessment.equation(lang),
                article: assessment.article(lang),
                rule_key: assessment.rule_key().to_owned(),
                verified: assessment.verified(),
                reasons: assessment.reasons(lang),
            })
        })
    }

    fn keep<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        asked: programme::ports::CeilingQuestion,
        thing: &'static str,
        id: String,
    ) -> BoxFuture<'a, CommandResult<CeilingId>> {
        Box::pin(async move { law::ceiling::keep(cx, tx, question(asked), thing, &id).await })
    }
}

impl programme::ports::Parameters for Law {
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        asked: programme::ports::ParameterQuestion,
    ) -> BoxFuture<'a, CommandResult<Option<programme::ports::Parameter>>> {
        Box::pin(async move {
            let question = law::parameter::Question {
                subject: asked.subject,
                scope: asked.scope,
                province: Some(asked.province),
                on: asked.on,
            };
            let rule = law::parameter::find(conn, question).await?;
            Ok(rule.map(|rule| programme::ports::Parameter {
                value: rule.value,
                article: rule.citation(cx.lang),
                verified: rule.confidence.is_verified(),
            }))
        })
    }
}

/// The activity registers take over the machines of accepted projects.
struct ActivityRegisters;

impl programme::ports::Acceptances for ActivityRegisters {
    fn accepted<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        project: programme::ports::AcceptedProject,
    ) -> BoxFuture<'a, CommandResult<()>> {
        Box::pin(async move {
            let machines = matches!(project.activity, Activity::A3a | Activity::A3b);
            let Some(establishment_id) = project.establishment_ids.first().copied() else {
                return Ok(());
            };
            if !machines || project.items.is_empty() {
                return Ok(());
            }
            let accepted = AcceptedMachines {
                project_id: project.project_id,
                project_code: project.code,
                establishment_id,
                unit_id: project.unit_id,
                accepted_on: project.accepted_on,
                support: project.support,
                machines: project.items.into_iter().map(machine).collect(),
            };
            record_accepted(cx, tx, accepted).await?;
            Ok(())
        })
    }
}

impl programme::ports::SupportedMachines for ActivityRegisters {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        conn: &'a mut Conn,
        establishments: &'a [EstablishmentId],
        serials: &'a [String],
    ) -> BoxFuture<'a, CommandResult<Vec<SupportedMachine>>> {
        Box::pin(async move {
            let found = activities::machine::matching::known(conn, establishments, serials).await?;
            let owners: Vec<EstablishmentId> = found
                .iter()
                .map(|machine| machine.establishment_id)
                .collect();
            let names = register::establishment::names(conn, &owners).await?;
            let owner = |id: EstablishmentId| {
                let named = names.iter().find(|(known, _)| *known == id);
                named.map(|(_, name)| name.clone()).unwrap_or_default()
            };
            Ok(found
                .into_iter()
                .map(|machine| SupportedMachine {
                    id: machine.id.uuid(),
                    establishment_id: machine.establishment_id,
                    owner: owner(machine.establishment_id),
                    project_id: machine.project_id,
                    name: machine.name,
                    serial: machine.serial,
                    year: machine.year,
                    province_id: machine.province_id,
                    support: machine.support,
                    illustration: machine.illustration,
                })
                .collect())
        })
    }
}

fn machine(item: programme::ports::AcceptedItem) -> AcceptedMachine {
    AcceptedMachine {
        establishment_id: item.establishment_id,
        name: item.name,
        model: item.model,
        serial: item.serial,
        maker: item.maker,
        origin: item.origin,
        made_year: item.made_year,
        quantity: item.quantity,
        price: item.price,
    }
}

/// The programme knows which support an establishment received.
struct Programme;

impl register::support::SupportHistory for Programme {
    fn of<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, Result<Vec<SupportLine>, DbError>> {
        Box::pin(async move {
            if !cx.actor.may(Verb::View, Thing::Project) {
                return Ok(Vec::new());
            }
            let lines = programme::project::support_of(conn, &cx.actor.scope, id).await?;
            Ok(lines
                .into_iter()
                .map(|support| SupportLine {
                    year: support.year,
                    title: format!("{} · {}", support.code, support.title),
                    amount: support.amount,
                    source: support.scope.source().label(cx.lang).to_owned(),
                    href: format!("/projects/{}", support.id),
                })
                .collect())
        })
    }
}

impl procedure::ports::Projects for Programme {
    fn on_versions<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<(WorkflowId, i64)>, DbError>> {
        Box::pin(programme::project::on_versions(conn))
    }
}

/// The reports count what the registers hold.
struct Reports;

impl programme::ports::Results for Reports {
    fn count<'a>(
        &'a self,
        _cx: &'a Cx,
        conn: &'a mut Conn,
        question: ResultQuestion,
    ) -> BoxFuture<'a, CommandResult<ResultCount>> {
        Box::pin(async move {
            let wanted = reports::progress::Wanted {
                keys: question.keys,
                establishments: question.establishments,
                provinces: question.provinces.as_deref(),
                from_year: question.from_year,
                to_year: question.to_year,
            };
            let (by_year, total) = reports::progress::count(conn, wanted).await?;
            Ok(ResultCount { by_year, total })
        })
    }
}
fn named(project: programme::project::list::Label) -> work::ports::ProjectBrief {
    work::ports::ProjectBrief {
        id: project.id,
        label: project.label,
        province_id: project.province_id,
    }
}

impl work::ports::Projects for Programme {
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: ProjectId,
    ) -> BoxFuture<'a, Result<Option<work::ports::ProjectBrief>, DbError>> {
        Box::pin(async move {
            let scope = &cx.actor.scope;
            let found = programme::project::list::labelled(conn, scope, id).await?;
            Ok(found.map(named))
        })
    }

    fn matching<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        words: &'a str,
        limit: i64,
    ) -> BoxFuture<'a, Result<Vec<work::ports::ProjectBrief>, DbError>> {
        Box::pin(async move {
            let scope = &cx.actor.scope;
            let found = programme::project::list::matching(conn, scope, words, limit).await?;
            Ok(found.into_iter().map(named).collect())
        })
    }

    fn labels<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [ProjectId],
    ) -> BoxFuture<'a, Result<Vec<(ProjectId, String)>, DbError>> {
        Box::pin(async move {
            let found = programme::project::list::labels(conn, ids).await?;
            Ok(found.into_iter().map(|p| (p.id, p.label)).collect())
        })
    }
}

impl work::ports::People for Accounts {
    fn colleagues<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<work::ports::Person>, DbError>> {
        Box::pin(async move {
            let found = people::account::colleagues(conn, &cx.actor.scope).await?;
            let person = |account: people::account::Account| work::ports::Person {
                id: account.id,
                name: account.name,
                role: account.role,
                organisation: account.organisation,
            };
            Ok(found.into_iter().map(person).collect())
        })
    }

    fn names<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [AccountId],
    ) -> BoxFuture<'a, Result<Vec<(AccountId, String)>, DbError>> {
        Box::pin(people::account::names(conn, ids))
    }

    fn everybody<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<(AccountId, Actor)>, DbError>> {
        Box::pin(people::account::everybody(conn))
    }
}

/// What the bell of the frame counts.
struct Reminders;

impl web_kit::Notices for Reminders {
    fn unread<'a>(
        &'a self,
        conn: &'a mut Conn,
        account: AccountId,
    ) -> BoxFuture<'a, Result<i64, DbError>> {
        Box::pin(work::reminder::unread(conn, account))
    }
}
