//! `/ws/chat/<room>/`: a room in the form of its known clients.

use crate::harness::{Actor, Socket, TestApp};
use serde_json::{Value, json};

const ROOMS: &str = "/api/chat/rooms/";
const ALL: &str = "/api/chat/rooms/general/messages/";
const PATH: &str = "/ws/chat/general/";

/// A socket that is in the room; its list of who is there has come.
async fn enter(actor: &Actor) -> Socket {
    let mut socket = actor.socket(PATH).await;
    users_until(&mut socket, |users| users.contains(&actor.name)).await;
    socket
}

/// Waits for a list of who is there.
async fn users_until(socket: &mut Socket, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
    let names = |frame: &Value| -> Option<Vec<String>> {
        let users = frame["users"].as_array()?.iter();
        Some(users.map(|it| it["username"].as_str().expect("a name").to_owned()).collect())
    };
    let frame = socket.until(|frame| names(frame).is_some_and(|names| wanted(&names))).await;
    names(&frame).expect("a list")
}

async fn say(actor: &Actor, content: &str) -> Value {
    actor.post(ALL, json!({ "content": content })).await.expect(201).json()
}

/// The next of the frames with this key; those with others are passed over.
async fn next(socket: &mut Socket, key: &str) -> Value {
    socket.until(|frame| frame.get(key).is_some()).await[key].take()
}

#[tokio::test]
async fn what_is_said_reaches_everybody_in_the_room_the_sender_too() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut hers = enter(&ann).await;
    let mut his = enter(&other.here(&bob)).await;
    hers.send(json!({ "message": "hello @bob", "client_id": "c1" })).await;
    for socket in [&mut hers, &mut his] {
        let message = next(socket, "message").await;
        assert_eq!(message["content"], "hello @bob");
        assert_eq!(message["client_id"], "c1");
        assert_eq!((&message["user"], &message["room"]), (&json!("ann"), &json!("general")));
        assert_eq!((&message["seq"], &message["mentions"]), (&json!(1), &json!([bob.id])));
    }
    let stored = ann.get(ALL).await.expect(200).json();
    let said = say(&bob, "from elsewhere").await;
    assert_eq!(next(&mut his, "message").await, said);
    assert_eq!(stored[0]["content"], "hello @bob", "it was stored before anybody saw it");
}

#[tokio::test]
async fn a_room_that_is_not_there_is_made_and_a_public_one_is_entered() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let _hers = enter(&ann).await;
    let room = bob.get(&format!("{ROOMS}general/")).await.expect(200).json();
    assert_eq!((&room["private"], &room["members"]), (&json!(false), &json!([ann.id])));
    assert_eq!(room["created_by"], json!(ann.id));
    let _his = enter(&bob).await;
    let room = bob.get(&format!("{ROOMS}general/")).await.expect(200).json();
    assert_eq!(room["members"], json!([ann.id, bob.id]));
}

#[tokio::test]
async fn who_is_nobody_or_no_member_is_refused_at_the_handshake() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let den = json!({ "name": "den", "private": true, "members": [bob.id] });
    ann.post(ROOMS, den).await.expect(201);
    let direct = ann.post(ROOMS, json!({ "direct": [bob.id] })).await.expect(201).json();
    let eve = app.staff("eve").await;
    let direct = format!("/ws/chat/{}/", direct["name"].as_str().expect("a name"));
    for (who, path, status) in [
        (&app.anonymous(), PATH, 401),
        (&app.anonymous(), "/ws/chat/general/?token=nonsense", 401),
        (&app.anonymous(), "/ws/chat/den/?token=a.b.c", 401),
        (&eve, "/ws/chat/den/", 403),
        (&eve, direct.as_str(), 403),
        (&eve, "/ws/chat/direct-8-9/", 403),
        (&eve, "/ws/chat/a%20b/", 404),
        (&eve, "/ws/chat/general/?since=x", 400),
    ] {
        let refused = who.try_socket(path).await.err().map(|answer| answer.status);
        assert_eq!(refused, Some(status), "{path}");
    }
    eve.get(&format!("{ROOMS}direct-8-9/")).await.expect(404);
    for path in ["/ws/chat/den/", direct.as_str()] {
        let mut his = bob.socket(path).await;
        users_until(&mut his, |users| users == ["bob"]).await;
    }
    let token = bob.token.clone().expect("a token");
    let mut his = app.anonymous().socket(&format!("/ws/chat/den?token={token}")).await;
    users_until(&mut his, |users| users == ["bob"]).await;
}

