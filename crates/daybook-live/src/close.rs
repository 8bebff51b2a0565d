//! Why the server ends a socket, as WebSocket close codes.
//!
//! 4000 to 4499 mean "come back", 4500 to 4999 mean "do not".
//! Not here: the codes of the protocol itself (1000 to 1015), which the socket layer sends.

use std::fmt;

/// The reason for which a client is sent away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Close {
    /// The node stops; another one, or its successor, is there.
    GoingAway,
    /// Something failed on this side.
    ServerError,
    /// Nothing could be written for too long.
    TooSlow,
    /// A ping stayed without its pong.
    NoPong,
    /// The client sends faster than it may.
    TooManyMessages,
    /// No valid credentials.
    Unauthorised,
    /// What the client sent is not this protocol.
    BadProtocol,
    /// The session behind the socket was ended.
    Revoked,
    /// The user or the address holds too many sockets already.
    TooManyConnections,
}

impl Close {
    /// Every reason, for documentation and for tests of clients.
    pub const ALL: [Self; 9] = [
        Self::GoingAway,
        Self::ServerError,
        Self::TooSlow,
        Self::NoPong,
        Self::TooManyMessages,
        Self::Unauthorised,
        Self::BadProtocol,
        Self::Revoked,
        Self::TooManyConnections,
    ];

    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::GoingAway => 4000,
            Self::ServerError => 4004,
            Self::TooSlow => 4008,
            Self::NoPong => 4012,
            Self::TooManyMessages => 4013,
            Self::Unauthorised => 4500,
            Self::BadProtocol => 4501,
            Self::Revoked => 4503,
            Self::TooManyConnections => 4504,
        }
    }

    /// The words beside the code.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "going away",
            Self::ServerError => "server error",
            Self::TooSlow => "too slow",
            Self::NoPong => "no pong",
            Self::TooManyMessages => "too many messages",
            Self::Unauthorised => "unauthorised",
            Self::BadProtocol => "bad protocol",
            Self::Revoked => "revoked",
            Self::TooManyConnections => "too many connections",
        }
    }

    /// Whether the client should connect again and resume.
    #[must_use]
    pub const fn come_back(self) -> bool {
        self.code() < 4500
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code(), self.reason())
    }
}

#[cfg(test)]
mod tests {
    use super::Close;

    #[test]
    fn codes_are_distinct_and_in_the_private_range() {
        let mut codes: Vec<u16> = Close::ALL.iter().map(|close| close.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Close::ALL.len());
        assert!(codes.iter().all(|code| (4000..5000).contains(code)));
    }

    #[test]
    fn only_refusals_tell_the_client_to_stay_away() {
        assert!(
            Close::GoingAway.come_back() && Close::TooSlow.come_back() && Close::NoPong.come_back()
        );
        assert!(!Close::Revoked.come_back() && !Close::BadProtocol.come_back());
    }
}
