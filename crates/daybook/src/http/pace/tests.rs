//! Each rest and each stall has its end, and nothing else has.

use super::*;
use axum::response::IntoResponse;
use http::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    time::timeout,
};

const LONG: Duration = Duration::from_secs(3_600);
const SHORT: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_rest_ends_and_an_answer_under_way_does_not() {
    let (mut client, server) = duplex(64);
    let progress = Progress::default();
    let patience = Patience { head: LONG, idle: SHORT };
    let mut server = Paced::new(server, patience, progress.clone());
    assert_eq!(server.read(&mut [0; 8]).await.expect("the end of the rest"), 0);
    let answering = progress.answer();
    let mut buffer = [0; 8];
    let nothing = timeout(2 * SHORT, server.read(&mut buffer)).await;
    assert!(nothing.is_err(), "it waits as long as the answer takes");
    client.write_all(b"body").await.expect("it is open");
    assert_eq!(server.read(&mut buffer).await.expect("the body"), 4);
    let (rest, ()) = tokio::join!(server.read(&mut buffer), async { drop(answering) });
    assert_eq!(rest.expect("the end of the rest"), 0);
    let upgrade = StatusCode::SWITCHING_PROTOCOLS.into_response();
    drop(progress.answer().with(upgrade));
    assert!(timeout(2 * SHORT, server.read(&mut buffer)).await.is_err());
}

#[tokio::test]
async fn a_head_has_its_time_from_its_first_byte_and_the_next_one_anew() {
    let (mut client, server) = duplex(64);
    let progress = Progress::default();
    let patience = Patience { head: SHORT, idle: LONG };
    let mut server = Paced::new(server, patience, progress.clone());
    let mut buffer = [0; 8];
    for _ in 0..2 {
        assert!(timeout(2 * SHORT, server.read(&mut buffer)).await.is_err());
        client.write_all(b"GET").await.expect("it is open");
        assert_eq!(server.read(&mut buffer).await.expect("a part of a head"), 3);
        drop(progress.answer());
    }
    client.write_all(b"GET").await.expect("it is open");
    assert_eq!(server.read(&mut buffer).await.expect("a part of a head"), 3);
    assert_eq!(server.read(&mut buffer).await.expect("the end of patience"), 0);
}

#[tokio::test]
async fn who_takes_nothing_of_the_answer_is_let_go() {
    let (_client, server) = duplex(4);
    let progress = Progress::default();
    let patience = Patience { head: LONG, idle: SHORT };
    let mut server = Paced::new(server, patience, progress.clone());
    let _answering = progress.answer();
    let error = server.write_all(b"an answer").await.expect_err("nobody takes it");
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}
