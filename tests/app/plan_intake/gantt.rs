//! Plans whose deadlines are marks below months, quarters or weeks.

use super::desk::{check, district, pasted, tasks};

/// Twelve months below the year; marks of many kinds.
const MONTHS: &str = "
UBND QUẬN BÌNH THỦY
KẾ HOẠCH TIẾN ĐỘ TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024
| STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Năm 2024 | < | < | < | < | < | < | < | < | < | < | < |
| ^ | ^ | ^ | ^ | T1 | T2 | T3 | T4 | T5 | T6 | T7 | T8 | T9 | T10 | T11 | T12 |
| I | DỮ LIỆU | | | | | | | | | | | | | | |
| 1 | Rà soát dữ liệu dân cư | Công an quận | UBND các phường | x | x | x | | | | | | | | | |
| 2 | Số hóa hồ sơ hộ tịch | Phòng Tư pháp | | | | X | X | X | X | X | X | X | | | |
| II | TỔNG KẾT | | | | | | | | | | | | | | |
| 3 | Báo cáo tổng kết | Văn phòng | Công an quận | | | | | | | | | | | | ✓ |
| 4 | Tuyên truyền | UBND các phường | | ● | ● | ● | ● | ● | ● | ● | ● | ● | ● | ● | ● |
| 5 | Sơ kết 6 tháng | Văn phòng | | | | | | | x | | | | | | |
";

/// Quarters; one row has marks with a gap.
const QUARTERS: &str = "
ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY
(Ban hành kèm theo Kế hoạch số 19/KH-UBND ngày 25/01/2024 của UBND quận)
| TT | Nhiệm vụ | Chủ trì | Sản phẩm | Quý I | Quý II | Quý III | Quý IV |
| 1 | Kiện toàn tổ công nghệ số cộng đồng | UBND các phường | Quyết định | x | | | |
| 2 | Nâng cấp Bộ phận Một cửa | Văn phòng | 8 bộ phận | | x | x | |
| 3 | Kiểm tra công vụ | Phòng Nội vụ | Biên bản | | x | | x |
";

/// Weeks of a campaign, with their days; figures say how far it is to be.
const WEEKS: &str = "
KẾ HOẠCH CAO ĐIỂM KÍCH HOẠT ĐỊNH DANH ĐIỆN TỬ
Bình Thủy, ngày 25 tháng 3 năm 2024
| STT | Công việc | Thực hiện | Tuần 1⏎(01/4-07/4) | Tuần 2⏎(08/4-14/4) | Tuần 3⏎(15/4-21/4) | Tuần 4⏎(22/4-28/4) |
| 1 | Lập danh sách | Công an quận | x | | | |
| 2 | Kích hoạt lưu động (% danh sách) | UBND các phường | | 30% | 70% | 100% |
| 3 | Tổng hợp, báo cáo | Công an quận | | | | x |
";

/// A column of the deadline stands beside the months: its words go first, and what contradicts them is said.
const BOTH: &str = "
KẾ HOẠCH CÔNG TÁC QUÝ II NĂM 2024
| STT | Nội dung | Chủ trì | Thời hạn | Tháng 4 | Tháng 5 | Tháng 6 |
| 1 | Tập huấn kỹ năng số | Phòng VH-TT | 20/5/2024 | | x | |
| 2 | Kiểm tra an toàn thông tin | Công an quận | 30/4/2024 | | | x |
| 3 | Báo cáo quý | Văn phòng | | | | x |
";

/// Months without any sign: the cells are coloured, which no text of them says.
const COLOURED: &str = "
KẾ HOẠCH NĂM 2024
| STT | Nội dung | Chủ trì | Tháng 1 | Tháng 2 | Tháng 3 | Tháng 4 |
| 1 | Rà soát hồ sơ | Phòng Tư pháp | | | | |
| 2 | Nhập dữ liệu | UBND các phường | | | | |
";

