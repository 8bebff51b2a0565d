//! The OpenAPI 3.1 document, made from the routes and the signatures of their handlers.
//!
//! Not here: what an operation is (`http::describe`).

use super::{
    describe::{Answers, Guard, Operation},
    refuses::{Detail, Invalid},
    routes::{Listed, Routes},
};
use http::Method;
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

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
    let Operation { id, summary, guard, parameters, body, at_once, answers, .. } =
        &listed.operation;
    let mut id = (*id).to_owned();
    if listed.alias > 0 {
        id = format!("{id}_alias_{}", listed.alias);
    }
    let mut told = json!({ "operationId": id, "summary": summary, "tags": [listed.tag] });
    if !parameters.is_empty() {
        told["parameters"] = json!(parameters);
    }
    if let Some(body) = body {
        let or_many =
            |most| json!({ "anyOf": [body, { "type": "array", "items": body, "maxItems": most }] });
        told["requestBody"] = json!({ "content": {
            "application/json": { "schema": at_once.map_or_else(|| body.clone(), or_many) },
            "application/x-www-form-urlencoded": { "schema": body },
            "multipart/form-data": { "schema": body },
        } });
    }
    if *guard != Guard::Anyone {
        told["security"] =
            json!([{ "token": [] }, { "bearer": [] }, { "basic": [] }, { "cookie": [] }]);
    }
    let mut responses = Map::new();
    for (status, content) in answers.iter().cloned().chain(refusals(listed, schemas)) {
        let response = responses
            .entry(status.to_string())
            .or_insert_with(|| json!({ "description": reason(status) }));
        if let Some((media, schema)) = content {
            let schema = match response["content"][media]["schema"].take() {
                Value::Null => schema,
                other => json!({ "anyOf": [other, schema] }),
            };
            response["content"][media] = json!({ "schema": schema });
        }
    }
    told["responses"] = Value::Object(responses);
    told
}

/// What any request of this kind may be refused with, whatever its handler does.
fn refusals(listed: &Listed, schemas: &mut SchemaGenerator) -> Vec<Answers> {
    const JSON: &str = "application/json";
    let Operation { guard, body, answers, .. } = &listed.operation;
    let mut refusals: Vec<Answers> = Vec::new();
    let reads_json = |(status, content): &Answers| {
        *status == 200 && content.as_ref().is_some_and(|(media, _)| *media == JSON)
    };
    if listed.method == Method::GET && answers.iter().any(reads_json) {
        refusals.push((304, None));
    }
    refusals.push((400, Some((JSON, schemas.subschema_for::<Invalid>().into()))));
    let detail: Value = schemas.subschema_for::<Detail>().into();
    let mut statuses = vec![429, 500, 503];
    if *guard != Guard::Anyone {
        statuses.extend([401, 403]);
    }
    if body.is_some() {
        statuses.push(415);
    }
    if !listed.method.is_safe() {
        statuses.extend([408, 413, 507]);
    }
    // Those that were told by hand with nothing about their body have this one.
    let bare = answers.iter().filter(|(status, content)| *status >= 400 && content.is_none());
    statuses.extend(bare.map(|(status, _)| *status));
    let told = |status: &u16| {
        let by_hand = |(own, content): &Answers| {
            own == status && content.as_ref().is_some_and(|(media, _)| *media == JSON)
        };
        !answers.iter().any(by_hand)
    };
    let details = statuses.into_iter().filter(told);
    refusals.extend(details.map(|status| (status, Some((JSON, detail.clone())))));
    refusals
}

fn reason(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Unknown")
}
