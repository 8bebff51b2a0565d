//! Every statement about activities is understood by both engines, and finds its rows by an index.

use crate::harness::TestApp;
use daybook::activities::{select, store};
use daybook_db::{Engine, FromRow, Result, Row, Tx, Value};

/// How many parameters a statement has.
fn parameters(text: &str) -> usize {
    let numbers = text.split('$').skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a parameter's number")
    });
    numbers.max().unwrap_or(0)
}

/// One line of a plan: the last column on SQLite, the only one on PostgreSQL.
struct Line(String);

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get(3).or_else(|_| row.get(0)).map(Self)
    }
}

fn plan(tx: &mut Tx<'_>, text: &str) -> Result<Vec<String>> {
    let nulls = vec![Value::Null; parameters(text)];
    let lines: Vec<Line> = match tx.engine() {
        Engine::Sqlite => tx.all(&format!("explain query plan {text}"), &nulls)?,
        Engine::Postgres => {
            // The tables are empty: without these it would read them whole, and be right. A plan
            // for any parameters is wanted, for what is compared with null is never read at all.
            for setting in [
                "enable_seqscan = off",
                "enable_bitmapscan = off",
                "enable_sort = off",
                "plan_cache_mode = force_generic_plan",
            ] {
                tx.run(&format!("set local {setting}"), &[])?;
            }
            tx.run(&format!("prepare explained as {text}"), &[])?;
            let nulls = vec!["null"; nulls.len()].join(", ");
            let lines = tx.all(&format!("explain execute explained({nulls})"), &[])?;
            tx.run("deallocate explained", &[])?;
            lines
        }
    };
    Ok(lines.into_iter().map(|Line(line)| line).collect())
}

#[tokio::test]
async fn every_statement_finds_its_rows_by_an_index() {
    let app = TestApp::start().await;
    let texts = store::TEXTS.iter().map(ToString::to_string).chain(select::texts());
    for text in texts {
        let explained = text.clone();
        let plan = app.app.db.write(move |tx| plan(tx, &explained)).await;
        let plan = plan.unwrap_or_else(|error| panic!("{error}: {text}"));
        let whole = |line: &String| {
            line.starts_with("SCAN activit") && !line.contains("USING")
                || line.contains("Seq Scan on activit")
        };
        assert!(!plan.iter().any(whole), "{text}\n{plan:#?}");
    }
}

#[tokio::test]
async fn the_first_page_is_read_from_the_index_in_its_order() {
    let app = TestApp::start().await;
    let plain = select::texts().remove(0);
    let latest = select::texts().remove(3);
    for (text, index) in [(plain, "activities_by_id"), (latest, "activities_by_start")] {
        let explained = text.clone();
        let plan =
            app.app.db.write(move |tx| plan(tx, &explained)).await.expect("a plan").join("\n");
        assert!(plan.contains(index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{text}\n{plan}");
    }
}
