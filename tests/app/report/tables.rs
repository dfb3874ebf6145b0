//! Tables: repeated heads, rows that stay whole, empty cells, cells of any length.

use so06::report::content::{Align, Block, Column, Row, Table};
use so06::report::{layout, render};

use super::{MM, all_letters, fonts, letters, right_end, texts, with_body};

fn table(rows: Vec<Row>) -> Block {
    Block::Table(Table {
        columns: vec![
            Column::new("STT", 1.0, Align::Center),
            Column::new("Đơn vị", 4.0, Align::Left),
            Column::new("Kết quả", 2.0, Align::Right),
        ],
        rows,
        size: 13.0,
    })
}

#[test]
fn three_hundred_rows_repeat_their_head_and_lose_none() {
    let mut rows: Vec<Row> = (1..=300)
        .map(|n| {
            Row::body([
                n.to_string(),
                format!("Đơn vị số {n}"),
                format!("{}", n * 7),
            ])
        })
        .collect();
    rows.push(Row::total(["", "Tổng cộng", "316.050"]));
    let set = layout(&with_body(vec![table(rows)]), &fonts());
    assert!(set.pages.len() > 5, "{} pages", set.pages.len());
    let mut seen = Vec::new();
    for (number, page) in set.pages.iter().enumerate() {
        let words: Vec<String> = texts(page).map(letters).collect();
        assert_eq!(
            words.iter().filter(|word| *word == "STT").count(),
            1,
            "page {}",
            number + 1
        );
        let own: Vec<String> = words
            .into_iter()
            .filter(|word| word.starts_with("Đơn vị số "))
            .collect();
        assert!(
            !own.is_empty(),
            "page {} holds rows beside its head",
            number + 1
        );
        seen.extend(own);
    }
    let expected: Vec<String> = (1..=300).map(|n| format!("Đơn vị số {n}")).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_total_stays_with_the_row_before() {
    let fonts = fonts();
    for count in 20..60 {
        let mut rows: Vec<Row> = (1..=count)
            .map(|n| Row::body([n.to_string(), "Phường".to_owned()]))
            .collect();
        rows.push(Row::total(["", "Tổng cộng"]));
        let set = layout(&with_body(vec![table(rows)]), &fonts);
        let last = set.pages.last().expect("there is a page");
        let words: Vec<String> = texts(last).map(letters).collect();
        assert!(
            words.contains(&count.to_string()) && words.contains(&"Tổng cộng".to_owned()),
            "{count}: {words:?}"
        );
    }
}

#[test]
fn a_group_row_stays_with_its_first_row() {
    let fonts = fonts();
    for count in 20..60 {
        let mut rows: Vec<Row> = (1..=count)
            .map(|n| Row::body([n.to_string(), "Phường".to_owned()]))
            .collect();
        rows.push(Row::group("b) Nhóm thứ hai"));
        rows.push(Row::body(["99", "Cuối cùng"]));
        let set = layout(&with_body(vec![table(rows)]), &fonts);
        let page = set
            .pages
            .iter()
            .find(|page| texts(page).any(|text| letters(text).starts_with("b) ")));
        assert!(
            page.is_some_and(|page| texts(page).any(|text| letters(text) == "Cuối cùng")),
            "{count} rows"
        );
    }
}

#[test]
fn a_row_higher_than_a_page_is_continued() {
    let long = vec!["nội dung rất dài"; 900].join(" ");
    let set = layout(
        &with_body(vec![table(vec![Row::body(["1", &long, "5"])])]),
        &fonts(),
    );
    assert!(set.pages.len() >= 2);
    let words = all_letters(&set).join(" ");
    assert_eq!(words.matches("dung").count(), 900, "no line is lost");
    for text in set.pages.iter().flat_map(texts) {
        assert!(
            text.y < 277.1 * MM,
            "{} lies at {} mm",
            letters(text),
            text.y / MM
        );
    }
}

#[test]
fn odd_tables_do_no_harm() {
    let odd = Block::Table(Table {
        columns: Vec::new(),
        rows: vec![Row::body(["lạc"])],
        size: 12.0,
    });
    let bad = Block::Table(Table {
        columns: vec![
            Column::new("", f64::NAN, Align::Left),
            Column::new("Có tên", -1.0, Align::Right),
            Column::new("Rộng", 1e300, Align::Center),
        ],
        rows: vec![
            Row::body(Vec::<String>::new()),
            Row::body(["một", "hai", "ba", "bốn"]),
            Row::group(""),
            Row::total([""]),
        ],
        size: f64::INFINITY,
    });
    let document = with_body(vec![odd, bad]);
    let set = layout(&document, &fonts());
    let words = all_letters(&set);
    assert!(
        words.contains(&"ba".to_owned()) && !words.contains(&"bốn".to_owned()),
        "{words:?}"
    );
    assert!(
        !words.contains(&"lạc".to_owned()),
        "a table without columns shows nothing"
    );
    for text in set.pages.iter().flat_map(texts) {
        assert!(
            right_end(text) <= 195.1 * MM && text.x.is_finite(),
            "{}",
            letters(text)
        );
    }
    assert_eq!(render(&document, &fonts()).unwrap().pages, 1);
}
