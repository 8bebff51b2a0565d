//! `/api/docs/`: the OpenAPI document as a page, made here; nothing is loaded from elsewhere.

use super::shell::Page;
use crate::{error::Result, router::openapi};
use askama::Template;
use serde_json::Value;
use std::sync::LazyLock;

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    groups: Vec<Group>,
}

struct Group {
    tag: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    guarded: bool,
    parameters: Vec<Field>,
    body: Vec<Field>,
    answers: Vec<(String, String)>,
}

impl Operation {
    /// What may be sent, under its headings.
    fn inputs(&self) -> [(&'static str, &[Field]); 2] {
        [("Parameters", &self.parameters), ("Body", &self.body)]
    }
}

struct Field {
    name: String,
    kind: String,
    about: String,
    required: bool,
}

/// Made when it is first asked for, and kept: anybody may ask, and to read the document takes milliseconds.
static DOCS: LazyLock<DocsPage> = LazyLock::new(|| {
    let document = serde_json::from_slice(&openapi()).expect("the document is JSON");
    DocsPage { groups: groups(&document) }
});

pub(super) async fn show_docs() -> Result<Page> {
    Page::standalone("API", &*DOCS)
}

/// The operations by tag; other names of the same operation are left to the document.
fn groups(document: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let id = text(&operation["operationId"]);
            if id.contains("_alias_") {
                continue;
            }
            let tag = text(&operation["tags"][0]);
            let at = groups.iter().position(|group| group.tag == tag).unwrap_or_else(|| {
                groups.push(Group { tag, operations: Vec::new() });
                groups.len() - 1
            });
            groups[at].operations.push(shown(id, method, path, operation));
        }
    }
    groups
}

fn shown(id: String, method: &str, path: &str, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().map(text).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    Operation {
        id,
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        guarded: operation.get("security").is_some(),
        parameters: parameters
            .map(|parameter| Field {
                name: text(&parameter["name"]),
                kind: format!("{} {}", text(&parameter["in"]), kind(&parameter["schema"])),
                about: text(&parameter["description"]),
                required: parameter["required"] == true,
            })
            .collect(),
        body: properties
            .map(|(name, schema)| Field {
                name: name.clone(),
                kind: kind(schema),
                about: text(&schema["description"]),
                required: required.contains(name),
            })
            .collect(),
        answers: operation["responses"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(status, response)| (status.clone(), text(&response["description"])))
            .collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn kind(schema: &Value) -> String {
    match schema["anyOf"].as_array() {
        Some(choices) => choices.iter().map(kind).collect::<Vec<_>>().join(" or "),
        None => text(&schema["type"]),
    }
}
