//! The HTTP client under the storage: our TLS, and no connection that rests.
//!
//! Not here: what is asked, and how long it may take (`uploads::bucket`).

use object_store::{
    ClientOptions,
    client::{HttpClient, HttpConnector},
};
use rustls::{ClientConfig, RootCertStore};
use std::{error::Error, sync::Arc};

/// Makes the client that speaks to the storage: the roots that come with the program, unless others are named.
#[derive(Debug)]
pub(super) struct Connector(reqwest::Client);

impl Connector {
    /// # Errors
    /// When there can be no client.
    pub(super) fn new(roots: Option<RootCertStore>) -> Result<Self, Box<dyn Error>> {
        let own = || webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots.unwrap_or_else(own))
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // A connection that rests would be there when the server has stopped, and dead when the storage was restarted.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        Ok(Self(client?))
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}
