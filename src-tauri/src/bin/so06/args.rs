//! What can be typed. A public interface: words may be added, none taken away.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::body_args::{Bodies, New};
use crate::exchange_args::{Folder, Handover, Keys, Packages};
use crate::figure_args::{Rank, Targets, Values};
use crate::officers::Officers;
use crate::out_args::{Export, Form, Import, Table};
use crate::outreach_args::{Commend, Contacts, Documents, Evidence, Meetings, Remind};
use crate::passphrase::Passphrase;
use crate::plan_import::ImportPlan;
use crate::queries::Queries;
use crate::report_args::{Report, Reports};
use crate::task_args::{Checklists, Plans, TaskActs};
use crate::time_args::{Adjust, Calendar, Close, Closing, Periods, Reopen, Submissions};

/// Sổ 06 trên dòng lệnh: cùng một sổ, không cần cửa sổ.
#[derive(Debug, Parser)]
#[command(
    name = "so06",
    version,
    about,
    disable_help_subcommand = false,
    max_term_width = 100
)]
pub struct Cli {
    /// Tệp sổ
    #[arg(long, global = true, env = "SO06_BOOK", value_name = "TỆP")]
    pub book: Option<PathBuf>,
    /// Một tài liệu JSON ra stdout, còn lại ra stderr
    #[arg(long, global = true)]
    pub json: bool,
    /// Ngôn ngữ của lời báo
    #[arg(long, global = true, value_enum, default_value_t = Lang::Vi)]
    pub lang: Lang,
    /// Thời điểm mà báo cáo và đánh giá tiến độ coi là bây giờ: 2024-03-31 hoặc 2024-03-31T17:00
    #[arg(long, global = true, value_name = "THỜI ĐIỂM")]
    pub now: Option<String>,
    /// Xem sổ như lúc thời điểm này; khi đó không ghi được
    #[arg(long, global = true, value_name = "THỜI ĐIỂM")]
    pub seen_at: Option<String>,
    /// Người thực hiện, ghi vào nhật ký
    #[arg(
        long,
        global = true,
        env = "SO06_OFFICER",
        default_value = "",
        value_name = "TÊN"
    )]
    pub officer: String,
    /// Lệnh
    #[command(subcommand)]
    pub command: Command,
}

/// Language of the words.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Lang {
    /// tiếng Việt
    Vi,
    /// English
    En,
}

