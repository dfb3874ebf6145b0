//! Plans written as running text: headings, sentences that give work to somebody, what stands in the letterhead.

use so06::domain::{Day, ErrorCode};
use so06::engine::plan_intake::{PlanChoices, PlanReading, PlanRowRole};

use super::desk::{check, district, docx, tasks};
use crate::support::day;

/// The yearly plan of a district: purpose, work with its labels in lines, who organises what.
const YEARLY: &str = "
| ỦY BAN NHÂN DÂN⏎QUẬN BÌNH THỦY⏎Số: 21/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM⏎Độc lập - Tự do - Hạnh phúc⏎Bình Thủy, ngày 26 tháng 01 năm 2024 |
---
KẾ HOẠCH
Triển khai Đề án 06 trên địa bàn quận Bình Thủy năm 2024
Căn cứ Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, tầm nhìn đến năm 2030 (Đề án 06);
Thực hiện Kế hoạch số 17/KH-UBND ngày 19/01/2024 của UBND thành phố Cần Thơ, UBND quận xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Triển khai đầy đủ, đúng tiến độ các nhiệm vụ của Đề án 06 trong năm 2024.
- Nâng cao nhận thức của cán bộ, công chức và người dân.
2. Yêu cầu
Các đơn vị, địa phương xác định rõ trách nhiệm, lộ trình; báo cáo kịp thời khó khăn, vướng mắc.
II. NHIỆM VỤ TRỌNG TÂM
1. Hoàn thiện thể chế
a) Rà soát các văn bản do quận ban hành có quy định về sổ hộ khẩu giấy, kiến nghị sửa đổi, bãi bỏ.
- Đơn vị chủ trì: Phòng Tư pháp.
- Đơn vị phối hợp: Công an quận, UBND các phường.
- Thời gian hoàn thành: trong quý II/2024.
b) Ban hành quy chế phối hợp làm sạch dữ liệu dân cư.
- Đơn vị chủ trì: Công an quận.
- Thời gian hoàn thành: trước ngày 30/4/2024.
2. Phát triển dữ liệu
a) Làm sạch dữ liệu hộ tịch, bảo hiểm, y tế, giáo dục, bảo đảm “đúng, đủ, sạch, sống”.
- Đơn vị chủ trì: Phòng Tư pháp, BHXH quận, Trung tâm Y tế quận, Phòng GD&ĐT.
- Đơn vị phối hợp: Công an quận.
- Thời gian hoàn thành: trong năm 2024.
III. TỔ CHỨC THỰC HIỆN
1. Công an quận
- Chủ trì, phối hợp với các phòng, ban liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch này.
- Tổng hợp, báo cáo UBND quận trước ngày 20 hằng tháng.
2. Phòng Tài chính - Kế hoạch
Tham mưu UBND quận bố trí kinh phí thực hiện Kế hoạch, hoàn thành trong tháng 3/2024.
3. UBND các phường
- Xây dựng kế hoạch của địa phương, gửi về Công an quận trước ngày 10/3/2024.
- Tuyên truyền, vận động Nhân dân kích hoạt tài khoản định danh điện tử.
Trên đây là Kế hoạch triển khai Đề án 06 năm 2024; yêu cầu các đơn vị, UBND các phường nghiêm túc thực hiện./.
---
| Nơi nhận:⏎- UBND TP. Cần Thơ;⏎- Lưu: VT. | TM. ỦY BAN NHÂN DÂN⏎CHỦ TỊCH |
";

