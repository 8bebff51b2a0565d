//! What the documentation lists is what the code has: settings, paths, and curl lines that work.

use crate::harness::TestApp;
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::PathBuf,
    process::Command,
};

fn page(name: &str) -> String {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    fs::read_to_string(docs.join(name)).expect(name)
}

#[test]
fn each_setting_has_its_row() {
    let page = page("CONFIGURATION.md");
    let rows: String = daybook::config::SETTINGS
        .iter()
        .map(|setting| {
            let default = if setting.default.is_empty() {
                String::new()
            } else {
                format!("`{}`", setting.default)
            };
            format!("| `{}` | {default} | {} |\n", setting.name, setting.about)
        })
        .collect();
    assert!(page.contains(&rows), "the table of docs/CONFIGURATION.md should be:\n{rows}");
}

#[tokio::test]
async fn each_path_is_told() {
    let app = TestApp::start().await;
    let schema = app.anonymous().get("/api/schema/").await.expect(200).json();
    let served: BTreeSet<_> = schema["paths"].as_object().expect("paths").keys().cloned().collect();
    let page = page("API.md");
    let missing: Vec<_> =
        served.iter().filter(|path| !page.contains(&format!("`{path}`"))).collect();
    assert!(missing.is_empty(), "docs/API.md does not name {missing:#?}");
}

/// The web app's types and hooks are generated from a copy of the document.
#[tokio::test]
async fn the_web_app_knows_this_document() {
    let app = TestApp::start().await;
    let served = app.anonymous().get("/api/schema/").await.expect(200).json();
    let copy = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json");
    let known: Value =
        serde_json::from_str(&fs::read_to_string(copy).expect("the copy")).expect("JSON");
    for part in ["paths", "components"] {
        assert!(
            served[part] == known[part],
            "{part} of web/openapi.json are out of date: run `make fix`"
        );
    }
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own() {
    let app = TestApp::start().await;
    let served = app.anonymous().get("/api/schema/").await.expect(200).json();
    let mut known = HashSet::new();
    for (path, methods) in served["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            assert!(known.insert(id), "{method} {path} has another's name");
        }
    }
}

/// Runs the lines of every `sh` block, in order, as one script against a new server.
#[tokio::test]
async fn the_curl_lines_work() {
    let app = TestApp::start().await;
    let page = page("API.md");
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let script: String = blocks.map(|(block, _)| block).collect();
    assert!(script.contains("curl"), "no curl line is left in docs/API.md");
    let script = script
        .replace("http://127.0.0.1:8000", &app.url)
        .replace("curl ", "curl --fail-with-body -sS ");
    let run = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir().expect("a folder for what is downloaded");
        let mut bash = Command::new("bash");
        bash.args(["-euo", "pipefail", "-c", &script]).current_dir(folder.path());
        bash.output().expect("bash")
    });
    let output = run.await.expect("the script ran");
    let (said, failed) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{failed}");
}
