//! A keep-alive HTTP/1.1 connection that costs next to nothing: a request is bytes made once, an answer is scanned for
//! its status and its end.
//!
//! Not here: redirects, compression, TLS; the servers are asked nothing that leads there.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Bytes of a request, whole.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        text += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        text += "Content-Type: application/json\r\n";
        text += &format!("Content-Length: {}\r\n", body.len());
    }
    text += "\r\n";
    text += body;
    text.into_bytes()
}

/// A connection; opened anew when the server closes it between two answers.
pub(crate) struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
    body: Vec<u8>,
}

/// An answer, until the next one is asked for.
pub(crate) struct Answer<'c> {
    pub(crate) status: u16,
    pub(crate) head: &'c [u8],
    pub(crate) body: &'c [u8],
}

/// What the head of an answer says of its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    length: usize,
    body: Extent,
    closes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Bytes(usize),
    Chunks,
}

impl Connection {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: Vec::with_capacity(16 * 1024), body: Vec::new() }
    }

    /// Sends the request and waits for the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(self.address).await?,
        };
        self.buffer.clear();
        self.body.clear();
        stream.write_all(request).await?;
        let head = loop {
            more(&mut stream, &mut self.buffer).await?;
            if let Some(head) = Head::read(&self.buffer) {
                break head;
            }
        };
        let chunked = match head.body {
            Extent::Bytes(length) => {
                while self.buffer.len() < head.length + length {
                    more(&mut stream, &mut self.buffer).await?;
                }
                false
            }
            Extent::Chunks => {
                while !unchunk(&self.buffer[head.length..], &mut self.body) {
                    more(&mut stream, &mut self.buffer).await?;
                }
                true
            }
        };
        if !head.closes {
            self.stream = Some(stream);
        }
        let (before, after) = self.buffer.split_at(head.length);
        Ok(Answer {
            status: head.status,
            head: before,
            body: if chunked { &self.body } else { after },
        })
    }
}

impl Answer<'_> {
    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(self.head);
        let mut lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|it| it.1.trim().to_owned())
    }
}

/// A stream that sends at once what it is given.
pub(crate) async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<()> {
    match stream.read_buf(buffer).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

impl Head {
    fn read(buffer: &[u8]) -> Option<Self> {
        let end = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
        let status = buffer.get(9..12)?;
        let status = status.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
        let mut head = Self { status, length: end, body: Extent::Bytes(0), closes: false };
        for line in buffer[..end].split(|byte| *byte == b'\n').skip(1) {
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
            if name.eq_ignore_ascii_case(b"content-length") {
                let length =
                    value.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
                head.body = Extent::Bytes(length);
            } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
                head.body = Extent::Chunks;
            } else if name.eq_ignore_ascii_case(b"connection") {
                head.closes = value.eq_ignore_ascii_case(b"close");
            }
        }
        if matches!(status, 204 | 304) {
            head.body = Extent::Bytes(0);
        }
        Some(head)
    }
}

/// Joins the chunks into `body`; false while the last one is missing.
fn unchunk(mut chunks: &[u8], body: &mut Vec<u8>) -> bool {
    body.clear();
    loop {
        let Some(line) = chunks.windows(2).position(|two| two == b"\r\n") else { return false };
        let size = String::from_utf8_lossy(&chunks[..line]);
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { return false };
        let Some(chunk) = chunks.get(line + 2..line + 2 + size + 2) else { return false };
        if size == 0 {
            return true;
        }
        body.extend_from_slice(&chunk[..size]);
        chunks = &chunks[line + 2 + size + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_where_the_body_ends() {
        let text = b"HTTP/1.1 201 Created\r\ncontent-length: 12\r\nConnection: close\r\n\r\n{";
        let head = Head::read(text).expect("the head is whole");
        let length = text.len() - 1;
        assert_eq!(head, Head { status: 201, length, body: Extent::Bytes(12), closes: true });
        assert_eq!(Head::read(&text[..length - 1]), None);
    }

    #[test]
    fn chunks_are_joined() {
        let text = b"3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n";
        let mut body = Vec::new();
        assert!(unchunk(text, &mut body));
        assert_eq!(body, b"[1,2]");
        assert!(!unchunk(&text[..text.len() - 3], &mut body));
    }
}
