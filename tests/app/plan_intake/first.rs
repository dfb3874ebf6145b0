//! The plan of 2026 and the tasks of the founding document, as offices lay them out.

use so06::domain::deadline::DeadlineKind;
use so06::domain::task::Role;
use so06::engine::plan_intake::{PlanChoices, PlanFile, PlanReading};

use super::desk::{commune, docx, last, lead, ninh_kieu, partners, pasted, show, tasks};
use crate::support::day;

const HUNDRED_DAYS: &str = "
ỦY BAN NHÂN DÂN XÃ CÔNG HẢI
Số: 12/KH-UBND
Công Hải, ngày 20 tháng 7 năm 2026
KẾ HOẠCH
Thực hiện 100 ngày cao điểm chuyển đổi số năm 2026
| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm, kết quả | Thời gian hoàn thành |
| I | THỂ CHẾ | < | < | < | < |
| 1 | Rà soát văn bản cấp trên chưa cụ thể hóa | Văn phòng Đảng ủy | BCĐ 57 xã | Danh mục văn bản | date:2026-08-15 |
| 2 | Cụ thể hóa, ban hành văn bản triển khai | BCĐ 57 xã | các cơ quan | Văn bản | date:2026-08-30 |
| II | HẠ TẦNG SỐ | < | < | < | < |
| 3 | Quy chế mạng máy tính của Đảng | VP Đảng ủy | các cơ quan | Văn bản | 20 ngày sau khi Tỉnh ủy ban hành |
| 4 | Xử lý vùng lõm sóng, thiếu điện | UBND xã | DN viễn thông, điện lực | 100% thôn có cáp quang | date:2026-11-30 |
| 5 | Thống kê nhu cầu trang thiết bị | UBND xã | các cơ quan | Danh mục nhu cầu | date:2026-08-30 |
| 6 | Phân bổ kinh phí, hoàn thành mua sắm | UBND xã; VPĐU xã | Phòng Kinh tế | trang bị đầy đủ | 30/11/2026 |
| 7 | Phê duyệt cấp độ ATTT 100% hệ thống | UBND xã; VPĐU xã | các cơ quan | 100% hồ sơ cấp độ | 30/09/2026 |
| III | DỮ LIỆU SỐ | < | < | < | < |
| 9 | Làm sạch dữ liệu phục vụ 12 CSDL quốc gia | UBND xã | (trống) | tối thiểu 80% | 30/11/2026 |
| 10 | CSDL CBCCVC đúng, đủ, sạch, sống | UBND xã | các cơ quan | 100% hồ sơ | 30/11/2026 |
| IV | NỀN TẢNG SỐ | < | < | < | < |
| 13 | HTTT giải quyết TTHC vận hành ổn định | UBND xã | | Tỷ lệ hồ sơ trực tuyến 98% | 30/11/2026 |
| VI | KINH TẾ SỐ | < | < | < | < |
| 20 | Thanh toán không dùng tiền mặt | UBND xã | DN, hộ KD | 80% hộ cố định có mã QR | 30/11/2026 |
| 21 | Chi trả trợ cấp không dùng tiền mặt | UBND xã | cơ quan liên quan | 97% khoản trợ cấp | 30/11/2026 |
| VII | XÃ HỘI SỐ | < | < | < | < |
| 23 | Sổ sức khỏe điện tử trên VNeID | UBND xã | Trạm y tế | 100% cơ sở KCB | 30/11/2026 |
| 25 | Bình dân học vụ số | UBND xã | các cơ quan, tổ chức Đảng | 100% CBCC | Thực hiện thường xuyên |
| X | KỶ LUẬT THỰC THI | < | < | < | < |
| 29 | Bảng theo dõi 100 ngày; công khai nhiệm vụ chậm | VP Đảng ủy | Thường trực BCĐ | Báo cáo tháng, bảng phân loại, minh chứng | Bắt đầu từ 25/7/2026 |
| 30 | Báo cáo kết quả Kế hoạch 100 ngày | Thường trực BCĐ 57 | các cơ quan | Báo cáo | Theo đề nghị cấp trên |
| 31 | Nhắc nhở, phê bình đơn vị chậm | Thường trực BCĐ 57 | | Văn bản phê bình | Khi có nhiệm vụ chậm |
Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
";

