//! Plans of other offices: other heads, other numbers, other habits.

use so06::engine::plan_intake::{PlanChoices, PlanRowRole};

use super::desk::{check, district, pasted, tasks};

/// Landscape, eight columns, two rows of head, "Bắt đầu" and "Kết thúc", notes and signatures.
pub const LANDSCAPE: &str = "
UBND QUẬN BÌNH THỦY
TỔ CÔNG TÁC ĐỀ ÁN 06
PHỤ LỤC
DANH MỤC NHIỆM VỤ TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024 TRÊN ĐỊA BÀN QUẬN BÌNH THỦY
(Kèm theo Kế hoạch số 15/KH-UBND ngày 22/01/2024 của UBND quận Bình Thủy)
| TT | Nhiệm vụ | Phân công thực hiện | < | Sản phẩm | Thời gian thực hiện | < | Ghi chú |
| ^ | ^ | Chủ trì | Phối hợp | ^ | Bắt đầu | Kết thúc | ^ |
| (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) |
| A | NHÓM TIỆN ÍCH PHỤC VỤ GIẢI QUYẾT TTHC | < | < | < | < | < | < |
| 1 | Rà soát, cấu trúc lại quy trình 25 dịch vụ công thiết yếu | Văn phòng HĐND và UBND quận | Công an quận; các phường | Quyết định | 01/02/2024 | 31/3/2024 | |
| 2 | Số hóa hồ sơ, kết quả giải quyết TTHC còn hiệu lực | UBND 8 phường | Phòng VH-TT | 100% hồ sơ | 01/02/2024 | 30/11/2024 | |
| B | NHÓM TIỆN ÍCH PHÁT TRIỂN CÔNG DÂN SỐ | < | < | < | < | < | < |
| 1 | Cấp căn cước và kích hoạt định danh điện tử | CAQ | UBND các phường | 100% công dân đủ điều kiện | 01/01/2024 | 31/12/2024 | Giao ban tuần |
| 2 | Chi trả an sinh xã hội qua tài khoản | Phòng LĐ-TB&XH | Phòng TC-KH, UBND các phường, BHXH quận | 80% đối tượng | tháng 02/2024 | tháng 6/2024 | |
Ghi chú: Các đơn vị báo cáo kết quả về Công an quận trước ngày 15 hằng tháng.
NGƯỜI LẬP BIỂU
";

/// Roman groups in a row of their own without merging, months as texts, "các xã, phường".
pub const MONTHS: &str = "
BẢNG PHÂN CÔNG NHIỆM VỤ
(Ban hành kèm theo Quyết định số 210/QĐ-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân quận)
| STT | Tên nhiệm vụ | Đơn vị thực hiện | Đơn vị phối hợp | Kết quả | Tiến độ |
| I | Công tác chỉ đạo | | | | |
| 1 | Kiện toàn Tổ công tác | Phòng Nội vụ | Công an quận | Quyết định | Tháng 2 |
| 2 | Giao ban định kỳ | Văn phòng | các phòng, ban | Thông báo kết luận | Định kỳ hằng tháng |
| II | Công tác dữ liệu | | | | |
| 3 | Làm sạch dữ liệu hộ tịch | Phòng Tư pháp | Công an quận/ UBND các phường | | Quý II/2024 |
| 4 | Đối soát dữ liệu bảo hiểm, y tế, giáo dục | BHXH; TTYT; P. GD&ĐT | Công an | dữ liệu sạch | Quý III |
| 5 | Tuyên truyền | Các xã, phường | Đoàn thanh niên | 12 tin/năm | Thường xuyên |
";

/// Parents "1." with parts "1.1", leads merged down, deadlines merged down.
pub const PARTS: &str = "
KẾ HOẠCH SỐ HÓA NĂM 2024
| STT | Nội dung công việc | Cơ quan chủ trì | Thời hạn hoàn thành | Sản phẩm |
| 1 | Hoàn thiện cơ sở vật chất | | | |
| 1.1 | Mua sắm máy quét | Phòng TC-KH | 30/4/2024 | 8 máy |
| 1.2 | Lắp đặt đường truyền | ^ | ^ | 8 đường |
| 2 | Số hóa hồ sơ hộ tịch | Phòng Tư pháp | 30/9/2024 | |
| 2.1 | Quét sổ hộ tịch giai đoạn 1990 - 2005 | | 30/6/2024 | 120 sổ |
| 2.2 | Nhập dữ liệu | UBND phường An Thới, Bình Thủy, Trà An | | |
| 3 | Nghiệm thu | Tổ công tác | Tháng 10/2024 | Biên bản |
";

