//! A report as such an office signs it: quận Bình Thủy, first quarter of 2024, with both annexes.
//! The figures by phường are made up.

use chrono::NaiveDate;
use so06::domain::instant::Instant;
use so06::report::content::{
    Align, Annex, Block, Column, Document, Form, Letterhead, Level, Orientation, Reference, Row,
    Run, Signature, Table,
};

/// The report, as a draft without number and day.
pub fn quarter() -> Document {
    let day = NaiveDate::from_ymd_opt(2024, 3, 31).unwrap();
    Document {
        title: "Báo cáo kết quả triển khai, thực hiện Đề án 06 quý I năm 2024".to_owned(),
        form: Form::Report,
        letterhead: Letterhead {
            superior: vec!["ỦY BAN NHÂN DÂN".to_owned()],
            issuer: vec!["QUẬN BÌNH THỦY".to_owned()],
            number: None,
            symbol: "BC-UBND".to_owned(),
            place: "Bình Thủy".to_owned(),
            day: None,
            year: 2024,
        },
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec![
            "Kết quả triển khai, thực hiện Đề án 06 quý I năm 2024 trên địa bàn quận Bình Thủy"
                .to_owned(),
        ],
        addressees: vec!["Tổ công tác triển khai Đề án 06 thành phố Cần Thơ".to_owned()],
        body: body(),
        signature: Signature {
            lines: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
                .map(str::to_owned)
                .to_vec(),
            name: String::new(),
        },
        recipients: [
            "Như trên",
            "TT. Quận ủy, TT. HĐND quận",
            "Thành viên Tổ công tác triển khai Đề án 06 quận",
            "UBND 8 phường",
            "Lưu: VT, CAQ",
        ]
        .map(str::to_owned)
        .to_vec(),
        annexes: vec![figures(), tasks()],
        code: None,
        watermark: None,
        author: "Ủy ban nhân dân quận Bình Thủy".to_owned(),
        keywords: vec!["Đề án 06".to_owned(), "báo cáo".to_owned()],
        created: Instant {
            day,
            time: chrono::NaiveTime::from_hms_opt(17, 0, 0),
        },
    }
}

fn section(text: &str, key: &str) -> Block {
    Block::Heading {
        level: Level::Section,
        text: text.to_owned(),
        key: Some(key.to_owned()),
    }
}

fn subsection(text: &str) -> Block {
    Block::Heading {
        level: Level::Subsection,
        text: text.to_owned(),
        key: None,
    }
}

