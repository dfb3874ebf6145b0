//! The plan of 2026 and the tasks of the founding document, as offices lay them out.

use so06::domain::deadline::DeadlineKind;
use so06::engine::plan_intake::{PlanChoices, PlanFile, PlanReading};

use super::desk::{commune, docx, lead, line, pasted, show, tasks, xlsx};

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

#[test]
fn look() {
    let desk = commune();
    show(&desk.xlsx(HUNDRED_DAYS));
    show(&desk.docx(HUNDRED_DAYS));
    show(&desk.text(&pasted(HUNDRED_DAYS)));
}
