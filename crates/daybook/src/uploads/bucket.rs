//! A bucket of storage that speaks S3: Amazon's, MinIO, Ceph, Garage, SeaweedFS and the like.
//!
//! Invariants: nothing waits longer for it than some seconds; what the storage says in words goes nowhere, for it repeats
//! the names of pictures.
//! Not here: which bucket (`uploads::address`), which objects there are (`uploads`).

use bytes::Bytes;
use object_store::{
    Error, ObjectStoreExt, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    client::{HttpError, HttpErrorKind},
    path::Path,
};
use std::{error, time::Duration};
use tokio::time::timeout;

/// How long the storage may take for anything, with what is tried again meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often something is tried again that failed at once.
const RETRIES: usize = 3;
/// An object that shows that there can be some, and tells who made them.
const SIGN: &str = "daybook.txt";
const SIGN_TEXT: &str =
    "Uploads of Daybook, which serves them to those who may see them. Keep this bucket private.\n";

/// A folder of a bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    storage: AmazonS3,
    folder: String,
}

/// Why an object was not kept, or not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Away {
    /// An upload lies in a bucket, and nobody says in which.
    #[error("an upload lies in object storage, and UPLOADS_URL is not set")]
    Unset,
    /// The storage has no such object.
    #[error("the object storage has no such object")]
    Lost,
    /// The storage has no such bucket.
    #[error("the object storage has no such bucket")]
    NoBucket,
    /// The keys are wrong, or may not do this.
    #[error("the object storage refuses the key")]
    Refused,
    /// Nobody answers there.
    #[error("the object storage cannot be reached")]
    Unreachable,
    /// It takes too long.
    #[error("the object storage does not answer")]
    Silent,
    /// It answers with an error.
    #[error("the object storage answers with an error")]
    Failing,
}

impl Bucket {
    /// # Errors
    /// When the storage cannot be spoken to in this way.
    pub(super) fn open(builder: AmazonS3Builder, folder: String) -> object_store::Result<Self> {
        let retry =
            RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        Ok(Self { storage: builder.with_retry(retry).build()?, folder })
    }

    pub(super) async fn get(&self, key: &str) -> Result<Bytes, Away> {
        patiently(async { self.storage.get(&self.path(key)).await?.bytes().await }).await
    }

    pub(super) async fn put(&self, key: &str, bytes: Bytes) -> Result<(), Away> {
        match patiently(self.storage.put(&self.path(key), bytes.into())).await {
            Err(Away::Lost) => Err(Away::NoBucket),
            put => put.map(drop),
        }
    }

    /// Removes an object; one that is not there is removed already.
    pub(super) async fn delete(&self, key: &str) -> Result<(), Away> {
        match patiently(self.storage.delete(&self.path(key))).await {
            Err(Away::Lost) | Ok(()) => Ok(()),
            Err(away) => Err(away),
        }
    }

    /// Whether an object can be kept and read.
    pub(super) async fn probe(&self) -> Result<(), Away> {
        self.put(SIGN, Bytes::from_static(SIGN_TEXT.as_bytes())).await?;
        self.get(SIGN).await.map(drop)
    }

    fn path(&self, key: &str) -> Path {
        Path::from(format!("{}/{key}", self.folder))
    }
}

impl From<Error> for Away {
    fn from(error: Error) -> Self {
        match &error {
            Error::NotFound { .. } => Self::Lost,
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => Self::Refused,
            _ => match kind(&error) {
                Some(HttpErrorKind::Connect) => Self::Unreachable,
                Some(HttpErrorKind::Timeout) => Self::Silent,
                Some(_) | None => Self::Failing,
            },
        }
    }
}

/// Waits as long as [`PATIENCE`].
async fn patiently<T>(asking: impl Future<Output = object_store::Result<T>>) -> Result<T, Away> {
    timeout(PATIENCE, asking).await.map_err(|_| Away::Silent)?.map_err(Away::from)
}

/// How speaking to the storage failed, if it did not come to an answer.
fn kind(error: &(dyn error::Error + 'static)) -> Option<HttpErrorKind> {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    causes.find_map(|cause| Some(cause.downcast_ref::<HttpError>()?.kind()))
}