/// The head comes again on the second page, a task goes on over two rows, numbers begin anew in each group.
pub const PAGES: &str = "
PHỤ LỤC II: NHIỆM VỤ CỤ THỂ NĂM 2024
| STT | Nhiệm vụ trọng tâm | Đơn vị chủ trì | Thời gian | Căn cứ |
| I | Về hạ tầng | | | |
| 1 | Nâng cấp máy chủ | Phòng VH-TT | trong tháng 5/2024 | Kế hoạch số 15/KH-UBND ngày 22/01/2024 |
| 2 | Rà soát trang thiết bị của bộ phận một cửa | Bộ phận Một cửa | trước 15/4/2024 | |
| | các phường và đề xuất bổ sung | | | |
| STT | Nhiệm vụ trọng tâm | Đơn vị chủ trì | Thời gian | Căn cứ |
| II | Về an toàn thông tin | | | |
| 1 | Phê duyệt cấp độ an toàn | Phòng VH-TT | chậm nhất trong quý II/2024 | |
| 2 | Diễn tập | CA quận | 6 tháng cuối năm 2024 | |
| | Tổng cộng | 4 nhiệm vụ | | |
";

/// A group named in a column that is merged down; several bodies below each other in a cell.
pub const SIDE: &str = "
CHƯƠNG TRÌNH CÔNG TÁC QUÝ II NĂM 2024
| Lĩnh vực | STT | Nội dung | Đơn vị chủ trì, phối hợp | Hoàn thành |
| Cải cách hành chính | 1 | Kiểm tra công vụ | Chủ trì: Phòng Nội vụ⏎Phối hợp: Văn phòng; UBND phường Trà Nóc | 15/5/2024 |
| ^ | 2 | Công khai TTHC | Văn phòng HĐND&UBND quận chủ trì, phối hợp với các phường | Trước ngày 30/4/2024 |
| Chuyển đổi số | 3 | Tập huấn kỹ năng số | Phòng VHTT | 20/6/2024 |
| ^ | 4 | Thành lập tổ công nghệ số cộng đồng | UBND các phường An Thới, Long Hòa và Long Tuyền | 31/5 |
";

/// No column of numbers, no signs of groups; numbers of days typed as numbers.
pub const PLAIN: &str = "
| Công việc | Người phụ trách | Đơn vị | Hạn |
| Chốt số liệu tuần | Nguyễn Văn A | Công an quận | Thứ Sáu hằng tuần |
| Gửi báo cáo tháng | Trần Thị B | Văn phòng | ngày 15 hằng tháng |
| Rà soát danh sách hộ nghèo | | P.LĐTBXH | num:45412 |
| Trang bị máy tính | | Phòng Xây dựng đô thị | 10 ngày làm việc kể từ ngày 01/4/2024 |
";

/// A conclusion of a meeting, typed.
pub const CONCLUSIONS: &str = "THÔNG BÁO
Kết luận của Phó Chủ tịch UBND quận tại cuộc họp Tổ công tác ngày 14/3/2024
Số: 45/TB-UBND, ngày 15 tháng 3 năm 2024
1. Giao Công an quận chủ trì, phối hợp với Phòng VH-TT rà soát số lượng tài khoản định danh chưa kích hoạt, báo cáo trước ngày 22/3/2024.
2. Giao Phòng LĐ-TB&XH: hoàn thành chi trả không dùng tiền mặt trong tháng 4/2024.
3. UBND các phường thành lập tổ công nghệ số cộng đồng; hoàn thành trước 31/3/2024.
4. Giao Văn phòng HĐND và UBND quận tham mưu Kế hoạch đợt cao điểm 60 ngày; trình trước 17h00 ngày 20/3/2024.
5. Giao Phòng Xây dựng tham mưu phương án bố trí trụ sở, chậm nhất ngày 05/4/2024.
";

