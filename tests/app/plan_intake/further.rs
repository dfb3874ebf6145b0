//! Further texts: letters, conclusions and plans of other hands.

use super::desk::{check, district};

/// A letter that hands out work below the names of units.
const HANDED_OUT: &str = "
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
QUẬN BÌNH THỦY\tĐộc lập - Tự do - Hạnh phúc
Số: 412/UBND-NC\tBình Thủy, ngày 02 tháng 4 năm 2024
V/v tháo gỡ điểm nghẽn trong triển khai Đề án 06
Kính gửi:
- Thủ trưởng các phòng, ban, ngành quận;
- Chủ tịch UBND các phường.
Thực hiện Công văn số 1120/UBND-NC ngày 28/3/2024 của UBND thành phố Cần Thơ về việc tháo gỡ điểm nghẽn, Chủ tịch UBND quận yêu cầu:
1. Công an quận:
a) Chủ trì, phối hợp với Phòng Lao động - Thương binh và Xã hội đối chiếu 3.215 trường hợp người cao tuổi chưa có số định danh; hoàn thành trước ngày 20/4/2024.
b) Cử cán bộ trực tại Bộ phận Một cửa vào sáng thứ Bảy hằng tuần.
2. Phòng Tư pháp chủ trì hướng dẫn UBND các phường nhập dữ liệu hộ tịch lịch sử, xong trong tháng 6/2024.
3. Phòng Giáo dục và Đào tạo, Trung tâm Y tế quận rà soát việc thu học phí, viện phí không dùng tiền mặt; báo cáo UBND quận (qua Văn phòng HĐND và UBND quận) chậm nhất ngày 25/4/2024.
4. Đề nghị Bảo hiểm xã hội quận cung cấp danh sách người tham gia BHYT chưa đồng bộ trước ngày 12/4/2024.
5. Giao Văn phòng HĐND và UBND quận theo dõi, đôn đốc việc thực hiện Công văn này.
Yêu cầu các đơn vị triển khai thực hiện nghiêm túc./.
";

const HANDED_OUT_TASKS: [&str; 6] = [
    "Nhiệm vụ a) | Đối chiếu 3.215 trường hợp người cao tuổi chưa có số định danh | Công an quận | Phòng Lao động - Thương binh và Xã hội | before_day | 2024-04-19",
    "Nhiệm vụ b) | Cử cán bộ trực tại Bộ phận Một cửa | Công an quận |  | recurring | ",
    "Nhiệm vụ 2. | Hướng dẫn UBND các phường nhập dữ liệu hộ tịch lịch sử | Phòng Tư pháp |  | in_month | 2024-06-30",
    "Nhiệm vụ 3. | Rà soát việc thu học phí, viện phí không dùng tiền mặt; báo cáo UBND quận (qua Văn phòng HĐND và UBND quận) | Phòng Giáo dục và Đào tạo; Trung tâm Y tế quận |  | by_day | 2024-04-25",
    "Nhiệm vụ 4. | Cung cấp danh sách người tham gia BHYT chưa đồng bộ | Bảo hiểm xã hội quận |  | before_day | 2024-04-11",
    "Nhiệm vụ 5. | Theo dõi, đôn đốc việc thực hiện Công văn này | Văn phòng |  | none | ",
];

/// Conclusions on points, with who and when in the middle of the sentences.
const ON_POINTS: &str = "
| UBND QUẬN BÌNH THỦY⏎VĂN PHÒNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM⏎Độc lập - Tự do - Hạnh phúc |
| Số: 27/TB-VP | Bình Thủy, ngày 19 tháng 4 năm 2024 |
---
THÔNG BÁO
Kết luận của Phó Chủ tịch UBND quận tại cuộc họp Tổ công tác triển khai Đề án 06
Chiều ngày 17/4/2024, Phó Chủ tịch UBND quận, Tổ trưởng Tổ công tác chủ trì họp đánh giá kết quả quý I/2024. Sau khi nghe báo cáo của Công an quận, ý kiến thảo luận của các thành viên, Phó Chủ tịch UBND quận kết luận:
I. ĐÁNH GIÁ CHUNG
Quý I/2024, các đơn vị đã nỗ lực, tỷ lệ hồ sơ trực tuyến đạt 61,5%; tuy nhiên còn 02 phường chưa hoàn thành chỉ tiêu.
II. NHIỆM VỤ THỜI GIAN TỚI
1. Về cấp căn cước: Giao Công an quận tham mưu UBND quận ban hành kế hoạch cao điểm, trình trước ngày 26/4/2024.
2. Về chi trả an sinh xã hội: Phòng Lao động - Thương binh và Xã hội phối hợp Bưu điện quận vận động đối tượng mở tài khoản, phấn đấu hoàn thành trong quý II/2024.
3. Về số hóa: UBND các phường Bùi Hữu Nghĩa, Long Hòa khẩn trương bố trí nhân sự, hoàn thành số hóa hồ sơ tồn chậm nhất ngày 15/5/2024.
4. Về tuyên truyền: giao Quận đoàn ra quân mỗi tuần một buổi; thực hiện từ nay đến hết tháng 6/2024.
Thừa lệnh Chủ tịch UBND quận, Văn phòng thông báo đến các đơn vị biết, thực hiện./.
";

