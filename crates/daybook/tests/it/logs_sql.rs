//! The statements that lists of logs are made of.

use crate::harness::{TestApp, plan};
use daybook::logs::select;
use daybook_db::Result;

/// How the rows of a user are found: by an index that begins with the user.
const FOUND: [&str; 3] = ["action_logs_by_", "SEARCH m USING PRIMARY KEY", "log_metadata_pkey"];

#[tokio::test]
async fn every_filter_and_order_is_understood_by_both_engines_and_the_usual_ones_need_no_sorting() {
    let app = TestApp::start().await;
    let texts = select::texts();
    assert!(texts.len() > 2_000, "only {} texts", texts.len());
    for chunk in texts.chunks(50) {
        let chunk = chunk.to_vec();
        let plans = app.app.db.write(move |tx| -> Result<Vec<_>> {
            let plans = chunk
                .iter()
                .map(|(text, in_order)| Ok((text.clone(), *in_order, plan(tx, text)?.join("\n"))));
            plans.collect()
        });
        for (text, in_order, plan) in plans.await.expect("plans") {
            assert!(FOUND.iter().any(|index| plan.contains(index)), "{text}\n{plan}");
            let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(!(in_order && sorts), "{text}\n{plan}");
        }
    }
}
