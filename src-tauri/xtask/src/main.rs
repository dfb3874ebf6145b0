//! `cargo xtask`: the only door for people who build Sổ 06. It installs what is missing, builds, runs and
//! tests; it has no dependencies, so the first call compiles in seconds.

mod bench;
mod bundle;
mod catalogue;
mod count;
mod fuzz;
mod json;
mod machine;
mod open;
mod place;
mod prose;
mod sbom;
mod tests;
mod windows;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run               build everything and open the window on the example book
cargo xtask test [--full]     formats, lints, engine, UI, browser, window and PDF checks
cargo xtask check             the fast loop: formats, lints, engine tests
cargo xtask bindings          write the TypeScript of the contract
cargo xtask catalogue         derive the catalogue of units anew from its two packages and the resolutions
cargo xtask bench [--quick|--papers|--tables|--tasks|--exchange|--province|--country|--start] [--write]
                              measure entering, catalogue and screens; --write puts them into BENCHMARKS.md
cargo xtask fuzz [target] [--seconds N]
                              run the fuzz targets of tests/fuzz, each for N seconds (600)
cargo xtask sbom [--out FILE]  list what the program is made of, as CycloneDX 1.5
cargo xtask windows [--test]   make the programs for Windows; --test tries them under Wine
cargo xtask bundle [--appimage]
                              make what people get: installer, copy for a stick, .deb, checksums, licences, signature;
                              an AppImage needs tools of Tauri from the network
cargo xtask e2e               the browser story only
cargo xtask help              this page";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["run"] => open::run(),
        ["test"] => tests::everything(false),
        ["test", "--full"] => tests::everything(true),
        ["check"] => tests::fast(),
        ["bindings"] => tests::bindings(),
        ["catalogue"] => catalogue::catalogue(),
        ["bench", flags @ ..] => bench::bench(flags),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["sbom", words @ ..] => sbom::sbom(words),
        ["bundle"] => bundle::bundle(false),
        ["bundle", "--appimage"] => bundle::bundle(true),
        ["windows"] => windows::windows(false),
        ["windows", "--test"] => windows::windows(true),
        ["e2e"] => tests::browser_only(),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(true)
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
