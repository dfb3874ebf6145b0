//! The window shows the program's own page and never another one.

/// Whether an address is the page's own: `tauri://localhost`, which Windows calls `http://tauri.localhost`; while the
/// program is developed, the development server.
pub fn is_own(scheme: &str, host: Option<&str>, port: Option<u16>, developing: bool) -> bool {
    match (scheme, host, port) {
        ("tauri", Some("localhost"), None) | ("http", Some("tauri.localhost"), None) => true,
        ("http", Some("localhost"), Some(5806)) => developing,
        _ => false,
    }
}
