//! What has no end is capped, and the cap is told in the contract's words.
//!
//! Each cap is named in `docs/SECURITY.md`. Not here: sockets of a user and an address, messages a
//! second (`live::admission`), the limit of bodies (`conventions`), a form's fields (each feature).

use crate::harness::{Actor, TestApp, within};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Sends a request as it is written, and reads what comes until the end.
async fn raw(app: &TestApp, request: &[u8]) -> String {
    let address = app.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // A server that has refused already may not want the rest.
    _ = stream.write_all(request).await;
    let mut told = Vec::new();
    _ = within("an answer", stream.read_to_end(&mut told)).await;
    String::from_utf8_lossy(&told).into_owned()
}

fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n")
        .into_bytes()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or(answer)
}

#[tokio::test]
async fn a_head_has_a_hundred_headers_and_an_end() {
    let app = TestApp::start().await;
    let headers = |count: usize, length: usize| {
        let value = "x".repeat(length);
        (0..count).map(|at| format!("X-{at}: {value}\r\n")).collect::<String>()
    };
    // The head is read in pieces: 64 KiB always pass, and 128 KiB never.
    let cases = [(90, 10, "200"), (101, 10, "431"), (2, 30_000, "200"), (5, 30_000, "431")];
    for (count, length, expected) in cases {
        let answer = raw(&app, &get("/healthz", &headers(count, length))).await;
        assert_eq!(status(&answer), expected, "{count} headers of {length}: {answer}");
    }
}

#[tokio::test]
async fn a_url_is_capped() {
    let app = TestApp::start().await;
    for (length, expected) in [(1_000, "200"), (60_000, "200"), (70_000, "414")] {
        let answer = raw(&app, &get(&format!("/healthz?{}", "x".repeat(length)), "")).await;
        assert_eq!(status(&answer), expected, "{length}");
    }
}

#[tokio::test]
async fn what_is_no_http_is_let_go() {
    let app = TestApp::start().await;
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\0/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
        b"POST /api/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{} ",
        b"POST /api/login/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        b"POST /api/login/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ] {
        let answer = raw(&app, nonsense).await;
        let refused = answer.is_empty() || ["400", "501", "505"].contains(&status(&answer));
        assert!(refused, "{:?}: {answer}", String::from_utf8_lossy(nonsense));
    }
}

/// One of the two lengths would be believed by a proxy, the other by us.
#[tokio::test]
async fn a_request_with_two_lengths_is_one_request() {
    let app = TestApp::start().await;
    let smuggling = b"POST /api/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\
        Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/version/ HTTP/1.1\r\nHost: x\r\n\r\n";
    let answer = raw(&app, smuggling).await;
    assert!(!answer.contains("daybook\",\"version\""), "{answer}");
}

#[tokio::test]
async fn json_nests_a_hundred_levels_and_no_stack_is_lost() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(
            "{{\"activity_name\": \"deep\", \"duration\": 1, \"tags\": {open}{close}, \"other\": {open}{close}}}"
        )
    };
    for depth in [2, 127, 1_000, 100_000] {
        let body = nested(depth).into_bytes();
        let answer = ann.raw("POST", "/api/activities/", "application/json", &body).await;
        assert!([400].contains(&answer.status), "{depth}: {}", answer.text());
        let text = answer.json().to_string();
        assert!(text.len() < 1_000, "{depth}: {text}");
    }
    ann.get("/api/activities/").await.expect(200);
}

