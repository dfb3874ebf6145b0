//! Compiles the amalgamation of SQLite3 Multiple Ciphers with the options of `libsqlite3-sys`'s
//! own bundled build. `rusqlite/in_gecko` makes `libsqlite3-sys` emit no link line of its own.

/// What libsqlite3-sys 0.40.0 sets when it bundles SQLite (its build.rs, `build_bundled`).
const SQLITE: &[(&str, Option<&str>)] = &[
    ("SQLITE_CORE", None),
    ("SQLITE_DEFAULT_FOREIGN_KEYS", Some("1")),
    ("SQLITE_ENABLE_API_ARMOR", None),
    ("SQLITE_ENABLE_COLUMN_METADATA", None),
    ("SQLITE_ENABLE_DBSTAT_VTAB", None),
    ("SQLITE_ENABLE_FTS3", None),
    ("SQLITE_ENABLE_FTS3_PARENTHESIS", None),
    ("SQLITE_ENABLE_FTS5", None),
    ("SQLITE_ENABLE_JSON1", None),
    ("SQLITE_ENABLE_LOAD_EXTENSION", Some("1")),
    ("SQLITE_ENABLE_RTREE", None),
    ("SQLITE_ENABLE_STAT4", None),
    ("SQLITE_SOUNDEX", None),
    ("SQLITE_THREADSAFE", Some("1")),
    ("SQLITE_USE_URI", None),
    ("HAVE_USLEEP", Some("1")),
    ("HAVE_ISNAN", None),
    ("_POSIX_THREAD_SAFE_FUNCTIONS", None),
];

/// Nobody asks how much memory SQLite holds; counting it takes a lock for each piece.
const UNCOUNTED: (&str, Option<&str>) = ("SQLITE_DEFAULT_MEMSTATUS", Some("0"));

/// One cipher only, ChaCha20-Poly1305: no PRAGMA can choose another. Temporary data stays in memory unless a connection
/// says otherwise.
const CIPHERS: &[(&str, Option<&str>)] = &[
    ("HAVE_CIPHER_CHACHA20", Some("1")),
    ("HAVE_CIPHER_AES_128_CBC", Some("0")),
    ("HAVE_CIPHER_AES_256_CBC", Some("0")),
    ("HAVE_CIPHER_SQLCIPHER", Some("0")),
    ("HAVE_CIPHER_RC4", Some("0")),
    ("HAVE_CIPHER_ASCON128", Some("0")),
    ("HAVE_CIPHER_AEGIS", Some("0")),
    ("SQLITE_TEMP_STORE", Some("2")),
];

fn main() {
    let source = sqlite3mc_src::source_dir().join(sqlite3mc_src::SOURCE_FILE);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", source.display());
    let mut c = cc::Build::new();
    c.file(&source).warnings(false);
    for (name, value) in SQLITE.iter().chain(CIPHERS).chain([&UNCOUNTED]) {
        c.define(name, *value);
    }
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        c.define("HAVE_LOCALTIME_R", None);
    }
    // The whole archive, so that the order of libraries on the link line does not matter.
    c.link_lib_modifier("+whole-archive");
    c.compile("sqlite3mc");
}
