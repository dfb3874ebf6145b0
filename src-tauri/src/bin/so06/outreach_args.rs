//! What can be typed about contacts, reminders, meetings, documents, evidence and commendations.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// The directory of contacts.
#[derive(Debug, Subcommand)]
pub enum Contacts {
    /// Danh bạ đầu mối
    List {
        /// Chỉ đơn vị này
        #[arg(long)]
        body: Option<String>,
        /// Tên đơn vị tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Thêm một đầu mối
    Add(ContactOf),
    /// Sửa một đầu mối
    Change {
        /// Số của đầu mối
        id: i64,
        #[command(flatten)]
        contact: ContactOf,
    },
    /// Nhận bảng danh bạ: tệp, hoặc - để đọc từ đầu vào; cần cột đơn vị và họ tên
    Import {
        /// Tệp .xlsx, .csv … hoặc -
        file: PathBuf,
    },
    /// Bỏ một đầu mối
    Remove {
        /// Số của đầu mối
        id: i64,
    },
}

/// A contact.
#[derive(Debug, Args)]
pub struct ContactOf {
    /// Đơn vị
    #[arg(long)]
    pub body: String,
    /// Họ tên
    #[arg(long)]
    pub name: String,
    /// Chức vụ
    #[arg(long, default_value = "")]
    pub post: String,
    /// Điện thoại
    #[arg(long, default_value = "")]
    pub phone: String,
    /// Vai trò
    #[arg(long, default_value = "")]
    pub duty: String,
}

/// Which way a reminder went.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Way {
    /// tin nhắn
    Message,
    /// công văn
    Letter,
    /// điện thoại
    Call,
}

/// What a reminder tells.
#[derive(Debug, Args)]
pub struct Told {
    /// Thêm việc đến hạn trong chừng này ngày; 0 thì chỉ việc quá hạn
    #[arg(long, default_value_t = 7)]
    pub horizon: u32,
    /// Không nêu kết quả đã trả lại
    #[arg(long)]
    pub no_returned: bool,
    /// Không nêu số liệu chưa nộp
    #[arg(long)]
    pub no_figures: bool,
}