fn body() -> Vec<Block> {
    let counted = Block::Paragraph {
        key: None,
        runs: vec![
            Run::plain("Đến ngày 22 tháng 02 năm 2024, toàn quận đã tiếp nhận "),
            Run::plain("trên 98.000"),
            Run::plain(" hồ sơ, kích hoạt "),
            Run::plain("trên 92.400"),
            Run::plain(" tài khoản định danh điện tử, đạt "),
            Run::plain("khoảng 94,29%"),
            Run::plain(
                " so với số hồ sơ đã tiếp nhận. Đơn vị đạt tỷ lệ cao: phường An Thới 104,12%; phường Bình Thủy \
                 101,35%. Đơn vị đạt tỷ lệ thấp: phường Thới An Đông 81,07%; phường Long Tuyền 83,44%. Có 01 đơn \
                 vị chưa phát sinh số liệu: phường Trà Nóc. Chi tiết tại Phụ lục I.",
            ),
        ],
    };
    let mut out = vec![
        Block::plain(
            "Thực hiện Thông báo số 96/TB-VPCP ngày 13 tháng 3 năm 2024 của Văn phòng Chính phủ về kết luận của Phó \
             Thủ tướng Trần Lưu Quang tại cuộc họp về việc thúc đẩy triển khai Đề án phát triển ứng dụng dữ liệu về \
             dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, tầm nhìn \
             đến năm 2030 (sau đây gọi tắt là Đề án 06), Ủy ban nhân dân quận Bình Thủy báo cáo kết quả thực hiện \
             quý I năm 2024 (số liệu tính đến ngày 14/3/2024) như sau:",
        ),
        section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "direction"),
        Block::plain(
            "Ủy ban nhân dân quận đã ban hành Kế hoạch triển khai Đề án 06 năm 2024; phân công 26 nhiệm vụ cho 11 cơ \
             quan, đơn vị và 8 phường, bảo đảm rõ người, rõ việc, rõ thời gian, rõ kết quả. Tổ công tác quận họp \
             giao ban 03 lần, ban hành 05 văn bản đôn đốc các đơn vị có nhiệm vụ chậm tiến độ.",
        ),
        section("II. KẾT QUẢ THỰC HIỆN", "results"),
        subsection("1. Tiến độ thực hiện nhiệm vụ"),
        Block::plain(
            "Trong tổng số 26 nhiệm vụ được giao: đã hoàn thành 9 nhiệm vụ (đúng hạn 8, quá hạn 1); đang thực hiện \
             trong hạn 12 nhiệm vụ; sắp đến hạn 2 nhiệm vụ; quá hạn chưa hoàn thành 1 nhiệm vụ; không quy định thời \
             hạn 2 nhiệm vụ (chi tiết tại Phụ lục II). Nhiệm vụ quá hạn chưa hoàn thành: làm sạch dữ liệu hộ tịch, \
             do Phòng Tư pháp chủ trì, thời hạn 29/02/2024.",
        ),
        subsection(
            "2. Nhóm tiện ích phục vụ giải quyết thủ tục hành chính và cung cấp dịch vụ công trực tuyến trên địa \
             bàn quận",
        ),
        Block::plain(
            "a) Quận tiếp tục thực hiện 25 dịch vụ công thiết yếu, trong đó có 02 nhóm dịch vụ công liên thông. \
             Trong kỳ, Bộ phận Một cửa các cấp tiếp nhận 7.642 hồ sơ, trong đó hồ sơ trực tuyến 4.700/7.642 hồ sơ, \
             đạt 61,50%, tăng 3,20 điểm phần trăm so với kỳ trước.",
        ),
        Block::plain(
            "b) Tỷ lệ số hóa thành phần hồ sơ đạt 39,9%; tỷ lệ số hóa kết quả giải quyết thủ tục hành chính đạt \
             42,6%; tỷ lệ hồ sơ thanh toán trực tuyến đạt 19,2%, còn thấp so với yêu cầu.",
        ),
        subsection("3. Nhóm tiện ích phục vụ phát triển kinh tế - xã hội"),
        Block::plain(
            "Các cơ sở khám bệnh, chữa bệnh trên địa bàn đã tra cứu thông tin thẻ bảo hiểm y tế bằng căn cước công \
             dân gắn chip; việc chi trả an sinh xã hội qua tài khoản được thực hiện tại 8/8 phường. Phòng Lao động - \
             Thương binh và Xã hội phối hợp Công an quận rà soát, đối chiếu dữ liệu người hưởng chính sách.",
        ),
        subsection("4. Nhóm tiện ích phục vụ phát triển công dân số"),
        counted,
        Block::Table(Table {
            columns: vec![
                Column::new("STT", 1.0, Align::Center),
                Column::new("Chỉ tiêu", 5.0, Align::Left),
                Column::new("Kết quả", 2.0, Align::Right),
                Column::new("Số liệu tính đến", 2.0, Align::Center),
            ],
            rows: vec![
                Row::body([
                    "1",
                    "Hồ sơ định danh điện tử đã tiếp nhận",
                    "trên 98.000",
                    "22/02/2024",
                ]),
                Row::body([
                    "2",
                    "Tài khoản định danh điện tử đã kích hoạt",
                    "trên 92.400",
                    "22/02/2024",
                ]),
                Row::body(["3", "Căn cước công dân gắn chip đã cấp", "", ""]),
            ],
            size: 13.0,
        }),
        subsection("5. Nhóm tiện ích hoàn thiện hệ sinh thái dữ liệu dân cư"),
    ];
    for text in [
        "Công an quận phối hợp các ngành làm sạch dữ liệu dân cư bảo đảm “đúng, đủ, sạch, sống”; đối chiếu dữ liệu \
         hộ tịch, bảo hiểm xã hội, người có công, hội viên các đoàn thể với Cơ sở dữ liệu quốc gia về dân cư.",
        "Trong quý, các phường đã rà soát, cập nhật biến động dân cư cho 1.204 trường hợp, điều chỉnh thông tin sai \
         lệch cho 317 trường hợp.",
    ] {
        out.push(Block::plain(text));
    }
    out.push(section(
        "III. TỒN TẠI, HẠN CHẾ, KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN",
        "difficulties",
    ));
    for text in [
        "1. Về dữ liệu: việc đối chiếu, làm sạch dữ liệu giữa các ngành còn chậm, chưa thống nhất về đầu mối; một số \
         trường thông tin trên phần mềm chuyên ngành không trùng với Cơ sở dữ liệu quốc gia về dân cư nên phải xác \
         minh thủ công.",
        "2. Về hạ tầng: máy tính tại Bộ phận Tiếp nhận và Trả kết quả của một số phường đã cũ; đường truyền có lúc \
         chập chờn vào giờ cao điểm.",
        "3. Về nguồn lực: công chức phường kiêm nhiệm nhiều việc; một bộ phận người dân, nhất là người lớn tuổi, chưa \
         có điện thoại thông minh hoặc thuê bao không chính chủ.",
    ] {
        out.push(Block::plain(text));
    }
    out.push(section("IV. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", "next"));
    for text in [
        "1. Hoàn thành 03 nhiệm vụ đến hạn trong quý II năm 2024: số hóa sổ hộ tịch; làm sạch dữ liệu hội viên Hội \
         Người cao tuổi; cấp chữ ký số cá nhân cho công chức Bộ phận Một cửa.",
        "2. Các phường có tỷ lệ kích hoạt dưới 90% tăng cường Tổ công nghệ số cộng đồng đến từng khu vực; để hoàn \
         thành chỉ tiêu trước ngày 30/6/2024, toàn quận cần kích hoạt thêm 5.600 tài khoản, bình quân 76 tài khoản \
         mỗi ngày làm việc.",
        "3. Phòng Văn hóa và Thông tin tiếp tục tuyên truyền lợi ích của tài khoản định danh điện tử, dịch vụ công \
         trực tuyến trên hệ thống truyền thanh và các nhóm Zalo khu vực.",
    ] {
        out.push(Block::plain(text));
    }
    out.push(section("V. ĐỀ XUẤT, KIẾN NGHỊ", "proposals"));
    out.push(Block::plain(
        "Đề nghị Tổ công tác thành phố sớm thống nhất biểu mẫu báo cáo và nguồn số liệu kích hoạt tài khoản định danh \
         điện tử.",
    ));
    out.push(Block::plain(
        "Trên đây là báo cáo kết quả triển khai, thực hiện Đề án 06 quý I năm 2024 trên địa bàn quận Bình Thủy./.",
    ));
    out
}

