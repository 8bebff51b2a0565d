//! The other end of a socket. Everything that is waited for has a deadline.

use super::{Answer, within};
use futures_util::{SinkExt, StreamExt};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
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

    /// Sends a JSON frame.
    pub(crate) async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    /// Sends a frame of any text.
    pub(crate) async fn send_text(&mut self, text: &str) {
        within("a frame to leave", self.stream.send(Message::text(text)))
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

    /// Subscribes on the live socket; the answer is what was subscribed, with the cursors.
    pub(crate) async fn subscribe(&mut self, streams: Value) -> Value {
        self.send(json!({ "subscribe": streams })).await;
        self.until(|frame| frame.get("subscribed").is_some()).await["subscribed"].take()
    }

    /// Fails the test when anything came on the live socket before the answer to a ping.
    pub(crate) async fn assert_quiet(&mut self) {
        self.fences += 1;
        self.send(json!({ "ping": self.fences })).await;
        assert_eq!(self.next().await, json!({ "pong": self.fences }));
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
