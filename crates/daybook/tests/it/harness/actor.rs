//! Somebody who uses the application: with which credential, from which client.

use super::{Answer, PASSWORD, Socket, document, within};
use parking_lot::Mutex;
use reqwest::{
    Client, ClientBuilder, Method, RequestBuilder,
    header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE},
    multipart::Form,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

/// A client with its credentials. Copies share the cookies, as the tabs of one browser do.
#[derive(Clone)]
pub(crate) struct Actor {
    /// The user's id; 0 for somebody without an account.
    pub(crate) id: i64,
    /// The user's name; empty for somebody without an account.
    pub(crate) name: String,
    /// The Token, when that is how the user is logged in.
    pub(crate) token: Option<String>,
    client: Client,
    url: String,
    headers: HeaderMap,
    cookies: Option<Arc<Mutex<BTreeMap<String, String>>>>,
}

/// A client of its own pool: connections belong to the runtime of one test.
pub(super) fn client() -> Client {
    Actor::client_builder().build().expect("a client")
}

impl Actor {
    /// Somebody without an account, at a server that is not in this process.
    pub(crate) fn at_url(url: &str) -> Self {
        Self::new(client(), url.to_owned())
    }

    /// The same, with a client of one's own.
    pub(crate) fn with_client(client: Client, url: &str) -> Self {
        Self::new(client, url.to_owned())
    }

