//! The data folder: closed to other users, and to a second server.

use super::{Server, new_database};
use crate::harness::Engine;
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

fn mode(path: &Path) -> u32 {
    path.metadata().expect("it is there").permissions().mode() & 0o777
}

#[test]
fn only_the_servers_user_reads_the_data_folder() {
    let database = new_database();
    fs::set_permissions(database.folder(), fs::Permissions::from_mode(0o755))
        .expect("an open folder");
    let _server = Server::start(&database);
    assert_eq!(mode(database.folder()), 0o700);
    for entry in fs::read_dir(database.folder()).expect("its files") {
        let path = entry.expect("a file").path();
        let closed = mode(&path) & 0o077;
        assert_eq!(closed, 0, "{} can be read by others", path.display());
    }
}

#[test]
fn a_second_server_on_the_same_folder_says_so_and_exits_1() {
    if Engine::of_the_tests() == Engine::Postgres {
        return; // Nodes on PostgreSQL keep nothing in the folder that two could spoil.
    }
    let database = new_database();
    let _first = Server::start(&database);
    let Err((status, said)) = Server::try_start(&database) else {
        panic!("the second server serves too")
    };
    assert_eq!(status.code(), Some(1));
    assert!(said.contains("in use by another `daybook serve`"), "{said}");
}

#[test]
fn a_killed_server_leaves_no_lock_behind() {
    let database = new_database();
    Server::start(&database).kill();
    Server::start(&database);
}

#[test]
fn the_data_folder_may_be_named_from_where_one_stands() {
    let place = tempfile::tempdir().expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_daybook"))
        .arg("migrate")
        .current_dir(place.path())
        .env_clear()
        .output()
        .expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(place.path().join("daybook-data/daybook.db").exists());
}
