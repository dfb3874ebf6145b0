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
