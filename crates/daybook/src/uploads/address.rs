//! What `UPLOADS_URL` says: `s3://bucket/folder?endpoint=…&region=…&sslrootcert=…`.
//!
//! Invariant: what is told of one that cannot be used holds no key.
//! Not here: speaking to it (`uploads::bucket`).

use super::{bucket::Bucket, client::Connector};
use crate::config::Config;
use object_store::aws::AmazonS3Builder;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use url::Url;

/// What Amazon's region is when nobody says, and what other storage takes for one.
const REGION: &str = "us-east-1";

const UNREADABLE: &str = "say `s3://bucket/folder?endpoint=https://host:9000&region=name`";

/// `UPLOADS_URL` cannot be used, and why.
#[derive(Debug, thiserror::Error)]
#[error("UPLOADS_URL: {0}")]
pub struct BadUrl(String);

/// What stands behind the `?` of `UPLOADS_URL`.
#[derive(Default)]
struct Terms {
    endpoint: Option<String>,
    region: Option<String>,
    roots: Option<RootCertStore>,
}

/// Opens the bucket that the address names.
///
/// # Errors
/// Why it cannot be used.
pub(super) fn open(address: &str, config: &Config) -> Result<Bucket, BadUrl> {
    let url = Url::parse(address).map_err(|_| bad(UNREADABLE))?;
    let bucket = url.host_str().filter(|_| url.scheme() == "s3");
    let bucket = bucket.ok_or_else(|| bad(UNREADABLE))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("the keys come in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
    }
    let terms = Terms::read(&url)?;
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(terms.region.as_deref().unwrap_or(REGION));
    if let Some(endpoint) = &terms.endpoint {
        builder = builder.with_allow_http(endpoint.starts_with("http://")).with_endpoint(endpoint);
    }
    match (&config.aws_access_key_id, &config.aws_secret_access_key) {
        (Some(id), Some(secret)) => {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose());
        }
        (None, None) => {}
        _ => return Err(bad("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY come together")),
    }
    let connector = Connector::new(terms.roots).map_err(|error| bad(error.to_string()))?;
    let folder = url.path().trim_matches('/').to_owned();
    Bucket::open(builder.with_http_connector(connector), folder).map_err(|_| bad(UNREADABLE))
}

impl Terms {
    fn read(url: &Url) -> Result<Self, BadUrl> {
        let mut terms = Self::default();
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" if is_address(&value) => terms.endpoint = Some(value.into_owned()),
                "endpoint" => {
                    return Err(bad(
                        "endpoint begins with `https://` or `http://`, and holds no key",
                    ));
                }
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
    Url::parse(text).is_ok_and(|url| {
        let has_keys = !url.username().is_empty() || url.password().is_some();
        matches!(url.scheme(), "http" | "https") && url.has_host() && !has_keys
    })
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
        open(url, &config).expect_err(url).to_string()
    }

    #[test]
    fn what_cannot_be_used_is_told_without_a_key() {
        for (url, told) in [
            ("/var/uploads", UNREADABLE),
            ("https://bucket", UNREADABLE),
            ("s3:///folder", UNREADABLE),
            ("s3://ann:planted@bucket", "the keys come in AWS_ACCESS_KEY_ID"),
            ("s3://bucket?endpoint=minio:9000", "endpoint begins with"),
            ("s3://bucket?endpoint=http://ann:planted@minio:9000", "endpoint begins with"),
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
