use axum::{
    Json,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use db::{CommandError, CommandResult, Cx, FieldError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::{App, WebError, unreadable};

/// An error for programs, RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// A sentence for a person, in English when `Accept-Language` prefers it, else in Vietnamese.
    pub detail: String,
    /// What is wrong field by field; empty when the whole is refused.
    pub errors: Vec<FieldError>,
}

/// A part of a list and where it goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiList<T: ToSchema> {
    pub items: Vec<T>,
    /// Give it back as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which part of a list is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// The cursor of the part before.
    pub after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
}

impl ListQuery {
    pub fn limit(&self) -> i64 {
        self.limit.unwrap_or(50).clamp(1, 200)
    }

    /// The cursor, or a refusal that names the parameter.
    pub fn cursor(&self) -> Result<db::Cursor, WebError> {
        db::Cursor::parse(self.after.as_deref()).ok_or_else(|| {
            WebError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "Tham số “after” không phải con trỏ do danh sách trả về.",
                "Parameter “after” is no cursor that a list gave.",
            )
            .about("after")
        })
    }
}

/// A JSON body; what cannot be read becomes a problem document that says where.
pub struct ApiJson<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ApiJson<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(value)) => Ok(ApiJson(value)),
            Err(rejection) => Err(unreadable::json(&rejection)),
        }
    }
}

/// Reads a day from the address of a JSON list; what is no day is refused beside its name.
pub fn day_param(cx: &Cx, name: &str, text: Option<&str>) -> CommandResult<Option<Date>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let message = cx.t(
        "Ngày cần có dạng 2025-10-15.",
        "A day is written 2025-10-15.",
    );
    kernel::parse_date(text)
        .map(Some)
        .ok_or_else(|| CommandError::field(name, message))
}
