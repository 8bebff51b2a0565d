//! The OpenAPI 3.1 document, made from the routes and the signatures of their handlers.
//!
//! Not here: what an operation is (`http::describe`).

use super::{
    describe::{Guard, Operation},
    routes::{Listed, Routes},
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// `{"detail": …}`: the body of every refusal that is not about fields.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Detail")]
struct Detail {
    detail: String,
}

/// The whole document.
pub fn document(routes: &Routes) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for listed in routes.operations(&mut schemas) {
        let path = paths.entry(listed.path).or_insert_with(|| json!({}));
        path[listed.method.as_str().to_ascii_lowercase()] = operation(&listed, &mut schemas);
    }
    let schemas = schemas.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Daybook",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Activities, action logs, tasks, profiles and chat, all of it live.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "`Token <40 hex digits>`",
                },
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
                "basic": { "type": "http", "scheme": "basic" },
                "cookie": {
                    "type": "apiKey", "in": "cookie", "name": "access_token",
                    "description": "Unsafe methods also need `X-CSRFToken`.",
                },
            },
        },
    })
}

fn operation(listed: &Listed, schemas: &mut SchemaGenerator) -> Value {
    let Operation { id, summary, guard, parameters, body, answers } = &listed.operation;
    let mut id = (*id).to_owned();
    if listed.alias > 0 {
        id = format!("{id}_alias_{}", listed.alias);
    }
    let mut told = json!({ "operationId": id, "summary": summary, "tags": [listed.tag] });
    if !parameters.is_empty() {
        told["parameters"] = json!(parameters);
    }
    if let Some(body) = body {
        told["requestBody"] = json!({ "content": {
            "application/json": { "schema": body },
            "application/x-www-form-urlencoded": { "schema": body },
            "multipart/form-data": { "schema": body },
        } });
    }
    let mut responses = Map::new();
    for (status, content) in answers.iter().filter(|(status, _)| *status < 400) {
        let mut response = json!({ "description": reason(*status) });
        if let Some((media, schema)) = content {
            response["content"] = json!({ *media: { "schema": schema } });
        }
        responses.insert(status.to_string(), response);
    }
    let detail: Value = schemas.subschema_for::<Detail>().into();
    let fields = json!({ "type": "object", "additionalProperties": true });
    let mut refuse = |status: u16, schema: &Value| {
        responses.insert(
            status.to_string(),
            json!({ "description": reason(status), "content": { "application/json": { "schema": schema } } }),
        );
    };
    for (status, content) in answers.iter().filter(|(status, _)| *status >= 400) {
        let schema = match content {
            Some((_, schema)) => schema,
            None if *status == 400 => &fields,
            None => &detail,
        };
        refuse(*status, schema);
    }
    if body.is_some() {
        refuse(413, &detail);
        refuse(415, &detail);
    }
    if *guard != Guard::Anyone {
        told["security"] =
            json!([{ "token": [] }, { "bearer": [] }, { "basic": [] }, { "cookie": [] }]);
        refuse(401, &detail);
        refuse(403, &detail);
    }
    refuse(429, &detail);
    refuse(503, &detail);
    told["responses"] = Value::Object(responses);
    told
}

fn reason(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Unknown")
}
