//! Values come back as they were stored, whichever engine stored them.

use std::sync::Arc;

use daybook_db::{Db, Error, FromRow, Options, Result, Row, Value, params};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tokio::runtime::Handle;

use crate::harness::{Base, on_both};

on_both!(
    parameters_go_where_their_numbers_say,
    a_dollar_in_a_literal_or_comment_is_no_parameter,
    any_order_of_parameters_is_right,
    anything_stored_comes_back,
    booleans_are_booleans,
    nul_is_refused,
    a_wrong_number_of_parameters_is_refused,
    a_wrong_type_is_refused,
    messages_hold_no_values,
    text_compares_alike,
);

async fn parameters_go_where_their_numbers_say(base: &Base) {
    let db = base.open();
    let swapped: Result<(String, String, String)> = db
        .read(|tx| {
            tx.one(
                "select cast($2 as text), cast($1 as text), cast($2 as text)",
                params!["first", "second"],
            )
        })
        .await;
    assert_eq!(swapped, Ok(("second".into(), "first".into(), "second".into())));
    let eleven: Result<(i64, i64)> = db
        .read(|tx| {
            let numbers: Vec<Value<'_>> = (1..=11).map(|n: i64| n.into()).collect();
            tx.one(
                "select cast($11 as bigint), cast($10 as bigint) + cast($9 as bigint) + cast($8 as bigint)
                      + cast($7 as bigint) + cast($6 as bigint) + cast($5 as bigint) + cast($4 as bigint)
                      + cast($3 as bigint) + cast($2 as bigint) - cast($1 as bigint)",
                &numbers,
            )
        })
        .await;
    assert_eq!(eleven, Ok((11, 53)));
    db.close();
}

async fn a_dollar_in_a_literal_or_comment_is_no_parameter(base: &Base) {
    let db = base.open();
    let row: Result<(String, String, i64)> = db
        .read(|tx| {
            tx.one(
                "select '$2 isn''t $3', cast($1 as text), 1 as \"$4\" -- $5\n /* $6 */",
                params!["one"],
            )
        })
        .await;
    assert_eq!(row, Ok(("$2 isn't $3".into(), "one".into(), 1)));
    db.close();
}

/// The law: the column that names `$n` holds the n-th parameter.
async fn any_order_of_parameters_is_right(base: &Base) {
    let db = base.open();
    let orders = (1_usize..9).prop_flat_map(|count| {
        (
            Just((1..=count).collect::<Vec<_>>()).prop_shuffle(),
            prop::collection::vec(1..=count, 0..8),
        )
    });
    check(db.clone(), orders, |db, (first, more)| async move {
        let order: Vec<usize> = first.iter().chain(&more).copied().collect();
        let columns: Vec<String> =
            order.iter().map(|n| format!("select cast(${n} as bigint)")).collect();
        let sql = columns.join(" union all ");
        let count = first.len();
        let answer: Result<Vec<i64>> = db
            .read(move |tx| {
                let params: Vec<Value<'_>> =
                    (1..=count).map(|n| Value::Int(n as i64 * 7)).collect();
                tx.all(&sql, &params)
            })
            .await;
        let expected: Vec<i64> = order.iter().map(|n| *n as i64 * 7).collect();
        prop_assert_eq!(answer, Ok(expected));
        Ok(())
    })
    .await;
    db.close();
}

type Stored = (Option<i64>, Option<bool>, Option<f64>, Option<String>, Option<Vec<u8>>);

async fn anything_stored_comes_back(base: &Base) {
    let db = base.open();
    let real_and_bytes = match base.engine {
        daybook_db::Engine::Sqlite => ("integer", "real", "blob"),
        daybook_db::Engine::Postgres => ("boolean", "double precision", "bytea"),
    };
    let (boolean, real, bytes) = real_and_bytes;
    let table = format!("create table stored (i bigint, b {boolean}, r {real}, t text, x {bytes})");
    db.write(move |tx| tx.run(&table, &[])).await.unwrap();
    let stored = (
        any::<Option<i64>>(),
        any::<Option<bool>>(),
        prop::option::of(prop::num::f64::NORMAL | prop::num::f64::ZERO),
        prop::option::of("[^\\x00]{0,40}"),
        any::<Option<Vec<u8>>>(),
    );
    check(db.clone(), stored, |db, stored: Stored| async move {
        let sent = stored.clone();
        let back: Result<Stored> = db
            .write(move |tx| {
                let (i, b, r, t, x) = &sent;
                tx.one(
                    "insert into stored (i, b, r, t, x) values ($1, $2, $3, $4, $5) returning i, b, r, t, x",
                    params![i, b, r, t, x],
                )
            })
            .await;
        prop_assert_eq!(back, Ok(stored));
        Ok(())
    })
    .await;
    let json: Result<Arc<str>> = db
        .read(|tx| {
            tx.one("select cast($1 as text)", params!["{\"b\": 1,  \"a\": [\"é\", \"😀\"]}"])
        })
        .await;
    assert_eq!(json.as_deref(), Ok("{\"b\": 1,  \"a\": [\"é\", \"😀\"]}"));
    db.close();
}