#[tokio::test]
async fn lists_of_fields_values_and_parts_are_capped_by_the_body_and_their_own_rule() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let tags = |count: usize| {
        let tags: Vec<_> = (0..count).map(|at| format!("tag{at}")).collect();
        json!({ "activity_name": "x", "duration": 1, "tags": tags })
    };
    ann.post("/api/activities/", tags(20)).await.expect(201);
    ann.post("/api/activities/", tags(21)).await.expect(400);
    // Each tag was compared with all before it, by the one thread that writes: it took minutes.
    ann.post("/api/activities/", tags(50_000)).await.expect(400);
    let wrong = json!({ "activity_name": "x", "duration": 1, "tags": vec![json!({}); 300_000] });
    let answer = ann.post("/api/activities/", wrong).await.expect(400);
    assert_eq!(answer.json()["tags"].as_object().map(serde_json::Map::len), Some(100));
    let many: String = (0..50_000).map(|at| format!("f{at}=&")).collect();
    let kind = "application/x-www-form-urlencoded";
    let answer = ann.raw("POST", "/api/activities/", kind, many.as_bytes()).await.expect(400);
    let told = ["activity_name", "duration"].map(|name| answer.json()[name].clone());
    assert_eq!(told, [json!(["This field is required."]), json!(["This field is required."])]);
    let part = "--b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n";
    let parts = format!("{}--b--\r\n", part.repeat(10_000));
    let kind = "multipart/form-data; boundary=b";
    ann.raw("POST", "/api/activities/", kind, parts.as_bytes()).await.expect(400);
}

#[tokio::test]
async fn a_body_is_read_as_far_as_its_limit_whatever_it_says_of_itself() {
    let app = TestApp::start().await;
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let endless = format!(
        "POST /api/login/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
        chunk.repeat(20)
    );
    let answer = raw(&app, endless.as_bytes()).await;
    assert_eq!(status(&answer), "413", "{answer}");
    assert!(answer.contains("The body is larger than 1048576 bytes."), "{answer}");
}

#[tokio::test]
async fn a_page_has_500_rows_whatever_is_asked_for() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let id = ann.id;
    let many = app.app.db.write(move |tx| {
        let mut rows = 0;
        for at in 0..501_i64 {
            rows += tx.run(
                "insert into activities (user_id, activity_name, duration, created_at, started_at, ended_at, note, tags) \
                 values ($1, 'x', 0, $2, $2, $2, '', '[]')",
                daybook_db::params![id, at],
            )?;
        }
        Ok::<_, daybook::Error>(rows)
    });
    assert_eq!(within("rows", many).await.expect("rows"), 501);
    let rows = async |ann: &Actor, path: &str| {
        let answer = ann.get(path).await;
        (answer.status, answer.json().as_array().map(Vec::len))
    };
    for limit in ["500", "501", "1000000", "9223372036854775807"] {
        let path = format!("/api/activities/?limit={limit}");
        assert_eq!(rows(&ann, &path).await, (200, Some(500)), "{limit}");
    }
    for limit in ["0", "-1", "-9223372036854775808"] {
        let path = format!("/api/activities/?limit={limit}");
        assert_eq!(rows(&ann, &path).await, (200, Some(1)), "{limit}");
    }
    for strange in ["limit=9223372036854775808", "limit=1e3", "before=x", "limit=%00"] {
        assert_eq!(rows(&ann, &format!("/api/activities/?{strange}")).await.0, 400, "{strange}");
    }
    for page in ["0", "-1", "9223372036854775807", "99999999999999999999", "x", "1.5"] {
        assert_eq!(rows(&ann, &format!("/api/activities/?page={page}")).await.0, 404, "{page}");
    }
}

#[tokio::test]
async fn a_frame_over_64_kib_closes_with_1009() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for path in ["/ws/live/", "/ws/activities/", "/ws/chat/general/"] {
        let mut socket = ann.socket(path).await;
        let longest = Value::from("x".repeat(64 * 1024 - 12));
        socket.send(json!({ "ping": longest })).await;
        if path == "/ws/live/" {
            assert_eq!(socket.next().await["pong"], longest);
        }
        assert!(socket.try_send(json!({ "ping": "x".repeat(64 * 1024) })).await);
        assert_eq!(socket.closed().await, 1009, "{path}");
    }
    let mut socket = ann.socket("/ws/live/").await;
    _ = socket.try_send(json!({ "ping": "x".repeat(1024 * 1024) })).await;
    let code = socket.closed().await;
    assert!(
        [1009, 1006].contains(&code),
        "one that is far too long is not read to its end: {code}"
    );
}
