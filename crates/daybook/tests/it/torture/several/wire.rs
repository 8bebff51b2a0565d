//! A way to a server that can be cut, as a cable is: nothing fails, nothing comes, and what was under way arrives later.

use std::net::Ipv4Addr;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// A way that is open until it is cut. Dropping it ends it.
pub(super) struct Wire {
    /// The server's URL by this way.
    pub(super) url: String,
    open: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Wire {
    /// A way from an address to the server of a URL with a port of this machine.
    pub(super) async fn to(from: Ipv4Addr, url: &str) -> Self {
        let (before, rest) = url.split_once("127.0.0.1:").expect("a server of this machine");
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (port, after) = rest.split_at(digits);
        let server = format!("127.0.0.1:{port}");
        let listener = TcpListener::bind((from, 0)).await.expect("a free port");
        let here = listener.local_addr().expect("its address");
        let (open, is_open) = watch::channel(true);
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(connect(client, server.clone(), is_open.clone()));
            }
        });
        Self { url: format!("{before}{here}{after}"), open, serving }
    }

    pub(super) fn cut(&self) {
        self.open.send_replace(false);
    }

    pub(super) fn mend(&self) {
        self.open.send_replace(true);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn connect(client: TcpStream, server: String, mut is_open: watch::Receiver<bool>) {
    if is_open.wait_for(|open| *open).await.is_err() {
        return;
    }
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        () = pump(from_client, to_server, is_open.clone()) => {}
        () = pump(from_server, to_client, is_open) => {}
    }
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut is_open: watch::Receiver<bool>,
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        if is_open.wait_for(|open| *open).await.is_err()
            || to.write_all(&bytes[..read]).await.is_err()
        {
            return;
        }
    }
}
