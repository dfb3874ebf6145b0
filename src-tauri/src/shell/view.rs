//! What the window shows its pages in: a part of the system, which may be missing or older than the pages are made for.

/// The part of the system that it is.
#[cfg(windows)]
pub const NAME: &str = "Microsoft Edge WebView2";
#[cfg(not(windows))]
pub const NAME: &str = "WebKit";

/// The oldest version that knows what the pages are built for (`build.target` in `ui/vite.config.ts`). The installer for
/// Windows knows the same number.
#[cfg(windows)]
const OLDEST: [u32; 2] = [110, 0];
/// WebKitGTK 2.40 is the WebKit of Safari 16.4.
#[cfg(target_os = "linux")]
const OLDEST: [u32; 2] = [2, 40];
/// Its numbers go with those of the system there.
#[cfg(not(any(windows, target_os = "linux")))]
const OLDEST: [u32; 2] = [0, 0];

/// What was found of it.
pub enum View {
    /// It is there, with its version.
    Ready(String),
    /// It is there, and too old.
    Old(String),
    /// It is not there, and why.
    Missing(String),
}

impl View {
    /// Looks for it.
    pub fn found() -> Self {
        match tauri::webview_version() {
            Err(error) => Self::Missing(error.to_string()),
            Ok(version) if numbers(&version) < OLDEST => Self::Old(version),
            Ok(version) => Self::Ready(version),
        }
    }

    /// Whether a window can be shown in it.
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
    }
}

/// The first two numbers of a version; a sign that is none counts as 0.
fn numbers(version: &str) -> [u32; 2] {
    let mut parts = version
        .split(['.', ' '])
        .map(|own| own.parse().unwrap_or(0));
    [parts.next().unwrap_or(0), parts.next().unwrap_or(0)]
}
