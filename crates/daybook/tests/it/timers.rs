//! How long a connection is waited for: between requests, in a request, and in its answer.
//!
//! No test measures time: that one connection was ended is the signal that another has rested longer.

use crate::harness::{TestApp, within};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const HEALTH: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A connection of which every byte is ours.
struct Connection(TcpStream);

impl Connection {
    async fn open(app: &TestApp) -> Self {
        let address = app.url.trim_start_matches("http://");
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.expect("an open connection");
    }

    /// Asks whether the server lives, and reads the whole answer; the connection stays open.
    async fn is_served(&mut self) -> bool {
        self.send(HEALTH).await;
        self.answer().await
    }

    /// Reads an answer that ends as `/healthz` does; `false` when the connection ended.
    async fn answer(&mut self) -> bool {
        let mut told = Vec::new();
        let whole = async {
            while !told.ends_with(br#"{"status":"ok"}"#) {
                if self.0.read_buf(&mut told).await.unwrap_or(0) == 0 {
                    return false;
                }
            }
            true
        };
        within("an answer", whole).await
    }

    /// Reads to the end that the server makes.
    async fn ended(&mut self) -> String {
        let mut told = Vec::new();
        let ended = within("the end of the connection", self.0.read_to_end(&mut told));
        ended.await.expect("an end");
        String::from_utf8(told).expect("text")
    }
}

#[tokio::test]
async fn a_client_that_stalls_in_a_request_is_let_go_and_one_that_rests_is_not() {
    let app = TestApp::with(&[("DAYBOOK_READ_TIMEOUT", "1")]).await;
    let mut fresh = Connection::open(&app).await;
    let mut used = Connection::open(&app).await;
    assert!(used.is_served().await);
    let head = "POST /api/signup/ HTTP/1.1\r\nHost: localhost\r\n";
    for half in [head.to_owned(), format!("{head}Content-Length: 10\r\n\r\n{{")] {
        let mut stalled = Connection::open(&app).await;
        stalled.send(half.as_bytes()).await;
        let told = stalled.ended().await;
        let is_refused = told.starts_with("HTTP/1.1 408") && told.contains("connection: close\r\n");
        assert!(told.is_empty() || is_refused, "{told}");
    }
    assert!(fresh.is_served().await && used.is_served().await);
    used.send(head.as_bytes()).await;
    assert_eq!(used.ended().await, "", "a later head has its time too");
}

#[tokio::test]
async fn a_connection_rests_for_the_idle_time_and_no_longer() {
    let app = TestApp::with(&[("DAYBOOK_IDLE_TIMEOUT", "1")]).await;
    let ann = app.user("ann").await;
    let mut socket = ann.socket("/ws/live/").await;
    let mut in_a_head = Connection::open(&app).await;
    in_a_head.send(&HEALTH[..20]).await;
    let mut fresh = Connection::open(&app).await;
    let mut used = Connection::open(&app).await;
    assert!(used.is_served().await);
    assert_eq!((fresh.ended().await, used.ended().await), (String::new(), String::new()));
    in_a_head.send(&HEALTH[20..]).await;
    assert!(in_a_head.answer().await, "a head under way is no rest");
    socket.send(json!({ "ping": 1 })).await;
    assert_eq!(socket.next().await, json!({ "pong": 1 }), "an open socket is no rest");
}

#[tokio::test]
async fn a_body_that_only_trickles_is_let_go() {
    let app = TestApp::with(&[("DAYBOOK_READ_TIMEOUT", "1")]).await;
    let mut trickling = Connection::open(&app).await;
    let head = "POST /api/signup/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
    trickling.send(head.as_bytes()).await;
    let (mut answer, mut request) = trickling.0.split();
    let mut told = [0; 12];
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
    let trickle = async {
        loop {
            tick.tick().await;
            if request.write_all(b" ").await.is_err() {
                return std::future::pending().await;
            }
        }
    };
    let refused = async {
        tokio::select! {
            read = answer.read_exact(&mut told) => read.expect("a refusal"),
            never = trickle => never,
        }
    };
    within("a refusal", refused).await;
    assert_eq!(&told, b"HTTP/1.1 408");
}
