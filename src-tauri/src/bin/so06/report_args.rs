//! What can be typed about papers.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// A report.
#[derive(Debug, Args)]
pub struct Report {
    /// progress, ranking (xếp hạng đơn vị), tasks, reminder (công văn đôn đốc), conclusion (thông báo kết luận), invitation (giấy mời),
    /// handout (tài liệu họp một trang), checklist (phiếu theo dõi công việc),
    /// delivery-record (biên bản giao nhận số liệu)
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
    /// Ban hành
    #[arg(long)]
    pub issue: bool,
    /// Số văn bản
    #[arg(long)]
    pub number: Option<i64>,
    /// Ngày văn bản
    #[arg(long)]
    pub date: Option<String>,
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
