//! Strangers who may write to Redis: what they say is well-formed, and not believed.
//!
//! Not here: what nobody could have written (the laws of `daybook-live`'s `wire`), another Daybook's nodes (`redis`).

use super::{
    follower, happen,
    presence::{follow, room, until_present},
    redis::{nodes, until},
};
use crate::harness::{Actor, Redis, Socket, TestApp, within};
use daybook::{
    identity::keys::{HmacSha256, Keys},
    streams::{Stream, Wiring},
};
use hmac::{KeyInit, Mac};
use serde_json::json;

/// Somebody on one of two nodes, who follows a room and what is private to her.
struct Scene {
    redis: Redis,
    nodes: [TestApp; 2],
    ann: Actor,
    hers: Socket,
    private: Socket,
    epoch: String,
    last: u64,
    room: i64,
}

impl Scene {
    async fn set() -> Self {
        let redis = Redis::start();
        let nodes = nodes([&redis.url(), &redis.url()], Wiring::default()).await;
        let ann = nodes[0].user("ann").await;
        room(&ann).await;
        for node in &nodes {
            until(node, "ok").await;
        }
        let general = ann.get("/api/chat/rooms/general/").await.expect(200).json();
        let room = general["id"].as_i64().expect("an id");
        let mut hers = follow(&ann).await;
        until_present(&mut hers, &["ann"]).await;
        let (mut private, last) = follower(&ann).await;
        let cursor = private.subscribe(json!({ "me": null })).await["me"].clone();
        let (epoch, _) = cursor.as_str().expect("a cursor").rsplit_once('.').expect("a dot");
        Self { redis, nodes, ann, hers, private, epoch: epoch.to_owned(), last, room }
    }

    /// Two lies: something happened to her, and Mallory is in the room.
    fn lie(&self, key: &HmacSha256) {
        let (me, room) = (Stream::User(self.ann.id).to_string(), Stream::Room(self.room));
        let mut hint = self.begin(0);
        text(&mut hint, &me);
        hint.extend((self.last + 1).to_be_bytes());
        hint.push(1);
        text(&mut hint, "note");
        text(&mut hint, r#"{"id":1,"text":"forged"}"#);
        let mut whole = self.begin(1);
        whole.push(2);
        whole.extend(1_u64.to_be_bytes());
        whole.extend(0_u32.to_be_bytes());
        whole.push(1);
        whole.extend(1_u32.to_be_bytes());
        text(&mut whole, &room.to_string());
        whole.extend(77_i64.to_be_bytes());
        text(&mut whole, "mallory");
        let channel = self.redis.channels().into_iter().next().expect("the nodes listen");
        for mut message in [hint, whole] {
            let seal = key.clone().chain_update(&message).finalize().into_bytes();
            message.extend(&seal[..16]);
            self.redis.publish(&channel, &message);
        }
    }

    /// A message of a link and a node that there are not, up to what is told.
    fn begin(&self, kind: u8) -> Vec<u8> {
        let mut message = vec![3];
        message.extend(666_u64.to_be_bytes());
        message.push(kind);
        message.extend(666_u64.to_be_bytes());
        text(&mut message, &self.epoch);
        message
    }
}

fn text(message: &mut Vec<u8>, text: &str) {
    message.extend(u32::try_from(text.len()).expect("a short text").to_be_bytes());
    message.extend(text.as_bytes());
}

#[tokio::test]
async fn what_a_stranger_writes_to_redis_shows_nowhere() {
    let mut scene = Scene::set().await;
    scene.lie(&HmacSha256::new_from_slice(b"the key of a stranger").expect("a key"));
    let anyone = scene.nodes[0].anonymous();
    let refused = async {
        while !anyone.get("/metrics").await.text().contains("daybook_bus_messages_refused 2") {}
    };
    within("two refusals", refused).await;
    happen(&scene.nodes[0], &scene.ann, vec![json!({ "id": 1, "text": "true" })]).await;
    let event = scene.private.next().await;
    assert_eq!(
        (event["seq"].as_u64(), &event["data"]["text"]),
        (Some(scene.last + 1), &json!("true"))
    );
    let bob = scene.nodes[1].user("bob").await;
    let _his = follow(&bob).await;
    let told = scene.hers.until(|frame| frame["presence"]["users"][1].is_object()).await;
    assert_eq!(told["presence"]["users"][1]["username"], "bob", "{told}");
    assert_eq!(told["presence"]["users"].as_array().map(Vec::len), Some(2), "{told}");
}

#[tokio::test]
async fn twin_who_has_the_key_is_believed() {
    let mut scene = Scene::set().await;
    let secret = scene.nodes[0].app.config.secret_key.clone().expect("a key");
    scene.lie(&Keys::new(&secret).bus);
    let event = scene.private.next().await;
    assert_eq!(event["data"]["text"], "forged", "{event}");
    until_present(&mut scene.hers, &["ann", "mallory"]).await;
}
