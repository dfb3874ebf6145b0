//! The journal shows every change from outside: each row, each field, what was left out, doubled or put in.

use std::cell::Cell;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;
use so06::domain::access::Role;
use so06::domain::book::{Document, Officer, Setting};
use so06::engine::safety::{self, prove};
use so06::store::copies::CopyReason;
use so06::store::{Book, Operation, verify};
use tempfile::TempDir;

use super::{enter, small};
use crate::support::{TODAY, clock};

/// A book of a few rows: things that begin, change, end, and two of one operation.
fn tiny() -> Book {
    let mut book = Book::in_memory(clock(TODAY), "Cán bộ").expect("a book");
    let setting = |value: &str| Setting {
        key: "tên".to_owned(),
        value: value.to_owned(),
    };
    let operation = |kind| Operation::new(kind, json!({ "thing": "tên" }));
    let document = Document {
        key: String::new(),
        kind: "Kế hoạch".to_owned(),
        number: "12/KH-UBND".to_owned(),
        day: None,
        issuer: "UBND".to_owned(),
        excerpt: "về việc thử".to_owned(),
    };
    let officer = Officer {
        name: "Nguyễn Thị Thử".to_owned(),
        post: "Công chức".to_owned(),
        role: Role::Enter,
    };
    let ids = book
        .transact(operation("make"), |tx| {
            Ok((
                tx.add(&setting("một"))?,
                tx.add(&document)?,
                tx.add(&officer)?,
            ))
        })
        .expect("things")
        .value;
    for value in ["hai", "ba"] {
        book.transact(operation("change"), |tx| tx.set(ids.0, &setting(value)))
            .expect("a change");
    }
    book.transact(operation("end"), |tx| tx.end::<Document>(ids.1))
        .expect("an end");
    book.transact(operation("make"), |tx| tx.add(&document))
        .expect("a thing");
    book
}

/// The book in a connection of the test's own, which nothing protects.
fn outside(book: &Book) -> Connection {
    let mut to = Connection::open_in_memory().expect("a connection");
    book.read(|from| {
        let all = rusqlite::backup::Backup::new(from, &mut to).expect("a copy");
        all.step(-1).expect("a copy");
        Ok(())
    })
    .expect("a copy");
    to.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
        .expect("from outside");
    to
}

/// Whether a change is found; the book is as it was afterwards. None where the database itself did not allow it.
fn found(connection: &Connection, change: &str, values: &[Value]) -> Option<bool> {
    connection
        .execute_batch("SAVEPOINT outside")
        .expect("a savepoint");
    let changed = connection.execute(change, params_from_iter(values));
    let seen = changed.ok().filter(|count| *count > 0).map(|_| {
        // What cannot be read to its end was found as well.
        verify(connection).map_or(true, |own| own.broken_at.is_some())
    });
    connection
        .execute_batch("ROLLBACK TO outside; RELEASE outside")
        .expect("as before");
    seen
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    connection
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .and_then(|mut own| own.query_map([table], |row| row.get(0))?.collect())
        .expect("columns")
}

/// Another value of the same sort.
fn other(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![Value::Integer(1), Value::Blob(vec![7; 32])],
        Value::Integer(own) => vec![
            Value::Integer(own + 1),
            Value::Integer(own - 1),
            Value::Null,
        ],
        Value::Text(own) => vec![Value::Text(format!("{own}x")), Value::Text(String::new())],
        Value::Blob(own) => {
            let mut turned = own.clone();
            if let Some(byte) = turned.first_mut() {
                *byte ^= 1;
            }
            vec![Value::Blob(turned), Value::Blob(Vec::new()), Value::Null]
        }
        Value::Real(_) => panic!("a book has no fractions"),
    }
}

/// Every row of a table: changed in each field, deleted, doubled, swapped with the next one. Gives how many were tried.
fn attack(connection: &Connection, table: &str, key: &[&str]) -> usize {
    let columns = columns(connection, table);
    let sql = format!("SELECT * FROM {table} ORDER BY {}", key.join(", "));
    let rows: Vec<Vec<Value>> = connection
        .prepare(&sql)
        .and_then(|mut own| {
            let width = own.column_count();
            own.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?
                .collect()
        })
        .expect("rows");
    let at = |name: &str| {
        columns
            .iter()
            .position(|own| own == name)
            .expect("a column")
    };
    let place = key
        .iter()
        .enumerate()
        .map(|(n, name)| format!("\"{name}\" = ?{}", n + 1))
        .collect::<Vec<_>>()
        .join(" AND ");
    let tried = Cell::new(0);
    let judge = |change: &str, values: &[Value], what: &str| {
        if let Some(seen) = found(connection, change, values) {
            tried.set(tried.get() + 1);
            assert!(seen, "{table}: {what} is not found: {values:?}");
        }
    };
    for (index, row) in rows.iter().enumerate() {
        let own: Vec<Value> = key.iter().map(|name| row[at(name)].clone()).collect();
        judge(
            &format!("DELETE FROM {table} WHERE {place}"),
            &own,
            "a row left out",
        );
        for (column, value) in columns.iter().zip(row) {
            for changed in other(value).into_iter().filter(|own| own != value) {
                let values: Vec<Value> = own.iter().cloned().chain([changed]).collect();
                let set = format!(
                    "UPDATE {table} SET \"{column}\" = ?{} WHERE {place}",
                    values.len()
                );
                judge(&set, &values, &format!("a changed {column}"));
            }
        }
        // Doubled behind the last one, under the next free number.
        let mut twice = row.clone();
        let number = at(key[key.len() - 1]);
        twice[number] = Value::Integer(10_000);
        let marks: Vec<String> = (1..=twice.len()).map(|n| format!("?{n}")).collect();
        judge(
            &format!("INSERT INTO {table} VALUES ({})", marks.join(", ")),
            &twice,
            "a doubled row",
        );
        if let Some(next) = rows.get(index + 1) {
            swap(connection, table, (&columns, key), (row, next), &tried);
        }
    }
    tried.get()
}

