//! A balancer: each connection goes to the next node that takes one.
//!
//! Nothing of a request has left it before a node took the connection, so what it tries elsewhere was not sent.
//! Not here: requests that share a connection; each of its clients' has one of its own.

use crate::harness::Actor;
use std::{
    iter,
    sync::Arc,
    sync::atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A running balancer. Dropping it ends it.
pub(super) struct Balancer {
    pub(super) url: String,
    serving: JoinHandle<()>,
}

impl Balancer {
    pub(super) async fn before(urls: &[String]) -> Self {
        let nodes: Arc<[String]> = urls.iter().map(|url| url.replacen("http://", "", 1)).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let serving = tokio::spawn(async move {
            let turn = AtomicUsize::new(0);
            while let Ok((client, _)) = listener.accept().await {
                let first = turn.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(pass(client, Arc::clone(&nodes), first));
            }
        });
        Self { url, serving }
    }

    /// Somebody who comes through it, with a connection for each request.
    pub(super) fn client(&self, actor: &Actor) -> Actor {
        let client = Actor::client_builder().pool_max_idle_per_host(0).build().expect("a client");
        let token = actor.token.as_deref().expect("a Token");
        Actor::with_client(client, &self.url).token(token)
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass(mut client: TcpStream, nodes: Arc<[String]>, first: usize) {
    let turns = iter::successors(Some(first), |turn| Some(turn + 1)).take(nodes.len());
    for turn in turns {
        if let Ok(mut node) = TcpStream::connect(&nodes[turn % nodes.len()]).await {
            _ = copy_bidirectional(&mut client, &mut node).await;
            return;
        }
    }
}
