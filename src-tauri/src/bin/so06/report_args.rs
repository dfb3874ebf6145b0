//! What can be typed about papers.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// A report.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Report {
    /// Biểu mẫu của cấp trên: fill, form
    #[command(subcommand)]
    pub act: Option<ReportAct>,
    /// progress, ranking (xếp hạng đơn vị), tasks, reminder (công văn đôn đốc), conclusion (thông báo kết luận), invitation (giấy mời),
    /// handout (tài liệu họp một trang), checklist (phiếu theo dõi công việc),
    /// delivery-record (biên bản giao nhận số liệu), handover (biên bản bàn giao sổ)
    #[arg(required = true, default_value = "")]
    pub kind: String,
    /// Kỳ
    #[arg(long)]
    pub period: Option<String>,
    /// Tính đến
    #[arg(long)]
    pub as_of: Option<String>,
    /// Đơn vị được đôn đốc (có thể nhiều), đơn vị của phiếu, đơn vị giao số liệu, đơn vị mà báo cáo nói riêng
    /// (progress, tasks), đơn vị cấp trên của các đơn vị được xếp hạng (ranking); không ghi thì đôn đốc mọi đơn vị có việc quá hạn
    #[arg(long)]
    pub body: Vec<String>,
    /// Công văn đôn đốc nêu thêm: việc sắp đến hạn, kết quả đã trả lại, số liệu chưa nộp
    #[arg(long, value_enum, value_delimiter = ',')]
    pub also: Vec<AlsoTold>,
    /// Chỉ tiêu của báo cáo xếp hạng; không ghi thì chỉ tiêu chính
    #[arg(long)]
    pub indicator: Option<String>,
    /// Số phiên họp, số nhiệm vụ (NV-001) hoặc mã mẫu danh mục việc; không ghi thì lấy phiên họp mới nhất
    #[arg(long)]
    pub id: Option<String>,
    /// Phiếu ghi sẵn những việc đã đánh dấu; không có thì in phiếu trống
    #[arg(long)]
    pub filled: bool,
    /// Phông chữ
    #[arg(long, value_enum, default_value_t = Font::Liberation)]
    pub font: Font,
    /// Tệp .pdf để in, ký, .docx để sửa trong Word, hoặc .xlsx để tính tiếp trong Excel
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Báo cáo nhanh: cùng các số ấy, ngắn gọn để gửi nhóm chat (progress, ranking, tasks); --out TỆP.txt hoặc ảnh
    /// TỆP.png, không ghi --out thì in ra màn hình
    #[arg(long, conflicts_with_all = ["submit", "issue"])]
    pub quick: bool,
    /// Trình ký: giữ nguyên nội dung như sổ lúc này, chờ số và ngày
    #[arg(long)]
    pub submit: bool,
    /// Ban hành với --number và --date
    #[arg(long)]
    pub issue: bool,
    #[command(flatten)]
    pub given: Given,
    /// Mẫu thể thức của cơ quan, theo tên hoặc khóa (letterhead.2); không ghi thì mẫu thường dùng
    #[arg(long)]
    pub profile: Option<String>,
    /// Thay thế văn bản đã ban hành này
    #[arg(long)]
    pub replaces: Option<i64>,
}

/// What văn thư gives a paper.
#[derive(Debug, Args)]
pub struct Given {
    /// Số văn bản do văn thư cấp
    #[arg(long)]
    pub number: Option<i64>,
    /// Ngày văn bản
    #[arg(long)]
    pub date: Option<String>,
    /// Đã kiểm tra đồng hồ máy và tiếp tục
    #[arg(long)]
    pub clock_ok: bool,
}