fn reference() -> Option<Reference> {
    Some(Reference {
        document: "Báo cáo".to_owned(),
        issuer: "Ủy ban nhân dân quận Bình Thủy".to_owned(),
    })
}

fn figures() -> Annex {
    let rows = [
        ["An Thới", "13.840", "14.410", "104,12", "+225", "1"],
        ["Bình Thủy", "12.800", "12.973", "101,35", "+145", "2"],
        ["Bùi Hữu Nghĩa", "11.050", "10.890", "98,55", "+98", "3"],
        ["Trà An", "6.200", "5.983", "96,50", "+31", "4"],
        ["Long Hòa", "13.200", "12.431", "94,17", "-49", "5"],
        ["Long Tuyền", "14.900", "12.433", "83,44", "+310", "6"],
        ["Thới An Đông", "12.700", "10.296", "81,07", "+402", "7"],
    ];
    let mut table = Table {
        columns: vec![
            Column::new("STT", 1.0, Align::Center),
            Column::new("Đơn vị", 4.2, Align::Left),
            Column::new("Chỉ tiêu", 2.2, Align::Right),
            Column::new("Kết quả", 2.2, Align::Right),
            Column::new("Tỷ lệ (%)", 1.8, Align::Right),
            Column::new("So với kỳ trước", 2.0, Align::Right),
            Column::new("Xếp hạng", 1.5, Align::Center),
        ],
        rows: Vec::new(),
        size: 13.0,
    };
    for (place, row) in rows.iter().enumerate() {
        let cells = [(place + 1).to_string(), format!("Phường {}", row[0])];
        table.rows.push(Row::body(
            cells
                .into_iter()
                .chain(row[1..].iter().map(|cell| (*cell).to_owned())),
        ));
    }
    table.rows.push(Row::body([
        "8",
        "Phường Trà Nóc",
        "8.300",
        "chưa phát sinh số liệu",
        "",
        "",
        "",
    ]));
    table.rows.push(Row::total([
        "",
        "Tổng cộng (7/8 đơn vị)",
        "84.690",
        "79.416",
        "93,77",
        "+1.162",
        "",
    ]));
    Annex {
        number: "I".to_owned(),
        title: "Kết quả kích hoạt tài khoản định danh điện tử theo đơn vị".to_owned(),
        reference: reference(),
        orientation: Orientation::Portrait,
        blocks: vec![
            Block::Table(table),
            Block::plain("Ghi chú: tổng cộng chỉ gồm các đơn vị có đủ chỉ tiêu và kết quả."),
        ],
    }
}