const ON_POINTS_TASKS: [&str; 4] = [
    "II 1. | Tham mưu UBND quận ban hành kế hoạch cao điểm | Công an quận |  | before_day | 2024-04-25",
    "II 2. | Vận động đối tượng mở tài khoản | Phòng Lao động - Thương binh và Xã hội | Bưu điện trên địa bàn quận | in_quarter | 2024-06-30",
    "II 3. | Khẩn trương bố trí nhân sự, hoàn thành số hóa hồ sơ tồn | Phường Bùi Hữu Nghĩa; Phường Long Hòa |  | by_day | 2024-05-15",
    "II 4. | Ra quân mỗi tuần một buổi | Quận đoàn |  | between | 2024-06-30",
];

/// Time and unit close each paragraph in the same line.
const CLOSING: &str = "
ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY
Số: 66/KH-UBND
Bình Thủy, ngày 22 tháng 4 năm 2024
KẾ HOẠCH
Thúc đẩy thanh toán không dùng tiền mặt năm 2024
Phần I
MỤC TIÊU
Đến hết năm 2024, 80% cơ sở kinh doanh có mã QR.
Phần II
NHIỆM VỤ, GIẢI PHÁP
1. Khảo sát, lập danh sách hộ kinh doanh cố định tại các chợ. Đơn vị chủ trì: UBND các phường. Đơn vị phối hợp: Phòng Tài chính - Kế hoạch. Thời gian hoàn thành: Tháng 5/2024.
2. Vận động hộ kinh doanh đăng ký mã QR; phấn đấu 80% hộ có mã. Đơn vị chủ trì: UBND các phường; thời gian thực hiện: từ tháng 5 đến tháng 9/2024.
3. Miễn phí chuyển tiền khi nộp thuế, phí:
- Chủ trì: Cơ quan thuế quản lý địa bàn quận.
- Thời hạn: thực hiện thường xuyên.
4. Sơ kết mô hình “Chợ 4.0”, nhân rộng ra toàn quận (Phòng Tài chính - Kế hoạch tham mưu, trong quý IV/2024).
Phần III
TỔ CHỨC THỰC HIỆN
- Các đơn vị xây dựng kế hoạch cụ thể.
- Phòng Tài chính - Kế hoạch tổng hợp, báo cáo UBND quận định kỳ ngày 15 hằng tháng.
Trên đây là Kế hoạch của UBND quận./.
";

const CLOSING_TASKS: [&str; 6] = [
    "II 1. | Khảo sát, lập danh sách hộ kinh doanh cố định tại các chợ | 8 phường | Phòng Tài chính - Kế hoạch | in_month | 2024-05-31",
    "II 2. | Vận động hộ kinh doanh đăng ký mã QR; phấn đấu 80% hộ có mã | 8 phường |  | between | 2024-09-30",
    "II 3. | Miễn phí chuyển tiền khi nộp thuế, phí | Cơ quan thuế quản lý địa bàn quận |  | permanent | ",
    "II 4. | Sơ kết mô hình “Chợ 4.0”, nhân rộng ra toàn quận | Phòng Tài chính - Kế hoạch |  | in_quarter | 2024-12-31",
    "III - | Xây dựng kế hoạch cụ thể | 8 phường |  | none | ",
    "III - | Tổng hợp, báo cáo UBND quận | Phòng Tài chính - Kế hoạch |  | recurring | ",
];

/// Months as columns below two years, and a plan that names its document in its annex only.
const OVER_YEARS: &str = "
PHỤ LỤC
TIẾN ĐỘ SỐ HÓA HỒ SƠ ĐẤT ĐAI
(Kèm theo Kế hoạch số 70/KH-UBND ngày 03/5/2024 của UBND quận Bình Thủy)
| STT | Công việc | Đơn vị thực hiện | Năm 2024 | < | < | Năm 2025 | < |
| ^ | ^ | ^ | Tháng 10 | Tháng 11 | Tháng 12 | Tháng 1 | Tháng 2 |
| 1 | Kiểm kê hồ sơ | Phòng TN&MT | x | | | | |
| 2 | Quét và nhập liệu | Phòng TN&MT; UBND các phường | | x | x | x | |
| 3 | Nghiệm thu, bàn giao | Phòng TN&MT | | | | | 15/2 |
";

const OVER_YEARS_TASKS: [&str; 3] = [
    "Nhiệm vụ 1 | Kiểm kê hồ sơ | Phòng Tài nguyên và Môi trường |  | in_month | 2024-10-31",
    "Nhiệm vụ 2 | Quét và nhập liệu | Phòng Tài nguyên và Môi trường; 8 phường |  | between | 2025-01-31",
    "Nhiệm vụ 3 | Nghiệm thu, bàn giao | Phòng Tài nguyên và Môi trường |  | by_day | 2025-02-15",
];

#[test]
fn work_below_the_names_of_units() {
    let desk = district();
    check("handed out", &desk.docx(HANDED_OUT), &HANDED_OUT_TASKS);
}

#[test]
fn points_with_work_behind_a_colon() {
    let desk = district();
    let reading = desk.docx(ON_POINTS);
    check("points", &reading, &ON_POINTS_TASKS);
    let document = reading.document.as_ref().expect("its document");
    assert_eq!(
        (document.number.as_str(), document.issuer.as_str()),
        ("27/TB-VP", "VĂN PHÒNG")
    );
}

#[test]
fn time_and_unit_at_the_end_of_the_paragraph() {
    let desk = district();
    check("closing", &desk.docx(CLOSING), &CLOSING_TASKS);
}

#[test]
fn a_time_line_over_two_years() {
    let desk = district();
    check("years", &desk.xlsx(OVER_YEARS), &OVER_YEARS_TASKS);
}
