//! Where uploads lie: in the database, or as objects in storage that speaks S3.
//!
//! Invariants: an object is put there before a row names it, and removed after no row does, so that a row never names what is
//! not there; an object that no row names is written down in `loose_objects` before it exists.
//!
//! Not here: what is uploaded (`profiles::avatar`).

mod address;
mod bucket;
mod client;
mod loose;

pub use address::BadUrl;
pub use loose::{bind, release};

use self::bucket::{Away, Bucket};
use crate::{
    App, Error, Result,
    config::Config,
    time::{SECOND, Timestamp},
};
use bytes::Bytes;
use std::time::Duration;

/// How often what is loose is looked for.
pub const EVERY: Duration = Duration::from_secs(60);
/// Microseconds in which an object that was put there must be named.
const GRACE: i64 = 3_600 * SECOND;
/// Microseconds by which the clocks of two nodes may differ.
const SKEW: i64 = 600 * SECOND;
/// Objects that are removed at a time.
const AT_ONCE: i64 = 100;

/// The object storage, if the operator named one.
#[derive(Debug)]
pub struct Uploads(Option<Bucket>);

impl Uploads {
    /// Reads `UPLOADS_URL`.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(config: &Config) -> Result<Self, BadUrl> {
        let bucket = config.uploads_url.as_deref().map(|url| address::open(url, config));
        Ok(Self(bucket.transpose()?))
    }

    /// Whether new uploads become objects.
    pub fn are_objects(&self) -> bool {
        self.0.is_some()
    }

    /// The bytes of an object that a row names.
    ///
    /// # Errors
    /// 503 when the storage is away; 404 when it lost the object.
    pub async fn read(&self, key: &str) -> Result<Bytes> {
        let bucket = self.0.as_ref().ok_or(Away::Unset)?;
        Ok(bucket.get(key).await?)
    }
}

/// Makes objects that no row names yet: one that [`bind`]s them within the hour keeps them.
///
/// # Errors
/// 503 when the storage or the database is away; what is there of them is removed later.
pub async fn put<const N: usize>(app: &App, objects: [(String, Bytes); N]) -> Result<()> {
    let bucket = app.uploads.0.as_ref().ok_or(Away::Unset)?;
    let keys = objects.each_ref().map(|(key, _)| key.clone());
    let due = Timestamp(app.clock.now().0 + GRACE);
    app.db.write(move |tx| loose::expect(tx, &keys, due)).await?;
    for (key, bytes) in objects {
        bucket.put(&key, bytes).await?;
    }
    Ok(())
}

/// Removes the objects that no row names and none will. Two nodes may remove the same one, which is once.
///
/// # Errors
/// When the storage or the database is away; the rest is removed later.
pub async fn sweep(app: &App) -> Result<()> {
    let Some(bucket) = &app.uploads.0 else { return Ok(()) };
    loop {
        let now = app.clock.now();
        let keys = app.db.read(move |tx| loose::due(tx, now, AT_ONCE)).await?;
        if keys.is_empty() {
            return Ok(());
        }
        for key in &keys {
            bucket.delete(key).await?;
        }
        app.db.write(move |tx| loose::forget(tx, &keys)).await?;
    }
}

/// Looks whether the storage takes and gives back an object, and tells the operator when it does not.
pub async fn probe(app: App) {
    let Some(bucket) = &app.uploads.0 else { return };
    if let Some(Err(away)) = app.stopping.run_until_cancelled(bucket.probe()).await {
        tracing::error!(reason = %away, "UPLOADS_URL: uploads cannot be kept until this is mended");
    }
}

impl From<Away> for Error {
    fn from(away: Away) -> Self {
        match away {
            Away::Lost => Self::not_found().because(away),
            away => Self::busy().because(away),
        }
    }
}
