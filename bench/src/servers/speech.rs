//! How each server is spoken to: the same requests, in its own words.
//!
//! Not here: when they are sent (`crate::jobs`).

use std::rc::Rc;

use serde_json::{Value, json};

use super::{Kind, Server};
use crate::{
    Result,
    load::{fanout::Sender, http::request},
};

/// The password of every user of a measurement.
const PASSWORD: &str = "correct horse battery";

/// What is made and listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Activity,
    Log,
    Task,
}

/// A user who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) name: String,
    /// The id, where users are counted from 1: they are made one after the other, on a new database.
    number: usize,
    /// PocketBase wants it in what is made.
    id: String,
    pub(crate) token: String,
}

/// The room of a fan-out, as a client sees it.
pub(crate) struct Room {
    /// Where the sockets are opened.
    pub(crate) path: String,
    pub(crate) sender: Sender,
    /// How the frame of a message begins.
    pub(crate) marker: &'static [u8],
    /// What a socket says when it is open, and how the frame begins that shows that it is in.
    pub(crate) hello: Option<&'static str>,
    pub(crate) welcome: &'static [u8],
    /// A ping in text, and its pong.
    pub(crate) ping: Option<(&'static str, &'static str)>,
}

impl Actor {
    /// Where nobody signs in.
    pub(crate) fn nobody() -> Self {
        Self { name: String::new(), number: 0, id: String::new(), token: String::new() }
    }
}

impl Server {
    /// Makes so many users and signs them in.
    pub(crate) async fn sign_up(&self, count: usize) -> Result<Vec<Actor>> {
        let mut actors = Vec::with_capacity(count);
        for number in 1..=count {
            let name = format!("user{number}");
            actors.push(match self.kind {
                Kind::PocketBase => self.sign_up_pocketbase(name, number).await?,
                _ => {
                    let body = json!({ "username": &name, "password": PASSWORD });
                    let made = self.post("/api/signup/", &body).await?;
                    Actor { name, number, id: String::new(), token: text(&made["token"]) }
                }
            });
        }
        Ok(actors)
    }

    async fn sign_up_pocketbase(&self, name: String, number: usize) -> Result<Actor> {
        let email = format!("{name}@bench.test");
        let user = json!({ "email": &email, "password": PASSWORD, "passwordConfirm": PASSWORD });
        let made = self.post("/api/collections/users/records", &user).await?;
        let login = json!({ "identity": email, "password": PASSWORD });
        let entered = self.post("/api/collections/users/auth-with-password", &login).await?;
        Ok(Actor { name, number, id: text(&made["id"]), token: text(&entered["token"]) })
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let (status, answer) = self.ask(&request("POST", path, &[], &body.to_string())).await?;
        if !matches!(status, 200 | 201) {
            let told = String::from_utf8_lossy(&answer).into_owned();
            return Err(format!("{}: POST {path}: {status} {told}", self.kind.name()).into());
        }
        Ok(serde_json::from_slice(&answer)?)
    }

    /// A login with the password.
    pub(crate) fn login(&self, actor: &Actor) -> Vec<u8> {
        let (path, body) = match self.kind {
            Kind::PocketBase => {
                let identity = format!("{}@bench.test", actor.name);
                let body = json!({ "identity": identity, "password": PASSWORD });
                ("/api/collections/users/auth-with-password", body)
            }
            _ => ("/api/login/", json!({ "username": &actor.name, "password": PASSWORD })),
        };
        request("POST", path, &[], &body.to_string())
    }

    /// Makes one.
    pub(crate) fn create(&self, actor: &Actor, noun: Noun) -> Vec<u8> {
        let mut body = match noun {
            Noun::Activity => json!({ "activity_name": "reading a book", "duration": 30 }),
            Noun::Log => {
                json!({ "action": "deploy", "metadata": { "host": "web-1" } })
            }
            Noun::Task => json!({ "title": "pay the rent", "priority": 3 }),
        };
        if self.kind == Kind::PocketBase {
            body["user"] = json!(&actor.id);
        }
        let path = match noun {
            Noun::Activity => self.activities(),
            Noun::Log => "/logs/",
            Noun::Task => "/api/tasks/",
        };
        request("POST", path, &[("Authorization", &self.credentials(actor))], &body.to_string())
    }