const YEARLY_TASKS: [&str; 8] = [
    "II.1 a) | Rà soát các văn bản do quận ban hành có quy định về sổ hộ khẩu giấy, kiến nghị sửa đổi, bãi bỏ | Phòng Tư pháp | Công an quận; 8 phường | in_quarter | 2024-06-30",
    "II.1 b) | Ban hành quy chế phối hợp làm sạch dữ liệu dân cư | Công an quận |  | before_day | 2024-04-29",
    "II.2 a) | Làm sạch dữ liệu hộ tịch, bảo hiểm, y tế, giáo dục, bảo đảm “đúng, đủ, sạch, sống” | Phòng Tư pháp; Bảo hiểm xã hội quận; Trung tâm Y tế quận; Phòng Giáo dục và Đào tạo | Công an quận | in_year | 2024-12-31",
    "III - | Theo dõi, đôn đốc việc thực hiện Kế hoạch này | Công an quận | “các phòng, ban liên quan” | none | ",
    "III - | Tổng hợp, báo cáo UBND quận | Công an quận |  | recurring | ",
    "III  | Tham mưu UBND quận bố trí kinh phí thực hiện Kế hoạch | Phòng Tài chính - Kế hoạch |  | in_month | 2024-03-31",
    "III - | Xây dựng kế hoạch của địa phương, gửi về Công an quận | 8 phường |  | before_day | 2024-03-09",
    "III - | Tuyên truyền, vận động Nhân dân kích hoạt tài khoản định danh điện tử | 8 phường |  | none | ",
];

/// A công văn whose letterhead is typed with tabs; units and days stand in the sentences.
const LETTER: &str = "
UBND QUẬN BÌNH THỦY\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỔ CÔNG TÁC ĐỀ ÁN 06\tĐộc lập - Tự do - Hạnh phúc
Số: 08/TCT\tBình Thủy, ngày 04 tháng 3 năm 2024
V/v đẩy mạnh kích hoạt tài khoản định danh điện tử
Kính gửi:
- Các phòng, ban, ngành quận;
- UBND các phường.
Qua theo dõi, đến ngày 29/02/2024 toàn quận còn 12.480 tài khoản chưa kích hoạt, trong đó có 03 phường đạt dưới 60%. Để hoàn thành chỉ tiêu được giao, Tổ công tác quận yêu cầu:
1. Giao Công an quận chủ trì, phối hợp với UBND các phường và các đơn vị có liên quan rà soát, lập danh sách công dân chưa kích hoạt theo từng tổ dân phố; xong trước ngày 15/3/2024.
2. Giao Phòng Văn hóa và Thông tin xây dựng tin, bài tuyên truyền trên hệ thống truyền thanh cơ sở, phát từ nay đến hết ngày 30/4/2024.
3. Đề nghị Bảo hiểm xã hội quận, Bưu điện quận bố trí nhân viên hỗ trợ người dân tại Bộ phận Một cửa trong thời gian cao điểm (từ ngày 10/3/2024 đến ngày 30/4/2024).
4. UBND các phường Trà An, Trà Nóc và Thới An Đông tổ chức lưu động tại khu dân cư, khu công nghiệp vào thứ Bảy hằng tuần; báo cáo kết quả về Công an quận trước 16h00 thứ Năm hằng tuần.
Nhận được Công văn này, yêu cầu Thủ trưởng các đơn vị, Chủ tịch UBND các phường nghiêm túc triển khai thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
";

const LETTER_TASKS: [&str; 5] = [
    "Nhiệm vụ 1. | Rà soát, lập danh sách công dân chưa kích hoạt theo từng tổ dân phố | Công an quận | 8 phường; “các đơn vị có liên quan” | before_day | 2024-03-14",
    "Nhiệm vụ 2. | Xây dựng tin, bài tuyên truyền trên hệ thống truyền thanh cơ sở | Phòng Văn hóa và Thông tin |  | between | 2024-04-30",
    "Nhiệm vụ 3. | Bố trí nhân viên hỗ trợ người dân tại Bộ phận Một cửa trong thời gian cao điểm | Bảo hiểm xã hội quận; Bưu điện trên địa bàn quận |  | between | 2024-04-30",
    "Nhiệm vụ 4. | Tổ chức lưu động tại khu dân cư, khu công nghiệp | Phường Trà An; Phường Trà Nóc; Phường Thới An Đông |  | recurring | ",
    "Nhiệm vụ 4. | Báo cáo kết quả về Công an quận | Phường Trà An; Phường Trà Nóc; Phường Thới An Đông |  | recurring | ",
];

