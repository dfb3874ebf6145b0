//! What the window may ask of the system, held against a list that is written here: a widening has to be written twice.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use so06::api::NAMES;
use tempfile::TempDir;

#[path = "../../../src-tauri/src/shell/opened.rs"]
mod opened;
#[path = "../../../src-tauri/src/shell/stay.rs"]
mod stay;

fn root(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).expect("a file of the project")
}

fn parsed(name: &str) -> Value {
    serde_json::from_str(&root(name)).expect("JSON")
}

#[test]
fn the_window_has_these_permissions_and_no_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/capabilities");
    let files = fs::read_dir(folder).expect("the capabilities").count();
    assert_eq!(files, 1, "one capability for one window");
    let own = parsed("src-tauri/capabilities/main.json");
    let wanted = json!([
        "allow-call",
        "allow-print-pages",
        "allow-open-written",
        "core:event:allow-listen",
        "core:event:allow-unlisten",
        "dialog:allow-open",
        "dialog:allow-save",
    ]);
    assert_eq!(own["permissions"], wanted);
    assert_eq!(own["windows"], json!(["main"]));
    for field in ["remote", "local", "webviews", "platforms"] {
        assert_eq!(own[field], Value::Null, "{field}");
    }
    // The window's own commands are named, each for itself.
    let named: Vec<String> = root("src-tauri/permissions/window.toml")
        .lines()
        .filter_map(|line| line.strip_prefix("commands.allow = "))
        .map(str::to_owned)
        .collect();
    assert_eq!(
        named,
        [r#"["call"]"#, r#"["print_pages"]"#, r#"["open_written"]"#]
    );
    let shell = root("src-tauri/src/shell/mod.rs");
    assert!(shell.contains("generate_handler![call, print_pages, open_written]"));
    assert_eq!(shell.matches("#[tauri::command").count(), 3);
}

#[test]
fn the_page_loads_and_asks_nothing_from_elsewhere() {
    let config = parsed("tauri.conf.json");
    let app = &config["app"];
    // Attributes only: the page places its rows and columns by them. No element of styles, and no script of any kind, can be
    // put into the page.
    let wanted = json!({
        "default-src": "'self'",
        "script-src": "'self'",
        "worker-src": "'self'",
        "style-src": "'self'",
        "style-src-elem": "'self'",
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self' ipc: http://ipc.localhost",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    });
    assert_eq!(app["security"]["csp"], wanted);
    let mut fields: Vec<&String> = app["security"]
        .as_object()
        .expect("fields")
        .keys()
        .collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "capabilities",
            "csp",
            "dangerousDisableAssetCspModification"
        ]
    );
    assert_eq!(
        app["security"]["dangerousDisableAssetCspModification"],
        json!(["style-src", "style-src-elem", "style-src-attr"])
    );
    assert_eq!(app["security"]["capabilities"], json!(["main"]));
    let windows = app["windows"].as_array().expect("windows");
    assert_eq!(windows.len(), 1);
    for field in [
        "url",
        "devtools",
        "userAgent",
        "proxyUrl",
        "additionalBrowserArgs",
    ] {
        assert_eq!(windows[0][field], Value::Null, "{field}");
    }
    // Made by the shell, which has it stay on its page.
    assert_eq!(windows[0]["create"], false);
    assert_eq!(config["plugins"], Value::Null);
    assert_eq!(app["withGlobalTauri"], Value::Null);
}

#[test]
fn no_part_of_the_shell_reaches_the_network() {
    let manifest = root("Cargo.toml");
    let features = manifest
        .lines()
        .find(|line| line.starts_with("tauri = "))
        .expect("Tauri");
    // No `devtools`: a release has none. No updater, no HTTP, no shell among the plugins.
    let wanted = r#"features = ["wry", "compression", "common-controls-v6", "dynamic-acl", "x11"]"#;
    assert!(features.contains(wanted), "{features}");
    let plugins: Vec<&str> = manifest
        .lines()
        .filter(|line| line.starts_with("tauri-plugin-"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(
        plugins,
        [
            "tauri-plugin-dialog",
            "tauri-plugin-notification",
            "tauri-plugin-opener",
            "tauri-plugin-single-instance",
        ]
    );
    let shell = root("src-tauri/src/shell/mod.rs");
    for own in [
        ".devtools(cfg!(debug_assertions))",
        ".on_navigation(",
        "NewWindowResponse::Deny",
    ] {
        assert!(shell.contains(own), "{own}");
    }
}

#[test]
fn the_window_stays_on_its_own_page() {
    let own = |scheme, host, port| stay::is_own(scheme, Some(host), port, false);
    assert!(own("tauri", "localhost", None));
    assert!(own("http", "tauri.localhost", None));
    for (scheme, host, port) in [
        ("https", "vidu.vn", None),
        ("http", "localhost", Some(5806)),
        ("http", "tauri.localhost.vidu.vn", None),
        ("https", "tauri.localhost", None),
        ("http", "tauri.localhost", Some(81)),
        ("tauri", "vidu.vn", None),
        ("data", "", None),
        ("javascript", "", None),
        ("file", "", None),
        ("blob", "", None),
    ] {
        assert!(!own(scheme, host, port), "{scheme}://{host}");
    }
    assert!(stay::is_own("http", Some("localhost"), Some(5806), true));
    assert!(!stay::is_own("about", None, None, true));
}

#[test]
fn only_what_the_engine_wrote_in_this_run_is_opened() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    for name in ["giấy.pdf", "lạ.pdf", "sổ.so06", "gói.so06x", "chạy.exe"] {
        fs::write(at(name), "x").expect("a file");
    }
    let mut all = opened::Opened::default();
    let saved = |name: &str| json!({ "path": at(name), "bytes": 1 });
    assert!(!all.may(&at("giấy.pdf")), "not yet");
    // A reading names whatever path it was asked about.
    all.note("examine_book", &saved("giấy.pdf"));
    all.note("open_book", &saved("lạ.pdf"));
    assert!(!all.may(&at("giấy.pdf")) && !all.may(dir.path()));
    all.note(
        "save_letters",
        &json!({ "files": [saved("giấy.pdf")], "skipped": ["lạ.pdf"] }),
    );
    all.note("write_package", &saved("gói.so06x"));
    all.note("save_table", &saved("chạy.exe"));
    assert!(all.may(&at("giấy.pdf")) && all.may(dir.path()));
    for name in [
        "lạ.pdf",
        "sổ.so06",
        "gói.so06x",
        "chạy.exe",
        "không có.pdf",
        "..",
    ] {
        assert!(!all.may(&at(name)), "{name}");
    }
    assert!(!all.may(dir.path().parent().expect("a folder above")));
    // Somebody put a link in its place.
    #[cfg(unix)]
    {
        fs::remove_file(at("giấy.pdf")).expect("it goes");
        std::os::unix::fs::symlink(at("chạy.exe"), at("giấy.pdf")).expect("a link");
        assert!(!all.may(&at("giấy.pdf")));
    }
    assert!(opened::WRITERS.iter().all(|own| NAMES.contains(own)));
}
