//! The application's database: a [`Db`] whose writes can emit events.
//!
//! Each transaction carries the way to this node's hub, so that a store function can emit with nothing
//! but the transaction in its hand.
//! Not here: everything else; the handle leads to the [`Db`] itself.

use std::ops::Deref;
use std::sync::Arc;

use daybook_db::{Db, Error, Tx};
use daybook_live::Hub;

use super::{emit, epoch::Epoch, publisher::Publisher};
use crate::time::Clock;

/// A handle that is cheap to clone.
#[derive(Clone)]
pub struct Database {
    db: Db,
    publisher: Arc<Publisher>,
}

impl Database {
    /// The database with the clock that dates its events. Until a hub is there, nobody is told of them.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, publisher: Arc::new(Publisher::new(clock)) }
    }

    /// From now on, what is committed here is passed on by this hub. The first one stays.
    pub(super) fn publish_to(&self, hub: Hub) {
        self.publisher.publish_to(hub);
    }

    /// [`Db::read`], with [`cursor`](super::cursor).
    pub async fn read<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let publisher = Arc::clone(&self.publisher);
        self.db
            .read(move |tx| {
                emit::attach(tx, &publisher);
                f(tx)
            })
            .await
    }

    /// [`Db::write`], with events.
    pub async fn write<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let publisher = Arc::clone(&self.publisher);
        self.db
            .write(move |tx| {
                emit::attach(tx, &publisher);
                f(tx)
            })
            .await
    }

    /// What the hub reads with. It does not lead back to the hub.
    pub(super) fn source(&self) -> (Db, Arc<Epoch>) {
        (self.db.clone(), Arc::clone(&self.publisher.epoch))
    }

    /// [`Db::close`].
    pub fn close(self) {
        self.db.close();
    }
}

impl Deref for Database {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}
