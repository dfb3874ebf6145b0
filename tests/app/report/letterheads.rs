//! The office's letterheads: the usual one and those beside it, each with a number series by its symbol.

use so06::domain::ErrorCode;
use so06::engine::letterheads::{
    Letterhead, drop_letterhead, letterhead, letterheads, save_letterhead,
};
use so06::engine::reports::{ReportRequest, document, issue_report, issued_reports, verify_code};
use so06::store::Book;

use super::issued::{issue, quarter, real};

fn group(book: &Book) -> Letterhead {
    Letterhead {
        name: "Tổ công tác".to_owned(),
        superior: Some("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ".to_owned()),
        issuer: vec![" TỔ CÔNG TÁC ĐỀ ÁN 06 ".to_owned(), String::new()],
        symbol: "BC-TCT".to_owned(),
        signature: ["TM. TỔ CÔNG TÁC", "KT. TỔ TRƯỞNG", "PHÓ TỔ TRƯỞNG"]
            .map(str::to_owned)
            .to_vec(),
        print_code: true,
        ..book.read(letterhead).unwrap()
    }
}

#[test]
fn a_paper_goes_out_under_the_letterhead_that_was_chosen_with_a_series_of_its_own() {
    let (_dir, mut book) = real();
    let wanted = group(&book);
    let key = save_letterhead(&mut book, None, &wanted).unwrap().value;
    assert_eq!(key, "letterhead.2");
    let all = book.read(letterheads).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].letterhead.issuer, ["TỔ CÔNG TÁC ĐỀ ÁN 06"]);
    for name in ["letterhead.2", "to cong tac", "Tổ công tác"] {
        let request = ReportRequest {
            profile: Some(name.to_owned()),
            ..quarter()
        };
        let own = document(&book, &request).unwrap();
        assert_eq!(own.letterhead.symbol, "BC-TCT");
        assert_eq!(own.signature.lines[1], "KT. TỔ TRƯỞNG");
    }
    let of_group = ReportRequest {
        profile: Some(key.clone()),
        ..quarter()
    };
    issue_report(&mut book, &Err(quarter()), &issue(1, "2024-03-20")).unwrap();
    issue_report(&mut book, &Err(of_group), &issue(1, "2024-03-20")).unwrap();
    let numbers: Vec<String> = book
        .read(issued_reports)
        .unwrap()
        .into_iter()
        .map(|own| own.number)
        .collect();
    assert_eq!(numbers, ["01/BC-TCT", "01/BC-UBND"]);
    // Both are found by their codes, whether they print them or not.
    for own in book.read(issued_reports).unwrap() {
        assert_eq!(verify_code(&book, &own.code).unwrap().report.id, own.id);
    }
    drop_letterhead(&mut book, &key).unwrap();
    assert_eq!(book.read(letterheads).unwrap().len(), 1);
    let gone = ReportRequest {
        profile: Some("Tổ công tác".to_owned()),
        ..quarter()
    };
    assert_eq!(
        document(&book, &gone).expect_err("a refusal").code,
        ErrorCode::NoSuchProfile
    );
}

#[test]
fn what_could_not_be_printed_is_refused_with_its_field() {
    let (_dir, mut book) = real();
    let good = group(&book);
    let cases: [(&str, Letterhead); 5] = [
        (
            "issuer",
            Letterhead {
                issuer: vec![" ".to_owned()],
                ..good.clone()
            },
        ),
        (
            "symbol",
            Letterhead {
                symbol: "BC UBND".to_owned(),
                ..good.clone()
            },
        ),
        (
            "symbol",
            Letterhead {
                symbol: "05/BC".to_owned(),
                ..good.clone()
            },
        ),
        (
            "place",
            Letterhead {
                place: String::new(),
                ..good.clone()
            },
        ),
        (
            "name",
            Letterhead {
                name: String::new(),
                ..good.clone()
            },
        ),
    ];
    for (field, own) in cases {
        let error = save_letterhead(&mut book, None, &own).expect_err(field);
        assert_eq!(error.code, ErrorCode::BadLetterhead);
        assert!(
            error
                .params
                .contains(&("field".to_owned(), field.to_owned())),
            "{error:?}"
        );
    }
    save_letterhead(&mut book, None, &good).unwrap();
    let twice = save_letterhead(&mut book, None, &good).expect_err("the same name");
    assert_eq!(twice.code, ErrorCode::BadLetterhead);
    let usual = drop_letterhead(&mut book, "letterhead").expect_err("the usual one");
    assert_eq!(usual.code, ErrorCode::NoSuchProfile);
}

#[test]
fn the_code_is_printed_by_choice_only() {
    use so06::report::{FontChoice, FontSet, Item, layout};
    let (_dir, book) = real();
    let fonts = FontSet::load(FontChoice::LiberationSerif).unwrap();
    let mut own = document(&book, &quarter()).unwrap();
    let words = |own: &so06::report::Document| {
        let pages = layout(own, &fonts).pages;
        let items = pages.into_iter().flat_map(|page| page.items);
        items
            .filter_map(|item| match item {
                Item::Text(text) => Some(
                    text.glyphs
                        .iter()
                        .map(|(own, _)| own.letter)
                        .collect::<String>(),
                ),
                Item::Rule { .. } => None,
            })
            .filter(|text| text.contains("7K2M-9QXT"))
            .count()
    };
    assert_eq!(words(&own), 0);
    own.code = Some("7K2M9QXT".to_owned());
    assert_eq!(words(&own), 1);
}