#[tokio::test]
async fn what_cannot_be_done_is_told_and_the_socket_stays() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = enter(&ann).await;
    let long = json!({ "message": "x".repeat(4_001) }).to_string();
    for (text, error) in [
        ("hello", "JSON parse error"),
        ("[1]", "Invalid data. Expected a dictionary, but got list."),
        ("{}", "This field is required."),
        (r#"{"message":null}"#, "This field may not be null."),
        (r#"{"message":{}}"#, "Not a valid string."),
        (r#"{"message":" \n "}"#, "This field may not be blank."),
        (&long, "Ensure this field has no more than 4000 characters."),
        (r#"{"message":"x","reply_to":7}"#, "Invalid pk \"7\" - object does not exist."),
        (r#"{"read":"x"}"#, "A valid integer is required."),
    ] {
        socket.send_text(text).await;
        let told = next(&mut socket, "error").await;
        assert!(told.as_str().is_some_and(|it| it.starts_with(error)), "{text:.40}: {told}");
    }
    socket.send(json!({ "message": "still here" })).await;
    assert_eq!(next(&mut socket, "message").await["seq"], 1);
}

#[tokio::test]
async fn a_message_that_is_sent_again_is_said_once_and_answered() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut his = enter(&bob).await;
    let mut first = enter(&ann).await;
    let hello = json!({ "message": "hello", "client_id": "c1" });
    first.send(hello.clone()).await;
    let said = next(&mut first, "message").await;
    first.send(hello.clone()).await;
    assert_eq!(next(&mut first, "message").await, said);
    let mut second = enter(&other.here(&ann)).await;
    second.send(hello).await;
    assert_eq!(next(&mut second, "message").await, said);
    say(&ann, "the next").await;
    assert_eq!(next(&mut his, "message").await, said);
    assert_eq!(next(&mut his, "message").await["content"], "the next");
}

#[tokio::test]
async fn what_is_said_in_one_breath_keeps_its_order_though_some_of_it_is_refused() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut his = enter(&bob).await;
    let mut hers = enter(&ann).await;
    let said = |n: i64| json!({ "message": n.to_string(), "client_id": format!("c{n}") });
    let breath = [
        said(1),
        said(2),
        json!({ "message": "to nothing", "reply_to": 7 }),
        said(3),
        json!({ "typing": true }),
        said(1),
        said(4),
        json!({}),
        said(5),
    ];
    hers.send_all(breath.into_iter().chain((6..=200).map(said))).await;
    for n in 1..=200 {
        let message = next(&mut his, "message").await;
        assert_eq!((&message["content"], &message["seq"]), (&json!(n.to_string()), &json!(n)));
    }
    let (mut heard, mut errors) = (Vec::new(), Vec::new());
    while heard.len() < 201 || errors.len() < 2 {
        match hers.next().await {
            frame if frame.get("message").is_some() => heard.push(frame["message"]["seq"].clone()),
            frame => errors.extend(frame.get("error").cloned()),
        }
    }
    assert_eq!(
        errors,
        [json!("Invalid pk \"7\" - object does not exist."), json!("This field is required.")]
    );
    let first = heard.iter().position(|seq| seq == 1).expect("the first of them, said again");
    heard.remove(first);
    heard.sort_by_key(Value::as_i64);
    assert_eq!(heard, (1..=200).map(|n| json!(n)).collect::<Vec<_>>());
    say(&bob, "her mark is at the last one that she said").await;
    let unread = ann.get("/api/chat/unread/").await.expect(200).json();
    assert_eq!((&unread[0]["read_seq"], &unread[0]["unread"]), (&json!(200), &json!(1)));
}

#[tokio::test]
async fn changes_reactions_and_what_is_taken_back_are_told_to_each_as_it_is_theirs() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let (mut hers, mut his) = (enter(&ann).await, enter(&bob).await);
    let id = say(&ann, "one").await["id"].clone();
    let one = format!("{ALL}{id}/");
    ann.patch(&one, json!({ "content": "two" })).await.expect(200);
    bob.put(&format!("{one}reactions/%F0%9F%91%8D/"), json!({})).await.expect(200);
    ann.delete(&one).await.expect(204);
    for (socket, mine) in [(&mut hers, false), (&mut his, true)] {
        let edited = next(socket, "message_updated").await;
        assert_eq!((&edited["content"], &edited["reactions"]), (&json!("two"), &json!([])));
        let reacted = next(socket, "message_updated").await;
        let reaction = json!({ "emoji": "\u{1F44D}", "count": 1, "mine": mine });
        assert_eq!(reacted["reactions"], json!([reaction]));
        let gone = next(socket, "message_updated").await;
        assert_eq!((&gone["deleted"], &gone["content"]), (&json!(true), &json!("")));
    }
}

#[tokio::test]
async fn reading_moves_the_mark() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut his = enter(&bob).await;
    let mut mine = bob.socket("/ws/live/").await;
    mine.subscribe(json!({ "me": null })).await;
    for text in ["one", "two"] {
        say(&ann, text).await;
    }
    his.send(json!({ "read": 1 })).await;
    let read = mine.until(|frame| frame["type"] == "room_read").await;
    assert_eq!((&read["data"]["read_seq"], &read["data"]["unread"]), (&json!(1), &json!(1)));
    his.send(json!({ "read": 9 })).await;
    let read = mine.until(|frame| frame["type"] == "room_read").await;
    assert_eq!(read["data"]["unread"], 0);
}

