//! What the buttons of the settings page ask for, as it is posted.
//!
//! Not here: doing it (`pages::settings`).

use super::super::{form::Form, visitor::Visitor};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Fields, Input, Integer, Operation, Property},
    identity::fields::Password,
    input,
    profiles::model::ProfileChanges,
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use schemars::SchemaGenerator;

input! {
    /// Which session ends.
    struct EndSession {
        session: Integer<1, { i64::MAX }>,
    }
}

input! {
    /// The password, to be sure that the account shall end.
    struct EndAccount {
        current_password: Password,
    }
}

/// What a button of this page asks for.
#[derive(Clone, Debug)]
pub(in crate::pages) enum Wish {
    End(i64),
    EndAccount(Password),
    Save(Box<ProfileChanges>),
}

impl Input for Wish {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        if fields.has("session") {
            return EndSession::read(fields).map(|EndSession { session }| Self::End(session.get()));
        }
        if fields.came("current_password") {
            let password = EndAccount::read(fields);
            return password
                .map(|EndAccount { current_password }| Self::EndAccount(current_password));
        }
        ProfileChanges::read(fields).map(|changes| Self::Save(Box::new(changes)))
    }

    fn properties() -> Vec<Property> {
        let mut properties = ProfileChanges::properties();
        let others = EndSession::properties().into_iter().chain(EndAccount::properties());
        properties.extend(others.map(|property| Property { required: false, ..property }));
        properties
    }
}

/// A form, unless the picture was so large that it was not read to its end: then nothing is changed, so
/// that its token does not matter.
pub(in crate::pages) enum Posted {
    Form(Form<Wish>),
    TooLarge(Visitor),
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let mut head = parts.clone();
        match Form::from_request(Request::from_parts(parts, body), app).await {
            Ok(form) => Ok(Self::Form(form)),
            Err(error) if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE => {
                Visitor::from_request_parts(&mut head, app).await.map(Self::TooLarge)
            }
            Err(error) => Err(error),
        }
    }
}

impl Describe for Posted {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Form::<Wish>::describe(operation, schemas);
    }
}
