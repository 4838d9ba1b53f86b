//! Connections: each is taken as it comes, and none may keep us waiting for its headers.
//!
//! axum's own loop sets no limit on that, so that a handful of patient clients could hold every socket.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// How long a connection may take to send a request's headers, also from one request to the next.
pub const HEADERS_WITHIN: Duration = Duration::from_secs(20);

/// How long requests in flight may take to finish once the server is asked to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// A pause after a connection could not be taken, for lack of sockets for example.
const RECOVER: Duration = Duration::from_millis(100);

/// Serves until `stop` is done, then lets requests in flight finish.
pub async fn serve(
    listener: TcpListener,
    site: Router,
    headers_within: Duration,
    stop: impl Future<Output = ()>,
) {
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok((stream, from)) => {
                    let connection = Connection { stream, from, headers_within };
                    tokio::spawn(connection.attend(site.clone(), open.watcher()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(RECOVER).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.shutdown()).await.is_err() {
        tracing::warn!("requests in flight did not finish in time");
    }
}

struct Connection {
    stream: TcpStream,
    from: SocketAddr,
    headers_within: Duration,
}

impl Connection {
    /// Answers the requests that come by it.
    async fn attend(self, site: Router, watcher: Watcher) {
        let site = site.map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(self.from));
            request
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.headers_within)
            .serve_connection(TokioIo::new(self.stream), TowerToHyperService::new(site));
        // A client that goes away, or is too slow, is its own affair.
        let _ = watcher.watch(connection).await;
    }
}
