//! `cargo xtask sbom`: what the program is made of, as CycloneDX 1.5. Crates that are compiled into what ships, on every
//! platform that deny.toml names, and the packages that the page is bundled from; each with its licence, the hash of the
//! lock file and where it comes from. Equal lock files give equal bytes: no time, no number of the run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::json::{Json, quoted};
use crate::place::{Problem, cargo, root};

/// What ships; never the bridge.
const SHIPPED: &str = "desktop,custom-protocol";

/// Where crates come from; deny.toml allows no other place.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A part of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    purl: String,
    pub name: String,
    pub version: String,
    pub licence: String,
    /// Where its source lies on this machine, its licence among it.
    pub folder: PathBuf,
    /// Algorithm and hex.
    hash: Option<(&'static str, String)>,
    /// What it needs itself, by their purls.
    needs: BTreeSet<String>,
}

/// Parts by their purls.
pub type Parts = BTreeMap<String, Part>;

/// Writes the list to a file, or to the terminal.
pub fn sbom(words: &[&str]) -> Result<bool, Problem> {
    let text = text()?;
    match words {
        [] => print!("{text}"),
        ["--out", path] => {
            std::fs::write(path, text).map_err(|e| format!("{path}: {e}"))?;
            println!("xtask: {path}");
        }
        _ => return Err("sbom [--out FILE]".to_owned()),
    }
    Ok(true)
}

/// The list as it is written.
pub fn text() -> Result<String, Problem> {
    let (own, parts) = parts()?;
    Ok(written(&own, &parts))
}

/// The program and what it is made of.
pub fn parts() -> Result<(Part, Parts), Problem> {
    let (mut parts, mut own) = crates()?;
    let (packages, page) = packages(&read(&root().join("ui/package-lock.json"))?)?;
    parts.extend(packages);
    own.needs.extend(page);
    Ok((own, parts))
}

fn read(path: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Platforms of deny.toml.
pub fn targets() -> Result<Vec<String>, Problem> {
    let text = read(&root().join("deny.toml"))?;
    let line = text.lines().find_map(|own| own.strip_prefix("targets = "));
    let line = line.ok_or("deny.toml names no targets")?;
    Ok(line
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect())
}

/// Crates that ship, and the program itself with what it needs of them.
fn crates() -> Result<(Parts, Part), Problem> {
    let sums = sums(&read(&root().join("Cargo.lock"))?);
    let (mut parts, mut program, mut shipped) = (Parts::new(), None, BTreeSet::new());
    for target in targets()? {
        shipped.extend(compiled(&target)?);
        let graph = metadata(&target)?;
        let own = graph.reached(&sums, &mut parts)?;
        match &mut program {
            None => program = Some(own),
            Some(all) => all.needs.extend(own.needs),
        }
    }
    parts.retain(|purl, _| shipped.contains(purl));
    if let Some(purl) = shipped.iter().find(|own| !parts.contains_key(*own)) {
        return Err(format!(
            "{purl} is compiled in, and cargo metadata does not know it"
        ));
    }
    Ok((parts, program.ok_or("deny.toml names no target")?))
}

/// Crates that are compiled into the program for a platform. `cargo metadata` knows where they come from, but lists what
/// features leave out as well.
fn compiled(target: &str) -> Result<BTreeSet<String>, Problem> {
    let mut command = cargo();
    command.args(["tree", "-p", "so06", "--locked", "--features", SHIPPED]);
    command.args([
        "--edges", "normal", "--prefix", "none", "--format", "{p}", "--target",
    ]);
    let output = command.arg(target).output();
    let output = output.map_err(|e| format!("cargo tree: {e}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let named = text.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        // What this repository has itself is the program.
        (!name.starts_with("so06")).then(|| address(name, version))
    });
    Ok(named.collect())
}

/// Hashes by name and version, as the lock file of cargo has them.
fn sums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|own| own.strip_prefix(name));
        line.map(|own| own.trim_matches(['=', ' ', '"']).to_owned())
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            let key = (field(block, "name")?, field(block, "version")?);
            Some((key, field(block, "checksum")?))
        })
        .collect()
}

