//! What can be typed about books and their units.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const ADD_FORM: &str = r#"Dạng tệp: một đối tượng hoặc một danh sách
  {"code": "CAQ", "name": "Công an quận", "kind": "công an", "class": "organization",
   "parent": "918", "short_name": "Công an", "from_day": "2024-01-01"}
class là organization (cơ quan, mặc định) hoặc territory (tổ dân phố, khu vực, ấp, thôn);
không nêu parent thì thuộc đơn vị của sổ."#;

const CHANGE_FORM: &str = r#"Dạng tệp:
  {"day": "2024-11-01",
   "document": {"kind": "Nghị quyết", "number": "1192/NQ-UBTVQH15", "day": "2024-09-28"},
   "begun":   [{"code": "31123", "name": "Thới Bình", "kind": "phường", "parent": "916",
                "from": [{"body": "31123", "extent": "whole"}, {"body": "31126", "extent": "part"}]}],
   "renamed": [{"body": "31117", "name": "Tên mới", "kind": null, "code": null, "parent": null}],
   "ended":   ["31129"]}
body, parent, ended là mã[@ngày] hoặc tên vào hôm trước ngày thay đổi; extent là whole (toàn bộ) hoặc part
(một phần). Đơn vị nhập toàn bộ tự kết thúc; đơn vị chỉ nhập một phần còn lại, trừ khi có trong ended."#;

/// Founding a book.
#[derive(Debug, Args)]
pub struct New {
    /// Mã đơn vị, có thể kèm ngày: 918 hoặc 31123@2024-11-01
    #[arg(long, conflicts_with = "example")]
    pub root: Option<String>,
    /// Sổ mẫu: binh-thuy-2024, can-tho-2024, ninh-kieu-2024
    #[arg(long)]
    pub example: Option<String>,
    /// Gói nhận được
    #[arg(long, conflicts_with_all = ["example", "root"])]
    pub package: Option<PathBuf>,
    /// Tên các cấp của sổ, cách nhau bằng dấu /: "quận/phường, xã"
    #[arg(long)]
    pub levels: Option<String>,
    /// Mẫu kế hoạch
    #[arg(long)]
    pub template: Option<String>,
}

/// A share.
#[derive(Debug, Args)]
pub struct ShareOf {
    /// Đơn vị bị chia: mã[@ngày] hoặc tên
    #[arg(long)]
    pub from: String,
    /// Đơn vị kế thừa
    #[arg(long)]
    pub to: String,
    /// Tỷ lệ: 330/12345
    #[arg(long)]
    pub share: String,
    /// Chỉ tiêu; không nêu thì cho mọi chỉ tiêu
    #[arg(long)]
    pub indicator: Option<String>,
    /// Số, ký hiệu văn bản nêu tỷ lệ
    #[arg(long)]
    pub document: String,
}

/// Units.
#[derive(Debug, Subcommand)]
pub enum Bodies {
    /// Đơn vị của sổ vào một ngày
    List {
        /// Ngày
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Một đơn vị với lịch sử của nó
    Show {
        /// Mã[@ngày] hoặc tên
        body: String,
    },
    /// Tên viết tay là đơn vị nào; không nêu sổ thì tìm trong cả nước
    Match {
        /// Các tên
        #[arg(required = true)]
        text: Vec<String>,
        /// Ngày
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Thêm đơn vị, cơ quan của sổ từ một tệp JSON
    #[command(after_help = ADD_FORM)]
    Add {
        /// Tệp JSON, - là đầu vào chuẩn
        file: PathBuf,
    },
    /// Ghi sáp nhập, chia, tách, đổi tên, chuyển cấp trên, kết thúc từ một tệp JSON
    #[command(after_help = CHANGE_FORM)]
    Change {
        /// Tệp JSON, - là đầu vào chuẩn
        file: PathBuf,
    },
    /// Ghi tỷ lệ của một đơn vị bị chia theo văn bản
    Share(ShareOf),
    /// Ghi rõ ngày thay đổi còn chưa rõ
    Tell {
        /// Mã[@ngày] hoặc tên
        body: String,
        /// Ngày thay đổi có hiệu lực
        #[arg(long)]
        day: String,
        /// Số, ký hiệu văn bản
        #[arg(long)]
        document: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}
