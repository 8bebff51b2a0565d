//! The statements that chat finds rooms, messages and words with.

use crate::harness::{TestApp, plan};
use daybook::chat;
use daybook_db::Result;

#[tokio::test]
async fn every_text_is_understood_by_both_engines_and_the_newest_need_no_sorting() {
    let app = TestApp::start().await;
    let plans = app.app.db.write(|tx| -> Result<Vec<_>> {
        let texts = chat::texts(tx.engine()).into_iter();
        texts.map(|(text, in_order)| Ok((text, in_order, plan(tx, text)?.join("\n")))).collect()
    });
    for (text, in_order, plan) in plans.await.expect("plans") {
        let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
        assert!(!(in_order && sorts), "{text}\n{plan}");
        let by_index = ["USING", "VIRTUAL TABLE", "Index"].iter().any(|it| plan.contains(it));
        assert!(by_index, "{text}\n{plan}");
    }
}
