//! Reading how many checks passed and failed from what other tools print.

/// Checks that passed and that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
}

impl Count {
    /// One check.
    pub const fn one(passed: bool) -> Self {
        if passed {
            Self {
                passed: 1,
                failed: 0,
            }
        } else {
            Self {
                passed: 0,
                failed: 1,
            }
        }
    }

    /// Both together.
    pub const fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// Every `N passed` and `M failed` of the text, whoever prints them: the tests of Rust ("12 passed; 0 failed"),
/// vitest ("Tests  79 passed (79)"), our own scripts ("e2e: 38 passed, 0 failed"). Lines of vitest about files are
/// left out, so that no test counts twice.
pub fn read(text: &str) -> Count {
    let mut count = Count::default();
    for line in text.lines() {
        let line = plain(line);
        if line.trim_start().starts_with("Test Files") {
            continue;
        }
        let words: Vec<&str> = line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u32>() else {
                continue;
            };
            match pair[1] {
                "passed" => count.passed += number,
                "failed" => count.failed += number,
                _ => {}
            }
        }
    }
    count
}

/// A line without the colours of a terminal.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            for code in letters.by_ref() {
                if code.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_every_tool_are_read() {
        let of = |passed, failed| Count { passed, failed };
        assert_eq!(
            read("test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured"),
            of(12, 3)
        );
        assert_eq!(
            read(" Test Files  9 passed (9)\n      Tests  79 passed (79)"),
            of(79, 0)
        );
        assert_eq!(
            read("\u{1b}[32m      Tests \u{1b}[0m 2 failed | 5 passed (7)"),
            of(5, 2)
        );
        assert_eq!(read("e2e: 38 passed, 0 failed"), of(38, 0));
        assert_eq!(read("nothing ran"), of(0, 0));
    }
}
