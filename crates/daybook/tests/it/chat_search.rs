//! `/api/chat/search/`: the same is found on both engines, and wherever a message is: among the newest, pending, or in
//! the index.

use crate::harness::{Actor, PASSWORD, TestApp};
use daybook::chat::search::index;
use serde_json::{Value, json};

const ROOMS: &str = "/api/chat/rooms/";
const ALL: &str = "/api/chat/rooms/general/messages/";

async fn room(maker: &Actor, name: &str, private: bool) {
    maker.post(ROOMS, json!({ "name": name, "private": private })).await.expect(201);
}

async fn say_in(actor: &Actor, room: &str, content: &str) -> Value {
    let path = format!("{ROOMS}{room}/messages/");
    actor.post(&path, json!({ "content": content })).await.expect(201).json()
}

fn path(q: &str, rest: &str) -> String {
    let q = form_urlencoded::byte_serialize(q.as_bytes()).collect::<String>();
    format!("/api/chat/search/?q={q}{rest}")
}

async fn found(actor: &Actor, q: &str, rest: &str) -> Vec<String> {
    let list = actor.get(&path(q, rest)).await.expect(200).json();
    let list = list.as_array().expect("a list").iter();
    list.map(|it| it["content"].as_str().expect("words").to_owned()).collect()
}

/// Where a message may be when it is looked for.
#[derive(Clone, Copy, Debug)]
enum Place {
    Newest,
    Pending,
    Index,
}

const PLACES: [Place; 3] = [Place::Newest, Place::Pending, Place::Index];

impl Place {
    /// Brings all that was said so far to this place.
    async fn of_all(self, app: &TestApp) {
        if let Self::Newest = self {
            return;
        }
        let more = "insert into messages (room_id, seq, user_id, content, timestamp, deleted, mentions) \
                    with recursive many (n) as (select cast(1 as bigint) union all select n + 1 from many where n < $1) \
                    select -(select max(id) from messages), n, null, 'filler', 0, $2, '[]' from many";
        let filled = app.app.db.write(move |tx| tx.run(more, daybook_db::params![1_100, false]));
        assert_eq!(filled.await.expect("newer messages"), 1_100);
        if let Self::Index = self {
            index::fill_until(&app.app, 0).await.expect("an index");
        }
    }
}

const SAID: [&str; 12] = [
    "The quick brown Fox",
    "über-Café, 100% (naïve)",
    "Ἀθῆναι ΟΔΟΣ",
    "你好，世界。再见",
    "party🎉🎉 ❤️ 👍🏽",
    "mail ann@example.com or see https://example.com/a_b?c=d#e",
    "it's \"two words\" \\ ' & | ! :* <-> NEAR(",
    "@all @1 '@1':1 prefix*",
    "word word words sword",
    "e\u{301}te\u{301} ﬁn ½ １２３",
    "C++ & C# a.b-c",
    "x",
];

/// What is looked for, and which of the above are found, newest first.
const TABLE: [(&str, &[usize]); 49] = [
    ("quick", &[0]),
    ("QUI", &[0]),
    ("uick", &[]),
    ("fox the", &[0]),
    ("fox wolf", &[]),
    ("\"quick brown\"", &[0]),
    ("\"brown quick\"", &[]),
    ("\"quick bro\"", &[]),
    ("\"quick bro", &[0]),
    ("\"the quick\" fo", &[0]),
    ("cafe", &[1]),
    ("CAFÉ uber", &[1]),
    ("naive 100", &[1]),
    ("100%", &[1]),
    ("αθηναι", &[2]),
    ("οδος", &[2]),
    ("οδοσ", &[2]),
    ("你", &[3]),
    ("你好", &[3]),
    ("世界", &[3]),
    ("好", &[]),
    ("“你好，世界”", &[3]),
    ("🎉", &[4]),
    ("party 🎉🎉", &[4]),
    ("🎉🎉🎉", &[]),
    ("❤", &[4]),
    ("👍", &[4]),
    ("\"ann@example.com\"", &[5]),
    ("example", &[5]),
    ("a_b", &[5, 10]),
    ("https://example.com/a_b?c=d#e", &[5]),
    ("it's", &[6]),
    ("\"two words\"", &[6]),
    ("words", &[6, 8]),
    ("\"word\"", &[8]),
    ("word", &[6, 8]),
    ("wor*", &[6, 8]),
    ("\" OR *", &[5]),
    ("near(", &[6]),
    ("NOT fox", &[]),
    ("two OR x", &[]),
    ("@all", &[7]),
    ("@1", &[7, 9, 1]),
    ("'1':1", &[7, 9, 1]),
    ("ete fin", &[9]),
    ("123", &[9]),
    ("c++", &[10, 5, 1]),
    ("fox\u{0}quick", &[0]),
    ("words:fox", &[]),
];

