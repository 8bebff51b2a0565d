//! The two dialects of the migrations end in the same tables, columns, keys and indexes.

use crate::harness::{Database, Engine};
use daybook::MIGRATIONS;
use daybook_db::{Db, Migration, Options, Result, Tx, params};

#[tokio::test]
async fn both_dialects_end_in_the_same_schema() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return; // Compared where both are at hand.
    }
    let database = Database::create();
    let sqlite = schema(&database.sqlite_url(), SQLITE).await;
    let postgres = schema(&database.url(), POSTGRES).await;
    pretty(&sqlite, &postgres);
}

#[tokio::test]
async fn the_names_of_the_migrations_are_numbered_without_a_gap() {
    for (position, migration) in MIGRATIONS.iter().enumerate() {
        let number = format!("{:04}_", position + 1);
        assert!(
            migration.name.starts_with(&number),
            "{} is at place {}",
            migration.name,
            position + 1
        );
    }
}

/// Those before `0012_mentions`.
const BEFORE_MENTIONS: &[Migration] = MIGRATIONS.split_at(11).0;

#[tokio::test]
async fn notifications_outlive_the_migration_that_lets_them_tell_of_messages() {
    let database = Database::empty();
    let db = Db::open(&database.url(), Options::default()).expect("it opens");
    db.migrate(BEFORE_MENTIONS).expect("it migrates");
    let filled = db.write(|tx| -> Result<()> {
        let user = "insert into users (username, password, stamp, date_joined) values ('ann', '!', 1, 0)";
        let id = tx.insert(user, params![])?;
        let told = "insert into notifications (user_id, kind, task_id, title, instant, created_at, read_at) \
                    values ($1, 'due', $2, 'rent', 3, 4, $3)";
        for task in 1..=5_i64 {
            tx.run(told, params![id, task, (task == 2).then_some(7)])?;
        }
        tx.run("delete from notifications where task_id in (1, 5)", params![])?;
        Ok(())
    });
    filled.await.expect("some notifications");
    let list = "select id, kind, task_id, title, instant, created_at, read_at from notifications where id > 0 order by id";
    let rows =
        async || -> Vec<Told> { db.read(move |tx| tx.all(list, params![])).await.expect("rows") };
    let before = rows().await;
    db.migrate(MIGRATIONS).expect("it migrates");
    assert_eq!(rows().await, before);
    assert_eq!(before.len(), 3);
    let more = "insert into notifications (user_id, kind, room_id, room, message_id, title, instant, created_at) \
                select user_id, 'mention', 1, 'den', 1, title, 0, 0 from notifications where task_id = $1";
    let id = db.write(move |tx| tx.insert(more, params![2])).await.expect("one more");
    db.close();
    assert_eq!(id, Some(6), "an id is never given twice");
}

const BEFORE_UPLOADS: &[Migration] = MIGRATIONS.split_at(13).0;

#[tokio::test]
async fn pictures_outlive_the_migration_that_lets_them_lie_elsewhere() {
    let database = Database::empty();
    let db = Db::open(&database.url(), Options::default()).expect("it opens");
    db.migrate(BEFORE_UPLOADS).expect("it migrates");
    let filled = db.write(|tx| -> Result<()> {
        for name in ["ann", "bob"] {
            let user =
                "insert into users (username, password, stamp, date_joined) values ($1, '!', 1, 0)";
            let id = tx.insert(user, params![name])?;
            let picture =
                "insert into avatars (user_id, name, large, small) values ($1, $2, $3, $4)";
            tx.run(picture, params![id, name, name.repeat(9).as_bytes(), name.as_bytes()])?;
        }
        Ok(())
    });
    filled.await.expect("some pictures");
    let list = "select user_id, name, large, small from avatars where user_id > 0 order by user_id";
    let rows = async || -> Vec<(i64, String, Vec<u8>, Vec<u8>)> {
        db.read(move |tx| tx.all(list, params![])).await.expect("rows")
    };
    let before = rows().await;
    db.migrate(MIGRATIONS).expect("it migrates");
    assert_eq!(rows().await, before);
    assert_eq!(before.len(), 2);
    let gone = db.write(|tx| tx.run("delete from users where username = $1", params!["ann"]));
    assert_eq!(gone.await.expect("a deletion"), 1);
    assert_eq!(rows().await, before[1..], "a picture goes with its account");
    db.close();
}

type Told = (i64, String, i64, String, i64, i64, Option<i64>);

#[track_caller]
fn pretty(sqlite: &[String], postgres: &[String]) {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (left, right) = (only(sqlite, postgres), only(postgres, sqlite));
    assert!(
        left.is_empty() && right.is_empty(),
        "only on SQLite: {left:#?}\nonly on PostgreSQL: {right:#?}"
    );
    assert!(!sqlite.is_empty(), "no table at all");
}

async fn schema(url: &str, queries: [&'static str; 2]) -> Vec<String> {
    let db = Db::open(url, Options::default()).expect("it opens");
    db.migrate(MIGRATIONS).expect("it migrates");
    let described = db.read(move |tx: &mut Tx<'_>| -> Result<Vec<String>> {
        let mut lines = tx.all::<String>(queries[0], params![])?;
        lines.extend(tx.all::<String>(queries[1], params![])?);
        lines.sort();
        Ok(lines)
    });
    let lines = described.await.expect("the catalogue");
    db.close();
    lines
}

/// Columns, then indexes and keys; a line for each. The full-text tables are where the engines differ on purpose.
const SQLITE: [&str; 2] = [
    "select 'column ' || t.name || '.' || c.name || ' ' || lower(c.type)
         || case when c.\"notnull\" = 1 or c.pk > 0 then ' not null' else '' end
     from sqlite_master t, pragma_table_info(t.name) c
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search_%'",
    "select 'index ' || t.name || '(' || (select group_concat(coalesce(name, 'expression'), ',')
                 from (select name from pragma_index_info(i.name) order by seqno)) || ')'
         || case when i.\"unique\" = 1 then ' unique' else '' end
         || case when i.partial = 1 then ' partial' else '' end
     from sqlite_master t, pragma_index_list(t.name) i
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search_%' and i.origin <> 'pk'
     union all
     select 'key ' || t.name || '(' || (select group_concat(name, ',')
                 from (select name from pragma_table_info(t.name) where pk > 0 order by pk)) || ')'
     from sqlite_master t
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search_%'",
];

const POSTGRES: [&str; 2] = [
    "select 'column ' || table_name || '.' || column_name || ' '
         || case data_type when 'bigint' then 'integer' when 'boolean' then 'integer' when 'bytea' then 'blob'
                           when 'double precision' then 'real' else data_type end
         || case when is_nullable = 'NO' then ' not null' else '' end
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'search_%'",
    "select case when i.indisprimary then 'key ' else 'index ' end || t.relname || '('
         || (select string_agg(coalesce(a.attname::text, 'expression'), ',' order by k.place)
             from unnest(i.indkey) with ordinality k (number, place)
             left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number and k.number > 0) || ')'
         || case when i.indisunique and not i.indisprimary then ' unique' else '' end
         || case when i.indpred is not null then ' partial' else '' end
     from pg_index i
     join pg_class t on t.oid = i.indrelid
     join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = 'public' and t.relname not like 'search_%'",
];
