//! The two dialects of the migrations end in the same tables, columns, keys and indexes.

use crate::harness::{Database, Engine};
use daybook_db::{Db, Options, Result, Tx, params};

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
    for (position, migration) in daybook::MIGRATIONS.iter().enumerate() {
        let number = format!("{:04}_", position + 1);
        assert!(
            migration.name.starts_with(&number),
            "{} is at place {}",
            migration.name,
            position + 1
        );
    }
}

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
    db.migrate(daybook::MIGRATIONS).expect("it migrates");
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
