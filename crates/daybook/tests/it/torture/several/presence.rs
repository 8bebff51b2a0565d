//! Who is present while a node is killed: whoever has a socket is never shown away, whoever has none is gone in time.
//!
//! Not here: what presence is (`live::presence`), a Redis that fails (`live::redis`).

use super::House;
use crate::harness::{Actor, DEADLINE, Engine, Socket, effort, say, within};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use tokio::{
    sync::watch::{self, Receiver, Sender},
    task::JoinSet,
    time::timeout,
};

const PEOPLE_OF_A_ROOM: usize = 10;
/// The promise: after a node was killed, its people are shown no longer than this.
const GONE_WITHIN: Duration = Duration::from_secs(30);

type Names = BTreeSet<String>;

/// Somebody who follows a room at a node.
struct Person {
    name: String,
    actor: Actor,
    room: usize,
    node: usize,
    /// Who was present when it was told last.
    present: Receiver<Names>,
}

#[tokio::test]
async fn presence_is_true_while_a_node_is_killed() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let mut house = House::with(vec![("DAYBOOK_SOCKETS_PER_ADDRESS", "1000".to_owned())]);
    let (rooms, rounds) = (effort(3, 30), effort(1, 50));
    let mut people = arrive(&house, rooms).await;
    let (living, alive) = watch::channel(Names::new());
    let mut sockets = JoinSet::new();
    for person in &mut people {
        sit(person, &house, &alive, &mut sockets).await;
    }
    until_present(&mut people, None, DEADLINE).await;
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let victim = round % house.nodes.len();
        living.send_replace(names(people.iter().filter(|it| it.node != victim)));
        let gap = house.kill(victim);
        let killed = Instant::now();
        until_present(&mut people, Some(victim), GONE_WITHIN).await;
        slowest = slowest.max(killed.elapsed());
        house.fill(gap);
        for person in people.iter_mut().filter(|it| it.node == victim) {
            sit(person, &house, &alive, &mut sockets).await;
        }
        until_present(&mut people, None, DEADLINE).await;
    }
    drop(house);
    within("the sockets to end", sockets.join_all()).await;
    say(&format!(
        "{} people in {rooms} rooms, {rounds} kills; gone within {slowest:?}",
        people.len()
    ));
}

/// Signs up who is to be in the rooms, spread over the nodes.
async fn arrive(house: &House, rooms: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..rooms * PEOPLE_OF_A_ROOM {
        let (room, node) = (number / PEOPLE_OF_A_ROOM, number % house.nodes.len());
        let actor = house.nodes[node].user(&format!("user{number}")).await;
        let path = format!("/api/chat/rooms/room{room}/join/");
        if number % PEOPLE_OF_A_ROOM == 0 {
            actor
                .post("/api/chat/rooms/", json!({ "name": format!("room{room}") }))
                .await
                .expect(201);
        } else {
            actor.post(&path, json!({})).await.expect(200);
        }
        let (_, present) = watch::channel(Names::new());
        people.push(Person { name: format!("user{number}"), actor, room, node, present });
    }
    people
}

/// Lets somebody follow a room, on a new socket at their node.
async fn sit(
    person: &mut Person,
    house: &House,
    alive: &Receiver<Names>,
    sockets: &mut JoinSet<()>,
) {
    let here = house.nodes[person.node].here(&person.actor);
    let mut socket = here.socket("/ws/live/").await;
    socket.subscribe(json!({ format!("room:room{}", person.room): null })).await;
    let (told, present) = watch::channel(Names::new());
    person.present = present;
    sockets.spawn(listen(socket, told, alive.clone()));
}

/// Hears who is present; fails the test when somebody is missing who is there.
async fn listen(mut socket: Socket, told: Sender<Names>, alive: Receiver<Names>) {
    let mut before = Names::new();
    while let Some(frame) = socket.hear().await {
        let Some(present) = present(&frame) else { continue };
        let gone: Vec<_> = before.difference(&present).cloned().collect();
        let wrong: Vec<_> = gone.iter().filter(|name| alive.borrow().contains(*name)).collect();
        assert!(wrong.is_empty(), "shown away, though they are there: {wrong:?}");
        before.clone_from(&present);
        told.send_replace(present);
    }
}

/// Waits until all who are there are told of each other, and of nobody else.
async fn until_present(people: &mut [Person], gone: Option<usize>, limit: Duration) {
    let there = |it: &Person| Some(it.node) != gone;
    let rooms = people.chunks_mut(PEOPLE_OF_A_ROOM);
    let told = async {
        for room in rooms {
            let expected = names(room.iter().filter(|it| there(it)));
            for person in room.iter_mut().filter(|it| there(it)) {
                let told = person.present.wait_for(|present| *present == expected).await;
                told.expect("a socket that lives");
            }
        }
    };
    timeout(limit, told).await.expect("who is present is told in time");
}

fn names<'p>(people: impl Iterator<Item = &'p Person>) -> Names {
    people.map(|it| it.name.clone()).collect()
}

fn present(frame: &Value) -> Option<Names> {
    let users = frame["presence"]["users"].as_array()?;
    Some(users.iter().filter_map(|it| it["username"].as_str().map(str::to_owned)).collect())
}
