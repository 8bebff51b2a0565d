//! A connection that publishes and listens, to one server or to a cluster.
//!
//! In a cluster each channel has its slot, so that notes are shared among its servers (sharded pub/sub).
//! Not here: when a connection is given up (`bus::redis`), what is written (`wire`).

use std::time::Duration;

use futures_util::future::try_join_all;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionInfo, IntoConnectionInfo, ProtocolVersion,
    PushInfo, PushKind, RedisResult, Value, aio::MultiplexedConnection, cluster::ClusterClient,
    cluster_async::ClusterConnection,
};
use tokio::sync::mpsc;

/// How long the server may take for anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many channels there are; a stream has one of them for ever.
pub(super) const CHANNELS: usize = 8;

/// Where the servers are.
#[derive(Clone, Debug)]
pub(super) enum Servers {
    One(Box<ConnectionInfo>),
    Cluster(Vec<ConnectionInfo>),
}

impl Servers {
    /// One address, or with commas some of a cluster's.
    pub(super) fn parse(addresses: &str) -> RedisResult<Self> {
        let infos = addresses.split(',').map(|address| {
            let info = address.trim().into_connection_info()?;
            let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
            Ok(info.set_redis_settings(settings))
        });
        let mut infos = infos.collect::<RedisResult<Vec<_>>>()?;
        match (infos.len(), infos.pop()) {
            (1, Some(info)) => Ok(Self::One(Box::new(info))),
            (_, last) => Ok(Self::Cluster(infos.into_iter().chain(last).collect())),
        }
    }
}

#[derive(Clone)]
enum Connection {
    One(MultiplexedConnection),
    Cluster(ClusterConnection),
}

/// A connection that listens on all channels.
pub(super) struct Link {
    connection: Connection,
    pushed: mpsc::UnboundedReceiver<PushInfo>,
}

/// What a connection tells by itself.
pub(super) enum Pushed {
    /// A message on one of the channels.
    Message(Vec<u8>),
    /// It is there no more.
    Lost,
}

impl Link {
    pub(super) async fn open(
        servers: &Servers,
        channels: &[String; CHANNELS],
    ) -> RedisResult<Self> {
        // It is emptied at once into a queue that is bounded.
        let (sender, pushed) = mpsc::unbounded_channel();
        let connection = match servers {
            Servers::One(info) => {
                let config = AsyncConnectionConfig::new()
                    .set_connection_timeout(Some(PATIENCE))
                    .set_response_timeout(Some(PATIENCE))
                    .set_push_sender(sender);
                let client = Client::open(info.as_ref().clone())?;
                let mut connection =
                    client.get_multiplexed_async_connection_with_config(&config).await?;
                connection.subscribe(channels).await?;
                Connection::One(connection)
            }
            Servers::Cluster(infos) => {
                let client = ClusterClient::builder(infos.iter().cloned())
                    .use_protocol(ProtocolVersion::RESP3)
                    .connection_timeout(PATIENCE)
                    .response_timeout(PATIENCE)
                    .retries(0)
                    .push_sender(sender)
                    .build()?;
                let connection = client.get_async_connection().await?;
                let subscribing = channels.iter().map(|channel| {
                    let mut connection = connection.clone();
                    async move { connection.ssubscribe(channel).await }
                });
                try_join_all(subscribing).await?;
                Connection::Cluster(connection)
            }
        };
        Ok(Self { connection, pushed })
    }

    /// Publishes a message on one of the channels.
    pub(super) fn publish(
        &self,
        channel: &str,
        message: &[u8],
    ) -> impl Future<Output = RedisResult<()>> + Send + use<> {
        let mut connection = self.connection.clone();
        let command = match connection {
            Connection::One(_) => "PUBLISH",
            Connection::Cluster(_) => "SPUBLISH",
        };
        let mut command = redis::cmd(command);
        command.arg(channel).arg(message);
        async move { connection.run(&command).await }
    }

    /// What comes next.
    pub(super) async fn next(&mut self) -> Pushed {
        while let Some(PushInfo { kind, mut data }) = self.pushed.recv().await {
            match (kind, data.pop()) {
                (PushKind::Message | PushKind::SMessage, Some(Value::BulkString(message))) => {
                    return Pushed::Message(message);
                }
                (PushKind::Disconnection, _) => break,
                _ => {}
            }
        }
        Pushed::Lost
    }
}

impl Connection {
    async fn run(&mut self, command: &Cmd) -> RedisResult<()> {
        match self {
            Self::One(connection) => command.query_async(connection).await,
            Self::Cluster(connection) => command.query_async(connection).await,
        }
    }
}