async fn booleans_are_booleans(base: &Base) {
    let db = base.open();
    let table = match base.engine {
        daybook_db::Engine::Sqlite => "create table flags (id bigint, on_it integer not null)",
        daybook_db::Engine::Postgres => "create table flags (id bigint, on_it boolean not null)",
    };
    db.write(move |tx| {
        tx.run(table, &[])?;
        tx.run(
            "insert into flags (id, on_it) values ($1, $2), ($3, $4)",
            params![1, true, 2, false],
        )
    })
    .await
    .unwrap();
    let rows: Result<Vec<(i64, bool, bool)>> =
        db.read(|tx| tx.all("select id, on_it, not on_it from flags order by id", &[])).await;
    assert_eq!(rows, Ok(vec![(1, true, false), (2, false, true)]));
    let on: Result<Vec<i64>> = db.read(|tx| tx.all("select id from flags where on_it", &[])).await;
    assert_eq!(on, Ok(vec![1]));
    let off: Result<Vec<i64>> =
        db.read(|tx| tx.all("select id from flags where on_it = $1", params![false])).await;
    assert_eq!(off, Ok(vec![2]));
    db.close();
}

async fn nul_is_refused(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<u64> = db
        .write(|tx| tx.run("insert into notes (id, body) values ($1, $2)", params![1, "a\0b"]))
        .await;
    assert_eq!(answer, Err(Error::NulInText(2)));
    assert_eq!(Error::NulInText(2).to_string(), "parameter $2 holds a NUL character");
    db.close();
}

async fn a_wrong_number_of_parameters_is_refused(base: &Base) {
    let db = base.open();
    let answer: Result<i64> =
        db.read(|tx| tx.one("select cast($1 as bigint)", params![1, 2])).await;
    assert_eq!(answer, Err(Error::Parameters { expected: 1, given: 2 }));
    db.close();
}

async fn a_wrong_type_is_refused(base: &Base) {
    let db = base.open();
    let answer: Result<i64> = db.read(|tx| tx.one("select cast('x' as text)", &[])).await;
    assert_eq!(answer, Err(Error::Column { index: 0, found: "text", wanted: "i64" }));
    let null: Result<i64> = db.read(|tx| tx.one("select cast(null as bigint)", &[])).await;
    assert_eq!(null, Err(Error::Column { index: 0, found: "null", wanted: "i64" }));
    let absent: Result<(i64, i64)> = db.read(|tx| tx.one("select cast(1 as bigint)", &[])).await;
    assert!(matches!(absent, Err(Error::Column { index: 1, found: "absent", .. })));
    db.close();
}

/// A row that a test reads whatever is in it.
struct Unread;

impl FromRow for Unread {
    fn from_row(_: &Row<'_>) -> Result<Self> {
        Ok(Self)
    }
}

async fn messages_hold_no_values(base: &Base) {
    const SECRET: &str = "hunter2";
    let db = base.migrated(Options::default());
    db.write(|tx| tx.run("insert into notes (body) values ($1)", params![SECRET])).await.unwrap();
    let statements: [(&str, &[Value<'static>]); 5] = [
        ("insert into notes (body) values ($1)", params![SECRET]),
        ("insert into notes (body) select body || $1 from nowhere", params![SECRET]),
        (
            "insert into links (note) select cast(body as bigint) + 99 from notes where body = $1",
            params![SECRET],
        ),
        ("insert into notes (body) select null from notes where body = $1", params![SECRET]),
        ("select body from notes where body = $1 and id = 'x", params![SECRET]),
    ];
    for (sql, params) in statements {
        let params: Vec<Value<'static>> = params.to_vec();
        let answer = db.write(move |tx| tx.all::<Unread>(sql, &params).map(|_| ())).await;
        let error = answer.unwrap_err();
        assert!(!error.to_string().contains(SECRET), "{error}");
        assert!(!format!("{error:?}").contains(SECRET), "{error:?}");
    }
    assert_eq!(format!("{:?}", params![SECRET, 7]), "[text, an integer]");
    db.close();
}

async fn text_compares_alike(base: &Base) {
    let db = base.migrated(Options::default());
    db.write(|tx| {
        tx.run(
            "insert into notes (body) values ($1), ($2), ($3), ($4)",
            params!["b", "B", "a", "é"],
        )
    })
    .await
    .unwrap();
    let sorted: Result<Vec<String>> =
        db.read(|tx| tx.all("select body from notes order by body", &[])).await;
    assert_eq!(sorted.unwrap(), ["B", "a", "b", "é"]);
    let like: Result<Vec<String>> =
        db.read(|tx| tx.all("select body from notes where body like $1", params!["b%"])).await;
    assert_eq!(like.unwrap(), ["b"], "like looks at the case");
    db.close();
}

/// Runs a property whose cases need the database.
async fn check<S, F>(db: Db, strategy: S, property: impl Fn(Db, S::Value) -> F + Send + 'static)
where
    S: Strategy + Send + 'static,
    S::Value: Send,
    F: Future<Output = std::result::Result<(), TestCaseError>>,
{
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&strategy, |value| runtime.block_on(property(db.clone(), value)))
            .unwrap();
    })
    .await
    .unwrap();
}
