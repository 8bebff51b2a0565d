//! Messages that two readers could read in two ways, and methods that nobody should speak.
//!
//! Not here: slow and silent clients (`timers`), what is in a body (`conventions`).

use crate::harness::{PASSWORD, TestApp, within};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const LOGIN: &str =
    "POST /api/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
/// Bytes of a body that is no upload.
const LIMIT: usize = 1 << 20;
const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// What is answered to these bytes, until the server closes the connection.
async fn answers(app: &TestApp, sent: &str) -> String {
    let address = app.url.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).await.expect("a connection");
    connection.write_all(sent.as_bytes()).await.expect("an open connection");
    let mut told = String::new();
    let ended = within("the end of the connection", connection.read_to_string(&mut told));
    ended.await.expect("an end");
    told
}

/// The statuses of what is answered.
async fn statuses(app: &TestApp, sent: &str) -> Vec<String> {
    let told = answers(app, sent).await;
    told.split("HTTP/1.1 ").skip(1).map(|answer| answer[..3].to_owned()).collect()
}

/// Of two lengths the chunks count, and then the connection is closed: what follows is nobody's request.
#[tokio::test]
async fn a_message_ends_where_its_chunks_end_or_is_refused() {
    let app = TestApp::start().await;
    for (framing, expected) in [
        ("Content-Length: 2\r\n\r\n{}", vec!["400", "200"]),
        ("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", vec!["400", "200"]),
        (
            "Content-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            vec!["400"],
        ),
        ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", vec!["400"]),
        ("Content-Length: +2\r\n\r\n{}", vec!["400"]),
        ("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", vec!["400"]),
    ] {
        assert_eq!(
            statuses(&app, &format!("{LOGIN}{framing}{HEALTH}")).await,
            expected,
            "{framing}"
        );
    }
}

/// Whoever is not told sends the next request, and gets no answer.
#[tokio::test]
async fn a_request_that_is_answered_before_it_is_read_whole_ends_its_connection_and_says_so() {
    let app = TestApp::start().await;
    let sent = format!("{LOGIN}Content-Length: 9000000\r\n\r\n{}", "x".repeat(LIMIT + 1));
    let told = answers(&app, &sent).await;
    assert!(told.starts_with("HTTP/1.1 413"), "{told}");
    assert_eq!(told.matches("connection: close\r\n").count(), 1, "{told}");
}

#[tokio::test]
async fn a_trace_is_refused() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/api/login/", "/login"] {
        app.anonymous().raw("TRACE", path, "", b"").await.expect(405);
    }
}

#[tokio::test]
async fn a_field_comes_from_its_place_and_of_two_the_last_counts() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let query = format!("/api/login/?username=ann&password={PASSWORD}").replace(' ', "+");
    app.anonymous().post(&query, json!({})).await.expect(400);
    let twice = [("username", "bob"), ("username", "ann"), ("password", PASSWORD)];
    let told = app.anonymous().post_form("/api/login/", &twice).await.expect(200).json();
    assert_eq!(told["username"], "ann");
}
