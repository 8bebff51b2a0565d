//! Who is let in, how many, and how fast they may speak.

use super::live;
use crate::harness::{PASSWORD, Socket, TestApp};
use daybook::streams::Wiring;
use daybook_live::Options;
use serde_json::json;

#[tokio::test]
async fn nobody_is_told_so_by_the_code() {
    let app = TestApp::start().await;
    let nobody = app.anonymous();
    assert_eq!(live(&nobody).await.closed().await, 4500);
    assert_eq!(live(&nobody.token(&"0".repeat(40))).await.closed().await, 4500);
    for token in ["nonsense", "a.b.c", &"0".repeat(40)] {
        let mut socket = nobody.socket(&format!("/ws/live/?token={token}")).await;
        assert_eq!(socket.closed().await, 4500, "{token}");
    }
}

#[tokio::test]
async fn a_token_opens_it_from_query_header_and_subprotocol() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let token = ann.token.clone().expect("a token");
    let nobody = app.anonymous();
    let login = json!({ "username": "ann", "password": PASSWORD });
    let pair = nobody.post("/api/auth/jwt/create/", login).await.expect(200).json();
    let access = pair["access"].as_str().expect("a token").to_owned();
    for token in [token.as_str(), access.as_str()] {
        let offer = format!("daybook.v1, bearer.{token}");
        let sockets: [Socket; 2] = [
            nobody.socket(&format!("/ws/live/?token={token}")).await,
            nobody.with("sec-websocket-protocol", &offer).socket("/ws/live").await,
        ];
        for mut socket in sockets {
            socket.subscribe(json!({ "me": null })).await;
        }
    }
    let mut socket =
        ann.bearer().await.with("origin", "https://elsewhere.example").socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
}

#[tokio::test]
async fn cookies_open_it_from_our_own_pages_alone() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let ann = app.anonymous().browser();
    ann.get("/login").await.expect(200);
    let csrf = ann.cookie("csrftoken");
    let form = [("username", "ann"), ("password", PASSWORD), ("csrfmiddlewaretoken", &csrf)];
    ann.post_form("/login", &form).await.expect(303);
    let mut socket = live(&ann).await;
    socket.subscribe(json!({ "me": null })).await;
    for foreign in ["https://elsewhere.example", "null"] {
        let refused = ann.with("origin", foreign).try_socket("/ws/live/").await;
        assert_eq!(refused.err().map(|answer| answer.status), Some(403), "{foreign}");
    }
}

#[tokio::test]
async fn a_plain_request_is_told_to_upgrade() {
    let app = TestApp::start().await;
    app.user("ann").await.get("/ws/live/").await.expect(426);
}

#[tokio::test]
async fn a_user_has_twenty_sockets() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut sockets = Vec::new();
    for _ in 0..20 {
        let mut socket = live(&ann).await;
        socket.assert_quiet().await;
        sockets.push(socket);
    }
    assert_eq!(live(&ann).await.closed().await, 4504);
    live(&bob).await.assert_quiet().await;
    sockets.pop().expect("twenty").close().await;
    live(&ann).await.assert_quiet().await;
}

#[tokio::test]
async fn an_address_has_its_share_of_sockets() {
    let options = Options { per_address: 3, ..Options::default() };
    let app = TestApp::wired(&[], Wiring { options, ..Wiring::default() }).await;
    let mut sockets = Vec::new();
    for name in ["ann", "bob", "cyd"] {
        let mut socket = live(&app.user(name).await).await;
        socket.assert_quiet().await;
        sockets.push(socket);
    }
    assert_eq!(live(&app.user("dee").await).await.closed().await, 4504);
}

#[tokio::test]
async fn who_speaks_too_fast_is_sent_away() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on")]).await;
    let mut socket = live(&app.user("ann").await).await;
    for n in 1..=30 {
        socket.send(json!({ "ping": n })).await;
    }
    assert_eq!(socket.until(|frame| frame["pong"] == 30).await, json!({ "pong": 30 }));
    for _ in 0..60 {
        if !socket.try_send(json!({ "ping": 0 })).await {
            break;
        }
    }
    assert_eq!(socket.closed().await, 4013);
}

#[tokio::test]
async fn a_stopping_server_asks_its_clients_to_come_back() {
    let app = TestApp::start().await;
    let mut socket = live(&app.user("ann").await).await;
    socket.assert_quiet().await;
    app.app.stop();
    assert_eq!(socket.closed().await, 4000);
}
