//! The operations of the OpenAPI document, for the tables that must hold for each of them.

use crate::harness::document;
use reqwest::Method;

/// The room of whatever is in one.
pub(super) const ROOM: &str = "den";

/// One operation as the document tells it.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    /// Its operation id.
    pub(super) id: String,
    pub(super) method: Method,
    /// With its variables.
    pub(super) path: String,
    /// Whether it asks for credentials.
    pub(super) guarded: bool,
}

impl Operation {
    /// The path with an id in it, which may be a room's name too; the parts of a mailed link are nobody's.
    pub(super) fn path_of(&self, id: i64) -> String {
        let path = self.path.replace("{uid}", "MQ").replace("{token}", "x");
        let name = if path.contains("{id}") { ROOM.to_owned() } else { id.to_string() };
        path.replace("{id}", &id.to_string())
            .replace("{name}", &name)
            .replace("{emoji}", "%F0%9F%91%8D")
    }

    /// Whether it is a page, or a socket: something that a browser opens.
    pub(super) fn is_page(&self) -> bool {
        !self.is_socket()
            && (self.path == "/api/docs/" || !self.path.starts_with("/api"))
            && !["/user/", "/logs/", "/healthz", "/readyz", "/metrics"]
                .iter()
                .any(|it| self.path.starts_with(it))
    }

    pub(super) fn is_socket(&self) -> bool {
        self.path.starts_with("/ws/")
    }
}

/// All of them, other names of the same included.
pub(super) fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in document()["paths"].as_object().expect("paths") {
        for (method, told) in methods.as_object().expect("methods") {
            let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes());
            operations.push(Operation {
                id: told["operationId"].as_str().expect("an id").to_owned(),
                method: method.expect("a method"),
                path: path.clone(),
                guarded: told.get("security").is_some(),
            });
        }
    }
    assert!(operations.len() > 60, "the document is not read");
    operations
}
