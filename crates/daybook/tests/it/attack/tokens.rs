//! Two hundred forged credentials, on every pathway: none opens anything.
//!
//! The forger knows everything but the key: the claims of a living session, other users' ids, old
//! tokens, what the database holds. Some were signed with the key, for what they are not.
//!
//! Not here: what single damages are answered with (`auth_credentials`, `identity::token::jwt`).

use crate::harness::{PASSWORD, TestApp};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use daybook::identity::{
    keys::Keys,
    secret::Secret,
    token::{
        jwt::{Grant, Kind, issue},
        opaque,
    },
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const ME: &str = "/api/auth/users/me/";
/// The key of every test application, and some that people try.
const KEY: &str = "the-key-of-every-test-application";
const GUESSED_KEYS: [&str; 20] = [
    "",
    "secret",
    "your-256-bit-secret",
    "django-insecure-",
    "changeme",
    "SECRET_KEY",
    "test",
    "key",
    "password",
    "daybook",
    "jwt",
    "HS256",
    "null",
    "undefined",
    "the-key-of-every-test-applicatio",
    "The-Key-Of-Every-Test-Application",
    "the-key-of-every-test-application ",
    "0",
    "\0",
    "-----BEGIN PUBLIC KEY-----",
];

#[derive(Clone)]
struct Forger {
    user: i64,
    other: i64,
    session: i64,
    now: i64,
    /// What kind of token is forged.
    kind: Kind,
    /// A good one, and the other one of its pair.
    good: String,
    other_kind: String,
    /// A good Token.
    token: String,
}

impl Forger {
    /// What the good one says.
    fn claims(&self) -> Value {
        let payload = self.good.split('.').nth(1).expect("a payload");
        let bytes = URL_SAFE_NO_PAD.decode(payload).expect("base64");
        serde_json::from_slice(&bytes).expect("claims")
    }

    fn with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims();
        claims[name] = value;
        claims
    }

    fn grant(&self) -> Grant {
        Grant {
            user: self.user,
            session: self.session,
            generation: 0,
            at: self.now,
            lifetime: 1800,
        }
    }

    fn all(&self) -> Vec<String> {
        let mut all = self.other_algorithms();
        all.extend(self.other_keys());
        all.extend(self.changed_under_the_signature());
        all.extend(self.damaged());
        all.extend(self.signed_for_something_else());
        all.extend(self.opaque());
        all.retain(|forged| *forged != self.good);
        all
    }

    fn other_algorithms(&self) -> Vec<String> {
        let claims = self.claims();
        let signature = self.good.rsplit('.').next().expect("a signature");
        let algorithms = [
            json!("none"),
            json!("None"),
            json!("NONE"),
            json!("nOnE"),
            json!(""),
            json!(null),
            json!(["HS256"]),
            json!("HS384"),
            json!("HS512"),
            json!("RS256"),
            json!("ES256"),
            json!("PS256"),
            json!("EdDSA"),
        ];
        let mut forged = Vec::new();
        for algorithm in algorithms {
            let unsigned = unsigned(&json!({ "alg": algorithm, "typ": "JWT" }), &claims);
            forged.extend([
                format!("{unsigned}."),
                format!("{unsigned}.{signature}"),
                unsigned.clone(),
            ]);
            forged.push(format!("{unsigned}.{}", sign(KEY, &unsigned)));
        }
        forged
    }

    fn other_keys(&self) -> Vec<String> {
        let header = json!({ "alg": "HS256", "typ": "JWT" });
        let text = unsigned(&header, &self.claims());
        let guessed = GUESSED_KEYS.iter().map(|key| format!("{text}.{}", sign(key, &text)));
        let issued = GUESSED_KEYS
            .iter()
            .map(|key| issue(&Keys::new(&Secret::new(*key)), self.kind, &self.grant()));
        let pointers = ["kid", "jku", "x5u", "jwk"].into_iter().map(|name| {
            let mut header = header.clone();
            header[name] = "../../../dev/null".into();
            let text = unsigned(&header, &self.claims());
            format!("{text}.{}", sign("", &text))
        });
        guessed.chain(issued).chain(pointers).collect()
    }

    /// Its claims changed, the signature kept.
    fn changed_under_the_signature(&self) -> Vec<String> {
        let (head, signature) = self.good.rsplit_once('.').expect("a signature");
        let header = head.split('.').next().expect("a header");
        let changes = [
            ("user_id", json!(self.other.to_string())),
            ("user_id", json!(self.other)),
            ("user_id", json!(1)),
            ("user_id", json!(null)),
            ("sid", json!(self.session + 1)),
            ("sid", json!(0)),
            ("exp", json!(i64::MAX)),
            ("exp", json!(null)),
            ("token_type", json!("refresh")),
            ("generation", json!(99)),
            ("is_staff", json!(true)),
        ];
        let changed = changes.into_iter().map(|(name, value)| {
            let payload = URL_SAFE_NO_PAD.encode(self.with(name, value).to_string());
            format!("{header}.{payload}.{signature}")
        });
        changed.collect()
    }

    fn damaged(&self) -> Vec<String> {
        let good = &self.good;
        let cut = (1..good.len()).step_by(12).map(|length| good[..length].to_owned());
        let flipped = (0..good.len()).step_by(8).map(|at| {
            let mut bytes = good.clone().into_bytes();
            bytes[at] = if bytes[at] == b'Q' { b'R' } else { b'Q' };
            String::from_utf8(bytes).expect("ASCII")
        });
        let around = ["=", ".", "..", "%00", "/", "\\"].map(|end| format!("{good}{end}"));
        cut.chain(flipped).chain(around).collect()
    }

    /// By the right key, but not for this.
    fn signed_for_something_else(&self) -> Vec<String> {
        let keys = Keys::new(&Secret::new(KEY));
        let grant = self.grant();
        let other_user = Grant { user: self.other, ..grant };
        let no_session = |session| Grant { session, ..grant };
        let past = |seconds: i64| Grant { at: self.now - seconds * 1_000_000, ..grant };
        let mut forged = vec![self.other_kind.clone()];
        let grants = [
            other_user,
            no_session(0),
            no_session(-1),
            no_session(i64::MAX),
            no_session(i64::MIN),
            no_session(self.session + 1_000),
            past(1_800),
            past(1_801),
            past(86_400),
            past(1_000_000_000),
        ];
        forged.extend(grants.iter().map(|grant| issue(&keys, self.kind, grant)));
        let strange = [
            self.with("token_type", json!("sliding")),
            self.with("token_type", json!("Access")),
            self.with("token_type", json!(null)),
            self.with("user_id", json!("")),
            self.with("user_id", json!(null)),
            self.with("user_id", json!([self.user])),
            self.with("user_id", json!(format!("{}.0", self.user))),
            self.with("sid", json!(null)),
            self.with("sid", json!(self.session.to_string())),
            self.with("exp", json!("never")),
            self.with("exp", json!(1e300)),
            json!([]),
            json!("admin"),
        ];
        let header = json!({ "alg": "HS256", "typ": "JWT" });
        let signed = strange.iter().map(|claims| {
            let text = unsigned(&header, claims);
            format!("{text}.{}", sign(KEY, &text))
        });
        forged.extend(signed);
        forged
    }

    /// What may pass for a Token: also the hash that the database keeps of it.
    fn opaque(&self) -> Vec<String> {
        let token = &self.token;
        vec![
            opaque::fingerprint(token),
            opaque::fingerprint(&opaque::fingerprint(token)),
            token.to_uppercase(),
            token[1..].to_owned(),
            format!("{token}0"),
            format!("0{token}"),
            "0".repeat(40),
            "f".repeat(40),
            token.chars().rev().collect(),
            "' or 1=1 --".replace(' ', "+"),
            self.user.to_string(),
            format!("{}%25", &token[..39]),
        ]
    }
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

fn sign(key: &str, text: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key");
    URL_SAFE_NO_PAD.encode(mac.chain_update(text).finalize().into_bytes())
}

/// Ann is logged in, and so is bob; the forger knows what ann's pair says.
async fn forger(app: &TestApp) -> Forger {
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let body = json!({ "username": "ann", "password": PASSWORD });
    let pair = app.anonymous().post("/api/auth/jwt/create/", body).await.expect(200).json();
    let text = |name: &str| pair[name].as_str().expect("a token").to_owned();
    let sessions = ann.get("/api/auth/sessions/").await.expect(200).json();
    Forger {
        user: ann.id,
        other: bob.id,
        session: sessions[0]["id"].as_i64().expect("an id"),
        now: app.app.clock.now().0,
        kind: Kind::Access,
        good: text("access"),
        other_kind: text("refresh"),
        token: ann.token.clone().expect("a token"),
    }
}

#[tokio::test]
async fn no_forged_token_opens_a_request() {
    let app = TestApp::start().await;
    let forger = forger(&app).await;
    let anyone = app.anonymous();
    anyone.with("authorization", &format!("Bearer {}", forger.good)).get(ME).await.expect(200);
    let forged = forger.all();
    assert!(forged.len() >= 200, "only {} forgeries", forged.len());
    for token in &forged {
        for header in [format!("Bearer {token}"), format!("Token {token}")] {
            anyone.with("authorization", &header).get(ME).await.expect(401);
        }
        let cookies = format!("access_token={token}; csrftoken=x");
        anyone.with("cookie", &cookies).get(ME).await.expect(401);
    }
}

#[tokio::test]
async fn no_forged_token_opens_a_socket() {
    let app = TestApp::start().await;
    let forger = forger(&app).await;
    let anyone = app.anonymous();
    let good = format!("/ws/live/?token={}", forger.good);
    anyone.socket(&good).await.assert_quiet().await;
    for token in forger.all() {
        let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
        let mut socket = anyone.socket(&format!("/ws/live/?token={token}")).await;
        assert_eq!(socket.closed().await, 4500, "{token}");
        let mut socket = anyone.socket(&format!("/ws/activities/?token={token}")).await;
        assert_eq!(socket.next().await["authenticated"], false, "{token}");
        socket.close().await;
        let refused = anyone.try_socket(&format!("/ws/chat/general/?token={token}")).await;
        assert_eq!(refused.err().map(|answer| answer.status), Some(401), "{token}");
    }
}

/// A refresh token where only one may be; an access token that buys nothing.
#[tokio::test]
async fn no_forged_token_buys_another_pair() {
    let app = TestApp::start().await;
    let forger = forger(&app).await;
    let Forger { good, other_kind, .. } = forger.clone();
    let forger = Forger { kind: Kind::Refresh, good: other_kind, other_kind: good, ..forger };
    for token in forger.all() {
        let body = json!({ "refresh": token });
        let status = app.anonymous().post("/api/auth/jwt/refresh/", body).await.status;
        assert!([400, 401].contains(&status), "{token}: {status}");
    }
    let body = json!({ "refresh": forger.good });
    app.anonymous().post("/api/auth/jwt/refresh/", body).await.expect(200);
}
