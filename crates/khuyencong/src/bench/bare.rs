use std::sync::Arc;

use anyhow::{Result, ensure};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::State,
    http::{Request, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use kernel::{EstablishmentId, UnitId};
use tokio::sync::Mutex;
use tower::ServiceExt;

use super::floor::Floor;

/// How the floor is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The function is called.
    Called,
    /// A router of one route calls it, as any server must.
    Served,
}

/// What the floor answers.
#[derive(Clone)]
enum Asked {
    List(Arc<Vec<UnitId>>),
    Json(Arc<Vec<EstablishmentId>>),
}

/// A floor, as a function and behind a route.
pub struct Bare {
    state: Shared,
    router: Router,
}

#[derive(Clone)]
struct Shared {
    floor: Arc<Mutex<Floor>>,
    asked: Asked,
}

impl Shared {
    async fn answer(&self, run: usize) -> Result<String> {
        let mut floor = self.floor.lock().await;
        match &self.asked {
            Asked::List(provinces) => floor.list(provinces).await,
            Asked::Json(ids) => floor.json(ids[run % ids.len()]).await,
        }
    }
}

async fn serve(State(shared): State<Shared>, run: axum::extract::Path<usize>) -> Response {
    let kind = match shared.asked {
        Asked::List(_) => "text/html; charset=utf-8",
        Asked::Json(_) => "application/json",
    };
    match shared.answer(run.0).await {
        Ok(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

impl Bare {
    fn new(floor: Floor, asked: Asked) -> Bare {
        let floor = Arc::new(Mutex::new(floor));
        let state = Shared { floor, asked };
        let router = Router::new()
            .route("/{run}", get(serve))
            .with_state(state.clone());
        Bare { state, router }
    }

    /// The list of the establishments of these provinces.
    pub fn list(floor: Floor, provinces: Vec<UnitId>) -> Bare {
        Bare::new(floor, Asked::List(Arc::new(provinces)))
    }

    /// One establishment after the other.
    pub fn json(floor: Floor, ids: Vec<EstablishmentId>) -> Bare {
        Bare::new(floor, Asked::Json(Arc::new(ids)))
    }

    pub async fn answer(&self, way: Way, run: usize) -> Result<Bytes> {
        if way == Way::Called {
            return Ok(self.state.answer(run).await?.into());
        }
        let request = Request::get(format!("/{run}")).body(Body::empty())?;
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await?;
        ensure!(status.is_success(), "the floor answered {status}");
        Ok(body)
    }
}
