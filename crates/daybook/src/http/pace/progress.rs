//! What a connection is at: resting, answering, or no longer ours.
//!
//! Invariant: an answer ends with its body, however that ends.
//! Not here: what follows from it (`pace`).

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use futures_util::task::AtomicWaker;
use http::StatusCode;
use http_body::{Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

/// What those who see requests come and answers go tell the connection beneath.
#[derive(Clone, Debug, Default)]
pub(in crate::http) struct Progress(Arc<Shared>);

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
    pub(in crate::http) fn answer(&self) -> Answering {
        self.0.count.fetch_add(1, Ordering::AcqRel);
        Answering(self.clone())
    }

    /// Whether a request has come.
    pub(in crate::http) fn has_begun(&self) -> bool {
        self.now() > 0
    }

    /// How far it is: even while the connection rests, odd while it answers or is no longer ours.
    pub(super) fn now(&self) -> u64 {
        self.0.count.load(Ordering::Acquire)
    }

    /// Whether the connection speaks another protocol.
    pub(super) fn is_upgraded(&self) -> bool {
        self.now() == UPGRADED
    }

    /// Wakes the task when an answer ends.
    pub(super) fn tell_of_an_end(&self, cx: &Context<'_>) {
        self.0.reader.register(cx.waker());
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(in crate::http) struct Answering(Progress);

impl Answering {
    /// The answer, with whose body the answering ends. One that is another protocol never does.
    pub(in crate::http) fn with(self, answer: Response) -> http::Response<Answer> {
        if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
            self.0.0.count.store(UPGRADED, Ordering::Release);
        }
        answer.map(|body| Answer { body, _answering: self })
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if !self.0.is_upgraded() {
            self.0.0.count.fetch_add(1, Ordering::AcqRel);
            self.0.0.reader.wake();
        }
    }
}

/// The body of an answer.
#[derive(Debug)]
pub(in crate::http) struct Answer {
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
