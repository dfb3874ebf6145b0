//! The folder carried by another program: rclone serves it over WebDAV on this machine and keeps each office's folder the
//! same, as a Nextcloud client does. Everything goes through the program `so06`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");
const ISSUED: &str = "dinh_danh.ho_so";

/// A server that ends with the test.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(dir: &Path) -> Self {
        let mut process = Command::new("rclone")
            .args([
                "serve",
                "webdav",
                "--addr",
                "127.0.0.1:0",
                "--dir-cache-time",
                "1ms",
                "-v",
            ])
            .arg(dir)
            .env("RCLONE_CONFIG", dir.with_file_name("rclone.conf"))
            .stderr(Stdio::piped())
            .spawn()
            .expect("rclone, which cargo xtask test installs");
        let mut lines = BufReader::new(process.stderr.take().expect("its words")).lines();
        let url = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let at = line.find("http://127.0.0.1:")?;
            let url = line[at..].split_whitespace().next()?;
            Some(url.trim_end_matches(['/', '"', ']', ',']).to_owned())
        });
        // Its words are read to the end, or it would stop when nobody listens.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            url: url.expect("an address"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// An office with its book and its own copy of the folder.
struct Place {
    home: PathBuf,
    url: String,
}

impl Place {
    fn new(world: &Path, name: &str, server: &Server) -> Self {
        let home = world.join(name);
        fs::create_dir_all(home.join("TRAODOI")).expect("folders");
        Self {
            home,
            url: server.url.clone(),
        }
    }

    fn so06(&self, args: &[&str]) -> Output {
        Command::new(PROGRAM)
            .args(["--json", "--now", "2024-03-18"])
            .args(args)
            .current_dir(&self.home)
            .env("SO06_BOOK", "sổ.so06")
            .env("SO06_DATA_DIR", self.home.join("máy"))
            .output()
            .expect("the program")
    }

    fn done(&self, args: &[&str]) -> Value {
        let output = self.so06(args);
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {words}");
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    /// The synchronising program brings what is new here up, and what is new there down.
    fn carry(&self) {
        let away = format!(":webdav,url=\"{}\":", self.url);
        let here = self.home.join("TRAODOI");
        let here = here.to_str().expect("a path");
        for (from, to) in [(here, away.as_str()), (away.as_str(), here)] {
            let done = Command::new("rclone")
                .args(["copy", "--exclude", "*.dang-ghi", from, to])
                .env("RCLONE_CONFIG", self.home.join("rclone.conf"))
                .output()
                .expect("rclone");
            let words = String::from_utf8_lossy(&done.stderr);
            assert!(done.status.success(), "{words}");
        }
    }

    fn sync(&self) -> Value {
        self.carry();
        let report = self.done(&["folder", "sync", "TRAODOI", "--send"]);
        self.carry();
        report
    }

    fn enter(&self, body: &str, value: &str) {
        self.done(&[
            "values",
            "set",
            "--body",
            body,
            "--indicator",
            ISSUED,
            "--period",
            "2024-T03",
            "--value",
            value,
        ]);
    }

    /// What the book says of a unit.
    fn value(&self, body: &str) -> Option<i64> {
        let all = self.done(&[
            "values",
            "list",
            "--indicator",
            ISSUED,
            "--period",
            "2024-T03",
            "--body",
            body,
        ]);
        let own = all
            .as_array()?
            .iter()
            .find(|own| own["source"] != "minh_hoa")?;
        own["value"].as_i64()
    }
}

fn states(report: &Value, state: &str) -> usize {
    let files = report["files"].as_array().expect("files");
    files.iter().filter(|own| own["state"] == state).count()
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks rclone")]
fn an_office_of_two_machines_and_its_commune_exchange_through_a_server() {
    let world = TempDir::new().expect("a folder");
    let cloud = world.path().join("máy chủ");
    fs::create_dir(&cloud).expect("a folder");
    let server = Server::start(&cloud);
    let [first, second, commune] =
        ["quận 1", "quận 2", "phường"].map(|own| Place::new(world.path(), own, &server));

    first.done(&["new", "--example", "binh-thuy-2024", "--book", "sổ.so06"]);
    first.done(&[
        "package",
        "export",
        "--to",
        "918",
        "--out",
        "thêm máy.so06x",
    ]);
    second.done(&[
        "new",
        "--package",
        "../quận 1/thêm máy.so06x",
        "--book",
        "sổ.so06",
    ]);
    // The commune's package lies in the folder, under a name that says nothing.
    first.done(&[
        "package",
        "export",
        "--to",
        "31168",
        "--out",
        "TRAODOI/tài liệu.bin",
    ]);
    first.sync();
    commune.carry();
    commune.done(&[
        "new",
        "--package",
        "TRAODOI/tài liệu.bin",
        "--book",
        "sổ.so06",
    ]);

    commune.enter("31168", "7");
    let report = commune.sync();
    assert_eq!(report["sent"].as_array().map(Vec::len), Some(1), "{report}");
    second.sync();
    let report = first.sync();
    assert_eq!(
        states(&report, "taken"),
        2,
        "the commune's and the second machine's: {report}"
    );
    assert_eq!(first.value("31168"), Some(7));

    second.enter("31174", "30");
    for _ in 0..2 {
        second.sync();
        first.sync();
    }
    assert_eq!(second.value("31168"), Some(7), "through the first machine");
    assert_eq!(first.value("31174"), Some(30));

    // A file that arrives cut off is waited for, and says so.
    let whole = fs::read_dir(first.home.join("TRAODOI")).expect("the folder");
    let whole = whole
        .map(|own| own.expect("an entry").path())
        .next()
        .expect("a file");
    let mut bytes = Vec::new();
    fs::File::open(whole)
        .and_then(|mut own| own.read_to_end(&mut bytes))
        .expect("a file");
    fs::write(cloud.join("dở.so06x"), &bytes[..bytes.len() / 2]).expect("half a file");
    let report = first.sync();
    assert_eq!(states(&report, "copying"), 1, "{report}");
    fs::remove_file(cloud.join("dở.so06x")).expect("removed");
    fs::remove_file(first.home.join("TRAODOI/dở.so06x")).expect("removed");

    // At rest: nobody writes and nobody takes.
    for _ in 0..2 {
        for place in [&first, &second, &commune] {
            place.sync();
        }
    }
    for place in [&first, &second, &commune] {
        let report = place.sync();
        assert_eq!(report["sent"].as_array().map(Vec::len), Some(0), "{report}");
        assert_eq!(states(&report, "taken"), 0, "{report}");
    }
    // The book never lies in the folder that is carried.
    let output = first.so06(&["folder", "sync", "."]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer");
    assert_eq!(answer["error"]["code"], "book_in_folder");
    let output = first.so06(&["folder", "sync", "USB"]);
    assert_eq!(output.status.code(), Some(4), "a stick that is not there");
}
