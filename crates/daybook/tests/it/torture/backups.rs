//! Backups that are made under load hold all that was acknowledged before they began, and each of them can be restored.
//!
//! Not here: the commands' words and refusals (`process::backup`).

use super::{
    ledger::{Ledger, database, lost, on_sqlite},
    load::{Load, WRITERS},
};
use crate::{
    harness::effort,
    process::{Server, new_database, run, text},
};

#[tokio::test]
async fn each_backup_under_load_holds_all_that_was_acknowledged_before_it() {
    if !on_sqlite() {
        return;
    }
    let (database, ledger) = (database(), Ledger::default());
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    let mut load = Load::start(&ann, &ledger, WRITERS, "backup");
    for number in 0..effort(5, 100) {
        load.acknowledged(200).await;
        let before = ledger.lines().clone();
        let file = database.folder().join(format!("saved-{}.db", number % 3));
        let name = file.to_str().expect("a path").to_owned();
        let source = std::sync::Arc::clone(&database);
        let saved = tokio::task::spawn_blocking({
            let name = name.clone();
            move || run(&source, &["backup", &name], "")
        });
        let saved = saved.await.expect("a backup");
        assert!(saved.status.success(), "{}", text(&saved.stderr));
        let elsewhere = new_database();
        let restored = run(&elsewhere, &["restore", &name], "");
        assert!(restored.status.success(), "{}", text(&restored.stderr));
        let lost = lost(&before, &elsewhere.url()).await;
        assert!(lost.is_empty(), "backup {number} lacks {lost:?}");
    }
    assert!(load.stop().await.iter().all(|told| told.status == Some(201)));
    server.kill();
    ledger.assert_stored_in(&database.url()).await;
}