/// Group, number in the file, title, lead, partners, deliverable, kind of deadline, last day.
type Expected = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    DeadlineKind,
    &'static str,
);

const VP: &str = "Văn phòng Đảng ủy";
const BCD: &str = "Ban Chỉ đạo 57 xã";
const TT: &str = "Thường trực Ban Chỉ đạo 57";
const XA: &str = "Xã Công Hải";
const CAC: &str = "“các cơ quan”";

use DeadlineKind::{
    AfterEvent, BeforeDay, Between, ByDay, FromDay, InMonth, InYear, OnRequest, Permanent,
    Recurring, WhenEvent,
};

const EXPECTED: [Expected; 17] = [
    (
        "I",
        "1",
        "Rà soát văn bản cấp trên chưa cụ thể hóa",
        VP,
        BCD,
        "Danh mục văn bản",
        ByDay,
        "2026-08-15",
    ),
    (
        "I",
        "2",
        "Cụ thể hóa, ban hành văn bản triển khai",
        BCD,
        CAC,
        "Văn bản",
        ByDay,
        "2026-08-30",
    ),
    (
        "II",
        "3",
        "Quy chế mạng máy tính của Đảng",
        VP,
        CAC,
        "Văn bản",
        AfterEvent,
        "",
    ),
    (
        "II",
        "4",
        "Xử lý vùng lõm sóng, thiếu điện",
        XA,
        "“DN viễn thông, điện lực”",
        "100% thôn có cáp quang",
        ByDay,
        "2026-11-30",
    ),
    (
        "II",
        "5",
        "Thống kê nhu cầu trang thiết bị",
        XA,
        CAC,
        "Danh mục nhu cầu",
        ByDay,
        "2026-08-30",
    ),
    (
        "II",
        "6",
        "Phân bổ kinh phí, hoàn thành mua sắm",
        "Xã Công Hải; Văn phòng Đảng ủy",
        "Phòng Kinh tế",
        "trang bị đầy đủ",
        ByDay,
        "2026-11-30",
    ),
    (
        "II",
        "7",
        "Phê duyệt cấp độ ATTT 100% hệ thống",
        "Xã Công Hải; Văn phòng Đảng ủy",
        CAC,
        "100% hồ sơ cấp độ",
        ByDay,
        "2026-09-30",
    ),
    (
        "III",
        "9",
        "Làm sạch dữ liệu phục vụ 12 CSDL quốc gia",
        XA,
        "",
        "tối thiểu 80%",
        ByDay,
        "2026-11-30",
    ),
    (
        "III",
        "10",
        "CSDL CBCCVC đúng, đủ, sạch, sống",
        XA,
        CAC,
        "100% hồ sơ",
        ByDay,
        "2026-11-30",
    ),
    (
        "IV",
        "13",
        "HTTT giải quyết TTHC vận hành ổn định",
        XA,
        "",
        "Tỷ lệ hồ sơ trực tuyến 98%",
        ByDay,
        "2026-11-30",
    ),
    (
        "VI",
        "20",
        "Thanh toán không dùng tiền mặt",
        XA,
        "“DN, hộ KD”",
        "80% hộ cố định có mã QR",
        ByDay,
        "2026-11-30",
    ),
    (
        "VI",
        "21",
        "Chi trả trợ cấp không dùng tiền mặt",
        XA,
        "“cơ quan liên quan”",
        "97% khoản trợ cấp",
        ByDay,
        "2026-11-30",
    ),
    (
        "VII",
        "23",
        "Sổ sức khỏe điện tử trên VNeID",
        XA,
        "Trạm Y tế xã",
        "100% cơ sở KCB",
        ByDay,
        "2026-11-30",
    ),
    (
        "VII",
        "25",
        "Bình dân học vụ số",
        XA,
        "“các cơ quan, tổ chức Đảng”",
        "100% CBCC",
        Permanent,
        "",
    ),
    (
        "X",
        "29",
        "Bảng theo dõi 100 ngày; công khai nhiệm vụ chậm",
        VP,
        TT,
        "Báo cáo tháng, bảng phân loại, minh chứng",
        FromDay,
        "",
    ),
    (
        "X",
        "30",
        "Báo cáo kết quả Kế hoạch 100 ngày",
        TT,
        CAC,
        "Báo cáo",
        OnRequest,
        "",
    ),
    (
        "X",
        "31",
        "Nhắc nhở, phê bình đơn vị chậm",
        TT,
        "",
        "Văn bản phê bình",
        WhenEvent,
        "",
    ),
];

