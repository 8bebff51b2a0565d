//! The statements that lists of history records are made of.

use crate::harness::{TestApp, plan};
use daybook::history::select;

#[tokio::test]
async fn every_filter_is_understood_by_both_engines_and_rows_come_in_order() {
    let app = TestApp::start().await;
    for (text, in_order) in select::texts() {
        let explained = text.clone();
        let plan = app.app.db.write(move |tx| plan(tx, &explained)).await.expect("a plan");
        let plan = plan.join("\n");
        assert!(plan.contains("history_records_by_"), "{text}\n{plan}");
        let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
        assert!(!(in_order && sorts), "{text}\n{plan}");
    }
}