/// Labels in lines, as people write to each other.
pub const LABELS: &str = "
Kế hoạch tháng 4 của Tổ 06
1. Rà soát danh sách chưa có căn cước; chủ trì: Công an quận; phối hợp: UBND các phường; hạn: 15/4/2024
2. Cập nhật bản đồ điểm nghẽn (chủ trì: Phòng VH-TT; sản phẩm: bản đồ; thời hạn: trong tháng 4/2024)
3. Viết tin tuyên truyền
   Chủ trì: Quận đoàn
   Hạn: hằng tuần
";

/// The list of a công văn.
pub const LETTER: &str = "
Kính gửi: UBND các phường
Để bảo đảm tiến độ, UBND quận yêu cầu:
I. Về cấp căn cước
- Giao UBND phường Trà An: hoàn thành cấp căn cước cho học sinh trước ngày 10/4/2024.
- Giao UBND phường Trà Nóc: rà soát người cao tuổi, trước ngày 20/4/2024.
II. Về dịch vụ công
- Đề nghị Bưu điện bố trí nhân viên hỗ trợ tại bộ phận một cửa từ ngày 01/4/2024 đến ngày 30/6/2024.
- Các phường báo cáo kết quả về Công an quận định kỳ thứ Năm hằng tuần.
Trân trọng./.
";

/// Several tables of a document, each below the title of its group; a letterhead as a table.
pub const TABLES: &str = "
| UBND QUẬN BÌNH THỦY⏎PHÒNG VĂN HÓA VÀ THÔNG TIN⏎Số: 08/KH-VHTT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM⏎Độc lập - Tự do - Hạnh phúc⏎Bình Thủy, ngày 10 tháng 01 năm 2024 |
---
KẾ HOẠCH
Tuyên truyền Đề án 06 năm 2024
I. HOẠT ĐỘNG TRUYỀN THÔNG
| STT | Hoạt động | Đơn vị thực hiện | Thời gian |
| 1 | Phát thanh | UBND các phường | Hằng tuần |
| 2 | Pa nô, áp phích | Phòng VH-TT | Quý I |
---
II. TẬP HUẤN
| STT | Hoạt động | Đơn vị thực hiện | Thời gian |
| 1 | Tập huấn tổ công nghệ số | Phòng VH-TT; Quận đoàn | 20/4 |
---
| Nơi nhận:⏎- Như trên; | TRƯỞNG PHÒNG |
";

/// One work with several products and times, work merged down.
pub const MANY: &str = "
KẾ HOẠCH BÁO CÁO NĂM 2024
| STT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời hạn |
| 1 | Xây dựng báo cáo kết quả Đề án 06 | Báo cáo 6 tháng | Công an quận | 15/6/2024 |
| ^ | ^ | Báo cáo năm | ^ | 15/12/2024 |
| 2 | Thống kê điểm nghẽn | Bảng thống kê | Văn phòng | Hằng quý |
| | | Bản đồ điểm nghẽn | Phòng VH-TT | |
";

/// Tasks numbered with Roman numbers, bulleted parts, a long sentence.
pub const BULLETS: &str = "
KẾ HOẠCH CAO ĐIỂM 90 NGÀY ĐÊM
Từ ngày 01/4/2024 đến ngày 30/6/2024
| TT | NỘI DUNG | CHỦ TRÌ | THỜI HẠN |
| I | Cấp căn cước | | |
| - | Lập danh sách | Công an quận | 05/4/2024 |
| - | Cấp lưu động | Công an quận; UBND phường Long Hòa | 30/4/2024 |
| II | Định danh điện tử | | |
| - | Kích hoạt tài khoản | CA các phường | 30/6/2024 |
";

/// Word pastes a cell of two paragraphs as two lines.
pub const FROM_WORD: &str = "STT\tNội dung\tChủ trì\tThời hạn
I\tThể chế
1\tRà soát văn bản\tPhòng Tư pháp
Văn phòng\t30/4/2024
2\tBan hành quy chế
phối hợp liên ngành\tCông an quận\t15/5/2024
";

/// A table of bars, as people draw it in a chat.
pub const BARS: &str = "
| Việc | Ai làm | Hạn |
|------|--------|-----|
| Chốt số kích hoạt | Công an quận | 17h thứ Năm hằng tuần |
| Nộp báo cáo | Văn phòng | 20/4/2024 |
";

