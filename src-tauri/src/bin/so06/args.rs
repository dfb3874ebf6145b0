//! What can be typed. A public interface: words may be added, none taken away.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::out_args::{Export, ExportValues, Form, Import, Table};
use crate::outreach_args::{Commend, Contacts, Documents, Evidence, Meetings, Remind};
use crate::plan_import::ImportPlan;
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
    Report(Report),
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
    /// Xuất toàn bộ sổ ở dạng mở (JSON Lines)
    Export(Export),
    /// Lập lại sổ từ một thư mục đã xuất
    Import(Import),
    /// Hoàn tác thao tác gần nhất
    Undo,
    /// Làm lại thao tác vừa hoàn tác
    Redo,
    /// Nhật ký: show, verify
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
    /// Những lệnh chưa có trong phiên bản này
    #[command(external_subcommand)]
    Other(Vec<String>),
}

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

/// A wording.
#[derive(Debug, Args)]
pub struct Deadline {
    /// Câu thời hạn
    pub wording: String,
    /// Ngày của văn bản
    #[arg(long)]
    pub issued: Option<String>,
}

/// A report.
#[derive(Debug, Args)]
pub struct Report {
    /// progress, ranking (xếp hạng đơn vị), tasks, reminder (công văn đôn đốc), conclusion (thông báo kết luận), invitation (giấy mời),
    /// handout (tài liệu họp một trang), checklist (phiếu theo dõi công việc)
    pub kind: String,
    /// Kỳ
    #[arg(long)]
    pub period: Option<String>,
    /// Tính đến
    #[arg(long)]
    pub as_of: Option<String>,
    /// Đơn vị được đôn đốc (có thể nhiều), hoặc đơn vị của phiếu; không ghi thì đôn đốc mọi đơn vị có việc quá hạn
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
    /// Tệp .pdf để in, ký, hoặc .docx để sửa trong Word
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

/// Journal.
#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Các thao tác gần nhất
    Show {
        /// Bao nhiêu
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Kiểm tra chuỗi
    Verify,
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}