#[test]
fn the_last_marked_month_is_the_deadline() {
    let desk = district();
    let expected = [
        "I 1 | Rà soát dữ liệu dân cư | Công an quận | 8 phường | between | 2024-03-31",
        "I 2 | Số hóa hồ sơ hộ tịch | Phòng Tư pháp |  | between | 2024-09-30",
        "II 3 | Báo cáo tổng kết | Văn phòng | Công an quận | in_month | 2024-12-31",
        "II 4 | Tuyên truyền | 8 phường |  | between | 2024-12-31",
        "II 5 | Sơ kết 6 tháng | Văn phòng |  | in_month | 2024-06-30",
    ];
    for reading in [
        desk.xlsx(MONTHS),
        desk.docx(MONTHS),
        desk.text(&pasted(MONTHS)),
    ] {
        check(&reading.kind, &reading, &expected);
        let all = tasks(&reading);
        assert_eq!(all[0].deadline.text, "từ tháng 1 đến tháng 3 năm 2024");
        assert!(all.iter().all(|row| row.sure), "{:?}", all[0].remarks);
        assert!(reading.columns.iter().all(|own| own.sure));
    }
}

#[test]
fn quarters_and_gaps() {
    let desk = district();
    let expected = [
        "Nhiệm vụ 1 | Kiện toàn tổ công nghệ số cộng đồng | 8 phường |  | in_quarter | 2024-03-31",
        "Nhiệm vụ 2 | Nâng cấp Bộ phận Một cửa | Văn phòng |  | between | 2024-09-30",
        "Nhiệm vụ 3 | Kiểm tra công vụ | Phòng Nội vụ |  | between | 2024-12-31",
    ];
    for reading in [desk.xlsx(QUARTERS), desk.docx(QUARTERS)] {
        check(&reading.kind, &reading, &expected);
        let all = tasks(&reading);
        assert!(all[1].sure && !all[2].sure, "a gap is to be looked at");
        assert!(
            all[2]
                .remarks
                .iter()
                .any(|own| own.contains("quý II, quý IV")),
            "{:?}",
            all[2].remarks
        );
    }
}

#[test]
fn weeks_with_their_days_and_figures_as_marks() {
    let desk = district();
    let expected = [
        "Nhiệm vụ 1 | Lập danh sách | Công an quận |  | between | 2024-04-07",
        "Nhiệm vụ 2 | Kích hoạt lưu động (% danh sách) | 8 phường |  | between | 2024-04-28",
        "Nhiệm vụ 3 | Tổng hợp, báo cáo | Công an quận |  | between | 2024-04-28",
    ];
    for reading in [desk.xlsx(WEEKS), desk.docx(WEEKS)] {
        check(&reading.kind, &reading, &expected);
        let second = tasks(&reading)[1];
        assert!(
            second.remarks.iter().any(|own| own.contains("30%")),
            "figures are kept in words: {:?}",
            second.remarks
        );
    }
}

#[test]
fn a_column_of_the_deadline_goes_first() {
    let desk = district();
    let expected = [
        "Nhiệm vụ 1 | Tập huấn kỹ năng số | Phòng Văn hóa và Thông tin |  | by_day | 2024-05-20",
        "Nhiệm vụ 2 | Kiểm tra an toàn thông tin | Công an quận |  | by_day | 2024-04-30",
        "Nhiệm vụ 3 | Báo cáo quý | Văn phòng |  | in_month | 2024-06-30",
    ];
    for reading in [desk.xlsx(BOTH), desk.text(&pasted(BOTH))] {
        check(&reading.kind, &reading, &expected);
        let sure: Vec<bool> = tasks(&reading).iter().map(|row| row.sure).collect();
        assert_eq!(sure, [true, false, true], "the second contradicts itself");
    }
}

#[test]
fn colours_cannot_be_seen_and_that_is_said() {
    let desk = district();
    for reading in [desk.xlsx(COLOURED), desk.docx(COLOURED)] {
        let all = tasks(&reading);
        assert_eq!(all.len(), 2);
        assert!(
            reading.remarks.iter().any(|own| own.contains("màu")),
            "{:?}",
            reading.remarks
        );
        assert!(
            all.iter()
                .all(|row| !row.sure && row.deadline.last_day.is_none())
        );
    }
}
