//! What can be typed about the calendar, periods, submissions and closing.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The calendar of working days.
#[derive(Debug, Subcommand)]
pub enum Calendar {
    /// Ngày nghỉ lễ và ngày làm bù của một năm
    Show {
        /// Năm; năm đang xem nếu không ghi
        #[arg(long)]
        year: Option<i32>,
    },
    /// Nhập ngày nghỉ, ngày làm bù từ tệp .csv hoặc .json
    Import {
        /// Tệp: cột ngày (day), làm việc (working: 1/0), tên (name), văn bản (document)
        file: PathBuf,
    },
    /// Sửa một ngày
    Set(SetDay),
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// One day.
#[derive(Debug, Args)]
pub struct SetDay {
    /// Ngày
    pub day: String,
    /// Là ngày làm việc
    #[arg(long, group = "what")]
    pub working: bool,
    /// Là ngày nghỉ
    #[arg(long, group = "what")]
    pub off: bool,
    /// Trả về quy tắc của tuần
    #[arg(long, group = "what")]
    pub rule: bool,
    /// Tên ngày
    #[arg(long, default_value = "")]
    pub name: String,
}

/// Periods of a book.
#[derive(Debug, Subcommand)]
pub enum Periods {
    /// Mở kỳ: hạn gửi cố định từ đây
    Open {
        /// Kỳ
        period: String,
    },
    /// Các kỳ của một năm với hạn gửi
    List {
        /// Năm; năm đang xem nếu không ghi
        #[arg(long)]
        year: Option<i32>,
        /// month, quarter, week, campaign
        #[arg(long, default_value = "month")]
        kind: String,
    },
    /// Tính lại hạn gửi của một kỳ đã mở
    Refix {
        /// Kỳ
        period: String,
        /// Lý do
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Quy tắc kỳ: xem, hoặc đặt bằng --due-days, --week-anchor
    Rules {
        /// Số ngày làm việc từ cuối kỳ đến hạn gửi
        #[arg(long)]
        due_days: Option<u32>,
        /// Tuần bắt đầu từ thứ mấy: 1 thứ Hai … 7 chủ nhật
        #[arg(long)]
        week_anchor: Option<u32>,
    },
    /// Thêm một đợt cao điểm
    Campaign {
        /// Tên đợt
        #[arg(long)]
        name: String,
        /// Ngày đầu
        #[arg(long)]
        from: String,
        /// Ngày cuối
        #[arg(long)]
        to: String,
        /// Văn bản
        #[arg(long, default_value = "")]
        document: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// The matrix of submissions.
#[derive(Debug, Args)]
pub struct Submissions {
    /// month, quarter, week, campaign
    #[arg(long, default_value = "month")]
    pub kind: String,
    /// Năm; năm đang xem nếu không ghi
    #[arg(long)]
    pub year: Option<i32>,
    /// Tính đến ngày
    #[arg(long)]
    pub as_of: Option<String>,
}

/// Closing.
#[derive(Debug, Args)]
pub struct Close {
    /// Kỳ
    #[arg(long)]
    pub period: String,
    /// Bộ chỉ tiêu; mọi chỉ tiêu nếu không ghi
    #[arg(long)]
    pub report_set: Option<String>,
    /// Chỉ xem kỳ đã sẵn sàng chốt chưa
    #[arg(long)]
    pub status: bool,
}

/// Closings looked at.
#[derive(Debug, Subcommand)]
pub enum Closing {
    /// Tình trạng chốt của một kỳ
    Show {
        /// Kỳ
        period: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Reopening.
#[derive(Debug, Args)]
pub struct Reopen {
    /// Kỳ
    #[arg(long)]
    pub period: String,
    /// Lý do
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// Adjusting entries.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Adjust {
    /// Việc với bút toán đã có
    #[command(subcommand)]
    pub act: Option<AdjustAct>,
    /// Đơn vị
    #[arg(long, required = true)]
    pub body: Option<String>,
    /// Chỉ tiêu
    #[arg(long, required = true)]
    pub indicator: Option<String>,
    /// Kỳ đã chốt
    #[arg(long, required = true)]
    pub period: Option<String>,
    /// Chênh lệch: 12, +12 hoặc -3
    #[arg(long, required = true, allow_hyphen_values = true)]
    pub by: Option<String>,
    /// Lý do
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Chỉ đề nghị, chờ duyệt
    #[arg(long)]
    pub propose: bool,
}

/// What is done with entries that are there.
#[derive(Debug, Subcommand)]
pub enum AdjustAct {
    /// Các bút toán
    List {
        /// Chỉ của kỳ này
        #[arg(long)]
        period: Option<String>,
    },
    /// Duyệt
    Accept {
        /// Số bút toán
        id: i64,
    },
    /// Không duyệt, với lý do
    Reject {
        /// Số bút toán
        id: i64,
        /// Lý do
        #[arg(long, default_value = "")]
        reason: String,
    },
}
