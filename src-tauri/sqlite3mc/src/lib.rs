//! SQLite3 Multiple Ciphers, compiled and linked in place of the SQLite that rusqlite would bundle: the same SQLite, which
//! also reads and writes files under a key. Nothing but a library to link; whoever uses it says `use so06_sqlite3mc as _;`.

use sqlite3mc_src as _;