/// What cargo says of the crates and who needs whom.
struct Graph {
    root: String,
    packages: BTreeMap<String, Json>,
    needs: BTreeMap<String, Vec<String>>,
}

fn metadata(target: &str) -> Result<Graph, Problem> {
    let mut command = cargo();
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--features",
    ]);
    command.args([SHIPPED, "--filter-platform", target]);
    let output = command
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let all = Json::read(&text).ok_or("cargo metadata wrote no JSON")?;
    let packages = all.at("packages").list().iter();
    let packages: BTreeMap<_, _> = packages
        .map(|own| (own.at("id").text().to_owned(), own.clone()))
        .collect();
    let nodes = all.at("resolve").at("nodes").list().iter();
    let needs = nodes.map(|own| {
        let needed = own.at("deps").list().iter().filter(|dep| is_normal(dep));
        let needed = needed.map(|dep| dep.at("pkg").text().to_owned());
        (own.at("id").text().to_owned(), needed.collect())
    });
    let root = all.at("resolve").at("root").text().to_owned();
    Ok(Graph {
        root,
        packages,
        needs: needs.collect(),
    })
}

/// What only builds or tests is not in the program.
fn is_normal(dep: &Json) -> bool {
    let mut kinds = dep.at("dep_kinds").list().iter();
    kinds.any(|own| own.at("kind") == &Json::Null)
}

impl Graph {
    /// Puts all that the program needs among the parts; gives the program.
    fn reached(
        &self,
        sums: &BTreeMap<(String, String), String>,
        parts: &mut Parts,
    ) -> Result<Part, Problem> {
        let (mut ahead, mut seen) = (vec![self.root.clone()], BTreeSet::new());
        while let Some(id) = ahead.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            ahead.extend(self.needs.get(&id).into_iter().flatten().cloned());
            if !self.is_own(&id) {
                let part = self.part(&id, sums)?;
                let needs = part.needs.clone();
                let kept = parts.entry(part.purl.clone()).or_insert(part);
                kept.needs.extend(needs);
            }
        }
        self.part(&self.root, sums)
    }

    /// Whether it lies in this repository: then it is the program.
    fn is_own(&self, id: &str) -> bool {
        let package = self.packages.get(id);
        package.is_some_and(|own| own.at("source").text().is_empty())
    }

    /// What a package needs of others; what own crates need is needed by whoever needs them.
    fn needs_of(&self, id: &str) -> Vec<String> {
        let needs = self.needs.get(id).into_iter().flatten();
        needs
            .flat_map(|id| match self.packages.get(id) {
                _ if self.is_own(id) => self.needs_of(id),
                Some(package) => vec![purl(package)],
                None => Vec::new(),
            })
            .collect()
    }

    fn part(&self, id: &str, sums: &BTreeMap<(String, String), String>) -> Result<Part, Problem> {
        let own = self
            .packages
            .get(id)
            .ok_or_else(|| format!("no package {id}"))?;
        let field = |name: &str| own.at(name).text().to_owned();
        let key = (field("name"), field("version"));
        let from = own.at("source").text();
        if id != self.root && from != REGISTRY {
            return Err(format!("{id} comes from {from:?}"));
        }
        Ok(Part {
            purl: purl(own),
            hash: sums.get(&key).map(|own| ("SHA-256", own.clone())),
            name: key.0,
            version: key.1,
            licence: field("license"),
            folder: Path::new(own.at("manifest_path").text())
                .parent()
                .map_or_else(PathBuf::new, Path::to_owned),
            needs: self.needs_of(id).into_iter().collect(),
        })
    }
}

fn purl(package: &Json) -> String {
    address(package.at("name").text(), package.at("version").text())
}

