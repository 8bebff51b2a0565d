//! A handler's signature is its description.
//!
//! Each extractor and each answer says what it means for the OpenAPI document, and an [`Endpoint`]
//! puts together what its arguments and its result say. So the document cannot tell of a body that
//! the handler does not read, or of a guard that it does not have.
//!
//! Not here: the document itself (`http::openapi`).

use super::{
    answer::{Answer, Created, Json, NoContent, ResetContent},
    body::Body,
    change::{Change, Once},
    id::Id,
    input::Input,
    query::Query,
    refuses::Wrong,
};
use crate::{app::App, error::Error};
use axum::extract::{FromRequestParts, State};
use http::request::Parts;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use std::{collections::BTreeMap, convert::Infallible};

/// Status, media type and schema of an answer; those of none have no body.
pub type Answers = (u16, Option<(&'static str, Value)>);

/// What is known of one operation.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// The handler's name: the OpenAPI operation id.
    pub id: &'static str,
    /// One sentence for people.
    pub summary: &'static str,
    /// Who may call it.
    pub guard: Guard,
    /// Parameters of path, query and header.
    pub parameters: Vec<Value>,
    /// JSON Schema of the body.
    pub body: Option<Value>,
    /// How many bodies may come at once, as an array.
    pub at_once: Option<usize>,
    /// Whether a page of the list may be asked for.
    pub paged: bool,
    /// Each answer; several of one status are of several media types.
    pub answers: Vec<Answers>,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// Everybody.
    #[default]
    Anyone,
    /// Who is logged in.
    User,
    /// Who is staff.
    Staff,
}

/// An extractor or an answer that tells what it means for a client.
pub trait Describe {
    /// Adds to the operation what a client must know.
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator);
}

/// A handler that describes itself.
pub trait Endpoint<Arguments> {
    /// The operation, from the handler's signature and name.
    fn operation(schemas: &mut SchemaGenerator) -> Operation;
}

macro_rules! endpoint {
    ($($argument:ident),*) => {
        impl<F, Answering, Told, $($argument),*> Endpoint<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Answering,
            Answering: Future<Output = Result<Told, Error>>,
            Told: Describe,
            $($argument: Describe,)*
        {
            fn operation(schemas: &mut SchemaGenerator) -> Operation {
                let name = std::any::type_name::<F>();
                let id = name.rsplit("::").next().unwrap_or(name);
                let mut operation = Operation { id, ..Operation::default() };
                $($argument::describe(&mut operation, schemas);)*
                Told::describe(&mut operation, schemas);
                operation
            }
        }
    };
}

endpoint!();
endpoint!(A);
endpoint!(A, B);
endpoint!(A, B, C);
endpoint!(A, B, C, D);
endpoint!(A, B, C, D, E);
endpoint!(A, B, C, D, E, G);

impl Operation {
    /// Adds an answer of a status, with the schema of its JSON body.
    pub fn answers<T: JsonSchema>(&mut self, status: u16, schemas: &mut SchemaGenerator) {
        let schema = schemas.subschema_for::<T>();
        self.answers.push((status, Some(("application/json", schema.into()))));
    }
}

impl Describe for State<App> {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

impl Describe for Id {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.push(json!({
            "name": "id", "in": "path", "required": true,
            "schema": { "type": "integer", "format": "int64" },
        }));
        operation.answers.push((404, None));
    }
}

impl<T: Input> Describe for Query<T> {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.extend(T::properties().into_iter().map(|property| {
            json!({
                "name": property.name, "in": "query", "required": property.required,
                "description": property.about, "schema": property.schema,
            })
        }));
    }
}

impl<T: Input> Describe for Body<T> {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        if !T::properties().is_empty() {
            operation.body = Some(T::schema());
        }
    }
}

/// The body of the handler that takes this may also be an array of so many.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce<const MOST: usize>;

impl<const MOST: usize> FromRequestParts<App> for AtOnce<MOST> {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &App) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl<const MOST: usize> Describe for AtOnce<MOST> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.at_once = Some(MOST);
        operation.answers::<Vec<BTreeMap<String, Wrong>>>(400, schemas);
    }
}

impl<T: Input> Describe for Change<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Body::<T>::describe(operation, schemas);
        operation.parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same key and body again, within 24 h, answers what the first did, and writes nothing.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        }));
        operation.answers.push((409, None));
    }
}

fn describe_answer<A: Answer>(operation: &mut Operation, schemas: &mut SchemaGenerator) {
    let status = A::STATUS.as_u16();
    match status {
        204 | 205 => operation.answers.push((status, None)),
        _ => operation.answers::<A::Body>(status, schemas),
    }
}

macro_rules! describe_answers {
    ($($({$($generics:tt)*})? $type:ty),*) => {$(
        impl $(<$($generics)*>)? Describe for $type where Self: Answer {
            fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
                describe_answer::<Self>(operation, schemas);
            }
        }
    )*};
}

describe_answers!({T} Json<T>, {T} Created<T>, NoContent, ResetContent);

/// What is always refused has no other answer.
impl Describe for Infallible {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

impl<A: Answer> Describe for Once<A> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        describe_answer::<A>(operation, schemas);
    }
}
