//! The statements that lists of activities are made of.

use crate::harness::{TestApp, plan};
use daybook::activities::select;

#[tokio::test]
async fn every_filter_and_order_is_understood_by_both_engines() {
    let app = TestApp::start().await;
    for text in select::texts() {
        let explained = text.clone();
        let plan = app.app.db.write(move |tx| plan(tx, &explained)).await;
        let plan = plan.unwrap_or_else(|error| panic!("{error}: {text}")).join("\n");
        assert!(
            plan.contains("activities_by_") || plan.contains("activity_tags"),
            "{text}\n{plan}"
        );
    }
}

#[tokio::test]
async fn the_first_page_is_read_from_the_index_in_its_order() {
    let app = TestApp::start().await;
    let plain = select::texts().remove(0);
    let latest = select::texts().remove(3);
    for (text, index) in [(plain, "activities_by_id"), (latest, "activities_by_start")] {
        let explained = text.clone();
        let plan =
            app.app.db.write(move |tx| plan(tx, &explained)).await.expect("a plan").join("\n");
        assert!(plan.contains(index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{text}\n{plan}");
    }
}
