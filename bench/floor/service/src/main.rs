//! The floor for the service: axum + rusqlite, one SELECT, one serialise.
//! service-floor DB PORT USERS          - creates DB with USERS rows when it is missing.
//! service-floor DB commits SECONDS     - prints how many small changes a second are made durable, one by one.
mod commits;

use axum::{
    Router,
    extract::{Path, Query},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, sync::OnceLock};

static DB: OnceLock<String> = OnceLock::new();
thread_local!(static CONN: RefCell<Option<Connection>> = const { RefCell::new(None) });

fn with_db<T>(f: impl FnOnce(&Connection) -> T) -> T {
    CONN.with_borrow_mut(|c| {
        f(c.get_or_insert_with(|| {
            let c = Connection::open_with_flags(
                DB.get().unwrap(),
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )
            .unwrap();
            c.pragma_update(None, "mmap_size", 1 << 28).unwrap();
            c
        }))
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User {
    id: String,
    email: String,
    display_name: String,
    first_name: String,
    last_name: String,
    enabled: bool,
    creation_date: String,
}
#[derive(Deserialize)]
struct Page {
    limit: Option<u32>,
    after: Option<String>,
    q: Option<String>,
}

const COLS: &str = "id,email,display_name,first_name,last_name,enabled,creation_date";
fn row(r: &rusqlite::Row) -> rusqlite::Result<User> {
    Ok(User {
        id: r.get(0)?,
        email: r.get(1)?,
        display_name: r.get(2)?,
        first_name: r.get(3)?,
        last_name: r.get(4)?,
        enabled: r.get(5)?,
        creation_date: r.get(6)?,
    })
}
fn json<T: Serialize>(v: &T) -> impl IntoResponse + use<T> {
    ([(header::CONTENT_TYPE, "application/json")], serde_json::to_vec(v).unwrap())
}
async fn list(Query(p): Query<Page>) -> impl IntoResponse {
    let users: Vec<User> = with_db(|c| match p.q {
        Some(q) => {
            let mut s = c.prepare_cached(&format!("SELECT {COLS} FROM users WHERE id LIKE ?1 OR email LIKE ?1 OR display_name LIKE ?1 ORDER BY id LIMIT ?2")).unwrap();
            s.query_map((format!("%{q}%"), p.limit.unwrap_or(25)), row).unwrap().map(Result::unwrap).collect()
        }
        None => {
            let mut s = c
                .prepare_cached(&format!("SELECT {COLS} FROM users WHERE id > ?1 ORDER BY id LIMIT ?2"))
                .unwrap();
            s.query_map((p.after.unwrap_or_default(), p.limit.unwrap_or(25)), row)
                .unwrap()
                .map(Result::unwrap)
                .collect()
        }
    });
    json(&users)
}
async fn one(Path(id): Path<String>) -> impl IntoResponse {
    let u = with_db(|c| {
        c.prepare_cached(&format!("SELECT {COLS} FROM users WHERE id = ?1")).unwrap().query_row([id], row)
    });
    match u {
        Ok(u) => json(&u).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::main]
async fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[2] == "commits" {
        let seconds = std::time::Duration::from_secs(a[3].parse().unwrap());
        return println!("{}", commits::measure(&a[1], seconds));
    }
    DB.set(a[1].clone()).unwrap();
    if !std::path::Path::new(&a[1]).exists() {
        let mut c = Connection::open(&a[1]).unwrap();
        c.execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE users(id TEXT PRIMARY KEY, email TEXT, display_name TEXT, first_name TEXT, last_name TEXT, enabled INT, creation_date TEXT) WITHOUT ROWID;").unwrap();
        let t = c.transaction().unwrap();
        for i in 0..a[3].parse::<u32>().unwrap() {
            t.execute(
                "INSERT INTO users VALUES(?,?,?,?,?,?,?)",
                (
                    format!("user{i:06}"),
                    format!("user{i}@example.com"),
                    format!("User Number {i}"),
                    format!("First{}", i % 997),
                    format!("Last{}", i % 1009),
                    i % 10 != 0,
                    "2026-01-01T00:00:00Z",
                ),
            )
            .unwrap();
        }
        t.commit().unwrap();
    }
    let app = Router::new()
        .route("/api/users", get(list))
        .route("/api/users/{id}", get(one))
        .route("/health", get(|| async { "ok" }));
    let l = tokio::net::TcpListener::bind(("127.0.0.1", a[2].parse::<u16>().unwrap())).await.unwrap();
    axum::serve(l, app).await.unwrap();
}
