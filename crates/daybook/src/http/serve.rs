//! The accept loop: connections with timers and limits, HTTP/1.1 and WebSockets, TLS from files.
//!
//! Stopping: no new connections, those that idle are closed, requests under way are finished, one that may be on its way
//! on a new connection is waited for, sockets are told to come back, and after [`GRACE`] what is left is dropped.
//!
//! Not here: what a request means (`crate::router`).

use super::{
    pace::{Paced, Patience, Progress},
    peer::Connection,
    unread::Unread,
};
use crate::{app::App, router::Front};
use axum::{body::Body, extract::OriginalUri};
use http::{Request, Uri};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    convert::Infallible, future::poll_fn, io, iter, net::SocketAddr, pin::Pin, sync::Arc,
    task::Poll, time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long a stopping server waits for requests and sockets.
pub const GRACE: Duration = Duration::from_secs(12);
/// How long a stopping server waits for the first request on a connection.
const FIRST_WORDS: Duration = Duration::from_secs(1);
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_HEADERS: usize = 100;
/// Bytes of a request's head.
const MAX_HEAD: usize = 64 * 1024;

/// Serves until `shutdown` is cancelled, then stops as the module says.
pub async fn serve(app: App, listener: TcpListener, shutdown: CancellationToken) -> io::Result<()> {
    let tls = app.tls.clone();
    let front = Front::new(&app);
    let places = Arc::new(Semaphore::new(app.config.max_connections));
    let connections = TaskTracker::new();
    let mut protocol = http1::Builder::new();
    protocol.header_read_timeout(None).max_headers(MAX_HEADERS).max_buf_size(MAX_HEAD);
    let patience = Patience { head: app.config.read_timeout, idle: app.config.idle_timeout };
    let begin = |(stream, address, place): Accepted| {
        let connection = Connection { address: address.ip(), secure: tls.is_some() };
        let (front, tls, shutdown) = (front.clone(), tls.clone(), shutdown.clone());
        let protocol = protocol.clone();
        connections.spawn(async move {
            match tls {
                None => speak(stream, patience, protocol, connection, front, shutdown).await,
                Some(tls) => {
                    if let Some(stream) = shake_hands(&tls, stream).await {
                        speak(stream, patience, protocol, connection, front, shutdown).await;
                    }
                }
            }
            drop(place);
        });
    };
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            accepted = accept(&listener, &places) => accepted.map_or((), begin),
        }
    }
    accept_last(listener, &places).for_each(begin);
    app.stop();
    connections.close();
    let drained = async {
        connections.wait().await;
        app.stopped().await;
    };
    if timeout(GRACE, drained).await.is_err() {
        tracing::warn!(connections = connections.len(), "stopped with connections left");
    }
    Ok(())
}

/// A connection, from where it comes, and its place among all that there may be.
type Accepted = (TcpStream, SocketAddr, OwnedSemaphorePermit);

/// The next connection, when there is place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<Accepted> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => {
            _ = stream.set_nodelay(true);
            Some((stream, address, place))
        }
        Err(error) => {
            tracing::warn!(%error, "accept failed");
            // Out of descriptors: one that is closed makes room; do not spin until then.
            tokio::time::sleep_until(tokio::time::Instant::now() + Duration::from_millis(50)).await;
            None
        }
    }
}

/// The connections that the system has taken already: a request may be on its way on each. Who comes after them is
/// refused before anything is sent, and goes elsewhere.
fn accept_last(listener: TcpListener, places: &Arc<Semaphore>) -> impl Iterator<Item = Accepted> {
    let listener = listener.into_std().ok();
    iter::from_fn(move || {
        let (stream, address) = listener.as_ref()?.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        let place = Arc::clone(places).try_acquire_owned().ok()?;
        Some((TcpStream::from_std(stream).ok()?, address, place))
    })
}

async fn shake_hands(tls: &TlsAcceptor, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
    match timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await {
        Ok(Ok(stream)) => return Some(stream),
        Ok(Err(error)) => tracing::debug!(%error, "TLS handshake failed"),
        Err(_) => tracing::debug!("TLS handshake took too long"),
    }
    None
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    patience: Patience,
    protocol: http1::Builder,
    connection: Connection,
    front: Front,
    shutdown: CancellationToken,
) {
    let progress = Progress::default();
    let stream = Paced::new(stream, patience, progress.clone());
    let asked = progress.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = asked.answer();
        let (request, unread) = Unread::watch(request);
        // Boxed: hyper keeps room for what the service answers with as long as a connection lives, also while it rests.
        let answer = Box::pin(front.clone().answer(connection, normalised(request)));
        async move { Ok::<_, Infallible>(answering.with(unread.tell(answer.await))) }
    });
    let mut speaking =
        std::pin::pin!(protocol.serve_connection(TokioIo::new(stream), service).with_upgrades());
    let spoken = tokio::select! {
        spoken = speaking.as_mut() => spoken,
        () = shutdown.cancelled() => {
            match timeout(FIRST_WORDS, first_words(speaking.as_mut(), &progress)).await {
                Ok(Some(spoken)) => spoken,
                _ => {
                    speaking.as_mut().graceful_shutdown();
                    speaking.await
                }
            }
        }
    };
    if let Err(error) = spoken {
        tracing::trace!(%error, "connection ended");
    }
}

/// Waits for the first request on a connection, or its end, which is answered: hyper would drop a connection on which
/// nothing was said, though a request may be on its way.
async fn first_words<C: Future>(
    mut speaking: Pin<&mut C>,
    progress: &Progress,
) -> Option<C::Output> {
    poll_fn(|cx| match speaking.as_mut().poll(cx) {
        Poll::Ready(spoken) => Poll::Ready(Some(spoken)),
        Poll::Pending if progress.has_begun() => Poll::Ready(None),
        Poll::Pending => Poll::Pending,
    })
    .await
}

/// A path with its last slash and one without are the same; the routes are written without.
fn normalised(mut request: Request<Body>) -> Request<Body> {
    let uri = request.uri();
    let path = uri.path();
    if path.len() > 1 && path.ends_with('/') {
        let trimmed = path.trim_end_matches('/');
        let trimmed = if trimmed.is_empty() { "/" } else { trimmed };
        let target = match uri.query() {
            Some(query) => format!("{trimmed}?{query}"),
            None => trimmed.to_owned(),
        };
        if let Ok(target) = Uri::try_from(target) {
            let original = std::mem::replace(request.uri_mut(), target);
            request.extensions_mut().insert(OriginalUri(original));
        }
    }
    request
}
