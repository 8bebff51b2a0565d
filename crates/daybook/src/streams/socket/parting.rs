//! How a socket ends: with a code, and with a moment for it to arrive.
//!
//! Not here: the codes of our own (`daybook_live::Close`).

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use daybook_live::Close;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;

/// How long the close frame may take to leave, and the client's to come.
const LINGER: Duration = Duration::from_secs(2);

/// Why a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The other end left.
    Gone,
    /// We send it away, in the words of the hub.
    Close(Close),
    /// It broke the rules of WebSockets.
    Violation(u16),
}

impl End {
    pub(super) const TOO_LARGE: Self = Self::Violation(close_code::SIZE);

    /// What an error in reading means.
    pub(super) fn of(error: axum::Error) -> Self {
        let Ok(error) = error.into_inner().downcast::<Error>() else { return Self::Gone };
        match *error {
            Error::Capacity(_) => Self::TOO_LARGE,
            Error::Utf8(_) => Self::Violation(close_code::INVALID),
            Error::Protocol(_) => Self::Violation(close_code::PROTOCOL),
            _ => Self::Gone,
        }
    }

    fn frame(self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::Gone => return None,
            Self::Close(close) => (close.code(), close.reason()),
            Self::Violation(code) => (code, ""),
        };
        Some(CloseFrame { code, reason: reason.into() })
    }
}

/// Says good-bye, and waits a moment for the other end to do so.
pub(super) async fn part(mut socket: WebSocket, end: End) {
    let farewell = async {
        if let Some(frame) = end.frame()
            && socket.send(Message::Close(Some(frame))).await.is_err()
        {
            return;
        }
        while let Some(Ok(_)) = socket.recv().await {}
    };
    if timeout(LINGER, farewell).await.is_err() {
        tracing::trace!(?end, "a socket ended without a farewell");
    }
}