fn address(name: &str, version: &str) -> String {
    // A `+` of a version means something else in an address.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// Packages of the page that are bundled, and those that the page itself names.
fn packages(lock: &str) -> Result<(Parts, BTreeSet<String>), Problem> {
    let lock = Json::read(lock).ok_or("ui/package-lock.json is no JSON")?;
    let all = lock.at("packages");
    let (mut parts, mut page) = (Parts::new(), BTreeSet::new());
    let wanted: Vec<&String> = all
        .at("")
        .at("dependencies")
        .fields()
        .map(|own| own.0)
        .collect();
    for (place, own) in all.fields() {
        let skipped = ["dev", "optional", "devOptional", "peer"];
        if place.is_empty()
            || skipped
                .iter()
                .any(|flag| own.at(flag) == &Json::Truth(true))
        {
            continue;
        }
        let name = place.rsplit("node_modules/").next().unwrap_or(place);
        let version = own.at("version").text();
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        if wanted.iter().any(|own| *own == name) && !place.contains("/node_modules/") {
            page.insert(purl.clone());
        }
        let hash = own.at("integrity").text().strip_prefix("sha512-");
        parts.insert(
            purl.clone(),
            Part {
                purl,
                name: name.to_owned(),
                version: version.to_owned(),
                licence: own.at("license").text().to_owned(),
                folder: root().join("ui").join(place),
                hash: hash.and_then(hex_of_base64).map(|own| ("SHA-512", own)),
                needs: BTreeSet::new(),
            },
        );
    }
    let known = parts.clone();
    for (place, own) in all.fields() {
        let name = place.rsplit("node_modules/").next().unwrap_or(place);
        let needs = own.at("dependencies").fields().map(|own| own.0.as_str());
        let needs = needs
            .filter_map(|need| Some(known.values().find(|own| own.name == need)?.purl.clone()));
        let version = own.at("version").text();
        let part = parts
            .values_mut()
            .find(|own| own.name == name && own.version == version);
        if let Some(part) = part {
            part.needs.extend(needs);
        }
    }
    Ok((parts, page))
}

fn hex_of_base64(text: &str) -> Option<String> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut count) = (String::new(), 0_u32, 0);
    for sign in text.trim_end_matches('=').bytes() {
        let at = SIGNS.iter().position(|own| *own == sign)?;
        bits = bits << 6 | at as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push_str(&format!("{:02x}", bits >> count & 0xff));
        }
    }
    Some(out)
}

fn written(program: &Part, parts: &Parts) -> String {
    let mut out = String::from("{\n");
    out.push_str(
        "  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.5\",\n  \"version\": 1,\n",
    );
    out.push_str("  \"metadata\": {\n    \"component\": ");
    out.push_str(&component(program, "application"));
    out.push_str("\n  },\n  \"components\": [");
    let all: Vec<String> = parts
        .values()
        .map(|own| component(own, "library"))
        .collect();
    out.push_str(&format!("\n    {}\n  ],\n", all.join(",\n    ")));
    out.push_str("  \"dependencies\": [");
    let all: Vec<String> = std::iter::once(program)
        .chain(parts.values())
        .map(|own| dependency(own, parts))
        .collect();
    out.push_str(&format!("\n    {}\n  ]\n}}\n", all.join(",\n    ")));
    out
}

fn component(part: &Part, kind: &str) -> String {
    let mut fields = vec![
        ("type", quoted(kind)),
        ("bom-ref", quoted(&part.purl)),
        ("name", quoted(&part.name)),
        ("version", quoted(&part.version)),
    ];
    if let Some((algorithm, hash)) = &part.hash {
        let hash = format!(
            "[{{ \"alg\": {}, \"content\": {} }}]",
            quoted(algorithm),
            quoted(hash)
        );
        fields.push(("hashes", hash));
    }
    if !part.licence.is_empty() {
        // The old way of writing a choice.
        let licence = part.licence.replace('/', " OR ");
        fields.push((
            "licenses",
            format!("[{{ \"expression\": {} }}]", quoted(&licence)),
        ));
    }
    fields.push(("purl", quoted(&part.purl)));
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, own)| format!("\"{name}\": {own}"))
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

