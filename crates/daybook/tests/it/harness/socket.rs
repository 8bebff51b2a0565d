//! The other end of a socket. Everything that is waited for has a deadline.

use super::{Answer, within};
use futures_util::{SinkExt, StreamExt};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

/// An open socket that speaks JSON.
pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    fences: u64,
}

impl Socket {
    pub(super) async fn connect(url: &str, headers: HeaderMap) -> Result<Self, Answer> {
        let mut request = url.into_client_request().expect("a socket's address");
        request.headers_mut().extend(headers);
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self { stream, fences: 0 }),
            Err(Error::Http(refusal)) => {
                let (head, body) = refusal.into_parts();
                Err(Answer::new(head.status.as_u16(), head.headers, body.unwrap_or_default()))
            }
            Err(error) => panic!("{url}: {error}"),
        }
    }

    /// Opens a socket at a server that may not be there.
    pub(super) async fn dial(url: &str, headers: HeaderMap) -> Option<Self> {
        let mut request = url.into_client_request().expect("a socket's address");
        request.headers_mut().extend(headers);
        let (stream, _) = connect_async(request).await.ok()?;
        Some(Self { stream, fences: 0 })
    }

    /// Opens a socket whose system keeps next to nothing for it: what is not read stays with the server.
    pub(super) async fn narrow(url: &str, headers: HeaderMap) -> Self {
        let mut request = url.into_client_request().expect("a socket's address");
        request.headers_mut().extend(headers);
        let authority = request.uri().authority().expect("an address").to_string();
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4_096).expect("a small buffer");
        let stream =
            socket.connect(authority.parse().expect("an address")).await.expect("a server");
        let (stream, _) =
            client_async(request, MaybeTlsStream::Plain(stream)).await.expect("a handshake");
        Self { stream, fences: 0 }
    }

    /// The next JSON frame; `None` when the socket ends, however it does.
    pub(crate) async fn try_next(&mut self) -> Option<Value> {
        within("a frame or the end", self.hear()).await
    }

    /// The same, however long nothing is said.
    pub(crate) async fn hear(&mut self) -> Option<Value> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    return Some(serde_json::from_str(&text).expect("a frame of JSON"));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// Sends a JSON frame.
    pub(crate) async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    /// Sends JSON frames in one go.
    pub(crate) async fn send_all(&mut self, frames: impl IntoIterator<Item = Value>) {
        for frame in frames {
            let fed = self.stream.feed(Message::text(frame.to_string()));
            within("a frame to be taken", fed).await.expect("an open socket");
        }
        within("frames to leave", self.stream.flush()).await.expect("an open socket");
    }

    /// Sends a frame of any text.
    pub(crate) async fn send_text(&mut self, text: &str) {
        within("a frame to leave", self.stream.send(Message::text(text)))
            .await
            .expect("an open socket");
    }

    /// Sends a JSON frame; `false` when the socket does not take it any more.
    pub(crate) async fn try_send(&mut self, frame: Value) -> bool {
        let sent = self.stream.send(Message::text(frame.to_string()));
        within("a frame to leave", sent).await.is_ok()
    }

    /// Sends a binary frame.
    pub(crate) async fn send_bytes(&mut self, bytes: &'static [u8]) {
        within("a frame to leave", self.stream.send(Message::binary(bytes)))
            .await
            .expect("an open socket");
    }

    /// The next JSON frame.
    pub(crate) async fn next(&mut self) -> Value {
        match within("a frame", self.frame()).await {
            Message::Text(text) => serde_json::from_str(&text).expect("a frame of JSON"),
            other => panic!("waited for a frame, got {other:?}"),
        }
    }

    /// The next frame that is wanted; those before it are passed over.
    pub(crate) async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await;
            if wanted(&frame) {
                return frame;
            }
        }
    }

    /// The next event on the live socket; who is present or typing is passed over.
    pub(crate) async fn next_event(&mut self) -> Value {
        let passes = |frame: &Value| !is_passing(frame);
        self.until(passes).await
    }

    /// Subscribes on the live socket; the answer is what was subscribed, with the cursors.
    pub(crate) async fn subscribe(&mut self, streams: Value) -> Value {
        self.send(json!({ "subscribe": streams })).await;
        self.until(|frame| frame.get("subscribed").is_some()).await["subscribed"].take()
    }

    /// Fails the test when anything but presence came on the live socket before the answer to a ping.
    pub(crate) async fn assert_quiet(&mut self) {
        self.fences += 1;
        self.send(json!({ "ping": self.fences })).await;
        assert_eq!(self.next_event().await, json!({ "pong": self.fences }));
    }

    /// Reads to the end; the answer is the code that the server closed with, 1006 when it said none.
    pub(crate) async fn closed(&mut self) -> u16 {
        within("the socket to close", async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return 1006,
                }
            }
        })
        .await
    }

    /// The same for the live socket, where no event may come any more.
    pub(crate) async fn closed_without_events(&mut self) -> u16 {
        let (seqs, code) = self.remaining().await;
        assert_eq!(seqs, [0_u64; 0], "events came");
        code
    }

    /// Reads the live socket to its end: the numbers of the events, and the code.
    pub(crate) async fn remaining(&mut self) -> (Vec<u64>, u16) {
        let mut seqs = Vec::new();
        let code = within("the socket to close", async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                    Some(Ok(Message::Text(text))) => seqs.extend(seq(&text)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return 1006,
                }
            }
        })
        .await;
        (seqs, code)
    }

    /// The number of the next event on the live socket.
    pub(crate) async fn next_seq(&mut self) -> u64 {
        match within("an event", self.frame()).await {
            Message::Text(text) => seq(&text).expect("an event"),
            other => panic!("waited for an event, got {other:?}"),
        }
    }

    /// Closes it in good order.
    pub(crate) async fn close(mut self) {
        _ = self.stream.close(None).await;
        self.closed().await;
    }

    async fn frame(&mut self) -> Message {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(message)) => return message,
                Some(Err(error)) => panic!("the socket failed: {error}"),
                None => panic!("the socket ended"),
            }
        }
    }
}

/// Whether a frame tells what is never stored.
fn is_passing(frame: &Value) -> bool {
    frame.get("presence").is_some() || frame.get("typing").is_some()
}

/// The number of an event, read without the rest of it: bursts are long.
fn seq(frame: &str) -> Option<u64> {
    let (_, rest) = frame.strip_prefix(r#"{"stream":"me","#)?.split_once(r#""seq":"#)?;
    rest.split(',').next()?.parse().ok()
}