#[tokio::test]
async fn the_same_is_found_wherever_it_is() {
    for place in PLACES {
        let app = TestApp::start().await;
        let ann = app.user("ann").await;
        room(&ann, "general", false).await;
        for words in SAID {
            say_in(&ann, "general", words).await;
        }
        place.of_all(&app).await;
        for (q, hits) in TABLE {
            let mut hits = hits.to_vec();
            hits.sort_unstable_by(|one, other| other.cmp(one));
            let expected: Vec<_> = hits.into_iter().map(|n| SAID[n]).collect();
            assert_eq!(found(&ann, q, "").await, expected, "{q:?} {place:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_word_is_refused_and_nothing_else_is_an_error() {
    for place in PLACES {
        let app = TestApp::start().await;
        let ann = app.user("ann").await;
        room(&ann, "general", false).await;
        say_in(&ann, "general", &"long ".repeat(800)).await;
        place.of_all(&app).await;
        let none = json!({ "q": ["Write a word to look for."] });
        for q in [" ", "\"", "\"\" \"\"", "?!", "%", "'", "\\", "\u{0}", "—", "()"] {
            assert_eq!(ann.get(&path(q, "")).await.expect(400).json(), none, "{q:?}");
        }
        let required = json!({ "q": ["This field is required."] });
        for path in ["/api/chat/search/".to_owned(), path("", "&room=general")] {
            assert_eq!(ann.get(&path).await.expect(400).json(), required);
        }
        ann.get(&path("a", "&page=1")).await.expect(400);
        ann.get(&path("a", "&before=x")).await.expect(400);
        let long = ["long ", "\" OR * ", "NEAR(", "'a':* & ", "\u{1F389}\"", "a", "\\'b", "你 "];
        for q in long {
            // As many characters as an address may have.
            let q = q.repeat(
                4_000 / q.bytes().map(|byte| if byte < 128 { 1 } else { 3 }).sum::<usize>(),
            );
            ann.get(&path(&q, "")).await.expect(200);
        }
        assert_eq!(found(&ann, &"long ".repeat(200), "").await.len(), 1);
        for before in [0, -1, i64::MIN, i64::MAX] {
            ann.get(&path("long", &format!("&before={before}"))).await.expect(200);
        }
        app.anonymous().get(&path("long", "")).await.expect(401);
    }
}

#[tokio::test]
async fn only_rooms_that_i_see_are_searched() {
    for place in PLACES {
        let app = TestApp::start().await;
        let (ann, bob) = (app.user("ann").await, app.user("bob").await);
        for (name, private) in [("general", false), ("den", true), ("gone", false)] {
            room(&ann, name, private).await;
            say_in(&ann, name, &format!("needle in {name}")).await;
        }
        let direct = ann.post(ROOMS, json!({ "direct": [bob.id] })).await.expect(201).json();
        let direct = direct["name"].as_str().expect("a name").to_owned();
        say_in(&bob, &direct, "needle between us").await;
        place.of_all(&app).await;
        let members = |ids: Vec<i64>| json!({ "members": ids });
        ann.delete(&format!("{ROOMS}gone/")).await.expect(204);
        let hers = ["needle between us", "needle in den", "needle in general"];
        assert_eq!(found(&ann, "needle", "").await, hers, "{place:?}");
        assert_eq!(found(&bob, "needle", "").await, [hers[0], hers[2]], "{place:?}");
        let staff = app.staff("sue").await;
        assert_eq!(found(&staff, "needle", "").await, [hers[2]], "{place:?}");
        ann.patch(&format!("{ROOMS}den/"), members(vec![bob.id])).await.expect(200);
        assert_eq!(found(&bob, "needle", "").await, hers, "{place:?}");
        assert_eq!(found(&bob, "needle", "&room=den").await, [hers[1]], "{place:?}");
        bob.post(&format!("{ROOMS}den/leave/"), json!({})).await.expect(204);
        assert_eq!(found(&bob, "needle", "").await, [hers[0], hers[2]], "{place:?}");
        for room in ["den", "gone", "nowhere", "no%20name", &"x".repeat(64)] {
            let nothing = found(&bob, "needle", &format!("&room={room}")).await;
            assert_eq!(nothing, [""; 0], "{room} {place:?}");
        }
        let between = found(&bob, "needle", &format!("&room={direct}")).await;
        assert_eq!(between, [hers[0]], "{place:?}");
    }
}

#[tokio::test]
async fn changed_and_deleted_messages_are_right_at_once() {
    for place in PLACES {
        let app = TestApp::start().await;
        let ann = app.user("ann").await;
        room(&ann, "general", false).await;
        let (first, other) =
            (say_in(&ann, "general", "apple").await, say_in(&ann, "general", "apple too").await);
        place.of_all(&app).await;
        let one = |said: &Value| format!("{ALL}{}/", said["id"]);
        ann.patch(&one(&first), json!({ "content": "pear" })).await.expect(200);
        for q in ["apple", "pear"] {
            assert_eq!(found(&ann, q, "").await.len(), 1, "{q} {place:?}");
        }
        if let Place::Index = place {
            index::fill_until(&app.app, 0).await.expect("an index");
        }
        assert_eq!(found(&ann, "pear", "").await, ["pear"], "{place:?}");
        ann.delete(&one(&other)).await.expect(204);
        assert_eq!(found(&ann, "apple", "").await, [""; 0], "{place:?}");
        let party = format!("{}reactions/%F0%9F%8E%89/", one(&first));
        let shown = ann.put(&party, json!({})).await.expect(200).json();
        assert_eq!(ann.get(&path("pear", "")).await.expect(200).json(), json!([shown]));
        let end = json!({ "current_password": PASSWORD });
        let bob = app.user("bob").await;
        ann.delete_with("/api/auth/users/me/", end).await.expect(204);
        let left = bob.get(&path("pear", "")).await.expect(200).json();
        assert_eq!(left[0]["user"], "deleted user", "{place:?}");
    }
}

#[tokio::test]
async fn it_goes_on_page_by_page_from_place_to_place() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    room(&ann, "general", false).await;
    let mut said = Vec::new();
    for place in [Place::Index, Place::Pending, Place::Newest] {
        for n in 0..4 {
            let words = format!("word {place:?} {n}");
            say_in(&ann, "general", &words).await;
            said.insert(0, words);
        }
        place.of_all(&app).await;
    }
    assert_eq!(found(&ann, "word", "").await, said);
    let mut pages = Vec::new();
    let mut next = path("word", "&limit=5");
    loop {
        let page = ann.get(&next).await.expect(200);
        let rows = page.json().as_array().expect("a list").clone();
        pages.push(rows.len());
        let contents = rows.iter().map(|it| it["content"].as_str().expect("words").to_owned());
        for words in contents {
            assert_eq!(words, said.remove(0));
        }
        let Some(link) = page.headers.get("link") else { break };
        let link = link.to_str().expect("a link").trim_start_matches('<');
        let (url, rest) = link.split_once('>').expect("a link");
        assert_eq!(rest, "; rel=\"next\"");
        next = url[url.find("/api/").expect("a path")..].to_owned();
    }
    assert_eq!((pages, said.len()), (vec![5, 5, 2], 0));
}
