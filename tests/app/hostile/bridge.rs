//! The bridge answers a page of this machine that has the token of this start, and nobody else.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

struct Bridge {
    child: Child,
    at: String,
    token: String,
    _folder: TempDir,
}

impl Drop for Bridge {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn start() -> Bridge {
    let folder = TempDir::new().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_so06-bridge"))
        .args(["--port", "0", "--book-dir"])
        .arg(folder.path())
        .env_remove("SO06_BRIDGE_TOKEN")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the bridge");
    let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
    let mut line = || lines.next().expect("a line").expect("text");
    let (token, at) = (line(), line());
    let token = token.split_once("#token=").expect("the token").1.to_owned();
    let at = at
        .strip_prefix("listening on ")
        .expect("its place")
        .to_owned();
    Bridge {
        child,
        at,
        token,
        _folder: folder,
    }
}

impl Bridge {
    /// The status of a raw request.
    fn status(&self, method: &str, headers: &[(&str, &str)], body: &str) -> u16 {
        let mut stream = TcpStream::connect(&self.at).expect("the bridge");
        let mut text = format!("{method} /api/book HTTP/1.1\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        // A refusal may come before all of it is read.
        drop(stream.write_all(text.as_bytes()));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1);
        status
            .and_then(|own| own.parse().ok())
            .unwrap_or_else(|| panic!("no answer: {answer}"))
    }
}

#[test]
fn only_its_own_origin_with_the_token_is_answered() {
    let bridge = start();
    assert!(bridge.at.starts_with("127.0.0.1:"), "{}", bridge.at);
    assert_eq!(bridge.token.len(), 64);
    let (host, token) = (
        ("host", bridge.at.as_str()),
        ("x-so06-token", bridge.token.as_str()),
    );
    let post = |headers: &[(&str, &str)]| bridge.status("POST", headers, "{}");
    assert_eq!(post(&[host, token]), 200);
    for own in [
        "http://127.0.0.1:5806",
        "http://localhost:5806",
        "http://[::1]:1",
    ] {
        assert_eq!(post(&[host, token, ("origin", own)]), 200, "{own}");
    }
    assert_eq!(post(&[("host", "localhost"), token]), 200);
    // Without the token, with another one, or a part of it.
    assert_eq!(post(&[host]), 401);
    for given in ["", "x", &bridge.token[..63], &"0".repeat(64)] {
        assert_eq!(post(&[host, ("x-so06-token", given)]), 401, "{given}");
    }
    assert_eq!(post(&[host, ("authorization", bridge.token.as_str())]), 401);
    // From elsewhere, even with the token.
    for origin in [
        "http://vidu.vn",
        "https://127.0.0.1",
        "http://127.0.0.1.vidu.vn",
        "http://127.0.0.1:80@vidu.vn",
        "http://localhost.vidu.vn:5806",
        "null",
        "",
        "file://",
    ] {
        assert_eq!(post(&[host, token, ("origin", origin)]), 403, "{origin}");
    }
    // Under a name of the web that was made to point here.
    for name in [
        "vidu.vn",
        "127.0.0.1.vidu.vn",
        "localhost.vidu.vn:4806",
        "0.0.0.0",
        "",
    ] {
        assert_eq!(post(&[("host", name), token]), 403, "{name}");
    }
    assert_eq!(bridge.status("GET", &[host, token], ""), 405);
    // The question that a browser asks before it sends a header of ours from elsewhere.
    let asks = [
        host,
        ("origin", "http://vidu.vn"),
        ("access-control-request-headers", "x-so06-token"),
    ];
    assert_eq!(bridge.status("OPTIONS", &asks, ""), 403);
    assert_eq!(bridge.status("POST", &[host, token], "{"), 422);
    assert_eq!(
        bridge.status("POST", &[host, token], &"x".repeat(2 << 20)),
        413
    );
}

#[test]
fn every_start_has_a_token_of_its_own_and_takes_no_weak_one() {
    let (one, other) = (start(), start());
    assert_ne!(one.token, other.token);
    for weak in ["", "1234", &"a".repeat(63), &"ă".repeat(64)] {
        let folder = TempDir::new().expect("a folder");
        let status = Command::new(env!("CARGO_BIN_EXE_so06-bridge"))
            .args(["--port", "0", "--book-dir"])
            .arg(folder.path())
            .env("SO06_BRIDGE_TOKEN", weak)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the bridge");
        assert!(!status.success(), "{weak}");
    }
}

#[test]
fn a_release_has_no_bridge() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("a source");
    let bridge = read("src-tauri/src/bin/bridge.rs");
    assert!(bridge.contains("#[cfg(not(debug_assertions))]\ncompile_error!("));
    // The profiles of releases and measurements have no debug assertions, so nothing lifts that refusal.
    assert!(!read("Cargo.toml").contains("debug-assertions"));
    // What is listed as shipped is what is built for release.
    assert!(read("src-tauri/xtask/src/sbom.rs").contains("\"desktop,custom-protocol\""));
}
