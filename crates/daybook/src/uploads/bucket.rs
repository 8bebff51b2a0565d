//! A bucket of storage that speaks S3: Amazon's, MinIO, Ceph, Garage, SeaweedFS and the like.
//!
//! Invariants: nothing waits longer for it than some seconds; what the storage says in words goes nowhere, for it repeats the names of pictures.
//!
//! Not here: which objects there are (`uploads`).

use crate::config::Config;
use bytes::Bytes;
use object_store::{
    ClientOptions, Error, ObjectStoreExt, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    client::{HttpClient, HttpConnector, HttpError, HttpErrorKind},
    path::Path,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{error, sync::Arc, time::Duration};
use tokio::time::timeout;
use url::Url;

/// How long the storage may take for anything, with what is tried again meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often something is tried again that failed at once.
const RETRIES: usize = 3;
/// What Amazon's region is when nobody says, and what other storage takes for one.
const REGION: &str = "us-east-1";
/// An object that shows that there can be some, and tells who made them.
const SIGN: &str = "daybook.txt";
const SIGN_TEXT: &str =
    "Uploads of Daybook, which serves them to those who may see them. Keep this bucket private.\n";

const UNREADABLE: &str = "say `s3://bucket/folder?endpoint=https://host:9000&region=name`";

/// A folder of a bucket.
#[derive(Debug)]
pub struct Bucket {
    storage: AmazonS3,
    folder: String,
}

/// `UPLOADS_URL` cannot be used, and why.
#[derive(Debug, thiserror::Error)]
#[error("UPLOADS_URL: {0}")]
pub struct BadUrl(String);

/// Why an object was not kept, or not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Away {
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

/// What stands behind the `?` of `UPLOADS_URL`.
#[derive(Default)]
struct Terms {
    endpoint: Option<String>,
    region: Option<String>,
    roots: Option<RootCertStore>,
}

impl Bucket {
    /// Reads `s3://bucket/folder?…`.
    ///
    /// # Errors
    /// Why it cannot be used; never with a key.
    pub(super) fn open(url: &str, config: &Config) -> Result<Self, BadUrl> {
        let parsed = Url::parse(url).map_err(|_| bad(UNREADABLE))?;
        let bucket = parsed.host_str().filter(|_| parsed.scheme() == "s3");
        let bucket = bucket.ok_or_else(|| bad(UNREADABLE))?;
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(bad("the keys come in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        }
        let terms = Terms::read(&parsed)?;
        let retry =
            RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(terms.region.as_deref().unwrap_or(REGION))
            .with_retry(retry);
        if let Some(endpoint) = &terms.endpoint {
            builder =
                builder.with_allow_http(endpoint.starts_with("http://")).with_endpoint(endpoint);
        }
        match (&config.aws_access_key_id, &config.aws_secret_access_key) {
            (Some(id), Some(secret)) => {
                builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose());
            }
            (None, None) => {}
            _ => return Err(bad("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY come together")),
        }
        let storage = builder.with_http_connector(Connector::new(terms.roots)?).build();
        let storage = storage.map_err(|_| bad(UNREADABLE))?;
        Ok(Self { storage, folder: parsed.path().trim_matches('/').to_owned() })
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

impl Terms {
    fn read(url: &Url) -> Result<Self, BadUrl> {
        let mut terms = Self::default();
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" if is_address(&value) => terms.endpoint = Some(value.into_owned()),
                "endpoint" => return Err(bad("endpoint begins with `https://` or `http://`")),
                "region" => terms.region = Some(value.into_owned()),
                "sslrootcert" => terms.roots = Some(read_roots(&value)?),
                _ => {
                    let known = "there are endpoint=URL, region=NAME and sslrootcert=FILE";
                    return Err(bad(format!("{name} is not known; {known}")));
                }
            }
        }
        Ok(terms)
    }
}

fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn read_roots(file: &str) -> Result<RootCertStore, BadUrl> {
    let refuse = |why: &dyn std::fmt::Display| bad(format!("sslrootcert {file}: {why}"));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| refuse(&error))? {
        let certificate = certificate.map_err(|error| refuse(&error))?;
        roots.add(certificate).map_err(|error| refuse(&error))?;
    }
    if roots.is_empty() { Err(refuse(&"no certificate is in it")) } else { Ok(roots) }
}

/// Makes the client that speaks to the storage: the roots that come with the program, unless others are named.
#[derive(Debug)]
struct Connector(reqwest::Client);

impl Connector {
    fn new(roots: Option<RootCertStore>) -> Result<Self, BadUrl> {
        let own = || webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| bad(error.to_string()))?
            .with_root_certificates(roots.unwrap_or_else(own))
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // A connection that rests would be there when the server has stopped, and dead when the storage was restarted.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        client.map(Self).map_err(|error| bad(error.to_string()))
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
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

fn bad(why: impl Into<String>) -> BadUrl {
    BadUrl(why.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    fn refusal(url: &str, settings: &[(&'static str, &str)]) -> String {
        let sources = Sources::of(settings.iter().copied());
        let config = Config::load(&sources).expect("a configuration");
        Bucket::open(url, &config).expect_err(url).to_string()
    }

    #[test]
    fn what_cannot_be_used_is_told_without_a_key() {
        for (url, told) in [
            ("/var/uploads", UNREADABLE),
            ("https://bucket", UNREADABLE),
            ("s3:///folder", UNREADABLE),
            ("s3://ann:planted@bucket", "the keys come in AWS_ACCESS_KEY_ID"),
            ("s3://bucket?endpoint=minio:9000", "endpoint begins with"),
            ("s3://bucket?acl=public", "acl is not known; there are endpoint=URL"),
            ("s3://bucket?sslrootcert=/no/file", "sslrootcert /no/file: "),
        ] {
            let refusal = refusal(url, &[]);
            assert!(refusal.contains(told) && !refusal.contains("planted"), "{url}: {refusal}");
        }
        let alone = refusal("s3://bucket", &[("AWS_ACCESS_KEY_ID", "planted")]);
        assert!(alone.contains("come together") && !alone.contains("planted"), "{alone}");
    }
}