#[tokio::test]
async fn what_was_missed_is_told_first() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    ann.post(ROOMS, json!({ "name": "general" })).await.expect(201);
    for n in 1..=70 {
        say(&ann, &n.to_string()).await;
    }
    bob.put(&format!("{ALL}{}/reactions/%F0%9F%91%8D/", say(&ann, "71").await["id"]), json!({}))
        .await
        .expect(200);
    let mut his = bob.socket(&format!("{PATH}?since=3")).await;
    for n in 4..=71 {
        let frame = his.next().await;
        assert_eq!(frame["message"]["seq"], n, "{frame}");
        assert_eq!(frame["message"]["reactions"].as_array().map(Vec::len), Some(n / 71));
    }
    users_until(&mut his, |users| users == ["bob"]).await;
    say(&ann, "72").await;
    assert_eq!(his.next().await["message"]["seq"], 72);
    for since in ["71", "1000000"] {
        let mut his = bob.socket(&format!("{PATH}?since={since}")).await;
        let first = his.next().await;
        let expected = if since == "71" { json!(72) } else { Value::Null };
        assert_eq!(first["message"]["seq"], expected, "{first}");
    }
}

/// Reads the room with sockets that break off again and again; its messages come once, in order.
async fn reader(actor: Actor, at_a_time: usize, last: i64) {
    let mut seen = 0;
    while seen < last {
        let mut socket = actor.socket(&format!("{PATH}?since={seen}")).await;
        for _ in 0..at_a_time {
            if seen == last {
                break;
            }
            let message = next(&mut socket, "message").await;
            assert_eq!(message["seq"], seen + 1);
            seen += 1;
        }
    }
}

#[tokio::test]
async fn who_comes_back_again_and_again_while_all_speak_gets_each_message_once_in_order() {
    const WRITERS: usize = 4;
    const EACH: usize = 50;
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let last = i64::try_from(WRITERS * EACH).expect("a number");
    enter(&ann).await.close().await;
    let mut tasks = tokio::task::JoinSet::new();
    for (number, at_a_time) in [1, 3, 10, 40, 1_000].into_iter().enumerate() {
        let node = if number % 2 == 0 { &app } else { &other };
        tasks.spawn(reader(node.here(&bob), at_a_time, last));
    }
    for number in 0..WRITERS {
        let writer = if number % 2 == 0 { ann.clone() } else { other.here(&ann) };
        tasks.spawn(async move {
            for n in 0..EACH {
                say(&writer, &format!("{number}-{n}")).await;
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("a reader that saw everything, a writer that wrote everything");
    }
}

#[tokio::test]
async fn who_is_typing_is_told_on_both_sockets_and_both_nodes() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut hers = enter(&ann).await;
    let mut his = bob.socket("/ws/live/").await;
    his.subscribe(json!({ "room:general": null })).await;
    users_until(&mut hers, |users| users == ["ann", "bob"]).await;
    let who = json!({ "id": ann.id, "username": "ann" });
    for typing in [true, false] {
        hers.send(json!({ "typing": typing })).await;
        assert_eq!(next(&mut hers, "typing").await, json!({ "user": who, "typing": typing }));
        let told = json!({ "stream": "room:general", "user": who, "typing": typing });
        assert_eq!(next(&mut his, "typing").await, told);
    }
}

#[tokio::test]
async fn who_says_too_much_is_told_so_and_stays() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on")]).await;
    let mut socket = enter(&app.user("ann").await).await;
    for n in 0..60 {
        socket.send(json!({ "message": n.to_string() })).await;
    }
    let error = next(&mut socket, "error").await;
    assert_eq!(error, "Request was throttled. Expected available in 1 second.");
    loop {
        socket.send(json!({ "message": "later" })).await;
        let frame = socket.until(|it| it.get("users").is_none()).await;
        if frame["message"]["content"] == "later" {
            break;
        }
    }
}

#[tokio::test]
async fn who_is_taken_out_of_the_room_is_sent_away() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let den = json!({ "name": "general", "private": true, "members": [bob.id] });
    ann.post(ROOMS, den).await.expect(201);
    let mut sockets = [enter(&bob).await, enter(&other.here(&bob)).await];
    let mut hers = enter(&ann).await;
    say(&ann, "before").await;
    ann.patch(&format!("{ROOMS}general/"), json!({ "members": [] })).await.expect(200);
    say(&ann, "after").await;
    for socket in &mut sockets {
        assert_eq!(next(socket, "message").await["content"], "before");
        let mut told = Vec::new();
        while let Some(frame) = socket.try_next().await {
            told.push(frame);
        }
        assert!(told.iter().all(|frame| frame.get("message").is_none()), "{told:?}");
    }
    assert_eq!(next(&mut hers, "message").await["content"], "before");
    users_until(&mut hers, |users| users == ["ann"]).await;
    let refused = bob.try_socket(PATH).await.err().map(|answer| answer.status);
    assert_eq!(refused, Some(403));
}

#[tokio::test]
async fn it_ends_with_its_session_and_with_its_room() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let leaving = ann.another_session().await;
    let (mut ended, mut open) = (enter(&leaving).await, enter(&ann).await);
    leaving.post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(ended.closed().await, 4503);
    ann.delete(&format!("{ROOMS}general/")).await.expect(204);
    assert_eq!(open.closed().await, 4503);
}
