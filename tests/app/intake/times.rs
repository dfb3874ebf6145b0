//! A file of another time than the one asked for.

use super::desk::{Desk, Figures, Taken, as_of, month, of_all, table, xlsx};
use so06::engine::counts::Stated;

fn titled(title: &str, file: &str, stated: Stated) -> Taken {
    let mut head = vec!["STT|Đơn vị|Kích hoạt"];
    if !title.is_empty() {
        head.insert(0, title);
    }
    let bytes = xlsx(&[("Sheet1", table(&head, "{n}|{u}|{b}"), &[])]);
    Desk::new().file(file, &bytes, stated)
}

fn figures() -> Figures {
    of_all("dinh_danh.kich_hoat", 900)
}

#[test]
fn another_month_is_said_and_the_same_one_is_not() {
    let cases = [
        (
            "KẾT QUẢ THỰC HIỆN ĐỀ ÁN 06 THÁNG 02 NĂM 2024",
            "a.xlsx",
            true,
        ),
        (
            "KẾT QUẢ THỰC HIỆN ĐỀ ÁN 06 THÁNG 3 NĂM 2024",
            "a.xlsx",
            false,
        ),
        ("SỐ LIỆU THÁNG 4 NĂM 2024", "a.xlsx", true),
        ("(Số liệu tính đến ngày 29/02/2024)", "a.xlsx", true),
        ("(Số liệu tính đến 17h00 ngày 31/3/2024)", "a.xlsx", false),
        ("Số liệu tháng 3", "a.xlsx", false),
        ("", "BC DA06 thang 2-2024.xlsx", true),
        ("", "BC DA06 thang 3-2024.xlsx", false),
        ("", "BC gửi ngày 05-4-2024.xlsx", false),
    ];
    for (title, file, differs) in cases {
        let taken = titled(title, file, month("2024-03"));
        assert_eq!(taken.figures, figures(), "{title} {file}");
        assert_eq!(taken.says("time_differs"), differs, "{title} {file}");
    }
}

#[test]
fn a_month_is_the_report_month_for_one_who_asks_for_that() {
    for stated in [month("2024-T03"), month("2024-03"), as_of("2024-03-31")] {
        assert!(
            titled("THÁNG 3 NĂM 2024", "a.xlsx", stated).said.is_empty(),
            "{stated:?}"
        );
        assert_eq!(
            titled("THÁNG 1 NĂM 2024", "a.xlsx", stated).said,
            ["time_differs"]
        );
    }
}

#[test]
fn of_sheets_of_several_months_the_one_asked_for_is_taken() {
    for names in [
        ["Tháng 1", "Tháng 2", "Tháng 3"],
        ["T1", "T2", "T3"],
        ["T01.2024", "T02.2024", "T03.2024"],
    ] {
        let sheet = |value: &str| table(&["STT|Đơn vị|Kích hoạt"], &format!("{{n}}|{{u}}|{value}"));
        let bytes = xlsx(&[
            ("Bìa", vec!["BÁO CÁO NĂM 2024".to_owned()], &[]),
            (names[0], sheet("1"), &[]),
            (names[1], sheet("2"), &[]),
            (names[2], sheet("{b}"), &[]),
        ]);
        let taken = Desk::new().file("a.xlsx", &bytes, month("2024-03"));
        assert_eq!(taken.figures, figures(), "{names:?}");
        assert!(taken.said.is_empty(), "{:?}", taken.said);
    }
}