/// Cells between tabs without any head.
pub const HEADLESS: &str = "1\tRà soát dữ liệu dân cư\tCông an quận\tUBND các phường\t30/4/2024
2\tSố hóa hồ sơ hộ tịch\tPhòng Tư pháp\tUBND các phường\t30/9/2024
3\tBáo cáo kết quả\tVăn phòng\tCông an quận\t15/12/2024
";

/// Group letters above Roman groups; deadlines merged over the rows of a group; units in brackets and with slashes.
pub const LEVELS: &str = "
KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024
| STT | Nội dung, nhiệm vụ | Đơn vị chủ trì thực hiện | Đơn vị phối hợp | Thời gian |
| A | NHIỆM VỤ CHUNG | < | < | < |
| I | Chỉ đạo | < | < | < |
| 1 | Kiện toàn Tổ công tác | P.Nội vụ | CA quận | Tháng 3/2024 |
| 2 | Ban hành quy chế | VP HĐND-UBND | | ^ |
| II | Kiểm tra | < | < | < |
| 1 | Kiểm tra các phường | Công an quận (Đội QLHC) | P. Tư pháp/P. Nội vụ | 6 tháng đầu năm 2024 |
| B | NHIỆM VỤ CỤ THỂ | < | < | < |
| 1 | Chi trả an sinh | Phòng LĐTBXH phối hợp với Bưu điện | | Từ tháng 4 đến tháng 6 năm 2024 |
";

#[test]
fn eight_columns_with_two_rows_of_head() {
    let desk = district();
    let expected = [
        "A 1 | Rà soát, cấu trúc lại quy trình 25 dịch vụ công thiết yếu | Văn phòng | Công an quận; 8 phường | between | 2024-03-31",
        "A 2 | Số hóa hồ sơ, kết quả giải quyết TTHC còn hiệu lực | 8 phường | Phòng Văn hóa và Thông tin | between | 2024-11-30",
        "B 1 | Cấp căn cước và kích hoạt định danh điện tử | Công an quận | 8 phường | between | 2024-12-31",
        "B 2 | Chi trả an sinh xã hội qua tài khoản | Phòng Lao động - Thương binh và Xã hội | Phòng Tài chính - Kế hoạch; 8 phường; Bảo hiểm xã hội quận | between | 2024-06-30",
    ];
    for reading in [
        desk.xlsx(LANDSCAPE),
        desk.docx(LANDSCAPE),
        desk.text(&pasted(LANDSCAPE)),
    ] {
        check(&reading.kind, &reading, &expected);
        assert_eq!(
            reading.title,
            "DANH MỤC NHIỆM VỤ TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024 TRÊN ĐỊA BÀN QUẬN BÌNH THỦY"
        );
        assert_eq!(reading.prefix, "KH15");
        assert!(
            reading
                .rows
                .iter()
                .filter(|row| row.role == PlanRowRole::Skipped)
                .count()
                <= 2
        );
    }
}

#[test]
fn months_and_quarters_take_the_year_of_the_decision() {
    let desk = district();
    let expected = [
        "I 1 | Kiện toàn Tổ công tác | Phòng Nội vụ | Công an quận | in_month | 2024-02-29",
        "I 2 | Giao ban định kỳ | Văn phòng | “các phòng, ban” | recurring | ",
        "II 3 | Làm sạch dữ liệu hộ tịch | Phòng Tư pháp | Công an quận; 8 phường | in_quarter | 2024-06-30",
        "II 4 | Đối soát dữ liệu bảo hiểm, y tế, giáo dục | Bảo hiểm xã hội quận; Trung tâm Y tế quận; Phòng Giáo dục và Đào tạo | Công an quận | in_quarter | 2024-09-30",
        "II 5 | Tuyên truyền | 8 phường | Quận đoàn | permanent | ",
    ];
    for reading in [
        desk.xlsx(MONTHS),
        desk.docx(MONTHS),
        desk.text(&pasted(MONTHS)),
    ] {
        check(&reading.kind, &reading, &expected);
        assert_eq!(
            reading.document.as_ref().map(|own| own.number.as_str()),
            Some("210/QĐ-UBND")
        );
    }
}

