//! One message to many sockets: the next is sent when all have the last, or while a few are under way.
//!
//! Invariant: at the end every socket has every message that was sent, or the run fails.
//! Not here: what a message is on which server (`crate::servers`).

use std::{
    cell::RefCell,
    collections::VecDeque,
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::{
    sync::{Mutex, Semaphore},
    task::{JoinSet, LocalSet},
    time::timeout,
};

use super::{
    http::Connection,
    latency::Latencies,
    socket::{Frame, Reader, Writer},
};
use crate::Result;

/// How long the last messages may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a message is sent.
#[derive(Clone)]
pub(crate) enum Sender {
    /// By a request, each sender on a connection of its own.
    Request { address: SocketAddr, request: Rc<[u8]> },
    /// By the first of the sockets.
    Socket(Rc<str>),
}

/// What is to be done.
pub(crate) struct Fanout {
    pub(crate) sockets: Vec<(Reader, Writer)>,
    pub(crate) sender: Sender,
    /// How the frame of a message begins.
    pub(crate) marker: &'static [u8],
    /// A frame to which a pong in text is owed, and that pong.
    pub(crate) ping: Option<(&'static str, &'static str)>,
    /// Messages under way at a time.
    pub(crate) window: usize,
    pub(crate) time: Duration,
}

/// What came of it: a latency is the time until the last socket had a message.
pub(crate) struct Outcome {
    pub(crate) messages: Latencies,
    pub(crate) deliveries: u64,
    pub(crate) elapsed: Duration,
}

/// Which messages are under way.
#[derive(Default)]
struct Board {
    first: usize,
    under_way: VecDeque<(usize, Instant)>,
    done: Latencies,
    over: Option<Instant>,
}

struct Shared {
    board: RefCell<Board>,
    places: Semaphore,
    receivers: usize,
}

impl Shared {
    fn sent(&self) {
        self.board.borrow_mut().under_way.push_back((self.receivers, Instant::now()));
    }

    /// A receiver has its message with this number.
    fn received(&self, number: usize) {
        let board = &mut *self.board.borrow_mut();
        let Some((missing, _)) = board.under_way.get_mut(number.wrapping_sub(board.first)) else {
            return;
        };
        *missing -= 1;
        if *missing > 0 {
            return;
        }
        let now = Instant::now();
        while let Some((0, sent)) = board.under_way.front() {
            board.done.note(now - *sent);
            board.over = Some(now);
            board.under_way.pop_front();
            board.first += 1;
            self.places.add_permits(1);
        }
    }
}

/// Sends until the time is over, then waits for what is under way.
pub(crate) async fn run(fanout: Fanout) -> Result<Outcome> {
    LocalSet::new().run_until(talk(fanout)).await
}

async fn talk(fanout: Fanout) -> Result<Outcome> {
    let Fanout { sockets, sender, marker, ping, window, time } = fanout;
    let shared = Rc::new(Shared {
        board: RefCell::default(),
        places: Semaphore::new(window),
        receivers: sockets.len(),
    });
    let mut receivers = JoinSet::new();
    let mut first_writer = None;
    for (reader, writer) in sockets {
        let writer = Rc::new(Mutex::new(writer));
        first_writer.get_or_insert_with(|| Rc::clone(&writer));
        receivers.spawn_local(receive(reader, writer, Rc::clone(&shared), marker, ping));
    }
    let writer = first_writer.ok_or("no sockets")?;
    let begun = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..window {
        let (sender, shared, writer) = (sender.clone(), Rc::clone(&shared), Rc::clone(&writer));
        senders.spawn_local(send(sender, shared, writer, begun + time));
    }
    while let Some(sent) = senders.join_next().await {
        sent??;
    }
    let whole = u32::try_from(window)?;
    let rest = shared.places.acquire_many(whole);
    if timeout(PATIENCE, rest).await.is_err() {
        let missing: usize = shared.board.borrow().under_way.iter().map(|it| it.0).sum();
        return Err(format!("{missing} messages were lost").into());
    }
    let board = shared.board.take();
    let elapsed = board.over.unwrap_or(begun) - begun;
    let deliveries = (board.done.len() * shared.receivers) as u64;
    Ok(Outcome { messages: board.done, deliveries, elapsed })
}

async fn send(
    sender: Sender,
    shared: Rc<Shared>,
    writer: Rc<Mutex<Writer>>,
    until: Instant,
) -> Result<()> {
    let mut connection = match &sender {
        Sender::Request { address, .. } => Some(Connection::new(*address)),
        Sender::Socket(_) => None,
    };
    loop {
        let place = shared.places.acquire().await?;
        if Instant::now() >= until {
            return Ok(());
        }
        place.forget();
        shared.sent();
        match (&sender, &mut connection) {
            (Sender::Request { request, .. }, Some(connection)) => {
                let answer = connection.ask(request).await?;
                if !matches!(answer.status, 200 | 201) {
                    return Err(format!("a message was answered {}", answer.status).into());
                }
            }
            (Sender::Socket(text), _) => writer.lock().await.text(text).await?,
            (Sender::Request { .. }, None) => {}
        }
    }
}

async fn receive(
    mut reader: Reader,
    writer: Rc<Mutex<Writer>>,
    shared: Rc<Shared>,
    marker: &'static [u8],
    ping: Option<(&'static str, &'static str)>,
) -> Result<()> {
    let mut number = 0;
    loop {
        match reader.next().await? {
            Frame::Text(text) if text.starts_with(marker) => {
                shared.received(number);
                number += 1;
            }
            Frame::Text(text) => {
                if let Some((_, pong)) = ping.filter(|(ping, _)| ping.as_bytes() == text) {
                    writer.lock().await.text(pong).await?;
                }
            }
            Frame::Ping(payload) => writer.lock().await.pong(payload).await?,
            Frame::Close(code) => return Err(format!("a socket was closed: {code}").into()),
            Frame::Other => {}
        }
    }
}
