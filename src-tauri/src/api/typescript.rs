//! TypeScript of the contract, generated from the Rust types.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS, TypeVisitor};

use super::commands;

/// Collects files of types and of all they are made of.
#[derive(Debug, Default)]
pub(super) struct Collector {
    seen: Vec<TypeId>,
    names: Vec<String>,
    files: BTreeMap<PathBuf, String>,
}

fn config() -> Config {
    // Keys and counts stay far below 2^53.
    Config::new().with_large_int("number")
}

impl Collector {
    pub(super) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        T::visit_dependencies(self);
        T::visit_generics(self);
        if let (Some(path), Ok(text)) = (T::output_path(), T::export_to_string(&config()))
            && self.files.insert(path, text).is_none()
        {
            self.names.push(T::ident(&config()));
        }
    }

    pub(super) fn line<Q: TS, R: TS>(name: &str) -> String {
        let request = Q::inline(&config());
        let request = if request == "{  }" || request == "Record<string, never>" {
            "Record<string, never>"
        } else {
            &request
        };
        format!(
            "  {name}: {{ request: {request}; response: {} }};\n",
            R::name(&config())
        )
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// Files of the contract by their names: one a type, and `Commands.ts` that joins them.
pub fn typescript() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut names = Vec::new();
    let interface = commands::contract(&mut |collector| {
        files.clone_from(&collector.files);
        names.clone_from(&collector.names);
    });
    names.sort();
    let used = |name: &&String| {
        interface
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == **name)
    };
    let imports: String = names
        .iter()
        .filter(used)
        .map(|name| format!("import type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    let note = "// This file is generated from the table of commands. Do not edit it by hand.\n";
    files.insert(
        PathBuf::from("Commands.ts"),
        format!("{note}{imports}\n{interface}"),
    );
    files
}

/// Writes the files into a folder and removes those that belong to no type any more.
pub fn write_typescript(folder: &Path) -> std::io::Result<()> {
    let files = typescript();
    std::fs::create_dir_all(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !files.keys().any(|name| path.ends_with(name)) {
            std::fs::remove_file(path)?;
        }
    }
    files
        .iter()
        .try_for_each(|(name, text)| std::fs::write(folder.join(name), text))
}
