//! Lines of a chat group.

use so06::domain::ErrorCode;

use super::desk::{Desk, figures, month};

/// What was written, what is understood, and how many refusals.
type Said<'a> = (&'a str, &'a [&'a str], usize);

const CHATS: &[Said<'_>] = &[
    (
        "P. An Thới: KH mức 2: 12.345; thu nhận 23",
        &[
            "An Thới|dinh_danh.kich_hoat|12345",
            "An Thới|dinh_danh.ho_so|23",
        ],
        0,
    ),
    (
        "[14:58, 14/3/2024] Anh Minh: Trà Nóc báo cáo: thu nhận 8.123, kích hoạt 7.900 ạ",
        &[
            "Trà Nóc|dinh_danh.ho_so|8123",
            "Trà Nóc|dinh_danh.kich_hoat|7900",
        ],
        0,
    ),
    (
        "An Thới\n- Thu nhận: 15.823\n- Kích hoạt: 15.345\n\nTrà An\n- Thu nhận: 6.900",
        &[
            "An Thới|dinh_danh.ho_so|15823",
            "An Thới|dinh_danh.kich_hoat|15345",
            "Trà An|dinh_danh.ho_so|6900",
        ],
        0,
    ),
    (
        "Kích hoạt đến 31/3/2024:\nAn Thới: 15.345\nTrà An: 6.800",
        &[
            "An Thới|dinh_danh.kich_hoat|15345",
            "Trà An|dinh_danh.kich_hoat|6800",
        ],
        0,
    ),
    (
        "Thu nhận: An Thới 15823; Trà An 6900; BHX 7000",
        &[
            "An Thới|dinh_danh.ho_so|15823",
            "Trà An|dinh_danh.ho_so|6900",
        ],
        1,
    ),
    (
        "Dạ em gửi số liệu P. Long Tuyền: hs tiếp nhận 320, trực tuyến 210, quá hạn 0",
        &[
            "Long Tuyền|dvc.tiep_nhan|320",
            "Long Tuyền|dvc.truc_tuyen|210",
            "Long Tuyền|dvc.qua_han|0",
        ],
        0,
    ),
    (
        "P. An Thới chưa phát sinh hồ sơ quá hạn; tiếp nhận 45 hs",
        &["An Thới|dvc.qua_han|x", "An Thới|dvc.tiep_nhan|45"],
        0,
    ),
    (
        "An Thới: KH 15.345/16.000 (95,9%), thu nhận 15.823",
        &[
            "An Thới|dinh_danh.kich_hoat|15345",
            "An Thới|dinh_danh.ho_so|15823",
        ],
        0,
    ),
    (
        "P An Thới thu nhận 15823 kích hoạt 15345",
        &[
            "An Thới|dinh_danh.ho_so|15823",
            "An Thới|dinh_danh.kich_hoat|15345",
        ],
        0,
    ),
    (
        "CA phường Bình Thủy: thu nhận trên 13.900 hồ sơ; kích hoạt khoảng 13.500",
        &[
            "Bình Thủy|dinh_danh.ho_so|trên 13900",
            "Bình Thủy|dinh_danh.kich_hoat|khoảng 13500",
        ],
        0,
    ),
    (
        "Kính gửi anh, phường Thới An Đông đã thu nhận được 9.900 hồ sơ định danh và kích hoạt 9.500 tài khoản",
        &[
            "Thới An Đông|dinh_danh.ho_so|9900",
            "Thới An Đông|dinh_danh.kich_hoat|9500",
        ],
        0,
    ),
    (
        "An Thới tiếp nhận 320 hs, trong đó trực tuyến 210 hs (65,6%), số hóa thành phần 300",
        &[
            "An Thới|dvc.tiep_nhan|320",
            "An Thới|dvc.truc_tuyen|210",
            "An Thới|dvc.so_hoa_thanh_phan|300",
        ],
        0,
    ),
    (
        "Trà Nóc: Thu nhận mới 23 hồ sơ, lũy kế 8.123; kích hoạt mới 12, lũy kế 7.900",
        &[
            "Trà Nóc|dinh_danh.ho_so|8123",
            "Trà Nóc|dinh_danh.kich_hoat|7900",
        ],
        0,
    ),
    ("Long Hòa: KH tăng 25", &[], 0),
    ("Trà An: chưa kích hoạt 300", &[], 1),
    (
        "P. An Thới báo cáo tháng 3/2024: thu nhận 15.823",
        &["An Thới|dinh_danh.ho_so|15823"],
        0,
    ),
    (
        "An Thới: thu nhận 15.823\nAn Thới: thu nhận 15.900",
        &["An Thới|dinh_danh.ho_so|15823"],
        1,
    ),
    (
        "| STT | Đơn vị | Thu nhận |\n|---|---|---|\n| 1 | An Thới | 15.823 |",
        &["An Thới|dinh_danh.ho_so|15823"],
        0,
    ),
    (
        "đơn vị;thu nhận;kích hoạt\nAn Thới;15.823;15.345",
        &[
            "An Thới|dinh_danh.ho_so|15823",
            "An Thới|dinh_danh.kich_hoat|15345",
        ],
        0,
    ),
];

#[test]
fn what_units_write_is_understood() {
    let mut desk = Desk::new();
    for (text, expected, refused) in CHATS {
        let taken = desk.chat(text, month("2024-03"));
        assert_eq!(taken.figures, figures(expected), "{text}");
        assert_eq!(taken.refused.len(), *refused, "{text}: {:?}", taken.refused);
    }
}

#[test]
fn figures_of_an_unknown_unit_are_never_given_to_the_one_before() {
    let mut desk = Desk::new();
    for stranger in [
        "BHX kích hoạt 11.301",
        "P. Cái Khế kích hoạt 11.301",
        "An Lạc: kích hoạt 5",
        "xong rồi nhé 5",
    ] {
        let taken = desk.chat(
            &format!("An Thới thu nhận 15.823\n{stranger}"),
            month("2024-03"),
        );
        assert_eq!(
            taken.figures,
            figures(&["An Thới|dinh_danh.ho_so|15823"]),
            "{stranger}"
        );
        assert_eq!(taken.refused, [(2, 1, ErrorCode::NoSuchBody)], "{stranger}");
        let shown = taken.reading.rows.iter().any(|row| row.row == 2);
        assert!(shown, "no line is lost: {stranger}");
    }
}

#[test]
fn figures_without_a_meaning_are_refused_and_shown() {
    let taken = Desk::new().chat("P.An Thới: 15.823\nTrà An: 6.900", month("2024-03"));
    assert!(taken.figures.is_empty());
    assert_eq!(
        taken.refused,
        [
            (1, 1, ErrorCode::NoSuchIndicator),
            (2, 1, ErrorCode::NoSuchIndicator)
        ]
    );
    assert_eq!(taken.reading.rows.len(), 2);
}