/// Two rows change places: each keeps its key and has what the other one had.
fn swap(
    connection: &Connection,
    table: &str,
    (columns, key): (&[String], &[&str]),
    (one, two): (&[Value], &[Value]),
    tried: &Cell<usize>,
) {
    let rest: Vec<usize> = (0..columns.len())
        .filter(|at| !key.contains(&columns[*at].as_str()))
        .collect();
    if rest.iter().all(|at| one[*at] == two[*at]) {
        return;
    }
    connection
        .execute_batch("SAVEPOINT swapped")
        .expect("a savepoint");
    let mut allowed = true;
    for (to, from) in [(one, two), (two, one)] {
        let mut values: Vec<Value> = rest.iter().map(|at| from[*at].clone()).collect();
        let sets: Vec<String> = rest
            .iter()
            .enumerate()
            .map(|(n, at)| format!("\"{}\" = ?{}", columns[*at], n + 1))
            .collect();
        let place: Vec<String> = key
            .iter()
            .enumerate()
            .map(|(n, name)| format!("\"{name}\" = ?{}", rest.len() + n + 1))
            .collect();
        let keys = key.iter().map(|name| {
            to[columns
                .iter()
                .position(|own| own == name)
                .expect("a column")]
            .clone()
        });
        values.extend(keys);
        let sql = format!(
            "UPDATE {table} SET {} WHERE {}",
            sets.join(", "),
            place.join(" AND ")
        );
        let swapped = connection.execute(&sql, params_from_iter(values));
        // An identifier stands once: the database itself does not let two things bear it.
        allowed &= swapped.is_ok();
    }
    if allowed {
        let verdict = verify(connection);
        assert!(
            verdict.map_or(true, |own| own.broken_at.is_some()),
            "{table}: two swapped rows are not found: {one:?} {two:?}"
        );
        tried.set(tried.get() + 1);
    }
    connection
        .execute_batch("ROLLBACK TO swapped; RELEASE swapped")
        .expect("as before");
}

#[test]
fn every_row_that_is_changed_deleted_swapped_or_doubled_is_found() {
    let book = tiny();
    let connection = outside(&book);
    assert_eq!(verify(&connection).expect("a verdict").broken_at, None);
    let mut tried = 0;
    for (table, key) in [
        ("journal", &["seq", "n"][..]),
        ("operation", &["seq"]),
        ("entity", &["id"]),
        ("setting", &["id", "from_seq"]),
        ("document", &["id", "from_seq"]),
        ("officer", &["id", "from_seq"]),
    ] {
        tried += attack(&connection, table, key);
    }
    println!("{tried} changes from outside");
    assert!(tried >= 300, "{tried}");
    assert_eq!(verify(&connection).expect("a verdict").broken_at, None);
}

#[test]
fn a_state_that_nobody_entered_is_found() {
    let book = tiny();
    let connection = outside(&book);
    for sql in [
        "INSERT INTO setting (id, from_seq, key, value) VALUES (1, 4, 'root', 'x')",
        "INSERT INTO entity (kind, born) VALUES ('fact', 3)",
        "INSERT INTO content (digest, kind, bytes) VALUES (printf('%064d', 0), 'pdf', x'00')",
        "INSERT INTO epoch (from_seq, site, sum) VALUES (1, 1, x'00')",
        "INSERT INTO secret (name, bytes, sum) VALUES ('a', x'00', x'00')",
        "INSERT INTO origin (id, from_seq, vector, officer, moment, sum) VALUES (1, 1, '', '', '', x'00')",
    ] {
        assert_eq!(found(&connection, sql, &[]), Some(true), "{sql}");
    }
}

#[test]
fn a_cut_tail_shows_by_a_copy_and_an_own_chain_does_not_help() {
    let mut own = small();
    let notes = TempDir::new().expect("a folder");
    safety::make_copy(&own.book, CopyReason::Daily).expect("a copy");
    enter(&mut own.book, 500, None);
    let proof = prove(&own.book, notes.path(), None).expect("a proof");
    assert!(proof.whole());
    assert_eq!(proof.unproved(), 1, "the last operation is in no copy yet");
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    let last = own.book.journal(1).expect("the journal")[0].seq;
    drop(own.book);
    // The end is cut off as somebody does who knows the tables.
    let outside = Connection::open(&own.path).expect("the file");
    outside
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF;
             DELETE FROM fact WHERE from_seq = {last};
             UPDATE fact SET to_seq = NULL WHERE to_seq = {last};
             DELETE FROM journal WHERE seq = {last};
             DELETE FROM entity WHERE born = {last};
             DELETE FROM operation WHERE seq = {last};"
        ))
        .expect("a cut");
    drop(outside);
    let book = Book::open(&own.path, clock(TODAY), "t").expect("it opens");
    let proof = prove(&book, notes.path(), None).expect("a proof");
    assert_eq!(proof.verdict.broken_at, None, "the chain itself is whole");
    assert!(!proof.whole());
    let wrong = proof.heads.first().expect("a head that does not fit");
    assert!(wrong.beyond && !wrong.fits && wrong.operation == last);
}
