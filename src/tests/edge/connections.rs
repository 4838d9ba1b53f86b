//! Connections, over real sockets.

use crate::connections;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;

const PATIENCE: Duration = Duration::from_millis(400);

/// A small site on a port of its own, until it is told to stop.
async fn served() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let site = Router::new()
        .route(
            "/",
            get(|ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() }),
        )
        .route(
            "/slow",
            get(|| async { sleep(Duration::from_millis(900)).await }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async { stopped.await.unwrap_or_default() };
    (
        address,
        stop,
        tokio::spawn(connections::serve(listener, site, PATIENCE, stopped)),
    )
}

/// All that is answered to these bytes until the connection is closed.
async fn told(address: SocketAddr, sent: String) -> String {
    let ask = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        let mut told = String::new();
        stream.read_to_string(&mut told).unwrap();
        told
    };
    spawn_blocking(ask).await.unwrap()
}

#[tokio::test]
async fn nobody_keeps_us_waiting_for_headers() {
    let (address, _stop, _server) = served().await;
    let began = Instant::now();
    let answer = told(address, "GET / HTTP/1.1\r\nHost: here\r\n".to_owned()).await;
    assert!(!answer.contains("200 OK"), "{answer}");
    let waited = began.elapsed();
    assert!(waited >= PATIENCE, "{waited:?}");
}

#[tokio::test]
async fn a_request_in_flight_is_finished_and_no_other_begun() {
    let (address, stop, server) = served().await;
    let asked =
        |path: &str| format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    let first = told(address, asked("/")).await;
    assert!(first.ends_with("127.0.0.1"), "{first}");
    let slow = tokio::spawn(async move { told(address, asked("/slow")).await });
    sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    assert!(slow.await.unwrap().starts_with("HTTP/1.1 200 OK"));
    server.await.unwrap();
    assert!(TcpStream::connect(address).is_err());
}