/// A programme: who and when stand in brackets, on lines of their own, or behind the sentence.
const PROGRAMME: &str = "
ỦY BAN NHÂN DÂN
QUẬN BÌNH THỦY
Số: 05/CTr-UBND
Bình Thủy, ngày 08 tháng 01 năm 2024
CHƯƠNG TRÌNH
Công tác chuyển đổi số quận Bình Thủy năm 2024
I. CHỈ TIÊU
- Tỷ lệ hồ sơ trực tuyến đạt 80%.
- 100% phường có tổ công nghệ số cộng đồng.
II. NỘI DUNG THỰC HIỆN
1. Phát triển hạ tầng số
1.1. Nâng cấp đường truyền, thiết bị đầu cuối tại Bộ phận Một cửa các phường (Phòng Văn hóa và Thông tin chủ trì, phối hợp UBND các phường; thời gian hoàn thành: trong quý II/2024).
1.2. Lắp đặt camera giám sát tại Bộ phận Một cửa quận (Văn phòng HĐND và UBND quận chủ trì; xong trước ngày 30/6/2024).
2. Phát triển công dân số
2.1. Tổ chức cấp chữ ký số cá nhân miễn phí cho người dân khi đến thực hiện thủ tục hành chính.
(Thời gian hoàn thành: trong quý III/2024)
Giao Phòng Văn hóa và Thông tin chủ trì, phối hợp với Công an quận, Quận đoàn thực hiện.
2.2. Duy trì hoạt động của tổ công nghệ số cộng đồng; do UBND các phường thực hiện thường xuyên.
3. Tuyên truyền, tập huấn
Giao Phòng Nội vụ chủ trì tổ chức 02 lớp tập huấn kỹ năng số cho cán bộ, công chức; hoàn thành trong tháng 5/2024.
III. KINH PHÍ
Kinh phí thực hiện từ nguồn ngân sách quận năm 2024 theo phân cấp hiện hành.
";

const PROGRAMME_TASKS: [&str; 5] = [
    "II.1 1.1. | Nâng cấp đường truyền, thiết bị đầu cuối tại Bộ phận Một cửa các phường | Phòng Văn hóa và Thông tin | 8 phường | in_quarter | 2024-06-30",
    "II.1 1.2. | Lắp đặt camera giám sát tại Bộ phận Một cửa quận | Văn phòng |  | before_day | 2024-06-29",
    "II.2 2.1. | Tổ chức cấp chữ ký số cá nhân miễn phí cho người dân khi đến thực hiện thủ tục hành chính | Phòng Văn hóa và Thông tin | Công an quận; Quận đoàn | in_quarter | 2024-09-30",
    "II.2 2.2. | Duy trì hoạt động của tổ công nghệ số cộng đồng | 8 phường |  | permanent | ",
    "II.3  | Tổ chức 02 lớp tập huấn kỹ năng số cho cán bộ, công chức | Phòng Nội vụ |  | in_month | 2024-05-31",
];

