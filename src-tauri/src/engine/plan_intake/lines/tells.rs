//! What headings and lines tell by their words: purpose, grounds, names of offices.

use super::super::columns::{holds, plain, starts};

/// Headings below which nothing is given. `section` says that it stands at the top, where more words are such.
pub(super) fn is_idle(text: &str, section: bool) -> bool {
    let words = plain(text);
    let work = [
        "nhiem vu",
        "giai phap",
        "phan cong",
        "to chuc thuc hien",
        "noi dung thuc hien",
    ];
    if work.iter().any(|own| holds(&words, own)) {
        return false;
    }
    let begins = |all: &[&str]| all.iter().any(|own| starts(&words, own));
    let always = begins(&[
        "muc dich",
        "yeu cau",
        "muc tieu",
        "chi tieu",
        "quan diem",
        "can cu",
        "co so phap ly",
        "kinh phi",
        "kinh gui",
        "pham vi",
        "nguyen tac",
        "doi tuong",
    ]);
    let at_top = begins(&[
        "danh gia",
        "ket qua",
        "tinh hinh",
        "thuc trang",
        "boi canh",
        "ton tai",
        "han che",
        "kho khan",
        "thoi gian",
        "dia diem",
        "thanh phan",
        "su can thiet",
        "nguon kinh phi",
        "nguon luc",
    ]);
    let short = text.chars().count() < 80 || section;
    short && (always || section && at_top)
}

/// Sentences that lead up to a plan.
pub(super) fn is_preamble(text: &str) -> bool {
    let words = plain(text);
    [
        "can cu",
        "kinh gui",
        "thuc hien ke hoach",
        "thuc hien quyet dinh",
        "thuc hien chi thi",
        "thuc hien cong van",
        "thuc hien nghi quyet",
        "thuc hien chuong trinh",
        "thuc hien thong bao",
        "qua theo doi",
        "sau khi",
        "thoi gian qua",
    ]
    .iter()
    .any(|own| starts(&words, own))
}

/// Whether a text begins as names of offices do. Words are taken with their marks: "Số hóa" is no Sở.
pub(super) fn is_office(text: &str) -> bool {
    const OFFICES: [&str; 52] = [
        "UBND",
        "Ủy ban",
        "Uỷ ban",
        "Phòng",
        "Văn phòng",
        "VP",
        "Công an",
        "Sở",
        "Ban",
        "BCĐ",
        "Hội",
        "Đoàn",
        "Quận đoàn",
        "Huyện đoàn",
        "Trung tâm",
        "Trạm",
        "Các phòng",
        "Các cơ quan",
        "Các đơn vị",
        "Các ban",
        "Các ngành",
        "Các phường",
        "Các xã",
        "Các tổ chức",
        "Các đoàn thể",
        "Các trường",
        "Các doanh nghiệp",
        "Các thành viên",
        "Tổ công tác",
        "Tổ Đề án",
        "Bộ phận",
        "Đảng ủy",
        "Trường",
        "Chi cục",
        "Bảo hiểm",
        "BHXH",
        "Bưu điện",
        "Kho bạc",
        "Ngân hàng",
        "Tòa án",
        "Viện",
        "Đội",
        "Thành viên",
        "Thủ trưởng",
        "Người đứng đầu",
        "Chủ tịch",
        "Mặt trận",
        "MTTQ",
        "Điện lực",
        "Đài",
        "Cơ quan",
        "Bộ",
    ];
    text.chars().count() < 120
        && OFFICES.iter().any(|own| {
            text.strip_prefix(own)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}