/// Everything that was understood of a plan, held against what it says.
fn check(reading: &PlanReading, expected: &[Expected]) {
    let found = tasks(reading);
    if found.len() != expected.len() {
        show(reading);
    }
    assert_eq!(found.len(), expected.len(), "tasks");
    for (row, (letter, mark, title, leads, with, product, kind, last_day)) in
        found.iter().zip(expected)
    {
        let group = reading
            .groups
            .iter()
            .find(|own| Some(&own.key) == row.group.as_ref());
        assert_eq!(
            group.map_or("", |own| own.letter.as_str()),
            *letter,
            "{title}"
        );
        assert_eq!((row.mark.as_str(), row.title.as_str()), (*mark, *title));
        assert_eq!(lead(row), *leads, "{title}");
        assert_eq!(partners(row), *with, "{title}");
        assert_eq!(row.deliverable, *product, "{title}");
        assert_eq!(
            (row.deadline.kind, last(row).as_str()),
            (*kind, *last_day),
            "{title}: {}",
            row.deadline.text
        );
    }
}

#[test]
fn the_plan_of_2026_comes_in_whole_from_a_workbook_a_document_and_pasted() {
    let desk = commune();
    for reading in [
        desk.xlsx(HUNDRED_DAYS),
        desk.docx(HUNDRED_DAYS),
        desk.text(&pasted(HUNDRED_DAYS)),
    ] {
        check(&reading, &EXPECTED);
        assert_eq!(
            reading.title, "Kế hoạch thực hiện 100 ngày cao điểm chuyển đổi số năm 2026",
            "{}",
            reading.kind
        );
        let document = reading.document.as_ref().expect("its document");
        assert_eq!(
            (document.kind.as_str(), document.number.as_str()),
            ("Kế hoạch", "12/KH-UBND")
        );
        assert_eq!(document.issuer, "ỦY BAN NHÂN DÂN XÃ CÔNG HẢI");
        assert_eq!(reading.issued, Some(day("2026-07-20")));
        let groups: Vec<(&str, &str)> = reading
            .groups
            .iter()
            .map(|own| (own.letter.as_str(), own.title.as_str()))
            .collect();
        let wanted = [
            ("I", "THỂ CHẾ"),
            ("II", "HẠ TẦNG SỐ"),
            ("III", "DỮ LIỆU SỐ"),
            ("IV", "NỀN TẢNG SỐ"),
            ("VI", "KINH TẾ SỐ"),
            ("VII", "XÃ HỘI SỐ"),
            ("X", "KỶ LUẬT THỰC THI"),
        ];
        assert_eq!(groups, wanted, "{}", reading.kind);
        assert!(
            reading.columns.iter().all(|own| own.sure),
            "{}",
            reading.kind
        );
        assert_eq!(
            (
                reading.counts.tasks,
                reading.counts.new,
                reading.counts.refused
            ),
            (17, 17, 0)
        );
        // "Thường trực BCĐ" is no whole name: taken, and marked.
        let unsure: Vec<&str> = tasks(&reading)
            .iter()
            .filter(|row| !row.sure)
            .map(|row| row.mark.as_str())
            .collect();
        assert_eq!(unsure, ["29"], "{}", reading.kind);
    }
}

