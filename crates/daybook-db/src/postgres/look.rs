//! What can be asked of PostgreSQL: the constraints that it has not made sure of.
//!
//! Not here: damaged pages; `pg_amcheck` finds those.

use super::{connection::Connection, server::Server};
use crate::{
    Result, Tx,
    inspection::{Check, Inspection, ask, terms},
    job::Kind,
};

const UNSURE: &str = "select conrelid::regclass::text || '.' || conname from pg_constraint \
     where not convalidated and contype in ('c', 'f') order by 1";

/// Looks at one snapshot.
pub(crate) fn look(server: &Server, checks: &[Check]) -> Result<Vec<Inspection>> {
    let mut connection = Connection::open(server)?;
    connection.begin(Kind::Read)?;
    let mut tx = Tx::new(&mut connection, terms());
    let unsure: Vec<String> = tx.all(UNSURE, &[])?;
    let findings = unsure.into_iter().map(|name| format!("{name} is not validated")).collect();
    let mut inspections = vec![Inspection { rule: "references", findings }];
    inspections.extend(ask(&mut tx, checks)?);
    connection.rollback();
    Ok(inspections)
}
