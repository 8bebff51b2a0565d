//! Every answer of the suite is held against the OpenAPI document: these would slip through else.

use crate::harness::{Answer, check};
use reqwest::{
    Method,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde_json::{Value, json};

const ME: &str = "/api/auth/users/me/";

fn answered(method: &Method, path: &str, status: u16, body: &Value) {
    let kind = HeaderValue::from_static("application/json");
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
    check(method, path, &Answer::new(status, headers, body.to_string().into_bytes()));
}

fn me() -> Value {
    json!({ "email": "ann@example.com", "id": 1, "username": "ann" })
}

#[test]
fn what_is_told_is_let_through() {
    answered(&Method::GET, ME, 200, &me());
    answered(&Method::GET, "/api/auth/users/me", 200, &me());
    answered(&Method::GET, ME, 401, &json!({ "detail": "Invalid token." }));
}

#[test]
#[should_panic = "the status is not told"]
fn a_status_that_is_not_told() {
    answered(&Method::GET, ME, 201, &me());
}

#[test]
#[should_panic = "at `/id`"]
fn a_field_of_another_type() {
    answered(&Method::GET, ME, 200, &json!({ "email": "", "id": "1", "username": "ann" }));
}

#[test]
#[should_panic = "Additional properties are not allowed"]
fn a_field_that_nobody_was_told_of() {
    let mut me = me();
    me["password"] = "hash".into();
    answered(&Method::GET, ME, 200, &me);
}

#[test]
#[should_panic = "it is not told"]
fn an_operation_that_is_not_there() {
    answered(&Method::POST, "/api/nothing/", 200, &json!({}));
}