/// A small plan of a department: labels in one line below each entry.
const DEPARTMENT: &str = "
UBND QUẬN BÌNH THỦY
PHÒNG VĂN HÓA VÀ THÔNG TIN
Số: 11/KH-VHTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Thủy, ngày 25 tháng 3 năm 2024
KẾ HOẠCH
Tuyên truyền Đề án 06 quý II năm 2024
I. NỘI DUNG
1. Tuyên truyền trên hệ thống truyền thanh
Nội dung: lợi ích của tài khoản định danh điện tử mức độ 2, cách phòng tránh lừa đảo.
Đơn vị chủ trì: Trung tâm Văn hóa, Thể thao và Truyền thanh quận; Thời hạn: hằng tuần.
2. Xây dựng 08 cụm pa nô tại trụ sở UBND các phường
Đơn vị chủ trì: Phòng Văn hóa và Thông tin; Đơn vị phối hợp: UBND các phường; Thời hạn: trước ngày 25/4/2024; Sản phẩm: 08 cụm pa nô.
3. Thi tìm hiểu trực tuyến
- Chủ trì: Quận đoàn
- Phối hợp: Phòng Giáo dục và Đào tạo
- Thời gian: từ ngày 15/4/2024 đến ngày 15/5/2024
- Sản phẩm: 01 cuộc thi, tối thiểu 2.000 lượt
II. KINH PHÍ
Từ nguồn kinh phí sự nghiệp năm 2024 của Phòng.
III. TỔ CHỨC THỰC HIỆN
Giao bộ phận thông tin theo dõi, tổng hợp, báo cáo Trưởng phòng trước ngày 20/6/2024.
Trên đây là Kế hoạch tuyên truyền Đề án 06 quý II năm 2024./.
Nơi nhận:
- UBND quận;
- Lưu: VT.
TRƯỞNG PHÒNG
";

const DEPARTMENT_TASKS: [&str; 4] = [
    "I 1. | Tuyên truyền trên hệ thống truyền thanh | “Trung tâm Văn hóa, Thể thao và Truyền thanh quận” |  | recurring | ",
    "I 2. | Xây dựng 08 cụm pa nô tại trụ sở UBND các phường | Phòng Văn hóa và Thông tin | 8 phường | before_day | 2024-04-24",
    "I 3. | Thi tìm hiểu trực tuyến | Quận đoàn | Phòng Giáo dục và Đào tạo | between | 2024-05-15",
    "III  | Theo dõi, tổng hợp, báo cáo Trưởng phòng | “bộ phận thông tin” |  | before_day | 2024-06-19",
];

/// A campaign: its text gives work, its annex has the table; the letterhead stands far above the table.
const CAMPAIGN: &str = "
| ỦY BAN NHÂN DÂN⏎QUẬN BÌNH THỦY⏎Số: 30/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM⏎Độc lập - Tự do - Hạnh phúc⏎Bình Thủy, ngày 05 tháng 02 năm 2024 |
---
KẾ HOẠCH
Cao điểm 60 ngày đêm cấp căn cước, kích hoạt định danh điện tử
Căn cứ Chỉ thị số 04/CT-TTg ngày 11/02/2024 của Thủ tướng Chính phủ về tiếp tục đẩy mạnh triển khai Đề án 06;
Căn cứ tiêu chí ban hành kèm theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ;
UBND quận ban hành Kế hoạch như sau:
I. MỤC TIÊU
Hoàn thành cấp căn cước cho 100% công dân đủ điều kiện; tỷ lệ kích hoạt đạt tối thiểu 70%.
II. THỜI GIAN THỰC HIỆN
Từ ngày 10/02/2024 đến hết ngày 10/4/2024.
III. TỔ CHỨC THỰC HIỆN
1. Công an quận theo dõi, đôn đốc; báo cáo UBND quận kết quả trước ngày 15/4/2024.
2. UBND các phường căn cứ Phụ lục kèm theo triển khai thực hiện.
3. Văn phòng HĐND và UBND quận bố trí phương tiện phục vụ các đoàn lưu động, xong trước ngày 01/3/2024.
Trên đây là Kế hoạch cao điểm; yêu cầu các đơn vị nghiêm túc thực hiện./.
---
| Nơi nhận:⏎- Như trên; | TM. ỦY BAN NHÂN DÂN |
---
PHỤ LỤC
NHIỆM VỤ CỤ THỂ
| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian hoàn thành |
| 1 | Rà soát, lập danh sách | Công an quận | 15/02/2024 |
| 2 | Cấp lưu động | Công an quận; UBND phường An Thới | 31/3/2024 |
";

