//! Reports of every length of time, and the report on one unit.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::periods::add_campaign;
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::store::Book;

use super::papers::{body, request, says, text};
use super::periodic::indicator;
use crate::support::{Example, TODAY, clock, day, example};

fn of(key: &str) -> ReportRequest {
    ReportRequest {
        period: Period::parse(key).expect(key),
        ..request(ReportKind::Progress)
    }
}

/// The example as it is looked at on another day.
fn on(moment: &str) -> Example {
    let mut made = example();
    drop(made.book);
    made.book = Book::open(&made.path, clock(moment), "Cán bộ quận").expect("a book");
    made
}

fn record(book: &mut Book, code: &str, indicator_code: &str, stated: Stated, value: i64) {
    let wanted = RecordCount {
        body: body(book, code),
        indicator: indicator(book, indicator_code),
        stated,
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(book, &wanted).expect("recorded");
}

fn flow(key: &str) -> Stated {
    Stated::Period(Period::parse(key).expect(key), day(TODAY))
}

#[test]
fn every_length_of_time_is_called_as_officers_call_it() {
    let made = on("2025-01-20");
    for (key, title, compared, next) in [
        (
            "2024-W11",
            "Đề án 06 tuần 11 năm 2024 trên",
            "So với tuần trước (",
            "TUẦN TỚI",
        ),
        (
            "2024-T03",
            "Đề án 06 tháng 3 năm 2024 trên",
            "So với tháng trước (",
            "THÁNG 4 NĂM 2024",
        ),
        (
            "2024-03",
            "Đề án 06 tháng 3 năm 2024 trên",
            "So với tháng trước (",
            "THÁNG 4 NĂM 2024",
        ),
        (
            "2024-Q1",
            "Đề án 06 quý I năm 2024 trên",
            "So với quý IV năm 2023 (",
            "QUÝ II NĂM 2024",
        ),
        (
            "2024-6T",
            "Đề án 06 trong 6 tháng đầu năm 2024 trên",
            "So với 6 tháng cuối năm 2023 (tính đến ngày 14/12/2023)",
            "6 THÁNG CUỐI NĂM 2024",
        ),
        (
            "2024-6TC",
            "Đề án 06 trong 6 tháng cuối năm 2024 trên",
            "So với 6 tháng đầu năm 2024 (tính đến ngày 14/06/2024)",
            "6 THÁNG ĐẦU NĂM 2025",
        ),
        (
            "2024-9T",
            "Đề án 06 trong 9 tháng đầu năm 2024 trên",
            "So với đầu kỳ (tính đến ngày 14/12/2023)",
            "QUÝ IV NĂM 2024",
        ),
        (
            "2024",
            "Đề án 06 năm 2024 trên",
            "So với năm 2023 (",
            "NĂM 2025",
        ),
        (
            "2024-02-22..2024-03-14",
            "Đề án 06 từ ngày 22/02/2024 đến ngày 14/03/2024 trên",
            "So với kỳ liền trước (tính đến ngày 21/02/2024)",
            "THỜI GIAN TỚI",
        ),
        // A quarter of the calendar is a span with a name.
        (
            "2024-01-01..2024-03-31",
            "Đề án 06 quý I năm 2024 trên",
            "So với kỳ liền trước (tính đến ngày 31/12/2023)",
            "QUÝ II NĂM 2024",
        ),
    ] {
        let said = text(&made, &of(key));
        says(
            &said,
            &[title, compared, &format!("NHIỆM VỤ TRỌNG TÂM {next}")],
        );
        assert!(
            !said.contains("kỳ trước") && !said.contains("Đề án 06 6"),
            "{key}: {said}"
        );
    }
}

#[test]
fn a_week_is_told_briefly() {
    let made = on("2025-01-20");
    let (week, quarter) = (text(&made, &of("2024-W11")), text(&made, &of("2024-Q1")));
    says(
        &week,
        &[
            "tuần 11 năm 2024 (từ ngày 11/03/2024 đến ngày 17/03/2024) như sau:",
            "I. KẾT QUẢ THỰC HIỆN",
        ],
    );
    // What stands since February is no news of a week in March, and nobody asks for what is not there.
    for absent in [
        "22 tháng 02",
        "dân số thường trú",
        "Nhóm có",
        "ĐỀ XUẤT",
        "Không có.",
        "được phân công cho",
    ] {
        assert!(!week.contains(absent), "{absent}: {week}");
    }
    says(
        &quarter,
        &[
            "22 tháng 02 năm 2024",
            "dân số thường trú",
            "V. ĐỀ XUẤT, KIẾN NGHỊ",
        ],
    );
    let body = |said: &str| said.split("Nơi nhận").next().map_or(0, str::len);
    assert!(body(&week) < body(&quarter));
    // What an officer wrote is told in a week too.
    let mut made = made;
    let period = Period::parse("2024-W11").expect("a week");
    for section in ["direction", "proposals", "group.b"] {
        let place = (ReportKind::Progress, period, None);
        let words = format!("Lời của {section}");
        reports::write_report_text(&mut made.book, place, section, &words).expect("written");
    }
    let said = text(&made, &of("2024-W11"));
    says(
        &said,
        &[
            "I. CÔNG TÁC CHỈ ĐẠO",
            "Lời của direction",
            "Lời của group.b",
            "V. ĐỀ XUẤT",
            "Lời của proposals",
        ],
    );
}

#[test]
fn figures_are_compared_with_the_period_before_the_year_before_and_the_begin_of_a_campaign() {
    let mut made = on("2024-06-20");
    let units = [
        "31168", "31169", "31171", "31172", "31174", "31177", "31178", "31180",
    ];
    let known: Vec<&str> = units
        .into_iter()
        .filter(|code| {
            made.book
                .read(so06::engine::directory::Directory::load)
                .expect("a directory")
                .resolve(code, day(TODAY))
                .is_ok()
        })
        .collect();
    for (place, code) in known.iter().enumerate() {
        let place = place as i64;
        for (key, value) in [
            ("2024-T05", 100 + place),
            ("2024-T04", 90 + place),
            ("2023-T05", 40),
        ] {
            record(&mut made.book, code, "dvc.tiep_nhan", flow(key), value);
        }
    }
    let count = known.len() as i64;
    let may = text(&made, &of("2024-T05"));
    says(
        &may,
        &[
            &format!(
                "Trong tháng, hồ sơ thủ tục hành chính tiếp nhận: {} hồ sơ, tăng {} hồ sơ so với tháng trước (cộng",
                (0..count).map(|own| 100 + own).sum::<i64>(),
                10 * count
            ),
            &format!(
                "So với cùng kỳ năm 2023, hồ sơ thủ tục hành chính tiếp nhận tăng {} hồ sơ.",
                (0..count).map(|own| 60 + own).sum::<i64>()
            ),
        ],
    );
    assert!(!may.contains("Từ khi bắt đầu"), "no campaign runs");
    // A stock against the eve of a campaign that runs.
    let stock = "dinh_danh.kich_hoat";
    let at = |moment: &str| Stated::AsOf(so06::domain::Instant::parse(moment).expect("an instant"));
    for code in &known {
        record(&mut made.book, code, stock, at("2024-04-10"), 1_000);
        record(&mut made.book, code, stock, at("2024-05-13"), 1_250);
    }
    add_campaign(
        &mut made.book,
        "60 ngày đêm kích hoạt tài khoản",
        day("2024-04-15"),
        day("2024-06-13"),
        "Kế hoạch 12",
    )
    .expect("a campaign");
    let unit = ReportRequest {
        body: Some(body(&made.book, known[0])),
        ..of("2024-T05")
    };
    says(
        &text(&made, &unit),
        &[
            "Từ khi bắt đầu đợt cao điểm “60 ngày đêm kích hoạt tài khoản” (ngày 15/04/2024), tài khoản định danh điện tử đã kích \
           hoạt tăng 250 tài khoản.",
        ],
    );
    // The campaign itself is a period, compared with what was before it.
    let campaign = ReportRequest {
        body: unit.body,
        ..of("2024-04-15..2024-06-13")
    };
    says(
        &text(&made, &campaign),
        &[
            "Đề án 06 trong đợt cao điểm “60 ngày đêm kích hoạt tài khoản” của",
            "tăng 250 tài khoản",
            "so với trước đợt cao điểm",
        ],
    );
}

#[test]
fn the_report_on_a_unit_tells_its_own_tasks_figures_and_place() {
    let mut made = example();
    let unit = body(&made.book, "31174");
    let wanted = ReportRequest {
        body: Some(unit),
        ..of("2024-Q1")
    };
    let said = text(&made, &wanted);
    says(
        &said,
        &[
            "Kết quả triển khai, thực hiện Đề án 06 quý I năm 2024 của phường Thới An Đông",
            "Ủy ban nhân dân quận Bình Thủy báo cáo kết quả",
            "hồ sơ tiếp nhận trực tuyến: 766/1.411 hồ sơ tiếp nhận, đạt 54,29%, xếp thứ 6/8 phường",
            "đạt 81,07% (9.404/11.600 tài khoản), xếp thứ 7/7 phường, còn thiếu 2.196 tài khoản, hạn 30/06/2024.",
            "phường Thới An Đông cần thêm 2.196 tài khoản",
            "Ủy ban nhân dân phường Thới An Đông",
        ],
    );
    assert!(
        !said.contains("Phường An Thới") && !said.contains("cộng 8/8"),
        "{said}"
    );
    // Its tasks are its parts on the board, in the text and in the annex.
    let board = super::papers::board(&made.book);
    let at = so06::engine::tasks::Board::load;
    let board = made
        .book
        .read(|c| at(c, day("2024-03-14")))
        .unwrap_or(board);
    let parts = board
        .own()
        .flat_map(|task| board.standing_parts(task.id))
        .filter(|part| part.body == unit)
        .count();
    says(
        &said,
        &[&format!("Trong tổng số {parts} nhiệm vụ được giao")],
    );
    let rows = said
        .lines()
        .filter(|line| line.split('|').count() == 6 && !line.starts_with('|'));
    assert_eq!(
        rows.filter(|line| line
            .split('|')
            .next()
            .is_some_and(|own| own.parse::<u32>().is_ok()))
            .count(),
        parts
    );
    let tasks = ReportRequest {
        body: Some(unit),
        ..request(ReportKind::Tasks)
    };
    says(
        &text(&made, &tasks),
        &["Tiến độ thực hiện nhiệm vụ Đề án 06 của phường Thới An Đông"],
    );
    // What is written for the unit stands in its report alone.
    let place = (ReportKind::Progress, wanted.period, Some(unit));
    reports::write_report_text(
        &mut made.book,
        place,
        "proposals",
        "Đề nghị bổ sung máy quét.",
    )
    .expect("written");
    let place = (ReportKind::Progress, wanted.period, Some(unit));
    let words = "Phường đã ban hành kế hoạch.";
    reports::write_report_text(&mut made.book, place, "direction", words).expect("written");
    says(
        &text(&made, &wanted),
        &[
            "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
            words,
            "II. KẾT QUẢ THỰC HIỆN",
            "ĐỀ XUẤT, KIẾN NGHỊ",
            "Đề nghị bổ sung máy quét.",
        ],
    );
    assert!(!text(&made, &of("2024-Q1")).contains("máy quét"));
    // An office has tasks, and no place among the units.
    let office = ReportRequest {
        body: Some(body(&made.book, "PTP")),
        ..of("2024-Q1")
    };
    let said = text(&made, &office);
    says(
        &said,
        &[
            "của Phòng Tư pháp",
            "Trong quý, Phòng Tư pháp chưa phát sinh số liệu.",
        ],
    );
    assert!(!said.contains("xếp thứ"), "{said}");
}

#[test]
fn what_means_nothing_is_refused() {
    let made = example();
    let early = reports::text_of_pages(&made.book, &of("2024-6TC")).expect_err("not begun");
    assert_eq!(early.code, ErrorCode::PeriodNotBegun);
    let leaf = ReportRequest {
        body: Some(body(&made.book, "31174")),
        ..request(ReportKind::Ranking)
    };
    let refused = reports::text_of_pages(&made.book, &leaf).expect_err("no units below");
    assert_eq!(refused.code, ErrorCode::NoUnitsBelow);
}

#[test]
fn what_comes_next_is_due_by_the_calendar() {
    for (key, last) in [
        ("2024-W11", "2024-03-24"),
        ("2024-T03", "2024-04-30"),
        ("2024-T12", "2025-01-31"),
        ("2024-03", "2024-04-30"),
        ("2024-12", "2025-01-31"),
        ("2024-Q1", "2024-06-30"),
        ("2024-Q4", "2025-03-31"),
        ("2024-6T", "2024-12-31"),
        ("2024-6TC", "2025-06-30"),
        ("2024-9T", "2024-12-31"),
        ("2024", "2025-12-31"),
        ("2024-03-01..2024-03-05", "2024-03-19"),
        ("2024-01-01..2024-12-31", "2025-12-31"),
        ("2024-01-01..2024-03-31", "2024-06-30"),
    ] {
        let period = Period::parse(key).expect(key);
        assert_eq!(period.next_last_day(), day(last), "{key}");
    }
    let made = on("2024-10-20");
    let said = text(&made, &of("2024-9T"));
    says(
        &said,
        &[
            "nhiệm vụ đến hạn trong quý IV năm 2024 (hạn 31/12/2024): ",
            "nhiệm vụ khác (Phụ lục II).",
        ],
    );
}
