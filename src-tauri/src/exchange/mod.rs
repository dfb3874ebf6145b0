//! The sealed package between books (gói dữ liệu): how it is written, and how one that comes is read and compared.
//!
//! From outside to inside: [`container`] is the file with its signature, which covers every byte; [`crypt`] locks what it
//! carries when the receivers' keys are known; [`archive`] is the zip inside with three kinds of names; [`manifest`] says
//! where a package comes from and what is in it; [`row`] is one state of one thing per line. [`keys`] signs and receives,
//! [`succession`] says which site goes on from which, [`merge`] which of two states stands.
//!
//! Nothing here reads a file, a clock or the book: bytes come in, values or refusals go out. What a package claims is
//! never believed: not its name, not a size, not a count. Keys are made from random bytes that are given; only `crypt`
//! lets the library draw the one-time secrets of a lock by itself, since its interface takes none.

pub mod archive;
pub mod container;
pub mod crypt;
mod hexed;
pub mod keys;
pub mod manifest;
pub mod merge;
pub mod row;
pub mod succession;

pub use hexed::{BodyId, Digest, Hexed, SiteId};