const CAMPAIGN_TASKS: [&str; 4] = [
    "Nhiệm vụ 1 | Rà soát, lập danh sách | Công an quận |  | by_day | 2024-02-15",
    "Nhiệm vụ 2 | Cấp lưu động | Công an quận; Phường An Thới |  | by_day | 2024-03-31",
    "III 1. | Theo dõi, đôn đốc; báo cáo UBND quận kết quả | Công an quận |  | before_day | 2024-04-14",
    "III 3. | Bố trí phương tiện phục vụ các đoàn lưu động | Văn phòng |  | before_day | 2024-02-29",
];

/// Conclusions in long paragraphs: several works of one unit, each with its day.
const CONCLUSION: &str = "
UBND QUẬN BÌNH THỦY
VĂN PHÒNG
Số: 14/TB-VP
Bình Thủy, ngày 14 tháng 3 năm 2024
THÔNG BÁO
Kết luận của Chủ tịch UBND quận tại cuộc họp giao ban Đề án 06 tháng 3 năm 2024
Ngày 12/3/2024, Chủ tịch UBND quận chủ trì họp giao ban Đề án 06. Sau khi nghe Công an quận báo cáo và ý kiến của các đại biểu, Chủ tịch UBND quận kết luận như sau:
1. Công an quận: Chủ trì, phối hợp với Phòng Tư pháp rà soát 1.250 trường hợp sai lệch dữ liệu hộ tịch, hoàn thành trong tháng 3/2024. Tổng hợp số liệu kích hoạt tài khoản của từng phường, báo cáo Chủ tịch UBND quận trước ngày 25/3/2024.
2. Phòng Lao động - Thương binh và Xã hội khẩn trương hoàn thành việc chi trả trợ cấp qua tài khoản cho đối tượng đủ điều kiện, chậm nhất trong tháng 6/2024.
3. UBND các phường: Chủ động rà soát các nhiệm vụ gắn trực tiếp với người dân, doanh nghiệp; định kỳ thứ Năm hằng tuần gửi báo cáo về Công an quận.
4. Thống nhất chủ trương lựa chọn phường An Thới làm điểm mô hình “Phường không dùng tiền mặt”; giao UBND phường An Thới xây dựng kế hoạch, trình UBND quận trước ngày 05/4/2024.
Văn phòng HĐND và UBND quận thông báo để các đơn vị biết, thực hiện./.
";

const CONCLUSION_TASKS: [&str; 5] = [
    "Nhiệm vụ 1. | Rà soát 1.250 trường hợp sai lệch dữ liệu hộ tịch | Công an quận | Phòng Tư pháp | in_month | 2024-03-31",
    "Nhiệm vụ 1. | Tổng hợp số liệu kích hoạt tài khoản của từng phường, báo cáo Chủ tịch UBND quận | Công an quận |  | before_day | 2024-03-24",
    "Nhiệm vụ 2. | Khẩn trương hoàn thành việc chi trả trợ cấp qua tài khoản cho đối tượng đủ điều kiện | Phòng Lao động - Thương binh và Xã hội |  | in_month | 2024-06-30",
    "Nhiệm vụ 3. | Chủ động rà soát các nhiệm vụ gắn trực tiếp với người dân, doanh nghiệp; gửi báo cáo về Công an quận | 8 phường |  | recurring | ",
    "Nhiệm vụ 4. | Xây dựng kế hoạch, trình UBND quận | Phường An Thới |  | before_day | 2024-04-04",
];