#[test]
fn parts_take_what_they_lack_from_what_they_are_parts_of() {
    let desk = district();
    let expected = [
        "Nhiệm vụ 1 | Hoàn thiện cơ sở vật chất |  |  | none | ",
        "Nhiệm vụ 1.1 | Mua sắm máy quét | Phòng Tài chính - Kế hoạch |  | by_day | 2024-04-30",
        "Nhiệm vụ 1.2 | Lắp đặt đường truyền | Phòng Tài chính - Kế hoạch |  | by_day | 2024-04-30",
        "Nhiệm vụ 2 | Số hóa hồ sơ hộ tịch | Phòng Tư pháp |  | by_day | 2024-09-30",
        "Nhiệm vụ 2.1 | Quét sổ hộ tịch giai đoạn 1990 - 2005 | Phòng Tư pháp |  | by_day | 2024-06-30",
        "Nhiệm vụ 2.2 | Nhập dữ liệu | Phường An Thới; Phường Bình Thủy; Phường Trà An |  | by_day | 2024-09-30",
        "Nhiệm vụ 3 | Nghiệm thu | “Tổ công tác” |  | in_month | 2024-10-31",
    ];
    for reading in [
        desk.xlsx(PARTS),
        desk.docx(PARTS),
        desk.text(&pasted(PARTS)),
    ] {
        check(&reading.kind, &reading, &expected);
        // What was merged is lost when it is pasted, so it is marked.
        let third = tasks(&reading)[2];
        assert_eq!(
            third.sure,
            reading.kind != "bảng dán",
            "{:?}",
            third.remarks
        );
    }
}

#[test]
fn heads_come_again_and_tasks_go_on() {
    let desk = district();
    let expected = [
        "I 1 | Nâng cấp máy chủ | Phòng Văn hóa và Thông tin |  | in_month | 2024-05-31",
        "I 2 | Rà soát trang thiết bị của bộ phận một cửa các phường và đề xuất bổ sung | Bộ phận Một cửa quận |  | before_day | 2024-04-14",
        "II 1 | Phê duyệt cấp độ an toàn | Phòng Văn hóa và Thông tin |  | in_quarter | 2024-06-30",
        "II 2 | Diễn tập | Công an quận |  | in_half | 2024-12-31",
    ];
    for reading in [
        desk.xlsx(PAGES),
        desk.docx(PAGES),
        desk.text(&pasted(PAGES)),
    ] {
        check(&reading.kind, &reading, &expected);
        assert_eq!(reading.title, "NHIỆM VỤ CỤ THỂ NĂM 2024");
    }
}

#[test]
fn a_column_names_groups_and_a_cell_names_leads_and_partners() {
    let desk = district();
    let expected = [
        "Cải cách hành chính 1 | Kiểm tra công vụ | Phòng Nội vụ | Văn phòng; Phường Trà Nóc | by_day | 2024-05-15",
        "Cải cách hành chính 2 | Công khai TTHC | Văn phòng | 8 phường | before_day | 2024-04-29",
        "Chuyển đổi số 3 | Tập huấn kỹ năng số | Phòng Văn hóa và Thông tin |  | by_day | 2024-06-20",
        "Chuyển đổi số 4 | Thành lập tổ công nghệ số cộng đồng | Phường An Thới; Phường Long Hòa; Phường Long Tuyền |  | by_day | 2024-05-31",
    ];
    for reading in [desk.xlsx(SIDE), desk.docx(SIDE), desk.text(&pasted(SIDE))] {
        check(&reading.kind, &reading, &expected);
    }
}

#[test]
fn a_table_without_numbers_and_groups() {
    let desk = district();
    let reading = desk.xlsx(PLAIN);
    let expected = [
        "Nhiệm vụ  | Chốt số liệu tuần | Công an quận |  | recurring | ",
        "Nhiệm vụ  | Gửi báo cáo tháng | Văn phòng |  | recurring | ",
        "Nhiệm vụ  | Rà soát danh sách hộ nghèo | Phòng Lao động - Thương binh và Xã hội |  | by_day | 2024-04-30",
        "Nhiệm vụ  | Trang bị máy tính | “Phòng Xây dựng đô thị” |  | after_event | 2024-04-15",
    ];
    check("plain", &reading, &expected);
    assert_eq!(tasks(&reading)[0].person, "Nguyễn Văn A");
    assert!(
        tasks(&reading)[3]
            .remarks
            .iter()
            .any(|own| own.contains("giữ nguyên lời"))
    );
}

