//! `/activity`: what happened to my account.

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    error::Result,
    history::{self, Record},
    http::{Integer, Query},
    input,
};
use askama::Template;
use axum::extract::State;
use serde_json::Value;

/// Records on a page.
const SHOWN: i64 = 50;

input! {
    /// Where a page begins.
    pub(super) struct From {
        /// Only those before the one with this id.
        before: Option<Integer<1, { i64::MAX }>>,
    }
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'a> {
    visitor: &'a Visitor,
    records: &'a [Record],
    /// Where the page after this one begins.
    next: Option<i64>,
}

impl HistoryPage<'_> {
    /// What happened, in words.
    fn what(&self, record: &Record) -> String {
        record.activity_type.word().replace('_', " ")
    }

    /// What there is to tell of it.
    fn details(&self, record: &Record) -> String {
        let details: Value = serde_json::from_str(record.details.as_json()).unwrap_or_default();
        let members = details.as_object().into_iter().flatten().map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Array(items) => {
                    items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
                }
                other => other.to_string(),
            };
            format!("{}: {value}", name.replace('_', " "))
        });
        members.collect::<Vec<_>>().join("; ")
    }
}

pub(super) async fn show_history(
    State(app): State<App>,
    member: Member,
    Query(From { before }): Query<From>,
) -> Result<Page> {
    let (me, before) = (member.user.id, before.map_or(i64::MAX, Integer::get));
    let mut records = app.db.read(move |tx| history::newest(tx, me, before, SHOWN + 1)).await?;
    let more = records.len() > usize::try_from(SHOWN).unwrap_or(usize::MAX);
    if more {
        records.pop();
    }
    let next = records.last().filter(|_| more).map(|record| record.id);
    let plain = HistoryPage { visitor: &member.visitor, records: &records, next };
    member.visitor.page(&app, "History", None, &plain).await
}