/// Numbers that Word gives by itself stand in no text of the document.
const NUMBERED: &str = "
ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY
Số: 44/KH-UBND
Bình Thủy, ngày 01 tháng 3 năm 2024
KẾ HOẠCH
Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính năm 2024
@1.0 MỤC ĐÍCH
@1.2 Hình thành kho dữ liệu điện tử của quận.
@1.0 NHIỆM VỤ
@1.1 Chuẩn bị
@2.0 Thống kê hồ sơ còn hiệu lực. Giao Văn phòng HĐND và UBND quận chủ trì; xong trước ngày 20/3/2024.
@2.0 Mua sắm máy quét. Giao Phòng Tài chính - Kế hoạch chủ trì; xong trước ngày 30/3/2024.
@1.1 Thực hiện số hóa
@3.0 Số hóa hồ sơ hộ tịch
@1.2 Đơn vị chủ trì: Phòng Tư pháp
@1.2 Thời hạn: 30/9/2024
@3.0 Số hóa hồ sơ đất đai
@1.2 Đơn vị chủ trì: Phòng Tài nguyên và Môi trường
@1.2 Thời hạn: 31/10/2024
";

const NUMBERED_TASKS: [&str; 4] = [
    "II.1 a) | Thống kê hồ sơ còn hiệu lực | Văn phòng |  | before_day | 2024-03-19",
    "II.1 b) | Mua sắm máy quét | Phòng Tài chính - Kế hoạch |  | before_day | 2024-03-29",
    "II.2 a) | Số hóa hồ sơ hộ tịch | Phòng Tư pháp |  | by_day | 2024-09-30",
    "II.2 b) | Số hóa hồ sơ đất đai | Phòng Tài nguyên và Môi trường |  | by_day | 2024-10-31",
];

/// Number, day and issuer as the letterhead has them, and the title.
fn head(reading: &PlanReading, number: &str, issued: &str, issuer: &str, title: &str) {
    let document = reading.document.as_ref().expect("its document");
    let found: (&str, Option<Day>, &str, &str) = (
        &document.number,
        document.day,
        &document.issuer,
        &reading.title,
    );
    assert_eq!(found, (number, Some(day(issued)), issuer, title));
    assert_eq!(reading.issued, Some(day(issued)), "for years left out");
}