/// Papers that left the draft.
#[derive(Debug, Subcommand)]
pub enum Reports {
    /// Danh sách văn bản trình ký và đã ban hành
    List,
    /// Ban hành văn bản đã trình ký
    Issue {
        /// Văn bản
        id: i64,
        #[command(flatten)]
        given: Given,
    },
    /// Thu hồi văn bản đã trình ký về nháp
    TakeBack {
        /// Văn bản
        id: i64,
    },
    /// Báo cáo nhanh của một văn bản, đúng các số đã giữ; không ghi --out thì in ra màn hình
    Quick {
        /// Văn bản
        id: i64,
        /// Tệp .txt hoặc ảnh .png
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Vì sao khác: so hai văn bản từng số, kèm nguyên nhân
    Compare {
        /// Một văn bản
        one: i64,
        /// Văn bản kia
        other: i64,
    },
    /// Đối chiếu bản in: mã này là văn bản nào, có những số nào
    Verify {
        /// Mã 8 chữ và số in ở cuối văn bản
        code: String,
    },
    /// Các số của một văn bản, kèm khóa để truy nguồn
    Figures {
        /// Văn bản
        id: i64,
    },
    /// Những số trong sổ đã khác so với văn bản
    Changed {
        /// Văn bản
        id: i64,
    },
    /// Một số của văn bản từ đâu ra: các số liệu thành phần lúc lập văn bản
    Trace {
        /// Văn bản
        id: i64,
        /// Khóa của số, như “figures” cho biết
        key: String,
    },
    /// Đính kèm bản đã ký (PDF, docx hay ảnh chụp), và nêu chỗ khác với văn bản đã giữ
    Attach {
        /// Văn bản
        id: i64,
        /// Tệp
        file: PathBuf,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Những bản đã ký của một văn bản
    Signed {
        /// Văn bản
        id: i64,
    },
    /// In lại: chép đúng những byte đã lưu khi ban hành
    Reprint {
        /// Văn bản
        id: i64,
        /// Tệp .pdf
        #[arg(long)]
        out: PathBuf,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// The superior level's own form.
#[derive(Debug, Subcommand)]
pub enum ReportAct {
    /// Điền biểu mẫu của cấp trên (.xlsx, .docx) từ sổ
    Fill(FillForm),
    /// Biểu mẫu đã nhớ: show, map, forget, list
    #[command(subcommand)]
    Form(FormAct),
}

/// A form and the time that it is filled for.
#[derive(Debug, Args)]
pub struct FormAt {
    /// Tệp biểu mẫu do cấp trên gửi
    #[arg(long)]
    pub template: PathBuf,
    /// Kỳ; không ghi thì kỳ hiện tại
    #[arg(long)]
    pub period: Option<String>,
    /// Tính đến
    #[arg(long)]
    pub as_of: Option<String>,
}

/// `report fill`.
#[derive(Debug, Args)]
pub struct FillForm {
    /// Biểu mẫu và kỳ
    #[command(flatten)]
    pub at: FormAt,
    /// Tệp điền xong, cùng đuôi với biểu mẫu
    #[arg(long)]
    pub out: PathBuf,
}

/// `report form`.
#[derive(Debug, Subcommand)]
pub enum FormAct {
    /// Xem từng ô: gán với gì, sẽ ghi gì
    Show(FormAt),
    /// Gán ô, cột, dòng và nhớ cho lần sau; không ghi --set thì nhớ những gì chương trình chắc chắn
    Map {
        /// Biểu mẫu và kỳ
        #[command(flatten)]
        at: FormAt,
        /// Ô=CHỈ_TIÊU@ĐƠN_VỊ:LOẠI/MẪU_SỐ~KỲ, ví dụ C7=dinh_danh.kich_hoat@31177:percent; cột: C=…; dòng: 7=@31177; C7=skip để nguyên; C7=- bỏ gán
        #[arg(long)]
        set: Vec<String>,
        /// Tệp JSON: [{"place": "C7", "spot": "dinh_danh.kich_hoat@31177"}], như report form show --json in ra
        #[arg(long)]
        file: Option<PathBuf>,
        /// Nhớ cả những ô chương trình chưa chắc
        #[arg(long)]
        accept: bool,
        /// Ghi gì khi đơn vị báo “chưa phát sinh”: để trống, số hoặc chữ
        #[arg(long)]
        no_data: Option<String>,
    },
    /// Quên một biểu mẫu: theo tệp hoặc theo số trong report form list
    Forget {
        /// Tệp biểu mẫu
        #[arg(long)]
        template: Option<PathBuf>,
        /// Số của biểu mẫu
        #[arg(long)]
        id: Option<i64>,
    },
    /// Những biểu mẫu sổ đang nhớ
    List,
}

/// What a letter tells beside what is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AlsoTold {
    /// Sắp đến hạn
    Coming,
    /// Đã trả lại
    Returned,
    /// Số liệu chưa nộp
    Figures,
}

/// Letters of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Font {
    /// Liberation Serif, kèm trong chương trình
    Liberation,
    /// Times New Roman của máy
    System,
}