#[test]
fn the_plan_of_2026_is_in_the_book_as_it_was_shown() {
    let mut desk = commune();
    let file = PlanFile::of_file("kế hoạch.docx", &docx(HUNDRED_DAYS)).expect("a document");
    let plan = desk.bring(&file, &PlanChoices::default());
    let kept = desk.tasks(plan);
    assert_eq!(kept.len(), 17);
    assert_eq!(kept[0].record.number, "KH12-001");
    assert_eq!(kept[16].record.number, "KH12-017");
    for (own, expected) in kept.iter().zip(&EXPECTED) {
        let task = &own.record;
        assert_eq!(task.title, expected.2);
        assert_eq!(task.deadline_kind, expected.6.token());
        assert_eq!(
            task.last_day.map(|own| own.to_string()).unwrap_or_default(),
            expected.7
        );
        assert_eq!(task.deliverable, expected.5);
        assert!(
            task.document.is_some() && task.group_key.starts_with("12-kh-ubnd-2026."),
            "{}",
            task.group_key
        );
        let leads = desk
            .given(own.id)
            .iter()
            .filter(|own| own.role == Role::Lead)
            .count();
        assert_eq!(leads, expected.3.split("; ").count(), "{}", task.title);
    }
    assert_eq!(kept[2].record.length, "20d");
    assert_eq!(kept[14].record.first_day, Some(day("2026-07-25")));
}

const FOUNDING: &str = "
VĂN PHÒNG CHÍNH PHỦ
DANH MỤC NHIỆM VỤ GIAO TẠI THÔNG BÁO KẾT LUẬN
(Kèm theo Thông báo số 96/TB-VPCP ngày 13/3/2024 của Văn phòng Chính phủ)
| TT | Nhiệm vụ | Chủ trì | Phối hợp | Sản phẩm | Hạn hoàn thành |
| 1 | Ban hành Kế hoạch triển khai Đề án 06 năm 2024 | các bộ, ngành, địa phương | | Kế hoạch | trước ngày 15/3/2024 |
| 2 | Nâng cấp HTTT giải quyết TTHC cấp bộ, cấp tỉnh theo NĐ 107/2021 | bộ, tỉnh | | hệ thống | chậm nhất trong năm 2024 |
| 3 | Số hóa kết quả TTHC còn hiệu lực (NĐ 45/2020) | địa phương | | | phấn đấu hoàn thành (trong năm 2024) |
| 4 | Số hóa hồ sơ đầu vào toàn quốc | địa phương | | | chậm nhất hoàn thành trong năm 2024 |
| 5 | Đồng bộ, làm sạch dữ liệu hộ tịch, thuế, bảo hiểm, giáo dục, y tế, lao động việc làm, số thuê bao di động | các ngành | Công an | dữ liệu sạch | ngay trong năm 2024 |
| 6 | Đồng bộ, làm sạch dữ liệu đất đai | ngành TNMT | | | chậm nhất trong năm 2025 |
| 7 | Tổ trưởng TCT họp giao ban, gửi báo cáo về VPCP và Bộ Công an | Tổ trưởng TCT | | Báo cáo | định kỳ |
| 8 | Văn bản tổng hợp kinh nghiệm HN, TP.HCM | Bộ Công an | VPCP | văn bản | trong tháng 3/2024 |
| 9 | NĐ sửa đổi NĐ 73/2019 | Bộ TT&TT | | Nghị định | chậm nhất trong tháng 9/2024 |
| 10 | Rà soát, lập, niêm yết danh sách cử tri | UBND 4 phường (Ninh Kiều) | | danh sách | từ 22-2 đến 23-3 |
| 11 | Lấy ý kiến cử tri về Đề án sắp xếp | UBND quận Ninh Kiều | | | hoàn thành trước ngày 29-3-2024 |
| 12 | HĐND phường, quận thông qua chủ trương | Quận ủy, HĐND quận | | Nghị quyết | hoàn thành trước ngày 5-4-2024 |
| 13 | Tờ trình gửi Bộ Nội vụ, Chính phủ | Sở Nội vụ | | Tờ trình | trước ngày 30-4-2024 |
";