fn tasks() -> Annex {
    const WORK: [(&str, &str, &str, &str, &str); 8] = [
        (
            "Làm sạch dữ liệu hộ tịch, đối chiếu với Cơ sở dữ liệu quốc gia về dân cư",
            "Phòng Tư pháp",
            "Công an quận; UBND 8 phường",
            "29/02/2024",
            "Quá hạn chưa hoàn thành",
        ),
        (
            "Triển khai 25 dịch vụ công thiết yếu, trong đó có 02 nhóm dịch vụ công liên thông",
            "Văn phòng HĐND và UBND quận",
            "Công an quận; Phòng Tư pháp; Bảo hiểm xã hội quận",
            "Thường xuyên",
            "Không quy định thời hạn",
        ),
        (
            "Chi trả an sinh xã hội qua tài khoản cho đối tượng bảo trợ xã hội",
            "Phòng Lao động - Thương binh và Xã hội",
            "Bưu điện quận; UBND 8 phường",
            "Chậm nhất trong tháng 9/2024",
            "Đang thực hiện trong hạn",
        ),
        (
            "Số hóa sổ hộ tịch giai đoạn 2",
            "Phòng Tư pháp",
            "",
            "30/6/2024",
            "Đang thực hiện trong hạn",
        ),
        (
            "Tuyên truyền kích hoạt tài khoản định danh điện tử tại khu vực",
            "Quận đoàn",
            "Tổ công nghệ số cộng đồng",
            "Trong quý I/2024",
            "Hoàn thành đúng hạn",
        ),
        (
            "Rà soát thuê bao di động không chính chủ của cán bộ, công chức",
            "Phòng Văn hóa và Thông tin",
            "Các cơ quan, đơn vị",
            "Trước ngày 15/3/2024",
            "Hoàn thành đúng hạn",
        ),
        (
            "Cấp chữ ký số cá nhân",
            "Văn phòng HĐND và UBND quận",
            "",
            "Trong năm 2024",
            "Đang thực hiện trong hạn",
        ),
        (
            "Báo cáo kết quả thực hiện Đề án 06 hằng tuần về Tổ công tác thành phố",
            "Công an quận",
            "Các cơ quan, đơn vị",
            "Trước 16h00 thứ Năm hằng tuần",
            "Đang thực hiện trong hạn",
        ),
    ];
    let mut table = Table {
        columns: vec![
            Column::new("STT", 0.7, Align::Center),
            Column::new("Nội dung nhiệm vụ", 5.0, Align::Left),
            Column::new("Chủ trì", 2.6, Align::Left),
            Column::new("Phối hợp", 2.6, Align::Left),
            Column::new("Thời hạn", 1.8, Align::Center),
            Column::new("Kết quả", 1.6, Align::Left),
            Column::new("Đánh giá", 1.9, Align::Left),
        ],
        rows: Vec::new(),
        size: 12.0,
    };
    let groups = [
        "a) Giải quyết thủ tục hành chính và cung cấp dịch vụ công trực tuyến",
        "b) Phát triển kinh tế - xã hội",
        "c) Phát triển công dân số",
    ];
    for (group, name) in groups.iter().enumerate() {
        table.rows.push(Row::group(*name));
        for (place, (text, lead, partners, deadline, class)) in WORK.iter().enumerate() {
            let number = (group * WORK.len() + place + 1).to_string();
            table.rows.push(Row::body([
                number.as_str(),
                text,
                lead,
                partners,
                deadline,
                "",
                class,
            ]));
        }
    }
    table.rows.push(Row::total([
        "",
        "Tổng cộng: 24 nhiệm vụ",
        "",
        "",
        "",
        "",
        "",
    ]));
    Annex {
        number: "II".to_owned(),
        title: "Tiến độ thực hiện nhiệm vụ".to_owned(),
        reference: reference(),
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(table)],
    }
}
