//! What can be typed about tasks, plans and checklists.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// What is done to tasks beside reporting on them.
#[derive(Debug, Subcommand)]
pub enum TaskActs {
    /// Thêm hoặc sửa một nhiệm vụ
    Add(Box<Entry>),
    /// Một nhiệm vụ với mọi phân công, việc cần làm, lịch sử thời hạn
    Show {
        /// Số nhiệm vụ
        id: String,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Làm một việc với nhiều nhiệm vụ, một bước hoàn tác
    #[command(subcommand)]
    Many(Many),
    /// Lùi hạn một nhiệm vụ, hoặc một đơn vị của nhiệm vụ
    Extend(Extend),
    /// Duyệt hoặc không duyệt một lần xin lùi hạn
    Decide {
        /// Số nhiệm vụ
        id: String,
        /// Đơn vị; không nêu thì lần xin cho cả nhiệm vụ
        #[arg(long)]
        body: Option<String>,
        /// Duyệt, hoặc không duyệt
        #[arg(value_enum)]
        verdict: Verdict,
        /// Ý kiến
        #[arg(long, default_value = "")]
        answer: String,
        /// Ngày quyết định
        #[arg(long)]
        day: Option<String>,
    },
    /// Ghi ngày của sự kiện mà thời hạn chờ
    Event {
        /// Số nhiệm vụ
        id: String,
        /// Ngày; không nêu thì bỏ ngày đã ghi
        #[arg(long)]
        day: Option<String>,
    },
    /// Tạm dừng
    Pause(Part),
    /// Làm tiếp
    Resume(Part),
    /// Hủy
    Cancel(Part),
    /// Xóa nhiệm vụ chưa có kết quả gì
    Remove {
        /// Các số nhiệm vụ
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Nhiệm vụ × đơn vị
    Matrix {
        /// Khóa của kế hoạch
        #[arg(long)]
        plan: Option<String>,
        /// Tính đến
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Việc hôm nay: quá hạn, đến hạn, chờ xác nhận
    Today {
        /// Ngày
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Tìm trong mọi nhiệm vụ, không cần dấu
    Search {
        /// Lời cần tìm
        #[arg(required = true)]
        text: Vec<String>,
    },
}

/// Tasks that something is done to.
#[derive(Debug, Args)]
pub struct ManyTasks {
    /// Các số nhiệm vụ
    #[arg(required = true)]
    pub ids: Vec<String>,
    /// Chỉ phần của đơn vị này; không nêu thì mọi đơn vị
    #[arg(long)]
    pub body: Vec<String>,
}

/// One thing done to many tasks.
#[derive(Debug, Subcommand)]
pub enum Many {
    /// Báo hoàn thành mọi phần chưa xong
    Claim {
        #[command(flatten)]
        tasks: ManyTasks,
        /// Ngày hoàn thành
        #[arg(long)]
        day: String,
        /// Minh chứng
        #[arg(long, default_value = "")]
        evidence: String,
    },
    /// Xác nhận mọi phần đã báo hoàn thành
    Confirm {
        #[command(flatten)]
        tasks: ManyTasks,
    },
    /// Lùi hạn
    Extend {
        #[command(flatten)]
        tasks: ManyTasks,
        /// Ngày cuối mới
        #[arg(long)]
        to: String,
        /// Lý do
        #[arg(long)]
        reason: String,
        /// Số, ký hiệu văn bản cho phép
        #[arg(long, default_value = "")]
        document: String,
        /// Mới xin, chưa được duyệt
        #[arg(long)]
        propose: bool,
    },
    /// Tạm dừng mọi phần chưa xong
    Pause {
        #[command(flatten)]
        tasks: ManyTasks,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Làm tiếp mọi phần đã dừng hoặc hủy
    Resume {
        #[command(flatten)]
        tasks: ManyTasks,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Hủy mọi phần chưa xong
    Cancel {
        #[command(flatten)]
        tasks: ManyTasks,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
}

impl Many {
    /// The tasks that are named.
    pub const fn named(&self) -> &ManyTasks {
        match self {
            Self::Claim { tasks, .. }
            | Self::Confirm { tasks }
            | Self::Extend { tasks, .. }
            | Self::Pause { tasks, .. }
            | Self::Resume { tasks, .. }
            | Self::Cancel { tasks, .. } => tasks,
        }
    }
}

/// A part of a body.
#[derive(Debug, Args)]
pub struct Part {
    /// Số nhiệm vụ
    pub id: String,
    /// Đơn vị
    #[arg(long)]
    pub body: String,
    /// Kỳ của việc định kỳ; không nêu thì kỳ sớm nhất chưa xong
    #[arg(long)]
    pub occurrence: Option<String>,
    /// Ghi chú
    #[arg(long, default_value = "")]
    pub note: String,
}

/// A task.
#[derive(Debug, Args)]
pub struct Entry {
    /// Sửa nhiệm vụ số này; không nêu thì thêm mới
    #[arg(long)]
    pub id: Option<String>,
    /// Khóa của kế hoạch; không nêu thì kế hoạch đầu tiên
    #[arg(long)]
    pub plan: Option<String>,
    /// Số nhiệm vụ; không nêu thì số kế tiếp
    #[arg(long)]
    pub number: Option<String>,
    /// Thuộc nhiệm vụ lớn
    #[arg(long)]
    pub parent: Option<String>,
    /// Khóa của nhóm
    #[arg(long)]
    pub group: Option<String>,
    /// Tên nhiệm vụ
    #[arg(long)]
    pub title: Option<String>,
    /// Nội dung
    #[arg(long)]
    pub content: Option<String>,
    /// Sản phẩm
    #[arg(long)]
    pub deliverable: Option<String>,
    /// Thời hạn, nguyên văn
    #[arg(long)]
    pub deadline: Option<String>,
    /// Ngày của văn bản, cho năm không nêu trong thời hạn
    #[arg(long)]
    pub issued: Option<String>,
    /// Số, ký hiệu văn bản giao
    #[arg(long)]
    pub document: Option<String>,
    /// Đơn vị nộp sớm hơn: 3wd, 5d
    #[arg(long)]
    pub unit_margin: Option<String>,
    /// Hạn với cấp trên
    #[arg(long)]
    pub superior_day: Option<String>,
    /// Đơn vị chủ trì; * là mọi đơn vị cấp dưới
    #[arg(long)]
    pub lead: Vec<String>,
    /// Đơn vị phối hợp
    #[arg(long)]
    pub partner: Vec<String>,
    /// Người theo dõi
    #[arg(long)]
    pub person: Option<String>,
    /// Khóa của danh mục việc
    #[arg(long)]
    pub checklist: Option<String>,
    /// Chỉ tiêu mà số liệu đạt thì nhiệm vụ xong
    #[arg(long)]
    pub indicator: Option<String>,
    /// Số cần đạt; không nêu thì chỉ tiêu giao của từng đơn vị
    #[arg(long)]
    pub goal: Option<String>,
    /// Ghi chú
    #[arg(long)]
    pub note: Option<String>,
}

/// An extension.
#[derive(Debug, Args)]
pub struct Extend {
    /// Số nhiệm vụ
    pub id: String,
    /// Ngày cuối mới
    #[arg(long)]
    pub to: String,
    /// Lý do
    #[arg(long)]
    pub reason: String,
    /// Số, ký hiệu văn bản cho phép
    #[arg(long, default_value = "")]
    pub document: String,
    /// Chỉ cho đơn vị này
    #[arg(long)]
    pub body: Option<String>,
    /// Kỳ của việc định kỳ
    #[arg(long)]
    pub occurrence: Option<String>,
    /// Mới xin, chưa được duyệt
    #[arg(long)]
    pub propose: bool,
}

/// Approved or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Verdict {
    /// Duyệt
    Approve,
    /// Không duyệt
    Refuse,
}

/// Plans.
#[derive(Debug, Subcommand)]
pub enum Plans {
    /// Các kế hoạch của sổ
    List,
    /// Các mẫu kế hoạch
    Templates,
    /// Lập kế hoạch, từ mẫu nếu có nêu
    Make {
        /// Mẫu
        #[arg(long)]
        template: Option<String>,
        /// Tên
        #[arg(long, default_value = "")]
        title: String,
        /// Ký hiệu của số nhiệm vụ
        #[arg(long, default_value = "")]
        prefix: String,
        /// Số, ký hiệu văn bản ban hành kế hoạch
        #[arg(long)]
        document: Option<String>,
        /// Ngày đầu
        #[arg(long)]
        from: Option<String>,
        /// Ngày cuối
        #[arg(long)]
        to: Option<String>,
    },
    /// Thêm nhóm nhiệm vụ vào một kế hoạch
    Group {
        /// Khóa của kế hoạch
        plan: String,
        /// Tên nhóm
        title: String,
        /// Chữ hoặc số của nhóm
        #[arg(long, default_value = "")]
        letter: String,
    },
}

const CHECKLIST_FORM: &str = r#"Dạng tệp:
  {"key": null, "title": "Tên danh mục", "source": "Căn cứ",
   "items": [{"key": null, "title": "Việc thứ nhất", "group": null}]}
key có sẵn: ghi phiên bản kế tiếp của danh mục đó."#;

/// Checklists.
#[derive(Debug, Subcommand)]
pub enum Checklists {
    /// Các danh mục việc với phiên bản
    List,
    /// Thêm danh mục, hoặc phiên bản mới, từ một tệp JSON
    #[command(after_help = CHECKLIST_FORM)]
    Add {
        /// Tệp JSON, - là đầu vào chuẩn
        file: PathBuf,
    },
    /// Chuyển nhiệm vụ sang bản mới nhất của danh mục
    Renew {
        /// Số nhiệm vụ
        id: String,
    },
}
