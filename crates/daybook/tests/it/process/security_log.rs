//! What the server says of security, as its operator reads it.

use super::{Launch, Server, new_database};
use crate::harness::PASSWORD;
use serde_json::json;

const NEW_PASSWORD: &str = "another good one";

#[tokio::test]
async fn the_log_tells_who_came_who_went_and_who_was_refused_by_ids_alone() {
    let database = new_database();
    let settings = [("DAYBOOK_LOG", "info,daybook::security=debug"), ("DAYBOOK_THROTTLE", "on")];
    let settings = settings.map(|(name, value)| (name, value.to_owned())).into();
    let server = Server::launch(&database, &Launch { settings, ..Launch::default() });
    let log_in = async |name: &str, password: &str| {
        let body = json!({ "username": name, "password": password });
        server.anonymous().post("/api/login/", body).await
    };

    let ann = server.user("ann").await;
    log_in("nobody", "planted-guess").await.expect(401);
    let token = log_in("ann", PASSWORD).await.expect(200).json()["token"].clone();
    let phone = server.anonymous().token(token.as_str().expect("a token"));
    let passwords = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
    ann.post("/api/auth/users/set_password/", passwords).await.expect(204);
    phone.get("/api/auth/users/me/").await.expect(401);
    let form = [("username", "ann"), ("password", NEW_PASSWORD)];
    server.anonymous().post_form("/login", &form).await.expect(403);
    while log_in("ann", "planted-guess").await.status != 429 {}
    ann.patch("/api/auth/users/me/", json!({ "email": "ann@example.com" })).await.expect(200);
    ann.post("/api/logout/", json!({})).await.expect(200);

    let log = server.stopped();
    let mut told: Vec<_> =
        log.iter().filter_map(|line| Some(line.split_once(" daybook::security: ")?.1)).collect();
    told.dedup();
    assert_eq!(
        told,
        [
            "account made user=1",
            "session began user=1 session=1",
            "login refused",
            "logged in user=1",
            "session began user=1 session=2",
            "password changed user=1",
            "session ended user=1 session=2",
            "credentials refused",
            "forged request refused",
            "login refused user=1",
            "login throttled",
            "mail address changed user=1",
            "session ended user=1 session=1",
        ]
    );
    for secret in ["ann", "planted", PASSWORD, NEW_PASSWORD] {
        assert!(log.iter().all(|line| !line.contains(secret)), "{secret} is in {log:#?}");
    }
}
