//! What is written to `generated/` for people to read and for reviews to compare: the schemas of
//! both databases, the description of the JSON interface, who may do what, and every route.

use db::{Db, DbError, Dialect, sql};
use kernel::{Role, Thing, Verb, may};
use utoipa::openapi::{
    ContactBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, SecurityRequirement,
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::server;

/// The head of the description: what the interface is, and how callers say who they are.
fn api_head() -> OpenApi {
    let info = InfoBuilder::new()
        .title("khuyencong")
        .version("1")
        .description(Some(
            "The industrial-promotion programme of Việt Nam: establishments, needs, projects, \
             money, results. Money is an integer number of đồng, dates are ISO 8601, lists page by \
             cursor, errors are problem documents (RFC 9457).",
        ))
        .contact(Some(ContactBuilder::new().name(Some("khuyencong")).build()))
        .license(Some(License::new("Apache-2.0")))
        .build();
    let mut api = OpenApiBuilder::new()
        .info(info)
        .security(Some([
            SecurityRequirement::new("token", Vec::<String>::new()),
            SecurityRequirement::new("session", Vec::<String>::new()),
        ]))
        .build();
    let mut components = utoipa::openapi::Components::new();
    components.add_security_scheme(
        "token",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("khuyencong"))),
    );
    api.components = Some(components);
    api
}

/// The description of the JSON interface.
pub fn description() -> OpenApi {
    server::api().describe(api_head())
}

pub fn openapi() -> String {
    let mut text = description().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Role × thing, one line each, with the verbs that are allowed.
pub fn access() -> String {
    let mut out = String::from(
        "# Who may do what. Where they may do it is their scope; which step of a project\n\
         # they may take is said by the workflow. Written by `cargo xtask codegen`.\n",
    );
    for role in Role::ALL {
        out.push_str(&format!(
            "\n{} ({})\n",
            role.code(),
            role.label(kernel::Lang::Vi)
        ));
        for thing in Thing::ALL {
            let verbs: Vec<&str> = Verb::ALL
                .into_iter()
                .filter(|verb| may(role, *verb, thing))
                .map(Verb::code)
                .collect();
            let verbs = if verbs.is_empty() {
                "-".to_owned()
            } else {
                verbs.join(" ")
            };
            out.push_str(&format!("    {:<14} {verbs}\n", thing.code()));
        }
    }
    out
}

/// Every route of the pages with its guard.
pub fn routes() -> String {
    let mut lines: Vec<String> = server::route_list()
        .iter()
        .map(|route| format!("{:<5} {:<52} {}\n", route.method, route.path, route.guard))
        .collect();
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    format!(
        "# Every page route, and who may call it. Written by `cargo xtask codegen`.\n{}",
        lines.concat()
    )
}

/// The schema of a migrated database as SQL.
pub async fn schema(db: &Db) -> Result<String, DbError> {
    let mut conn = db.read().await?;
    let head = "-- The schema after all steps. Written by `cargo xtask codegen`.\n";
    if db.dialect() == Dialect::Sqlite {
        let rows: Vec<(String,)> = conn
            .all(sql!(
                "SELECT sql FROM sqlite_master
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_fts_%'
                 ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3
                                    ELSE 4 END, name"
            ))
            .await?;
        let body: Vec<String> = rows
            .into_iter()
            .map(|(sql,)| format!("\n{sql};\n"))
            .collect();
        return Ok(format!("{head}{}", body.concat()));
    }
    let mut out = head.to_owned();
    let columns: Vec<(String, String)> = conn
        .all(sql!(
            "SELECT c.relname AS \"table\",
                    a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS \"column\"
             FROM pg_class c
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
             ORDER BY c.relname, a.attnum"
        ))
        .await?;
    let mut table = String::new();
    for (name, column) in columns {
        if name != table {
            out.push_str(&format!("\nTABLE {name}\n"));
            table = name;
        }
        out.push_str(&format!("    {column}\n"));
    }
    for (title, query) in [
        (
            "CONSTRAINTS",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace
               AND conrelid <> 0 ORDER BY conrelid::regclass::text, conname",
        ),
        (
            "INDEXES",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname",
        ),
        (
            "VIEWS",
            "SELECT viewname || ' AS ' || definition FROM pg_views
             WHERE schemaname = 'public' ORDER BY viewname",
        ),
        (
            "TRIGGERS",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger
             WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname",
        ),
        (
            "FUNCTIONS",
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p
             WHERE p.pronamespace = 'public'::regnamespace ORDER BY p.proname",
        ),
    ] {
        out.push_str(&format!("\n{title}\n"));
        let rows: Vec<(String,)> = conn.all(sql!(query)).await?;
        for (line,) in rows {
            out.push_str(&format!(
                "    {}\n",
                line.trim_end().replace('\n', "\n    ")
            ));
        }
    }
    Ok(out)
}
