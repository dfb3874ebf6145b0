//! `cargo xtask bench`: what entering costs against a bare insert, and how long screens take on the book of a
//! province and on one of the whole country. Prints a page of Markdown; times are wall times of this machine.
#![allow(clippy::expect_used)] // a measurement that cannot be made ends the run

mod books;
mod exchange;
mod measure;
mod papers;
mod tables;
mod tasks;

use std::path::Path;

use measure::{Row, table};

/// Units of the largest province.
const PROVINCE: usize = 168;

/// Communes of the country.
const COUNTRY: usize = 3_321;

fn main() {
    let asked = |flag: &str| std::env::args().any(|arg| arg == flag);
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["--paper", name, out, ..] => return papers::write(name, Path::new(out)),
        ["--take", book, folder, ..] => return exchange::take(Path::new(book), Path::new(folder)),
        ["--content", book, out, ..] => return papers::content(Path::new(book), Path::new(out)),
        _ => {}
    }
    let quick = asked("--quick");
    let dir = tempfile::tempdir_in(
        std::env::var_os("SO06_BENCH_DIR")
            .map_or_else(std::env::temp_dir, std::path::PathBuf::from),
    )
    .expect("a folder");
    if asked("--exchange") {
        println!("## Packages between books\n");
        return table(&exchange::packages(dir.path(), PROVINCE));
    }
    if asked("--province") {
        return province(dir.path());
    }
    if asked("--country") {
        return country(dir.path());
    }
    println!("## Papers\n");
    papers::beside_others(dir.path());
    if asked("--papers") {
        return;
    }
    println!("\n## The catalogue\n");
    table(&measure::catalogue());
    println!("\n## Files of tables\n");
    table(&tables::reading());
    if asked("--tables") {
        intake(dir.path(), 3);
        return;
    }
    println!("\n## Tasks\n");
    table(&tasks::tasks(dir.path()));
    if asked("--tasks") {
        return;
    }
    println!("\n## Packages between books\n");
    table(&exchange::packages(dir.path(), PROVINCE));
    println!("\n## Entering\n");
    let (rows, statement) = measure::entering(dir.path());
    table(&rows);
    println!(
        "\nThe bare insert, one transaction, `synchronous=FULL`, foreign keys on:\n\n```sql\n{statement}\n```"
    );
    if asked("--entering") {
        return;
    }
    province(dir.path());
    if !quick {
        country(dir.path());
    }
}

fn province(dir: &Path) {
    screens(dir, "Province", PROVINCE, 36, 30);
}

fn country(dir: &Path) {
    screens(dir, "Stress", COUNTRY, 36, 100);
}

/// What comes in from elsewhere, on the book of a province with so many months.
fn intake(dir: &Path, months: u32) {
    let built = books::build(dir, "Intake", PROVINCE, months);
    println!();
    table(&tables::understanding(&built.path, dir));
}

/// Builds a book of that size and asks for what each screen shows.
fn screens(dir: &Path, name: &str, units: usize, months: u32, limit: u32) {
    let built = books::build(dir, name, units, months);
    let values = built.values;
    println!(
        "\n## {name} book: {units} units × {} indicators × {months} months\n",
        books::INDICATORS
    );
    let bytes = std::fs::metadata(&built.path).map_or(0, |own| own.len());
    let mut rows = vec![
        Row::new("values", &values.to_string(), ""),
        Row::new("made in", &format!("{:.1} s", built.seconds), ""),
        Row::new(
            "size",
            &format!("{:.0} MB", bytes as f64 / 1e6),
            &format!("{:.0} bytes a value", bytes as f64 / values as f64),
        ),
    ];
    if units == PROVINCE {
        rows.extend(tables::understanding(&built.path, dir));
    }
    rows.extend(measure::screens(&built.path, limit));
    table(&rows);
}
