//! The superior level's own form: recognised, mapped, remembered, filled; what is not written stays byte for byte.

mod desk;
mod document;
mod hostile;
mod make;
mod memory;
mod office;
mod program;
mod workbook;