    /// What every client here is made from: it goes straight to its server, and follows nothing.
    pub(crate) fn client_builder() -> ClientBuilder {
        // Another test of this process may have installed it already.
        _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none())
    }

    pub(super) fn new(client: Client, url: String) -> Self {
        let (headers, name) = (HeaderMap::new(), String::new());
        Self { id: 0, name, token: None, client, url, headers, cookies: None }
    }

    pub(super) fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    pub(super) fn at(&self, client: Client, url: String) -> Self {
        Self { client, url, ..self.clone() }
    }

    pub(super) async fn identified(self) -> Self {
        let me = self.get("/api/auth/users/me/").await.expect(200).json();
        Self { id: me["id"].as_i64().expect("an id"), ..self }
    }

    /// The same user with another header on every request.
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        let value = HeaderValue::from_str(value).expect("a header's value");
        other.headers.insert(HeaderName::from_static(name), value);
        other
    }

    /// The same user, known by a Token.
    pub(crate) fn token(&self, token: &str) -> Self {
        let other = self.with("authorization", &format!("Token {token}"));
        Self { token: Some(token.to_owned()), ..other }
    }

    /// A new session of the same user, known by an access JWT.
    pub(crate) async fn bearer(&self) -> Self {
        let pair = self.log_in("/api/auth/jwt/create/").await;
        let access = pair["access"].as_str().expect("an access token");
        Self { token: None, ..self.with("authorization", &format!("Bearer {access}")) }
    }

    /// A new session of the same user, known by a Token.
    pub(crate) async fn another_session(&self) -> Self {
        let answer = self.log_in("/api/login/").await;
        self.token(answer["token"].as_str().expect("a token"))
    }

    async fn log_in(&self, path: &str) -> Value {
        let body = json!({ "username": self.name, "password": PASSWORD });
        let stranger = Self::new(self.client.clone(), self.url.clone());
        stranger.post(path, body).await.expect(200).json()
    }

    /// The same person in a browser without a session: it keeps cookies, sends the CSRF
    /// token, and says where it is.
    pub(crate) fn browser(&self) -> Self {
        let mut other = self.clone();
        other.headers.remove("authorization");
        Self { token: None, cookies: Some(Arc::default()), ..other }
    }

    /// A cookie of this browser; empty when it is not there.
    pub(crate) fn cookie(&self, name: &str) -> String {
        let cookies = self.cookies.as_ref().map(|cookies| cookies.lock().get(name).cloned());
        cookies.flatten().unwrap_or_default()
    }

    /// Sets a cookie of this browser.
    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        let cookies = self.cookies.as_ref().expect("only a browser has cookies");
        cookies.lock().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    pub(crate) async fn delete_with(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::DELETE, path).json(&body)).await
    }

    /// Posts a form as a page without script does.
    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    pub(crate) async fn post_multipart(&self, path: &str, form: Form) -> Answer {
        self.send(self.request(Method::POST, path).multipart(form)).await
    }

    pub(crate) async fn patch_multipart(&self, path: &str, form: Form) -> Answer {
        self.send(self.request(Method::PATCH, path).multipart(form)).await
    }

    /// Any method, any body; an empty content type sends none.
    pub(crate) async fn raw(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: &[u8],
    ) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.request(method, path).body(body.to_vec());
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        self.send(request).await
    }

    /// Opens a socket; fails the test when it is refused.
    pub(crate) async fn socket(&self, path: &str) -> Socket {
        match self.try_socket(path).await {
            Ok(socket) => socket,
            Err(answer) => panic!("{path} was refused: {} {}", answer.status, answer.text()),
        }
    }

    /// Opens a socket, or says how it was refused. A browser says where it is; all others show
    /// what they have in a header.
    pub(crate) async fn try_socket(&self, path: &str) -> Result<Socket, Answer> {
        let mut headers = self.headers.clone();
        headers.extend(self.cookie_header());
        if self.cookies.is_some() && !headers.contains_key("origin") {
            headers.insert("origin", HeaderValue::from_str(&self.url).expect("an origin"));
        }
        let url = format!("{}{path}", self.url.replacen("http", "ws", 1));
        let opened = within("a handshake", Socket::connect(&url, headers)).await;
        if let Err(refusal) = &opened {
            let path = path.split('?').next().unwrap_or_default();
            document::check(&Method::GET, path, refusal);
        }
        opened
    }

    /// Opens a socket that takes nothing in unless it is read.
    pub(crate) async fn narrow_socket(&self, path: &str) -> Socket {
        let url = format!("{}{path}", self.url.replacen("http", "ws", 1));
        within("a handshake", Socket::narrow(&url, self.headers.clone())).await
    }

    /// Opens a socket at a server that may not be there, or be about to go.
    pub(crate) async fn dial(&self, path: &str) -> Option<Socket> {
        let url = format!("{}{path}", self.url.replacen("http", "ws", 1));
        within("a handshake or its failure", Socket::dial(&url, self.headers.clone())).await
    }

    /// The same user at another address.
    pub(crate) fn at_address(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Posts to a server that may die meanwhile; `None` when no whole answer came.
    pub(crate) async fn try_post(&self, path: &str, body: Value) -> Option<Answer> {
        let request = self.request(Method::POST, path).json(&body).headers(self.headers.clone());
        let (method, path) = (Method::POST, path.split('?').next().unwrap_or_default());
        let response = within("an answer", request.send()).await.ok()?;
        let answer = Answer::try_read(response).await?;
        document::check(&method, path, &answer);
        Some(answer)
    }

    async fn send(&self, request: RequestBuilder) -> Answer {
        let mut headers = self.headers.clone();
        headers.extend(self.cookie_header());
        let csrf = self.cookie("csrftoken");
        if !csrf.is_empty() && !headers.contains_key("x-csrftoken") {
            headers.insert("x-csrftoken", HeaderValue::from_str(&csrf).expect("a CSRF token"));
        }
        if self.cookies.is_some() && !headers.contains_key("origin") {
            headers.insert("origin", HeaderValue::from_str(&self.url).expect("an origin"));
        }
        let request = request.headers(headers).build().expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = within("an answer", self.client.execute(request)).await.expect("an answer");
        let answer = Answer::read(response).await;
        document::check(&method, &path, &answer);
        self.keep_cookies(&answer);
        answer
    }

    fn cookie_header(&self) -> Option<(HeaderName, HeaderValue)> {
        let cookies = self.cookies.as_ref()?.lock();
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let value = HeaderValue::from_str(&pairs.join("; ")).expect("cookies");
        (!pairs.is_empty()).then_some((reqwest::header::COOKIE, value))
    }

    fn keep_cookies(&self, answer: &Answer) {
        let Some(cookies) = &self.cookies else { return };
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let mut parts = cookie.to_str().expect("a cookie").split("; ");
            let (name, value) =
                parts.next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if value.is_empty() || parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
                cookies.lock().remove(name);
            } else {
                cookies.lock().insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
