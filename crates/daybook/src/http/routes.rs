//! A feature's routes: what is served, and what is told of it.
//!
//! Each path is registered once, without its last slash: the router takes both forms. A wrong
//! method is told only to who may know the path: 401 goes before 405.
//!
//! Not here: the order of the features (`crate::router`).

use super::{
    describe::{Endpoint, Guard, Operation},
    place::{Place, Placed},
};
use crate::{app::App, error::Error, identity::CurrentUser};
use axum::{
    Router,
    extract::{FromRequestParts, State},
    handler::Handler,
    routing::{MethodFilter, MethodRouter},
};
use http::{Method, header, request::Parts};
use schemars::SchemaGenerator;
use std::collections::BTreeMap;

/// The routes of a feature, or of all of them.
#[derive(Default)]
pub struct Routes {
    tag: &'static str,
    challenge: &'static str,
    paths: BTreeMap<&'static str, Path>,
    nested: Vec<Routes>,
}

#[derive(Default)]
struct Path {
    handlers: MethodRouter<App>,
    operations: Vec<(Method, Describing)>,
}

struct Describing {
    summary: &'static str,
    operation: fn(&mut SchemaGenerator) -> Operation,
    /// This path is another name of an operation that is listed elsewhere.
    alias: usize,
}

/// An operation where it is served, for the OpenAPI document.
pub(super) struct Listed {
    pub(super) tag: &'static str,
    pub(super) path: &'static str,
    pub(super) method: Method,
    pub(super) operation: Operation,
    pub(super) alias: usize,
}

/// One path, or several names of the same; the first is the one that is documented for new clients.
pub trait Paths {
    /// The paths.
    fn paths(self) -> impl Iterator<Item = &'static str>;
}

impl Paths for &'static str {
    fn paths(self) -> impl Iterator<Item = &'static str> {
        [self].into_iter()
    }
}

impl<const N: usize> Paths for [&'static str; N] {
    fn paths(self) -> impl Iterator<Item = &'static str> {
        self.into_iter()
    }
}

macro_rules! methods {
    ($($name:ident $method:ident),*) => {$(
        #[doc = concat!("Serves ", stringify!($method), " with a handler; the summary is one sentence for people.")]
        pub fn $name<H, T, D>(self, paths: impl Paths, handler: H, summary: &'static str) -> Self
        where
            H: Handler<T, App> + Endpoint<D>,
            T: 'static,
        {
            self.on(&Method::$method, MethodFilter::$method, paths, &handler, summary)
        }
    )*};
}

impl Routes {
    /// No routes yet; the tag groups the operations in the document.
    pub fn new(tag: &'static str) -> Self {
        Self { tag, challenge: "Bearer realm=\"api\"", ..Self::default() }
    }

    /// What `WWW-Authenticate` says on the paths that follow.
    pub fn challenge(mut self, challenge: &'static str) -> Self {
        self.challenge = challenge;
        self
    }

    methods!(get GET, post POST, put PUT, patch PATCH, delete DELETE);

    /// The routes of another feature too.
    pub fn and(mut self, other: Routes) -> Self {
        self.nested.push(other);
        self
    }

    fn on<H, T, D>(
        mut self,
        method: &Method,
        filter: MethodFilter,
        paths: impl Paths,
        handler: &H,
        summary: &'static str,
    ) -> Self
    where
        H: Handler<T, App> + Endpoint<D>,
        T: 'static,
    {
        for (alias, name) in paths.paths().enumerate() {
            let place = self.place(name);
            let path = self.paths.entry(name).or_default();
            let handler = Placed { handler: handler.clone(), place };
            path.handlers = std::mem::take(&mut path.handlers).on(filter, handler);
            let describing = Describing { summary, operation: H::operation, alias };
            path.operations.push((method.clone(), describing));
        }
        self
    }

    fn place(&self, name: &'static str) -> Place {
        let path = name.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(name);
        Place { path, challenge: self.challenge }
    }

    /// The router that serves all this.
    pub fn into_router(mut self) -> Router<App> {
        let mut router = Router::new();
        for (name, path) in std::mem::take(&mut self.paths) {
            let place = self.place(name);
            router = router.route(place.path, path.into_handlers(place));
        }
        self.nested.into_iter().fold(router, |router, routes| router.merge(routes.into_router()))
    }

    /// Every operation with its path, in the order of the features.
    pub(super) fn operations(&self, schemas: &mut SchemaGenerator) -> Vec<Listed> {
        let own = self.paths.iter().flat_map(|(path, served)| {
            served
                .operations
                .iter()
                .map(move |(method, describing)| (*path, method.clone(), describing))
        });
        let mut listed: Vec<Listed> = own
            .map(|(path, method, describing)| {
                let operation =
                    Operation { summary: describing.summary, ..(describing.operation)(schemas) };
                Listed { tag: self.tag, path, method, operation, alias: describing.alias }
            })
            .collect();
        listed.extend(self.nested.iter().flat_map(|routes| routes.operations(schemas)));
        listed
    }
}

impl Path {
    fn into_handlers(self, place: Place) -> MethodRouter<App> {
        let mut schemas = SchemaGenerator::default();
        let guarded = self
            .operations
            .iter()
            .all(|(_, describing)| (describing.operation)(&mut schemas).guard != Guard::Anyone);
        let mut methods: Vec<_> =
            self.operations.iter().map(|(method, _)| method.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        let allow = methods.join(", ");
        let other_method = move |State(app): State<App>, mut parts: Parts| async move {
            if parts.method == Method::OPTIONS {
                return Ok([(header::ALLOW, allow)]);
            }
            if guarded {
                CurrentUser::from_request_parts(&mut parts, &app).await?;
            }
            Err(Error::method_not_allowed(&parts.method, &allow))
        };
        self.handlers.fallback(Placed { handler: other_method, place })
    }
}
