//! Whether a request was answered before it was read whole: then the answer says that the connection ends with it.
//!
//! hyper ends it anyhow, for it does not know where the next request begins. Where the answer is there at once, it has not
//! noticed yet, and a client that is not told loses what it sends next (RFC 9112, 9.6).
//! Not here: connections that end for another reason (`pace`).

use axum::body::{Body, Bytes};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

/// Whether there is more of a request than was read.
pub(super) struct Unread(Option<Arc<AtomicBool>>);

impl Unread {
    /// The request, with a body that tells when its end was read.
    pub(super) fn watch(request: Request<Incoming>) -> (Request<Body>, Self) {
        if request.body().is_end_stream() {
            return (request.map(Body::new), Self(None));
        }
        let is_left = Arc::new(AtomicBool::new(true));
        let watched = request.map(|body| Watched { body, is_left: Arc::clone(&is_left) });
        (watched.map(Body::new), Self(Some(is_left)))
    }

    /// The answer, which says so.
    pub(super) fn tell<B>(self, mut answer: Response<B>) -> Response<B> {
        let is_left = self.0.is_some_and(|is_left| is_left.load(Ordering::Relaxed));
        if is_left && answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }
}

/// The body of a request.
struct Watched {
    body: Incoming,
    is_left: Arc<AtomicBool>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.is_left.store(false, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
