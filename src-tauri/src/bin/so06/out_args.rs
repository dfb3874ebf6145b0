//! What can be typed about what goes out of the book.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The whole book in open form.
#[derive(Debug, Args)]
pub struct Export {
    /// Thư mục còn trống hoặc chưa có
    #[arg(long, value_name = "THƯ MỤC")]
    pub out: PathBuf,
}

/// A book from its open form.
#[derive(Debug, Args)]
pub struct Import {
    /// Thư mục đã xuất bằng so06 export; sổ mới nêu bằng --book
    #[arg(value_name = "THƯ MỤC")]
    pub folder: PathBuf,
}

/// Sealed forms.
#[derive(Debug, Subcommand)]
pub enum Form {
    /// Lập biểu kín của một đơn vị cho một kỳ
    Export {
        /// Đơn vị: mã hoặc tên
        #[arg(long)]
        body: String,
        /// Kỳ
        #[arg(long)]
        period: String,
        /// Tệp .xlsx
        #[arg(long, value_name = "TỆP")]
        out: PathBuf,
    },
    /// Nhập biểu kín đơn vị gửi về
    Import {
        /// Tệp
        file: PathBuf,
        /// Chỉ xem kết quả, không ghi
        #[arg(long)]
        dry_run: bool,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// A table.
#[derive(Debug, Args)]
pub struct Table {
    /// counts, ranking, submissions, missing, tasks
    pub kind: String,
    /// Kỳ; mặc định là kỳ đang báo cáo
    #[arg(long)]
    pub period: Option<String>,
    /// Chỉ tiêu được xếp hạng
    #[arg(long)]
    pub indicator: Option<String>,
    /// So với: target hoặc một chỉ tiêu khác
    #[arg(long, default_value = "target")]
    pub of: String,
    /// Địa giới: then (tại thời điểm) hoặc now (hiện nay)
    #[arg(long, default_value = "then")]
    pub boundary: String,
    /// Tệp .xlsx, .csv, .txt, .png; không nêu thì in ra lời để dán vào nhóm
    #[arg(long, value_name = "TỆP")]
    pub out: Option<PathBuf>,
}

/// Facts into a file.
#[derive(Debug, Args)]
pub struct ExportValues {
    /// Tệp .xlsx, .csv, .jsonl
    #[arg(long, value_name = "TỆP")]
    pub out: PathBuf,
    /// Chỉ tiêu
    #[arg(long)]
    pub indicator: Option<String>,
    /// Đơn vị
    #[arg(long)]
    pub body: Option<String>,
    /// Không sau thời điểm này; với --wide là đúng thời điểm này
    #[arg(long, conflicts_with = "period")]
    pub as_of: Option<String>,
    /// Trong kỳ này
    #[arg(long)]
    pub period: Option<String>,
    /// Một nguồn số liệu
    #[arg(long)]
    pub source: Option<String>,
    /// Mỗi đơn vị một dòng, mỗi chỉ tiêu một cột: dạng mà values import nhận lại
    #[arg(long)]
    pub wide: bool,
}