/// Reminders.
#[derive(Debug, Subcommand)]
pub enum Remind {
    /// Soạn lời đôn đốc: thiếu gì, đến bao giờ
    Draft {
        /// Đơn vị; không nêu thì mọi đơn vị còn nợ việc
        #[arg(long)]
        body: Vec<String>,
        #[command(flatten)]
        told: Told,
        /// Yêu cầu trả lời trước: 2024-03-19 hoặc 2024-03-19T16:00
        #[arg(long)]
        until: Option<String>,
        /// Một lời chung cho các đơn vị
        #[arg(long)]
        all: bool,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Ghi đã đôn đốc; không nêu lời thì ghi đúng lời đã soạn
    Sent {
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Bằng cách nào
        #[arg(long, value_enum, default_value_t = Way::Message)]
        way: Way,
        /// Nội dung đã gửi
        #[arg(long)]
        text: Option<String>,
        #[command(flatten)]
        told: Told,
        /// Công văn: số của văn bản hoặc số, ký hiệu
        #[arg(long)]
        document: Option<String>,
    },
    /// Các lần đã đôn đốc
    List {
        /// Chỉ đơn vị này
        #[arg(long)]
        body: Option<String>,
    },
}

/// Meetings.
#[derive(Debug, Subcommand)]
pub enum Meetings {
    /// Các cuộc họp
    List,
    /// Thêm một cuộc họp
    Add(MeetingOf),
    /// Một cuộc họp với các kết luận
    Show {
        /// Số của cuộc họp
        id: i64,
    },
    /// Bảng giao ban: ai trễ, xếp hạng, thay đổi từ lần trước
    Board {
        /// Số của cuộc họp
        id: Option<i64>,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Ghi một kết luận, thành nhiệm vụ có đơn vị và thời hạn
    Conclude {
        /// Số của cuộc họp
        id: i64,
        /// Câu kết luận: "Thới An Đông ký kế hoạch trước ngày 22/3"
        text: String,
        #[command(flatten)]
        choices: ConclusionOf,
        /// Chỉ cho biết hiểu thế nào
        #[arg(long)]
        dry_run: bool,
    },
    /// Sửa một kết luận và nhiệm vụ của nó
    Change {
        /// Số của kết luận
        id: i64,
        /// Câu kết luận
        text: String,
        #[command(flatten)]
        choices: ConclusionOf,
    },
    /// Bỏ một kết luận và nhiệm vụ của nó
    Drop {
        /// Số của kết luận
        id: i64,
    },
    /// Thông báo kết luận đã ký: gắn vào mọi nhiệm vụ của cuộc họp
    Sign {
        /// Số của cuộc họp
        id: i64,
        /// Số của văn bản hoặc số, ký hiệu
        #[arg(long)]
        document: String,
    },
    /// Danh sách việc của từng đơn vị sau cuộc họp
    Lists {
        /// Số của cuộc họp
        id: i64,
    },
}

/// A meeting.
#[derive(Debug, Args)]
pub struct MeetingOf {
    /// Ngày
    #[arg(long)]
    pub day: String,
    /// Giờ
    #[arg(long, default_value = "")]
    pub time: String,
    /// Tên cuộc họp
    #[arg(long, default_value = "")]
    pub title: String,
    /// Nơi họp
    #[arg(long, default_value = "")]
    pub place: String,
    /// Chủ trì
    #[arg(long, default_value = "")]
    pub chair: String,
    /// Thành phần, mỗi dòng một mục
    #[arg(long, default_value = "")]
    pub invited: String,
    /// Nội dung, mỗi dòng một mục
    #[arg(long, default_value = "")]
    pub agenda: String,
}

/// What goes before what is understood.
#[derive(Debug, Args)]
pub struct ConclusionOf {
    /// Đơn vị thực hiện; không nêu thì theo câu
    #[arg(long)]
    pub body: Vec<String>,
    /// Đơn vị phối hợp
    #[arg(long)]
    pub partner: Vec<String>,
    /// Thời hạn bằng lời; để trống ("") là không thời hạn
    #[arg(long)]
    pub deadline: Option<String>,
    /// Thuộc nhiệm vụ: NV-001, hoặc none
    #[arg(long)]
    pub parent: Option<String>,
}

/// Documents.
#[derive(Debug, Subcommand)]
pub enum Documents {
    /// Các văn bản của sổ
    List,
    /// Thêm một văn bản
    Add(DocumentOf),
    /// Sửa một văn bản
    Change {
        /// Số của văn bản trong sổ
        id: i64,
        #[command(flatten)]
        document: DocumentOf,
    },
    /// Bỏ một văn bản mà không gì dẫn tới
    Remove {
        /// Số của văn bản trong sổ
        id: i64,
    },
    /// Tìm theo số, ký hiệu hoặc trích yếu
    Find {
        /// Lời tìm
        text: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// A document.
#[derive(Debug, Args)]
pub struct DocumentOf {
    /// Loại văn bản: Nghị quyết
    #[arg(long)]
    pub kind: String,
    /// Số, ký hiệu
    #[arg(long, default_value = "")]
    pub number: String,
    /// Ngày
    #[arg(long)]
    pub day: Option<String>,
    /// Cơ quan ban hành
    #[arg(long, default_value = "")]
    pub issuer: String,
    /// Trích yếu
    #[arg(long, default_value = "")]
    pub excerpt: String,
}

/// Evidence.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Đính kèm tệp hoặc văn bản làm minh chứng
    Add {
        /// Số nhiệm vụ: NV-001
        task: String,
        /// Tệp
        file: Option<PathBuf>,
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Kỳ của việc định kỳ
        #[arg(long)]
        occurrence: Option<String>,
        /// Văn bản: số trong sổ hoặc số, ký hiệu
        #[arg(long)]
        document: Option<String>,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Các minh chứng
    List {
        /// Chỉ nhiệm vụ này
        #[arg(long)]
        task: Option<String>,
    },
    /// Kiểm tra tệp: thiếu, bị đổi, không thuộc mục nào
    Check,
    /// Lấy một tệp ra
    Get {
        /// Số của minh chứng
        id: i64,
        /// Tệp ghi ra; không ghi đè
        #[arg(long)]
        out: PathBuf,
    },
    /// Bỏ một minh chứng; tệp vẫn giữ
    Remove {
        /// Số của minh chứng
        id: i64,
    },
}

/// Commendations.
#[derive(Debug, Subcommand)]
pub enum Commend {
    /// Các mục khen thưởng
    List,
    /// Đề xuất theo kết quả
    Propose {
        /// Ít nhất chừng này nhiệm vụ hoàn thành đúng hạn
        #[arg(long, default_value_t = so06::engine::commendations::AT_LEAST)]
        at_least: u32,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
        /// Ghi các đề xuất vào sổ
        #[arg(long)]
        save: bool,
    },
    /// Ghi một mục khen thưởng
    Add {
        /// Đơn vị
        #[arg(long)]
        body: String,
        /// Số lượng
        #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
        number: i64,
        /// Hình thức: Giấy khen
        #[arg(long, default_value = "")]
        form: String,
        /// Ngày; hôm nay nếu không ghi
        #[arg(long)]
        day: Option<String>,
        /// Quyết định: số trong sổ hoặc số, ký hiệu; không nêu thì là đề xuất
        #[arg(long)]
        document: Option<String>,
        /// Thành tích
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Bỏ một mục
    Remove {
        /// Số của mục
        id: i64,
    },
}
