//! How long a connection may rest, and how long a request's head or an answer may take on it.
//!
//! hyper has one timer, which starts when it begins to wait for a head: it cannot tell a keep-alive
//! connection that rests from a client that stalls. This stands beneath hyper, sees the first byte,
//! and ends the connection as if the client had hung up:
//!
//! - between two requests, after the idle time;
//! - within a head, after the read time since its first byte;
//! - when the client takes nothing of what it is sent, after the idle time.
//!
//! Not here: a body that stalls (`http::body`, which can say 408), sockets (they ping).

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use futures_util::task::AtomicWaker;
use http::StatusCode;
use http_body::{Frame, SizeHint};
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// How long the client is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// From the first byte of a head to its last.
    pub(super) head: Duration,
    /// Between two requests, and for the client to take some of its answer.
    pub(super) idle: Duration,
}

/// What those who see requests come and answers go tell the connection beneath.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// How many requests and answers there were: even while it rests, odd while it answers.
    count: AtomicU64,
    /// Who waits for the client meanwhile; hyper itself does not look again when an answer ends.
    reader: AtomicWaker,
}

/// No more requests: the connection speaks another protocol, which keeps its own time.
const UPGRADED: u64 = u64::MAX;

impl Progress {
    /// A whole head was read. The connection rests again when what is returned is dropped.
    pub(super) fn answer(&self) -> Answering {
        self.0.count.fetch_add(1, Ordering::AcqRel);
        Answering(self.clone())
    }

    fn now(&self) -> u64 {
        self.0.count.load(Ordering::Acquire)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(super) struct Answering(Progress);

impl Answering {
    /// The answer, with whose body the answering ends. One that is another protocol never does.
    pub(super) fn with(self, answer: Response) -> http::Response<Answer> {
        if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
            self.0.0.count.store(UPGRADED, Ordering::Release);
        }
        answer.map(|body| Answer { body, _answering: self })
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if self.0.now() != UPGRADED {
            self.0.0.count.fetch_add(1, Ordering::AcqRel);
            self.0.0.reader.wake();
        }
    }
}

/// The body of an answer.
#[derive(Debug)]
pub(super) struct Answer {
    body: Body,
    _answering: Answering,
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that ends when its client takes too long.
pub(super) struct Paced<S> {
    stream: S,
    patience: Patience,
    progress: Progress,
    /// The progress that `in_head` and `due` are about.
    seen: u64,
    in_head: bool,
    /// When the head must be whole, or the rest ends.
    due: Option<Instant>,
    reading: Timer,
    /// When the client must have taken some of what waits for it.
    taken_by: Option<Instant>,
    writing: Timer,
}

impl<S> Paced<S> {
    pub(super) fn new(stream: S, patience: Patience, progress: Progress) -> Self {
        Self {
            stream,
            patience,
            seen: progress.now(),
            progress,
            in_head: false,
            due: None,
            reading: Timer::default(),
            taken_by: None,
            writing: Timer::default(),
        }
    }

    /// Whether the connection is between two answers. A rest that is new has no end yet.
    fn rests(&mut self) -> bool {
        let now = self.progress.now();
        if now != self.seen {
            (self.seen, self.in_head, self.due) = (now, false, None);
        }
        now.is_multiple_of(2)
    }

    fn received(&mut self) {
        if self.rests() && !self.in_head {
            self.in_head = true;
            self.due = Some(Instant::now() + self.patience.head);
        }
    }

    /// Whether a client that sends nothing has had its time.
    fn is_silent_too_long(&mut self, cx: &mut Context<'_>) -> bool {
        self.progress.0.reader.register(cx.waker());
        if !self.rests() {
            return false;
        }
        let rest = self.patience.idle;
        let due = *self.due.get_or_insert_with(|| Instant::now() + rest);
        self.reading.is_past(due, cx)
    }

    /// A write that waits for the client fails when it waits too long.
    fn taken<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() || self.progress.now() == UPGRADED {
            self.taken_by = None;
            return written;
        }
        let patience = self.patience.idle;
        let due = *self.taken_by.get_or_insert_with(|| Instant::now() + patience);
        match self.writing.is_past(due, cx) {
            true => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            false => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.received();
        }
        // Nothing read is the end of a stream: to hyper the client has hung up.
        if read.is_pending() && self.is_silent_too_long(cx) { Poll::Ready(Ok(())) } else { read }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.taken(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.taken(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        self.taken(flushed, cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.taken(shut, cx)
    }
}

/// A timer that is set anew only when it must ring earlier: most deadlines never come.
#[derive(Default)]
struct Timer(Option<Pin<Box<Sleep>>>);

impl Timer {
    /// Whether the moment has come; if not, the task is woken when it does.
    fn is_past(&mut self, due: Instant, cx: &mut Context<'_>) -> bool {
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(due)));
        if sleep.deadline() > due {
            sleep.as_mut().reset(due);
        }
        while sleep.as_mut().poll(cx).is_ready() {
            if sleep.deadline() >= due {
                return true;
            }
            sleep.as_mut().reset(due);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt, duplex},
        time::timeout,
    };

    const LONG: Duration = Duration::from_secs(3_600);
    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_rest_ends_and_an_answer_under_way_does_not() {
        let (mut client, server) = duplex(64);
        let progress = Progress::default();
        let patience = Patience { head: LONG, idle: SHORT };
        let mut server = Paced::new(server, patience, progress.clone());
        assert_eq!(server.read(&mut [0; 8]).await.expect("the end of the rest"), 0);
        let answering = progress.answer();
        let mut buffer = [0; 8];
        let nothing = timeout(2 * SHORT, server.read(&mut buffer)).await;
        assert!(nothing.is_err(), "it waits as long as the answer takes");
        client.write_all(b"body").await.expect("it is open");
        assert_eq!(server.read(&mut buffer).await.expect("the body"), 4);
        let (rest, ()) = tokio::join!(server.read(&mut buffer), async { drop(answering) });
        assert_eq!(rest.expect("the end of the rest"), 0);
        let upgrade = StatusCode::SWITCHING_PROTOCOLS.into_response();
        drop(progress.answer().with(upgrade));
        assert!(timeout(2 * SHORT, server.read(&mut buffer)).await.is_err());
    }

    #[tokio::test]
    async fn a_head_has_its_time_from_its_first_byte_and_the_next_one_anew() {
        let (mut client, server) = duplex(64);
        let progress = Progress::default();
        let patience = Patience { head: SHORT, idle: LONG };
        let mut server = Paced::new(server, patience, progress.clone());
        let mut buffer = [0; 8];
        for _ in 0..2 {
            assert!(timeout(2 * SHORT, server.read(&mut buffer)).await.is_err());
            client.write_all(b"GET").await.expect("it is open");
            assert_eq!(server.read(&mut buffer).await.expect("a part of a head"), 3);
            drop(progress.answer());
        }
        client.write_all(b"GET").await.expect("it is open");
        assert_eq!(server.read(&mut buffer).await.expect("a part of a head"), 3);
        assert_eq!(server.read(&mut buffer).await.expect("the end of patience"), 0);
    }

    #[tokio::test]
    async fn who_takes_nothing_of_the_answer_is_let_go() {
        let (_client, server) = duplex(4);
        let progress = Progress::default();
        let patience = Patience { head: LONG, idle: SHORT };
        let mut server = Paced::new(server, patience, progress.clone());
        let _answering = progress.answer();
        let error = server.write_all(b"an answer").await.expect_err("nobody takes it");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
