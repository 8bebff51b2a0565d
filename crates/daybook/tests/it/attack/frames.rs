//! Frames as RFC 6455 has them and as it has them not, byte by byte on a raw connection.
//!
//! The cases are those of the Autobahn test suite, which needs a Python that is no longer kept: framing,
//! pings, reserved bits, opcodes, fragmentation, UTF-8, closing, sizes. After each good one the
//! socket still answers; after each bad one it is closed with the code that says why.
//!
//! Not here: what messages mean (`live::protocol`), compression, which is not spoken.

use crate::harness::{TestApp, within};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
const PROTOCOL: u16 = 1002;
const UTF8: u16 = 1007;
const TOO_LARGE: u16 = 1009;

/// A client that does as it is told.
struct Wire {
    stream: TcpStream,
}

impl Wire {
    async fn open(app: &TestApp, token: &str) -> Self {
        let address = app.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let request = format!(
            "GET /ws/live/?token={token} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("a handshake");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(within("the handshake", stream.read_u8()).await.expect("a head"));
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        assert!(head.starts_with("http/1.1 101"), "{head}");
        assert!(head.contains("s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        assert!(!head.contains("sec-websocket-extensions"), "{head}");
        Self { stream }
    }

    async fn send(&mut self, bytes: &[u8]) {
        // One that was closed already does not take the rest.
        _ = within("bytes to leave", self.stream.write_all(bytes)).await;
    }

    /// The next frame: its first byte, and what is in it; none at the end.
    async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let first = within("a frame", self.stream.read_u8()).await.ok()?;
        let second = self.stream.read_u8().await.ok()?;
        assert_eq!(second & MASKED, 0, "a server does not mask");
        let length = match second {
            126 => usize::from(self.stream.read_u16().await.ok()?),
            127 => usize::try_from(self.stream.read_u64().await.ok()?).expect("a length"),
            short => usize::from(short),
        };
        let mut payload = vec![0; length];
        self.stream.read_exact(&mut payload).await.ok()?;
        Some((first, payload))
    }

    /// The code that the server closes with; none when it only hangs up.
    async fn closed(&mut self) -> Option<u16> {
        loop {
            let (first, payload) = self.frame().await?;
            if first & 0xF == CLOSE {
                return payload.get(..2).map(|code| u16::from_be_bytes([code[0], code[1]]));
            }
        }
    }

    /// Fails the test when the socket does not answer any more.
    async fn assert_alive(&mut self) {
        self.send(&frame(FINAL | TEXT, br#"{"ping":"alive"}"#)).await;
        loop {
            let (first, payload) = self.frame().await.expect("an answer");
            assert_ne!(first & 0xF, CLOSE, "closed: {payload:?}");
            if payload == br#"{"pong":"alive"}"# {
                return;
            }
        }
    }
}

/// A frame of a first byte and a payload, masked as a client must.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let mut frame = vec![first];
    match payload.len() {
        length @ ..126 => frame.push(MASKED | u8::try_from(length).expect("short")),
        length @ ..65_536 => {
            frame.push(MASKED | 126);
            frame.extend(u16::try_from(length).expect("not long").to_be_bytes());
        }
        length => {
            frame.push(MASKED | 127);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    frame.extend(MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(FINAL | CLOSE, &[&code.to_be_bytes(), reason].concat())
}

/// A server and somebody who may open sockets.
async fn server() -> (TestApp, String) {
    let app = TestApp::start().await;
    let token = app.user("ann").await.token.expect("a token");
    (app, token)
}

#[tokio::test]
async fn what_the_rfc_allows_is_understood() {
    let (app, token) = server().await;
    let text = "{\"ping\":\"κόσμε 𝄞 \u{10ffff}\"}".as_bytes();
    let in_pieces = |sizes: usize| -> Vec<Vec<u8>> {
        let pieces: Vec<_> = text.chunks(sizes).collect();
        let last = pieces.len() - 1;
        let first = |at: usize| if at == 0 { TEXT } else { 0 } | if at == last { FINAL } else { 0 };
        pieces.iter().enumerate().map(|(at, piece)| frame(first(at), piece)).collect()
    };
    let between = |filler: Vec<u8>| -> Vec<u8> {
        in_pieces(3).into_iter().flat_map(|piece| [piece, filler.clone()].concat()).collect()
    };
    let good: Vec<(&str, Vec<u8>)> = vec![
        ("whole", frame(FINAL | TEXT, text)),
        ("byte by byte", in_pieces(1).concat()),
        ("in pieces", in_pieces(7).concat()),
        ("with pings between", between(frame(FINAL | PING, b"?"))),
        ("with pongs between", between(frame(FINAL | PONG, b"!"))),
        (
            "with empty pieces",
            [frame(TEXT, b""), frame(0, text), frame(0, b""), frame(FINAL, b"")].concat(),
        ),
    ];
    for (how, bytes) in good {
        let mut wire = Wire::open(&app, &token).await;
        wire.send(&bytes).await;
        let told = loop {
            let (first, payload) = wire.frame().await.expect("an answer");
            if first == FINAL | TEXT {
                break payload;
            }
            assert_eq!(first, FINAL | PONG, "{how}: {payload:?}");
        };
        assert_eq!(told, [b"{\"pong\"", &text[7..]].concat(), "{how}");
        wire.assert_alive().await;
    }
}

#[tokio::test]
async fn bytes_that_come_one_by_one_are_a_frame_all_the_same() {
    let (app, token) = server().await;
    let mut wire = Wire::open(&app, &token).await;
    wire.stream.set_nodelay(true).expect("an option");
    for byte in frame(FINAL | TEXT, br#"{"ping":1}"#) {
        wire.send(&[byte]).await;
    }
    assert_eq!(wire.frame().await.expect("an answer").1, br#"{"pong":1}"#);
}

#[tokio::test]
async fn a_ping_is_answered_with_what_it_held() {
    let (app, token) = server().await;
    let mut wire = Wire::open(&app, &token).await;
    for payload in [&b""[..], b"hello", &[0, 0xff, 0xfe], &[b'x'; 125]] {
        wire.send(&frame(FINAL | PING, payload)).await;
        assert_eq!(wire.frame().await, Some((FINAL | PONG, payload.to_vec())));
    }
    for unasked in [&b""[..], b"unasked"] {
        wire.send(&frame(FINAL | PONG, unasked)).await;
    }
    wire.assert_alive().await;
}

#[tokio::test]
async fn what_the_rfc_forbids_is_closed_with_the_reason() {
    let (app, token) = server().await;
    let unmasked = |first: u8| vec![first, 2, b'{', b'}'];
    let mut bad: Vec<(String, Vec<u8>, u16)> = vec![
        ("an unmasked text".into(), unmasked(FINAL | TEXT), PROTOCOL),
        ("an unmasked ping".into(), unmasked(FINAL | PING), PROTOCOL),
        ("a continuation of nothing".into(), frame(FINAL, b"x"), PROTOCOL),
        ("an unfinished continuation of nothing".into(), frame(0, b"x"), PROTOCOL),
        (
            "a text within a text".into(),
            [frame(TEXT, b"x"), frame(FINAL | TEXT, b"y")].concat(),
            PROTOCOL,
        ),
        ("bytes within a text".into(), [frame(TEXT, b"x"), frame(BINARY, b"y")].concat(), PROTOCOL),
        ("a ping in pieces".into(), frame(PING, b"x"), PROTOCOL),
        ("a close in pieces".into(), frame(CLOSE, b""), PROTOCOL),
        ("a ping that is too long".into(), frame(FINAL | PING, &[b'x'; 126]), PROTOCOL),
        ("a pong that is too long".into(), frame(FINAL | PONG, &[b'x'; 126]), PROTOCOL),
        ("a close that is too long".into(), close(1000, &[b'x'; 124]), PROTOCOL),
        ("a close of one byte".into(), frame(FINAL | CLOSE, b"x"), PROTOCOL),
        (
            "a length beyond all".into(),
            [&[FINAL | TEXT, MASKED | 127][..], &[0xff; 8], &[0; 4]].concat(),
            TOO_LARGE,
        ),
        ("a text of 16 MiB".into(), frame(FINAL | TEXT, &vec![b' '; 1 << 24]), TOO_LARGE),
    ];
    for reserved in [0x40, 0x20, 0x10, 0x70] {
        bad.push((
            format!("reserved bits {reserved:x}"),
            frame(FINAL | reserved | TEXT, b"{}"),
            PROTOCOL,
        ));
    }
    for opcode in [3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF] {
        bad.push((format!("opcode {opcode}"), frame(FINAL | opcode, b""), PROTOCOL));
    }
    let no_text: [&[u8]; 12] = [
        b"\x80",
        b"\xc0\xaf",
        b"\xc3",
        b"\xc3\x28",
        b"\xe2\x82",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xf0\x80\x80\xaf",
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xfe",
        b"\xff\xff",
    ];
    for bytes in no_text {
        bad.push((format!("{bytes:x?}"), frame(FINAL | TEXT, bytes), UTF8));
        let pieces = [frame(TEXT, &bytes[..1]), frame(FINAL, &bytes[1..])].concat();
        bad.push((format!("{bytes:x?} in pieces"), pieces, UTF8));
    }
    for code in [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535] {
        bad.push((format!("close code {code}"), close(code, b""), PROTOCOL));
    }
    for (what, bytes, expected) in bad {
        let mut wire = Wire::open(&app, &token).await;
        wire.send(&bytes).await;
        let code = wire.closed().await;
        // One that sends far too much may find the way back cut before it reads why.
        let cut = code.is_none() && bytes.len() > 1 << 20;
        assert!(code == Some(expected) || cut, "{what}: {code:?}");
    }
}

#[tokio::test]
async fn a_close_is_answered_and_the_connection_ends() {
    let (app, token) = server().await;
    let codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    for code in codes {
        let mut wire = Wire::open(&app, &token).await;
        wire.send(&close(code, "κόσμε".as_bytes())).await;
        assert_eq!(wire.closed().await, Some(code));
        assert!(wire.frame().await.is_none(), "{code}: the connection goes on");
    }
    let mut wire = Wire::open(&app, &token).await;
    wire.send(&frame(FINAL | CLOSE, b"")).await;
    let (first, payload) = wire.frame().await.expect("a close");
    assert_eq!((first, payload.as_slice()), (FINAL | CLOSE, &b""[..]));
    assert!(wire.frame().await.is_none(), "the connection goes on");
}

#[tokio::test]
async fn what_is_no_handshake_opens_nothing() {
    let (app, token) = server().await;
    let address = app.url.trim_start_matches("http://").to_owned();
    let good = [
        ("upgrade", "websocket"),
        ("connection", "Upgrade"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("sec-websocket-version", "13"),
    ];
    let path = format!("/ws/live/?token={token}");
    for left_out in good.map(|(name, _)| name) {
        let headers: String = good
            .iter()
            .filter(|(name, _)| *name != left_out)
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        refused(&address, &format!("GET {path} HTTP/1.1\r\n{headers}"), left_out).await;
    }
    for (name, value) in
        [("sec-websocket-version", "12"), ("sec-websocket-version", "x"), ("upgrade", "h2c")]
    {
        let headers: String = good
            .iter()
            .map(|(known, own)| {
                format!("{known}: {}\r\n", if *known == name { value } else { own })
            })
            .collect();
        refused(&address, &format!("GET {path} HTTP/1.1\r\n{headers}"), value).await;
    }
    let headers: String = good.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    refused(&address, &format!("POST {path} HTTP/1.1\r\n{headers}"), "POST").await;
    refused(&address, &format!("GET {path} HTTP/1.0\r\n{headers}"), "HTTP/1.0").await;
}

async fn refused(address: &str, request: &str, what: &str) {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let request = format!("{request}Host: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut told = [0; 12];
    within("a refusal", stream.read_exact(&mut told)).await.expect("a refusal");
    let told = String::from_utf8_lossy(&told);
    let status: u16 = told.rsplit(' ').next().and_then(|it| it.parse().ok()).expect("a status");
    assert!((400..500).contains(&status), "without a good {what}: {told}");
}
