//! What can be typed about figures, targets and rankings.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::out_args::ExportValues;

/// Facts.
#[derive(Debug, Subcommand)]
pub enum Values {
    /// Nhập một số liệu
    Set(SetValue),
    /// Số liệu đang có, hoặc như sổ lúc một thời điểm
    List(ListValues),
    /// Nhập một bảng .xlsx, .xls, .ods, .csv, .docx: một cột đơn vị, các cột khác là chỉ tiêu
    Import {
        /// Tệp
        file: PathBuf,
        /// Thời gian và nguồn của bảng
        #[command(flatten)]
        of: TableOf,
    },
    /// Nhập một bảng hay tin nhắn dán vào (stdin)
    Paste(TableOf),
    /// Xuất số liệu ra tệp .xlsx, .csv, .jsonl
    Export(ExportValues),
    /// Chỗ ngờ của các số trong một kỳ, kèm cách sửa
    Doubts {
        /// Kỳ
        #[arg(long)]
        period: String,
    },
    /// Giữ một số bị ngờ, kèm lý do
    Accept(AcceptDoubt),
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// A doubted figure that is kept.
#[derive(Debug, Args)]
pub struct AcceptDoubt {
    /// Đơn vị: mã hoặc tên
    #[arg(long)]
    pub body: String,
    /// Chỉ tiêu: mã hoặc tên
    #[arg(long)]
    pub indicator: String,
    /// Kỳ
    #[arg(long)]
    pub period: String,
    /// Mã chỗ ngờ, như `values doubts` cho
    #[arg(long)]
    pub doubt: String,
    /// Lý do
    #[arg(long)]
    pub reason: String,
}

/// What a table speaks of.
#[derive(Debug, Args)]
pub struct TableOf {
    /// Tính đến: 2024-03-14 hoặc 2024-03-14T17:00
    #[arg(long, conflicts_with = "period", required_unless_present = "period")]
    pub as_of: Option<String>,
    /// Kỳ
    #[arg(long)]
    pub period: Option<String>,
    /// Trang tính: tên, hoặc số thứ tự từ 1
    #[arg(long)]
    pub sheet: Option<String>,
    /// Nguồn số liệu
    #[arg(long)]
    pub source: Option<String>,
    /// Chỉ xem kết quả, không ghi
    #[arg(long)]
    pub dry_run: bool,
}

/// One fact.
#[derive(Debug, Args)]
pub struct SetValue {
    /// Đơn vị: mã hoặc tên
    #[arg(long)]
    pub body: String,
    /// Chỉ tiêu: mã hoặc tên
    #[arg(long)]
    pub indicator: String,
    /// Tính đến: 2024-03-14 hoặc 2024-03-14T17:00
    #[arg(long, conflicts_with = "period", required_unless_present = "period")]
    pub as_of: Option<String>,
    /// Kỳ
    #[arg(long)]
    pub period: Option<String>,
    /// Giá trị
    #[arg(
        long,
        allow_hyphen_values = true,
        conflicts_with = "no_data",
        required_unless_present = "no_data"
    )]
    pub value: Option<String>,
    /// tren, gan, khoang
    #[arg(long)]
    pub qualifier: Option<String>,
    /// Chưa phát sinh số liệu
    #[arg(long)]
    pub no_data: bool,
    /// Nguồn số liệu
    #[arg(long)]
    pub source: Option<String>,
    /// Ghi chú
    #[arg(long)]
    pub note: Option<String>,
}

/// Facts out.
#[derive(Debug, Args)]
pub struct ListValues {
    /// Chỉ tiêu
    #[arg(long)]
    pub indicator: Option<String>,
    /// Đơn vị
    #[arg(long)]
    pub body: Option<String>,
    /// Không sau thời điểm này
    #[arg(long, conflicts_with = "period")]
    pub as_of: Option<String>,
    /// Trong kỳ này
    #[arg(long)]
    pub period: Option<String>,
}

/// Targets.
#[derive(Debug, Subcommand)]
pub enum Targets {
    /// Giao một chỉ tiêu
    Set {
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Chỉ tiêu
        #[arg(long)]
        indicator: String,
        /// Kỳ
        #[arg(long)]
        period: String,
        /// Giá trị
        #[arg(long, allow_hyphen_values = true)]
        value: String,
        /// Hạn
        #[arg(long)]
        last_day: Option<String>,
        /// Hạn của cấp trên
        #[arg(long)]
        central_day: Option<String>,
        /// Văn bản giao
        #[arg(long)]
        document: String,
    },
    /// Các chỉ tiêu đã giao
    List,
    /// Giao theo một bảng .csv hoặc .tsv: cột đầu là đơn vị, các cột sau là chỉ tiêu
    Import {
        /// Tệp
        file: PathBuf,
        /// Kỳ
        #[arg(long)]
        period: String,
        /// Văn bản giao
        #[arg(long, default_value = "")]
        document: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Ranking.
#[derive(Debug, Args)]
pub struct Rank {
    /// Chỉ tiêu
    #[arg(long)]
    pub indicator: String,
    /// So với: target hoặc một chỉ tiêu khác
    #[arg(long, default_value = "target")]
    pub of: String,
    /// Tính đến
    #[arg(long)]
    pub as_of: String,
    /// Kỳ, với chỉ tiêu tính trong kỳ; mặc định là kỳ đang báo cáo
    #[arg(long)]
    pub period: Option<String>,
    /// Cấp được xếp hạng: 1 là ngay dưới đơn vị của sổ, 2 là cấp dưới nữa
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=6))]
    pub level: u32,
    /// Địa giới: then (tại thời điểm) hoặc now (hiện nay)
    #[arg(long, default_value = "then")]
    pub boundary: String,
    /// Số liệu cũ hơn số ngày này thì không xếp hạng
    #[arg(long)]
    pub max_age: Option<u32>,
}
