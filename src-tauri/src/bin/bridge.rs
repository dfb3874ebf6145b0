//! The bridge: the same dispatch as the window, over HTTP on the loopback address. For development and
//! browser tests only; it is never shipped.

// A release of it would be a door into a book. The engine with this feature may be built for release, as measurements do;
// the program may not.
#[cfg(not(debug_assertions))]
compile_error!("so06-bridge is for development and tests: build it without --release");

#[path = "bridge/gate.rs"]
mod gate;
#[path = "../shell/watch.rs"]
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use clap::Parser;
use serde_json::Value;
use so06::api::{ApiError, Language, Session, aside, dispatch};
use so06::clock::Clock;
use so06::domain::{Error, ErrorCode, Instant};
use so06::progress::Progress;

/// Requests hold figures and texts, never files.
const LARGEST_REQUEST: usize = 1 << 20;

/// The engine of Sổ 06 over loopback HTTP.
#[derive(Debug, Parser)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 4806)]
    port: u16,
    /// Folder of books and of the list of recent ones
    #[arg(long)]
    book_dir: PathBuf,
    /// What the engine takes for now
    #[arg(long)]
    now: Option<String>,
    /// Who works
    #[arg(long, default_value = "Cán bộ quận")]
    officer: String,
    /// The token that every request has to carry, of 64 letters and digits or more; a random one where none is given
    #[arg(long, env = "SO06_BRIDGE_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

/// The engine, how far it is, and what changed in it by itself since the page last asked.
#[derive(Clone)]
struct Shared {
    session: Arc<Mutex<Session>>,
    progress: Arc<Progress>,
    changed: Arc<Mutex<Vec<Value>>>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let clock = match arguments.now.as_deref().map(Instant::parse).transpose() {
        Ok(now) => now.map_or(Clock::Machine, Clock::Fixed),
        Err(error) => return failed(&error),
    };
    let dir = arguments.book_dir;
    let session = Session::new(clock, &arguments.officer, dir.clone(), dir);
    let token = match arguments.token.as_deref() {
        None => gate::Token::random(),
        Some(text) => gate::Token::chosen(text)
            .ok_or_else(|| Error::new(ErrorCode::Usage).detail("--token is too short")),
    };
    let token = match token {
        Ok(token) => token,
        Err(error) => return failed(&error),
    };
    match serve(arguments.port, session, token) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &impl std::fmt::Display) -> ExitCode {
    eprintln!("so06-bridge: {error}");
    ExitCode::FAILURE
}

#[tokio::main]
async fn serve(port: u16, session: Session, token: gate::Token) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    // The page takes it from what follows `#`, which no browser sends to a server.
    println!("open http://localhost:5806/#token={}", token.text());
    println!("listening on {}", listener.local_addr()?);
    let shared = Shared {
        progress: session.progress(),
        session: Arc::new(Mutex::new(session)),
        changed: Arc::default(),
    };
    let (asked, told) = (shared.session.clone(), shared.changed.clone());
    watch::keep_watching(
        move |act| act(&mut asked.lock().unwrap_or_else(PoisonError::into_inner)),
        move |changes| {
            let mut all = told.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(changes.as_array().into_iter().flatten().cloned());
        },
    )?;
    let router = Router::new()
        .route("/api/changed", post(changed))
        .route("/api/{name}", post(call))
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(axum::middleware::from_fn_with_state(token, gate::guard))
        .with_state(shared);
    axum::serve(listener, router).await
}

/// What changed by itself since the last asking.
async fn changed(State(shared): State<Shared>) -> axum::Json<Vec<Value>> {
    let mut all = shared
        .changed
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    axum::Json(std::mem::take(&mut *all))
}

async fn call(State(shared): State<Shared>, Path(name): Path<String>, body: Bytes) -> Response {
    // The engine is synchronous: one command at a time, off the thread that serves.
    let done = tokio::task::spawn_blocking(move || {
        let payload: Value = serde_json::from_slice(&body).map_err(|e| {
            ApiError::of(
                &Error::new(ErrorCode::BadRequest).detail(e),
                Language::default(),
            )
        })?;
        if let Some(reply) = aside(&shared.progress, &name) {
            return Ok(reply);
        }
        let mut session = shared
            .session
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        dispatch(&mut session, &name, payload)
    })
    .await;
    let (status, text) = match done {
        Ok(Ok(reply)) => (StatusCode::OK, reply.to_string()),
        Ok(Err(refusal)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            serde_json::to_string(&refusal).unwrap_or_default(),
        ),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    };
    (
        status,
        [(header::CONTENT_TYPE, "application/json; charset=utf-8")],
        text,
    )
        .into_response()
}
