//! Plans of other offices: other heads, other numbers, other habits.

use so06::engine::plan_intake::{PlanChoices, PlanFile};

use super::desk::{
    commune, district, docx, lead, line, partners, pasted, sheets, show, tasks, xlsx,
};

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

#[test]
fn look() {
    let desk = district();
    for (name, own) in [
        ("LANDSCAPE", LANDSCAPE),
        ("MONTHS", MONTHS),
        ("PARTS", PARTS),
        ("PAGES", PAGES),
        ("SIDE", SIDE),
        ("PLAIN", PLAIN),
        ("MANY", MANY),
        ("BULLETS", BULLETS),
    ] {
        eprintln!("=== {name} xlsx");
        show(&desk.xlsx(own));
    }
    eprintln!("=== TABLES docx");
    show(&desk.docx(TABLES));
    for (name, own) in [
        ("CONCLUSIONS", CONCLUSIONS),
        ("LABELS", LABELS),
        ("LETTER", LETTER),
    ] {
        eprintln!("=== {name}");
        show(&desk.text(own));
    }
    for (name, own) in [
        ("LANDSCAPE", LANDSCAPE),
        ("PARTS", PARTS),
        ("PAGES", PAGES),
        ("SIDE", SIDE),
    ] {
        eprintln!("=== {name} pasted");
        show(&desk.text(&pasted(own)));
    }
}
