//! A thread that reads: each job sees one snapshot from its first statement to its last.
//!
//! Not here: the deadline that ends a long read (`deadline.rs`).

use std::sync::Arc;

use crossbeam_channel::Receiver;

use super::{
    gate::{Gate, Pass},
    open::{Connection, Role, Settings},
    session::Session,
};
use crate::{
    Error, Options, Result, Tx, counters::Counters, job::Running, lane::Message, options::Terms,
    worker::run_hooks,
};

pub(super) struct Reader {
    settings: Settings,
    options: Options,
    counters: Arc<Counters>,
    queue: Receiver<Message>,
    first: Connection,
    gate: Gate,
}

impl Reader {
    pub(super) fn open(
        settings: Settings,
        options: &Options,
        counters: Arc<Counters>,
        queue: Receiver<Message>,
        gate: Gate,
    ) -> Result<Self> {
        let first = Connection::open(&settings, Role::Read)?;
        Ok(Self { settings, options: options.clone(), counters, queue, first, gate })
    }

    pub(super) fn run(self) {
        let Self { settings, options, counters, queue, first, gate } = self;
        let mut connection = first;
        while serve(&connection, &options, &counters, &queue, &gate) {
            drop(connection);
            match reopen(&settings, Role::Read, &queue, &counters) {
                Some(fresh) => connection = fresh,
                None => return,
            }
        }
    }
}

/// Reads until the end (false) or until the connection must be opened anew (true).
fn serve(
    connection: &Connection,
    options: &Options,
    counters: &Counters,
    queue: &Receiver<Message>,
    gate: &Gate,
) -> bool {
    let mut session = Session::new(connection);
    while let Ok(Message::Job(job)) = queue.recv() {
        let pass = gate.pass();
        if let Some(running) = job.claim() {
            counters.jobs.add(1);
            snapshot(&mut session, options, pass, running);
        }
        if session.broken() {
            return true;
        }
    }
    false
}

fn snapshot(session: &mut Session<'_>, options: &Options, pass: Pass<'_>, mut job: Running) {
    if let Err(error) = session.control("begin") {
        return job.answer(Err(error));
    }
    let terms = Terms { limit: pass.limit(options.limit), ..options.terms() };
    let mut tx = Tx::new(session, terms);
    let good = job.run(&mut tx);
    let hooks = tx.into_hooks();
    let end = if session.in_transaction() { session.control("commit") } else { Ok(()) };
    drop(pass);
    if good && end.is_ok() {
        run_hooks(hooks);
    }
    job.answer(end);
}

/// Opens the connection anew. Each job that comes meanwhile is one more try; `None` when the lane was closed.
pub(super) fn reopen(
    settings: &Settings,
    role: Role,
    queue: &Receiver<Message>,
    counters: &Counters,
) -> Option<Connection> {
    loop {
        match Connection::open(settings, role) {
            Ok(connection) => {
                counters.reconnects.add(1);
                return Some(connection);
            }
            Err(error) => match queue.recv() {
                Ok(Message::Job(job)) => {
                    tracing::error!(%error, "the database file cannot be opened again");
                    job.refuse(Error::unavailable("its file cannot be opened"));
                }
                Ok(Message::Stop) | Err(_) => return None,
            },
        }
    }
}