#[test]
fn several_products_and_times_of_one_work() {
    let desk = district();
    let expected = [
        "Nhiệm vụ 1 | Xây dựng báo cáo kết quả Đề án 06 | Công an quận |  | by_day | 2024-06-15",
        "Nhiệm vụ 1 | Xây dựng báo cáo kết quả Đề án 06: Báo cáo năm | Công an quận |  | by_day | 2024-12-15",
        "Nhiệm vụ 2 | Thống kê điểm nghẽn | Văn phòng; Phòng Văn hóa và Thông tin |  | recurring | ",
    ];
    for reading in [desk.xlsx(MANY), desk.docx(MANY)] {
        check(&reading.kind, &reading, &expected);
        assert!(!tasks(&reading)[1].sure, "split, so to be looked at");
        assert_eq!(
            tasks(&reading)[2].deliverable,
            "Bảng thống kê\nBản đồ điểm nghẽn"
        );
    }
}

#[test]
fn dashes_below_roman_numbers() {
    let desk = district();
    let expected = [
        "I - | Lập danh sách | Công an quận |  | by_day | 2024-04-05",
        "I - | Cấp lưu động | Công an quận; Phường Long Hòa |  | by_day | 2024-04-30",
        "II - | Kích hoạt tài khoản | 8 phường |  | by_day | 2024-06-30",
    ];
    for reading in [
        desk.xlsx(BULLETS),
        desk.docx(BULLETS),
        desk.text(&pasted(BULLETS)),
    ] {
        check(&reading.kind, &reading, &expected);
        let police = tasks(&reading)[2];
        assert!(
            !police.sure,
            "the police of the phường are not the phường: {:?}",
            police.remarks
        );
    }
}

#[test]
fn several_tables_of_a_document_are_one_plan() {
    let desk = district();
    let reading = desk.docx(TABLES);
    let expected = [
        "I 1 | Phát thanh | 8 phường |  | recurring | ",
        "I 2 | Pa nô, áp phích | Phòng Văn hóa và Thông tin |  | in_quarter | 2024-03-31",
        "II 1 | Tập huấn tổ công nghệ số | Phòng Văn hóa và Thông tin; Quận đoàn |  | by_day | 2024-04-20",
    ];
    check("tables", &reading, &expected);
    assert_eq!(reading.title, "Kế hoạch tuyên truyền Đề án 06 năm 2024");
    let document = reading.document.as_ref().expect("its document");
    assert_eq!(
        (document.number.as_str(), document.issuer.as_str()),
        ("08/KH-VHTT", "PHÒNG VĂN HÓA VÀ THÔNG TIN")
    );
    assert_eq!(reading.issued, Some(crate::support::day("2024-01-10")));
}

#[test]
fn conclusions_labels_and_lists_are_plans_too() {
    let desk = district();
    check(
        "conclusions",
        &desk.text(CONCLUSIONS),
        &[
            "Nhiệm vụ 1. | Rà soát số lượng tài khoản định danh chưa kích hoạt | Công an quận | Phòng Văn hóa và Thông tin | before_day | 2024-03-21",
            "Nhiệm vụ 2. | Hoàn thành chi trả không dùng tiền mặt | Phòng Lao động - Thương binh và Xã hội |  | in_month | 2024-04-30",
            "Nhiệm vụ 3. | Thành lập tổ công nghệ số cộng đồng | 8 phường |  | before_day | 2024-03-30",
            "Nhiệm vụ 4. | Tham mưu Kế hoạch đợt cao điểm 60 ngày | Văn phòng |  | before_day | 2024-03-20",
            "Nhiệm vụ 5. | Tham mưu phương án bố trí trụ sở | “Phòng Xây dựng” |  | by_day | 2024-04-05",
        ],
    );
    check(
        "labels",
        &desk.text(LABELS),
        &[
            "Nhiệm vụ 1. | Rà soát danh sách chưa có căn cước | Công an quận | 8 phường | by_day | 2024-04-15",
            "Nhiệm vụ 2. | Cập nhật bản đồ điểm nghẽn | Phòng Văn hóa và Thông tin |  | in_month | 2024-04-30",
            "Nhiệm vụ 3. | Viết tin tuyên truyền | Quận đoàn |  | recurring | ",
        ],
    );
    check(
        "letter",
        &desk.text(LETTER),
        &[
            "I - | Hoàn thành cấp căn cước cho học sinh | Phường Trà An |  | before_day | 2024-04-09",
            "I - | Rà soát người cao tuổi | Phường Trà Nóc |  | before_day | 2024-04-19",
            "II - | Bố trí nhân viên hỗ trợ tại bộ phận một cửa | Bưu điện trên địa bàn quận |  | between | 2024-06-30",
            "II - | Báo cáo kết quả về Công an quận | 8 phường |  | recurring | ",
        ],
    );
    let reading = desk.text(CONCLUSIONS);
    let document = reading.document.as_ref().expect("its document");
    assert_eq!(
        (document.kind.as_str(), document.number.as_str()),
        ("Thông báo", "45/TB-UBND")
    );
}

