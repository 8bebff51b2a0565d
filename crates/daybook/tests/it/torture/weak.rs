//! Servers that lack a defence, for the twins that need a process: this test binary, started again.
//!
//! The binary that is shipped has no such server: what a defence is taken away by is a value of the program, which no
//! setting, flag or file can give.
//!
//! Not here: twins in one process; those hand a `Wiring` to their `TestApp`.

use crate::harness::say;
use daybook::{
    App, Config,
    config::{Source, Sources},
    http::serve,
    streams::Wiring,
    time::Clock,
};
use daybook_db::Synchronous;
use daybook_live::{Options, client::Limits};
use std::{path::Path, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The command that starts one of the servers below.
pub(super) fn server(name: &str) -> Vec<String> {
    let this = std::env::current_exe().expect("this binary").display().to_string();
    let test = format!("torture::weak::{name}");
    [this, "--ignored".into(), "--nocapture".into(), "--exact".into(), test].into()
}

#[test]
#[ignore = "a server that a twin starts"]
fn without_waiting_for_the_disk() {
    serve_with(Wiring {
        database: |options| options.synchronous = Synchronous::Normal,
        ..Wiring::default()
    });
}

#[test]
#[ignore = "a server that a twin starts"]
fn without_a_bound() {
    let limits = Limits { messages: usize::MAX, bytes: usize::MAX, ..Limits::default() };
    // Nobody is given up meanwhile, however slow the machine is.
    let patience = Duration::from_secs(3_600);
    let options = Options { limits, patience, ..Options::default() };
    serve_with(Wiring { options, ..Wiring::default() });
}

fn serve_with(wiring: Wiring) {
    let mut sources = Sources::read(Path::new(".")).expect("settings");
    if sources.get("DAYBOOK_DATA_DIR").1 == Source::Default {
        return; // Started by somebody who runs what is ignored.
    }
    sources.flag("DAYBOOK_LISTEN", Some("127.0.0.1:0".to_owned()));
    let config = Config::load(&sources).expect("a configuration");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(config.listen).await.expect("a free port");
        let address = listener.local_addr().expect("the port");
        let app = App::wired(config, Clock::default(), wiring).expect("the application starts");
        say(&format!("serving on http://{address}"));
        serve::serve(app, listener, CancellationToken::new()).await.expect("it serves");
    });
}
