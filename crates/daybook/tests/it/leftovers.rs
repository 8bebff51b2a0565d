//! The twin of every other test: a node that leaves something behind fails its test.

use crate::harness::TestApp;
use std::future::pending;

#[tokio::test]
#[should_panic(expected = "still waits for a socket or a job")]
async fn a_job_that_does_not_end_fails_the_test() {
    let app = TestApp::start().await;
    app.app.spawn("endless", pending());
}

#[tokio::test]
#[should_panic(expected = "1 tasks were left over")]
async fn a_task_that_nobody_counts_fails_the_test() {
    let app = TestApp::start().await;
    app.spawn_uncounted(pending());
}
