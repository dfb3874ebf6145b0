//! What can be typed about what goes out of the book.

use std::path::PathBuf;

use clap::Args;

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