    /// The status of what was made.
    pub(crate) fn created(&self) -> u16 {
        if self.kind == Kind::PocketBase { 200 } else { 201 }
    }

    /// Lists them, all of which are few.
    pub(crate) fn list(
        &self,
        actor: &Actor,
        noun: Noun,
        query: &str,
        known: Option<&str>,
    ) -> Vec<u8> {
        let query = match (self.kind, query) {
            (Kind::PocketBase, "") => "?perPage=20&skipTotal=1&sort=-@rowid",
            (_, query) => query,
        };
        let path = match noun {
            Noun::Activity => format!("{}{query}", self.activities()),
            Noun::Log => format!("/logs/{}/{query}", actor.number),
            Noun::Task => format!("/api/tasks/{query}"),
        };
        let credentials = self.credentials(actor);
        let known = known.unwrap_or_default();
        request("GET", &path, &[("Authorization", &credentials), ("If-None-Match", known)], "")
    }

    fn activities(&self) -> &'static str {
        match self.kind {
            Kind::PocketBase => "/api/collections/activities/records",
            _ => "/api/activities/",
        }
    }

    fn credentials(&self, actor: &Actor) -> String {
        let scheme = match self.kind {
            Kind::PocketBase | Kind::Bound => "Bearer",
            _ => "Token",
        };
        format!("{scheme} {}", actor.token)
    }

    /// How many the server says that the user has.
    pub(crate) async fn count(&self, actor: &Actor, noun: Noun) -> Result<u64> {
        let query = if self.kind == Kind::PocketBase { "?perPage=1&fields=id" } else { "?page=1" };
        let (_, body) = self.ask(&self.list(actor, noun, query, None)).await?;
        let page: Value = serde_json::from_slice(&body)?;
        let count = page["count"].as_u64().or_else(|| page["totalItems"].as_u64());
        count.ok_or_else(|| format!("{} does not count", self.kind.name()).into())
    }

    /// The room of a fan-out, in which one says what all see.
    pub(crate) fn room(&self, actor: &Actor) -> Room {
        let token = &actor.token;
        match self.kind {
            Kind::SocketIo => Room {
                path: "/socket.io/?EIO=4&transport=websocket".into(),
                sender: Sender::Socket(Rc::from(r#"42["message","a message to all"]"#)),
                marker: b"42",
                hello: Some("40"),
                welcome: b"40",
                ping: Some(("2", "3")),
            },
            kind => Room {
                path: format!("/ws/chat/room/?token={token}"),
                sender: Sender::Socket(Rc::from(r#"{"message":"a message to all"}"#)),
                marker: br#"{"message""#,
                hello: None,
                welcome: match kind {
                    Kind::Daybook | Kind::DaybookOnPostgres => br#"{"users""#,
                    _ => br#"{"type": "connection""#,
                },
                ping: None,
            },
        }
    }

    /// The socket that shows a user's own activities. Python writes a space after a colon.
    pub(crate) fn own_room(&self, actor: &Actor) -> Room {
        let (marker, welcome): (&[u8], &[u8]) = match self.kind {
            Kind::Daybook | Kind::DaybookOnPostgres => {
                (br#"{"type":"activity""#, br#"{"type":"connection""#)
            }
            _ => (br#"{"type": "activity""#, br#"{"type": "connection""#),
        };
        Room {
            path: format!("/ws/activities/?token={}", actor.token),
            sender: Sender::Request {
                address: self.address,
                request: self.create(actor, Noun::Activity).into(),
            },
            marker,
            hello: None,
            welcome,
            ping: None,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