impl From<Lang> for so06::api::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lập sổ mới: từ danh mục, từ sổ mẫu
    New(New),
    /// Đơn vị: list, show, match, add, change, share, tell
    #[command(subcommand)]
    Bodies(Bodies),
    /// Danh mục chỉ tiêu: list, add, merge
    #[command(subcommand)]
    Indicators(Indicators),
    /// Số liệu: set, list
    #[command(subcommand)]
    Values(Values),
    /// Chỉ tiêu giao: set, list
    #[command(subcommand)]
    Targets(Targets),
    /// Xếp hạng đơn vị theo một chỉ tiêu
    Rank(Rank),
    /// Nhiệm vụ: list, show, add, import, claim, confirm, return, tick, untick, extend, today, search
    #[command(subcommand)]
    Tasks(Tasks),
    /// Kế hoạch: list, templates, make, group
    #[command(subcommand)]
    Plans(Plans),
    /// Danh mục việc: list, add, renew
    #[command(subcommand)]
    Checklists(Checklists),
    /// Đọc một câu thời hạn
    Deadline(Deadline),
    /// Ngày đầu, ngày cuối và hạn gửi của một kỳ
    Period {
        /// Kỳ: 2024-T03, 2024-Q1, 2024-6T, 2024-9T, 2024, 2024-03, 2024-W12, NGÀY..NGÀY
        period: String,
    },
    /// Kỳ của sổ: open, list, refix, rules, campaign
    #[command(subcommand)]
    Periods(Periods),
    /// Lịch làm việc: show, import, set
    #[command(subcommand)]
    Calendar(Calendar),
    /// Theo dõi gửi số: đơn vị × kỳ
    Submissions(Submissions),
    /// Chốt số liệu một kỳ
    Close(Close),
    /// Tình trạng chốt: show
    #[command(subcommand)]
    Closing(Closing),
    /// Mở lại một kỳ đã chốt
    Reopen(Reopen),
    /// Bút toán điều chỉnh của kỳ đã chốt; list, accept, reject
    Adjust(Adjust),
    /// Lập báo cáo ra tệp PDF
    Report(Box<Report>),
    /// Văn bản đã trình ký, ban hành: list, issue, take-back, reprint, compare, verify, figures, changed, trace, attach, signed
    #[command(subcommand)]
    Reports(Reports),
    /// Chia sổ khi đơn vị kết thúc: mỗi đơn vị kế thừa một sổ, kèm bản lưu trữ và biên bản
    Divide {
        /// Ngày cuối cùng của đơn vị
        #[arg(long)]
        on: String,
        /// Thư mục để lập các sổ
        #[arg(long)]
        out: PathBuf,
    },
    /// Một bảng ra Excel, CSV, lời cho nhóm chat hoặc ảnh: counts, ranking, submissions, missing, tasks
    Table(Table),
    /// Biểu Excel kín cho đơn vị không có chương trình: export, import
    #[command(subcommand)]
    Form(Form),
    /// Gói số liệu giữa các sổ
    #[command(subcommand)]
    Package(Packages),
    /// Hỏi lại số liệu: ask, answer, list, settle, withdraw
    #[command(subcommand)]
    Query(Queries),
    /// Khóa của các máy trao đổi gói
    #[command(subcommand)]
    Keys(Keys),
    /// Thư mục trao đổi: sync
    #[command(subcommand)]
    Folder(Folder),
    /// Bàn giao sổ cho người mới, máy mới: export, open, resume
    #[command(subcommand)]
    Handover(Handover),
    /// Phục hồi sổ từ một bản sao vào tệp mới; sổ phục hồi mang mã máy mới
    Restore {
        /// Bản sao: một tệp .so06
        file: PathBuf,
        /// Tệp sổ sẽ lập, chưa có
        #[arg(long)]
        to: PathBuf,
    },
    /// Sao lưu sổ; không nêu thư mục thì vào thư mục sao lưu cạnh sổ
    Backup {
        /// Thư mục khác: USB, ổ đĩa mạng
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Các bản sao lưu: list, preview, rehearse, second
    #[command(subcommand)]
    Copies(Copies),
    /// Kiểm tra toàn diện một tệp sổ, không ghi gì vào đó; --repair-to lập sổ mới từ những gì còn đọc được
    Doctor {
        /// Tệp sổ sẽ lập, chưa có
        #[arg(long)]
        repair_to: Option<PathBuf>,
    },
    /// Xuất toàn bộ sổ ở dạng mở (JSON Lines)
    Export(Export),
    /// Lập lại sổ từ một thư mục đã xuất
    Import(Import),
    /// Hoàn tác thao tác gần nhất
    Undo,
    /// Làm lại thao tác vừa hoàn tác
    Redo,
    /// Nhật ký: show, verify, redact
    #[command(subcommand)]
    Journal(Journal),
    /// Văn bản làm căn cứ: list, find, add, change
    #[command(subcommand)]
    Documents(Documents),
    /// Minh chứng: add, list, check, get, remove
    #[command(subcommand)]
    Evidence(Evidence),
    /// Danh bạ đầu mối: list, add, change, import, remove
    #[command(subcommand)]
    Contacts(Contacts),
    /// Đôn đốc: draft, sent, list
    #[command(subcommand)]
    Remind(Remind),
    /// Giao ban: list, add, show, board, conclude, change, drop, sign, lists
    #[command(subcommand)]
    Meetings(Meetings),
    /// Khen thưởng: list, propose, add, remove
    #[command(subcommand)]
    Commend(Commend),
    /// Cài đặt của sổ: show, set
    #[command(subcommand)]
    Settings(Settings),
    /// Cán bộ và mã PIN: list, add, change, pin, remove
    #[command(subcommand)]
    Officers(Officers),
    /// Mật khẩu của sổ: mã hóa tệp sổ và bản sao lưu; mật khẩu đang dùng lấy từ biến SO06_BOOK_PASSPHRASE
    #[command(subcommand)]
    Passphrase(Passphrase),
    /// Những lệnh chưa có trong phiên bản này
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Dictionary.
#[derive(Debug, Subcommand)]
pub enum Indicators {
    /// Các chỉ tiêu
    List {
        /// Tên và định nghĩa có hiệu lực vào ngày này
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Thêm chỉ tiêu riêng của sổ từ tệp JSON: nhận hết hoặc không dòng nào
    Add {
        /// Tệp JSON, hoặc - để đọc từ đầu vào
        file: PathBuf,
    },
    /// Gộp một chỉ tiêu riêng vào chỉ tiêu riêng khác; lịch sử của cả hai được giữ
    Merge {
        /// Chỉ tiêu thôi dùng: mã hoặc tên
        from: String,
        /// Chỉ tiêu còn lại
        into: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Settings.
#[derive(Debug, Subcommand)]
pub enum Settings {
    /// Các cài đặt, hoặc một cài đặt
    Show {
        /// Tên
        key: Option<String>,
    },
    /// Đổi một cài đặt
    Set {
        /// Tên
        key: String,
        /// Giá trị
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Tasks.
#[derive(Debug, Subcommand)]
pub enum Tasks {
    /// Phân công với tiến độ
    List {
        /// Chỉ loại tiến độ này
        #[arg(long)]
        state: Option<String>,
        /// Chỉ đơn vị này
        #[arg(long)]
        body: Option<String>,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Báo hoàn thành
    Claim {
        /// Số nhiệm vụ: NV-001
        id: String,
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Kỳ của việc định kỳ; không nêu thì kỳ sớm nhất chưa xong
        #[arg(long)]
        occurrence: Option<String>,
        /// Ngày hoàn thành
        #[arg(long)]
        day: String,
        /// Minh chứng
        #[arg(long, default_value = "")]
        evidence: String,
    },
    /// Xác nhận hoàn thành
    Confirm {
        /// Kỳ của việc định kỳ
        #[arg(long)]
        occurrence: Option<String>,
        /// Số nhiệm vụ
        id: String,
        /// Đơn vị
        #[arg(long)]
        body: String,
    },
    /// Trả lại với lý do
    Return {
        /// Kỳ của việc định kỳ
        #[arg(long)]
        occurrence: Option<String>,
        /// Số nhiệm vụ
        id: String,
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Lý do
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Đánh dấu một việc trong danh mục
    Tick(Tick),
    /// Bỏ đánh dấu
    Untick(Tick),
    /// Thêm, sửa, lùi hạn, tạm dừng, tìm
    #[command(flatten)]
    Acts(TaskActs),
    /// Nhập kế hoạch từ bảng hoặc danh sách
    Import(ImportPlan),
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// One thing of a checklist.
#[derive(Debug, Args)]
pub struct Tick {
    /// Kỳ của việc định kỳ
    #[arg(long)]
    pub occurrence: Option<String>,
    /// Số nhiệm vụ
    pub id: String,
    /// Đơn vị
    #[arg(long)]
    pub body: String,
    /// Số của việc trong danh mục
    #[arg(long)]
    pub item: i64,
    /// Minh chứng
    #[arg(long, default_value = "")]
    pub evidence: String,
}

/// Safety copies.
#[derive(Debug, Subcommand)]
pub enum Copies {
    /// Các bản đang giữ, mới nhất trước
    List,
    /// Phục hồi bản này thì mất những gì
    Preview {
        /// Bản sao: một tệp .so06
        file: PathBuf,
    },
    /// Phục hồi thử bản mới nhất vào tệp tạm và so với sổ
    Rehearse,
    /// Nơi sao lưu thứ hai; để trống là thôi dùng
    Second {
        /// Thư mục
        #[arg(default_value = "")]
        folder: String,
    },
}

/// A wording.
#[derive(Debug, Args)]
pub struct Deadline {
    /// Câu thời hạn
    pub wording: String,
    /// Ngày của văn bản
    #[arg(long)]
    pub issued: Option<String>,
}

/// Journal.
#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Các thao tác gần nhất
    Show {
        /// Bao nhiêu
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Kiểm tra chuỗi và đối chiếu với các bản sao lưu, dấu ngoài sổ, biên nhận
    Verify,
    /// Xóa một đoạn lời khỏi sổ và lịch sử của nó, có lý do; không hoàn tác được
    Redact {
        /// Đoạn lời, đúng từng ký tự
        words: String,
        /// Lý do
        #[arg(long, default_value = "")]
        reason: String,
        /// Chỉ đếm, không xóa
        #[arg(long)]
        dry_run: bool,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}
