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

mod progress;

pub(super) use progress::Progress;

use std::{
    io,
    pin::Pin,
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
        self.progress.tell_of_an_end(cx);
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
        if written.is_ready() || self.progress.is_upgraded() {
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
mod tests;
