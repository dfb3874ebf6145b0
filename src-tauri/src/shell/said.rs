//! What is said when there is no window to say it in: whoever double-clicked the program sees no terminal.

use so06::api::{Language, piece};

use super::view::View;

/// Says why the program ends, on the terminal and, where the system has boxes of its own, in one.
pub fn tell(text: &str) {
    eprintln!("{text}");
    #[cfg(any(windows, target_os = "macos"))]
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Sổ 06")
        .set_description(text)
        .show();
}

/// Whether there is something that a window can show itself in. Where it is missing or too old, this says so; on Windows it
/// offers to install what lies beside the program, which needs no network.
pub fn view_ready() -> bool {
    let view = View::found();
    #[cfg(windows)]
    let view = if view.is_ready() || !installed_from_beside() {
        view
    } else {
        View::found()
    };
    let words = match view {
        View::Ready(_) => return true,
        View::Old(version) => piece(OLD_VIEW, &[("version", version)], Language::Vietnamese),
        View::Missing(_) => piece(NO_VIEW, &[], Language::Vietnamese),
    };
    tell(&words);
    false
}

#[cfg(windows)]
const NO_VIEW: &str = "window.no_view";
#[cfg(not(windows))]
const NO_VIEW: &str = "window.no_webkit";
#[cfg(windows)]
const OLD_VIEW: &str = "window.old_view";
#[cfg(not(windows))]
const OLD_VIEW: &str = "window.old_webkit";

/// What Microsoft calls its installer that needs no network.
#[cfg(windows)]
const BESIDE: &str = "MicrosoftEdgeWebView2RuntimeInstallerX64.exe";

#[cfg(windows)]
fn installed_from_beside() -> bool {
    let Some(setup) = std::env::current_exe()
        .ok()
        .and_then(|own| Some(own.parent()?.join(BESIDE)))
        .filter(|own| own.is_file())
    else {
        return false;
    };
    let wanted = rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Info)
        .set_title("Sổ 06")
        .set_description(piece("window.install_view", &[], Language::Vietnamese))
        .set_buttons(rfd::MessageButtons::YesNo)
        .show();
    wanted == rfd::MessageDialogResult::Yes
        && std::process::Command::new(setup)
            .args(["/silent", "/install"])
            .status()
            .is_ok_and(|status| status.success())
}
