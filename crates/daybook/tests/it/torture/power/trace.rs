//! What a process did to its files, and what it said, in the order in which it happened: read from strace's record.
//!
//! A write that is still under way when the next line begins counts when it is done; a word to a client counts when it is
//! begun, for from then on the client may have it.
//!
//! Not here: what a disk makes of it (`disk`).

use std::{collections::HashMap, path::Path};

/// How strace has to be called, so that its record can be read here; the file of the record comes next.
pub(super) const STRACE: &[&str] = &[
    "strace",
    // The server stays our child: killing it is killing the server.
    "--daemonize",
    "--follow-forks",
    "--seccomp-bpf",
    "--quiet=attach,personality,exit",
    "--strings-in-hex=all",
    "--string-limit=65536",
    "--trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,close,unlink,rename,writev,sendto",
    "--output",
];

/// One thing that happened.
#[derive(Debug)]
pub(super) enum Event {
    Open {
        fd: i32,
        path: String,
        truncate: bool,
    },
    Write {
        fd: i32,
        at: Option<u64>,
        data: Vec<u8>,
    },
    Resize {
        fd: i32,
        length: u64,
    },
    Sync {
        fd: i32,
    },
    Close {
        fd: i32,
    },
    Unlink {
        path: String,
    },
    Rename {
        from: String,
        to: String,
    },
    /// The names of activities that a client was told are stored.
    Acknowledge {
        names: Vec<String>,
    },
}

/// Reads a record.
pub(super) fn read(file: &Path) -> Vec<Event> {
    let record = std::fs::read_to_string(file).expect("the record of strace");
    let mut halves = HashMap::<&str, String>::new();
    let mut events = Vec::new();
    for line in record.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if let Some(first) = call.strip_suffix(" <unfinished ...>") {
            events.extend(begun(first));
            halves.insert(thread, first.to_owned());
        } else if let Some(second) = call.strip_prefix("<... ") {
            let Some(first) = halves.remove(thread) else { continue };
            let (_, rest) = second.split_once(" resumed>").expect("the second half of a call");
            events.extend(done(&format!("{first}{rest}")));
        } else {
            events.extend(begun(call));
            events.extend(done(call));
        }
    }
    events
}

/// What counts from the beginning of a call.
fn begun(call: &str) -> Option<Event> {
    let (name, arguments) = call.split_once('(')?;
    match name {
        "close" => Some(Event::Close { fd: number(arguments)? }),
        "writev" | "sendto" | "write" => {
            let names = acknowledged(&text(&strings(arguments).concat()));
            (!names.is_empty()).then_some(Event::Acknowledge { names })
        }
        _ => None,
    }
}

/// What counts when a call is done.
fn done(call: &str) -> Option<Event> {
    let (call, result) = call.rsplit_once(" = ")?;
    let result: i64 = result.split(' ').next()?.parse().ok()?;
    let (name, arguments) = call.trim_end().strip_suffix(')')?.split_once('(')?;
    if result < 0 {
        return None;
    }
    let fd = number(arguments);
    let mut texts = strings(arguments).into_iter();
    let last = || arguments.rsplit(", ").next()?.parse().ok();
    Some(match name {
        "openat" => Event::Open {
            fd: i32::try_from(result).ok()?,
            path: text(&texts.next()?),
            truncate: arguments.contains("O_TRUNC"),
        },
        "pwrite64" | "write" => {
            let mut data = texts.next()?;
            data.truncate(usize::try_from(result).ok()?);
            Event::Write { fd: fd?, at: if name == "write" { None } else { last() }, data }
        }
        "ftruncate" => Event::Resize { fd: fd?, length: last()? },
        "fsync" | "fdatasync" => Event::Sync { fd: fd? },
        "unlink" => Event::Unlink { path: text(&texts.next()?) },
        "rename" => Event::Rename { from: text(&texts.next()?), to: text(&texts.next()?) },
        _ => return None,
    })
}

fn number(arguments: &str) -> Option<i32> {
    arguments.split([',', ')', ' ']).next()?.parse().ok()
}

/// The strings among the arguments; in hex, so that no quote is inside.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(bytes).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |pair: &str| u8::from_str_radix(pair, 16).expect("two digits of hex");
    hex.split("\\x").skip(1).map(digits).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The names in the answers that say 201.
fn acknowledged(said: &str) -> Vec<String> {
    const NAME: &str = "\"activity_name\":\"";
    if !said.starts_with("HTTP/1.1 201 ") {
        return Vec::new();
    }
    let names = said.split(NAME).skip(1).filter_map(|rest| rest.split('"').next());
    names.map(str::to_owned).collect()
}