#[test]
fn what_was_pasted_from_word_or_drawn_in_a_chat() {
    let desk = district();
    check(
        "word",
        &desk.text(FROM_WORD),
        &[
            "I 1 | Rà soát văn bản | Phòng Tư pháp; Văn phòng |  | by_day | 2024-04-30",
            "I 2 | Ban hành quy chế phối hợp liên ngành | Công an quận |  | by_day | 2024-05-15",
        ],
    );
    check(
        "bars",
        &desk.text(BARS),
        &[
            "Nhiệm vụ  | Chốt số kích hoạt | Công an quận |  | recurring | ",
            "Nhiệm vụ  | Nộp báo cáo | Văn phòng |  | by_day | 2024-04-20",
        ],
    );
    let reading = desk.text(HEADLESS);
    check(
        "headless",
        &reading,
        &[
            "Nhiệm vụ 1 | Rà soát dữ liệu dân cư | Công an quận | 8 phường | by_day | 2024-04-30",
            "Nhiệm vụ 2 | Số hóa hồ sơ hộ tịch | Phòng Tư pháp | 8 phường | by_day | 2024-09-30",
            "Nhiệm vụ 3 | Báo cáo kết quả | Văn phòng | Công an quận | by_day | 2024-12-15",
        ],
    );
    assert!(
        !reading.remarks.is_empty() && reading.columns.iter().any(|own| !own.sure),
        "columns are guessed"
    );
}

#[test]
fn groups_within_groups_and_abbreviations() {
    let desk = district();
    let expected = [
        "A.I 1 | Kiện toàn Tổ công tác | Phòng Nội vụ | Công an quận | in_month | 2024-03-31",
        "A.I 2 | Ban hành quy chế | Văn phòng |  | in_month | 2024-03-31",
        "A.II 1 | Kiểm tra các phường | Công an quận | Phòng Tư pháp; Phòng Nội vụ | in_half | 2024-06-30",
        "B 1 | Chi trả an sinh | Phòng Lao động - Thương binh và Xã hội | Bưu điện trên địa bàn quận | between | 2024-06-30",
    ];
    for reading in [desk.xlsx(LEVELS), desk.docx(LEVELS)] {
        check(&reading.kind, &reading, &expected);
    }
}

#[test]
fn old_workbooks_with_old_letters_and_those_of_libreoffice() {
    let desk = district();
    let expected = [
        "I 1 | Rà soát hồ sơ hộ tịch | Phòng Tư pháp | 8 phường | in_quarter | 2024-06-30",
        "I 2 | Số hóa hồ sơ đất đai | Phòng Tài nguyên và Môi trường | Văn phòng | before_day | 2024-09-29",
        "II 3 | Kiểm tra chất lượng dữ liệu | Công an quận | “các đơn vị liên quan” | permanent | ",
    ];
    for name in ["tcvn3.xls", "so-hoa.ods"] {
        let path = format!("{}/tests/fixtures/plans/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a file");
        let reading = desk
            .file(name, &bytes, &PlanChoices::default())
            .expect("a plan");
        check(name, &reading, &expected);
        assert_eq!(
            reading.document.as_ref().map(|own| own.number.as_str()),
            Some("31/KH-UBND"),
            "{name}"
        );
    }
}
