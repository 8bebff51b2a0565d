//! Forty planted secrets, and where they must not be found: log, errors, metrics, database.
//!
//! The real binary runs with the most talkative log. Not here: who is shown whose words
//! (`attack::access`).

use crate::{
    harness::{Actor, Answer, Database},
    process::{Launch, Server},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// What was planted, and what was said meanwhile.
#[derive(Default)]
struct Planted {
    secrets: Vec<String>,
    /// No secrets, but nobody's business in a log.
    addresses: Vec<String>,
    errors: String,
}

impl Planted {
    fn secret(&mut self, kind: &str) -> String {
        let secret = format!("planted-{kind}-{:03}-zq", self.secrets.len());
        self.secrets.push(secret.clone());
        secret
    }

    fn address(&mut self, name: &str) -> String {
        let address = format!("planted.{name}@mail.example");
        self.addresses.push(address.clone());
        address
    }

    /// Keeps the tokens of an answer, or its whole body when it is a refusal.
    fn keep(&mut self, answer: &Answer) -> Value {
        if answer.status >= 400 {
            self.errors.push_str(answer.text());
            return Value::Null;
        }
        let body = answer.json();
        for name in ["token", "auth_token", "access", "refresh", "key"] {
            self.secrets.extend(body[name].as_str().map(str::to_owned));
        }
        body
    }

    async fn post(&mut self, actor: &Actor, path: &str, body: Value) -> Value {
        let answer = actor.post(path, body).await;
        self.keep(&answer)
    }
}

/// Somebody signs up, logs in in every way, mistypes, and changes the password.
async fn live(server: &Server, planted: &mut Planted, name: &str) {
    let (password, address) = (planted.secret("password"), planted.address(name));
    let anyone = server.anonymous();
    let account = json!({ "username": name, "email": address, "password": password });
    let told = planted.post(&anyone, "/api/signup/", account).await;
    let user = anyone.token(told["token"].as_str().expect("a token"));
    let login = json!({ "username": name, "password": password });
    let doors = ["/api/login/", "/api/token/", "/api/auth/token/login/", "/api/accounts/login/"];
    for path in doors {
        planted.post(&anyone, path, login.clone()).await;
        let mistyped = json!({ "username": name, "password": planted.secret("mistyped") });
        planted.post(&anyone, path, mistyped).await;
    }
    let pair = planted.post(&anyone, "/api/auth/jwt/create/", login).await;
    let old = json!({ "refresh": pair["refresh"] });
    let next = planted.post(&anyone, "/api/auth/jwt/refresh/", old).await;
    planted.post(&anyone, "/api/auth/jwt/verify/", json!({ "token": next["access"] })).await;
    let access = next["access"].as_str().expect("a token");
    user.socket(&format!("/ws/live/?token={access}")).await.close().await;
    let basic = STANDARD.encode(format!("{name}:{password}"));
    let curl = anyone.with("authorization", &format!("Basic {basic}"));
    curl.get("/api/auth/users/me/").await.expect(200);
    planted.secrets.push(basic);
    mistake(&user, planted).await;
    let calendar = planted.post(&user, "/api/tasks/calendar-key/", json!({})).await;
    anyone.get(calendar["path"].as_str().expect("a path")).await.expect(200);
    let forgotten = json!({ "email": address });
    planted.post(&anyone, "/api/auth/users/reset_password/", forgotten).await;
    let new = planted.secret("new-password");
    let change = json!({ "current_password": password, "new_password": new });
    planted.post(&user, "/api/auth/users/set_password/", change).await;
    browse(server, planted, name, &new).await;
    planted.post(&user, "/api/logout/", json!({})).await;
}

/// A secret where none belongs.
async fn mistake(user: &Actor, planted: &mut Planted) {
    let stray = planted.secret("stray");
    for scheme in ["Token", "Bearer", "Basic"] {
        let stranger = user.with("authorization", &format!("{scheme} {stray}"));
        planted.keep(&stranger.get("/api/auth/users/me/").await);
    }
    let queried = format!("/api/activities/?token={stray}&from={stray}&limit={stray}");
    planted.keep(&user.get(&queried).await);
    let broken = format!("{{\"{stray}");
    let answer = user.raw("POST", "/api/activities/", "application/json", broken.as_bytes()).await;
    planted.keep(&answer);
}

async fn browse(server: &Server, planted: &mut Planted, name: &str, password: &str) {
    let browser = server.anonymous().browser();
    browser.get("/login").await.expect(200);
    let csrf = browser.cookie("csrftoken");
    let form = [("username", name), ("password", password), ("csrfmiddlewaretoken", &csrf)];
    browser.post_form("/login", &form).await.expect(303);
    for cookie in ["access_token", "refresh_token", "csrftoken", "device"] {
        planted.secrets.push(browser.cookie(cookie));
    }
}

/// All files of a folder.
fn read_all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(read_all(&path));
        } else {
            files.push((path.display().to_string(), fs::read(path).expect("a file")));
        }
    }
    files
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[tokio::test]
async fn no_planted_secret_is_found() {
    let database = Database::create();
    let settings = vec![("DAYBOOK_LOG", "trace".to_owned())];
    let server = Server::launch(&database, &Launch { settings, ..Launch::default() });
    let mut planted = Planted::default();
    for name in ["ann", "bob"] {
        live(&server, &mut planted, name).await;
    }
    let metrics = server.anonymous().get("/metrics").await.expect(200).text().to_owned();
    server.terminate();
    let log = server.log_to_the_end();
    let Planted { secrets, addresses, errors } = planted;
    assert!(secrets.len() >= 40 && secrets.iter().all(|it| !it.is_empty()), "{}", secrets.len());
    assert!(log.contains("request") && errors.len() > 500, "nothing was said");
    for word in secrets.iter().chain(&addresses) {
        assert!(!log.contains(word.as_str()), "the log holds {word}");
        assert!(!metrics.contains(word.as_str()), "the metrics hold {word}");
        assert!(!errors.contains(word.as_str()), "an error holds {word}: {errors}");
    }
    // A mail that was sent holds its link; no password and no token.
    for (name, bytes) in read_all(database.folder()) {
        for secret in &secrets {
            assert!(!holds(&bytes, secret), "{name} holds {secret}");
        }
    }
}
