//! What can be typed about packages and keys.

use std::path::PathBuf;

use clap::Subcommand;

/// Packages between books.
#[derive(Debug, Subcommand)]
pub enum Packages {
    /// Xuất gói cho một đơn vị: cấp trên nhận số liệu, cấp dưới nhận việc được giao
    Export {
        /// Nơi nhận: mã hoặc tên
        #[arg(long)]
        to: String,
        /// Kỳ báo cáo ghi trên gói
        #[arg(long)]
        period: Option<String>,
        /// Tệp, hoặc thư mục để đặt tên tự động
        #[arg(long)]
        out: PathBuf,
    },
    /// Kiểm tra chữ ký và nội dung của gói; không cần sổ
    Verify {
        /// Tệp gói
        file: PathBuf,
    },
    /// Nhận một hay nhiều gói, thứ tự nào cũng được
    Import {
        /// Tệp gói
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Chỉ xem trước, không ghi
        #[arg(long)]
        dry_run: bool,
        /// Công nhận khóa lạ có mã đối chiếu này (đã gọi điện so với đơn vị)
        #[arg(long, value_name = "MÃ")]
        recognise: Vec<String>,
        /// Chấp nhận thay đổi lớn
        #[arg(long)]
        accept_mass: bool,
        /// Lập biên nhận cho nơi gửi, ghi vào thư mục này
        #[arg(long, value_name = "THƯ MỤC", conflicts_with = "dry_run")]
        receipts: Option<PathBuf>,
    },
    /// Lập biên nhận cho nơi gửi của những gói đã nhận; gói đã hoàn tác thì biên nhận ghi là đã rút lại
    Receipt {
        /// Tệp gói đã nhận; không ghi thì lập mọi biên nhận chưa gửi
        files: Vec<PathBuf>,
        /// Chỉ cho đơn vị này: mã hoặc tên
        #[arg(long, conflicts_with = "files")]
        to: Option<String>,
        /// Thư mục để ghi, hoặc tệp khi chỉ có một biên nhận; không ghi thì để cạnh tệp gói
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Tình hình gửi nhận của từng đơn vị: đã đến, còn thiếu, đã xác nhận
    Status,
    /// Các dòng giữ lại chờ xử lý
    Held {
        /// Cả những dòng đã xử lý
        #[arg(long)]
        all: bool,
        /// Lưu thành tệp .xlsx, .csv, .txt hoặc .png để gửi lại đơn vị
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Xử lý một dòng giữ lại
    Decide {
        /// Số của dòng
        id: i64,
        /// Lấy số của bên gửi
        #[arg(long, conflicts_with = "ours", required_unless_present = "ours")]
        theirs: bool,
        /// Giữ số đang có
        #[arg(long)]
        ours: bool,
        /// Ghi chú
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Handing a book over.
#[derive(Debug, Subcommand)]
pub enum Handover {
    /// Xuất gói bàn giao: toàn bộ sổ, minh chứng và khóa, khóa bằng mật khẩu. Sau đó sổ này không sửa được nữa
    Export {
        /// Tệp, hoặc thư mục để đặt tên tự động
        #[arg(long)]
        out: PathBuf,
        /// Tệp chứa mật khẩu ở dòng đầu; không nêu thì đọc biến môi trường SO06_PASSPHRASE
        #[arg(long, value_name = "TỆP")]
        passphrase_file: Option<PathBuf>,
        /// In kèm biên bản bàn giao (.pdf, .docx, .xlsx)
        #[arg(long, value_name = "TỆP")]
        minute: Option<PathBuf>,
    },
    /// Nhận bàn giao: lập sổ trên máy này từ gói bàn giao
    Open {
        /// Gói bàn giao
        file: PathBuf,
        /// Tệp sổ sẽ lập, chưa có
        #[arg(long)]
        to: PathBuf,
        /// Tệp chứa mật khẩu ở dòng đầu; không nêu thì đọc biến môi trường SO06_PASSPHRASE
        #[arg(long, value_name = "TỆP")]
        passphrase_file: Option<PathBuf>,
    },
    /// Dùng tiếp sổ đã bàn giao, với lý do
    Resume {
        /// Lý do
        #[arg(long)]
        reason: String,
    },
}

/// Keys of sites.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Các khóa mà sổ biết, kèm mã đối chiếu
    List,
    /// Công nhận trước một khóa: theo mã đối chiếu đã so qua điện thoại, hoặc theo một gói đã nhận được
    Enrol {
        /// Mã đối chiếu: ABCD-EFGH
        #[arg(required_unless_present = "package")]
        fingerprint: Option<String>,
        /// Đơn vị có khóa đó: mã hoặc tên
        #[arg(long, required_unless_present = "package")]
        body: Option<String>,
        /// Gói của máy đó; chưa nhận dòng nào vào sổ
        #[arg(long, value_name = "TỆP", conflicts_with = "body")]
        package: Option<PathBuf>,
    },
    /// Thu hồi một khóa; gói ký bằng khóa đó bị từ chối
    Revoke {
        /// Số của khóa
        id: i64,
        /// Lý do
        #[arg(long)]
        reason: String,
    },
    /// Ghi rằng khóa đã được thay bằng khóa mới
    Replace {
        /// Số của khóa
        id: i64,
        /// Lý do
        #[arg(long)]
        reason: String,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// The exchange folder.
#[derive(Debug, Subcommand)]
pub enum Folder {
    /// Quét thư mục một lượt: nhận gói mới đến, gửi cho máy cùng cơ quan
    Sync {
        /// Thư mục trao đổi
        #[arg(required_unless_present = "label")]
        dir: Option<PathBuf>,
        /// Nhãn của USB; khi đó thư mục nằm trên USB này
        #[arg(long, value_name = "NHÃN")]
        label: Option<String>,
        /// Gửi luôn cho cấp trên số liệu mới
        #[arg(long)]
        send: bool,
    },
    /// Chưa có
    #[command(external_subcommand)]
    Other(Vec<String>),
}
