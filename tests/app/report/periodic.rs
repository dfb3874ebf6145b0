//! Reports of a period or a day: progress, ranking, tasks.

use so06::domain::book::Document;
use so06::domain::merit::{Commendation, CommendationState};
use so06::domain::text::enumerate_titles;
use so06::domain::{ErrorCode, Id, Instant};
use so06::engine::dictionary::Dictionary;
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::class_counts;
use so06::store::{Book, Operation};

use super::papers::{board, body, request, says, text};
use crate::support::{day, example};

#[test]
fn the_report_on_tasks_counts_as_the_screens_do() {
    let made = example();
    let said = text(&made, &request(ReportKind::Tasks));
    let board = board(&made.book);
    let total: u32 = class_counts(&board).iter().map(|own| own.count).sum();
    says(
        &said,
        &[&format!("Trong tổng số {total} nhiệm vụ được giao")],
    );
    let rows = said
        .lines()
        .filter(|line| line.matches('|').count() == 6)
        .count();
    assert_eq!(rows, total as usize);
    for own in class_counts(&board) {
        let printed = said
            .lines()
            .filter(|line| line.ends_with(&format!("|{}", own.state.words())))
            .count();
        assert_eq!(printed, own.count as usize, "{:?}", own.state);
    }
}

#[test]
fn the_progress_report_praises_first_and_compares_with_the_period_before() {
    let mut made = example();
    let units = ["31168", "31174"].map(|code| body(&made.book, code));
    made.book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            let document = tx.add(&Document {
                key: String::new(),
                kind: "Quyết định".to_owned(),
                number: "312/QĐ-UBND".to_owned(),
                day: Some(day("2024-03-11")),
                issuer: "Ủy ban nhân dân quận Bình Thủy".to_owned(),
                excerpt: String::new(),
            })?;
            for (body, state) in units
                .into_iter()
                .zip([CommendationState::Decided, CommendationState::Proposed])
            {
                tx.add(&Commendation {
                    body,
                    form: "Giấy khen".to_owned(),
                    number: 2,
                    state,
                    day: day("2024-03-11"),
                    document: Some(document),
                    reason: String::new(),
                })?;
            }
            Ok(())
        })
        .expect("commendations");
    let said = text(&made, &request(ReportKind::Progress));
    let praise = "(02 giấy khen) theo Quyết định số 312/QĐ-UBND ngày 11/03/2024.";
    says(
        &said,
        &[
            praise,
            "So với quý IV năm 2023 (tính đến ngày 14/12/2023), có thêm ",
        ],
    );
    assert!(said.find(praise) < said.find("1. Tiến độ thực hiện nhiệm vụ"));
    assert_eq!(
        said.matches("giấy khen").count(),
        1,
        "a proposal is no praise yet"
    );
}

pub(super) fn indicator(book: &Book, code: &str) -> Id {
    let dictionary = book.read(Dictionary::load);
    dictionary
        .expect("the dictionary")
        .by_code(code)
        .expect(code)
}

#[test]
fn a_ranking_praises_who_reached_the_target_and_says_what_others_lack() {
    let made = example();
    let text =
        |wanted: &ReportRequest| reports::text_of_pages(&made.book, wanted).expect("a ranking");
    let said = text(&request(ReportKind::Ranking));
    let place = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("no “{words}” in {said}"))
    };
    let order = [
        place("có 07/08 phường có số liệu"),
        place("76.312/83.040 tài khoản, đạt 91,90%"),
        place("Trong đó 01 phường đạt và vượt chỉ tiêu giao; 06 phường chưa đạt."),
        place("Biểu dương: phường An Thới (104,12%)."),
        place("phường Thới An Đông (81,07%), còn thiếu 2.196"),
        place("Chưa có số liệu: phường Trà Nóc."),
        place("1|Phường An Thới|13.840|14.410|104,12|10412"),
        place("-|Phường Trà Nóc|11.500||||Chưa có số liệu"),
        place("|Cộng các phường (số liệu minh họa)|94.540|76.312|91,90|9190"),
    ];
    assert!(order.is_sorted(), "{said}");
    // Without a target it is compared with what the indicator is first compared with, and nobody falls short of it.
    let flow = text(&ReportRequest {
        subject: Some(indicator(&made.book, "dvc.truc_tuyen")),
        ..request(ReportKind::Ranking)
    });
    assert!(flow.contains("Biểu dương: "), "{flow}");
    assert!(
        !flow.contains("còn thiếu") && !flow.contains("chưa đạt"),
        "{flow}"
    );
    let none = reports::text_of_pages(
        &made.book,
        &ReportRequest {
            as_of: Some(Instant::parse("2019-01-01").expect("a day")),
            ..request(ReportKind::Ranking)
        },
    );
    assert_eq!(none.expect_err("no figures").code, ErrorCode::NothingRanked);
}

#[test]
fn what_titles_begin_with_is_said_once() {
    let all = [
        "đồng bộ, làm sạch dữ liệu hộ tịch",
        "đồng bộ, làm sạch dữ liệu thuế",
        "đồng bộ, làm sạch dữ liệu y tế",
        "cấp tài khoản",
    ];
    assert_eq!(
        enumerate_titles(&all),
        "đồng bộ, làm sạch dữ liệu hộ tịch, thuế, y tế; cấp tài khoản"
    );
    // A syllable may be half a word, and what has parts of its own stays whole.
    let apart = [
        "kiểm tra việc cấp căn cước",
        "kiểm tra việc cấp căn hộ",
        "rà soát, làm sạch dữ liệu thuế, phí",
        "rà soát, làm sạch dữ liệu đất",
    ];
    assert_eq!(enumerate_titles(&apart), apart.join("; "));
}
