//! A WebSocket that reads what has come in one call and counts the frames in it, so that it is no bottleneck.
//!
//! Not here: fragments, compression, closing in good order; the servers that are measured need none of it.

use std::{
    io,
    net::{IpAddr, SocketAddr},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpSocket,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// The reading half.
pub(crate) struct Reader {
    stream: OwnedReadHalf,
    buffer: Vec<u8>,
    read: usize,
}

/// The writing half.
pub(crate) struct Writer(OwnedWriteHalf);

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame<'r> {
    Text(&'r [u8]),
    Ping(&'r [u8]),
    Close(u16),
    Other,
}

/// What kind of end a socket has here.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plug {
    Plain,
    /// At this address of this machine.
    At(IpAddr),
    /// With next to no place for what is not read.
    Narrow,
}

/// Opens a socket.
pub(crate) async fn open(
    server: SocketAddr,
    path: &str,
    plug: Plug,
) -> io::Result<(Reader, Writer)> {
    let socket = TcpSocket::new_v4()?;
    match plug {
        Plug::Plain => {}
        Plug::At(address) => {
            socket.set_reuseaddr(true)?;
            socket.bind((address, 0).into())?;
        }
        Plug::Narrow => socket.set_recv_buffer_size(4_096)?,
    }
    let mut stream = socket.connect(server).await?;
    stream.set_nodelay(true)?;
    let handshake = super::http::request(
        "GET",
        path,
        &[
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ],
        "",
    );
    stream.write_all(&handshake).await?;
    let mut buffer = Vec::with_capacity(2048);
    let end = loop {
        if stream.read_buf(&mut buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    if !buffer.starts_with(b"HTTP/1.1 101") {
        let line = String::from_utf8_lossy(&buffer).lines().next().unwrap_or_default().to_owned();
        return Err(io::Error::other(format!("the socket was refused: {line}")));
    }
    let (reader, writer) = stream.into_split();
    Ok((Reader { stream: reader, buffer, read: end }, Writer(writer)))
}

impl Reader {
    /// The next frame; reads from the connection only when all that came before is used up.
    pub(crate) async fn next(&mut self) -> io::Result<Frame<'_>> {
        let (opcode, from, to) = loop {
            if let Some((opcode, from, to)) = extent(&self.buffer[self.read..]) {
                break (opcode, self.read + from, self.read + to);
            }
            self.buffer.drain(..self.read);
            self.read = 0;
            self.buffer.reserve(1024);
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        self.read = to;
        let payload = &self.buffer[from..to];
        Ok(match opcode {
            1 => Frame::Text(payload),
            9 => Frame::Ping(payload),
            8 => Frame::Close(payload.first_chunk().map_or(1005, |code| u16::from_be_bytes(*code))),
            _ => Frame::Other,
        })
    }
}

/// Opcode, and where the payload of the first frame begins and ends; `None` while it is not whole.
fn extent(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let opcode = bytes.first()? & 0x0f;
    let (from, length) = match *bytes.get(1)? {
        126 => (4, u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?))),
        127 => (10, u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?)),
        length => (2, u64::from(length)),
    };
    let to = from + usize::try_from(length).ok()?;
    (bytes.len() >= to).then_some((opcode, from, to))
}

impl Writer {
    pub(crate) async fn text(&mut self, text: &str) -> io::Result<()> {
        self.frame(1, text.as_bytes()).await
    }

    pub(crate) async fn pong(&mut self, payload: &[u8]) -> io::Result<()> {
        self.frame(10, payload).await
    }

    /// A client's frame is masked; a mask of zeros leaves it as it is.
    async fn frame(&mut self, opcode: u8, payload: &[u8]) -> io::Result<()> {
        let mut frame = vec![0x80 | opcode];
        match u8::try_from(payload.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | length),
            _ => {
                frame.push(0x80 | 126);
                let length = u16::try_from(payload.len()).map_err(io::Error::other)?;
                frame.extend_from_slice(&length.to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(payload);
        self.0.write_all(&frame).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_known_by_its_length() {
        assert_eq!(extent(&[0x81, 2, b'h', b'i', 0x81]), Some((1, 2, 4)));
        assert_eq!(extent(&[0x81, 2, b'h']), None);
        let mut long = vec![0x81, 126, 1, 0];
        assert_eq!(extent(&long), None);
        long.extend([0; 256]);
        assert_eq!(extent(&long), Some((1, 4, 260)));
    }
}