/// What copying the text gives.
fn copied(drawing: &str) -> String {
    let lines = drawing.lines().filter(|line| *line != "---");
    let cells = lines.map(|line| line.trim_matches('|').replace(['⏎', '|'], "\n"));
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_yearly_plan_with_labels_below_its_work() {
    let desk = district();
    for reading in [desk.docx(YEARLY), desk.text(&copied(YEARLY))] {
        check(&reading.kind, &reading, &YEARLY_TASKS);
        head(
            &reading,
            "21/KH-UBND",
            "2024-01-26",
            "ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY",
            "Kế hoạch triển khai Đề án 06 trên địa bàn quận Bình Thủy năm 2024",
        );
        let titles: Vec<&str> = reading
            .groups
            .iter()
            .map(|own| own.title.as_str())
            .collect();
        assert_eq!(
            titles,
            [
                "Hoàn thiện thể chế",
                "Phát triển dữ liệu",
                "TỔ CHỨC THỰC HIỆN"
            ]
        );
    }
}

#[test]
fn a_letter_with_units_and_days_in_its_sentences() {
    let desk = district();
    for reading in [desk.docx(LETTER), desk.text(&copied(LETTER))] {
        check(&reading.kind, &reading, &LETTER_TASKS);
        head(
            &reading,
            "08/TCT",
            "2024-03-04",
            "TỔ CÔNG TÁC ĐỀ ÁN 06",
            "V/v đẩy mạnh kích hoạt tài khoản định danh điện tử",
        );
        let all = tasks(&reading);
        assert!(
            !all[3].sure && !all[4].sure && all[0].sure,
            "what was parted is to be looked at"
        );
        assert!(
            all[0].content.contains("xong trước ngày 15/3/2024"),
            "the sentence is kept as it stands: {}",
            all[0].content
        );
    }
}

#[test]
fn a_programme_with_who_and_when_in_brackets() {
    let desk = district();
    for reading in [desk.docx(PROGRAMME), desk.text(&copied(PROGRAMME))] {
        check(&reading.kind, &reading, &PROGRAMME_TASKS);
        head(
            &reading,
            "05/CTr-UBND",
            "2024-01-08",
            "ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY",
            "Chương trình công tác chuyển đổi số quận Bình Thủy năm 2024",
        );
    }
}

#[test]
fn a_department_writes_its_labels_in_one_line() {
    let desk = district();
    for reading in [desk.docx(DEPARTMENT), desk.text(&copied(DEPARTMENT))] {
        check(&reading.kind, &reading, &DEPARTMENT_TASKS);
        head(
            &reading,
            "11/KH-VHTT",
            "2024-03-25",
            "PHÒNG VĂN HÓA VÀ THÔNG TIN",
            "Kế hoạch tuyên truyền Đề án 06 quý II năm 2024",
        );
        let all = tasks(&reading);
        assert_eq!(all[1].deliverable, "08 cụm pa nô");
        assert_eq!(all[2].deliverable, "01 cuộc thi, tối thiểu 2.000 lượt");
        assert!(all[0].content.contains("phòng tránh lừa đảo"));
    }
}

#[test]
fn a_table_goes_first_and_the_text_is_read_too() {
    let desk = district();
    let reading = desk.docx(CAMPAIGN);
    check("both", &reading, &CAMPAIGN_TASKS);
    head(
        &reading,
        "30/KH-UBND",
        "2024-02-05",
        "ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY",
        "Kế hoạch cao điểm 60 ngày đêm cấp căn cước, kích hoạt định danh điện tử",
    );
    let places: Vec<u32> = reading.rows.iter().map(|row| row.row).collect();
    let mut once = places.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), places.len(), "each row has a place of its own");
    let told = &tasks(&reading)[2].remarks;
    assert!(
        told.iter().any(|own| own.contains("phần lời")),
        "where it comes from is said: {told:?}"
    );
}

#[test]
fn conclusions_in_long_paragraphs() {
    let desk = district();
    for reading in [desk.docx(CONCLUSION), desk.text(&copied(CONCLUSION))] {
        check(&reading.kind, &reading, &CONCLUSION_TASKS);
        head(
            &reading,
            "14/TB-VP",
            "2024-03-14",
            "VĂN PHÒNG",
            "Thông báo kết luận của Chủ tịch UBND quận tại cuộc họp giao ban Đề án 06 tháng 3 năm 2024",
        );
    }
}

#[test]
fn numbers_that_word_gives_by_itself() {
    let desk = district();
    let reading = desk.docx(NUMBERED);
    check("numbered", &reading, &NUMBERED_TASKS);
    head(
        &reading,
        "44/KH-UBND",
        "2024-03-01",
        "ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY",
        "Kế hoạch số hóa hồ sơ, kết quả giải quyết thủ tục hành chính năm 2024",
    );
}

#[test]
fn a_text_without_work_is_refused_in_words() {
    let desk = district();
    let bytes = docx(
        "
ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY
GIẤY XÁC NHẬN
Nay xác nhận ông A là cán bộ của cơ quan.
",
    );
    let error = desk
        .file("giấy.docx", &bytes, &PlanChoices::default())
        .expect_err("no plan");
    assert_eq!(error.code, ErrorCode::NoPlanTable);
}

#[test]
fn what_is_no_work_is_not_lost() {
    let desk = district();
    let reading = desk.docx(YEARLY);
    let skipped = reading
        .rows
        .iter()
        .filter(|row| row.role == PlanRowRole::Skipped);
    let words: Vec<String> = skipped
        .map(|row| format!("{} {}", row.title, row.remarks.join(" ")))
        .collect();
    assert!(
        words.iter().any(|own| own.contains("MỤC ĐÍCH, YÊU CẦU")),
        "sections that were passed over are named: {words:?}"
    );
}
