//! What the kinds say of their columns, held against the tables.

use rusqlite::Connection;
use so06::domain::Kind;

use crate::support::example;

fn columns(connection: &Connection, sql: &str, table: &str) -> Vec<String> {
    let mut out: Vec<String> = connection
        .prepare(sql)
        .and_then(|mut s| s.query_map([table], |row| row.get(0))?.collect())
        .expect("columns");
    out.sort();
    out
}

#[test]
fn columns_that_name_things_are_those_of_the_tables() {
    let made = example();
    let connection = Connection::open(&made.path).expect("the book");
    for kind in Kind::ALL {
        let table = kind.table();
        let mut named: Vec<String> = kind.refs().iter().map(|own| (*own).to_owned()).collect();
        named.sort();
        let keys = columns(
            &connection,
            "SELECT DISTINCT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'entity' AND \"from\" <> 'id'",
            table,
        );
        assert_eq!(named, keys, "{table}");
        let all = columns(&connection, "SELECT name FROM pragma_table_info(?1)", table);
        for own in kind.natural() {
            assert!(all.iter().any(|column| column == own), "{table}.{own}");
        }
    }
}
