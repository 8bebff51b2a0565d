//! Who is no longer there is noticed by a ping that is not answered.

use super::{expect_events, follower, happen, notes};
use crate::harness::{Actor, TestApp, within};
use daybook::streams::{Pulse, Wiring};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const NO_PONG: u16 = 4012;
const PING: [u8; 2] = [0x89, 0];
const CLOSE: u8 = 0x88;

/// A socket that never says a word after its handshake, as one whose cable was pulled.
struct Dumb(TcpStream);

impl Dumb {
    async fn open(app: &TestApp, user: &Actor) -> Self {
        let address = app.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let token = user.token.as_deref().expect("a token");
        let request = format!(
            "GET /ws/live/?token={token} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("a handshake");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("an answer"));
        }
        assert!(head.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&head));
        Self(stream)
    }

    /// Two bytes with which a short frame begins: what it is, and how long.
    async fn frame(&mut self) -> [u8; 2] {
        let mut head = [0; 2];
        within("a frame", self.0.read_exact(&mut head)).await.expect("a frame");
        head
    }
}

#[tokio::test]
async fn who_answers_no_ping_is_closed_and_who_does_stays() {
    let pulse = Pulse { every: Duration::from_millis(100), patience: Duration::from_secs(1) };
    let app = TestApp::wired(&[], Wiring { pulse, ..Wiring::default() }).await;
    let ann = app.user("ann").await;
    let (mut alive, before) = follower(&ann).await;
    // It answers pings while it waits, and gets its event only when the other one is gone.
    let reading =
        tokio::spawn(async move { expect_events(&mut alive, before + 1, before + 1).await });
    let mut dumb = Dumb::open(&app, &ann).await;
    assert_eq!(dumb.frame().await, PING);
    let [kind, _] = dumb.frame().await;
    assert_eq!(kind, CLOSE);
    assert_eq!(within("a code", dumb.0.read_u16()).await.expect("a code"), NO_PONG);
    happen(&app, &ann, notes(1)).await;
    within("the event", reading).await.expect("an open socket");
}
