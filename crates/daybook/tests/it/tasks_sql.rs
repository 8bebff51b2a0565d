//! The statements that lists of tasks are made of.

use crate::harness::{TestApp, plan};
use daybook::tasks::select;
use daybook_db::Result;

/// How the tasks of a user are found: by those who see them.
const FOUND: [&str; 2] = ["SEARCH v USING PRIMARY KEY", "task_viewers_pkey"];

#[tokio::test]
async fn every_filter_and_order_is_understood_by_both_engines_and_the_newest_need_no_sorting() {
    let app = TestApp::start().await;
    let texts = select::texts();
    assert!(texts.len() > 3_000, "only {} texts", texts.len());
    for chunk in texts.chunks(50) {
        let chunk = chunk.to_vec();
        let plans = app.app.db.write(move |tx| -> Result<Vec<_>> {
            chunk.iter().map(|text| Ok((text.clone(), plan(tx, text)?.join("\n")))).collect()
        });
        for (text, plan) in plans.await.expect("plans") {
            assert!(FOUND.iter().any(|index| plan.contains(index)), "{text}\n{plan}");
            let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            let by_id = text.contains("order by v.task_id") || !text.contains("order by");
            assert!(!(by_id && sorts), "{text}\n{plan}");
        }
    }
}
