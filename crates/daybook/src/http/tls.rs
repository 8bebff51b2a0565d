//! TLS from a certificate and a key in PEM files, read when the server starts.
//!
//! Not here: the handshake and its patience (`http::serve`).

use crate::config::Tls;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
};
use std::{path::PathBuf, sync::Arc};
use tokio_rustls::TlsAcceptor;

/// A file that cannot be used, and why.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// There is no certificate to be read.
    #[error("{}: no certificate can be read: {reason}", .file.display())]
    Certificate {
        /// The file that was named.
        file: PathBuf,
        /// What the reader says.
        reason: pem::Error,
    },
    /// There is no key to be read.
    #[error("{}: no private key can be read: {reason}", .file.display())]
    Key {
        /// The file that was named.
        file: PathBuf,
        /// What the reader says.
        reason: pem::Error,
    },
    /// Both can be read, and are no pair that TLS can use.
    #[error("{} and {}: {reason}", .files.cert.display(), .files.key.display())]
    Pair {
        /// The files that were named.
        files: Tls,
        /// What rustls says.
        reason: rustls::Error,
    },
}

/// Reads the files; an error names the one that cannot be used.
pub(crate) fn acceptor(files: &Tls) -> Result<TlsAcceptor, TlsError> {
    let chain = CertificateDer::pem_file_iter(&files.cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|reason| TlsError::Certificate { file: files.cert.clone(), reason })?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|reason| TlsError::Key { file: files.key.clone(), reason })?;
    let pair = |reason| TlsError::Pair { files: files.clone(), reason };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(pair)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