const GIVEN: [Expected; 13] = [
    (
        "",
        "1",
        "Ban hành Kế hoạch triển khai Đề án 06 năm 2024",
        "“các bộ, ngành, địa phương”",
        "",
        "Kế hoạch",
        BeforeDay,
        "2024-03-14",
    ),
    (
        "",
        "2",
        "Nâng cấp HTTT giải quyết TTHC cấp bộ, cấp tỉnh theo NĐ 107/2021",
        "“bộ, tỉnh”",
        "",
        "hệ thống",
        InYear,
        "2024-12-31",
    ),
    (
        "",
        "3",
        "Số hóa kết quả TTHC còn hiệu lực (NĐ 45/2020)",
        "“địa phương”",
        "",
        "",
        InYear,
        "2024-12-31",
    ),
    (
        "",
        "4",
        "Số hóa hồ sơ đầu vào toàn quốc",
        "“địa phương”",
        "",
        "",
        InYear,
        "2024-12-31",
    ),
    (
        "",
        "5",
        "Đồng bộ, làm sạch dữ liệu hộ tịch, thuế, bảo hiểm, giáo dục, y tế, lao động việc làm, số thuê bao di động",
        "“các ngành”",
        "Công an quận",
        "dữ liệu sạch",
        InYear,
        "2024-12-31",
    ),
    (
        "",
        "6",
        "Đồng bộ, làm sạch dữ liệu đất đai",
        "“ngành TNMT”",
        "",
        "",
        InYear,
        "2025-12-31",
    ),
    (
        "",
        "7",
        "Tổ trưởng TCT họp giao ban, gửi báo cáo về VPCP và Bộ Công an",
        "“Tổ trưởng TCT”",
        "",
        "Báo cáo",
        Recurring,
        "",
    ),
    (
        "",
        "8",
        "Văn bản tổng hợp kinh nghiệm HN, TP.HCM",
        "“Bộ Công an”",
        "“VPCP”",
        "văn bản",
        InMonth,
        "2024-03-31",
    ),
    (
        "",
        "9",
        "NĐ sửa đổi NĐ 73/2019",
        "“Bộ TT&TT”",
        "",
        "Nghị định",
        InMonth,
        "2024-09-30",
    ),
    (
        "",
        "10",
        "Rà soát, lập, niêm yết danh sách cử tri",
        "“UBND 4 phường (Ninh Kiều)”",
        "",
        "danh sách",
        Between,
        "2024-03-23",
    ),
    (
        "",
        "11",
        "Lấy ý kiến cử tri về Đề án sắp xếp",
        "Quận Ninh Kiều",
        "",
        "",
        BeforeDay,
        "2024-03-28",
    ),
    (
        "",
        "12",
        "HĐND phường, quận thông qua chủ trương",
        "“Quận ủy, HĐND quận”",
        "",
        "Nghị quyết",
        BeforeDay,
        "2024-04-04",
    ),
    (
        "",
        "13",
        "Tờ trình gửi Bộ Nội vụ, Chính phủ",
        "“Sở Nội vụ”",
        "",
        "Tờ trình",
        BeforeDay,
        "2024-04-29",
    ),
];

#[test]
fn the_tasks_of_the_founding_document_come_in_whole() {
    let desk = ninh_kieu();
    for reading in [
        desk.xlsx(FOUNDING),
        desk.docx(FOUNDING),
        desk.text(&pasted(FOUNDING)),
    ] {
        check(&reading, &GIVEN);
        let document = reading.document.as_ref().expect("its document");
        assert_eq!(
            (
                document.kind.as_str(),
                document.number.as_str(),
                document.day
            ),
            ("Thông báo", "96/TB-VPCP", Some(day("2024-03-13")))
        );
        assert_eq!(document.issuer, "Văn phòng Chính phủ");
        assert_eq!(
            reading.title,
            "DANH MỤC NHIỆM VỤ GIAO TẠI THÔNG BÁO KẾT LUẬN"
        );
        // Four phường are not the eleven of the book: kept as text, with a mark.
        let four = tasks(&reading)
            .into_iter()
            .find(|row| row.mark == "10")
            .expect("the tenth");
        assert!(
            !four.sure && four.remarks.iter().any(|own| own.contains("trong sổ có")),
            "{:?}",
            four.remarks
        );
        let from = four.deadline.first_day;
        assert_eq!(from, Some(day("2024-02-22")));
    }
}