fn dependency(part: &Part, parts: &Parts) -> String {
    let needs = part.needs.iter().filter(|own| parts.contains_key(*own));
    let needs: Vec<String> = needs.map(|own| quoted(own)).collect();
    format!(
        "{{ \"ref\": {}, \"dependsOn\": [{}] }}",
        quoted(&part.purl),
        needs.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_a_cyclonedx_and_names_whatever_ships() {
        let text = text().expect("the list");
        assert_eq!(
            text,
            super::text().expect("the list"),
            "equal inputs, equal bytes"
        );
        let own = Json::read(&text).expect("JSON");
        assert_eq!(own.at("bomFormat").text(), "CycloneDX");
        assert_eq!(own.at("specVersion").text(), "1.5");
        assert_eq!(own.at("version"), &Json::Number("1".to_owned()));
        assert_eq!(own.at("metadata").at("component").at("name").text(), "so06");
        let components = own.at("components").list();
        let mut refs = BTreeSet::new();
        for one in components {
            let purl = one.at("purl").text();
            assert_eq!(one.at("type").text(), "library");
            assert!(
                refs.insert(one.at("bom-ref").text().to_owned()),
                "{purl} twice"
            );
            assert!(!one.at("name").text().is_empty() && !one.at("version").text().is_empty());
            let hash = &one.at("hashes").list()[0];
            let digits = if purl.starts_with("pkg:cargo/") {
                64
            } else {
                128
            };
            assert_eq!(hash.at("content").text().len(), digits, "{purl}");
            let licence = one.at("licenses").list()[0].at("expression").text();
            assert!(
                !licence.is_empty() && !licence.contains('/'),
                "{purl}: {licence}"
            );
        }
        let crates: BTreeSet<String> = refs
            .iter()
            .filter(|own| own.starts_with("pkg:cargo/"))
            .cloned()
            .collect();
        let all = targets().expect("targets");
        let shipped = all.iter().flat_map(|own| compiled(own).expect("crates"));
        assert_eq!(crates, shipped.collect());
        // Each of them is in the lock file, under the same hash.
        let lock = sums(&read(&root().join("Cargo.lock")).expect("the lock"));
        for one in components {
            let key = (
                one.at("name").text().to_owned(),
                one.at("version").text().to_owned(),
            );
            let hash = one.at("hashes").list()[0].at("content").text();
            let npm = one.at("purl").text().starts_with("pkg:npm/");
            assert!(npm || lock.get(&key).is_some_and(|own| own == hash));
        }
        for bundled in [
            "pkg:cargo/sqlite3mc-src@",
            "pkg:npm/svelte@",
            "pkg:npm/pdfjs-dist@",
            "pkg:npm/%40fontsource/inter@",
        ] {
            assert!(refs.iter().any(|own| own.starts_with(bundled)), "{bundled}");
        }
        for built in [
            "pkg:npm/vite@",
            "pkg:npm/typescript@",
            "pkg:cargo/axum@",
            "pkg:cargo/proptest@",
        ] {
            assert!(!refs.iter().any(|own| own.starts_with(built)), "{built}");
        }
        for one in own.at("dependencies").list() {
            let name = one.at("ref").text();
            assert!(
                refs.contains(name) || name.starts_with("pkg:cargo/so06@"),
                "{name}"
            );
            assert!(
                one.at("dependsOn")
                    .list()
                    .iter()
                    .all(|own| refs.contains(own.text()))
            );
        }
        assert_eq!(own.at("dependencies").list().len(), components.len() + 1);
    }

    #[test]
    fn hashes_of_npm_are_written_in_hex() {
        assert_eq!(hex_of_base64("AP8QYQ==").as_deref(), Some("00ff1061"));
        assert_eq!(hex_of_base64("ă"), None);
    }
}
