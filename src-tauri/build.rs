//! Prepares the desktop shell. Without the feature `desktop` there is nothing to prepare, and no
//! part of Tauri is compiled.

fn main() {
    #[cfg(feature = "desktop")]
    prepare_shell();
}

/// Reads `tauri.conf.json` at the root and the permissions below `src-tauri/`, which is not where
/// Tauri looks by itself when the manifest lies at the root.
#[cfg(feature = "desktop")]
fn prepare_shell() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rerun-if-changed=src-tauri/icons");
    println!("cargo:rerun-if-changed=src-tauri/windows/so06.manifest");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(
            tauri_build::AppManifest::new()
                .permissions_path_pattern("./src-tauri/permissions/*.toml"),
        )
        .windows_attributes(
            tauri_build::WindowsAttributes::new()
                .window_icon_path("src-tauri/icons/icon.ico")
                .app_manifest(include_str!("windows/so06.manifest")),
        );
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
