//! A small HTTP service for customers: one `KnowledgeBase`, of what is public, is shared by all threads of the server, and
//! `/ask?q=…` answers in JSON.
//!
//! `cargo run --example http_service -- 127.0.0.1:8080` serves until it is ended; without an address, the example answers
//! one request of its own, to show that it works.

use std::collections::HashMap;
use std::future::IntoFuture as _;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use nohold::{KnowledgeBase, article::Date};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, task::spawn_blocking};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kb = KnowledgeBase::open("kb-sample")?.for_audience("public", Date::today())?;
    let service = Router::new().route("/ask", get(ask)).with_state(kb);
    let address = std::env::args().nth(1);
    Runtime::new()?.block_on(async {
        let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:0")).await?;
        let here = listener.local_addr()?;
        println!("listening on http://{here}/ask?q=…");
        let server = tokio::spawn(axum::serve(listener, service).into_future());
        if address.is_some() {
            return Ok(server.await??);
        }
        let response = spawn_blocking(move || request(here, "/ask?q=how+do+i+get+my+mony+back&limit=2")).await??;
        println!("{response}");
        Ok(())
    })
}

/// Each request has a clone, which costs nothing, and searches in a thread for work that computes.
async fn ask(
    State(kb): State<KnowledgeBase>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let question = asked.get("q").cloned().ok_or(StatusCode::BAD_REQUEST)?;
    let limit = asked.get("limit").map_or(Ok(10), |limit| limit.parse()).map_err(|_| StatusCode::BAD_REQUEST)?;
    let results = spawn_blocking(move || kb.search(nohold::Query::new(question).limit(limit))).await;
    let results = results.ok().and_then(Result::ok).ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    let hit = |hit: &nohold::Hit| json!({ "title": hit.title(), "url": hit.url(), "html": hit.snippet().to_html() });
    let answer = results.answer().map(|answer| answer.to_string());
    Ok(Json(json!({ "answer": answer, "hits": results.iter().map(hit).collect::<Vec<_>>() })))
}

/// What a client does.
fn request(server: SocketAddr, path: &str) -> std::io::Result<String> {
    let (mut stream, mut response) = (TcpStream::connect(server)?, String::new());
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n")?;
    stream.read_to_string(&mut response)?;
    Ok(response)
}
